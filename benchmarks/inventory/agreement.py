"""``python -m benchmarks.inventory.agreement FOLDER``: the addon's replay beside the
shop of this benchmark, on the demo's products and those of the folder's sets.

Both order whole lots at or below a reorder point: the shop by a formula, the replay by
``decide()``, with the lot as the rule's multiple and a target one unit above the
reorder point (quantities are whole). Each learns its reorder points by itself.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.figures import render
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable
from policy.relearned import VendorPast, catalogue_by, relearn
from policy.replay import Figures, Ledger, Scene, replay
from policy.situation import Situation
from policy.sourcing import OfferTerm

from .compare import every, lots_of, moments, past_of
from .datasets import DemandSet, demand_files
from .demo_products import demo_set
from .ours import histories, ours
from .simulation import Outcome, simulate

LEVELS = (0.90, 0.95, 0.98)
# people keep so many weeks more than the lead time asks for
_HAND_WEEKS = (2.0,)
# bucket 0 as a day of the calendar: 2016 years, so that seasons begin where they did
EPOCH = 736_344


def in_shop(found: DemandSet, by_hand: np.ndarray) -> Outcome:
    """Settings: by hand, and ours at each level; simulated as ``compare`` does.

    :param by_hand: reorder points
    """
    points = [
        np.concatenate([by_hand[None, :], ours(past_of(found, moment), LEVELS)])
        for moment in moments(found)
    ]
    products = found.tested(lots_of(found))
    first = np.maximum(points[0], 0.0) + products.lots
    return simulate(products, points, every(found), first).outcome()


def in_replay(found: DemandSet, by_hand: np.ndarray) -> Outcome:
    """The same by ``policy.replay``, a product at a time."""
    known = [_in_calendar(each) for each in histories(past_of(found, _buckets(found)))]
    pools = {
        EPOCH + moment: catalogue_by(
            known,
            EPOCH + moment,
            float(np.median(found.lead_time + 1.0)),
            found.bucket_days,
        )
        for moment in moments(found)
    }
    lots = lots_of(found)
    ledgers = [
        _replayed(found, history, pools, int(found.lead_time[row]), lots[row], point)
        for row, (history, point) in enumerate(zip(known, by_hand, strict=True))
    ]
    return _outcome(ledgers, found.unit_cost)


def _buckets(found: DemandSet) -> int:
    return found.demand.shape[1]


def _in_calendar(history: DemandHistory) -> DemandHistory:
    return replace(
        history,
        events=[DemandEvent(EPOCH + day, sold) for day, sold in history.events],
        first_day=EPOCH + history.first_day,
        last_day=EPOCH + history.last_day,
        blind=[(EPOCH + first, EPOCH + last) for first, last in history.blind],
    )


def _replayed(
    found: DemandSet,
    history: DemandHistory,
    pools: Mapping[int, DemandPool],
    lead_time: int,
    lot: float,
    by_hand: float,
) -> list[Ledger]:
    first = EPOCH + found.training
    learnable = Learnable(
        history,
        DemandPool(),
        LeadTime(lead_time, 0.0, lead_time, 0),
        LEVELS[-1],
        bucket_days=found.bucket_days,
    )
    vendor = VendorPast(lead_time, usual_ratio=0.0)
    learned = [
        map(_on_demand, relearn(learnable, vendor, day, pool, LEVELS))
        for day, pool in pools.items()
    ]
    plans = [[Figures(first, by_hand, 0.0)], *zip(*learned, strict=True)]
    scene = scene_of(history, first, lead_time, lot, lost_sales=found.lost_sales)
    return [replay_lots(scene, plan, lot) for plan in plans]


def _on_demand(figures: Figures) -> Figures:
    """As ``ours.as_ordered_by``."""
    return (
        figures if figures.reorder_point > 0 else replace(figures, reorder_point=-1.0)
    )


def scene_of(
    history: DemandHistory, first: int, lead_time: int, lot: float, *, lost_sales: bool
) -> Scene:
    """A rule that one vendor delivers in so many days, in whole lots."""
    rule = Situation(0.0, 0.0, 0.0, terms=(_term(lead_time),), rule_multiple=float(lot))
    return Scene(rule, history, first, first, 0.0, lost_sales=lost_sales)


def replay_lots(scene: Scene, plan: Sequence[Figures], lot: float) -> Ledger:
    """As many lots as it takes to be above the reorder point; below 0 it is on demand.
    Begins as the shop does."""
    lots = [
        replace(each, target_stock=each.reorder_point + 1.0)
        if each.reorder_point >= 0
        else replace(each, reorder_point=0.0, target_stock=0.0)
        for each in plan
    ]
    opening = max(plan[0].reorder_point, 0.0) + lot
    return replay(replace(scene, opening_stock=float(opening)), lots)


def _term(lead_time: int) -> OfferTerm:
    return OfferTerm(
        offer_id=1,
        vendor_id=1,
        vendor_name="Vendor",
        vendor_active=True,
        variant_specific=False,
        minimum_quantity=0.0,
        price=1.0,
        discount=0.0,
        currency_id=1,
        lead_time_days=lead_time,
        vendor_sku=None,
        order_multiple=0.0,
        unit_id=1,
        unit_factor=1.0,
        date_start=None,
        date_end=None,
    )


def _outcome(ledgers: Sequence[Sequence[Ledger]], cost: np.ndarray) -> Outcome:
    """Of all products together, as the shop's ``Ledger.outcome``."""

    def sums(name: str, weights: np.ndarray | float = 1.0) -> np.ndarray:
        values = [[float(getattr(each, name)) for each in row] for row in ledgers]
        return (np.array(values).T * weights).sum(axis=1)

    asked, served = sums("asked", cost), sums("served", cost)
    kept = sums("on_hand", cost)
    return Outcome(
        fill=served / asked,
        stock=kept / asked,
        cycle=sums("clean") / sums("cycles"),
        turnover=served / kept,
        orders=sums("orders"),
    )


def agree(shop: Outcome, replayed: Outcome) -> bool:
    """But for what adding up in another order makes of it."""
    return all(
        np.allclose(getattr(shop, name), getattr(replayed, name), equal_nan=True)
        for name in ("fill", "stock", "cycle", "turnover", "orders")
    )


def rows(shop: Outcome, replayed: Outcome) -> list[dict]:
    """Both ways for each setting, a row each."""
    names = ["by hand", *(f"ours at {level:.0%}" for level in LEVELS)]
    return [
        {
            "figures": name,
            "fill, shop": f"{shop.fill[index]:.2%}",
            "replay": f"{replayed.fill[index]:.2%}",
            "stock (buckets), shop": round(float(shop.stock[index]), 2),
            "replay ": round(float(replayed.stock[index]), 2),
            "orders, shop": int(shop.orders[index]),
            "replay  ": int(replayed.orders[index]),
        }
        for index, name in enumerate(names)
    ]


def main() -> int:
    """:returns: 1 where any figure differs"""
    arguments = argparse.ArgumentParser(prog="benchmarks.inventory.agreement")
    arguments.add_argument("folder", type=Path, nargs="?")
    asked = arguments.parse_args()
    differ = False
    for found, by_hand in _sets(asked.folder):
        started = time.monotonic()
        shop, replayed = in_shop(found, by_hand), in_replay(found, by_hand)
        title = f"{found.name}: {len(found.skus):,} products, the addon's replay beside"
        print(render(title, rows(shop, replayed)))
        same = agree(shop, replayed)
        differ |= not same
        said = "They agree" if same else "THEY DIFFER"
        print(f"{said} ({time.monotonic() - started:.0f} s)\n", flush=True)
    return int(differ)


def _sets(folder: Path | None) -> Iterator[tuple[DemandSet, np.ndarray]]:
    """Each with reorder points set by hand."""
    yield demo_set()
    if not folder:
        return
    # the tests have no scipy
    from .estimates import hand

    for file in demand_files(folder):
        found = file.read().compared()
        if found.skus:
            yield found, hand(past_of(found, found.training), _HAND_WEEKS)[0]


if __name__ == "__main__":
    sys.exit(main())
