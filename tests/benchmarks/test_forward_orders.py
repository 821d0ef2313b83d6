"""Sales booked ahead: what is known when, and that nothing of it is counted twice."""

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.inventory.compare import moments, past_of
from benchmarks.inventory.forward_orders import booked, counted, leads_of, replay
from benchmarks.inventory.ours import learned
from benchmarks.inventory.past import LEVELS
from policy.inventory_position import Commitment, ProtectionInterval
from policy.situation import Situation

from .builders import chance_demand, demand_set


def steady(rate: float = 2.0):
    """So many a day of each of three products, for 120 days."""
    return demand_set(
        np.full((3, 120), rate),
        60,
        bucket_days=1.0,
        lead_time=np.full(3, 14),
        lost_sales=True,
    )


def replayed(found):
    pasts = [past_of(found, moment) for moment in moments(found)]
    return replay(found, [learned(past, LEVELS) for past in pasts])


@pytest.mark.parametrize(
    ("bucket", "known"),
    [
        pytest.param(0, 0, id="nothing yet"),
        pytest.param(1, 5, id="booked two days before the third"),
        pytest.param(3, 0, id="gone by then"),
        pytest.param(4, 7, id="the next one"),
    ],
)
def test_sale_is_known_as_many_days_ahead_as_it_was_booked(bucket, known):
    demand = np.array([[0.0, 0.0, 0.0, 5.0, 0.0, 7.0]])
    leads = np.array([[0, 0, 0, 2, 0, 1]])
    assert booked(demand, leads, np.array([4]), bucket).tolist() == [known]


def test_sale_beyond_the_interval_is_not_counted():
    demand, leads = np.array([[0.0, 0.0, 0.0, 5.0]]), np.full((1, 4), 9)
    assert booked(demand, leads, np.array([2]), 0).tolist() == [0]
    assert booked(demand, leads, np.array([2]), 1).tolist() == [5]


def test_days_ahead_are_drawn_evenly_and_always_the_same():
    demand = chance_demand()
    leads = leads_of(demand, (0, 14))
    assert (leads == leads_of(demand, (0, 14))).all()
    assert (leads.min(), leads.max()) == (0, 14)
    assert leads.mean() == pytest.approx(7, abs=0.3)


@pytest.mark.parametrize("expected", [0.0, 3.0, 7.5])
@pytest.mark.parametrize("promised", [0.0, 2.0, 7.5, 40.0])
def test_what_is_counted_is_what_the_addon_counts(promised, expected):
    today = date(2026, 3, 2)
    due = (Commitment(promised, today + timedelta(days=3)),)
    rule = Situation(8.0, 30.0, 20.0, commitments=due, expected_demand=expected)
    position = rule.position(0.0, ProtectionInterval(today, 14, 1))
    ours = counted("consumes", np.array([promised]), np.array([[expected]]))
    assert ours[0, 0] == position.counted


def test_nothing_booked_ahead_makes_all_ways_the_same():
    figures = replayed(steady())["0"]
    assert figures["consumes"] == figures["adds"] == figures["ignores"]


def test_steady_demand_booked_ahead_is_counted_once():
    """What is booked is what was expected: only the sum keeps it twice, 14 days of
    demand more (and the bucket that is sold before it counts)."""
    figures = replayed(steady())["14"]
    stock = {way: found["stock_when_asked_95"] for way, found in figures.items()}
    assert stock["consumes"] == pytest.approx(stock["ignores"], abs=1)
    assert stock["adds"] > stock["consumes"] + 10


def test_knowing_what_is_booked_serves_more_than_ignoring_it():
    found = demand_set(
        chance_demand(),
        40,
        bucket_days=1.0,
        lead_time=np.full(30, 7),
        lost_sales=True,
    )
    figures = replayed(found)["14"]
    fill = {way: found["fill_when_asked_95"] for way, found in figures.items()}
    assert fill["ignores"] < fill["consumes"] <= fill["adds"]
