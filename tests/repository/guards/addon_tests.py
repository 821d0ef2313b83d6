"""Tests inside an addon run under Odoo's own runner too, which is picky in silence.

It collects only what is an attribute of `<addon>.tests` when it starts: a file nobody
imports, a sub-package or a `load_tests` hook simply never runs.
"""

import ast
from pathlib import Path

from .tree import (
    addons,
    files,
    imported_beside,
    modules,
    modules_of_tests,
    parse,
    place,
)


def unimported_tests(root: Path) -> list[str]:
    return [
        f"{place(path, root)}: import it in {addon.name}/tests/__init__.py, "
        "or --test-enable never runs it"
        for addon in addons(root)
        for path in modules(addon / "tests")
        if path.name.startswith("test_")
        and path.stem not in imported_beside(addon / "tests" / "__init__.py")
    ]


def nested_tests(root: Path) -> list[str]:
    return [
        f"{place(path, root)}: move it up into {addon.name}/tests/, "
        "--test-enable does not look into sub-folders"
        for addon in addons(root)
        for path in files(addon / "tests", ".py")
        if path.parent != addon / "tests"
    ]


def load_tests_hooks(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: no runner calls load_tests, "
        "write a test that runs what it would load"
        for path in modules_of_tests(root)
        for node in ast.walk(parse(path))
        if "load_tests" in _bound_names(node)
    ]


def _bound_names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()
