import logging
from datetime import datetime, timedelta
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ..faults import bisect, is_passing
from ..queries.bulk_rows import column_names, unnested
from ..queries.trial_rules import next_on_trial
from .jit_decision import OUTCOMES
from .jit_trial_situation import Look

_logger = logging.getLogger(__name__)

# what is done at once: neither memory nor what an interruption costs grows beyond it
_ARTICLES_AT_ONCE = 500
# an interrupted run goes on where it had to stop, and looks at nothing twice
_AGAIN_AFTER = timedelta(minutes=30)

STATES = [
    ("new", "Not Looked At Yet"),
    ("noted", "Looked At"),
    ("impossible", "Not Tracked, or Archived"),
    ("failed", "Failed"),
]
# what a person should see to first
_WORST_FIRST = (
    "failed",
    "impossible",
    "to_fix",
    "late",
    "order",
    "waiting",
    "paused",
    "rejected",
    "snoozed",
    "covered",
    "enough",
    "new",
)
# what a look says, as columns of this model
_SAID = ("outcome", "fault", "quantity", "value", "vendor_id", "facts")


class JitTrial(models.Model):
    """When a rule on trial was last looked at, and whether that went well.

    One row a rule, updated in place: whoever looks at a rule takes its row first, so
    that two at once never note one need twice.
    """

    _name = "jit.trial"
    _inherit = ["jit.trial.rule"]
    _description = "Rule on Trial"
    _log_access = False
    _order = "place, id"
    _rec_name = "orderpoint_id"

    product_id = fields.Many2one(related="orderpoint_id.product_id")
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
    place = fields.Integer(
        default=_WORST_FIRST.index("new"), help="The worst has the lowest."
    )
    outcome = fields.Selection(OUTCOMES, string="Last Look Said")
    fault = fields.Char()
    facts = fields.Json()
    quantity = fields.Float(
        string="Would Order",
        digits="Product Unit",
        aggregator=None,
        help="On the day it was looked at last; it follows the need until that day is "
        "over.",
    )
    value = fields.Monetary(
        string="Money",
        currency_field="currency_id",
        help="In the company's currency, without taxes.",
    )
    vendor_id = fields.Many2one("res.partner", ondelete="set null")
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
        self._note(looks)
        missing = [rule_id for rule_id in rule_ids if rule_id not in looks]
        self._settle(missing, "impossible", None)

    @api.model
    def _note(self, looks: dict[int, Look]) -> None:
        """What the last look at each of these rules said."""
        if not looks:
            return
        rows = [self._prepare_said(look) for look in looks.values()]
        as_column = self.env["jit.decision"]._as_column
        columns = {
            name: as_column(self._fields[name], [row[name] for row in rows])
            for name in rows[0]
        }
        self.env.cr.execute(
            SQL(
                """
                UPDATE jit_trial known
                   SET state = 'noted', detail = NULL, (%(names)s) = ROW(%(values)s)
                  FROM %(rows)s AS latest(%(names)s)
                 WHERE known.orderpoint_id = latest.orderpoint_id
                """,
                names=column_names(columns),
                values=SQL(", ").join(SQL.identifier("latest", x) for x in columns),
                rows=unnested(self, columns),
            )
        )
        self.invalidate_model()

    @api.model
    def _prepare_said(self, look: Look) -> dict:
        decision, wish = look.verdict.decision, look.wish
        is_late = any(each.code == "covered_late" for each in decision.reasons)
        said = "late" if decision.outcome == "covered" and is_late else decision.outcome
        return {
            "orderpoint_id": look.tried.rule_id,
            "place": _WORST_FIRST.index(said),
            "outcome": decision.outcome,
            "fault": decision.fault,
            "quantity": wish.ordered_quantity if look.orders else 0.0,
            "value": self.env["jit.trial.order"]._value(look) if look.orders else 0.0,
            "vendor_id": decision.offer.vendor_id
            if look.orders and decision.offer
            else None,
            "facts": [each.as_list() for each in decision.reasons],
        }

    @api.model
    def _begin(self, rules: models.Model) -> None:
        """Have these listed at once, though nobody looked at them yet: what was said
        of an earlier trial holds no more."""
        rules.flush_recordset()
        self._ensure(rules.ids)
        self.env.cr.execute(
            SQL(
                """
                UPDATE jit_trial known
                   SET since = op.jit_trial_since, looked_at = NULL, state = 'new',
                       detail = NULL, place = %s,
                       (%s) = ROW(%s)
                  FROM stock_warehouse_orderpoint op
                 WHERE op.id = known.orderpoint_id AND op.id = ANY(%s)
                   AND known.since IS DISTINCT FROM op.jit_trial_since
                """,
                _WORST_FIRST.index("new"),
                column_names(_SAID),
                SQL(", ").join([SQL("NULL")] * len(_SAID)),
                rules.ids,
            )
        )
        self.invalidate_model()
        self._wake()

    @api.model
    def _ensure(self, rule_ids: list[int]) -> None:
        """Create missing rows; committed before any of them is claimed."""
        self.env.cr.execute(
            # another worker may insert the same row: no error, it is tried again
            log_exceptions=False,
            query=SQL(
                """
                INSERT INTO jit_trial (orderpoint_id, company_id, state, place)
                SELECT op.id, op.company_id, 'new', %s
                  FROM stock_warehouse_orderpoint op
                 WHERE op.id = ANY(%s)
                   AND NOT EXISTS (SELECT FROM jit_trial known
                                    WHERE known.orderpoint_id = op.id)
                """,
                _WORST_FIRST.index("new"),
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
                UPDATE jit_trial SET state = %(state)s, detail = %(detail)s,
                       place = %(place)s
                 WHERE orderpoint_id = ANY(%(ids)s)
                   AND (state, detail, place)
                       IS DISTINCT FROM (%(state)s, %(detail)s, %(place)s)
                """,
                state=state,
                detail=detail,
                place=_WORST_FIRST.index(state),
                ids=rule_ids,
            )
        )
        self.invalidate_model()
