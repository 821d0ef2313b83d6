from collections.abc import Iterable, Sequence

from odoo import api, fields, models
from odoo.tools import SQL

_PENDING = "jit_replenishment.learning_requests"


class JitLearningRequest(models.Model):
    """Learn this rule again at once: its class, its vendor or its demand changed.

    Append-only, as ``jit.signal``: a row goes once its rule was learned.
    """

    _name = "jit.learning.request"
    _description = "Just in Time: Learn Again"
    _log_access = False
    _order = "id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, ondelete="cascade"
    )

    @api.model
    def _append(self, rule_ids: Iterable[int]) -> None:
        """Have these rules learned again soon; one INSERT at precommit asks for it."""
        precommit = self.env.cr.precommit
        if _PENDING not in precommit.data:
            precommit.data[_PENDING] = set()
            precommit.add(self._append_pending)
        precommit.data[_PENDING].update(rule_ids)

    @api.model
    def _append_pending(self) -> None:
        rule_ids = sorted(self.env.cr.precommit.data.pop(_PENDING, ()))
        cron = self.env.ref("jit_replenishment.ir_cron_learn", raise_if_not_found=False)
        # no such action yet while the addon is being installed
        if not rule_ids or not cron:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_learning_request (orderpoint_id)
                SELECT op.id FROM stock_warehouse_orderpoint op
                 WHERE op.id = ANY(%s) AND op.active
                """,
                rule_ids,
            )
        )
        if self.env.cr.rowcount:
            # whoever changes a vendor's terms may not read scheduled actions
            cron.sudo()._trigger()

    @api.model
    def _has_pending(self) -> bool:
        return bool(
            self.env.cr.precommit.data.get(_PENDING) or self.search([], limit=1)
        )

    @api.model
    def _pending_of(self, rule_ids: Sequence[int]) -> set[int]:
        """Those of the rules that are to be learned again, also by this very
        transaction."""
        asked = set(self.env.cr.precommit.data.get(_PENDING, ())).intersection(rule_ids)
        waiting = self.search([("orderpoint_id", "in", rule_ids)])
        return asked.union(waiting.orderpoint_id.ids)

    @api.model
    def _forget(self, ids: list[int]) -> None:
        """Delete just those that were read: later ones have not been served."""
        self.env.cr.execute(
            # another worker deletes the same rows: no error, the caller tries again
            log_exceptions=False,
            query=SQL("DELETE FROM jit_learning_request WHERE id = ANY(%s)", ids),
        )
