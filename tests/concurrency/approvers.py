"""What approvers do; one request each, as in ``people``.

A page shows lines as they were when it was read, so these name lines whatever became
of them since.
"""

from random import Random

from odoo.api import Environment

from .book import settle_order

# where an approver's notice is kept, by whose it is
SAID = "stage.said"
# where the sender can be held, all being written
ALL_SENT = "SELECT 'all are sent'"


def approve_some(env: Environment, chance: Random) -> None:
    """Every second line the engine ever made, as Ana."""
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 2 == 0)


def approve_the_same(env: Environment, chance: Random) -> None:
    """The same lines, as Ben."""
    _approve(env, "Ben", lambda line: line.orderpoint_id.id % 2 == 0)


def approve_the_others(env: Environment, chance: Random) -> None:
    """All lines but those, as Ben."""
    _approve(env, "Ben", lambda line: line.orderpoint_id.id % 2)


def approve_the_rest(env: Environment, chance: Random) -> None:
    """All lines but those, as Ana, who approved some before."""
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 2)


def approve_a_quarter(env: Environment, chance: Random) -> None:
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 4 == 0)


def approve_a_quarter_more(env: Environment, chance: Random) -> None:
    """In one window of hers."""
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 4 == 1)


def approve_the_other_half(env: Environment, chance: Random) -> None:
    """In another window, the other end of the page first."""
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 4 > 1, backwards=True)


def send_all(env: Environment, chance: Random) -> None:
    """Vendors are told of all that Ana has approved, by Ben."""
    user = env["res.users"].search([("login", "=", "Ben")])
    orders = env["purchase.order"].search(
        [("jit_approved_by_id.login", "=", "Ana"), ("state", "=", "purchase")]
    )
    orders.with_user(user).action_jit_mark_sent()
    env.flush_all()
    env.cr.execute(ALL_SENT)


def hire(env: Environment, chance: Random) -> None:
    """Two buyers."""
    group = env.ref("purchase.group_purchase_manager")
    for name in ("Ana", "Ben"):
        env["res.users"].create(
            {"name": name, "login": name, "group_ids": [(4, group.id)]}
        )


def halve_a_draft(env: Environment, chance: Random) -> None:
    """Two drafts to one vendor, each below the limit and both together above it; Ana
    and Ben may not go beyond it."""
    group = env.ref("purchase.group_purchase_user")
    for user in env["res.users"].search([("login", "in", ("Ana", "Ben"))]):
        user.group_ids = [(6, 0, group.ids)]
    lines = env["purchase.order.line"].search([("jit_owned", "=", True)])
    draft, lines = max(lines.grouped("order_id").items(), key=lambda item: len(item[1]))
    half = env["jit.approval"]._take_out(draft, lines.sorted("price_subtotal")[::2])
    most = max(draft.amount_total, half.amount_total)
    assert most * 1.25 < draft.amount_total + half.amount_total
    env.company.write(
        {
            "po_double_validation": "two_step",
            "po_double_validation_amount": most * 1.25,
        }
    )


def confirm_one_half(env: Environment, chance: Random) -> None:
    """With Odoo's button, as Ana."""
    _half(env, "Ana").button_confirm()


def approve_other_half(env: Environment, chance: Random) -> None:
    """Line by line, as Ben."""
    _half(env, "Ben").order_line.action_jit_approve()


def _half(env: Environment, name: str):
    user = env["res.users"].search([("login", "=", name)])
    orders = env["purchase.order"].search([("order_line.jit_decision_id", "!=", False)])
    half = orders.filtered(lambda order: order.origin in orders.mapped("name"))
    if name == "Ana":
        half = orders.filtered(lambda order: order.name == half.origin)
    return half.with_user(user)


def approve_any(env: Environment, chance: Random) -> None:
    """Some of what waits, line by line, as everybody does all day."""
    lines = env["purchase.order.line"].search(
        [("jit_decision_id", "!=", False), ("state", "=", "draft")]
    )
    chosen = lines.filtered(lambda _line: chance.random() < 0.5)
    if chosen:
        chosen.action_jit_approve()
        for order in chosen.order_id.filtered(lambda each: each.state == "purchase"):
            settle_order(env, order)


def _approve(env: Environment, name: str, chosen, *, backwards: bool = False) -> None:
    user = env["res.users"].search([("login", "=", name)])
    lines = env["purchase.order.line"].search([("jit_decision_id", "!=", False)])
    lines = lines.filtered(chosen).sorted("id", reverse=backwards)
    action = lines.with_user(user).action_jit_approve()
    env["ir.config_parameter"].set_param(f"{SAID}.{name}", action["params"]["message"])
    for order in env["purchase.order"].search([("jit_approved_by_id", "=", user.id)]):
        settle_order(env, order)
