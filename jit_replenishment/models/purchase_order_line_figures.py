from datetime import date
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

# days are counted from it
_FIRST_DAY = date(2000, 1, 1)
# what was last known of the rule
_FIGURE = {"compute": "_compute_jit_figures", "groups": "base.group_user"}
_quantity = partial(fields.Float, digits="Product Unit", **_FIGURE)


class PurchaseOrderLine(models.Model):
    """What an approver looks at beside the line: stock, days, the price list.

    What was last known, not what is: three hundred lines are read in a moment, and
    nothing is ordered before it was looked at again (see ``jit.approval``).
    """

    _inherit = "purchase.order.line"

    jit_item = fields.Text(
        string="Product and Vendor SKU",
        compute="_compute_jit_item",
        groups="base.group_user",
    )
    jit_on_hand = _quantity(
        string="On Hand",
        help="When it was last looked at, in the product's unit.",
    )
    jit_on_order = _quantity(string="Incoming")
    jit_committed = _quantity(string="Promised")
    jit_runs_out_on = fields.Date(string="Runs Out", **_FIGURE)
    jit_cover_days = fields.Integer(string="Cover (Days)", **_FIGURE)
    jit_weekly_use = fields.Float(
        string="Weekly Use",
        digits=(16, 1),
        help="As learned from what was sold or used, in the product's unit.",
        **_FIGURE,
    )
    # pages sort vendors by sums of numbers alone, not by their first day
    jit_order_by_day = fields.Integer(
        compute="_compute_jit_order_by_day", aggregator="min", groups="base.group_user"
    )
    jit_need_quantity = fields.Float(
        string="Need Before Rounding",
        digits="Product Unit",
        related="jit_decision_id.need_quantity",
        groups="base.group_user",
    )
    jit_stock_said = fields.Char(
        string="Stock", compute="_compute_jit_stock_said", groups="base.group_user"
    )
    jit_list_price_change = fields.Char(
        string="Price Against Price List",
        compute="_compute_jit_list_price_change",
        groups="base.group_user",
        help="Against the price list as it was when the line was made.",
    )

    @api.depends("product_id", "partner_id", "jit_decision_id")
    @api.depends_context("lang")
    def _compute_jit_item(self) -> None:
        for line in self:
            ordered = line.sudo().jit_decision_id
            same = ordered.vendor_id == line.partner_id
            # what was frozen with the reason costs no look at price lists
            sku = ordered.vendor_sku if same else line.jit_vendor_sku
            names = (line.product_id.display_name, sku)
            line.jit_item = "\n".join(name for name in names if name)

    @api.depends("orderpoint_id", "company_id")
    def _compute_jit_figures(self) -> None:
        positions = self._jit_positions()
        learned = self.env["jit.learning"].sudo()
        known = learned.search([("orderpoint_id", "in", self.orderpoint_id.ids)])
        rates = {each.orderpoint_id.id: each.demand_rate for each in known}
        for line in self:
            rule_id = line.orderpoint_id.id
            position = positions.get(rule_id) or self.env["jit.position"]
            runs_out_on = position.runs_out_on
            line.jit_on_hand = position.on_hand
            line.jit_on_order = position.on_order
            line.jit_committed = position.committed
            line.jit_runs_out_on = runs_out_on
            today = line.company_id._jit_today()
            line.jit_cover_days = (
                max((runs_out_on - today).days, 0) if runs_out_on else 0
            )
            line.jit_weekly_use = 7 * rates.get(rule_id, 0.0)

    @api.depends("jit_order_by")
    def _compute_jit_order_by_day(self) -> None:
        for line in self:
            day = line.jit_order_by
            line.jit_order_by_day = (day - _FIRST_DAY).days if day else 0

    def _field_to_sql(self, alias: str, field_expr: str, query=None) -> SQL:
        if field_expr == "jit_order_by_day":
            day = self._field_to_sql(alias, "jit_order_by", query)
            return SQL("(%s - %s::date)", day, _FIRST_DAY)
        return super()._field_to_sql(alias, field_expr, query)

    @api.depends("jit_on_hand", "jit_runs_out_on", "date_planned")
    @api.depends_context("lang")
    def _compute_jit_stock_said(self) -> None:
        """What a card has room for."""
        writer = self.env["jit.reason"]
        for line in self:
            on_hand = writer._number(line.jit_on_hand, line.product_id.uom_id)
            parts = [line.env._("On Hand %(quantity)s", quantity=on_hand)]
            if line.jit_runs_out_on:
                day = writer._day(line.jit_runs_out_on.isoformat())
                parts.append(line.env._("Runs Out %(day)s", day=day))
            if line.date_planned:
                day = line.company_id._jit_day(line.date_planned).isoformat()
                parts.append(line.env._("Arrives %(day)s", day=writer._day(day)))
            line.jit_stock_said = ", ".join(parts)

    @api.depends("price_unit", "discount", "product_uom_id", "jit_decision_id")
    @api.depends_context("lang")
    def _compute_jit_list_price_change(self) -> None:
        for line in self:
            ordered = line.sudo().jit_decision_id
            unit = ordered.purchase_uom_id
            listed = unit and unit._compute_price(
                ordered.price_unit, line.product_id.uom_id
            ) * (1 - ordered.discount / 100)
            comparable = listed and ordered.currency_id == line.currency_id
            change = line._jit_net_price() / listed - 1 if comparable else None
            line.jit_list_price_change = line._jit_say_change(change)
