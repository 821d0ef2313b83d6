"""What people know of the time to come, and what it does to a rule."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.adjusted_history import adjusted_history
from policy.adjustment import Adjustment, coming_days
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.lot_size import LotTerms

TODAY = date(2026, 3, 2)
NOW = TODAY.toordinal()


def on(days):
    """A date so many days from today."""
    return TODAY + timedelta(days=days)


def sold(quantity=4.0, every=2, days=400, until=1, blind=()):
    first = NOW - days
    events = [
        DemandEvent(day, quantity) for day in range(first, NOW - until + 1, every)
    ] * bool(quantity)
    return DemandHistory(events, first, NOW - 1, blind)


PLAIN = Learnable(
    sold(),
    DemandPool(),
    LeadTime(13.0, 2.0, 14.0, 9),
    0.95,
    tiers=(LotTerms(1.0, 5.0),),
    order_cost=10.0,
)
EMPTY = DemandHistory([], NOW, NOW - 1)


def learned(*adjustments, **options):
    return learn_rule(replace(PLAIN, adjustments=adjustments, **options), TODAY)


def point(*adjustments, **options):
    return learned(*adjustments, **options).reorder_point.quantity


def effect(found, key):
    (reason,) = [reason for known, reason in found.effects if known == key]
    return reason.values


def test_rule_without_adjustments_has_no_effects():
    assert learned().effects == ()
    assert not learned().frozen


# -- uplift ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, 28.0),
        (0, 13, 28.0),
        (7, None, 21.0),
        (-20, 6, 21.0),
        (14, 30, 14.0),
        (-30, -1, 14.0),
    ],
)
def test_uplift_counts_for_the_days_it_has_in_the_interval(first, last, expected):
    dates = (day if day is None else on(day) for day in (first, last))
    uplift = Adjustment("uplift", 1, *dates, factor=2.0)
    assert coming_days([uplift], TODAY, 14) == pytest.approx(expected)


def test_uplift_raises_the_reorder_point_while_it_is_near():
    promotion = Adjustment("uplift", 7, on(5), on(60), factor=2.0)
    found = learned(promotion)
    plain = learned()
    assert found.lead_time_demand.mean == pytest.approx(
        plain.lead_time_demand.mean * 23 / 14
    )
    assert effect(found, 7)["reorder_point"] == point(promotion) - point() > 20
    assert point(replace(promotion, first_day=on(20))) == point()


def test_promotion_that_is_over_is_not_expected_again():
    past = sold()
    doubled = [
        DemandEvent(day, quantity * (2 if day > NOW - 40 else 1))
        for day, quantity in past.events
    ]
    history = DemandHistory(doubled, past.first_day, past.last_day)
    promotion = Adjustment("uplift", 1, on(-39), on(-1), factor=2.0)
    assert point(promotion, history=history) == point()
    assert point(history=history) > point()


def test_days_closed_are_days_on_which_nobody_could_ask():
    closed = Adjustment("uplift", 1, on(-100), on(-41), factor=0.0)
    past = sold()
    open_days = [each for each in past.events if not -100 <= each.day - NOW <= -41]
    history = DemandHistory(open_days, past.first_day, past.last_day)
    found, _share = adjusted_history(history, [closed])
    assert found.blind == [(NOW - 100, NOW - 41)]
    assert learned(closed, history=history).demand.rate == pytest.approx(
        learned().demand.rate, rel=0.02
    )


# -- freeze ------------------------------------------------------------------


@pytest.mark.parametrize(("last", "frozen"), [(None, True), (0, True), (-1, False)])
def test_frozen_numbers_stay_until_the_day_is_over(last, frozen):
    freeze = Adjustment("freeze", 1, on(-9), None if last is None else on(last))
    found = learned(freeze)
    assert found.frozen is frozen
    assert found.reorder_point.quantity == point()


# -- launch ------------------------------------------------------------------


def test_new_product_begins_as_the_one_it_is_copied_from():
    copy = Adjustment("launch", 3, other=sold())
    found = learned(copy, history=EMPTY)
    assert found.demand.rate == pytest.approx(learned().demand.rate)
    assert found.reorder_point.quantity >= point()
    assert found.confidence == "D"
    half = learned(replace(copy, factor=0.5), history=EMPTY)
    assert half.demand.rate == pytest.approx(found.demand.rate / 2)
    assert effect(found, 3)["reorder_point"] == found.reorder_point.quantity


def test_own_demand_takes_the_place_of_what_was_copied():
    copy = Adjustment("launch", 3, other=sold())
    slow = sold(quantity=1.0, every=10, days=300)
    assert learned(copy, history=slow).demand == learned(history=slow).demand
    young = sold(quantity=1.0, every=10, days=30)
    between = learned(copy, history=young).demand.rate
    assert learned(history=young).demand.rate < between < learned().demand.rate


def test_launch_to_come_is_stocked_when_it_is_within_the_interval():
    def found(days):
        copy = Adjustment("launch", 3, on(days), other=sold())
        return point(copy, history=EMPTY)

    assert found(20) == 0.0
    assert 0.0 < found(5) < found(0)


def test_copy_of_what_never_sold_says_nothing():
    copy = Adjustment("launch", 3, other=sold(quantity=0.0))
    assert point(copy, history=EMPTY) == 0.0


# -- supersession and retirement ---------------------------------------------


def test_successor_takes_over_the_demand_of_its_predecessor():
    taken = Adjustment("supersession", 4, on(-50), other=sold(until=51))
    own = DemandHistory(
        [DemandEvent(day, 4.0) for day in range(NOW - 50, NOW, 2)], NOW - 50, NOW - 1
    )
    found = learned(taken, history=own)
    assert found.demand.rate == pytest.approx(learned().demand.rate, rel=0.02)
    assert found.confidence == learned().confidence
    assert abs(found.reorder_point.quantity - point()) <= 2


def test_successor_is_stocked_for_the_days_after_the_change():
    def found(days, **options):
        taken = Adjustment("supersession", 4, on(days), other=sold(), **options)
        return point(taken, history=EMPTY)

    assert found(0) == point()
    assert found(30) == 0.0
    assert 0.0 < found(7) < found(0)


def test_predecessor_is_sold_first():
    taken = Adjustment("supersession", 4, on(0), other=sold(), other_stock=15.0)
    assert point(taken, history=EMPTY) == point() - 15
    plenty = replace(taken, other_stock=500.0)
    assert learned(plenty, history=EMPTY).target_stock == 0.0
    assert effect(learned(plenty, history=EMPTY), 4)["reorder_point"] == 0.0


def test_time_without_the_product_sold_then_is_left_out():
    before = sold(until=51, blind=[(NOW - 200, NOW - 190), (NOW - 60, NOW - 1)])
    taken = Adjustment("supersession", 4, on(-50), other=before)
    own = DemandHistory([], NOW - 50, NOW - 1, [(NOW - 20, NOW - 11)])
    found, share = adjusted_history(own, [taken])
    assert found.blind == [
        (NOW - 200, NOW - 190),
        (NOW - 60, NOW - 51),
        (NOW - 20, NOW - 11),
    ]
    assert share == 1.0
    assert not [each for each in found.events if NOW - 60 <= each.day <= NOW - 51]


def test_retired_product_is_sold_out():
    def found(days):
        return learned(Adjustment("retire", 5, on(days)))

    assert (found(0).reorder_point.quantity, found(0).target_stock) == (0.0, 0.0)
    assert found(300).target_stock == learned().target_stock
    soon = found(20)
    # two units a day, and twenty days
    assert 0 < soon.target_stock <= 40
    assert soon.reorder_point.quantity < soon.target_stock
    assert effect(soon, 5)["target_stock"] < 0


def test_what_would_come_after_the_end_is_not_ordered():
    # goods take 13 days
    found = learned(Adjustment("retire", 5, on(10)))
    assert (found.reorder_point.quantity, found.target_stock) == (0.0, 0.0)


# -- shelf life --------------------------------------------------------------


@pytest.mark.parametrize("keeps", [3.0, 10.0, 30.0])
def test_target_is_never_above_what_sells_before_it_expires(keeps):
    found = learned(shelf_life_days=keeps)
    assert found.target_stock <= found.demand.rate * (13 + keeps) + 1e-6
    assert found.reorder_point.quantity < found.target_stock
    assert learned(Adjustment("shelf_life", 6, days=keeps)).target_stock == (
        found.target_stock
    )
    if keeps < 30:
        assert effect(found, 0)["target_stock"] < 0


def test_long_shelf_life_changes_nothing():
    found = learned(shelf_life_days=500.0)
    assert found.target_stock == learned().target_stock
    assert found.effects == ()


def test_what_the_vendor_sells_in_too_large_lots_to_keep_is_bought_on_demand():
    tiers = (LotTerms(60.0, 5.0),)
    found = learned(shelf_life_days=10.0, tiers=tiers)
    assert (found.reorder_point.quantity, found.target_stock) == (0.0, 0.0)
    assert learned(shelf_life_days=60.0, tiers=tiers).target_stock > 60


# -- excluded orders ---------------------------------------------------------


def test_excluded_order_is_not_learned_from():
    past = sold()
    events = [*past.events[:-1], DemandEvent(past.events[-1].day, 40.0)]
    bulk = DemandHistory(events, past.first_day, past.last_day)
    found = learned(history=bulk, excluded_days=frozenset({events[-1].day}))
    assert found.demand.rate < learned(history=bulk).demand.rate
    values = effect(found, 0)
    assert (values["orders"], values["quantity"]) == (1, 40.0)
    assert values["reorder_point"] <= 0


kinds = st.sampled_from(
    ["uplift", "freeze", "launch", "supersession", "retire", "shelf_life"]
)
offsets = st.none() | st.integers(-400, 400)


@st.composite
def adjustments(draw):
    first, last = draw(offsets), draw(offsets)
    return Adjustment(
        draw(kinds),
        draw(st.integers(1, 9)),
        None if first is None else on(first),
        None if last is None else on(last),
        draw(st.floats(0.0, 20.0)),
        draw(st.none() | st.just(sold()) | st.just(sold(quantity=0.0))),
        draw(st.floats(0.0, 1e3)),
        draw(st.floats(0.0, 400.0)),
    )


pasts = st.sampled_from([EMPTY, sold(), sold(every=50), sold(quantity=0.0, days=10)])


@given(st.lists(adjustments(), max_size=4), pasts, st.none() | st.floats(0.0, 99.0))
def test_whatever_people_know_leaves_sensible_numbers(known, history, keeps):
    found = learned(*known, history=history, shelf_life_days=keeps)
    quantity, target = found.reorder_point.quantity, found.target_stock
    assert math.isfinite(quantity)
    assert math.isfinite(target)
    assert (quantity == 0.0 and target == 0.0) or 0.0 < quantity < target
    assert len(found.effects) >= len(known)
    for _key, reason in found.effects:
        assert all(
            math.isfinite(value)
            for value in reason.values.values()
            if isinstance(value, float)
        )


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0), st.integers(-9, 30))
def test_higher_uplift_never_lowers_the_reorder_point(one, other, first):
    low, high = sorted((one, other))
    uplift = Adjustment("uplift", 1, on(max(first, 0)), factor=high)
    assert point(uplift) >= point(replace(uplift, factor=low))
