"""This repository follows its rules."""

import pytest

from .guards.models import models
from .guards.screen_words import shown_texts
from .guards.tree import addons, modules_of_tests
from .rules import ROOT, RULES


@pytest.mark.parametrize("name", RULES)
def test_repository_follows_rule(name):
    found = RULES[name](ROOT)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("what", [addons, models, modules_of_tests, shown_texts])
def test_guards_see_the_repository(what):
    """A guard that looks at nothing finds nothing."""
    assert next(iter(what(ROOT)), None) is not None
