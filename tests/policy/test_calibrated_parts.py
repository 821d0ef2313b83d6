"""What the past showed about demand says nothing about the vendor."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.reorder_point import (
    LeadTimeDemand,
    lead_time_demand,
    parts_of,
    reorder_point,
)
from policy.stock_effect import expected_service

levels = st.floats(0.5, 0.999)
calibrations, variances = st.floats(0.5, 3.0), st.floats(0.0, 1e5)


def test_cycles_end_well_as_often_as_asked_where_demand_is_wilder(chance):
    """Demand deviates twice as far as the formula has it; lead times as they do.

    Intervals of 2400 units, so that a gamma variable is as good as normal.
    """
    demand = lead_time_demand(
        40.0, 1.0, 60.0, 0.0, lead_time_deviation=1.5, calibration=2.0
    )
    covered, cycles = 0, 20_000
    point = reorder_point(demand, 0.95).quantity + 1
    for _cycle in range(cycles):
        days = chance.gauss(60.0, 1.5)
        deviation = 2.0 * math.sqrt(days * 40.0)
        covered += chance.gauss(40.0 * days, deviation) <= point
    assert covered / cycles == pytest.approx(0.95, abs=0.008)


# z x root(c^2 Vd + c^2 Ve + Vv), by hand
@pytest.mark.parametrize(
    ("calibration", "of_vendor", "deviations"),
    [(2.0, 0.0, 20.0), (2.0, 225.0, 25.0), (1.0, 300.0, 20.0), (0.5, 144.0, 13.0)],
)
def test_strength_is_that_of_the_calibrated_demand_and_the_plain_vendor(
    calibration, of_vendor, deviations
):
    demand = LeadTimeDemand(500.0, 64.0, 36.0, of_vendor, calibration=calibration)
    one = demand.safety_factor(0.8413447460685429) * math.sqrt(demand.variance)
    assert one == pytest.approx(deviations)


def test_buffer_is_told_apart_as_it_was_made():
    demand = LeadTimeDemand(500.0, 64.0, 36.0, 225.0, calibration=2.0)
    found = parts_of(demand, 525.0)
    shares = (found.for_demand, found.for_estimate, found.for_vendor)
    assert shares == pytest.approx((25 * 256 / 625, 25 * 144 / 625, 25 * 225 / 625))


@given(st.floats(0.1, 1e4), variances, variances, variances, calibrations, levels)
def test_parts_add_up_and_service_is_what_was_asked(
    mean, of_demand, of_estimate, of_vendor, calibration, level
):
    demand = LeadTimeDemand(
        mean, of_demand, of_estimate, of_vendor, calibration=calibration
    )
    found = reorder_point(demand, level)
    assert found.expected + found.safety_stock == pytest.approx(found.quantity)
    assert min(found.for_demand, found.for_estimate, found.for_vendor) >= 0.0
    if demand.variance > 0:
        assert expected_service(demand, found.quantity) >= level - 1e-6


@given(st.floats(0.1, 1e4), variances, calibrations, levels)
def test_vendor_that_never_varies_leaves_the_calibration_as_it_is(
    mean, of_demand, calibration, level
):
    demand = LeadTimeDemand(mean, of_demand, 5.0, 0.0, calibration=calibration)
    assert demand.strength == calibration
    factor = demand.safety_factor(level)
    assert demand.uncalibrated(factor) == pytest.approx(
        factor / calibration if factor > 0 else factor
    )


@given(variances, variances, calibrations, st.floats(1e-3, 1e3))
def test_strength_knows_no_units_and_lies_between_vendor_and_demand(
    of_demand, of_vendor, calibration, scale
):
    demand = LeadTimeDemand(10.0, of_demand, 1.0, of_vendor, calibration=calibration)
    low, high = sorted((1.0, calibration))
    assert low - 1e-9 <= demand.strength <= high + 1e-9
    scaled = LeadTimeDemand(
        10.0 * scale,
        of_demand * scale**2,
        scale**2,
        of_vendor * scale**2,
        calibration=calibration,
    )
    assert scaled.strength == pytest.approx(demand.strength)
