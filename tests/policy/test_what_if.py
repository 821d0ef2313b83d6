"""A rule under other service, lead time or terms."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.lot_size import LotTerms
from policy.what_if import Terms, outcome, what_if

TODAY = date(2026, 3, 2)
NOW = TODAY.toordinal()
TIERS = (LotTerms(10.0, 5.0),)
EVENTS = [DemandEvent(day, 1.0 + day % 5) for day in range(NOW - 400, NOW, 3)]
PLAIN = Learnable(
    DemandHistory(EVENTS, NOW - 400, NOW - 1),
    DemandPool(clumping=1.5),
    LeadTime(14.0, 3.0, 12.0, 9),
    0.95,
    tiers=TIERS,
    order_cost=10.0,
    other_days=2.0,
    multiple=5.0,
)
LEARNED = learn_rule(PLAIN, TODAY)
ASKED = Terms(0.95, TIERS, order_cost=10.0, multiple=5.0)

levels = st.floats(0.5, 0.999)


@given(levels, st.floats(0.0, 120.0), st.floats(0.0, 40.0), st.floats(0.0, 500.0))
def test_answer_is_what_would_be_learned(level, days, deviation, minimum):
    lead_time = LeadTime(days, deviation, 12.0, 9)
    tiers = (LotTerms(minimum, 5.0),)
    found = what_if(
        LEARNED, replace(ASKED, cycle_service_level=level, tiers=tiers), lead_time
    )
    anew = learn_rule(
        replace(PLAIN, cycle_service_level=level, lead_time=lead_time, tiers=tiers),
        TODAY,
    )
    # the same but for rounding, which may fall on either side of a step
    assert found.reorder_point.quantity == pytest.approx(
        anew.reorder_point.quantity, abs=1.0
    )
    assert found.target_stock == pytest.approx(anew.target_stock, abs=1.0)


@given(levels, levels)
def test_more_service_costs_more_stock(one, other):
    low, high = sorted((one, other))
    cheap = what_if(LEARNED, replace(ASKED, cycle_service_level=low))
    dear = what_if(LEARNED, replace(ASKED, cycle_service_level=high))
    assert dear.average_stock >= cheap.average_stock - 1e-9
    assert dear.expected_service >= cheap.expected_service - 1e-9
    assert dear.expected_fill_rate >= cheap.expected_fill_rate - 1e-9
    assert dear.expected_service >= high - 1e-6


def test_larger_minimum_means_fewer_orders_and_more_stock():
    large = replace(ASKED, tiers=(LotTerms(300.0, 5.0),))
    found, usual = what_if(LEARNED, large), what_if(LEARNED, ASKED)
    assert found.orders < usual.orders
    assert found.average_stock > usual.average_stock
    assert found.orders == pytest.approx(LEARNED.demand.rate * 365.25 / 300)


def test_numbers_of_a_person_are_answered_too():
    learned = outcome(LEARNED, LEARNED.reorder_point.quantity, LEARNED.target_stock)
    assert learned == what_if(LEARNED, ASKED)
    less = outcome(LEARNED, 5.0, 20.0)
    assert less.expected_service < 0.5 < learned.expected_service
    assert less.average_stock < learned.average_stock
    nothing = outcome(LEARNED, 0.0, 0.0)
    assert (nothing.average_stock, nothing.expected_fill_rate) == (0.0, 0.0)
    # one for each of the demands
    assert nothing.orders == pytest.approx(365.25 / 3, rel=0.02)
