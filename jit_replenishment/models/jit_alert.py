from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# a cause that is back within this time never went away
_SAME_CAUSE_HOURS = 24


class JitAlert(models.Model):
    """A person was told that something runs out before supply.

    One open row per rule and person, so nobody hears of one cause twice; it closes by
    itself, and the reminder with it, once supply is in time.
    """

    _name = "jit.alert"
    _inherit = ["jit.reminder", "jit.bounded.history"]
    _description = "Running Out"
    _order = "closed_at desc, id desc"
    _rec_name = "product_id"
    _jit_kept_days = ("jit_replenishment.alert_retention_days", 90)

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id", store=True)
    company_id = fields.Many2one(
        related="orderpoint_id.company_id", store=True, index=True
    )
    consequence_class_id = fields.Many2one(
        related="orderpoint_id.jit_effective_class_id", string="Class"
    )
    jit_why = fields.Text(related="orderpoint_id.jit_why", string="Why")
    jit_runs_out_on = fields.Date(related="orderpoint_id.jit_runs_out_on")
    user_id = fields.Many2one(
        "res.users",
        string="Told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    since = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    is_escalated = fields.Boolean(
        string="As a Manager",
        readonly=True,
        help="Told because it lasted for longer than its class allows.",
    )
    is_told = fields.Boolean(
        readonly=True,
        help="By a reminder and a mail; otherwise it stands in the morning mail only.",
    )
    mailed_at = fields.Datetime(string="Mailed", readonly=True)
    closed_at = fields.Datetime(string="Over", readonly=True)

    _one_open_per_person = models.UniqueIndex(
        "(orderpoint_id, user_id) WHERE closed_at IS NULL"
    )
    _jit_unmailed = models.Index("(id) WHERE is_told AND mailed_at IS NULL")

    @api.model
    def _open(self, causes: list[dict]) -> None:
        """Open a row for each rule and person, or again the one of a moment ago."""
        if not causes:
            return
        since = fields.Datetime.now() - timedelta(hours=_SAME_CAUSE_HOURS)
        recent = {
            (alert.orderpoint_id.id, alert.user_id.id): alert
            for alert in self.search(
                [
                    ("orderpoint_id", "in", [vals["orderpoint_id"] for vals in causes]),
                    ("closed_at", ">=", since),
                ],
                order="closed_at, id",
            )
        }
        new = []
        again = self.browse()
        for vals in causes:
            known = recent.get((vals["orderpoint_id"], vals["user_id"]))
            if known:
                again |= known
            else:
                new.append(vals)
        again.closed_at = False
        again.filtered("is_told")._remind_again()
        self.create(new).filtered("is_told")._remind()

    def _close(self) -> None:
        if self:
            self.closed_at = fields.Datetime.now()
            self._stop_reminding()

    def _reminded(self) -> models.Model:
        return self.user_id

    def _reminder_words(self) -> tuple[str, str]:
        product = self.product_id.display_name
        if self.is_escalated:
            summary = self.env._("Still runs out before supply")
        else:
            summary = self.env._("Runs out before supply")
        return summary, f"{product}: {self.orderpoint_id.jit_why or ''}"

    @api.model
    def _jit_outdated(self, before: datetime) -> Domain:
        return Domain("closed_at", "<", before)

    def action_open_rule(self) -> dict:
        return self.orderpoint_id.action_jit_open()

    def action_other_vendor(self) -> dict:
        return self.orderpoint_id.action_jit_buy_elsewhere()
