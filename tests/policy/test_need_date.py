import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.decision import decide
from policy.inventory_position import SupplyTerms
from policy.need_date import schedule
from policy.order_calendar import protection_interval

from .builders import (
    TODAY,
    codes,
    day,
    on_demand,
    promise,
    reason,
    situation,
    supply,
    term,
)
from .strategies import days, situations, valid_terms, weekdays

MONDAY, TUESDAY = 0, 1


def dates_of(rule):
    """Days from today of order deadline and arrival."""
    dates = decide(rule, TODAY).schedule
    return (dates.order_by - TODAY).days, (dates.planned_on - TODAY).days


# -- arrival -----------------------------------------------------------------


def test_reorder_point_that_is_reached_wants_goods_as_soon_as_possible():
    rule = situation(on_hand=9, commitments=(promise(9, 15),))
    assert dates_of(rule) == (0, 14)


@pytest.mark.parametrize(
    ("promised_on", "expected"),
    [
        pytest.param(-3, (0, 14), id="overdue"),
        pytest.param(5, (0, 14), id="sooner than the vendor can"),
        pytest.param(14, (0, 14), id="when the vendor can"),
        pytest.param(15, (1, 15), id="a day later"),
    ],
)
def test_on_demand_arrives_on_the_day_of_need_or_the_earliest(promised_on, expected):
    assert dates_of(on_demand(commitments=(promise(7, promised_on),))) == expected


def test_on_demand_needs_it_when_stock_and_supply_on_its_way_are_used_up():
    rule = on_demand(
        on_hand=3,
        supplies=(supply(4, 2),),
        commitments=(promise(7, 3), promise(2, 15)),
    )
    assert dates_of(rule) == (1, 15)


def test_target_without_reorder_point_is_filled_as_soon_as_possible():
    rule = situation(reorder_point=0, on_hand=5, commitments=(promise(5, 15),))
    assert dates_of(rule) == (0, 14)


# -- order days and days to purchase -----------------------------------------


def test_order_goes_out_on_the_vendors_day_and_lasts_until_the_next():
    rule = situation(
        on_hand=20,
        terms=(term(order_weekdays=(TUESDAY,)),),
        commitments=(promise(10, 22), promise(3, 23)),
    )
    decision = decide(rule, TODAY)
    assert decision.position.committed == 10
    assert decision.protection_interval_days == 1 + 14 + 7
    assert dates_of(rule) == (1, 15)
    assert reason(decision, "order_day").values == {
        "vendor": "Acme",
        "order_by": "2026-03-03",
        "following": "2026-03-10",
    }


def test_goods_needed_between_order_days_are_ordered_on_the_one_before():
    rule = on_demand(
        terms=(term(order_weekdays=(MONDAY, TUESDAY)),),
        commitments=(promise(7, 15 + 5),),
        review_period_days=7,
    )
    decision = decide(rule, TODAY)
    assert dates_of(rule) == (1, 20)
    assert reason(decision, "needed_on").values == {
        "needed_on": "2026-03-22",
        "order_by": "2026-03-03",
    }


def test_days_to_purchase_come_before_the_vendors():
    rule = situation(purchase_days=3)
    decision = decide(rule, TODAY)
    assert dates_of(rule) == (3, 17)
    assert decision.protection_interval_days == 18
    told = reason(decision, "vendor_preferred").values
    assert (told["lead_time_days"], told["purchase_days"]) == (14, 3)


def test_order_of_today_needs_no_word_about_its_day():
    assert not {"order_day", "needed_on"} & set(codes(decide(situation(), TODAY)))


@pytest.mark.parametrize(
    ("taken_on", "outcome"),
    [
        pytest.param((), "order", id="a new order is there in 14 days"),
        pytest.param((6,), "covered", id="a new order waits six days for the vendor"),
    ],
)
def test_late_supply_is_compared_with_what_the_order_days_allow(taken_on, outcome):
    vital = SupplyTerms(late_supply_counts=False)
    rule = situation(
        supplies=(supply(40, 20),),
        supply_terms=vital,
        terms=(term(order_weekdays=taken_on),),
    )
    assert decide(rule, TODAY).outcome == outcome


@pytest.mark.parametrize(
    ("differs", "fault"),
    [
        pytest.param({"date_end": day(0)}, "offer_expired", id="ends before"),
        pytest.param({"date_end": day(1)}, None, id="ends on it"),
        pytest.param({"date_start": day(1)}, None, id="starts on it"),
        pytest.param({"date_start": day(2)}, "offer_not_started", id="starts after"),
    ],
)
def test_price_is_judged_on_the_order_day(differs, fault):
    tomorrow = term(order_weekdays=(TUESDAY,), **differs)
    assert decide(situation(terms=(tomorrow,)), TODAY).fault == fault


# -- whatever the case -------------------------------------------------------


@given(situations(terms=valid_terms))
def test_dates_of_any_order_can_be_kept(rule):
    decision = decide(rule, TODAY)
    assume(decision.outcome == "order")
    dates, offer = decision.schedule, decision.offer
    assert dates.order_by >= day(rule.purchase_days)
    assert (dates.planned_on - dates.order_by).days >= offer.lead_time_days
    assert not offer.order_weekdays or (
        dates.order_by.weekday() in offer.order_weekdays
    )
    assert dates.planned_on <= day(decision.protection_interval_days)


@given(situations())
def test_only_an_order_has_dates(rule):
    decision = decide(rule, TODAY)
    assert (decision.schedule is not None) is (decision.outcome == "order")


@given(weekdays, days, days)
def test_later_need_is_never_ordered_or_received_sooner(taken_on, one, other):
    interval = protection_interval(TODAY, 10, taken_on)
    sooner, later = (
        schedule(interval, taken_on, needed_on) for needed_on in sorted((one, other))
    )
    assert sooner.order_by <= later.order_by
    assert sooner.planned_on <= later.planned_on


@given(weekdays, days, st.integers(0, 30))
def test_slower_vendor_is_never_asked_later(taken_on, needed_on, lead_time):
    def order_by(lead_time_days):
        interval = protection_interval(TODAY, lead_time_days, taken_on)
        return schedule(interval, taken_on, needed_on).order_by

    assert order_by(lead_time + 1) <= order_by(lead_time)
