"""Nothing needs a table of contents."""

import ast
from pathlib import Path

from .tree import addons, files, parse, place

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
SOURCES = (".py", ".xml", ".js", ".scss", ".css")
FOLDERS = ("devtools", "tests", "benchmarks")


def _sources(root: Path) -> list[Path]:
    return [
        path
        for folder in [*addons(root), *(root / name for name in FOLDERS)]
        for path in files(folder, *SOURCES)
    ]


def long_files(root: Path) -> list[str]:
    found = []
    for path in _sources(root):
        lines = len(path.read_text("utf-8").splitlines())
        if lines > LONGEST_FILE:
            found.append(
                f"{place(path, root)}: {lines} lines, {LONGEST_FILE} are the limit; "
                "name the second thing in it and move it out"
            )
    return found


def long_functions(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: {node.name}() has {_length(node)} lines, "
        f"{LONGEST_FUNCTION} are the limit; name its steps"
        for path in _sources(root)
        if path.suffix == ".py"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and _length(node) > LONGEST_FUNCTION
    ]


def _length(node: ast.FunctionDef) -> int:
    return node.end_lineno - node.lineno + 1
