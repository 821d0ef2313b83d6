"""How much of a product the coming days will ask for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .adjustment import Adjustment, coming_days
from .demand import Demand
from .demand_history import DemandHistory
from .season import Season


@dataclass(frozen=True, slots=True)
class Outlook:
    """What was learned, with the season and what people know of the time to come.

    :param taken_over: share of the demand that is a predecessor's
    :param today: the first of the coming days
    """

    demand: Demand
    history: DemandHistory
    season: Season = Season()
    adjustments: Sequence[Adjustment] = ()
    taken_over: float = 0.0
    today: date = date.min

    def factor(self, days: float) -> float:
        """Demand of the coming days / what the rate learned says of as many.

        >>> history, demand = DemandHistory([], 1, 30), Demand(2.0, 3.0, 30.0, 9.0)
        >>> doubled = (Adjustment("uplift", factor=2.0),)
        >>> Outlook(demand, history, adjustments=doubled).factor(7)
        2.0
        """
        history = self.history
        found = self.season.coming(history.last_day, days)
        if not self.adjustments or days <= 0:
            return found
        worth = coming_days(
            self.adjustments,
            self.today,
            days,
            taken_over=self.taken_over,
            unsold=not history.events,
        )
        return found * worth / days

    def expected(self, days: float) -> float:
        """Units to be asked for in the coming days."""
        return self.demand.rate * days * self.factor(days) if days > 0 else 0.0

    def sold_first(self, days: float) -> float:
        """What is left of predecessors and is sold in the coming days, units.

        Before this product takes over nobody is served with it.
        """
        return math.fsum(
            min(max(each.other_stock, 0.0), self._taken_over_within(each, days))
            for each in self.adjustments
            if each.kind == "supersession" and not _over(each, self.today)
        )

    def _taken_over_within(self, each: Adjustment, days: float) -> float:
        """Units to be asked for from the takeover on; no limit once that was."""
        ahead = (each.first_day - self.today).days if each.first_day else 0
        if ahead <= 0:
            return math.inf
        return max(self.expected(days) - self.expected(min(ahead, days)), 0.0)

    def sellable(self, lead_time_days: float, shelf_life_days: float | None) -> float:
        """Units that are sold before they expire or the product is retired.

        What is ordered today keeps from the day it comes in, and is sold after all that
        is there already. What would come after the end sells no more.
        """
        lives = [] if shelf_life_days is None else [shelf_life_days]
        ends = []
        for each in self.adjustments:
            if each.kind == "shelf_life" and each.holds(self.today):
                lives.append(each.days)
            elif each.kind == "retire" and not _over(each, self.today):
                gone = each.first_day or self.today
                left = (gone - self.today).days
                ends.append(left if left > lead_time_days else 0)
        if lives:
            ends.append(lead_time_days + max(min(lives), 0.0))
        return self.expected(min(ends)) if ends else math.inf


def _over(each: Adjustment, today: date) -> bool:
    return each.last_day is not None and each.last_day < today
