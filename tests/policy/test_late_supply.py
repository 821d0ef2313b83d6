"""Late supply of a class that does not wait for it, and what is too much then."""

import pytest

from policy.decision import decide

from .builders import (
    TODAY,
    VITAL,
    codes,
    on_demand,
    promise,
    reason,
    situation,
    supply,
    term,
)

# 2,938 are on their way, the last two later than an order of today would be
LATE = (
    supply(743, 5, "P1"),
    supply(760, 34, "P2"),
    supply(690, 62, "P3"),
    supply(745, 110, "P4"),
)


def vital(**differs):
    """Empty shelf, and an order of today would be there in 14 days."""
    return situation(**{"supply_terms": VITAL, **differs})


def big(*more, **differs):
    """0 on hand, 1,580 promised; an order of today would be there in 46 days."""
    return vital(
        reorder_point=1642.0,
        target_stock=2328.0,
        commitments=(promise(73, 0), promise(1507, 30)),
        supplies=(*LATE, *more),
        terms=(term(lead_time_days=46),),
        **differs,
    )


def documents(decision, code):
    """Those that the reason names."""
    return [row[0] for row in reason(decision, code).values["supplies"]]


def replaced(decision):
    return [
        each.values["document"] for each in decision.reasons if each.code == "replaced"
    ]


def test_late_supply_counts_where_what_is_ordered_anyway_comes_before_it():
    """0 + 2,938 - 1,580 = 1,358: 970 are needed, and they fill the shelf in time."""
    decision = decide(big(), TODAY)
    assert decision.position.quantity == 1358
    assert (decision.outcome, decision.quantity) == ("order", 970)
    assert "supply_not_counted" not in codes(decision)
    assert replaced(decision) == []
    assert [each.document for each in decision.expedite] == ["P1", "P2"]


def test_nothing_is_ordered_twice_nor_too_much_once_that_order_is_placed():
    decision = decide(big(supply(970, 46, "P5")), TODAY)
    assert (decision.outcome, decision.is_late) == ("covered", True)
    assert decision.position.quantity == 2328
    assert "too_much" not in codes(decision)


def test_order_too_many_is_told_after_it_was_placed():
    """1,660 instead of 970: 690 are too many, and one order is just that."""
    decision = decide(big(supply(1660, 46, "P5")), TODAY)
    assert decision.position.quantity == 3018
    assert documents(decision, "too_much") == ["P3"]


def test_late_supply_is_replaced_where_nothing_would_be_ordered_with_it():
    decision = decide(vital(supplies=(supply(40, 20, "P1"),)), TODAY)
    assert (decision.outcome, decision.quantity) == ("order", 30)
    assert reason(decision, "replaced").values == {
        "document": "P1",
        "due": "2026-03-22",
        "quantity": 40,
        "arrival": "2026-03-16",
    }


def test_supply_that_counts_on_a_replaced_one_does_not_hide_the_empty_shelf():
    """P2 finds something on the shelf only if P1 came; without, it is late too."""
    late = supply(100, 30, "P1"), supply(25, 60, "P2")
    decision = decide(vital(supplies=late), TODAY)
    assert (decision.outcome, decision.quantity) == ("order", 30)
    assert decision.position.on_order == 0
    assert replaced(decision) == ["P1", "P2"]
    again = decide(vital(supplies=(*late, supply(30, 14, "P3"))), TODAY)
    assert (again.outcome, again.position.on_order) == ("covered", 155)
    assert documents(again, "too_much") == ["P2", "P1"]


def test_late_supply_is_replaced_where_what_is_ordered_anyway_does_not_suffice():
    """60 - 50 = 10 call for 20 more, but 250 are gone by the time 60 arrive."""
    rule = vital(
        supplies=(supply(60, 30, "P1"),),
        commitments=(promise(50, 10), promise(200, 20)),
    )
    decision = decide(rule, TODAY)
    assert (decision.outcome, decision.quantity) == ("order", 80)
    assert replaced(decision) == ["P1"]


def test_class_that_waits_replaces_nothing():
    decision = decide(situation(supplies=(supply(40, 20),)), TODAY)
    assert (decision.outcome, replaced(decision)) == ("covered", [])


@pytest.mark.parametrize(
    ("supplies", "promises", "named"),
    [
        pytest.param((supply(19, 5),), (), None, id="reaches the target"),
        pytest.param((supply(30, 5),), (), None, id="only in part too much"),
        pytest.param((supply(18, 5, "P1"), supply(5, 9, "P2")), (), None, id="needed"),
        pytest.param(
            (supply(19, 5, "P1"), supply(5, 9, "P2")), (), ["P2"], id="the last of two"
        ),
        pytest.param(
            (supply(19, 5, "P1"), supply(5, 9, "P2"), supply(7, 20, "P3")),
            (),
            ["P3", "P2"],
            id="both that come last",
        ),
        pytest.param(
            (supply(19, 5), supply(90, 9)),
            (promise(90, 80),),
            None,
            id="somebody may have ordered it for a promise far away",
        ),
        pytest.param(
            (supply(19, 5), supply(5, 9, pegged_due=TODAY)),
            (),
            None,
            id="came for a promise of its own",
        ),
    ],
)
def test_whole_orders_beyond_the_target_are_named(supplies, promises, named):
    """11 on hand, target 30."""
    decision = decide(
        situation(on_hand=11, supplies=supplies, commitments=promises), TODAY
    )
    assert decision.outcome in ("enough", "covered")
    told = documents(decision, "too_much") if "too_much" in codes(decision) else None
    assert told == named


def test_supply_nobody_needs_any_more_on_demand_is_named():
    decision = decide(on_demand(supplies=(supply(5, 3, "P1"),)), TODAY)
    assert decision.outcome == "enough"
    assert documents(decision, "too_much") == ["P1"]
