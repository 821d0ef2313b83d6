"""A rule beside itself with learned figures, from what was known then."""

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.catalogue import learn_catalogue
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime, learn_lead_time
from policy.learned_rule import Learnable, learn_rule
from policy.relearned import VendorPast, catalogue_by, known_by, relearn
from policy.replayed_rule import (
    FEWEST_DAYS,
    LEARN_DAYS,
    Replayable,
    learning_days,
    replay_rule,
)

from .builders import situation, term

FIRST = 739_677
LEVELS = (0.9, 0.95, 0.99)


def history(seed=1, days=400, first=FIRST, share=0.4) -> DemandHistory:
    chance = random.Random(seed)
    events = [
        DemandEvent(day, float(chance.randint(1, 9)))
        for day in range(first, first + days)
        if chance.random() < share
    ]
    return DemandHistory(events, first, first + days - 1)


def past(known=None, **differs) -> Replayable:
    """Acme takes 14 days; reorder point 30, target 80."""
    learnable = Learnable(
        known or history(), DemandPool(), LeadTime(14.0, 0.0, 14.0, 0), 0.95
    )
    usual = {
        "learnable": learnable,
        "vendor": VendorPast(14.0, usual_ratio=0.0),
        "rule": situation(
            reorder_point=30.0, target_stock=80.0, terms=(term(lead_time_days=14),)
        ),
    }
    return Replayable(**usual | differs)


def pools(last, first=FIRST):
    return {day: DemandPool() for day in learning_days(first, last)}


def lived(each, first=FIRST, levels=LEVELS):
    return replay_rule(each, first, pools(each.learnable.history.last_day), levels)


def test_all_kinds_of_figures_count_the_same_days_and_demand():
    found = lived(past())
    assert len(found) == 1 + len(LEVELS)
    # learned from day 84 on, there 14 + 1 days later
    counted = 400 - LEARN_DAYS - 15
    assert {each.days for each in found} == {counted}
    demand = [
        quantity for day, quantity in history().events if day >= FIRST + LEARN_DAYS + 15
    ]
    assert {each.asked for each in found} == {sum(demand)}


def test_higher_service_keeps_more_and_serves_more():
    hand, *ours = lived(past())
    for less, more in pairwise(ours):
        assert less.on_hand < more.on_hand
        assert less.served <= more.served
    assert ours[-1].fill_rate > 0.95 > hand.fill_rate


def test_earlier_past_is_learned_from_at_once():
    """Known for 200 days when the replay begins: nothing is waited for."""
    found = lived(past(history(first=FIRST - 200, days=600)))
    assert found[0].days == 400 - 15


def test_rule_whose_past_begins_later_is_replayed_from_then_on():
    found = lived(past(history(first=FIRST + 100, days=300)))
    # 84 days known on day 184; the next morning of learning is day 196
    assert found[0].days == 400 - 196 - 15


@pytest.mark.parametrize("more", [-1, 0])
def test_too_short_a_past_says_nothing(more):
    days = LEARN_DAYS + 15 + FEWEST_DAYS + more
    assert (lived(past(history(days=days))) is None) is (more < 0)


def test_nothing_ever_asked_for_is_replayed_all_the_same():
    nothing = DemandHistory((), FIRST, FIRST + 399)
    hand, *ours = lived(past(nothing))
    assert hand.average_stock == ours[0].average_stock == 80
    assert hand.orders == ours[0].orders == 0


def test_product_that_was_never_there_is_left_out():
    assert lived(past(DemandHistory((), FIRST + 400, FIRST + 399))) is None


def test_vendors_real_days_are_what_an_order_takes():
    """It promises 14 and takes 40: the shelf set for 14 runs out."""
    slow = VendorPast(14.0, [(FIRST + day, FIRST + day + 40) for day in (9, 60, 130)])
    (quick, *_), (late, *_) = lived(past()), lived(past(vendor=slow))
    assert late.fill_rate < quick.fill_rate


def test_order_that_has_not_come_takes_as_long_as_it_has_taken_at_least():
    """The only one that came took a day; those of the last 100 days are still open."""
    quick = VendorPast(14.0, [(FIRST + 9, FIRST + 10)], usual_ratio=0.0)
    late = replace(quick, open_orders=[FIRST + 300])
    (soon, *_), (never, *_) = lived(past(vendor=quick)), lived(past(vendor=late))
    assert soon.fill_rate > 0.99
    assert never.fill_rate < 0.8


def test_learned_figures_wait_for_slow_goods_before_they_count():
    slow = VendorPast(14.0, [(FIRST - 90, FIRST - 30)] * 5, usual_ratio=0.0)
    mean = slow.known_by(FIRST + LEARN_DAYS).mean
    assert mean == 14 + (60 - 14) / 2
    assert lived(past(vendor=slow))[0].days == 400 - LEARN_DAYS - int(mean) - 1


# -- nothing of the time to come -------------------------------------------------


@given(st.integers(1, 399), st.integers(0, 9))
def test_what_is_known_by_a_day_does_not_depend_on_what_comes(age, seed):
    day = FIRST + age
    whole = replace(history(seed), blind=[(FIRST + 50, FIRST + 90)])
    other = replace(
        whole,
        events=[each for each in whole.events if each.day < day]
        + [DemandEvent(later, 999.0) for later in range(day, FIRST + 400)],
        blind=[(first, last) for first, last in whole.blind if first < day],
    )
    assert known_by(whole, day) == known_by(other, day)
    assert known_by(whole, day).days <= age
    vendor = VendorPast(14.0, [(FIRST + 20, FIRST + 60)])
    later = replace(vendor, deliveries=[(FIRST + 20, max(day, FIRST + 60))])
    if day <= FIRST + 60:
        assert vendor.known_by(day) == later.known_by(day)
    learnable = past(whole).learnable
    changed = replace(learnable, history=other)
    assert relearn(learnable, vendor, day, DemandPool(), LEVELS) == relearn(
        changed, vendor, day, DemandPool(), LEVELS
    )


def test_last_morning_learns_what_the_night_would_learn():

    learnable = past().learnable
    vendor = VendorPast(14.0, [(FIRST + 30, FIRST + 50)], [FIRST + 390], 0.3, 0.5)
    today = FIRST + 400
    tonight = replace(
        learnable, lead_time=learn_lead_time([20.0], 14.0, 0.3, [10.0], 0.5)
    )
    (found,) = relearn(learnable, vendor, today, learnable.pool, [0.95])
    wanted = learn_rule(tonight, date.fromordinal(today))
    assert found.reorder_point == wanted.reorder_point.quantity
    assert found.target_stock == wanted.target_stock
    assert found.expected_demand == wanted.reorder_point.expected


def test_catalogue_learns_from_the_past_alone():
    some = [history(seed) for seed in range(30)]
    day = FIRST + 300
    wanted = learn_catalogue([known_by(each, day) for each in some], 15.0)
    assert catalogue_by(some, day, 15.0) == wanted
    assert catalogue_by(some, FIRST + 400, 15.0) == learn_catalogue(some, 15.0)
