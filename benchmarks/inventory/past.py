"""What a method may know when it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

# target levels, or factors of what people choose by hand
LEVELS = (
    *(0.02, 0.1, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9, 0.925),
    *(0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999, 0.999999),
)
FACTORS = (
    *(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0),
    *(26.0, 39.0, 52.0, 104.0),
)


@dataclass(frozen=True)
class Past:
    """What may be known at a moment.

    :param demand: products x buckets up to now; nan before the first demand and where
        nothing is known
    :param interval: buckets until what is ordered next can be sold: lead time + review
    """

    demand: np.ndarray
    lead_time: np.ndarray
    bucket_days: float

    @property
    def interval(self) -> np.ndarray:
        return self.lead_time + 1.0


def since_first_demand(demand: np.ndarray) -> np.ndarray:
    """Nobody's method is fed with zeros from before a product existed."""
    started = np.cumsum(np.nan_to_num(demand), axis=1) > 0
    return np.where(started, demand, np.nan)


Method = Callable[[Past, Sequence[float]], np.ndarray]
