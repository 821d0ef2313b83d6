"""Validate docker/ where no Docker engine runs: ``python3 -m devtools.check_docker``.

The compose file goes through the real ``docker compose config`` and the Dockerfile
through hadolint. Neither starts a container: that the images run is not shown by this.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from .console import Problem, say, step
from .debian_archive import PrivateApt
from .processes import capture, succeeds
from .workspace import Workspace

COMPOSE_FILE = Path("docker/compose.yaml")
DOCKERFILE = Path("docker/Dockerfile")
COMPOSE_PACKAGE = "docker-compose"
COMPOSE_IN_PACKAGE = Path("usr/libexec/docker/cli-plugins/docker-compose")


class NotChecked(Problem):
    """The validator is not to be had on this machine: said aloud, but no fault."""


def main() -> int:
    """Check both files; 1 when one is wrong."""
    workspace = Workspace(Path(__file__).resolve().parents[1])
    passed = [_passes(check, workspace) for check in (check_compose, check_dockerfile)]
    return 0 if all(passed) else 1


def _passes(check: Callable[[Workspace], str], workspace: Workspace) -> bool:
    try:
        say(check(workspace))
    except NotChecked as reason:
        say(f"docker: NOT CHECKED: {reason}")
    except Problem as problem:
        say(f"docker: {problem}")
        return False
    return True


def check_compose(workspace: Workspace) -> str:
    """Have compose resolve every anchor, variable and dependency of the file."""
    command = compose_command(workspace)
    file = str(workspace.root / COMPOSE_FILE)
    capture([*command, "-f", file, "config", "--quiet"], env=workspace.environment())
    version = capture([*command, "version", "--short"]).strip()
    return f"{COMPOSE_FILE}: valid for docker compose {version}"


def check_dockerfile(workspace: Workspace) -> str:
    hadolint = _program_beside_python("hadolint")
    file = str(workspace.root / DOCKERFILE)
    capture([hadolint, "--failure-threshold=warning", "--no-color", file])
    return f"{DOCKERFILE}: passes hadolint"


def compose_command(workspace: Workspace) -> list[str]:
    """Compose 2 of this machine, else the one of Debian's archive, kept in .jit."""
    for command in (["docker", "compose"], ["docker-compose"]):
        # Compose 1 goes by the second name too, and reads another file format.
        if succeeds([*command, "version"]) and _major(command) >= 2:
            return command
    fetched = workspace.home / "compose" / COMPOSE_IN_PACKAGE.name
    if not fetched.exists():
        try:
            _fetch_compose(workspace, fetched)
        except Problem as problem:
            raise NotChecked(
                f"{COMPOSE_FILE}: there is no docker compose 2 on PATH, and Debian's "
                f"archive cannot give it: {problem}\nInstall the Docker compose plugin."
            ) from problem
    return [str(fetched)]


def _major(command: list[str]) -> int:
    number = capture([*command, "version", "--short"]).strip().lstrip("v")
    return int(number.split(".")[0])


def _fetch_compose(workspace: Workspace, target: Path) -> None:
    for program in ("apt-get", "dpkg-deb"):
        if not shutil.which(program):
            raise Problem(f"{program} is not on this machine")
    work = target.parent.with_name("compose.part")
    shutil.rmtree(work, ignore_errors=True)
    apt = PrivateApt(workspace, work / "apt")
    with step("Fetching docker compose from Debian's archive"):
        apt.update()
        for package in apt.download([COMPOSE_PACKAGE]):
            capture(["dpkg-deb", "--extract", str(package), str(work / "tree")])
    target.parent.mkdir(exist_ok=True)
    # Moved last: a program that is there is a whole one.
    os.replace(work / "tree" / COMPOSE_IN_PACKAGE, target)
    shutil.rmtree(work)


def _program_beside_python(name: str) -> str:
    """Of the environment this runs in, which need not be on PATH."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    found = found or shutil.which(name)
    if not found:
        raise Problem(
            f"{DOCKERFILE} was not checked: no {name} here; run `make lint`, which "
            "installs it from requirements/lint.txt"
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
