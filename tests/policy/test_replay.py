"""A past lived through again: by hand, and by what must hold whatever happens."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.decision import decide
from policy.demand_history import DemandEvent, DemandHistory
from policy.internal_supply import InternalSupply
from policy.replay import Figures, Scene, _Replay, replay

from .builders import on_demand, situation, term
from .strategies import multiples

# a Monday, as ``builders.TODAY``
FIRST = 739_677


def history(demand, blind=()) -> DemandHistory:
    """:param demand: units a day, from the first on
    :param blind: first and last day of each time without stock, the first day 0
    """
    events = [
        DemandEvent(FIRST + number, float(quantity))
        for number, quantity in enumerate(demand)
        if quantity
    ]
    spans = [(FIRST + first, FIRST + last) for first, last in blind]
    return DemandHistory(events, FIRST, FIRST + len(demand) - 1, spans)


def scene(demand, *, blind=(), lead_time=2, counted_from=0, opening=10.0, **differs):
    """A rule that Acme serves in two days, in any quantity."""
    rule = differs.pop("rule", situation(terms=(term(lead_time_days=lead_time),)))
    return Scene(
        rule,
        history(demand, blind),
        FIRST,
        FIRST + counted_from,
        opening,
        **differs,
    )


def constant(reorder_point, target) -> list[Figures]:
    return [Figures(FIRST, float(reorder_point), float(target))]


def test_ledger_worked_out_by_hand():
    """Three a day, two days to deliver, reorder point 4, target 10, 10 at first.

    day  there  served  left  waits  position  ordered
    0    10     3       7     0      7
    1    7      3       4     0      4         6, to sell on day 4
    2    4      3       1     0      7
    3    1      1       0     2      4         6, to sell on day 6
    4    6 - 2  3       1     0      7
    5    1      1       0     2      4         6, to sell on day 8
    6    6 - 2  3       1     0      7
    """
    found = replay(scene([3] * 7), constant(4, 10))
    assert (found.asked, found.served) == (21, 3 + 3 + 3 + 1 + 3 + 1 + 3)
    assert (found.days, found.on_hand) == (7, 7 + 4 + 1 + 0 + 1 + 0 + 1)
    assert (found.orders, found.received) == (3, 12)
    assert (found.stock_outs, found.days_waited) == (2, 2)
    assert (found.cycles, found.clean) == (2, 0)
    assert (found.closing_stock, found.waiting) == (1, 0)


def test_lost_sales_do_not_wait():
    found = replay(scene([3] * 7, lost_sales=True), constant(4, 10))
    # day 4 finds 6, none of which is promised
    assert (found.served, found.waiting) == (3 + 3 + 3 + 1 + 3 + 3 + 0, 0)


def test_days_before_the_count_are_lived_through_and_not_counted():
    found = replay(scene([3] * 7, counted_from=4), constant(4, 10))
    assert (found.days, found.asked, found.served, found.orders) == (3, 9, 7, 1)


def test_day_without_stock_in_the_past_is_not_counted_but_goods_come_in_on_it():
    found = replay(scene([6, 0, 0, 0, 2], blind=[(1, 3)]), constant(4, 10))
    assert (found.days, found.on_hand) == (2, 4 + (4 + 6 - 2))
    assert (found.cycles, found.clean) == (1, 1)


def test_left_out_demand_is_not_asked_for():
    found = replay(scene([3, 50, 3], left_out={FIRST + 1}), constant(0, 0))
    assert (found.asked, found.served) == (6, 6)


def test_order_takes_as_long_as_the_real_one_nearest_in_time():
    """Ordered in the evening of day 0: 1 day as the one of day 1, 5 as that of day -9;
    the earlier of two as near."""
    for deliveries, arrival in (
        ([(FIRST - 9, 5), (FIRST + 1, 1)], 2),
        ([(FIRST - 9, 5)], 6),
        ([(FIRST - 3, 4), (FIRST + 3, 0)], 5),
        ([], 3),
    ):
        demand = [7] + [0] * (arrival - 1)
        before = replay(scene(demand, deliveries=deliveries), constant(4, 10))
        there = replay(scene([*demand, 0], deliveries=deliveries), constant(4, 10))
        assert (before.received, there.received) == (0, 7), deliveries


def test_order_goes_out_on_the_vendors_day_with_what_is_needed_by_then():
    """Dipped on Monday; Acme takes orders on Thursdays and brings them in two days, to
    be sold on Sunday."""
    acme = situation(terms=(term(lead_time_days=2, order_weekdays=(3,)),))
    found = replay(scene([6, 1, 1, 1, 0, 0], rule=acme), constant(4, 10))
    assert (found.orders, found.received) == (1, 0)
    later = replay(scene([6, 1, 1, 1, 0, 0, 0], rule=acme), constant(4, 10))
    assert (later.orders, later.received, later.closing_stock) == (1, 9, 10)


def test_order_waits_for_the_days_that_purchasing_takes():
    rule = situation(purchase_days=2, terms=(term(lead_time_days=1),))
    early = replay(scene([6, 0, 0, 0], rule=rule), constant(4, 10))
    assert (early.orders, early.received) == (1, 0)
    assert replay(scene([6, 0, 0, 0, 0], rule=rule), constant(4, 10)).received == 6


def test_vendors_minimum_and_multiple_hold():
    acme = situation(terms=(term(minimum_quantity=20, order_multiple=12),))
    found = replay(scene([7] + [0] * 20, rule=acme), constant(4, 10))
    assert found.closing_stock == 3 + 24


def test_transfer_from_another_warehouse_is_a_delivery_too():
    south = InternalSupply("transferred", "South", lead_time_days=1)
    rule = situation(terms=(), internal_supply=south)
    assert replay(scene([7, 0, 0], rule=rule), constant(4, 10)).closing_stock == 10


def test_on_demand_nothing_is_kept_and_what_waits_is_ordered_exactly():
    found = replay(scene([0, 5, 0, 0, 0], rule=on_demand(
        terms=(term(lead_time_days=1),)), opening=0.0), constant(0, 0))  # fmt: skip
    assert (found.orders, found.received, found.closing_stock) == (1, 5, 0)
    assert (found.served, found.days_waited) == (0, 2)


def test_nobody_to_order_from_sells_what_there_is():
    found = replay(scene([3] * 7, rule=situation(terms=())), constant(4, 10))
    assert (found.orders, found.served) == (0, 10)


def test_figures_hold_from_their_day_on():
    """On day 2 the reorder point is raised: what lies there is suddenly too little."""
    plan = [*constant(0, 1), Figures(FIRST + 2, 8.0, 20.0)]
    found = replay(scene([3] + [0] * 9), plan)
    assert (found.orders, found.closing_stock) == (1, 20)


def test_nothing_asked_for_has_no_fill_rate():
    assert replay(scene([0, 0]), constant(0, 0)).fill_rate is None


# -- whatever happens ------------------------------------------------------------

quarters = st.integers(0, 80).map(lambda each: each / 4)
demands = st.lists(st.just(0.0) | quarters, min_size=1, max_size=40)
rules = st.builds(
    lambda purchase_days, rule_multiple, **offer: situation(
        purchase_days=purchase_days, rule_multiple=rule_multiple, terms=(term(**offer),)
    ),
    purchase_days=st.sampled_from([0, 0, 2]),
    rule_multiple=multiples,
    lead_time_days=st.integers(0, 9),
    minimum_quantity=quarters,
    order_multiple=multiples,
    order_weekdays=st.sampled_from([(), (), (0,), (1, 4)]),
)
plans = st.lists(
    st.tuples(st.integers(0, 40), quarters, st.just(0.0) | quarters, quarters),
    max_size=3,
).map(
    lambda rows: (
        [Figures(FIRST, 5.0, 12.0)]
        + [
            Figures(FIRST + 1 + day, point, point + lot, expected)
            for day, point, lot, expected in sorted(rows)
        ]
    )
)


@st.composite
def scenes(draw):
    demand = draw(demands)
    first = draw(st.integers(0, len(demand) - 1))
    last = draw(st.integers(first, len(demand) - 1))
    deliveries = st.lists(
        st.tuples(st.integers(-20, 40), st.integers(0, 12)), max_size=4
    )
    return scene(
        demand,
        blind=draw(st.sampled_from([(), [(first, last)]])),
        counted_from=draw(st.sampled_from([0, 3])),
        opening=draw(quarters),
        rule=draw(rules),
        deliveries=sorted((FIRST + day, taken) for day, taken in draw(deliveries)),
        lost_sales=draw(st.booleans()),
    )


@given(scenes(), plans)
def test_nothing_is_lost_and_nothing_comes_from_nowhere(each, plan):
    found = replay(each, plan)
    left = each.opening_stock + found.received - found.handed_out
    assert left == pytest.approx(found.closing_stock)
    assert found.closing_stock >= 0 <= found.waiting
    assert found.served <= found.asked
    if not each.lost_sales:
        demanded = sum(quantity for _day, quantity in each.history.events)
        assert found.handed_out + found.waiting == pytest.approx(demanded)


class _AskedEveryDay(_Replay):
    """Asks ``decide()`` every evening, whatever its answer is going to be."""

    def _calls_for_order(self):
        self.changed = True
        return True

    def _look(self, day, counts):
        super()._look(day, counts)
        self.changed = True


@given(scenes(), plans)
def test_asking_on_days_on_which_nothing_changed_changes_nothing(each, plan):
    assert replay(each, plan) == _AskedEveryDay(each, plan).run()


@given(scenes(), plans)
def test_decide_orders_exactly_where_it_is_asked_to(each, plan):
    """What keeps it from being asked is what would make it order nothing."""

    class Watched(_Replay):
        def _look(self, day, counts):
            answer = decide(self._situation(day), date.fromordinal(day)).outcome
            assert (answer == "order") is self._calls_for_order()
            super()._look(day, counts)

    Watched(each, plan).run()


@given(scenes(), quarters)
def test_higher_figures_never_leave_less_stock_of_the_same_demand(each, more):
    """Ordered up to a target each evening: the position follows the target, so day by
    day there is no less on the shelf."""
    rule = replace(each.rule, rule_multiple=0.0, terms=(term(lead_time_days=3),))
    each = replace(each, rule=rule, deliveries=(), lost_sales=False)
    low, high = (
        replay(replace(each, opening_stock=point), constant(point, point))
        for point in (5.0, 5.0 + more)
    )
    assert high.on_hand >= low.on_hand
    assert high.served >= low.served
