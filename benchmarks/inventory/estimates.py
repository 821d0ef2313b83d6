"""Reorder points of every method, from the past alone.

A method is asked for the reorder points of all products at once, for a list of its
own settings: target levels where it has one, else multiples of its safety stock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import nbinom, norm, poisson

from .past import Past


def _moments(past: Past, buckets: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    recent = past.demand if buckets is None else past.demand[:, -buckets:]
    seen = ~np.isnan(recent)
    count = np.maximum(seen.sum(axis=1), 1)
    filled = np.where(seen, recent, 0.0)
    mean = filled.sum(axis=1) / count
    squares = np.where(seen, (recent - mean[:, None]) ** 2, 0.0).sum(axis=1)
    return mean, squares / np.maximum(count - 1, 1)


def _z(levels: Sequence[float]) -> np.ndarray:
    return norm.ppf(np.array(levels))[:, None]


def hand(past: Past, settings: Sequence[float]) -> np.ndarray:
    """Mean demand of the lead time and so many weeks more; asked once."""
    mean, _variance = _moments(past)
    weeks = np.array(settings)[:, None] * 7.0 / past.bucket_days
    return np.ceil(mean * (past.lead_time + weeks)) - 1


def oca_safety_stock(past: Past, settings: Sequence[float]) -> np.ndarray:
    """OCA ``stock_orderpoint_safety_stock``: mean L + z sd sqrt(L)."""
    mean, variance = _moments(past)
    safety = _z(settings) * np.sqrt(variance * past.lead_time)
    return np.ceil(mean * past.lead_time + safety) - 1


def ddmrp(past: Past, settings: Sequence[float]) -> np.ndarray:
    """OCA ``ddmrp``: top of yellow = usage L (1 + lead time factor (1 + variability)).

    The setting scales the red zone, whose two factors are people's to choose.
    """
    mean, _variance = _moments(past, max(round(90 / past.bucket_days), 1))
    usage = mean * past.lead_time
    return np.ceil(usage * (1 + np.array(settings)[:, None])) - 1


def normal(past: Past, settings: Sequence[float]) -> np.ndarray:
    """The textbook's: mean and deviation of the last year over lead time and review."""
    mean, variance = _moments(past, max(round(365 / past.bucket_days), 2))
    safety = _z(settings) * np.sqrt(variance * past.interval)
    return np.ceil(mean * past.interval + safety) - 1


def negative_binomial(
    mean: np.ndarray, variance: np.ndarray, levels: Sequence[float]
) -> np.ndarray:
    """Quantiles, settings x products; Poisson's where demand is not more uneven."""
    levels = np.array(levels)[:, None]
    mean = np.maximum(mean, 1e-9)
    variance = np.maximum(variance, mean)
    uneven = variance > mean * 1.0001
    spread = np.where(uneven, variance, mean * 2)
    chance = mean / spread
    count = mean * chance / (1 - chance)
    return np.where(
        uneven, nbinom.ppf(levels, count, chance), poisson.ppf(levels, mean)
    )


@dataclass(frozen=True)
class ForecastNegativeBinomial:
    """A forecast of statsforecast's, its squared errors, a negative binomial.

    :param model: of statsforecast
    """

    model: Any

    def __call__(self, past: Past, settings: Sequence[float]) -> np.ndarray:
        rates, errors = [], []
        for row in past.demand:
            known = row[~np.isnan(row)]
            rate = 0.0
            if len(known) > 1:
                rate = float(self.model.forecast(known, h=1)["mean"][0])
            rate = max(rate, 0.0) if np.isfinite(rate) else 0.0
            rates.append(rate)
            errors.append(float(((known - rate) ** 2).mean()) if len(known) else 0.0)
        mean = np.array(rates) * past.interval
        variance = np.array(errors) * past.interval
        return negative_binomial(mean, variance, settings) - 1
