"""A product too new to have a demand of its own is expected to sell as others began.

Two weeks of zeros are no forecast of zero. What past launches sold in their first weeks
is a prior, worth so many days of an own history that the spread between those launches
is its uncertainty (an empirical Bayes estimate, Efron and Morris, *Data Analysis Using
Stein's Estimator*, 1975). It fades as own weeks come in. A person's guess is a few
demands more, forgotten as they would be.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .demand import Demand, learn_demand
from .demand_history import DemandHistory
from .demand_pool import DemandPool
from .spikes import cut_spikes, log_sizes

# a person's guess weighs as many demands
GUESS_EVENTS = 3.0
# after which it says half
_GUESS_HALF_LIFE_DAYS = 60.0
# a guess of less than a step in so long is none
_LIFETIME_DAYS = 36_525.0
# the first weeks of a launch; its second as many weeks show how it goes on
FIRST_DAYS = 28
LAUNCH_DAYS = 56
# what began with the records, or soon after, may have sold long before
RECORDS_BEGIN_DAYS = 28
# with fewer launches they say nothing of the next one
_TELLING = 8


@dataclass(frozen=True, slots=True)
class LaunchPrior:
    """What new products sell.

    :param rate: units a day, the mean of all launches
    :param deviation: standard deviation between launches / their mean
    :param size: units in one demand, typically
    :param dispersion: variance of a day's demand / its mean, units
    :param launches: it was learned from
    :param lasts_days: days of own history after which it says nothing more
    """

    rate: float
    deviation: float
    size: float
    dispersion: float
    launches: int = 0
    lasts_days: float = LAUNCH_DAYS

    @property
    def days(self) -> float:
        """Days of a product's own history that would tell as much.

        >>> LaunchPrior(2.0, 1.0, 4.0, 20.0).days
        10.0
        """
        spread = self.rate * self.deviation**2
        return self.dispersion / spread if spread > 0 else 0.0


def learn_launch(
    histories: Iterable[DemandHistory], pool: DemandPool, after_day: int
) -> LaunchPrior | None:
    """What products of a category, or of a catalogue, sold in their first weeks.

    :param after_day: histories that begin earlier are not known from their launch on
    """
    rates, sizes, weighed, noise = [], [], 0.0, 0.0
    for history in histories:
        if history.first_day <= after_day:
            continue
        first = _first_weeks(history)
        if first.days < FIRST_DAYS / 2 or first.last_day > history.last_day:
            continue
        kept, _cut = cut_spikes(first.events, pool.log_size_deviation)
        rate = math.fsum(quantity for _day, quantity in kept) / first.days
        rates.append(rate)
        if kept:
            size = rate * first.days / len(kept)
            sizes.append(math.log(size))
            own = _pooled_dispersion(pool, rate, size) * rate
            weighed += own
            noise += own / first.days
    if len(rates) < _TELLING or len(sizes) < _TELLING / 2:
        return None
    count, total = len(rates), math.fsum(rates)
    mean = total / count
    squares = math.fsum((rate - mean) ** 2 for rate in rates)
    # launches differ by chance too: that is not a spread between products
    variance = max((squares - noise) / count, (0.1 * mean) ** 2)
    return LaunchPrior(
        rate=mean,
        deviation=math.sqrt(variance) / mean,
        size=math.exp(math.fsum(sizes) / len(sizes)),
        dispersion=weighed / total,
        launches=count,
    )


def _first_weeks(history: DemandHistory) -> DemandHistory:
    """Days without stock at the edge count as not seen."""
    last = history.first_day + FIRST_DAYS - 1
    return DemandHistory(
        [event for event in history.events if event.day <= last],
        history.first_day,
        last,
        [(start, min(end, last)) for start, end in history.blind if start <= last],
    )


def learn_new_demand(
    history: DemandHistory,
    pool: DemandPool,
    prior: LaunchPrior | None,
    first_guess: float | None = None,
    *,
    step: float = 1.0,
) -> Demand:
    """The demand to expect of a product with a short history, or with none.

    :param first_guess: of a person, units a day; None or 0 is none
    :param step: smallest quantity of the unit

    >>> empty = DemandHistory([], 1, 0)
    >>> learn_new_demand(empty, DemandPool(), LaunchPrior(2, 1, 4, 20)).rate
    2.0
    >>> guessed = learn_new_demand(empty, DemandPool(), None, first_guess=0.5)
    >>> guessed.rate, guessed.effective_days, guessed.events
    (0.5, 6.0, 0.0)
    """
    own = Demand(0.0, step, float(history.days), 0.0)
    if history.events:
        own = learn_demand(history, pool, step=step)
    young = _youth(history, prior)
    size = _size(history, prior, young, step)
    days, sold = own.effective_days, own.rate * own.effective_days
    if prior and young:
        days += prior.days * young
        sold += prior.days * young * prior.rate
    if first_guess and first_guess > step / _LIFETIME_DAYS:
        guess_days = GUESS_EVENTS * size / first_guess * _remembered(history)
        days += guess_days
        sold += guess_days * first_guess
    if sold <= 0 or days <= 0:
        return own
    rate = sold / days
    dispersion = max(_pooled_dispersion(pool, rate, size), step)
    if own.events:
        dispersion = own.dispersion ** (1.0 - young) * dispersion**young
    return replace(own, rate=rate, effective_days=days, dispersion=dispersion)


def _pooled_dispersion(pool: DemandPool, rate: float, size: float) -> float:
    """Variance of a day's demand / its mean, as usual of the catalogue, units."""
    return size * pool.spread(min(rate / size, 1.0))


def _youth(history: DemandHistory, prior: LaunchPrior | None) -> float:
    """1 on the first day, 0 when the prior has nothing more to say."""
    if not prior or prior.lasts_days <= 0:
        return 0.0
    return max(1.0 - history.days / prior.lasts_days, 0.0)


def _size(
    history: DemandHistory, prior: LaunchPrior | None, young: float, step: float
) -> float:
    """Units in one demand: the own ones and, as one of them, the prior's."""
    count = len(history.events)
    own = log_sizes(history.events)[0] if count else 0.0
    weight = young if prior else 0.0
    if prior and not count:
        return prior.size
    if not count + weight:
        return step
    other = math.log(prior.size) if prior else 0.0
    return math.exp((count * own + weight * other) / (count + weight))


def _remembered(history: DemandHistory) -> float:
    age = max(history.last_day - history.first_day + 1, 0)
    return 0.5 ** (age / _GUESS_HALF_LIFE_DAYS)
