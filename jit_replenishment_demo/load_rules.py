"""The reordering rules, all just-in-time."""

from odoo import models

from .catalogue import Catalogue
from .load_catalogue import CLASS_XMLID
from .terms import Item

RULE_OVERRIDE_EVERY = 40


def load_rules(catalogue: Catalogue, items: list[Item]) -> models.Model:
    """One rule per product; each fortieth has a consequence class of its own."""
    minor = catalogue.env.ref(CLASS_XMLID % "minor")
    return catalogue.env["stock.warehouse.orderpoint"].create(
        [
            {
                "product_id": catalogue.products[item.product.sku].id,
                "warehouse_id": catalogue.warehouse.id,
                "location_id": catalogue.stock_location.id,
                "trigger": "jit",
                "product_min_qty": item.reorder_point,
                "product_max_qty": item.target_stock,
                "jit_consequence_class_id": (
                    minor.id if rank % RULE_OVERRIDE_EVERY == 1 else False
                ),
            }
            for rank, item in enumerate(items)
        ]
    )
