"""Who hears a screen hears a name for each button on it."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from .tree import addons, files, place

# Odoo reads the title of a button that is an icon alone; so does our addition to lists.
NAMING = {"string", "title", "aria-label"}


def nameless_icon_buttons(root: Path) -> list[str]:
    return [
        f"{place(path, root)}: nobody who hears {name!r} knows what it does, "
        "give it a title"
        for addon in addons(root)
        for path in files(addon, ".xml")
        for name in _nameless(ElementTree.parse(path).getroot())
    ]


def _nameless(root: ElementTree.Element) -> Iterator[str]:
    for button in root.iter("button"):
        is_empty = not len(button) and not (button.text or "").strip()
        if button.get("icon") and is_empty and NAMING.isdisjoint(button.keys()):
            yield button.get("name", "button")
