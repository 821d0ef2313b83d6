"""Every rule finds the offence planted for it, and only that."""

from pathlib import Path

import pytest

from .planted import Offence
from .planted.code import OFFENCES as CODE
from .planted.docker import OFFENCES as DOCKER
from .planted.structure import OFFENCES as STRUCTURE
from .planted.translations import OFFENCES as TRANSLATIONS
from .planted.words import OFFENCES as WORDS
from .rules import RULES

OFFENCES = [*STRUCTURE, *CODE, *WORDS, *DOCKER, *TRANSLATIONS]


def test_every_rule_has_its_offence():
    assert {offence.rule for offence in OFFENCES} == set(RULES)


@pytest.mark.parametrize("offence", OFFENCES, ids=str)
def test_rule_finds_what_was_planted(offence: Offence, tmp_path: Path):
    for name, text in offence.tree.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = RULES[offence.rule](tmp_path)
    assert sorted(line.split(": ")[0] for line in found) == sorted(offence.places)
