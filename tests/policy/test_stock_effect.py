"""What a reorder point and a target lead to: service, stock, fill rate."""

import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.gamma import gamma_left_over, gamma_shortage
from policy.reorder_point import (
    LeadTimeDemand,
    lead_time_demand,
    parts_of,
    reorder_point,
)
from policy.stock_effect import (
    average_stock,
    expected_fill_rate,
    expected_service,
)

# mean, variance, reorder point, target -> cdf, E(D - r)+, average stock, fill rate:
# SciPy 1.15, stats.gamma and integrate.quad of its survival function
ORACLE = [
    (10, 20, 18, 48, 0.945036, 0.16756, 23.01622, 0.994415),
    (10, 20, 5, 9, 0.108822, 5.1239, 0.56001, 0.279118),
    (3, 50, 6, 16, 0.855706, 1.452355, 8.94673, 0.913994),
    (0.3, 2, 1, 3, 0.934947, 0.197389, 1.84875, 0.957132),
    (100, 400, 130, 400, 0.924639, 0.842796, 165.03199, 0.996879),
    (40, 900, 0, 30, 0.0, 40.0, 1.82617, 0.203892),
    (250, 250, 260, 300, 0.740611, 2.595603, 30.55016, 0.935286),
]


def demand(mean, variance):
    return LeadTimeDemand(mean, variance, 0.0, 0.0)


@pytest.mark.parametrize(
    ("mean", "variance", "point", "target", "cdf", "short", "stock", "fill"), ORACLE
)
def test_figures_are_those_of_numerical_integration(
    mean, variance, point, target, cdf, short, stock, fill
):
    exact = 0.01 if mean**2 > variance else 0.05
    served = expected_service(demand(mean, variance), point - 1)
    assert point == 0 or served == pytest.approx(cdf, abs=exact)
    assert gamma_shortage(point, mean, variance) == pytest.approx(short, abs=1e-5)
    found = demand(mean, variance)
    assert average_stock(found, point, target) == pytest.approx(stock, abs=1e-4)
    assert expected_fill_rate(found, point, target) == pytest.approx(fill, abs=1e-5)


# Silver, Pyke and Thomas, 4th ed., table of the unit normal distribution: G(z)
@pytest.mark.parametrize(
    ("z", "loss"), [(0.0, 0.3989), (1.0, 0.08332), (1.5, 0.02931), (2.0, 0.008491)]
)
def test_shortage_of_steady_demand_is_the_normal_loss_of_the_textbook(z, loss):
    mean, deviation = 1e6, 1e3
    found = gamma_shortage(mean + z * deviation, mean, deviation**2)
    assert found / deviation == pytest.approx(loss, rel=2e-3)


def test_stock_and_service_are_those_of_a_simulated_shop(chance):
    """Poisson demand, daily review, lots of 30, a lead time of 9 days."""
    point, lot, days = 12, 30, 30_000
    on_hand, waiting, coming, seen = 40.0, 0.0, [0.0] * 10, []
    cycles, clean, dry = 0, 0, False
    for day in range(days):
        arrived, coming[day % 10] = coming[day % 10], 0.0
        if arrived:
            cycles, clean, dry = cycles + 1, clean + (not dry), False
        on_hand += arrived - waiting
        wanted = sum(chance.random() < 0.1 for _customer in range(10))
        on_hand, waiting = max(on_hand - wanted, 0), max(wanted - on_hand, 0)
        dry = dry or waiting > 0
        position = on_hand - waiting + sum(coming)
        # ordered in the evening, sold from the tenth morning on
        coming[day % 10] += lot if position <= point else 0
        seen.append(on_hand)
    expected = lead_time_demand(1.0, 0.9, 10, 1e9)
    assert average_stock(expected, point, point + lot) == pytest.approx(
        fmean(seen), rel=0.04
    )
    assert clean / cycles == pytest.approx(expected_service(expected, point), abs=0.03)


def test_ordered_on_demand_nothing_is_kept():
    assert average_stock(demand(5, 9), 0, 0) == 0.0
    assert expected_fill_rate(demand(5, 9), 0, 0) == 0.0
    assert expected_fill_rate(demand(0, 0), 0, 0) == 1.0


def test_steady_demand_leaves_safety_stock_and_half_a_lot():
    assert average_stock(demand(20, 0), 25, 45) == pytest.approx(5 + 10)


def test_reorder_point_of_a_person_has_the_parts_of_a_learned_one():
    expected = lead_time_demand(2.0, 3.0, 15, 60, lead_time_deviation=4.0)
    learned = reorder_point(expected, 0.97)
    assert parts_of(expected, learned.quantity) == learned
    scarce = parts_of(expected, 12.0)
    assert (scarce.expected, scarce.safety_stock) == (12.0, 0.0)
    unknown = parts_of(demand(0, 0), 12.0)
    assert unknown.safety_stock == pytest.approx(12.0)


means, spreads = st.floats(1e-3, 1e6), st.floats(1e-3, 1e3)
shares, levels = st.floats(0.0, 4.0), st.floats(0.5, 0.999)


@given(means, spreads, shares, shares, st.floats(1.0, 2.0))
def test_more_stock_never_serves_worse(mean, spread, share, lot, more):
    found = demand(mean, mean * spread)
    point, lot = share * mean, lot * mean + 1.0
    stock = average_stock(found, point, point + lot)
    assert math.isfinite(stock)
    assert 0.0 <= stock <= point + lot + 1e-6
    fill = expected_fill_rate(found, point, point + lot)
    assert 0.0 <= fill <= 1.0
    higher = point * more
    rounding = 1e-6 * (mean + lot)
    assert average_stock(found, higher, higher + lot) >= stock - rounding
    assert expected_fill_rate(found, higher, higher + lot) >= fill - 1e-6
    assert expected_service(found, higher) >= expected_service(found, point) - 1e-9


@given(means, spreads, shares, st.floats(1e-3, 1e3))
def test_figures_scale_with_the_unit(mean, spread, share, factor):
    plain, scaled = (
        demand(mean, mean * spread),
        demand(mean * factor, mean * spread * factor**2),
    )
    point, top = share * mean, share * mean + 2 * mean
    found = average_stock(scaled, point * factor, top * factor, step=factor)
    expected = average_stock(plain, point, max(top, point + 1.0))
    assert found == pytest.approx(factor * expected, rel=1e-4, abs=1e-4 * factor * mean)
    assert expected_service(scaled, point * factor, factor) == pytest.approx(
        expected_service(plain, point), abs=1e-6
    )


@given(means, st.floats(1.0, 1e3), levels)
def test_learned_reorder_point_has_the_service_that_was_asked(mean, spread, level):
    found = demand(mean, mean * spread)
    point = reorder_point(found, level)
    assert expected_service(found, point.quantity) >= level - 1e-6
    if point.quantity > 0:
        assert expected_service(found, point.quantity - 1) < level


anything = st.floats(0.0, 1e12)


@given(anything, anything, anything, anything)
def test_no_figures_are_too_odd(mean, variance, point, lot):
    found = demand(mean, variance)
    for figure in (
        average_stock(found, point, point + lot),
        expected_fill_rate(found, point, point + lot),
        expected_service(found, point),
    ):
        assert math.isfinite(figure)
        assert figure >= 0.0


@given(means, spreads, st.floats(0.0, 1e7), st.floats(0.0, 1e7))
def test_what_is_left_over_grows_with_what_was_there(mean, spread, one, other):
    low, high = sorted((one, other))
    variance = mean * spread
    assert (
        gamma_left_over(high, mean, variance)
        >= gamma_left_over(low, mean, variance) * (1 - 1e-6) - 1e-6
    )
