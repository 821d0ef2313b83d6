"""Which lines somebody has something to say about, the same in every morning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Picks:
    """Names of products and vendors as the screens show them, and what is typed.

    :param change: product of which ``quantity`` is ordered
    :param vendor: product that is bought from ``other`` instead of ``usual_vendor``
    :param reject: product that is not wanted before ``until``, a day as it is typed
    """

    change: str
    quantity: str
    vendor: str
    vendor_quantity: str
    usual_vendor: str
    other: str
    reject: str
    until: str
    vendors: Sequence[str]


def pick(ours: Sequence[Line], theirs: Sequence[Line], until: str) -> Picks:
    """The first lines, by product, that the engine and Odoo's scheduler both drafted
    with the same vendor; not usual ones where there are enough. What is typed means the
    same everywhere, as these lines are in the unit of the stock.

    :raises ValueError: there are no three such lines, or none with a second vendor
    """
    by_product = {line["product"]: line for line in theirs}
    both = [
        line
        for line in sorted(ours, key=lambda line: (line["usual"], line["product"]))
        if by_product.get(line["product"], {}).get("vendor") == line["vendor"]
        and line["in_stock_unit"]
    ]
    asked = {line["vendor"] for line in ours}
    moved = next(
        (line for line in both if _others(line, asked)),
        None,
    )
    rest = [line for line in both if line is not moved]
    if not moved or len(rest) < 2:
        raise ValueError("too few lines that both drafted, or none with two vendors")
    change, reject = rest[:2]
    return Picks(
        change=change["name"],
        quantity=f"{2 * change['quantity']:g}",
        vendor=moved["name"],
        vendor_quantity=f"{moved['quantity']:g}",
        usual_vendor=moved["vendor"],
        other=_others(moved, asked)[0],
        reject=reject["name"],
        until=until,
        vendors=sorted({line["vendor"] for line in theirs}),
    )


def _others(line: Line, asked: set[str]) -> list[str]:
    """Who sells it too, and is asked for other goods this morning anyway."""
    return sorted((set(line["vendors"]) - {line["vendor"]}) & asked)
