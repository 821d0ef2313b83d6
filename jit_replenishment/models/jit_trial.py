import logging
from datetime import datetime, timedelta
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ..faults import bisect, is_passing
from ..queries.trial_rules import next_on_trial

_logger = logging.getLogger(__name__)

# what is done at once: neither memory nor what an interruption costs grows beyond it
_ARTICLES_AT_ONCE = 500
# an interrupted run goes on where it had to stop, and looks at nothing twice
_AGAIN_AFTER = timedelta(minutes=30)

STATES = [
    ("new", "Not Looked At Yet"),
    ("noted", "Noted"),
    ("impossible", "Not Tracked, or Archived"),
    ("failed", "Failed"),
]


class JitTrial(models.Model):
    """When a rule on trial was last looked at, and whether that went well.

    One row a rule, updated in place: whoever looks at a rule takes its row first, so
    that two at once never note one need twice.
    """

    _name = "jit.trial"
    _description = "Rule on Trial"
    _log_access = False
    _order = "state desc, id"
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    location_id = fields.Many2one(related="orderpoint_id.location_id")
    warehouse_id = fields.Many2one(related="orderpoint_id.warehouse_id")
    rule_trigger = fields.Selection(
        related="orderpoint_id.trigger", string="Ordered By"
    )
    stage = fields.Selection(related="orderpoint_id.jit_stage")
    reorder_point = fields.Float(related="orderpoint_id.product_min_qty")
    target_stock = fields.Float(
        related="orderpoint_id.product_max_qty", string="Target"
    )
    since = fields.Datetime(string="Began", help="The trial that was looked at last.")
    looked_at = fields.Datetime(string="Last Look")
    state = fields.Selection(STATES, required=True, default="new")
    detail = fields.Text(help="What the server said, for your administrator.")

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    @api.model
    def _wake(self) -> None:
        """Have rules looked at as soon as a worker is free."""
        # a manager need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_trial").sudo()._trigger()

    @api.model
    def _cron_try(self) -> None:
        """Look at every rule on trial, article by article, and note what was found.

        What the time does not suffice for goes on in the next run.
        """
        before = fields.Datetime.now() - _AGAIN_AFTER
        learner = self.env["jit.learner"]
        while True:
            company_id, rule_ids = next_on_trial(self.env, before, _ARTICLES_AT_ONCE)
            if not rule_ids:
                return
            learner._step(lambda env, ids=rule_ids: env["jit.trial"]._ensure(ids))
            self._look_at(company_id, rule_ids)
            if not learner._has_time(len(rule_ids)):
                self._wake()
                return

    @api.model
    def _look_at(self, company_id: int, rule_ids: list[int]) -> None:
        """A rule that fails costs itself only, and somebody sees it."""
        learner = self.env["jit.learner"]

        def look(ids: list[int]) -> None:
            learner._step(lambda env: env["jit.trial"]._try(ids), company_id)

        def fail(ids: list[int], error: Exception) -> None:
            if is_passing(error):
                raise error
            _logger.warning(
                "Just in Time: rules on trial %s could not be looked at",
                ids,
                exc_info=error,
            )
            detail = f"{type(error).__name__}: {error}"
            learner._step(partial(self._show_failure, ids, detail), company_id)

        bisect(rule_ids, look, fail, strikes_all=is_passing)

    @api.model
    def _show_failure(
        self, rule_ids: list[int], detail: str, env: api.Environment
    ) -> None:
        env["jit.trial"]._claim(rule_ids, fields.Datetime.now())
        env["jit.trial"]._settle(rule_ids, "failed", detail)

    @api.model
    def _try(self, rule_ids: list[int]) -> None:
        """In one transaction: what these rules would order now, and their day."""
        self._claim(rule_ids, fields.Datetime.now())
        looks = self.env["jit.trial.situation"]._look(rule_ids)
        self.env["jit.trial.order"]._keep(looks)
        self.env["jit.trial.day"]._keep(looks)
        self._settle(list(looks), "noted", None)
        missing = [rule_id for rule_id in rule_ids if rule_id not in looks]
        self._settle(missing, "impossible", None)

    @api.model
    def _ensure(self, rule_ids: list[int]) -> None:
        """Create missing rows; committed before any of them is claimed."""
        self.env.cr.execute(
            # another worker may insert the same row: no error, it is tried again
            log_exceptions=False,
            query=SQL(
                """
                INSERT INTO jit_trial (orderpoint_id, company_id, state)
                SELECT op.id, op.company_id, 'new'
                  FROM stock_warehouse_orderpoint op
                 WHERE op.id = ANY(%s)
                   AND NOT EXISTS (SELECT FROM jit_trial known
                                    WHERE known.orderpoint_id = op.id)
                """,
                rule_ids,
            ),
        )

    @api.model
    def _claim(self, rule_ids: list[int], now: datetime) -> None:
        """Take these rules; must be the first statement of its transaction.

        In one order for everybody, or two claims of the same rules block each other.
        """
        self.env.cr.execute(
            log_exceptions=False,
            query=SQL(
                """
                UPDATE jit_trial known
                   SET looked_at = %s, since = op.jit_trial_since
                  FROM (SELECT id FROM jit_trial WHERE orderpoint_id = ANY(%s)
                         ORDER BY id FOR UPDATE) mine,
                       stock_warehouse_orderpoint op
                 WHERE mine.id = known.id AND op.id = known.orderpoint_id
                """,
                now,
                rule_ids,
            ),
        )
        self.invalidate_model()

    @api.model
    def _settle(self, rule_ids: list[int], state: str, detail: str | None) -> None:
        self.env.cr.execute(
            SQL(
                """
                UPDATE jit_trial SET state = %s, detail = %s
                 WHERE orderpoint_id = ANY(%s)
                   AND (state, detail) IS DISTINCT FROM (%s, %s)
                """,
                state,
                detail,
                rule_ids,
                state,
                detail,
            )
        )
        self.invalidate_model()

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.warehouse.orderpoint",
            "res_id": self.orderpoint_id.id,
            "views": [
                (self.env.ref("stock.view_warehouse_orderpoint_form").id, "form")
            ],
        }

    def action_open_days(self) -> dict:
        return self.orderpoint_id.action_jit_open_trial()
