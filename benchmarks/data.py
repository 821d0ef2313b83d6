"""A warehouse of any size: N parts, each with a price, stock, moves and a rule.

Three in ten parts lie below the reorder point and are covered by a receipt due in two
days; the others have enough. ``empty_shelves`` makes every part due instead. Core and
the addon work on the very same rows: only the rules' trigger differs.
"""

from typing import NamedTuple

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import SQL

from .cloning import clone, without_foreign_key_checks, without_indexes

PARTS_PER_VENDOR = 100
SHELVES = 50
LEAD_TIME_DAYS = 3
REORDER_POINT, TARGET = 10, 50
DONE_MOVES_PER_RULE = 20
# Two million rows of history are enough to read past; more would only fill the disk.
MOST_DONE_MOVES = 2_000_000
COVERED = SQL("(n %% 10) < 3")


class Seeds(NamedTuple):
    """One record of each kind, made by Odoo, that all others are copies of."""

    vendor: BaseModel
    product: BaseModel
    offer: BaseModel
    quant: BaseModel
    delivery: BaseModel
    receipt: BaseModel
    rule: BaseModel
    shelves: BaseModel


def load(env: Environment, rules: int, trigger: str) -> None:
    """Fill a fresh database with rules for the addon (``jit``) or core; commits."""
    set_up_company(env)
    seeds = make_seeds(env, trigger)
    env.flush_all()
    cr = env.cr
    without_foreign_key_checks(cr)
    parts = SQL("generate_series(1, %s) n", rules)
    of_product = _load_products(env, seeds, rules, parts)
    _load_stock(env, seeds, parts, of_product)
    _load_moves(env, seeds, rules, of_product)
    clone(
        cr,
        "stock_warehouse_orderpoint",
        seeds.rule.id,
        parts,
        {
            "product_id": of_product,
            "name": SQL("'OP/B' || n"),
            "active": _TRUE,
            # what core found out about the original says nothing about the copies
            "qty_to_order_computed": SQL("0"),
            "deadline_date": SQL("NULL"),
        },
    )
    cr.commit()
    env.invalidate_all()
    with env.registry.cursor() as settling:
        settling.execute("ANALYZE")
        settling.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if settling.fetchone()[0]:
            # or the disk is still busy with these rows while something is measured
            settling.execute("CHECKPOINT")


_TRUE = SQL("TRUE")


def _load_products(env: Environment, seeds: Seeds, rules: int, parts: SQL) -> SQL:
    """Vendors, products and price lists; returns the id of part number n."""
    cr = env.cr
    vendors = SQL("generate_series(1, %s) n", -(-rules // PARTS_PER_VENDOR))
    vendor = clone(cr, "res_partner", seeds.vendor.id, vendors, _vendor_columns())
    cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id > %s", [vendor]
    )
    template = clone(
        cr,
        "product_template",
        seeds.product.product_tmpl_id.id,
        parts,
        {"name": SQL("jsonb_build_object('en_US', 'Part ' || n)"), "active": _TRUE},
    )
    product = clone(
        cr,
        "product_product",
        seeds.product.id,
        parts,
        {
            "product_tmpl_id": SQL("%s + n", template),
            "default_code": SQL("'P' || n"),
            "active": _TRUE,
        },
    )
    of_product = SQL("%s + n", product)
    clone(
        cr,
        "product_supplierinfo",
        seeds.offer.id,
        parts,
        {
            "product_tmpl_id": SQL("%s + n", template),
            "product_id": of_product,
            "partner_id": SQL("%s + 1 + (n - 1) / %s", vendor, PARTS_PER_VENDOR),
            "product_code": SQL("'V-' || n"),
        },
    )
    return of_product


def _vendor_columns() -> dict[str, SQL]:
    name = SQL("'Vendor ' || n")
    return {"name": name, "complete_name": name, "active": _TRUE}


def set_up_company(env: Environment) -> None:
    """Terms under which core and the addon come to the same orders.

    Core looks ahead a year unless told otherwise, and would then count a receipt of
    next spring as cover; its settings call 0 days "just-in-time". Reserving stock is
    another task of core's scheduled action and not part of what is compared.
    """
    env.company.horizon_days = 0
    if "jit_limit_lines" in env.company:
        # all of it is to be ordered in one run
        env.company.jit_limit_lines = 0
    env.company.partner_id.tz = "UTC"
    env["stock.picking.type"].search([]).reservation_method = "manual"


def make_seeds(env: Environment, trigger: str) -> Seeds:
    """The originals; archived, so that only their copies count."""
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    stock, customers = warehouse.lot_stock_id, env.ref("stock.stock_location_customers")
    vendors = env.ref("stock.stock_location_suppliers")
    shelves = env["stock.location"].create(
        [
            {"name": f"Shelf {n}", "location_id": stock.id, "usage": "internal"}
            for n in range(SHELVES)
        ]
    )
    vendor = env["res.partner"].create({"name": "Vendor 0"})
    product = env["product.product"].create(
        {"name": "Part 0", "is_storable": True, "standard_price": 2}
    )
    offer = env["product.supplierinfo"].create(
        {
            "partner_id": vendor.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "min_qty": 1,
            "price": 2.5,
            "delay": LEAD_TIME_DAYS,
            "product_code": "V-0",
        }
    )
    rule = env["stock.warehouse.orderpoint"].create(
        {
            "product_id": product.id,
            "location_id": stock.id,
            "product_min_qty": REORDER_POINT,
            "product_max_qty": TARGET,
            "trigger": trigger,
        }
    )
    quants = env["stock.quant"].sudo()
    quant = quants.create(
        {"product_id": product.id, "location_id": stock.id, "quantity": 1}
    )
    delivery = _move(product, stock, customers, warehouse.out_type_id)
    receipt = _move(product, vendors, stock, warehouse.in_type_id)
    seeds = Seeds(vendor, product, offer, quant, delivery, receipt, rule, shelves)
    rule.active = False
    product.product_tmpl_id.active = False
    return seeds


def _move(
    product: BaseModel, source: BaseModel, target: BaseModel, operation: BaseModel
) -> BaseModel:
    move = product.env["stock.move"].create(
        {
            "product_id": product.id,
            "product_uom_qty": 1,
            "location_id": source.id,
            "location_dest_id": target.id,
            "picking_type_id": operation.id,
        }
    )
    move._action_confirm()
    # in no transfer of the originals
    move.picking_id = False
    return move


def _load_stock(env: Environment, seeds: Seeds, parts: SQL, of_product: SQL) -> None:
    """Two places a part: what is wanted there, once in the open and once on a shelf."""
    first = seeds.shelves[0].id
    places = {
        "quantity": SQL("CASE WHEN %s THEN 2 ELSE 15 END", COVERED),
        "product_id": of_product,
    }
    quants, source = "stock_quant", seeds.quant.id
    clone(env.cr, quants, source, parts, places)
    on_shelf = {"location_id": SQL("%s + (n %% %s)", first, SHELVES)}
    clone(env.cr, quants, source, parts, places | on_shelf)


def _load_moves(env: Environment, seeds: Seeds, rules: int, of_product: SQL) -> None:
    """History in its order, not product by product; then two open moves a part."""
    done = min(DONE_MOVES_PER_RULE, max(MOST_DONE_MOVES // rules, 1))
    with without_indexes(env.cr, "stock_move", rules * done):
        for source, sign in ((seeds.delivery, 0), (seeds.receipt, 1)):
            _load_done_moves(env, source, rules, done, sign, of_product)
        parts = SQL("generate_series(1, %s) n", rules)
        soon = SQL("now() AT TIME ZONE 'UTC' + (n %% 5) * interval '1 day'")
        delivery = {"product_id": of_product, "date": soon}
        clone(env.cr, "stock_move", seeds.delivery.id, parts, delivery)
        clone(
            env.cr,
            "stock_move",
            seeds.receipt.id,
            parts,
            {
                "product_id": of_product,
                "product_qty": SQL("CASE WHEN %s THEN 40 ELSE 1 END", COVERED),
                "product_uom_qty": SQL("CASE WHEN %s THEN 40 ELSE 1 END", COVERED),
                "date": SQL("now() AT TIME ZONE 'UTC' + interval '2 days'"),
            },
        )


def _load_done_moves(
    env: Environment,
    source: BaseModel,
    rules: int,
    done: int,
    sign: int,
    of_product: SQL,
) -> None:
    """Every other move a delivery, the others receipts, over two years."""
    rows = SQL(
        "(SELECT n, (k - 1) * %(rules)s + n AS number,"
        " (%(done)s - k) * 730.0 / %(done)s AS age"
        " FROM generate_series(1, %(done)s) k, generate_series(1, %(rules)s) n"
        " WHERE k %% 2 = %(sign)s) AS moves",
        rules=rules,
        done=done,
        sign=sign,
    )
    env.cr.execute("SELECT MAX(id) FROM stock_move")
    (last,) = env.cr.fetchone()
    clone(
        env.cr,
        "stock_move",
        source.id,
        rows,
        {
            "id": SQL("%s + number", last),
            "product_id": of_product,
            "state": SQL("'done'"),
            "quantity": SQL("source.product_qty"),
            "picked": _TRUE,
            "date": SQL("now() AT TIME ZONE 'UTC' - (age + 1) * interval '1 day'"),
        },
    )


def empty_shelves(env: Environment) -> None:
    """Make every part due: little on hand, and no receipt on its way."""
    env.cr.execute("UPDATE stock_quant SET quantity = 2 WHERE quantity > 0")
    env.cr.execute("UPDATE stock_move SET state = 'cancel' WHERE state = 'assigned'")
    env.cr.commit()
    env.invalidate_all()
