"""A history as people want it read: without what will not come again."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from .adjustment import Adjustment
from .demand import learn_demand
from .demand_history import DemandEvent, DemandHistory
from .demand_pool import DemandPool
from .launch import LaunchPrior
from .spikes import log_sizes

# what another product sold weighs as many demands of the new one
_COPY_EVENTS = 8.0
# and is forgotten after half a year where no last day was given
_COPY_DAYS = 182.0


def adjusted_history(
    history: DemandHistory,
    adjustments: Sequence[Adjustment],
    excluded_days: Collection[int] = (),
) -> tuple[DemandHistory, float]:
    """The history to learn from, and the share of it that is a predecessor's.

    >>> once = DemandHistory([DemandEvent(2, 9.0), DemandEvent(5, 1.0)], 1, 6)
    >>> found, taken_over = adjusted_history(once, [], {2})
    >>> found.events, taken_over
    ([DemandEvent(day=5, quantity=1.0)], 0.0)
    """
    if not adjustments and not excluded_days:
        return history, 0.0
    found = history
    if excluded_days:
        kept = [event for event in found.events if event.day not in excluded_days]
        found = _like(found, kept)
    own = sold = math.fsum(event.quantity for event in found.events)
    for each in adjustments:
        if each.kind == "supersession" and each.other:
            found = _joined(found, each, each.other)
            sold = math.fsum(event.quantity for event in found.events)
    for each in adjustments:
        if each.kind == "uplift":
            found = _usual(found, each)
    return found, 1.0 - own / sold if sold > own else 0.0


def copied_prior(
    copy: Adjustment, other: DemandHistory, pool: DemandPool, step: float
) -> LaunchPrior | None:
    """What another product sold, as a prior for a new one; None if it sold nothing."""
    if not other.events or not copy.times:
        return None
    demand = learn_demand(other, pool, step=step)
    size = math.exp(log_sizes(other.events)[0])
    rate = demand.rate * copy.times
    days = min(_COPY_EVENTS * size / rate, demand.effective_days)
    lasts = _COPY_DAYS
    if copy.first_day and copy.last_day:
        lasts = (copy.last_day - copy.first_day).days + 1.0
    return LaunchPrior(
        rate=rate,
        deviation=math.sqrt(demand.dispersion / (rate * days)),
        size=size,
        dispersion=demand.dispersion,
        launches=1,
        lasts_days=lasts,
    )


def _like(history: DemandHistory, events: Sequence[DemandEvent]) -> DemandHistory:
    return DemandHistory(events, history.first_day, history.last_day, history.blind)


def _usual(history: DemandHistory, uplift: Adjustment) -> DemandHistory:
    """Days of an uplift that is over, as they would have been without it."""
    span = uplift.span(history)
    if not span:
        return history
    first, last = span
    if not uplift.times:
        # nobody could ask
        return DemandHistory(
            [event for event in history.events if not first <= event.day <= last],
            history.first_day,
            history.last_day,
            _merged([*history.blind, span]),
        )
    events = [
        DemandEvent(day, quantity / uplift.times if first <= day <= last else quantity)
        for day, quantity in history.events
    ]
    return _like(history, events)


def _joined(
    own: DemandHistory, taken: Adjustment, other: DemandHistory
) -> DemandHistory:
    """Demand of both, day by day; who wanted the one would have taken the other.

    Until the successor came nobody could ask on days without the predecessor, after
    that on days without the successor.
    """
    came = taken.first_day.toordinal() if taken.first_day else own.first_day
    quantities: dict[int, float] = defaultdict(float)
    for day, quantity in own.events:
        quantities[day] += quantity
    for day, quantity in other.events:
        if day <= own.last_day:
            quantities[day] += quantity * taken.times
    blind = [
        *((first, min(last, came - 1)) for first, last in other.blind if first < came),
        *((max(first, came), last) for first, last in own.blind if last >= came),
    ]
    unseen = _merged(blind)
    events = [
        DemandEvent(day, quantities[day])
        for day in sorted(quantities)
        if quantities[day] > 0
        and not any(first <= day <= last for first, last in unseen)
    ]
    return DemandHistory(
        events, min(own.first_day, other.first_day), own.last_day, unseen
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, and none touching another.

    >>> _merged([(7, 9), (1, 3), (4, 5)])
    [(1, 5), (7, 9)]
    """
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
