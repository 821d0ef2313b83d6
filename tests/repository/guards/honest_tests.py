"""A test asserts something, never waits, and gives the same answer every day."""

import ast
from collections.abc import Iterator
from pathlib import Path
from unittest import TestCase

from .tree import called_name, modules_of_tests, parse, place

WAITS = {"sleep", "wait_for_timeout"}
CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "Datetime": {"now", "today"},
    "date": {"today"},
    "Date": {"context_today", "today"},
    "time": {"time"},
}
# Files that must read the real clock, each with its reason.
REAL_CLOCK: dict[str, str] = {}
PROOFS = {"browser_js", "fail", "raises", "start_tour", "testmod", "warns"}


def waiting_tests(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: wait for the event itself, not with "
        f"{called_name(node)}()"
        for path in modules_of_tests(root)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and called_name(node) in WAITS
    ]


def clock_reading_tests(root: Path) -> list[str]:
    """Calendar clocks are read under freeze_time only; stopwatches are no clocks."""
    return [
        f"{place(path, root, node)}: put @freeze_time on the class or pass a fixed date"
        for path in modules_of_tests(root)
        if path.relative_to(root).as_posix() not in REAL_CLOCK
        for node in _unfrozen_calls(parse(path))
        if _reads_clock(node)
    ]


def _unfrozen_calls(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if _is_frozen(child):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _unfrozen_calls(child)


def _is_frozen(node: ast.AST) -> bool:
    guards = list(getattr(node, "decorator_list", ()))
    if isinstance(node, ast.With):
        guards += [item.context_expr for item in node.items]
    return any(
        isinstance(guard, ast.Call) and called_name(guard) == "freeze_time"
        for guard in guards
    )


def _reads_clock(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return function.attr in CLOCKS.get(name, ())


def assertionless_tests(root: Path) -> list[str]:
    return [
        f"{place(path, root, node)}: {node.name}() asserts nothing, it cannot fail"
        for path in modules_of_tests(root)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not any(_is_proof(part) for part in ast.walk(node))
    ]


def _is_proof(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = called_name(node).lstrip("_")
    if hasattr(TestCase, name) and name.startswith("assert"):
        return not all(isinstance(value, ast.Constant) for value in node.args)
    return name.startswith("assert") or name in PROOFS
