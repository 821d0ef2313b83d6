"""What happens around the addon's life in a database."""

from odoo.api import Environment
from odoo.tools import SQL

from .marks import ENGINE


def uninstall_hook(env: Environment) -> None:
    """Give every rule back as it was; drafts stay, as ordinary requests."""
    # as the engine: nobody is left to look at what changes now, and the table for
    # asking is dropped before the transaction ends
    env = env(context=dict(env.context, jit_engine=ENGINE))
    rules = env["stock.warehouse.orderpoint"].with_context(active_test=False)
    rules.search([("trigger", "=", "jit")]).action_jit_undo()
    env["purchase.order"].search([("jit_owned", "=", True)])._jit_release()
    _forget_answers(env)


def _forget_answers(env: Environment) -> None:
    """Classes that are still somebody's answer could not be deleted."""
    for name in ("product.category", "product.template", "stock.warehouse.orderpoint"):
        model = env[name]
        model.flush_model()
        env.cr.execute(
            SQL(
                """
                UPDATE %s SET jit_consequence_class_id = NULL
                 WHERE jit_consequence_class_id IS NOT NULL
                """,
                SQL.identifier(model._table),
            )
        )
        model.invalidate_model(["jit_consequence_class_id"])
