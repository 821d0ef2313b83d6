"""Where things are, and how guards read them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ADDON = "jit_replenishment"
# Fetched, generated or another program's: nothing in there is ours to judge.
NOT_OURS = {".git", ".jit", "__pycache__", "node_modules", "dist"}
GENERATED_ENDINGS = ("_cache", ".egg-info")


def addons(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob("*/__manifest__.py"))


def manifest(addon: Path) -> dict:
    return ast.literal_eval((addon / "__manifest__.py").read_text("utf-8"))


def files(root: Path, *suffixes: str) -> Iterator[Path]:
    """Our own files below `root`, sorted; of any suffix when none is given."""
    for folder, names, filenames in os.walk(root):
        names[:] = sorted(
            name
            for name in names
            if name not in NOT_OURS and not name.endswith(GENERATED_ENDINGS)
        )
        # in a linked working tree .git is a file
        for filename in sorted(set(filenames) - NOT_OURS):
            path = Path(folder, filename)
            if not suffixes or path.suffix in suffixes:
                yield path


def text_of(path: Path) -> str | None:
    """The file as text, None when it is binary."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parse(path: Path) -> ast.Module:
    return _parse(path, path.stat().st_mtime_ns)


@cache
def _parse(path: Path, _changed: int) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def modules(folder: Path) -> list[Path]:
    """Python modules directly in a folder, without its __init__.py."""
    return sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")


def imported_beside(init: Path) -> set[str]:
    """Names an __init__.py imports from its own folder (`from . import a, b`)."""
    if not init.is_file():
        return set()
    return {
        alias.name
        for node in ast.walk(parse(init))
        if isinstance(node, ast.ImportFrom) and node.level == 1 and not node.module
        for alias in node.names
    }


def modules_of_tests(root: Path) -> list[Path]:
    """Every test module of the repository: the addons' own and tests/."""
    folders = [addon / "tests" for addon in addons(root)] + [root / "tests"]
    return [
        path
        for folder in folders
        for path in files(folder, ".py")
        if path.name.startswith("test_")
    ]


def called_name(call: ast.Call) -> str:
    """The last name of what is called: `self.env.ref(...)` gives "ref"."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def place(path: Path, root: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None else ""
    return f"{path.relative_to(root).as_posix()}{line}"
