"""What a user's own transaction costs, commit included, in this process.

Arguments: configuration file, database with the addon, database without, repeats.
Prints one line of JSON: milliseconds and queries by case and by how parts are ruled:
``with`` the addon and a rule of it; in the database that never had the addon
``without`` any rule, or with core's own (``core_auto``).
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.modules.registry import Registry

from .figures import percentile
from .measuring import Cost, environment, measured, open_registry

WARM_UP = 3
Work = Callable[[Environment, BaseModel], Callable[[], object]]


class Kind(NamedTuple):
    """:param trigger: of the rules of the parts
    :param ruled: whether the parts keep their rules
    """

    registry: Registry
    trigger: str
    ruled: bool = True


def main() -> None:
    configuration, ours, cores, repeats = sys.argv[1:]
    jit = open_registry(configuration, ours)
    core = Registry(cores)
    kinds = {
        "with": Kind(jit, "jit"),
        "without": Kind(core, "auto", ruled=False),
        "core_auto": Kind(core, "auto"),
    }
    found = defaultdict(dict)
    for case, work in CASES.items():
        for name, costs in _measure(kinds, work, int(repeats)).items():
            found[case][name] = {
                "ms": percentile([cost.seconds * 1000 for cost in costs], 0.5),
                "queries": percentile([cost.queries for cost in costs], 0.5),
            }
    print(json.dumps(found))


def _measure(kinds: dict[str, Kind], work: Work, repeats: int) -> dict[str, list[Cost]]:
    """The kinds take turns, so that none has the quieter moment."""
    parts = {name: _parts(kind, WARM_UP + repeats) for name, kind in kinds.items()}
    costs = defaultdict(list)
    for turn in range(WARM_UP + repeats):
        for name, kind in kinds.items():
            cost = _one(kind.registry, work, parts[name][turn])
            if turn >= WARM_UP:
                costs[name].append(cost)
    return costs


def _one(registry: Registry, work: Work, product_id: int) -> Cost:
    with environment(registry) as env:
        action = work(env, env["product.product"].browse(product_id))
        env.cr.commit()
        env.invalidate_all()
        with measured() as cost:
            action()
            env.cr.commit()
    return cost


def _parts(kind: Kind, count: int) -> list[int]:
    """Parts with enough stock; without a rule if so wished.

    Their rules go before anything is measured: that empties caches of all kinds.
    """
    with environment(kind.registry) as env:
        rules = env["stock.warehouse.orderpoint"].search(
            [("trigger", "=", kind.trigger)]
        )
        full = rules.filtered(lambda rule: rule.product_id.qty_available >= 30)
        chosen = rules.browse(_CHANCE.sample(full.ids, count))
        product_ids = chosen.product_id.ids
        if not kind.ruled:
            # archived, core would still work out what it needs
            chosen.unlink()
        return product_ids


_CHANCE = random.Random(19)


def _transfer(
    env: Environment, product: BaseModel, quantity: float, code: str
) -> BaseModel:
    warehouse = env["stock.warehouse"].search([], limit=1)
    out = code == "out"
    operation = warehouse.out_type_id if out else warehouse.in_type_id
    outside = env.ref(
        "stock.stock_location_customers" if out else "stock.stock_location_suppliers"
    )
    places = [warehouse.lot_stock_id.id, outside.id]
    source, target = places if out else reversed(places)
    move = {
        "product_id": product.id,
        "product_uom_qty": quantity,
        "location_id": source,
        "location_dest_id": target,
    }
    return env["stock.picking"].create(
        {
            "picking_type_id": operation.id,
            "location_id": source,
            "location_dest_id": target,
            "move_ids": [(0, 0, move)],
        }
    )


def delivery_confirmed(env: Environment, product: BaseModel) -> Callable[[], object]:
    """It leaves too little."""
    return _transfer(env, product, 25, "out").action_confirm


def delivery_validated(env: Environment, product: BaseModel) -> Callable[[], object]:
    picking = _transfer(env, product, 5, "out")
    picking.action_confirm()
    picking.action_assign()
    return picking.button_validate


def receipt_validated(env: Environment, product: BaseModel) -> Callable[[], object]:
    picking = _transfer(env, product, 5, "in")
    picking.action_confirm()
    return picking.button_validate


def counted(env: Environment, product: BaseModel) -> Callable[[], object]:
    warehouse = env["stock.warehouse"].search([], limit=1)
    quant = env["stock.quant"].search(
        [
            ("product_id", "=", product.id),
            ("location_id", "=", warehouse.lot_stock_id.id),
        ],
        limit=1,
    )
    quant = quant.with_context(inventory_mode=True)
    quant.inventory_quantity = 3
    return quant.action_apply_inventory


def sale_confirmed(env: Environment, product: BaseModel) -> Callable[[], object]:
    customer = env["res.partner"].search([("name", "=", "Vendor 1")], limit=1)
    line = {"product_id": product.id, "product_uom_qty": 5}
    order = env["sale.order"].create(
        {"partner_id": customer.id, "order_line": [(0, 0, line)]}
    )
    return order.action_confirm


def rfq_confirmed(env: Environment, product: BaseModel) -> Callable[[], object]:
    vendor = product.seller_ids[:1].partner_id
    line = {"product_id": product.id, "product_qty": 5, "price_unit": 2.5}
    order = env["purchase.order"].create(
        {"partner_id": vendor.id, "order_line": [(0, 0, line)]}
    )
    return order.button_confirm


CASES: dict[str, Work] = {
    "delivery confirmed": delivery_confirmed,
    "delivery validated": delivery_validated,
    "receipt validated": receipt_validated,
    "inventory count": counted,
    "sale confirmed": sale_confirmed,
    "request for quotation confirmed": rfq_confirmed,
}

if __name__ == "__main__":
    main()
