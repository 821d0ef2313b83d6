"""What covers a low position, and whether it comes in time."""

import pytest

from policy.decision import decide

from .builders import TODAY, day, promise, situation, supply


def decided(**differs):
    return decide(situation(**differs), TODAY)


def test_supply_on_its_way_covers_and_is_named():
    decision = decided(supplies=(supply(40, 9, "P8"), supply(5, 4, "P9")), on_hand=8)
    assert decision.outcome == "covered"
    assert decision.position.on_order == 45
    assert decision.reasons[0].code == "covered"
    assert decision.reasons[0].values == {
        "supplies": [["P9", "2026-03-06", 5, None]],
        "more": 1,
        "until": None,
    }
    assert not decision.is_late


def test_supplies_that_cover_only_together_are_all_named():
    """On hand 0, promised 73: 402 leave 329, at or below reorder point 826."""
    decision = decided(
        reorder_point=826.0,
        target_stock=1000.0,
        commitments=(promise(73, 0),),
        supplies=(supply(402, 8, "P1"), supply(600, 30, "P2"), supply(99, 60, "P3")),
    )
    assert decision.outcome == "covered"
    assert decision.is_late
    assert decision.reasons[0].as_list() == [
        "covered_late",
        {
            "supplies": [
                ["P1", "2026-03-10", 402, None],
                ["P2", "2026-04-01", 600, None],
            ],
            "more": 1,
            "until": None,
            "out_on": "2026-03-02",
            "back_on": "2026-03-10",
        },
    ]


@pytest.mark.parametrize(
    ("on_hand", "promised", "supplied", "out_on", "back_on"),
    [
        pytest.param(8, 8, 9, "2026-03-06", "2026-03-11", id="runs out before"),
        pytest.param(0, 0, 9, "2026-03-02", "2026-03-11", id="out already"),
        pytest.param(8, 0, -3, None, None, id="overdue, and still some left"),
        pytest.param(8, 8, -3, "2026-03-06", None, id="overdue, and runs out"),
    ],
)
def test_late_cover_says_first_when_the_shelf_is_empty(
    on_hand, promised, supplied, out_on, back_on
):
    decision = decided(
        on_hand=on_hand,
        commitments=(promise(promised, 4),),
        supplies=(supply(40, supplied),),
    )
    assert (decision.outcome, decision.is_late) == ("covered", True)
    assert decision.reasons[0].values["out_on"] == out_on
    assert decision.reasons[0].values["back_on"] == back_on


def test_cover_that_is_there_in_time_is_not_late_though_it_is_used_up_some_day():
    decision = decided(
        on_hand=8, commitments=(promise(60, 40),), supplies=(supply(40, 9),)
    )
    assert (decision.outcome, decision.is_late) == ("covered", False)
    assert decision.runs_out_on == day(40)


def test_cover_names_ten_orders_at_most():
    many = tuple(supply(1, n, f"P{n:02}") for n in range(1, 13))
    decision = decided(on_hand=0.5, supplies=many)
    assert len(decision.reasons[0].values["supplies"]) == 10
    assert decision.reasons[0].values["more"] == 2


@pytest.mark.parametrize(
    ("promises", "until"),
    [
        pytest.param((), None, id="nothing booked"),
        pytest.param((promise(5, 40),), None, id="booked leaves enough"),
        pytest.param((promise(38, 40),), day(40), id="booked takes it all"),
        pytest.param((promise(9, 20), promise(29, 50)), day(50), id="in two steps"),
        pytest.param((promise(30, 20),), day(20), id="down to the reorder point"),
    ],
)
def test_cover_lasts_until_booked_demand_calls_for_an_order(promises, until):
    decision = decided(on_hand=0, supplies=(supply(40, 9),), commitments=promises)
    assert decision.outcome == "covered"
    told = decision.reasons[0].values["until"]
    assert told == (until and until.isoformat())


def test_goods_kept_for_a_later_promise_serve_it_and_end_no_cover():
    decision = decided(
        supplies=(supply(40, 9, "P8"), supply(100, 12, "P9", pegged_due=day(90))),
        commitments=(promise(100, 90),),
    )
    assert decision.outcome == "covered"
    assert decision.reasons[0].values["until"] is None


def test_line_a_person_changed_is_named_though_others_would_cover():
    mine = supply(5, 60, "P3", kind="draft", changed_by="Ann")
    decision = decided(on_hand=8, supplies=(supply(9, 3), supply(1, 9, "P2"), mine))
    assert decision.reasons[0].values == {
        "supplies": [
            ["P1", "2026-03-05", 9, None],
            ["P3", "2026-05-01", 5, "Ann"],
        ],
        "more": 1,
        "until": None,
    }
