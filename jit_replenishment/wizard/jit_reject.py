from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..marks import GIVING_BACK

_DAYS = 7


class JitReject(models.TransientModel):
    """Say no to lines of the engine: why, and until when."""

    _name = "jit.reject"
    _description = "Reject"

    line_ids = fields.Many2many(
        "purchase.order.line", string="Lines", required=True, readonly=True
    )
    is_skip = fields.Boolean(
        readonly=True, help="Only not now: the day is all there is to say."
    )
    reason = fields.Char(required=True)
    until = fields.Date(
        string="Not Before",
        required=True,
        default=lambda self: self._default_until(),
        help="From this day on it is ordered again, if it is needed.",
    )

    sooner = fields.Boolean(string="Sooner if Stock Falls")
    sooner_at = fields.Float(
        string="To",
        digits="Product Unit",
        help="Ordered before that day where on hand + incoming - promised falls to "
        "this, in the product's unit.",
    )

    @api.model
    def _default_until(self):
        days = self.env.company.jit_rejection_days or _DAYS
        return self.env.company._jit_today() + timedelta(days=days)

    @api.constrains("until")
    def _check_until(self) -> None:
        if any(
            wizard.until <= company._jit_today()
            for wizard in self
            for company in wizard.line_ids.company_id
        ):
            raise ValidationError(
                self.env._("Choose a day after today: until then it is not ordered.")
            )

    @api.constrains("reason")
    def _check_reason(self) -> None:
        if not all(wizard.reason.strip() for wizard in self):
            raise ValidationError(self.env._("Say why: the rule will show it."))

    def action_reject(self) -> dict:
        """Take the lines away, remember why, and cancel drafts that are empty then."""
        self.ensure_one()
        lines = self.line_ids._jit_rejectable()
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing was rejected: somebody confirmed or deleted these lines "
                    "meanwhile."
                )
            )
        # also says no to who may not change orders
        lines.check_access("unlink")
        orders = lines.order_id
        sooner_at = self.sooner_at if self.sooner else None
        self.env["jit.rejection"]._reject(lines, self.reason, self.until, sooner_at)
        lines.with_context(jit_giving_back=GIVING_BACK).unlink()
        orders._jit_retire_emptied()
        return {"type": "ir.actions.act_window_close"}
