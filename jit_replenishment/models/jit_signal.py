from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from odoo import api, fields, models
from odoo.sql_db import db_connect
from odoo.tools import SQL

from odoo.addons.base.models.ir_cron import ODOO_NOTIFY_FUNCTION

from ..marks import by_engine
from ..queries.compiling import stop_compiling
from ..queries.due_rules import due_products
from ..queries.signals import concerned, last_signal, marked, terms_changed, wake_up

_PENDING = "jit_replenishment.signals"
_SWEEP = "jit_replenishment.sweep"


class JitSignal(models.Model):
    """Something happened to a product in a company: the replenisher has to look.

    Append-only. A unique key with ON CONFLICT would fail against rows committed after
    the snapshot, inside the user's delivery. A row without a product is for the sweep:
    the terms of any number of rules changed.
    """

    _name = "jit.signal"
    _description = "Just in Time: Look Again"
    _log_access = False
    _order = "id"

    product_id = fields.Many2one("product.product", ondelete="cascade")
    company_id = fields.Many2one("res.company", ondelete="cascade")
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
        """Write the signals and wake the replenisher: one statement for both."""
        pending = self.env.cr.precommit.data.pop(_PENDING, {})
        if pending:
            rows = [(*key, forced) for key, forced in pending.items()]
            self._append("ir_cron_replenish", concerned(rows))

    @api.model
    def _sweep_soon(self) -> None:
        """The terms of any number of rules changed at once: wake the sweep.

        It finds those with something to do; asking each rule here would cost the user
        more the more rules there are.
        """
        precommit = self.env.cr.precommit
        if not by_engine(self.env) and _SWEEP not in precommit.data:
            precommit.data[_SWEEP] = True
            precommit.add(self._wake_sweep)

    @api.model
    def _wake_sweep(self) -> None:
        self.env.cr.precommit.data.pop(_SWEEP, None)
        self._append("ir_cron_sweep", SQL("VALUES (NULL::int, NULL::int)"))

    @api.model
    def _append(self, action: str, signals: SQL, swept: bool = False) -> None:
        """Append signals; have a scheduled action run if there were any.

        :param signals: SELECT of (product id, company id)
        :param swept: what people do meanwhile goes before them

        As ``ir.cron._trigger`` does it, but without its reading the action, which would
        cost every delivery two queries.
        """
        # no such action yet while the addon is being installed
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(
            f"jit_replenishment.{action}", raise_if_not_found=False
        )
        self.env.cr.execute(
            SQL(
                """
                WITH signalled AS (
                     INSERT INTO jit_signal (product_id, company_id, swept)
                     %s RETURNING id)
                INSERT INTO ir_cron_trigger
                       (cron_id, call_at, create_uid, create_date, write_uid,
                        write_date)
                    %s
                """,
                marked(signals, swept=swept),
                wake_up(cron_id or None, self.env.uid, fields.Datetime.now()),
            )
        )
        if self.env.cr.rowcount:
            self.env.cr.postcommit.add(self._wake_workers)

    @api.model
    def _wake_workers(self) -> None:
        """As ``ir.cron._notifydb``, but the user does not wait until the disk has it.

        A crash of the server takes the wake-up with it, and its listeners: workers look
        once a minute and when they start.
        """
        with db_connect("postgres").cursor() as cr:
            cr.execute(
                SQL(
                    """
                    SELECT set_config('synchronous_commit', 'off', TRUE),
                           %s('cron_trigger', %s)
                    """,
                    SQL.identifier(ODOO_NOTIFY_FUNCTION),
                    self.env.cr.dbname,
                )
            )

    @api.model
    def _wake_replenisher(self, after: timedelta | None = None) -> None:
        """Have the signals served: at once, or when ``after`` has passed."""
        cron = self.env.ref("jit_replenishment.ir_cron_replenish")
        cron._trigger(fields.Datetime.now() + after if after else None)

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
        while nobody serves it. But where terms have changed, what waits may be being
        served by those there were. Whatever waits wakes the replenisher again: a server
        that was killed thrice during a run has forgotten to.
        """
        started = monotonic()
        self.env["jit.pause"]._end_passed()
        stop_compiling(self.env)
        afresh = terms_changed(self.env)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_signal (product_id, company_id, swept)
                SELECT due.product_id, due.company_id, TRUE
                  FROM (%s) AS due
                 WHERE %s OR NOT EXISTS (
                       SELECT FROM jit_signal waiting
                        WHERE waiting.product_id = due.product_id
                          AND waiting.company_id = due.company_id)
                """,
                due_products(self.env, afresh=bool(afresh)),
                # what waits may be being served by the terms there were
                bool(afresh),
            )
        )
        self._forget(afresh)
        if last_signal(self.env):
            self._wake_replenisher()
        self.env["jit.heartbeat"]._swept(monotonic() - started)
        self.env["jit.exception"]._find_missing_owners()
