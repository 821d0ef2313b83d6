"""Offences of translations against their template."""

from . import offence

MANIFEST = {"a/__manifest__.py": "{'version': '19.0.1.0.0'}"}
TEMPLATE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Order"
msgstr ""

msgid "%(count)s lines <b>for</b>"
msgstr ""
"""
FRENCH = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Order"
msgstr "%s"

msgid "%%(count)s lines <b>for</b>"
msgstr "%s"

"""
GONE = 'msgid "Gone"\nmsgstr "Parti"\n'
WHOLE = ("Commander", "%(count)s lignes <b>pour</b>")


def _tree(order: str, lines: str, more: str = "") -> dict[str, str]:
    return {
        **MANIFEST,
        "a/i18n/a.pot": TEMPLATE,
        "a/i18n/fr.po": FRENCH % (order, lines) + more,
    }


OFFENCES = [
    offence(
        "incomplete_translations",
        ("a/i18n/fr.po",) * 2,
        _tree("", WHOLE[1], GONE),
    ),
    offence(
        "broken_translations", "a/i18n/fr.po", _tree("Commander", "%(n)s <b>pour</b>")
    ),
    offence(
        "broken_translations",
        "a/i18n/fr.po",
        _tree("Commander", "%(count)s lignes <b>pour</i>"),
    ),
]
