"""What approvers do; one request each, as in ``people``.

A page shows lines as they were when it was read, so these name lines whatever became
of them since.
"""

from random import Random

from odoo.api import Environment

from .book import settle_order

# where an approver's notice is kept, by whose it is
SAID = "stage.said"


def approve_some(env: Environment, chance: Random) -> None:
    """Every second line the engine ever made, as Ana."""
    _approve(env, "Ana", lambda line: line.orderpoint_id.id % 2 == 0)


def approve_the_same(env: Environment, chance: Random) -> None:
    """The same lines, as Ben."""
    _approve(env, "Ben", lambda line: line.orderpoint_id.id % 2 == 0)


def approve_the_others(env: Environment, chance: Random) -> None:
    """All lines but those, as Ben."""
    _approve(env, "Ben", lambda line: line.orderpoint_id.id % 2)


def hire(env: Environment, chance: Random) -> None:
    """Two buyers."""
    group = env.ref("purchase.group_purchase_manager")
    for name in ("Ana", "Ben"):
        env["res.users"].create(
            {"name": name, "login": name, "group_ids": [(4, group.id)]}
        )


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


def _approve(env: Environment, name: str, chosen) -> None:
    user = env["res.users"].search([("login", "=", name)])
    lines = env["purchase.order.line"].search([("jit_decision_id", "!=", False)])
    action = lines.filtered(chosen).with_user(user).action_jit_approve()
    env["ir.config_parameter"].set_param(f"{SAID}.{name}", action["params"]["message"])
    for order in env["purchase.order"].search([("jit_approved_by_id", "=", user.id)]):
        settle_order(env, order)
