"""All guards, found by themselves: a new one needs no registration."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from . import guards

Rule = Callable[[Path], list[str]]
ROOT = Path(__file__).resolve().parents[2]


def all_rules() -> dict[str, Rule]:
    """Every public function of the guards' modules that takes a root, by its name."""
    return {
        name: function
        for module in iter_modules(guards.__path__)
        if module.name != "tree"
        for name, function in inspect.getmembers(
            import_module(f"{guards.__name__}.{module.name}"), inspect.isfunction
        )
        if function.__module__.endswith(f".{module.name}")
        and not name.startswith("_")
        and function.__annotations__.get("return") == list[str]
    }


RULES = all_rules()
