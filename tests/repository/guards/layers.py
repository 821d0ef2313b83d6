"""models -> queries, models -> policy; policy is plain Python and always will be."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .tree import ADDON, called_name, files, modules, parse, place

FOLDERS = ("models", "policy", "queries", "report", "wizard")
MAY_IMPORT = {
    "policy": set(),
    "queries": set(),
    "models": {"policy", "queries"},
    "wizard": {"models", "policy", "queries"},
    "report": {"models", "policy", "queries"},
}
MIN_MAX = re.compile(
    r"\bmin\s*[/-]\s*max\b|\bminmax\b|\b(?:min|max)_|_(?:min|max)\b", re.I
)
BARE_SERVICE_LEVEL = re.compile(r"(?<!cycle )(?<!cycle_)service[ _]level", re.I)
READS = {"_read_group", "read_group", "formatted_read_group"}
SELECT = re.compile(r"^\s*(?:WITH\b.*)?SELECT\b.*\bFROM\b", re.S)


def imports(path: Path) -> Iterator[tuple[ast.stmt, int, str]]:
    """Each import as (statement, level of dots, dotted name)."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, 0, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, node.level, f"{node.module or ''}.{alias.name}".strip(".")


def wrong_imports(root: Path) -> list[str]:
    """Folders of the addon import only what lies below them."""
    found = []
    for folder, allowed in MAY_IMPORT.items():
        for path in files(root / ADDON / folder, ".py"):
            depth = len(path.relative_to(root / ADDON).parts)
            for node, level, name in imports(path):
                target = _folder_of(level, name, depth)
                if target in FOLDERS and target not in allowed | {folder}:
                    found.append(
                        f"{place(path, root, node)}: {folder}/ must not know {target}/"
                    )
    return found


def _folder_of(level: int, name: str, depth: int) -> str:
    for prefix in (f"odoo.addons.{ADDON}.", f"{ADDON}."):
        if level == 0 and name.startswith(prefix):
            return name.removeprefix(prefix).split(".")[0]
    return name.split(".")[0] if level == depth else ""


def policy_beyond_standard_library(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: policy/ is plain Python, {name} is not in the "
        "standard library; take the value as an argument"
        for path in files(root / ADDON / "policy", ".py")
        for node, level, name in imports(path)
        if level == 0 and name.split(".")[0] not in sys.stdlib_module_names
    ]


def policy_that_does_not_load(root: Path) -> list[str]:
    """Import each policy module in a Python that has nothing but its own library."""
    addon = root / ADDON
    found = []
    for path in files(addon / "policy", ".py"):
        name = ".".join(path.relative_to(addon).with_suffix("").parts)
        name = name.removesuffix(".__init__")
        code = f"import sys; sys.path[:0] = [{str(addon)!r}]; import {name}"
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", code],
            capture_output=True,
            text=True,
            env={"PATH": os.environ.get("PATH", "")},
        )
        if run.returncode:
            reason = run.stderr.strip().splitlines()[-1]
            found.append(f"{place(path, root)}: it does not load alone: {reason}")
    return found


def policy_words(root: Path) -> list[str]:
    """The vocabulary of CONTRIBUTING.md, where it is easiest to slip."""
    found = []
    for path in files(root / ADDON / "policy", ".py"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            where = f"{place(path, root)}:{number}"
            if MIN_MAX.search(line):
                found.append(
                    f"{where}: say reorder point and target stock, not min/max"
                )
            if BARE_SERVICE_LEVEL.search(line) and "import" not in line:
                found.append(
                    f"{where}: say which one, cycle service level or fill rate"
                )
    return found


def untyped_functions(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: annotate every argument and the result of "
        f"{node.name}()"
        for folder in ("policy", "queries")
        for path in files(root / ADDON / folder, ".py")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and not _is_annotated(node)
    ]


def _is_annotated(node: ast.FunctionDef) -> bool:
    taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    if taken and taken[0].arg in {"self", "cls"}:
        taken = taken[1:]
    return node.returns is not None and all(argument.annotation for argument in taken)


def reads_outside_queries(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: read in sets in queries/, not in {folder}/"
        for folder in ("models", "wizard")
        for path in modules(root / ADDON / folder)
        for node in ast.walk(parse(path))
        if (isinstance(node, ast.Call) and called_name(node) in READS)
        or (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SELECT.search(node.value)
        )
    ]


def demo_in_addon(root: Path) -> list[str]:
    """The addon people run in production does not know of its demo."""
    return [
        f"{place(path, root)}: the addon must not name {ADDON}_demo"
        for path in files(root / ADDON, ".py", ".xml", ".csv", ".js")
        if f"{ADDON}_demo" in path.read_text("utf-8")
    ]
