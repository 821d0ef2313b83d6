"""Vendors that were entered twice."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Likeness = Literal["tax_number", "name"]

# fewer signs are no number but a placeholder, as "N/A"
_SHORTEST_TAX_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Vendor:
    vendor_id: int
    name: str
    tax_number: str | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A vendor, and who was entered before it and seems to be the same."""

    vendor_id: int
    first_id: int
    by: Likeness


def find_twins(vendors: Iterable[Vendor]) -> list[Twin]:
    """Vendors of one tax number, or of one name unless their tax numbers differ.

    :param vendors: the one who was entered first comes first

    >>> acme, again = Vendor(1, "Acme Ltd.", "GB 123 4567"), Vendor(2, "ACME, Ltd")
    >>> find_twins([acme, again])
    [Twin(vendor_id=2, first_id=1, by='name')]
    >>> find_twins([acme, Vendor(3, "Acme Ltd", "GB 999 9999")])
    []
    """
    by_number: dict[str, int] = {}
    by_name: dict[str, list[tuple[str, int]]] = defaultdict(list)
    twins = []
    for vendor in vendors:
        number, name = (
            comparable_number(vendor.tax_number),
            comparable_name(vendor.name),
        )
        if number and number in by_number:
            twins.append(Twin(vendor.vendor_id, by_number[number], "tax_number"))
        elif name and (first := _same_name(by_name[name], number)):
            twins.append(Twin(vendor.vendor_id, first, "name"))
        if number:
            by_number.setdefault(number, vendor.vendor_id)
        _remember(by_name[name], number, vendor.vendor_id)
    return twins


def _same_name(known: Iterable[tuple[str, int]], number: str) -> int | None:
    """The first of them that does not say by its tax number that it is another."""
    return next(
        (first for other, first in known if not (number and other and number != other)),
        None,
    )


def _remember(known: list[tuple[str, int]], number: str, vendor_id: int) -> None:
    """One for each tax number is enough, and one without."""
    if all(other != number for other, _first in known):
        known.append((number, vendor_id))


def comparable_name(name: str) -> str:
    """Letters and digits alone, without case and accents.

    >>> comparable_name("Müller & Söhne, GmbH"), comparable_name(" - ")
    ('mullersohnegmbh', '')
    """
    return "".join(_letters_and_digits(name)).casefold()


def _letters_and_digits(text: str) -> Iterator[str]:
    return (sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())


def comparable_number(tax_number: str | None) -> str:
    """A tax number as offices compare it; empty for what is none.

    >>> comparable_number("be 0477.472.701"), comparable_number("N/A")
    ('BE0477472701', '')
    """
    number = re.sub(r"[^0-9A-Z]", "", (tax_number or "").upper())
    if len(number) < _SHORTEST_TAX_NUMBER or not re.search(r"[1-9]", number):
        return ""
    return number
