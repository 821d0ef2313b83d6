"""What happens around rules on trial; one request each, as in ``people``."""

from random import Random

from odoo.api import Environment


def begin_trial(env: Environment, chance: Random) -> None:
    """Every rule goes back to its owner and on trial."""
    rules = env["stock.warehouse.orderpoint"].search([])
    rules.action_jit_undo()
    rules.trigger = "manual"
    rules.action_jit_start_trial()


def end_trial(env: Environment, chance: Random) -> None:
    env["stock.warehouse.orderpoint"].search([]).action_jit_end_trial()
