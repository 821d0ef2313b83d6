"""What happens around the addon's life in a database."""

from odoo.api import Environment

from .marks import ENGINE


def uninstall_hook(env: Environment) -> None:
    """Give every rule back as it was; drafts stay, as ordinary requests."""
    # as the engine: nobody is left to look at what changes now, and the table for
    # asking is dropped before the transaction ends
    env = env(context=dict(env.context, jit_engine=ENGINE))
    rules = env["stock.warehouse.orderpoint"].with_context(active_test=False)
    rules.search([("trigger", "=", "jit")]).action_jit_undo()
    env["purchase.order"].search([("jit_owned", "=", True)])._jit_release()
