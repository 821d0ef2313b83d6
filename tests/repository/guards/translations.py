"""Every translation says all that the template asks for, and nothing else."""

import re
from pathlib import Path

import polib

from .tree import addons, place

# What the program puts in, and markup: a translation that loses one of them breaks
# the sentence or the view.
KEPT = re.compile(
    r"%\(\w+\)[sdf]|%%|%[sd]|\$\{\w+\}|\{\{[^}]*\}\}|</?\w+|\b[\w-]+=\"[^\"]*\""
)
# Read by people, so translated like any other text.
SAID = re.compile(r'^(title|aria-label|placeholder|alt|string)="')


def incomplete_translations(root: Path) -> list[str]:
    """Terms of the template that a translation lacks, or that only it has."""
    found = []
    for template, translation in _pairs(root):
        asked = {entry.msgid for entry in polib.pofile(str(template))}
        given = {entry.msgid: entry for entry in polib.pofile(str(translation))}
        where = place(translation, root)
        found += [
            f"{where}: translate {msgid!r}"
            for msgid in sorted(asked)
            if msgid not in given or not given[msgid].translated()
        ]
        found += [
            f"{where}: no longer a term, `make pot` drops it: {msgid!r}"
            for msgid, entry in sorted(given.items())
            if msgid not in asked and not entry.obsolete
        ]
    return found


def broken_translations(root: Path) -> list[str]:
    """Translations that lose or invent what the program puts in, or markup."""
    return [
        f"{place(translation, root)}: {entry.msgid!r} and its translation do not "
        "hold the same placeholders and markup"
        for _template, translation in _pairs(root)
        for entry in polib.pofile(str(translation))
        if entry.translated() and _kept(entry.msgid) != _kept(entry.msgstr)
    ]


def _pairs(root: Path) -> list[tuple[Path, Path]]:
    return [
        (template, translation)
        for addon in addons(root)
        for template in sorted(addon.glob("i18n/*.pot"))
        for translation in sorted(addon.glob("i18n/*.po"))
    ]


def _kept(text: str) -> list[str]:
    return sorted(found for found in KEPT.findall(text) if not SAID.match(found))
