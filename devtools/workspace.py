"""The checkout, the one folder that may be thrown away, and the child environment."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PRODUCTION_ADDON = "jit_replenishment"
DEMO_ADDON = "jit_replenishment_demo"

# A user's own settings of these would reach into the private server or Odoo.
FOREIGN_VARIABLES = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "ODOO_RC")


@dataclass(frozen=True)
class Workspace:
    """Where things are in one checkout."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / ".jit"

    @property
    def venv(self) -> Path:
        return self.home / "venv"

    @property
    def tools(self) -> Path:
        return self.home / "tools"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def reports(self) -> Path:
        return self._made("reports")

    @property
    def logs(self) -> Path:
        return self._made("logs")

    @property
    def locks(self) -> Path:
        return self._made("locks")

    def _made(self, name: str) -> Path:
        folder = self.home / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def allowed_skips(self) -> Path:
        return self.root / "tests" / "allowed_skips.txt"

    def requirements(self, name: str) -> Path:
        return self.root / "requirements" / f"{name}.txt"

    def addons(self) -> list[str]:
        """The addons that are there, the production addon first."""
        both = (PRODUCTION_ADDON, DEMO_ADDON)
        return [
            name for name in both if (self.root / name / "__manifest__.py").exists()
        ]

    def existing(self, names: Iterable[str]) -> list[str]:
        """Those of the given paths, relative to the checkout, that are there."""
        return [name for name in names if (self.root / name).exists()]

    def environment(self, **extra: str) -> dict[str, str]:
        """The variables every child process gets."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in FOREIGN_VARIABLES and not name.startswith("PG")
        }
        # Odoo may lie in a folder we must not or cannot write to.
        kept["PYTHONPYCACHEPREFIX"] = str(self.home / "pycache")
        if not os.access(kept.get("HOME", ""), os.W_OK):
            # Chromium does not start without a home it can write to.
            kept["HOME"] = str(self._made("home"))
        return kept | extra


def digest(*parts: str) -> str:
    """A short key that changes when any of the parts does."""
    joined = "\0".join(parts).encode()
    return hashlib.sha256(joined).hexdigest()[:16]


def digest_of_files(folders: Iterable[Path]) -> str:
    """A key of the names and contents of all files that Odoo may read."""
    files = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    parts = []
    for path in files:
        parts += [str(path), hashlib.sha256(path.read_bytes()).hexdigest()]
    return digest(*parts)
