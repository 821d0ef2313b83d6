"""What is left of a predecessor serves nobody before its successor takes over."""

from dataclasses import replace
from datetime import date, timedelta

from policy.adjustment import Adjustment
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.stock_effect import expected_service
from policy.what_if import Terms, outcome, what_if

TODAY = date(2026, 3, 10)
NOW = TODAY.toordinal()
SOLD = DemandHistory(
    [DemandEvent(day, 4.0) for day in range(NOW - 200, NOW, 2)], NOW - 200, NOW - 1
)
OWN = Learnable(SOLD, DemandPool(), LeadTime(14.0, 2.0, 14.0, 9), 0.95)


def point(ahead):
    """The reorder point, the takeover being so many days ahead."""
    first_day = TODAY + timedelta(days=ahead)
    plan = Adjustment("supersession", 1, first_day, other=SOLD, other_stock=1000.0)
    return learn_rule(replace(OWN, adjustments=(plan,)), TODAY).reorder_point.quantity


def test_takeover_beyond_the_interval_leaves_own_stock():
    own = learn_rule(OWN, TODAY).reorder_point.quantity
    assert point(200) >= own - 1
    assert point(16) >= own - 1


def test_takeover_that_has_come_sells_the_predecessor_first():
    assert point(0) == point(-10) == 0


def test_takeover_within_the_interval_lies_between():
    points = [point(ahead) for ahead in (1, 5, 10, 15)]
    assert points[0] > 0
    assert points == sorted(points)


def learned_with(left):
    """The takeover has come; so much is left of the predecessor."""
    plan = Adjustment("supersession", 1, TODAY, other=SOLD, other_stock=left)
    return learn_rule(replace(OWN, adjustments=(plan,)), TODAY)


def test_service_of_the_successor_counts_what_is_sold_before_it():
    alone, after = learned_with(0.0), learned_with(20.0)
    point = after.reorder_point.quantity
    assert point == alone.reorder_point.quantity - 20.0
    service = expected_service(after.lead_time_demand, point, 1.0, after.sold_first)
    assert service >= 0.95
    assert service == outcome(after, point, after.target_stock).expected_service
    plain = outcome(alone, alone.reorder_point.quantity, alone.target_stock)
    assert service == plain.expected_service


def test_what_if_nothing_else_were_asked_is_what_was_learned():
    after = learned_with(20.0)
    found = what_if(after, Terms(0.95))
    assert found.reorder_point == after.reorder_point
    # more than the interval sells is left: nothing is needed
    assert what_if(learned_with(1000.0), Terms(0.95)).target_stock == 0.0
