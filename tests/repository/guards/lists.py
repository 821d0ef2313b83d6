"""Odoo checks a list against a grammar that tries attributes in every order: each one
more at its root takes four times as long, and installing waits for it."""

from pathlib import Path

from lxml import etree

from .tree import addons, files, place

MOST_ATTRIBUTES = 9


def dear_lists(root: Path) -> list[str]:
    return [
        f"{place(path, root)}:{node.sourceline}: a list with {len(node.attrib)} "
        f"attributes, {MOST_ATTRIBUTES} are the limit; leave to the action, its "
        "context or the rights of the model what they can say as well"
        for addon in addons(root)
        for path in files(addon, ".xml")
        for node in etree.parse(str(path)).iter("list")
        if len(node.attrib) > MOST_ATTRIBUTES
    ]
