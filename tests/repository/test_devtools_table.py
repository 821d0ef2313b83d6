"""The demo's table at the widths of real terminals."""

from dataclasses import replace

import pytest

from devtools.orders_table import COLUMNS, DraftOrder, OrderLine, figure, render

LINE = OrderLine(
    vendor_sku="AC-100",
    product="Filter cartridge",
    consequence_class="Vital",
    on_hand=6,
    on_order=0,
    committed=2.5,
    reorder_point=10,
    target_stock=30,
    ordered="30 Units",
    reason="On hand 6 + incoming 0 - promised 2.5 = 3.5. Target 30 -> need 27 -> 30.",
)
ORDER = DraftOrder("P00041", "Acme", "$ 63.00", (LINE, replace(LINE, vendor_sku="B")))
WIDE = 220


@pytest.mark.parametrize("width", [80, 120, 160, WIDE])
def test_everything_is_shown_at_any_width(width: int):
    table = render([ORDER], width)
    words = " ".join(table.split())
    assert "Acme: P00041, $ 63.00" in table
    assert table.count("Filter cartridge") == 2
    for column in COLUMNS:
        assert column.heading in table
    for word in LINE.reason.split():
        assert word in words


@pytest.mark.parametrize("width", [120, 160, WIDE])
def test_no_line_is_wider_than_the_terminal(width: int):
    assert max(map(len, render([ORDER], width).splitlines())) <= width


def test_reason_stands_beside_the_figures_where_there_is_room():
    wide = render([ORDER], WIDE).splitlines()
    assert any("30 Units" in line and "On hand 6" in line for line in wide)
    narrow = render([ORDER], 160).splitlines()
    assert not any("30 Units" in line and "On hand 6" in line for line in narrow)


def test_figures_stand_under_their_headings():
    heading, row = (
        next(line for line in render([ORDER], 160).splitlines() if word in line)
        for word in ("Reorder pt", "AC-100")
    )
    end = heading.index("Reorder pt") + len("Reorder pt")
    assert row[:end].endswith("  10")


def test_long_names_are_cut():
    long = replace(LINE, product="x" * 100)
    table = render([replace(ORDER, lines=(long,))], 160)
    assert "x" * 29 + "…" in table
    assert "x" * 30 not in table


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (2.5, "2.5"), (-6.0, "-6"), (100.0, "100"), (0, "0")],
)
def test_figure(value: float, text: str):
    assert figure(value) == text
