"""Whatever the policy can give as a reason, a person can read."""

import ast
from pathlib import Path

from .tree import ADDON, called_name, files, modules, parse, place


def unspoken_reasons(root: Path) -> list[str]:
    spoken = {
        node.name.removeprefix("_say_")
        for path in modules(root / ADDON / "models")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_say_")
    }
    return [
        f"{place(path, root, node)}: give {code!r} its sentence, _say_{code}() of "
        "jit.reason"
        for path in files(root / ADDON / "policy", ".py")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        for code in _codes(node)
        if code not in spoken
    ]


def _codes(call: ast.Call) -> list[str]:
    """Codes written out in `Reason("code", ...)` or `fault="code"`."""
    values = [keyword.value for keyword in call.keywords if keyword.arg == "fault"]
    if called_name(call) == "Reason":
        values += call.args[:1]
    return [
        value.value
        for value in values
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]
