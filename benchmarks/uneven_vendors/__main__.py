"""``python -m benchmarks.uneven_vendors FOLDER``: stock against real lead times.

``FOLDER`` has ``retail_daily_sales.csv.gz`` with its prices, and
``vendor_deliveries.csv.gz``. The products are dealt to the vendors in turn; each vendor
is asked on one day of the week and takes what it really took, order after order.
Learned from the days before alone, anew every 28 days, from three days on; measured
from 90 days after that. In the environment that ``make bench-inventory`` makes.
"""

import argparse
import math
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.figures import Cell, render
from benchmarks.inventory.datasets import demand_files
from benchmarks.inventory.ours import histories
from benchmarks.inventory.past import Past, since_first_demand
from policy.catalogue import learn_catalogue
from policy.demand_history import DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime, learn_lead_time, usual_ratio
from policy.learned_rule import Learnable, interval_demand, outlook_of
from policy.lot_size import LotTerms, usual_lot
from policy.order_crossing import lead_time_correlation
from policy.reorder_point import LeadTimeDemand, reorder_point

from .deliveries import ORDER_EVERY_DAYS, Round, deal_rounds, read_lead_times
from .shop import Numbers, Outcome, simulate

BEGINNINGS = (200, 290, 374)
_EVERY_DAYS, _WARM_UP_DAYS = 28, 90
_FEWEST_EVENTS = 10
_LATEST_ORDERS = 30
_ORDER_COST, _HOLDING_RATE, _COST_SHARE = 10.0, 0.25, 0.55
_ASKED = 0.96
LEVELS = (0.5, 0.7, 0.8, 0.88, 0.93, _ASKED, 0.98, 0.99, 0.996, 0.999)
FACTORS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0)
FILLS = (0.85, 0.90, 0.95, 0.98)


@dataclass(frozen=True)
class Known:
    """What is known of a product on a day.

    :param mean: units a day, plain
    """

    learnable: Learnable
    mean: float
    demand: LeadTimeDemand
    lot: float


@dataclass(frozen=True)
class Stage:
    """The products, dealt to vendors, and what these will take."""

    demand: np.ndarray
    cost: np.ndarray
    vendors: np.ndarray
    rounds: list[list[Round]]


Method = Callable[[Known], Sequence[float]]


def learned(known: Known) -> list[float]:
    return [reorder_point(known.demand, level).quantity for level in LEVELS]


def textbook(known: Known) -> list[float]:
    """One order at a time, as if none could overtake another."""
    expected = _one_at_a_time(known)
    return [reorder_point(expected, level).quantity for level in LEVELS]


def all_calibrated(known: Known) -> list[float]:
    """The same, and what the past showed of demand is applied to the vendor too."""
    expected = _one_at_a_time(known)
    expected = replace(
        expected, of_demand=expected.variance, of_estimate=0.0, of_vendor=0.0
    )
    return [reorder_point(expected, level).quantity for level in LEVELS]


def _one_at_a_time(known: Known) -> LeadTimeDemand:
    lead_time = replace(known.learnable.lead_time, correlation=1.0)
    learnable = replace(known.learnable, lead_time=lead_time)
    return interval_demand(learnable, outlook_of(learnable, date.min))


def plain_mean(known: Known) -> list[float]:
    days = known.learnable.interval_days
    return [known.mean * days * factor for factor in FACTORS]


METHODS: dict[str, Method] = {
    "learned": learned,
    "one order at a time": textbook,
    "and all calibrated": all_calibrated,
    "mean x factor": plain_mean,
}


def staged(folder: Path, beginning: int) -> Stage:
    files = {each.name: each for each in demand_files(folder)}
    whole = files["retail"].read()
    events = (whole.demand[:, :beginning] > 0).sum(axis=1)
    found = whole.chosen(events >= _FEWEST_EVENTS)
    lead_times = list(read_lead_times(folder / "vendor_deliveries.csv.gz").values())
    count, days = found.demand.shape
    return Stage(
        found.demand,
        found.unit_cost * _COST_SHARE,
        np.arange(count) % len(lead_times),
        deal_rounds(lead_times, days, random.Random(beginning)),
    )


def learn_vendors(stage: Stage, day: int) -> list[LeadTime]:
    """From what was sent before a day; what has not come counts as waiting."""
    taken, waiting = [], []
    for rounds in stage.rounds:
        before = [each for each in rounds if each.day < day]
        came = [each.days for each in before if each.day + each.days < day]
        out = [day - each.day for each in before if each.day + each.days >= day]
        taken.append(came[-_LATEST_ORDERS:])
        waiting.append(out[-_LATEST_ORDERS:])
    ratio, together = usual_ratio(taken), lead_time_correlation(taken)
    return [
        learn_lead_time(came, median(came), ratio, out, together)
        for came, out in zip(taken, waiting, strict=True)
    ]


def know(stage: Stage, day: int) -> list[Known]:
    past = since_first_demand(stage.demand[:, :day])
    vendors = learn_vendors(stage, day)
    times = [vendors[vendor] for vendor in stage.vendors]
    known = histories(Past(past, np.array([each.mean for each in times]), 1.0))
    pool = learn_catalogue(known, median(t.mean for t in times) + ORDER_EVERY_DAYS)
    plain = np.nanmean(past, axis=1)
    return [
        _known(history, pool, time, float(cost), float(mean))
        for history, time, cost, mean in zip(
            known, times, stage.cost, plain, strict=True
        )
    ]


def _known(
    history: DemandHistory, pool: DemandPool, time: LeadTime, cost: float, mean: float
) -> Known:
    learnable = Learnable(
        history,
        pool,
        time,
        _ASKED,
        (LotTerms(1.0, cost),),
        order_cost=_ORDER_COST,
        holding_rate=_HOLDING_RATE,
        other_days=float(ORDER_EVERY_DAYS),
    )
    outlook = outlook_of(learnable, date.min)
    lot = usual_lot(
        outlook.demand.rate,
        learnable.tiers,
        order_cost=_ORDER_COST,
        holding_rate=_HOLDING_RATE,
        review_days=float(ORDER_EVERY_DAYS),
    )
    return Known(learnable, mean, interval_demand(learnable, outlook), lot)


def measure(folder: Path, beginning: int) -> dict[str, Outcome]:
    stage = staged(folder, beginning)
    moments = range(beginning, stage.demand.shape[1], _EVERY_DAYS)
    known = {day: know(stage, day) for day in moments}
    return {
        name: simulate(
            stage.demand,
            stage.cost,
            stage.vendors,
            stage.rounds,
            [
                Numbers(
                    day,
                    np.array([method(each) for each in of_day]).T,
                    np.array([each.lot for each in of_day]),
                )
                for day, of_day in known.items()
            ],
            beginning + _WARM_UP_DAYS,
        )
        for name, method in METHODS.items()
    }


def at_fill(outcome: Outcome, fill: float) -> float | None:
    """Stock at a fill between two settings, on a line of its logarithm."""
    curve = sorted(zip(outcome.fill, outcome.stock, strict=True))
    for (low, less), (high, more) in zip(curve, curve[1:], strict=False):
        if low <= fill <= high:
            share = (fill - low) / (high - low) if high > low else 0.0
            return round(float(less * math.exp(share * math.log(more / less))), 1)
    return None


def row(beginning: int, name: str, outcome: Outcome) -> dict[str, Cell]:
    found: dict[str, Cell] = {"learned from": beginning, "method": name}
    found |= {f"at {fill:.0%}": at_fill(outcome, fill) for fill in FILLS}
    asked = LEVELS.index(_ASKED)
    levels = METHODS[name] is not plain_mean
    return found | {
        "stock, asked 96 %": round(float(outcome.stock[asked]), 1) if levels else None,
        "kept": round(float(outcome.kept[asked]), 3) if levels else None,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(prog="benchmarks.uneven_vendors")
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    with ProcessPoolExecutor() as pool:
        outcomes = pool.map(partial(measure, folder), BEGINNINGS)
        rows = [
            row(beginning, name, outcome)
            for beginning, found in zip(BEGINNINGS, outcomes, strict=True)
            for name, outcome in found.items()
        ]
    print(render("retail with real lead times, stock in days of demand", rows))


if __name__ == "__main__":
    main()
