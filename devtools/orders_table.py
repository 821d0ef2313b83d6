"""The demo's draft orders as a table for the terminal."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "  "
# A reason is up to 400 letters long: in a narrower column it fills half a screen.
NARROWEST_REASON = 70


@dataclass(frozen=True)
class OrderLine:
    """One line of a draft order with the figures its decision froze."""

    vendor_sku: str
    product: str
    consequence_class: str
    on_hand: float
    on_order: float
    committed: float
    reorder_point: float
    target_stock: float
    ordered: str
    reason: str


@dataclass(frozen=True)
class DraftOrder:
    """A draft order that the engine owns."""

    name: str
    vendor: str
    amount: str
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True)
class Column:
    """A heading and how wide its column is; figures stand on the right."""

    heading: str
    width: int
    right: bool = False

    def cell(self, text: str) -> str:
        if len(text) > self.width:
            text = text[: self.width - 1] + "…"
        return text.rjust(self.width) if self.right else text.ljust(self.width)


COLUMNS = (
    Column("Vendor SKU", 12),
    Column("Product", 30),
    Column("Class", 9),
    Column("On hand", 7, right=True),
    Column("On order", 8, right=True),
    Column("Committed", 9, right=True),
    Column("Reorder pt", 10, right=True),
    Column("Target", 6, right=True),
    Column("Ordered", 10, right=True),
)


def render(orders: Sequence[DraftOrder], width: int) -> str:
    """Return the table; the reason stands beside the figures or, if narrow, below."""
    figures = sum(column.width for column in COLUMNS) + len(GAP) * (len(COLUMNS) - 1)
    beside = width - figures - len(GAP)
    headings = GAP.join(column.cell(column.heading) for column in COLUMNS)
    if beside >= NARROWEST_REASON:
        headings += f"{GAP}Reason"
    blocks = [headings.rstrip(), "-" * min(width, max(figures, len(headings)))]
    for order in orders:
        blocks.append(f"{order.vendor}: {order.name}, {order.amount}")
        for line in order.lines:
            blocks += _rows(line, beside, width)
        blocks.append("")
    return "\n".join(blocks)


def figure(value: float) -> str:
    """12 for 12.0, 2.5 for 2.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rows(line: OrderLine, beside: int, width: int) -> list[str]:
    texts = (
        line.vendor_sku,
        line.product,
        line.consequence_class,
        figure(line.on_hand),
        figure(line.on_order),
        figure(line.committed),
        figure(line.reorder_point),
        figure(line.target_stock),
        line.ordered,
    )
    cells = zip(COLUMNS, texts, strict=True)
    figures = GAP.join(column.cell(text) for column, text in cells)
    if beside < NARROWEST_REASON:
        indent = " " * (COLUMNS[0].width + len(GAP))
        return [figures.rstrip(), *_wrapped(line.reason, width, indent)]
    reason = _wrapped(line.reason, beside, "") or [""]
    indent = " " * len(figures)
    starts = [figures] + [indent] * (len(reason) - 1)
    rows = zip(starts, reason, strict=True)
    return [f"{start}{GAP}{text}".rstrip() for start, text in rows]


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, max(width, 20), initial_indent=indent, subsequent_indent=indent
    )
