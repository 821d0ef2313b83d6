"""The demo's products and their year as a demand set."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np

from .datasets import DemandSet

_DEMO = "jit_replenishment_demo"
_ROOT = Path(__file__).resolve().parents[2]
# half a year to learn from
_TRAINING = 168


def _module(name: str) -> ModuleType:
    """Of the demo's plain modules; the addon itself can be imported with Odoo only."""
    if _DEMO not in sys.modules:
        package = ModuleType(_DEMO)
        package.__path__ = [str(_ROOT / _DEMO)]
        sys.modules[_DEMO] = package
    return import_module(f"{_DEMO}.{name}")


def demo_set(limit: int | None = None) -> tuple[DemandSet, np.ndarray]:
    """All that sold in the first half year, and the reorder points set by hand.

    :param limit: so many products, spread over all of them
    """
    source, terms = _module("source"), _module("terms")
    items = terms.plan_items(source.read_products(limit), source.read_vendors())
    count = len(items)
    points = np.array([float(item.reorder_point) for item in items])
    found = DemandSet(
        name="demo",
        skus=[item.product.sku for item in items],
        demand=np.array([item.product.demand for item in items], dtype=float),
        bucket_days=1.0,
        training=_TRAINING,
        lead_time=np.array([item.preferred.lead_time_days for item in items]),
        unit_cost=np.array([terms.purchase_price(item.product) for item in items]),
        minimum_order=np.zeros(count),
        order_cost=np.zeros(count),
        lost_sales=False,
    )
    compared = found.compared()
    kept = np.isin(found.skus, compared.skus)
    return compared, points[kept]
