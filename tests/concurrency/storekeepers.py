"""What people do with goods that come from inside; each act is one request of theirs.

As in ``people``: an environment, a random generator, nothing where nothing is to do.
"""

from random import Random

from odoo.api import Environment

_OPEN = ("waiting", "confirmed", "partially_available", "assigned")


def is_inside(rule) -> bool:
    """Whether it is moved in or made, not bought."""
    if rule.route_id:
        return "buy" not in rule.route_id.rule_ids.mapped("action")
    return not rule.product_id.seller_ids


def receive_some(env: Environment, chance: Random) -> None:
    """A transfer arrives, or a part of it does; the rest stays on its way."""
    transfer = _any(_transfers(env), chance)
    for move in transfer.move_ids:
        move.quantity = min(move.product_uom_qty, chance.randint(1, 60))
        move.picked = True
    transfer._action_done()


def cancel_transfer(env: Environment, chance: Random) -> None:
    """What was started is needed again."""
    _any(_transfers(env), chance).action_cancel()


def cancel_transfers(env: Environment, chance: Random) -> None:
    _transfers(env).action_cancel()


def finish_production(env: Environment, chance: Random) -> None:
    production = _any(_productions(env), chance)
    if production:
        production.qty_producing = production.product_qty
        production._set_qty_producing()
        production.move_raw_ids.picked = True
        production.with_context(skip_consumption=True).button_mark_done()


def cancel_production(env: Environment, chance: Random) -> None:
    production = _any(_productions(env), chance)
    if production:
        production.action_cancel()


def _transfers(env: Environment):
    moves = env["stock.move"].search(
        [
            ("orderpoint_id", "!=", False),
            ("picking_id.picking_type_code", "!=", "outgoing"),
            ("purchase_line_id", "=", False),
            ("state", "in", _OPEN),
        ]
    )
    return moves.picking_id


def _productions(env: Environment):
    if "mrp.production" not in env:
        return []
    return env["mrp.production"].search(
        [("orderpoint_id", "!=", False), ("state", "in", ["draft", "confirmed"])]
    )


def _any(records, chance: Random):
    return records[chance.randrange(len(records))] if records else records
