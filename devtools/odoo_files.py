"""Which Odoo to use: a checkout, an installed one, or Debian's package."""

import os
import runpy
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import debian_archive
from .console import Problem
from .processes import capture
from .workspace import Workspace

SERIES = (19, 0)
CHOICES = """\
Odoo 19.0 can come from
  - a checkout: ODOO_SOURCE=/path/to/odoo make ...
  - an installed Odoo 19.0: importable by the Python used, or `odoo` on the PATH
  - Debian's archive, on Debian 12 or later, unpacked into .jit (the default)
  - containers instead of all this: docker compose -f docker/compose.yaml up"""


@dataclass(frozen=True)
class OdooFiles:
    """Odoo's source and the interpreter to run it with."""

    python: Path
    search_paths: tuple[Path, ...]
    # False when the interpreter's own packages are those Odoo was installed with.
    needs_packages: bool
    # Changes whenever a database built with other files should not be used again.
    identity: str


def find(workspace: Workspace) -> OdooFiles:
    """The first choice this machine allows; a Problem that names all of them."""
    source = os.environ.get("ODOO_SOURCE")
    if source:
        return _from_checkout(Path(source).expanduser().resolve())
    return _installed(workspace) or _from_archive(workspace)


def series_of(odoo_package: Path) -> tuple[int, int]:
    """The version of the Odoo in this folder, (0, 0) if there is none."""
    release = odoo_package / "release.py"
    if not release.is_file():
        return (0, 0)
    version: Mapping[str, tuple[object, ...]] = runpy.run_path(str(release))
    major, minor = version["version_info"][:2]
    # Odoo's intermediate versions have a major version like "saas~19".
    return (major, minor) if isinstance(major, int) else (0, 0)  # type: ignore[return-value]


def interpreter_in(shebang: str) -> str:
    """The interpreter a script's first line names, empty if it is no script."""
    if not shebang.startswith("#!"):
        return ""
    words = shebang[2:].split()
    if words and Path(words[0]).name == "env":
        words = [word for word in words[1:] if not word.startswith("-")]
        return shutil.which(words[0]) or "" if words else ""
    return words[0] if words else ""


def _from_checkout(folder: Path) -> OdooFiles:
    found = series_of(folder / "odoo")
    if found != SERIES:
        detail = (
            f"has Odoo {found[0]}.{found[1]}" if found[0] else "is no Odoo checkout"
        )
        raise Problem(f"ODOO_SOURCE={folder} {detail}.\n{CHOICES}")
    commit = ""
    with suppress(Problem):
        commit = capture(["git", "-C", str(folder), "rev-parse", "HEAD"])
    return OdooFiles(Path(sys.executable), (folder,), True, f"{folder} {commit}")


def _installed(workspace: Workspace) -> OdooFiles | None:
    candidates = [sys.executable]
    command = shutil.which("odoo")
    if command and os.access(command, os.R_OK):
        with open(command, "rb") as script:
            first_line = script.readline(200).decode(errors="replace")
        candidates.append(interpreter_in(first_line))
    for python in filter(None, candidates):
        folder = _importable_odoo(workspace, python)
        if folder and series_of(folder) == SERIES:
            paths = _site_paths(workspace, python)
            return OdooFiles(Path(python), paths, False, str(folder))
    return None


def _importable_odoo(workspace: Workspace, python: str) -> Path | None:
    # Odoo is a namespace package: of its folders only one has the release.
    code = (
        "import importlib.util as u; s = u.find_spec('odoo.release');"
        "print(s.origin if s else '')"
    )
    with suppress(Problem):
        origin = capture(
            [python, "-c", code], env=workspace.environment(), cwd=Path("/")
        )
        return Path(origin.strip()).parent if origin.strip() else None
    return None


def _site_paths(workspace: Workspace, python: str) -> tuple[Path, ...]:
    code = (
        "import sys; print('\\n'.join(p for p in sys.path if p.endswith('-packages')))"
    )
    lines = capture([python, "-c", code], env=workspace.environment(), cwd=Path("/"))
    return tuple(Path(line) for line in lines.splitlines())


def _from_archive(workspace: Workspace) -> OdooFiles:
    tree = workspace.home / "odoo"
    folder = tree / debian_archive.DIST_PACKAGES
    if not tree.exists():
        try:
            debian_archive.fetch(workspace, tree)
        except Problem as problem:
            raise Problem(
                f"no Odoo from Debian's archive: {problem}\n{CHOICES}"
            ) from None
    found = series_of(folder / "odoo")
    if found != SERIES:
        shutil.rmtree(tree)
        raise Problem(f"Debian's archive has moved on to Odoo {found}.\n{CHOICES}")
    unpacked = tree.stat().st_mtime_ns
    return OdooFiles(Path(sys.executable), (folder,), True, f"debian {unpacked}")
