"""Virtual environments, rebuilt when what they hold should change."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import system_packages
from .console import Problem, step
from .locks import exclusive
from .processes import capture, run_logged
from .workspace import Workspace, digest

# These two exist as source only; anything else that wants a compiler is an error.
SOURCE_ONLY = "ofxparse,docopt"


def ensure(
    workspace: Workspace,
    folder: Path,
    requirements: Sequence[str],
    *,
    python: Path,
    search_paths: Sequence[Path] = (),
) -> Path:
    """Return the interpreter of an environment with exactly these requirements.

    ``search_paths`` are folders it imports from besides: a .pth file serves pip, pytest
    and editors alike, where PYTHONPATH would serve only who sets it.
    """
    files = [workspace.requirements(name) for name in requirements]
    texts = [file.read_text() for file in files]
    key = digest(str(folder), _version(python), *texts, *map(str, search_paths))
    stamp = folder / "key"
    interpreter = folder / "bin" / "python"
    if interpreter.exists() and stamp.exists() and stamp.read_text() == key:
        return interpreter
    shutil.rmtree(folder, ignore_errors=True)
    with step(f"Python packages: requirements/{{{','.join(requirements)}}}.txt"):
        create(workspace, folder, python)
        _install(workspace, interpreter, files)
        _write_search_paths(interpreter, search_paths)
    stamp.write_text(key)
    return interpreter


def for_browser(workspace: Workspace, python: Path) -> Path:
    """The interpreter of the environment with what drives a browser."""
    waiting = "Waiting for another command here to install what drives the browser"
    with exclusive(workspace.locks / "screenshots-venv", waiting=waiting):
        folder = workspace.home / "screenshots"
        return ensure(workspace, folder, ["screenshots"], python=python)


def create(workspace: Workspace, folder: Path, python: Path) -> None:
    """An empty environment; installs Debian's split-off venv module if need be."""
    if not _has_venv(python):
        system_packages.install(workspace, ["python3-venv"])
    log = workspace.logs / "venv.log"
    argv = [str(python), "-m", "venv", str(folder)]
    run_logged(argv, log, env=workspace.environment())


def _has_venv(python: Path) -> bool:
    if str(python) == sys.executable:
        return importlib.util.find_spec("ensurepip") is not None
    try:
        capture([str(python), "-c", "import ensurepip, venv"])
    except Problem:
        return False
    return True


def _version(python: Path) -> str:
    code = "import sys; print(sys.executable, *sys.version_info[:3])"
    return capture([str(python), "-c", code])


def _install(workspace: Workspace, interpreter: Path, files: Sequence[Path]) -> None:
    argv = [str(interpreter), "-m", "pip", "install", "--disable-pip-version-check"]
    argv += ["--no-input", "--only-binary=:all:", f"--no-binary={SOURCE_ONLY}"]
    for file in files:
        argv += ["--requirement", str(file)]
    log = workspace.logs / f"pip-{interpreter.parent.parent.name}.log"
    run_logged(argv, log, env=workspace.environment(), cwd=workspace.root)


def _write_search_paths(interpreter: Path, paths: Sequence[Path]) -> None:
    if not paths:
        return
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site_packages = Path(capture([str(interpreter), "-c", code]).strip())
    lines = "".join(f"{path}{os.linesep}" for path in paths)
    (site_packages / "odoo19.pth").write_text(lines)
