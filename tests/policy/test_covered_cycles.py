"""Measured service: past cycles a reorder point would have covered."""

from hypothesis import given
from hypothesis import strategies as st

from policy.covered_cycles import CoveredCycles, covered_cycles
from policy.demand_history import DemandEvent, DemandHistory


def history(quantities, *, blind=()):
    """One entry a day, 0 for none, from day 1 on."""
    events = [DemandEvent(n, q) for n, q in enumerate(quantities, 1) if q]
    return DemandHistory(events, 1, len(quantities), blind)


def test_each_interval_is_judged_by_its_own_demand():
    # from the latest day back: 4 + 0, 0 + 9, 2 + 1; the first day is half a cycle
    past = history([50, 1, 2, 9, 0, 0, 4])
    assert covered_cycles(past, 8, 2) == CoveredCycles(3, 3)
    assert covered_cycles(past, 3, 2) == CoveredCycles(2, 3)
    assert covered_cycles(past, 1, 2) == CoveredCycles(0, 3)


def test_days_without_stock_belong_to_no_cycle():
    # without days 3 to 6 the last four days are 1, 5 | 1, 1
    past = history([9, 1, 0, 0, 0, 0, 5, 1, 1], blind=[(3, 6)])
    assert covered_cycles(past, 5, 2) == CoveredCycles(2, 2)
    assert covered_cycles(past, 4, 2) == CoveredCycles(1, 2)


def test_part_of_a_day_is_a_day():
    past = history([1] * 30)
    assert covered_cycles(past, 9, 9.2).cycles == 3
    assert covered_cycles(past, 9, 10.0).cycles == 3


def test_bulk_order_counts_against_the_reorder_point():
    past = history([1] * 49 + [600])
    assert covered_cycles(past, 20, 10) == CoveredCycles(4, 5)


def test_order_that_people_do_not_count_is_not_held_against_it():
    past = history([1] * 49 + [600])
    assert covered_cycles(past, 20, 10, excluded_days={50}) == CoveredCycles(5, 5)


def test_short_history_says_nothing():
    found = covered_cycles(history([1] * 9), 5, 10)
    assert found.share is None
    assert covered_cycles(DemandHistory([], 5, 4), 5, 10).cycles == 0


def test_rules_of_a_class_add_up():
    total = sum([CoveredCycles(1, 2), CoveredCycles(8, 8)], CoveredCycles(0, 0))
    assert total.share == 0.9


def test_fractions_of_a_unit_are_not_refused_for_rounding():
    past = history([0.1, 0.2])
    assert covered_cycles(past, 0.2, 2, step=0.1).covered == 1


days = st.lists(st.sampled_from([0, 0, 0, 1, 2, 7]), min_size=1, max_size=90)


@st.composite
def pasts(draw):
    quantities = draw(days)
    blind, day = [], 1
    while day < len(quantities) and len(blind) < 4:
        start = day + draw(st.integers(0, 20))
        end = start + draw(st.integers(0, 6))
        if end > len(quantities):
            break
        blind.append((start, end))
        day = end + 2
    for start, end in blind:
        quantities[start - 1 : end] = [0] * (end - start + 1)
    return quantities, blind


@given(pasts(), st.integers(0, 30), st.integers(1, 20))
def test_counted_as_if_the_blind_days_had_never_been(past, point, interval):
    quantities, blind = past
    unseen = {day for start, end in blind for day in range(start, end + 1)}
    seen = [q for day, q in enumerate(quantities, 1) if day not in unseen][::-1]
    sums = [
        sum(seen[start : start + interval])
        for start in range(0, len(seen) - interval + 1, interval)
    ]
    found = covered_cycles(history(quantities, blind=blind), point, interval)
    assert found.cycles == len(sums)
    assert found.covered == sum(each <= point + 1 for each in sums)


@given(pasts(), st.floats(0, 30), st.floats(0, 10), st.integers(1, 20))
def test_higher_reorder_point_never_covers_less(past, point, more, interval):
    quantities, blind = past
    known = history(quantities, blind=blind)
    low = covered_cycles(known, point, interval)
    high = covered_cycles(known, point + more, interval)
    assert high.covered >= low.covered
    assert low.cycles == high.cycles
