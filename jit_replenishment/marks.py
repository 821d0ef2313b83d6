"""Marks in a context that only this process can set.

A client may send any context it likes, but only what JSON can say: a plain True would
let it speak with the engine's voice.
"""

from typing import Self

from odoo.api import Environment


class Mark:
    """A value equal to nothing but itself, and itself when copied."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<{self._name}>"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: dict) -> Self:
        return self


# as in ``with_context(jit_engine=ENGINE)``
ENGINE = Mark("engine")
RESTORING = Mark("restoring")
HANDING_OVER = Mark("handing over")
GIVING_BACK = Mark("giving back")
MERGING = Mark("merging")
ACCEPTING = Mark("accepting")
SHEET = Mark("sheet")
ORDERING_BY_HAND = Mark("ordering by hand")


def by_engine(env: Environment) -> bool:
    """Whether the engine itself is at work here."""
    return env.context.get("jit_engine") is ENGINE


def is_restoring(env: Environment) -> bool:
    """Whether rules are being put back as they were."""
    return env.context.get("jit_restoring") is RESTORING


def is_handing_over(env: Environment) -> bool:
    """Whether the assumed class passes its mark on."""
    return env.context.get("jit_handing_over") is HANDING_OVER


def is_giving_back(env: Environment) -> bool:
    """Whether lines go so that the engine makes them anew, or were refused already."""
    return env.context.get("jit_giving_back") is GIVING_BACK


def is_merging(env: Environment) -> bool:
    """Whether core puts several requests into one, and quantities with them."""
    return env.context.get("jit_merging") is MERGING


def is_accepting(env: Environment) -> bool:
    """Whether learned figures are written, by who keeps the history of it."""
    return env.context.get("jit_accepting") is ACCEPTING


def is_from_sheet(env: Environment) -> bool:
    """Whether a sheet that a person sent in is being written."""
    return env.context.get("jit_sheet") is SHEET


def is_ordering_by_hand(env: Environment) -> bool:
    """Whether core's own button orders, and drops rules it made itself."""
    return env.context.get("jit_ordering_by_hand") is ORDERING_BY_HAND
