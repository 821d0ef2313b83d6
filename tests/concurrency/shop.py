"""A small shop where everything can be ordered, moved in or made."""

from odoo.api import Environment
from odoo.fields import Command

from .book import open_book

VENDORS = 3
PARTS_PER_VENDOR = 4
REORDER_POINT, TARGET, FIRST_STOCK = 10, 40, 12
# of each way in which goods come from inside
INSIDE = 2
# people never want more than this of what is moved in or made
MOST_INSIDE = 44


def open_shop(env: Environment) -> None:
    """Parts of three vendors, each also offered by the next one; goods from another
    warehouse and for a shelf, bought there and around it; goods made of the parts."""
    env.cr.execute("UPDATE ir_cron SET active = FALSE WHERE cron_name NOT LIKE 'Just%'")
    vendors = env["res.partner"].create(
        [{"name": f"Vendor {number}"} for number in range(VENDORS)]
    )
    # what people refuse comes back at once, where they do not say until when
    env.company.write({"jit_rejection_days": 0, "jit_limit_lines": 0})
    warehouse = env["stock.warehouse"].search([], limit=1)
    stock = warehouse.lot_stock_id
    parts = _buy(env, vendors, "Part", VENDORS * PARTS_PER_VENDOR)
    _keep(env, parts, stock)
    moved = _buy(env, vendors, "Spare", INSIDE)
    central, route = _open_central(env, warehouse)
    _keep(env, moved, central)
    _keep(env, moved, stock, route)
    shelved = _buy(env, vendors, "Snack", INSIDE)
    _keep(env, shelved, stock)
    _keep(env, shelved, *_open_shelf(env, warehouse))
    if "mrp.production" in env:
        _keep(env, _make(env, parts), stock)
    open_book(env)


def _buy(env: Environment, vendors, name: str, number: int):
    """New products of two vendors each."""
    offers = [
        [
            {"partner_id": vendors[turn % VENDORS].id, "price": 2.0, "sequence": 1},
            {"partner_id": vendors[(turn + 1) % VENDORS].id, "price": 3.0},
        ]
        for turn in range(number)
    ]
    return env["product.product"].create(
        [
            {
                "name": f"{name} {turn}",
                "is_storable": True,
                "seller_ids": [
                    Command.create({"delay": 3, "sequence": 2} | offer)
                    for offer in offers[turn]
                ],
            }
            for turn in range(number)
        ]
    )


def _make(env: Environment, parts):
    """New products, each assembled of two of the parts."""
    made = env["product.product"].create(
        [{"name": f"Kit {number}", "is_storable": True} for number in range(INSIDE)]
    )
    env["mrp.bom"].create(
        [
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": 1})
                    for part in parts[2 * number : 2 * number + 2]
                ],
            }
            for number, product in enumerate(made)
        ]
    )
    return made


def _open_central(env: Environment, warehouse):
    """A second warehouse: its stock, and the route by which it supplies the first."""
    central = env["stock.warehouse"].create({"name": "Central", "code": "CEN"})
    warehouse.resupply_wh_ids = [Command.link(central.id)]
    return central.lot_stock_id, warehouse.resupply_route_ids


def _open_shelf(env: Environment, warehouse):
    """A shelf inside the stock, and the route by which that fills it."""
    stock = warehouse.lot_stock_id
    shelf = env["stock.location"].create({"name": "Shelf", "location_id": stock.id})
    route = env["stock.route"].create({"name": "Fill the Shelf"})
    env["stock.rule"].create(
        {
            "name": "Stock to Shelf",
            "action": "pull",
            "route_id": route.id,
            "location_src_id": stock.id,
            "location_dest_id": shelf.id,
            "picking_type_id": warehouse.int_type_id.id,
            "location_dest_from_rule": True,
        }
    )
    return shelf, route


def _keep(env: Environment, products, place, route=None) -> None:
    """Some of each in stock there, and a rule that keeps it so."""
    quants = env["stock.quant"].with_context(inventory_mode=True)
    quants.create(
        [
            {
                "product_id": product.id,
                "location_id": place.id,
                "inventory_quantity": FIRST_STOCK,
            }
            for product in products
        ]
    ).action_apply_inventory()
    env["stock.warehouse.orderpoint"].create(
        [
            {
                "product_id": product.id,
                "location_id": place.id,
                "product_min_qty": REORDER_POINT,
                "product_max_qty": TARGET,
                "trigger": "jit",
                "route_id": route.id if route else False,
            }
            for product in products
        ]
    )
