"""Defects of Odoo's own scheduler that only show where transactions really commit.

Each test first shows the defect with rules of core's. Where that part fails, Odoo has
mended it: take the defect off the list, the second part stays true.
"""

from threading import Barrier

import pytest

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.tools import mute_logger

from .test_exactly_once import replenish, run_together

PARTS = 4
SERVICE = "odoo.addons.base.models.ir_cron"


@pytest.fixture
def parts(committed):
    """{trigger: ids of products of one vendor with such rules, 20 of each in stock}."""

    def make(env):
        stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
        made = {}
        for trigger in ("auto", "jit"):
            vendor = env["res.partner"].create({"name": f"Vendor {trigger}"})
            offer = {"partner_id": vendor.id, "price": 2.0, "delay": 3}
            products = env["product.product"].create(
                [
                    {
                        "name": f"Part {trigger} {number}",
                        "is_storable": True,
                        "seller_ids": [Command.create(offer)],
                    }
                    for number in range(PARTS)
                ]
            )
            for product in products:
                env["stock.quant"]._update_available_quantity(product, stock, 20)
                env["stock.warehouse.orderpoint"].create(
                    {
                        "product_id": product.id,
                        "location_id": stock.id,
                        "product_min_qty": 10,
                        "product_max_qty": 30,
                        "trigger": trigger,
                    }
                )
            made[trigger] = products.ids
        return made

    return committed(make)


def count(env, product_ids, quantity):
    """People count the shelf, and find this quantity of each."""
    quants = env["stock.quant"].search(
        [("product_id", "in", product_ids), ("location_id.usage", "=", "internal")]
    )
    quants.inventory_quantity = quantity
    quants.action_apply_inventory()


def run_action(registry, xmlid):
    """Run a scheduled action as the server does; how often it failed in a row."""
    with registry.cursor() as cr, mute_logger(SERVICE, "odoo.sql_db"):
        env = api.Environment(cr, SUPERUSER_ID, {})
        env.ref(xmlid).method_direct_trigger()
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        return env.ref(xmlid).failure_count


def orders_of(env, product_ids):
    lines = env["purchase.order.line"].search([("product_id", "in", product_ids)])
    return sorted(lines.mapped("product_qty")), len(lines.order_id)


def test_1_scheduler_of_core_fails_whenever_it_orders(registry, committed, parts):
    for trigger in ("auto", "jit"):
        committed(lambda env, ids=parts[trigger]: count(env, ids, 3))

    assert run_action(registry, "stock.ir_cron_scheduler_action") == 1
    assert committed(lambda env: orders_of(env, parts["auto"])) == ([27] * PARTS, 1)

    assert run_action(registry, "jit_replenishment.ir_cron_replenish") == 0
    assert committed(lambda env: orders_of(env, parts["jit"])) == ([27] * PARTS, 1)


def test_2_scheduler_of_core_orders_by_the_figures_of_last_night(
    registry, committed, parts
):
    def lose_stock_unseen(env):
        env.cr.execute(
            "UPDATE stock_quant SET quantity = 3 WHERE quantity = 20",
        )

    run_action(registry, "stock.ir_cron_scheduler_action")
    run_action(registry, "jit_replenishment.ir_cron_replenish")
    committed(lose_stock_unseen)

    run_action(registry, "stock.ir_cron_scheduler_action")
    assert committed(lambda env: orders_of(env, parts["auto"])) == ([], 0)
    run_action(registry, "stock.ir_cron_scheduler_action")
    assert committed(lambda env: orders_of(env, parts["auto"])) == ([27] * PARTS, 1)

    run_action(registry, "jit_replenishment.ir_cron_sweep")
    run_action(registry, "jit_replenishment.ir_cron_replenish")
    assert committed(lambda env: orders_of(env, parts["jit"])) == ([27] * PARTS, 1)


def test_4_deliveries_at_once_make_core_ask_one_vendor_in_several_orders(
    registry, committed, parts
):
    def deliver(product_id):
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            operation = env["stock.warehouse"].search([], limit=1).out_type_id
            places = {
                "location_id": operation.default_location_src_id.id,
                "location_dest_id": env.ref("stock.stock_location_customers").id,
            }
            move = {"product_id": product_id, "product_uom_qty": 15, **places}
            picking = env["stock.picking"].create(
                {
                    "picking_type_id": operation.id,
                    "move_ids": [Command.create(move)],
                    **places,
                }
            )
            picking.action_confirm()
            # nobody commits before everybody has looked for an order to join
            together.wait()

    for trigger in ("auto", "jit"):
        together = Barrier(PARTS)
        run_together([lambda ids=each: deliver(ids) for each in parts[trigger]])
    assert committed(lambda env: orders_of(env, parts["auto"])) == (
        [25] * PARTS,
        PARTS,
    )

    assert committed(lambda env: orders_of(env, parts["jit"])) == ([], 0)
    keys = committed(lambda env: [(each, env.company.id) for each in parts["jit"]])
    run_together([lambda: replenish(registry, keys)] * 2)
    assert committed(lambda env: orders_of(env, parts["jit"])) == ([25] * PARTS, 1)
