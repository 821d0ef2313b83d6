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
    """

    mean: float
    of_demand: float
    of_estimate: float
    of_vendor: float

    @property
    def variance(self) -> float:
        return self.of_demand + self.of_estimate + self.of_vendor


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
) -> LeadTimeDemand:
    """Mean and variance of the demand until the next order can be there.

    m = mu H season; V = c H phi mu + H^2 phi mu / n + mu^2 sd_L^2: the textbook's
    variance over a random lead time (Silver, Pyke and Thomas, chapter 6), with the
    variance of a day's demand as phi mu, and the estimation error of mu over n days.

    :param rate: mu, units a day
    :param dispersion: phi, variance of a day's demand / its mean, units
    :param interval_days: H, lead time and review period
    :param effective_days: n, days the rate was learned from
    :param lead_time_deviation: sd_L, days
    :param clumping: c, variance of H-day sums / H x variance of a day
    :param season: demand of the coming interval / that of the days learned from
    """
    rate *= season
    per_day = dispersion * rate
    learned = interval_days**2 * per_day / effective_days if effective_days else 0.0
    return LeadTimeDemand(
        mean=rate * interval_days,
        of_demand=clumping * interval_days * per_day,
        of_estimate=learned,
        of_vendor=(rate * lead_time_deviation) ** 2,
    )


def gamma_quantile(mean: float, variance: float, probability: float) -> float:
    """The value a gamma variable stays below with this probability.

    Wilson and Hilferty's cube-root approximation (PNAS 17, 1931), never below 0.

    >>> round(gamma_quantile(10, 10, 0.95), 2)
    15.7
    """
    if mean <= 0 or variance <= 0:
        return max(mean, 0.0)
    shape = mean * mean / variance
    z = _STANDARD_NORMAL.inv_cdf(probability)
    root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * math.sqrt(shape))
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
    level = gamma_quantile(demand.mean, demand.variance, cycle_service_level)
    steps = math.ceil(level / step - 1e-9)
    quantity = max(steps - 1, 0) * step
    buffer = max(quantity - demand.mean, 0.0)
    share = buffer / demand.variance if demand.variance else 0.0
    return ReorderPoint(
        quantity=quantity,
        expected=min(demand.mean, quantity),
        for_demand=share * demand.of_demand,
        for_estimate=share * demand.of_estimate,
        for_vendor=share * demand.of_vendor,
    )
