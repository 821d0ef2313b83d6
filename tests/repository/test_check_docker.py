"""The check of docker/ uses the right program, and never passes in silence."""

from pathlib import Path

import pytest

from devtools import check_docker
from devtools.check_docker import NotChecked, check_compose, check_dockerfile
from devtools.console import Problem
from devtools.workspace import Workspace

from .rules import ROOT

SCRIPT = """#!/bin/sh
[ "$1" = version ] && echo {version} && exit 0
echo "no service 'db' in $*" >&2
exit {code}
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch) -> Path:
    """The only folder on PATH, empty but for the shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(check_docker.sys, "executable", str(folder / "python"))
    return folder


def put(folder: Path, name: str, version: str = "", code: int = 0) -> None:
    script = folder / name
    script.write_text(SCRIPT.format(version=version, code=code))
    script.chmod(0o755)


def test_compose_two_on_path_is_used(programs: Path, tmp_path: Path):
    put(programs, "docker-compose", "2.40.3")
    message = check_compose(Workspace(tmp_path))
    assert message == "docker/compose.yaml: valid for docker compose 2.40.3"


def test_compose_one_is_not_used(programs: Path, tmp_path: Path):
    put(programs, "docker-compose", "1.29.2")
    with pytest.raises(NotChecked, match="apt-get is not on this machine"):
        check_compose(Workspace(tmp_path))


def test_invalid_compose_file_fails_with_its_reason(programs: Path, tmp_path: Path):
    put(programs, "docker-compose", "v2.40.3", code=15)
    with pytest.raises(Problem, match="no service 'db'") as caught:
        check_compose(Workspace(tmp_path))
    assert not isinstance(caught.value, NotChecked)


def test_missing_hadolint_is_a_fault(programs: Path, tmp_path: Path):
    with pytest.raises(Problem, match="make lint") as caught:
        check_dockerfile(Workspace(tmp_path))
    assert not isinstance(caught.value, NotChecked)


def test_end_tells_what_was_not_checked(programs: Path, monkeypatch, capsys):
    def unavailable(workspace: Workspace) -> str:
        raise NotChecked("no compose here")

    put(programs, "hadolint")
    monkeypatch.setattr(check_docker, "check_compose", unavailable)
    assert check_docker.main() == 0
    assert "NOT CHECKED: no compose here" in capsys.readouterr().out


def test_end_is_a_failure_when_one_check_fails(programs: Path, monkeypatch):
    put(programs, "hadolint", code=1)
    monkeypatch.setattr(check_docker, "check_compose", lambda workspace: "fine")
    assert check_docker.main() == 1


def test_dockerfile_of_this_repository_passes_hadolint():
    assert check_dockerfile(Workspace(ROOT)) == "docker/Dockerfile: passes hadolint"
