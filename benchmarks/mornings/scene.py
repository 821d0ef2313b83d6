"""What goes on behind the browser: needs, drafts, what became of them.

Arguments: configuration file, database, what to do, and for ``needs`` how many rules
shall need an order. Prints one line of JSON.

``needs`` counts stock down: an inventory count of 1 below the reorder point, rule by
rule, until enough rules need an order; if all of them are not enough, a second shop
opens with empty shelves and the same rules. So the drafts are the engine's (and those
of Odoo's scheduler) own doing, from stock, moves and orders as the demo loads them.
"""

import json
import sys
from collections.abc import Iterator

from odoo import fields
from odoo.api import Environment
from odoo.fields import Command
from odoo.models import BaseModel

from ..measuring import environment, open_registry

BUYER = "buyer"
# Odoo's Replenishment page and its snooze are for the last of these only.
GROUPS = (
    "purchase.group_purchase_manager",
    "stock.group_stock_user",
    "stock.group_stock_manager",
)
ADDONS = ("jit_replenishment_demo", "jit_replenishment")
# The last one of before this morning.
LAST_ORDER = "benchmark.last_order"
_RULES = "stock.warehouse.orderpoint"


def main() -> None:
    configuration, database, what, *numbers = sys.argv[1:]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        answer = DO[what](env, *map(int, numbers))
    print(json.dumps(answer))


def needs(env: Environment, enough: int) -> dict:
    """Bring about the needs; the same for every morning, as all copy this database."""
    _make_buyer(env)
    rules = env[_RULES].search([("trigger", "=", "jit")])
    # nothing but these is ordered, by whomever
    env[_RULES].search([("id", "not in", rules.ids)]).active = False
    _give_addresses(env)
    # what lies there of earlier mornings, Odoo would add its lines to
    env["purchase.order"].search([("state", "in", ("draft", "sent"))]).button_cancel()
    dipped = rules.filtered(lambda rule: rule.qty_to_order > 0)
    counted = env[_RULES]
    for rule in (rules - dipped).sorted(lambda rule: rule.product_id.default_code):
        if len(dipped | counted) >= enough:
            break
        if _count_down(rule):
            counted |= rule
    found = dipped | counted
    opened = _open_second_shop(rules[: max(enough - len(found), 0)])
    last = env["purchase.order"].search([], order="id desc", limit=1).id
    env["ir.config_parameter"].set_param(LAST_ORDER, last)
    return {
        "rules": len(rules) + len(opened),
        "dipped": len(dipped) + len(opened),
        "counted": len(counted),
    }


def _make_buyer(env: Environment) -> None:
    env["res.users"].create(
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


def _give_addresses(env: Environment) -> None:
    """To vendors and colleagues without one: Odoo sends no mail to or for nobody, and
    its composer would ask for the address of who follows an order."""
    known = env["res.users"].search([]).partner_id
    for partner in known | env["res.partner"].search([("supplier_rank", ">", 0)]):
        partner.email = partner.email or f"partner{partner.id}@example.com"


def _count_down(rule: BaseModel) -> bool:
    """Count what lies on the shelf to just below the reorder point, if that is less."""
    surplus = rule.qty_forecast - rule.product_min_qty + 1
    on_hand = rule.qty_on_hand
    if surplus <= 0 or on_hand < surplus:
        return False
    quant = rule.env["stock.quant"].with_context(inventory_mode=True)
    quant.create(
        {
            "product_id": rule.product_id.id,
            "location_id": rule.location_id.id,
            "inventory_quantity": on_hand - surplus,
        }
    ).action_apply_inventory()
    return True


def _open_second_shop(rules: BaseModel) -> BaseModel:
    if not rules:
        return rules
    shop = rules.env["stock.warehouse"].create({"name": "Second Shop", "code": "SHOP2"})
    place = {"warehouse_id": shop.id, "location_id": shop.lot_stock_id.id}
    return rules.concat(*(rule.copy(place) for rule in rules))


def uninstall(env: Environment) -> dict:
    """Odoo alone: the addon goes, its rules become Odoo's automatic ones."""
    modules = env["ir.module.module"].search(
        [("name", "in", ADDONS), ("state", "=", "installed")]
    )
    modules.button_immediate_uninstall()
    env.transaction.reset()
    return {"triggers": sorted(set(env[_RULES].search([]).mapped("trigger")))}


def by_hand(env: Environment) -> dict:
    """The rules wait on Odoo's Replenishment page, and order nothing by themselves."""
    env[_RULES].search([]).trigger = "manual"
    return {}


def engine(env: Environment) -> list[dict]:
    for name in ("learn", "sweep", "replenish"):
        env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()
        env.cr.commit()
    return drafts(env)


def again(env: Environment) -> list[dict]:
    """A night later, as far as rules are concerned: each is looked at again."""
    env[_RULES].search([("trigger", "=", "jit")]).action_jit_check_now()
    env.cr.commit()
    return engine(env)


def scheduler(env: Environment) -> list[dict]:
    """Odoo's own scheduled action."""
    env["stock.rule"].run_scheduler(False)
    env.cr.commit()
    return drafts(env)


def drafts(env: Environment) -> list[dict]:
    """Draft lines."""
    env.invalidate_all()
    return list(_lines(env, "draft"))


def plain_list(env: Environment) -> int:
    """An action that opens Odoo's own list of the draft lines, all on one page."""
    last = int(env["ir.config_parameter"].get_param(LAST_ORDER))
    action = env["ir.actions.act_window"].create(
        {
            "name": "Purchase Order Lines",
            "res_model": "purchase.order.line",
            "view_mode": "list",
            "view_id": env.ref("purchase.purchase_order_line_tree").id,
            "domain": [("order_id.state", "=", "draft"), ("order_id", ">", last)],
            "limit": 1000,
        }
    )
    return action.id


def outcome(env: Environment) -> dict:
    """What was confirmed this morning, what is on its way late, what was put off."""
    confirmed = list(_lines(env, "purchase"))
    snoozed = env[_RULES].search([("snoozed_until", ">", fields.Date.today())])
    found = {
        "lines": confirmed,
        "orders": len({line["order"] for line in confirmed}),
        "drafts": len(drafts(env)),
        "put_off": {
            rule.product_id.default_code: str(rule.snoozed_until) for rule in snoozed
        },
        "asked": _asked(env),
    }
    if "jit.rejection" in env:
        found["put_off"] |= {
            each.orderpoint_id.product_id.default_code: str(each.until)
            for each in env["jit.rejection"].search([])
        }
    return found


def _asked(env: Environment) -> int:
    """Mails to vendors written by the buyer, about orders of before."""
    buyer = env["res.users"].search([("login", "=", BUYER)])
    return env["mail.message"].search_count(
        [
            ("model", "=", "purchase.order"),
            ("author_id", "=", buyer.partner_id.id),
            ("message_type", "=", "comment"),
        ]
    )


def _lines(env: Environment, state: str) -> Iterator[dict]:
    """Lines of the orders of this morning, in an order of their own."""
    last = int(env["ir.config_parameter"].get_param(LAST_ORDER))
    lines = env["purchase.order.line"].search(
        [("order_id.state", "=", state), ("order_id", ">", last)]
    )
    for line in lines.sorted(lambda line: line.product_id.default_code):
        yield {
            "product": line.product_id.default_code,
            "name": line.product_id.name,
            "vendor": line.partner_id.name,
            "order": line.order_id.name,
            "quantity": line.product_qty,
            "in_stock_unit": line.product_uom_id == line.product_id.uom_id,
            "vendors": line.product_id.seller_ids.partner_id.mapped("name"),
            "usual": bool("jit_is_usual" in line and line.jit_is_usual),
        }


DO = {
    "needs": needs,
    "uninstall": uninstall,
    "by_hand": by_hand,
    "engine": engine,
    "again": again,
    "scheduler": scheduler,
    "plain_list": plain_list,
    "outcome": outcome,
}

if __name__ == "__main__":
    main()
