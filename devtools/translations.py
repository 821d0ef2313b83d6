"""Bring translations up to the template: ``python -m devtools.translations``.

Runs where polib is, in the environment of the linters. A term that is new stays empty,
so that Odoo shows the English one and a test names it; one that is gone is dropped.
"""

import sys
from pathlib import Path

import polib

from .console import say

# As Odoo exports them: lines are not wrapped.
WIDTH = 0


def bring_up_to_date(template: Path, translation: Path) -> int:
    """Merge the template's terms into the translation; return how many are empty."""
    terms = polib.pofile(str(template), wrapwidth=WIDTH)
    known = polib.pofile(str(translation), wrapwidth=WIDTH)
    said = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in known}
    known.clear()
    for term in terms:
        term.msgstr = said.get((term.msgctxt, term.msgid), "")
        known.append(term)
    known.save()
    return len(known.untranslated_entries())


def main(template: str, *translations: str) -> None:
    """Merge the template into each file, and say what is left to translate."""
    for translation in translations:
        path = Path(translation)
        empty = bring_up_to_date(Path(template), path)
        say(f"    {path.name}: {empty} terms to translate")


if __name__ == "__main__":
    main(*sys.argv[1:])
