"""What the learning job suggests, and what managers answer; one request each.

As in ``people``: an environment, a random generator, nothing where nothing is to do.
"""

from contextlib import suppress
from random import Random

from odoo.api import Environment
from odoo.exceptions import UserError


def suggest(env: Environment, chance: Random) -> None:
    """As if much more were sold: of every rule, as the job does it."""
    rule_ids = env["stock.warehouse.orderpoint"].search([]).ids
    env.cr.commit()
    env["jit.transaction"]._run(None, lambda job: _suggest(job, rule_ids))


def _suggest(env: Environment, rule_ids: list[int]) -> None:
    rules = env["stock.warehouse.orderpoint"].browse(rule_ids)
    known = env["jit.learning"].search([("orderpoint_id", "in", rule_ids)])
    for learning in known:
        learning.write(_figures(learning.reorder_point + 40))
    known |= known.create(
        [
            {"orderpoint_id": rule.id, "company_id": rule.company_id.id}
            | _figures(rule.product_min_qty + 40)
            for rule in rules - known.orderpoint_id
        ]
    )
    env["jit.reorder.proposal"]._propose(known)


def _figures(reorder_point: float) -> dict:
    expected = reorder_point - 10
    return {
        "reorder_point": reorder_point,
        "target_stock": reorder_point + 30,
        "expected_demand": expected,
        "for_demand": 10.0,
        "demand_rate": expected / 10,
        "effective_days": 300.0,
        "cycle_service_level": 0.97,
        "confidence": "A",
        "interval_demand": expected,
        "variance_demand": 30.0,
    }


def accept_suggestions(env: Environment, chance: Random) -> None:
    """All that were ever made: a page may show what was answered since."""
    with suppress(UserError):
        env["jit.reorder.proposal"].search([]).action_accept()


def decline_suggestions(env: Environment, chance: Random) -> None:
    with suppress(UserError):
        env["jit.reorder.proposal"].search([]).action_decline("Too much")


def raise_all(env: Environment, chance: Random) -> None:
    """Figures typed on the rules themselves."""
    for rule in env["stock.warehouse.orderpoint"].search([], order="id"):
        rule.write(
            {
                "product_min_qty": rule.product_min_qty + 1,
                "product_max_qty": rule.product_max_qty + 1,
            }
        )
