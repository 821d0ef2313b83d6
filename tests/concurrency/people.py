"""What people do beside the engine; each act is one request of theirs.

Every function takes an environment and a random generator, and does nothing where
there is nothing to do it to.
"""

from random import Random

from odoo.api import Environment

from . import approvers, managers, storekeepers, suggestions, trials
from .book import settle_line, settle_order
from .shop import MOST_INSIDE


def deliver(env: Environment, chance: Random) -> None:
    """Goods leave: the dip itself."""
    rule = _any(env["stock.warehouse.orderpoint"].search([]), chance)
    _move(env, rule, chance.randint(1, 6))


def deliver_much(env: Environment, chance: Random) -> None:
    """Every part goes below its reorder point."""
    for rule in env["stock.warehouse.orderpoint"].search([]):
        _move(env, rule, chance.randint(3, 6))


def promise(env: Environment, chance: Random) -> None:
    """A delivery is confirmed and waits."""
    rule = _any(env["stock.warehouse.orderpoint"].search([]), chance)
    _move(env, rule, chance.randint(1, 6), done=False)


def edit_rule(env: Environment, chance: Random) -> None:
    rule = _any(env["stock.warehouse.orderpoint"].search([]), chance)
    most = MOST_INSIDE if storekeepers.is_inside(rule) else 60
    rule.product_max_qty = chance.randint(30, most)


def change_vendor(env: Environment, chance: Random) -> None:
    """The line has to leave one draft for another."""
    rule = _any(env["stock.warehouse.orderpoint"].search([]), chance)
    if not storekeepers.is_inside(rule):
        rule.supplier_id = _any(rule.product_id.seller_ids - rule.supplier_id, chance)


def press_button(env: Environment, chance: Random) -> None:
    env["stock.warehouse.orderpoint"].search([]).action_jit_check_now()


def edit_line(env: Environment, chance: Random) -> None:
    line = _any(_draft_lines(env), chance)
    if line:
        line.product_qty = chance.randint(1, 99)
        settle_line(env, line)


def remove_line(env: Environment, chance: Random) -> None:
    _any(_draft_lines(env), chance).unlink()


def confirm_draft(env: Environment, chance: Random) -> None:
    for order in _any(_drafts(env), chance):
        order.button_confirm()
        settle_order(env, order)


def confirm_drafts(env: Environment, chance: Random) -> None:
    for order in _drafts(env):
        order.button_confirm()
        settle_order(env, order)


def cancel_draft(env: Environment, chance: Random) -> None:
    order = _any(_drafts(env), chance)
    if order:
        order.button_cancel()
        settle_order(env, order)


def add_note(env: Environment, chance: Random) -> None:
    order = _any(_drafts(env), chance)
    if order:
        note = {"order_id": order.id, "display_type": "line_note", "product_qty": 0}
        env["purchase.order.line"].create(note | {"name": "Ring before you come"})


EVERYDAY = (
    deliver,
    promise,
    edit_rule,
    change_vendor,
    press_button,
    edit_line,
    remove_line,
    confirm_draft,
    cancel_draft,
    add_note,
    storekeepers.receive_some,
    storekeepers.cancel_transfer,
    storekeepers.finish_production,
    storekeepers.cancel_production,
    managers.change_limits,
    managers.order_held,
    managers.not_now,
    managers.pause,
    managers.resume,
    managers.reject_line,
    managers.lift_rejections,
    approvers.approve_any,
)
# what else scenes ask for by name
ACTS = {
    act.__name__: act
    for act in (
        *EVERYDAY,
        deliver_much,
        confirm_drafts,
        storekeepers.cancel_transfers,
        managers.limit_amount,
        suggestions.suggest,
        suggestions.accept_suggestions,
        suggestions.decline_suggestions,
        suggestions.raise_all,
        trials.begin_trial,
        trials.end_trial,
        approvers.hire,
        approvers.approve_some,
        approvers.approve_the_same,
        approvers.approve_the_others,
        approvers.approve_the_rest,
        approvers.approve_a_quarter,
        approvers.approve_a_quarter_more,
        approvers.approve_the_other_half,
        approvers.send_all,
        approvers.halve_a_draft,
        approvers.confirm_one_half,
        approvers.approve_other_half,
    )
}


def _drafts(env: Environment):
    return env["purchase.order"].search([("state", "=", "draft")])


def _draft_lines(env: Environment):
    return env["purchase.order.line"].search(
        [("order_id.state", "=", "draft"), ("orderpoint_id", "!=", False)]
    )


def _any(records, chance: Random):
    return records[chance.randrange(len(records))] if records else records


def _move(env: Environment, rule, quantity: int, *, done: bool = True) -> None:
    move = env["stock.move"].create(
        {
            "product_id": rule.product_id.id,
            "product_uom_qty": quantity,
            "product_uom": rule.product_id.uom_id.id,
            "location_id": rule.location_id.id,
            "location_dest_id": env.ref("stock.stock_location_customers").id,
        }
    )
    move._action_confirm()
    if done:
        move.quantity = quantity
        move.picked = True
        move._action_done()
