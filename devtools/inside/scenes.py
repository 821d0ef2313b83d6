"""Have every screen of the addon show something, in a database with the demo.

Arguments: configuration file, database, and ``all`` or ``small``: the last loads a few
products of the demo itself, and stops at what every morning shows.
"""

import sys
from datetime import timedelta

from replenish import replenish

from odoo import fields
from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.modules.registry import Registry
from odoo.tools import config

BUYER = "buyer"
GROUPS = (
    "purchase.group_purchase_manager",
    "stock.group_stock_user",
    "base.group_allow_export",
)
FEW_PRODUCTS = 24
MOST_REPLAY_RUNS = 20
CRONS = ("replenish", "check", "trial", "replay", "suggest_rules", "rollout")


def main() -> None:
    configuration, database, which = sys.argv[1:]
    config.parse_config(
        ["--config", configuration, "--database", database, "--no-http"],
        setup_logging=True,
    )
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        if which == "small":
            load_few(env)
        buyer = make_buyer(env)
        cursor.commit()
        replenish(env)
    if which == "small":
        return
    with Registry(database).cursor() as cursor:
        prepare(Environment(cursor, buyer.id, {}))
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        for name in CRONS:
            run(env, name)
        # it stops when its time is up, and a busy machine does little in it
        for _again in range(MOST_REPLAY_RUNS):
            if not env["jit.replay"].search_count([("finished_at", "=", False)]):
                break
            run(env, "replay")
        sold_elsewhere(env)
        cursor.commit()


def run(env: Environment, name: str) -> None:
    env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()
    # it works in transactions of its own, whose results are to be seen here
    env.cr.commit()
    env.invalidate_all()


def load_few(env: Environment) -> None:
    """Loads them as its own tests do; the addon of the demo need not be installed."""
    from odoo.addons.jit_replenishment_demo.load_demo import load_demo

    today = fields.Date.context_today(env.user)
    load_demo(env, today, FEW_PRODUCTS, with_further=False)


def make_buyer(env: Environment) -> BaseModel:
    """A purchase manager; the address is nobody's."""
    return env["res.users"].create(
        {
            "name": "Bea Buyer",
            "login": BUYER,
            "password": BUYER,
            "email": "buyer@example.com",
            # the bot would greet in a window of its own
            "odoobot_state": "disabled",
            "group_ids": [Command.set([env.ref(name).id for name in GROUPS])],
        }
    )


def prepare(env: Environment) -> None:
    """What a buyer would have done in the last weeks."""
    lines = env["purchase.order.line"].search(
        [("jit_owned", "=", True), ("order_id.state", "=", "draft")], order="id"
    )
    ordered, vendors = lines.orderpoint_id, lines.order_id.partner_id
    quiet = env["stock.warehouse.orderpoint"].search(
        [("trigger", "=", "jit"), ("id", "not in", ordered.ids)], order="id"
    )
    shown_by_odoo(env)
    approve_and_reject(env, lines)
    try_out(quiet[:3] | ordered[-2:])
    plan(env, quiet[3:4], vendors[:1])
    quiet[6].product_min_qty += 1
    unanswered = quiet[6:12].product_tmpl_id.sudo()
    unanswered.jit_consequence_class_id = False
    categories = unanswered.categ_id
    (categories | categories.parent_id).jit_consequence_class_id = False
    cannot_be_bought(env(su=True))
    without_rule(env, quiet[4:6])
    env["res.partner"].search([("supplier_rank", ">", 0)]).email = "sales@example.com"
    replays = env["jit.replay"].create({"orderpoint_ids": ordered[:4].ids})
    replays.action_start()
    env["jit.check"]._ask(env.company)


def shown_by_odoo(env: Environment) -> None:
    """What screens of Odoo's own are to show too: somebody's picture, a tag."""
    orders = env["purchase.order"].search(
        [("state", "=", "purchase"), ("jit_approved_at", "=", False)]
    )
    orders.user_id = env.user
    tag = env["res.partner.category"].sudo().create({"name": "Vendors"})
    orders[:1].partner_id.sudo().category_id = tag


def approve_and_reject(env: Environment, lines: BaseModel) -> None:
    orders = lines.order_id
    lines.filtered(lambda line: line.order_id == orders[-1])[:3].action_jit_approve()
    unwanted = lines.filtered(lambda line: line.order_id == orders[0])[:1]
    rejection = {"line_ids": unwanted.ids, "reason": "The project has ended"}
    env["jit.reject"].create(rejection).action_reject()


def try_out(rules: BaseModel) -> None:
    rules.action_jit_undo()
    rules.write({"trigger": "manual"})
    rules.action_jit_start_trial()


def plan(env: Environment, rules: BaseModel, vendor: BaseModel) -> None:
    """A promotion, a vendor's holidays."""
    today = fields.Date.context_today(env.user)
    env["jit.adjustment"].create(
        {
            "kind": "uplift",
            "product_id": rules.product_id.id,
            "first_day": today,
            "last_day": today + timedelta(days=20),
            "factor": 1.5,
            "reason": "Spring promotion",
        }
    )
    env["jit.pause"].create(
        {"scope": "vendor", "partner_id": vendor.id, "reason": "Closed for holidays"}
    )


def cannot_be_bought(env: Environment) -> None:
    """A live rule of a product nobody sells."""
    product = env["product.product"].create(
        {"name": "Nobody Sells It", "is_storable": True}
    )
    env["stock.warehouse.orderpoint"].create(
        {
            "product_id": product.id,
            "product_min_qty": 10,
            "product_max_qty": 30,
            "trigger": "jit",
        }
    )


def sold_elsewhere(env: Environment) -> None:
    """What runs out first of all has a second vendor."""
    row = env["jit.today"].read_blocks()[0]["rows"][0]
    offer = env["stock.warehouse.orderpoint"].browse(row["id"])._jit_offers()[:1]
    other = env["product.supplierinfo"].search(
        [("partner_id", "!=", offer.partner_id.id)], limit=1
    )
    offer.copy({"partner_id": other.partner_id.id, "sequence": offer.sequence + 1})


def without_rule(env: Environment, rules: BaseModel) -> None:
    """Products that sell, chosen but without a rule: one is suggested."""
    products = rules.product_id
    rules.sudo().unlink()
    env["jit.choose"].create({"product_ids": products.ids}).action_choose()


if __name__ == "__main__":
    main()
