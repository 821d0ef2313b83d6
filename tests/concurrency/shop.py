"""A small shop where everything can be ordered, and a book of what people settled."""

from odoo.api import Environment
from odoo.fields import Command

VENDORS = 3
PARTS_PER_VENDOR = 4
REORDER_POINT, TARGET, FIRST_STOCK = 10, 40, 12


def open_shop(env: Environment) -> None:
    """Parts of three vendors, each also offered by the next one; all in stock."""
    vendors = env["res.partner"].create(
        [{"name": f"Vendor {number}"} for number in range(VENDORS)]
    )
    parts = env["product.product"]
    for number in range(VENDORS * PARTS_PER_VENDOR):
        first, second = vendors[number % VENDORS], vendors[(number + 1) % VENDORS]
        offers = [
            {"partner_id": first.id, "price": 2.0, "delay": 3, "sequence": 1},
            {"partner_id": second.id, "price": 3.0, "delay": 3, "sequence": 2},
        ]
        parts |= parts.create(
            {
                "name": f"Part {number}",
                "is_storable": True,
                "seller_ids": [Command.create(offer) for offer in offers],
            }
        )
    # what people refuse comes back at once: the more there is to do
    env.company.jit_rejection_days = 0
    _make_rules(env, parts)
    _open_book(env)


def _make_rules(env: Environment, parts) -> None:
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    quants = env["stock.quant"].with_context(inventory_mode=True)
    quants.create(
        [
            {
                "product_id": part.id,
                "location_id": stock.id,
                "inventory_quantity": FIRST_STOCK,
            }
            for part in parts
        ]
    ).action_apply_inventory()
    env["stock.warehouse.orderpoint"].create(
        [
            {
                "product_id": part.id,
                "location_id": stock.id,
                "product_min_qty": REORDER_POINT,
                "product_max_qty": TARGET,
                "trigger": "jit",
            }
            for part in parts
        ]
    )
    env.cr.execute("UPDATE ir_cron SET active = FALSE WHERE cron_name NOT LIKE 'Just%'")


def _open_book(env: Environment) -> None:
    """What people did to drafts, written in the very transaction they did it in."""
    env.cr.execute(
        """
        CREATE TABLE stage_settled_order (order_id int PRIMARY KEY, contents text);
        CREATE TABLE stage_settled_line (line_id int PRIMARY KEY, quantity float)
        """
    )


# what an order holds, as one text; what a receipt writes later is left out
CONTENTS = """
    SELECT po.id, concat_ws(' ', po.state, (
           SELECT string_agg(concat_ws(',', line.id, line.product_id, line.product_qty,
                                       line.price_unit), ' ' ORDER BY line.id)
             FROM purchase_order_line line WHERE line.order_id = po.id)) AS contents
      FROM purchase_order po
"""


def settle_order(env: Environment, order) -> None:
    """From here on nobody but people may change it."""
    env.flush_all()
    env.cr.execute(
        f"""
        INSERT INTO stage_settled_order {CONTENTS} WHERE po.id = %s;
        DELETE FROM stage_settled_line WHERE line_id IN (
               SELECT id FROM purchase_order_line WHERE order_id = %s)
        """,
        [order.id, order.id],
    )


def settle_line(env: Environment, line) -> None:
    """From here on nobody but people may change it."""
    env.cr.execute(
        """
        INSERT INTO stage_settled_line VALUES (%s, %s)
            ON CONFLICT (line_id) DO UPDATE SET quantity = EXCLUDED.quantity
        """,
        [line.id, line.product_qty],
    )
