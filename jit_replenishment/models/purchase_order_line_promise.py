from odoo import api, fields, models

from ..marks import ENGINE, by_engine

_PROMISE = "jit_first_promised_on"


class PurchaseOrderLine(models.Model):
    """What was promised when it was ordered: buyers move the arrival afterwards, and
    from what they write nobody learns how long a vendor takes."""

    _inherit = "purchase.order.line"

    jit_first_promised_on = fields.Date(
        string="First Promised",
        copy=False,
        readonly=True,
        help="The arrival as it stood when the order was confirmed, whatever became of "
        "it later.",
        groups="base.group_user",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """A line added to a confirmed order was promised by being added."""
        if not by_engine(self.env):
            vals_list = [vals | {_PROMISE: False} for vals in vals_list]
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.state == "purchase")._jit_keep_promise()
        return lines

    def write(self, vals: dict) -> bool:
        if not by_engine(self.env):
            vals = {name: vals[name] for name in vals if name != _PROMISE}
        return super().write(vals)

    def _jit_keep_promise(self) -> None:
        """Once: an order that is revived and confirmed again was promised before."""
        new = self.filtered(lambda line: line.date_planned and not line[_PROMISE])
        # whoever confirms an order may write it; the promise is nobody's to change
        new = new.sudo().with_context(jit_engine=ENGINE)
        days = new.grouped(lambda line: line.company_id._jit_day(line.date_planned))
        for day, lines in days.items():
            lines[_PROMISE] = day
