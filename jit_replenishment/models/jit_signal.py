from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from odoo import api, fields, models
from odoo.tools import SQL

from ..marks import by_engine
from ..queries.due_rules import due_products, without_compiling
from ..queries.signals import last_signal

_PENDING = "jit_replenishment.signals"


class JitSignal(models.Model):
    """Something happened to a product in a company: the replenisher has to look.

    Append-only. A unique key with ON CONFLICT would fail against rows committed after
    the snapshot, inside the user's delivery.
    """

    _name = "jit.signal"
    _description = "Just in Time: Look Again"
    _log_access = False
    _order = "id"

    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    swept = fields.Boolean(help="Found by the sweep: it never delays what people did.")

    # a sweep may find a million; what people did is found among them at once
    _jit_urgent = models.Index("(id) WHERE swept IS NOT TRUE")

    @api.model
    def _emit(
        self, products: models.Model, companies: models.Model, forced: bool = False
    ) -> None:
        """Remember the products; one INSERT at precommit writes them.

        :param products: ``product.product`` records
        :param companies: ``res.company`` records; empty means every company
        :param forced: also for archived rules and for former just-in-time rules whose
            draft line has to go
        """
        self._emit_ids(products.ids, companies.ids, forced)

    @api.model
    def _emit_ids(
        self,
        product_ids: Iterable[int],
        company_ids: Iterable[int],
        forced: bool = False,
    ) -> None:
        if by_engine(self.env):
            return
        precommit = self.env.cr.precommit
        if _PENDING not in precommit.data:
            precommit.data[_PENDING] = {}
            precommit.add(self._append_pending)
        pending = precommit.data[_PENDING]
        for product_id in product_ids:
            for company_id in company_ids or (None,):
                key = (product_id, company_id)
                pending[key] = pending.get(key, False) or forced

    @api.model
    def _append_pending(self) -> None:
        """One INSERT, and one wake-up of the replenisher if it wrote anything."""
        pending = self.env.cr.precommit.data.pop(_PENDING, {})
        if not pending:
            return
        rows = [(*key, forced) for key, forced in pending.items()]
        product_ids, company_ids, forced = zip(*rows, strict=True)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_signal (product_id, company_id)
                SELECT DISTINCT op.product_id, op.company_id
                  FROM unnest(%s, %s::int[], %s)
                       AS pending(product_id, company_id, forced)
                  JOIN stock_warehouse_orderpoint op
                    ON op.product_id = pending.product_id
                   AND (pending.company_id IS NULL
                        OR op.company_id = pending.company_id)
                 WHERE op.trigger = 'jit' AND (op.active OR pending.forced)
                    OR pending.forced
                   AND EXISTS (SELECT FROM purchase_order_line line
                                WHERE line.orderpoint_id = op.id AND line.jit_owned)
                """,
                list(product_ids),
                list(company_ids),
                list(forced),
            )
        )
        if self.env.cr.rowcount:
            self._wake_replenisher()

    @api.model
    def _wake_replenisher(self, after: timedelta | None = None) -> None:
        """Have the signals served: at once, or when ``after`` has passed."""
        cron = self.env.ref(
            "jit_replenishment.ir_cron_replenish", raise_if_not_found=False
        )
        if cron:
            # whoever moves stock may wake the action, though not read scheduled actions
            cron.sudo()._trigger(fields.Datetime.now() + after if after else None)

    @api.model
    def _forget(self, ids: list[int]) -> None:
        """Delete just the rows that were read: later ones have not been served."""
        self.env.cr.execute(
            # another worker deletes the same rows: no error, the caller tries again
            log_exceptions=False,
            query=SQL("DELETE FROM jit_signal WHERE id = ANY(%s)", ids),
        )

    @api.model
    def _cron_sweep(self) -> None:
        """Signal what time passing and raw SQL changed; order nothing here.

        A product that waits already is not signalled twice: the table must not grow
        while nobody serves it. Whatever waits wakes the replenisher again: a server
        that was killed thrice during a run has forgotten to.
        """
        started = monotonic()
        self.env["jit.pause"]._end_passed()
        without_compiling(self.env)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_signal (product_id, company_id, swept)
                SELECT due.product_id, due.company_id, TRUE
                  FROM (%s) AS due
                 WHERE NOT EXISTS (
                       SELECT FROM jit_signal waiting
                        WHERE waiting.product_id = due.product_id
                          AND waiting.company_id = due.company_id)
                """,
                due_products(self.env),
            )
        )
        if last_signal(self.env):
            self._wake_replenisher()
        self.env["jit.heartbeat"]._swept(monotonic() - started)
