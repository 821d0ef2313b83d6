from odoo import fields, models


class JitTrialReportLine(models.TransientModel):
    """A rule on which what was ordered and what would have been differ most."""

    _name = "jit.trial.report.line"
    _description = "Difference on Trial"

    report_id = fields.Many2one("jit.trial.report", required=True, ondelete="cascade")
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", string="Reordering Rule", ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", ondelete="cascade")
    currency_id = fields.Many2one(related="report_id.currency_id")
    real_quantity = fields.Float(string="Ordered", digits="Product Unit")
    trial_quantity = fields.Float(string="By Just in Time", digits="Product Unit")
    real_value = fields.Monetary(string="Money Ordered")
    trial_value = fields.Monetary(string="Money by Just in Time")
    value_change = fields.Monetary(string="Difference")
    said = fields.Text(string="Why")

    def action_open_log(self) -> dict:
        return self.orderpoint_id.action_jit_open_trial()
