"""When is something ordered, and when not."""

import pytest

from policy.decision import decide
from policy.inventory_position import SupplyTerms

from .builders import (
    TODAY,
    VITAL,
    beta,
    codes,
    day,
    on_demand,
    promise,
    reason,
    situation,
    supply,
    term,
)


def decided(**differs):
    return decide(situation(**differs), TODAY)


# -- at or below -------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_hand", "outcome", "quantity"),
    [
        pytest.param(11, "enough", 0, id="above"),
        pytest.param(10, "order", 20, id="equal"),
        pytest.param(9, "order", 21, id="below"),
        pytest.param(0, "order", 30, id="empty"),
        pytest.param(10.004, "order", 19.996, id="equal within the unit's rounding"),
        pytest.param(10.01, "enough", 0, id="above by the unit's rounding"),
    ],
)
def test_position_at_or_below_the_reorder_point_orders_up_to_the_target(
    on_hand, outcome, quantity
):
    decision = decided(on_hand=on_hand)
    assert decision.outcome == outcome
    assert decision.quantity == pytest.approx(quantity)
    assert decision.need == pytest.approx(quantity)


def test_position_at_a_target_equal_to_the_reorder_point_needs_nothing():
    decision = decided(on_hand=10, target_stock=10)
    assert (decision.outcome, decision.quantity) == ("enough", 0)


def test_target_below_the_position_orders_nothing():
    assert decided(on_hand=8, target_stock=5).outcome == "enough"


# -- on demand ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_hand", "promised", "outcome", "quantity"),
    [
        pytest.param(0, 0, "enough", 0, id="nothing promised"),
        pytest.param(0, 7, "order", 7, id="nothing there"),
        pytest.param(4, 7, "order", 3, id="some there"),
        pytest.param(7, 7, "enough", 0, id="just enough there"),
        pytest.param(9, 7, "enough", 0, id="more than enough"),
        pytest.param(0, 0.25, "order", 0.25, id="part of a unit"),
    ],
)
def test_on_demand_buys_exactly_the_committed_shortage(
    on_hand, promised, outcome, quantity
):
    rule = on_demand(on_hand=on_hand, commitments=(promise(promised, 5),))
    decision = decide(rule, TODAY)
    assert (decision.outcome, decision.quantity) == (outcome, quantity)


def test_on_demand_bought_for_a_promise_is_in_time_and_not_bought_again():
    """An empty shelf is no stock-out where nothing is kept in stock."""
    rule = on_demand(
        commitments=(promise(7, 12),), supplies=(supply(7, 11),), supply_terms=VITAL
    )
    decision = decide(rule, TODAY)
    assert (decision.outcome, decision.expedite) == ("covered", ())
    assert decision.runs_out_on is None


def test_on_demand_with_supply_nobody_asked_for_is_enough_not_covered():
    assert decide(on_demand(supplies=(supply(5, 3),)), TODAY).outcome == "enough"


# -- promises ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "outcome"),
    [
        pytest.param(-40, "order", id="overdue"),
        pytest.param(15, "order", id="last day of the interval"),
        pytest.param(16, "enough", id="beyond the interval"),
    ],
)
def test_promise_dips_the_position_when_due_within_the_interval(due, outcome):
    decision = decided(on_hand=12, commitments=(promise(5, due),))
    assert decision.outcome == outcome
    assert decision.protection_interval_days == 15


def test_interval_is_lead_time_of_the_chosen_vendor_and_review_period():
    decision = decided(
        on_hand=12,
        terms=(term(lead_time_days=3), beta(lead_time_days=60)),
        review_period_days=7,
        commitments=(promise(5, 11),),
    )
    assert (decision.protection_interval_days, decision.outcome) == (10, "enough")


# -- supply ------------------------------------------------------------------


def test_supply_that_does_not_suffice_reduces_the_order():
    decision = decided(on_hand=2, supplies=(supply(5, 3),))
    assert (decision.outcome, decision.quantity) == ("order", 23)


def test_stock_above_the_reorder_point_is_enough_whatever_is_on_its_way():
    assert decided(on_hand=12, supplies=(supply(5, 3),)).outcome == "enough"


def test_supply_pegged_beyond_the_interval_does_not_hide_a_stock_out_of_today():
    pegged = supply(100, 3, "P9", pegged_due=day(90))
    decision = decided(supplies=(pegged,), commitments=(promise(100, 90),))
    assert (decision.outcome, decision.quantity) == ("order", 30)
    assert decision.runs_out_on == TODAY
    assert reason(decision, "supply_not_counted").values["document"] == "P9"


def test_supply_pegged_within_the_interval_covers_its_promise():
    pegged = supply(100, 3, pegged_due=day(9))
    decision = decided(on_hand=12, supplies=(pegged,), commitments=(promise(100, 9),))
    assert decision.position.quantity == 12


def test_late_supply_is_chased_not_ordered_a_second_time():
    decision = decided(supplies=(supply(40, 20, "P9"),))
    assert decision.outcome == "covered"
    assert [each.document for each in decision.expedite] == ["P9"]
    assert reason(decision, "expedite").values["due"] == "2026-03-22"


@pytest.mark.parametrize(
    ("due", "outcome"),
    [
        pytest.param(20, "order", id="a new order is there in 14 days"),
        pytest.param(14, "covered", id="a new order would not be sooner"),
    ],
)
def test_late_supply_of_vital_is_ordered_again_where_that_is_sooner(due, outcome):
    decision = decided(supplies=(supply(40, due),), supply_terms=VITAL)
    assert decision.outcome == outcome
    assert len(decision.expedite) == 1


@pytest.mark.parametrize(
    ("kind", "days", "outcome"),
    [
        pytest.param("receipt", 2, "covered", id="receipt within the class's days"),
        pytest.param("receipt", 3, "order", id="receipt overdue too long"),
        pytest.param("draft", 1, "order", id="request never sent"),
        pytest.param("sent", 1, "covered", id="request sent"),
    ],
)
def test_overdue_supply_of_vital(kind, days, outcome):
    overdue = supply(40, -days, kind=kind)
    decision = decided(supplies=(overdue,), supply_terms=VITAL)
    assert decision.outcome == outcome
    assert decision.expedite == (overdue,)


@pytest.mark.parametrize(
    ("supplies", "terms", "cause"),
    [
        pytest.param(
            (supply(40, 3, pegged_due=day(90)),),
            SupplyTerms(),
            "kept_for_later",
            id="ordered for a promise in June",
        ),
        pytest.param((supply(40, -8),), SupplyTerms(), "overdue", id="overdue"),
        pytest.param(
            (supply(40, -1, kind="draft"),), VITAL, "never_sent", id="never sent"
        ),
        pytest.param((supply(40, 20),), VITAL, "too_late", id="a new one is sooner"),
    ],
)
def test_supply_that_does_not_count_says_why(supplies, terms, cause):
    decision = decided(supplies=supplies, supply_terms=terms)
    assert decision.outcome == "order"
    assert reason(decision, "supply_not_counted").values["cause"] == cause


# -- figures that are none ---------------------------------------------------

NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize("figure", [NAN, INFINITE, -INFINITE])
@pytest.mark.parametrize(
    "differs",
    [
        pytest.param(lambda x: {"on_hand": x}, id="on hand"),
        pytest.param(lambda x: {"reorder_point": x}, id="reorder point"),
        pytest.param(lambda x: {"target_stock": x}, id="target"),
        pytest.param(lambda x: {"supplies": (supply(x, 3),)}, id="supply"),
        pytest.param(lambda x: {"commitments": (promise(x, 90),)}, id="promise"),
    ],
)
def test_quantity_that_is_no_number_is_to_fix_and_orders_nothing(differs, figure):
    decision = decided(**differs(figure))
    assert (decision.outcome, decision.fault) == ("to_fix", "not_a_number")
    assert (decision.need, decision.quantity) == (0, 0)
    assert codes(decision) == ["not_a_number"]


@pytest.mark.parametrize("name", ["minimum_quantity", "price", "order_multiple"])
def test_price_row_with_a_figure_that_is_none_is_to_fix(name):
    decision = decided(terms=(term(**{name: NAN}), beta()))
    assert (decision.outcome, decision.fault) == ("to_fix", "not_a_number")
    assert decision.reasons[-1].values == {"vendor": "Acme"}


def test_readable_row_of_a_vendor_holds_beside_one_that_is_not():
    decision = decided(terms=(term(minimum_quantity=NAN), term(price=3.0)))
    assert decision.outcome == "order"
    assert decision.offer.tier_for(20).price == 3.0


# -- negative stock ----------------------------------------------------------


def test_negative_stock_orders_what_is_needed_and_asks_for_a_count():
    decision = decided(on_hand=-4)
    assert (decision.outcome, decision.quantity) == ("order", 34)
    assert "count_first" in codes(decision)


@pytest.mark.parametrize("on_hand", [0.0, -1e-12])
def test_empty_shelf_needs_no_count(on_hand):
    assert "count_first" not in codes(decided(on_hand=on_hand))


# -- snoozed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        pytest.param(1, "snoozed", id="until tomorrow"),
        pytest.param(0, "order", id="until today"),
        pytest.param(-1, "order", id="until yesterday"),
    ],
)
def test_snoozed_rule_sleeps_until_its_day(until, outcome):
    decision = decided(snoozed_until=day(until))
    assert decision.outcome == outcome
    assert (decision.quantity == 0) is (outcome == "snoozed")


def test_snoozed_rule_still_tells_its_stock():
    decision = decided(snoozed_until=day(9), on_hand=3)
    assert codes(decision) == ["snoozed", "position_low"]
    assert decision.reasons[0].values == {"until": "2026-03-11"}


# -- faults ------------------------------------------------------------------


def test_fault_of_the_vendor_is_a_decision_to_fix_with_the_need():
    decision = decided(terms=(term(date_end=day(-1)), beta()), on_hand=4)
    assert (decision.outcome, decision.fault) == ("to_fix", "offer_expired")
    assert (decision.need, decision.quantity, decision.offer) == (26, 0, None)
    assert decision.reasons[-1].values == {"vendor": "Acme"}


def test_fault_is_silent_while_nothing_is_needed():
    assert decided(terms=(), on_hand=11).outcome == "enough"


def test_fault_shows_a_lead_time_ahead_not_when_it_is_too_late():
    decision = decided(
        terms=(term(date_end=day(-1)),), on_hand=12, commitments=(promise(5, 14),)
    )
    assert decision.outcome == "to_fix"


def test_missing_route_is_told_before_a_fault_of_the_vendor():
    decision = decided(terms=(term(price=0.0),), unsuppliable="no_route")
    assert (decision.outcome, decision.fault) == ("to_fix", "no_route")
    assert decision.reasons[-1].values == {"vendor": None}


def test_negative_stock_with_a_fault_asks_for_a_count_as_well():
    assert codes(decided(terms=(), on_hand=-4)) == [
        "position_low",
        "count_first",
        "no_vendor",
    ]


# -- when it runs out --------------------------------------------------------


@pytest.mark.parametrize(
    ("on_hand", "promised", "expected"),
    [
        pytest.param(12, [], None, id="nothing booked"),
        pytest.param(0, [], TODAY, id="empty"),
        pytest.param(12, [promise(12, 40)], day(40), id="beyond the interval as well"),
    ],
)
def test_day_the_shelf_runs_out_is_told(on_hand, promised, expected):
    decision = decided(on_hand=on_hand, commitments=tuple(promised))
    assert decision.runs_out_on == expected
