"""What happens around the addon's life in a database."""

import logging

from odoo.api import Environment
from odoo.tools import SQL, split_every

from .faults import bisect, is_passing
from .marks import ENGINE

_logger = logging.getLogger(__name__)

# restored together: large enough to be fast, small enough to be tried again in halves
_AT_ONCE = 500


def uninstall_hook(env: Environment) -> None:
    """Give every rule back as it was; drafts stay, as ordinary requests."""
    # as the engine: nobody is left to look at what changes now, and the table for
    # asking is dropped before the transaction ends
    env = env(context=dict(env.context, jit_engine=ENGINE))
    rules = env["stock.warehouse.orderpoint"].with_context(active_test=False)
    _take_off(env, rules.search([("trigger", "=", "jit")], order="id").ids)
    env["purchase.order"].search([("jit_owned", "=", True)])._jit_release()
    _forget_answers(env)
    # a field of Odoo's own that is searched only by us: Odoo would keep the index
    env.cr.execute("DROP INDEX IF EXISTS product_supplierinfo__product_code_index")


def _take_off(env: Environment, rule_ids: list[int]) -> None:
    """A rule that cannot be put back costs itself only, and does not begin to order by
    itself if it did not before."""
    rules = env["stock.warehouse.orderpoint"].with_context(active_test=False)

    def undo(ids: list[int]) -> None:
        # no flush of the savepoint's own: it would not speak with the engine's voice
        env.flush_all()
        try:
            with env.cr.savepoint(flush=False):
                rules.browse(ids).action_jit_undo()
                env.flush_all()
        except Exception:
            # what was not written of it must not be written later
            env.cr.clear()
            raise

    def hand_back(ids: list[int], error: Exception) -> None:
        if is_passing(error):
            raise error
        _logger.warning(
            "Just in Time: rules %s keep the figures they have", ids, exc_info=error
        )
        env.cr.execute(
            SQL(
                """
                UPDATE stock_warehouse_orderpoint op
                   SET trigger = COALESCE(
                           (SELECT before.trigger FROM jit_takeover before
                             WHERE before.orderpoint_id = op.id), 'auto')
                 WHERE op.id = ANY(%s)
                """,
                ids,
            )
        )
        env.invalidate_all(flush=False)

    for batch in split_every(_AT_ONCE, rule_ids, list):
        bisect(batch, undo, hand_back, strikes_all=is_passing)


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
