"""The examples in docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import policy

MODULES = [module.name for module in pkgutil.iter_modules(policy.__path__)]
# what they do is shown by examples of their parts, or takes a whole case to show
WITHOUT_EXAMPLES = {"decision_reasons", "shared_minimum", "sourcing", "supply_cover"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_module_are_true(name):
    result = doctest.testmod(import_module(f"policy.{name}"))
    assert result.failed == 0
    assert (result.attempted > 0) is (name not in WITHOUT_EXAMPLES)
