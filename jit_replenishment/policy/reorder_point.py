"""The stock at which to order, so that a cycle ends well as often as was asked."""

import math
from dataclasses import dataclass
from statistics import NormalDist

_STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class LeadTimeDemand:
    """Demand of a protection interval: what to expect, and how wrong that may be.

    :param mean: units
    :param of_demand: variance because demand comes as it comes
    :param of_estimate: because the rate was learned from few days
    :param of_vendor: because deliveries do not take equally long
    :param undershoot: units the position is below the reorder point on average when an
        order goes out, as customers do not buy one by one
    :param calibration: of deviations of the demand: what the catalogue's own past
        showed to be needed / what the formula says. That past was asked with lead
        times that never vary, so it tells nothing of the vendor.
    """

    mean: float
    of_demand: float
    of_estimate: float
    of_vendor: float
    undershoot: float = 0.0
    calibration: float = 1.0

    @property
    def variance(self) -> float:
        return self.of_demand + self.of_estimate + self.of_vendor

    @property
    def strength(self) -> float:
        """Of the safety factor: root of the variance, its demand calibrated, / of the
        plain one.

        >>> LeadTimeDemand(9, 7, 2, 0, calibration=2.0).strength
        2.0
        >>> LeadTimeDemand(9, 6, 2, 24, calibration=3.0).strength
        1.7320508075688772
        """
        if self.of_vendor <= 0 or self.variance <= 0:
            return self.calibration
        known = self.calibration**2 * (self.of_demand + self.of_estimate)
        return math.sqrt((known + self.of_vendor) / self.variance)

    def safety_factor(self, cycle_service_level: float) -> float:
        """Standard deviations that this level takes.

        >>> LeadTimeDemand(9, 9, 0, 0, calibration=2.0).safety_factor(0.5)
        0.0
        """
        factor = _STANDARD_NORMAL.inv_cdf(cycle_service_level)
        # the formula is only measured where there is safety stock
        return factor * self.strength if factor > 0 else factor

    def with_undershoot(self, quantile: float) -> float:
        """What the position has to be at when a demand brings it below that.

        Never more than the quantile again: what is hardly ever asked for is not kept
        because it is asked for in lots.

        >>> LeadTimeDemand(9, 9, 0, 0, undershoot=2.0).with_undershoot(11.0)
        13.0
        """
        return quantile + min(self.undershoot, quantile)

    def without_undershoot(self, position: float) -> float:
        """The inverse.

        >>> LeadTimeDemand(9, 9, 0, 0, undershoot=2.0).without_undershoot(13.0)
        11.0
        """
        return max(position - self.undershoot, position / 2.0)

    def uncalibrated(self, deviations: float) -> float:
        """The inverse of ``safety_factor``: what so many deviations are worth."""
        return deviations / self.strength if deviations > 0 else deviations


@dataclass(frozen=True, slots=True)
class ReorderPoint:
    """:param quantity: order when the inventory position is at or below it
    :param expected: the part that will be sold
    :param for_demand: the part of the safety stock against uneven demand
    :param for_estimate: against an uncertain rate
    :param for_vendor: against uneven lead times
    """

    quantity: float
    expected: float
    for_demand: float
    for_estimate: float
    for_vendor: float

    @property
    def safety_stock(self) -> float:
        return self.for_demand + self.for_estimate + self.for_vendor


def lead_time_demand(
    rate: float,
    dispersion: float,
    interval_days: float,
    effective_days: float,
    *,
    lead_time_deviation: float = 0.0,
    clumping: float = 1.0,
    season: float = 1.0,
    calibration: float = 1.0,
    step: float = 0.0,
    drift: float = 0.0,
) -> LeadTimeDemand:
    """Mean and variance of the demand until the next order can be there.

    m = mu H season; V = c H phi mu + H^2 phi mu / n + (d m)^2 + mu^2 sd_L^2: the
    textbook's variance over a random lead time (Silver, Pyke and Thomas, chapter 6;
    sd_L as stock sees it, see ``order_crossing``), with the variance of a day's demand
    as phi mu, and the error of mu, estimated over n days and moving by the share d.
    Undershoot (phi + mu - step) / 2, E(x^2) / (2 E(x)) of renewal theory (the same,
    section 7.9), of a day's demand x; less mu, as the interval has a day for it.

    :param rate: mu, units a day
    :param dispersion: phi, variance of a day's demand / its mean, units
    :param interval_days: H, lead time and review period
    :param effective_days: n, days the rate was learned from
    :param lead_time_deviation: sd_L, days, as orders arrive
    :param clumping: c, variance of H-day sums / H x variance of a day
    :param season: demand of the coming interval / that of the days learned from
    :param calibration: see ``LeadTimeDemand``
    :param drift: d, how far rates move from what was learned, as a share
    :param step: smallest quantity of the unit: who buys one by one leaves no undershoot
    """
    rate *= season
    per_day = dispersion * rate
    learned = interval_days**2 * per_day / effective_days if effective_days else 0.0
    return LeadTimeDemand(
        mean=rate * interval_days,
        of_demand=clumping * interval_days * per_day,
        of_estimate=learned + (drift * rate * interval_days) ** 2,
        of_vendor=(rate * lead_time_deviation) ** 2,
        undershoot=max(dispersion - rate - step, 0.0) / 2.0 if rate > 0 else 0.0,
        calibration=calibration,
    )


def gamma_quantile(mean: float, variance: float, probability: float) -> float:
    """The value a gamma variable stays below with this probability.

    Wilson and Hilferty's cube-root approximation (PNAS 17, 1931), never below 0.

    >>> round(gamma_quantile(10, 10, 0.95), 2)
    15.7
    """
    return gamma_at(mean, variance, _STANDARD_NORMAL.inv_cdf(probability))


def gamma_at(mean: float, variance: float, safety_factor: float) -> float:
    """The same, for as many deviations of a standard normal variable."""
    if mean <= 0 or variance <= 0:
        return max(mean, 0.0)
    shape = mean * mean / variance
    root = 1.0 - 1.0 / (9.0 * shape) + safety_factor / (3.0 * math.sqrt(shape))
    return mean * max(root, 0.0) ** 3


def reorder_point(
    demand: LeadTimeDemand, cycle_service_level: float, step: float = 1.0
) -> ReorderPoint:
    """The lowest stock that still lasts with this probability until goods arrive.

    "At or below" orders one step earlier than "below": the quantile is rounded up to
    the step, and one step is taken off. Below 0 the product is ordered on demand.

    :param cycle_service_level: probability of no stock-out in a cycle, below 1
    :param step: smallest quantity of the unit
    """
    factor = demand.safety_factor(cycle_service_level)
    level = demand.with_undershoot(gamma_at(demand.mean, demand.variance, factor))
    steps = math.ceil(level / step - 1e-9)
    return parts_of(demand, max(steps - 1, 0) * step)


def parts_of(demand: LeadTimeDemand, quantity: float) -> ReorderPoint:
    """What a reorder point is made of, whoever set it.

    >>> parts_of(LeadTimeDemand(10, 15, 5, 0), 14)
    ReorderPoint(quantity=14, expected=10, for_demand=3.0, for_estimate=1.0, \
for_vendor=0.0)
    """
    buffer = max(quantity - demand.mean, 0.0)
    lumps = min(demand.undershoot, buffer)
    share = (buffer - lumps) / demand.variance if demand.variance > 0 else 0.0
    # as the safety factor has them: only what is known of demand is calibrated
    of_vendor = demand.of_vendor / demand.strength**2
    known = demand.of_demand + demand.of_estimate
    rest = (demand.variance - of_vendor) / known if known > 0 else 0.0
    return ReorderPoint(
        quantity=quantity,
        expected=max(min(demand.mean, quantity), 0.0),
        for_demand=lumps + share * rest * demand.of_demand if share else buffer,
        for_estimate=share * rest * demand.of_estimate,
        for_vendor=share * of_vendor,
    )
