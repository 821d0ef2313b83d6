"""What people do to hold the engine back, and to let it go on; one request each.

As in ``people``: an environment, a random generator, nothing where nothing is to do.
"""

from random import Random

from odoo.api import Environment

LINES, AMOUNTS = (0, 0, 2, 6), (0, 0, 60)


def change_limits(env: Environment, chance: Random) -> None:
    """From here on the engine asks above these; 0 is no limit."""
    env.company.write(
        {
            "jit_limit_lines": chance.choice(LINES),
            "jit_limit_amount": chance.choice(AMOUNTS),
        }
    )


def limit_amount(env: Environment, chance: Random) -> None:
    env.company.write({"jit_limit_lines": 0, "jit_limit_amount": 60})


def order_held(env: Environment, chance: Random) -> None:
    """Yes to all that was held back."""
    question = env["jit.run"]._open_question(env.company.id)
    if question:
        question.action_order()


def not_now(env: Environment, chance: Random) -> None:
    question = env["jit.run"]._open_question(env.company.id)
    if question:
        question.action_not_now()


def pause(env: Environment, chance: Random) -> None:
    """Everything, a place or a vendor, where that is not paused already."""
    place = _any(env["stock.warehouse"].search([]), chance)
    vendor = _any(env["product.supplierinfo"].search([]).partner_id, chance)
    scopes = (
        {"scope": "all"},
        {"scope": "warehouse", "warehouse_id": place.id},
        {"scope": "vendor", "partner_id": vendor.id},
    )
    scope = chance.choice(scopes)
    running = [(name, "=", value) for name, value in scope.items()]
    # the same thing is paused once at a time
    if not env["jit.pause"].search([*running, ("ended_at", "=", False)]):
        env["jit.pause"].create(scope | {"reason": "Stocktake"})
    # by itself a pause has nothing looked at: it is enough that nothing is ordered
    env["stock.warehouse.orderpoint"].search([]).action_jit_check_now()


def resume(env: Environment, chance: Random) -> None:
    env["jit.pause"].search([("ended_at", "=", False)]).action_resume()


def reject_line(env: Environment, chance: Random) -> None:
    """No to a line of the engine, for days."""
    line = _any(env["purchase.order.line"].search([("jit_owned", "=", True)]), chance)
    if line:
        refusal = {"line_ids": line.ids, "reason": "We have a sample"}
        env["jit.reject"].create(refusal).action_reject()


def lift_rejections(env: Environment, chance: Random) -> None:
    env["jit.rejection"].search([("lifted_at", "=", False)]).action_lift()


def _any(records, chance: Random):
    return records[chance.randrange(len(records))] if records else records
