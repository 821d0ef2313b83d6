"""The movements a position is the sum of."""

import json

from policy.booked import MOST_RECORDS
from policy.decision import decide
from policy.inventory_position import Commitment, SupplyTerms

from .builders import TODAY, day, promise, situation, supply


def booked(**differs):
    decision = decide(situation(**differs), TODAY)
    return decision.position, decision.booked.values


def test_rows_are_every_supply_and_what_is_promised_within_the_interval():
    supplies = (
        supply(7, None, "P4", record="stock.move,4"),
        supply(5, 9, "P2", record="purchase.order.line,2"),
        supply(3, 4, "P1"),
        supply(40, -30, "P0"),
        supply(8, 5, "P3", pegged_due=day(90)),
    )
    position, rows = booked(
        supplies=supplies,
        commitments=(promise(2, 6), promise(1, -4), promise(9, 80)),
        supply_terms=SupplyTerms(),
    )
    assert (position.on_order, position.committed) == (15, 3)
    assert rows == {
        "incoming": [
            ["P1", "2026-03-06", 3, None, None],
            ["P2", "2026-03-11", 5, None, None],
            ["P4", None, 7, None, None],
            ["P0", "2026-01-31", 40, "overdue", None],
            ["P3", "2026-03-07", 8, "kept_for_later", None],
        ],
        "incoming_more": 0,
        "incoming_more_quantity": 0,
        "promised": [["2026-02-26", 1], ["2026-03-08", 2]],
        "promised_more": 0,
        "promised_more_quantity": 0,
        # in the order of the rows, for a person to open
        "counted_records": [None, "purchase.order.line,2", "stock.move,4"],
        "dropped_records": [None, None],
        "promised_moves": [],
    }
    json.dumps(rows, allow_nan=False)


def test_rows_are_ten_at_most_and_the_others_a_sum():
    """Twelve orders of 1 to 12 are 78, the first ten of them 55."""
    position, rows = booked(
        supplies=tuple(supply(n, n, f"P{n:02}") for n in range(1, 13)),
        commitments=tuple(promise(n, n) for n in range(1, 12)),
    )
    assert position.on_order == 78
    assert (len(rows["incoming"]), rows["incoming_more"]) == (10, 2)
    assert rows["incoming_more_quantity"] == 23
    assert (rows["promised_more"], rows["promised_more_quantity"]) == (1, 11)


def test_orders_left_out_that_do_not_count_add_nothing():
    gone = tuple(supply(100, -60, f"P{n:02}") for n in range(12))
    position, rows = booked(supplies=(*gone, supply(4, 3, "P99")))
    assert position.on_order == 4
    assert rows["incoming"][0] == ["P99", "2026-03-05", 4, None, None]
    assert (rows["incoming_more"], rows["incoming_more_quantity"]) == (3, 0)


def test_moves_that_can_be_opened_are_the_first_due_and_not_without_end():
    late = Commitment(5, day(2), tuple(range(1000, 1300)))
    _position, rows = booked(commitments=(late, Commitment(1, day(1), (7,))))
    assert rows["promised_moves"][:2] == [7, 1000]
    assert len(rows["promised_moves"]) == MOST_RECORDS
