"""Programs of the system that tests need; installed by root, named to others."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .console import Problem, step
from .locks import exclusive
from .processes import run_logged
from .workspace import Workspace


@dataclass(frozen=True)
class SystemProgram:
    """A program, the names it goes by, and the Debian package that has it."""

    names: tuple[str, ...]
    package: str

    def is_missing(self) -> bool:
        return not any(shutil.which(name) for name in self.names)


BROWSER = SystemProgram(
    ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable"),
    "chromium",
)
PDF_PRINTER = SystemProgram(("wkhtmltopdf",), "wkhtmltopdf")


def ensure_programs(workspace: Workspace, programs: Iterable[SystemProgram]) -> None:
    """Install what is missing, or say which packages to install."""
    waiting = "Waiting for another command here to install system packages"
    with exclusive(workspace.locks / "system-packages", waiting=waiting):
        missing = [program.package for program in programs if program.is_missing()]
        if missing:
            install(workspace, missing)


def install(workspace: Workspace, packages: Sequence[str]) -> None:
    """Install Debian packages as root; a Problem naming them for anybody else."""
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(
            f"these system packages are missing: {names}\n"
            f"On Debian or Ubuntu install them with: sudo apt-get install {names}"
        )
    with step(f"Installing system packages: {names}"):
        if not _apt_install(workspace, packages, check=False):
            # Never fetched, or older than the archive: the usual causes.
            _apt_get(workspace, ["update"], check=True)
            _apt_install(workspace, packages, check=True)


def _apt_install(workspace: Workspace, packages: Sequence[str], *, check: bool) -> bool:
    argv = ["install", "--yes", "--no-install-recommends", *packages]
    return _apt_get(workspace, argv, check=check)


def _apt_get(workspace: Workspace, argv: Sequence[str], *, check: bool) -> bool:
    environment = workspace.environment(DEBIAN_FRONTEND="noninteractive")
    log = workspace.logs / "apt-get.log"
    return run_logged(["apt-get", *argv], log, env=environment, check=check) == 0
