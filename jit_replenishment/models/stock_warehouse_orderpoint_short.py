from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..forms import open_form
from ..queries.today import ids_of, read_short, running_out
from ..queries.today_sales import waiting_sales


class StockWarehouseOrderpoint(models.Model):
    """Rules whose shelf is empty before supply, as the last look found them."""

    _inherit = "stock.warehouse.orderpoint"

    jit_is_short = fields.Boolean(
        string="Runs Out before Supply",
        compute="_compute_jit_is_short",
        search="_search_jit_is_short",
        help="The shelf is empty before what is on its way, or would be ordered today, "
        "is there.",
    )

    jit_chased_order_id = fields.Many2one(
        "purchase.order",
        string="Order to Chase",
        compute="_compute_jit_chased_order_id",
        groups="purchase.group_purchase_user",
        help="The first to come of those that come too late and that its vendor knows.",
    )

    jit_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    jit_sales_waiting = fields.Monetary(
        string="Sales Waiting",
        compute="_compute_jit_sales_waiting",
        currency_field="jit_currency_id",
        groups="jit_replenishment.group_jit_user",
        help="What customers wait for, at the sales price of the product.",
    )
    jit_back_on = fields.Date(string="Arrives", compute="_compute_jit_back_on")

    @api.depends_context("allowed_company_ids")
    def _compute_jit_sales_waiting(self) -> None:
        # who works with Just in Time may know it, whatever they may see of deliveries
        env = self.sudo().env
        sales = waiting_sales(env, self.company_id.ids, self._origin.ids)
        for rule in self:
            waits = sales.get(rule._origin.id)
            rule.jit_sales_waiting = waits.value if waits else 0.0

    @api.depends_context("allowed_company_ids")
    def _compute_jit_back_on(self) -> None:
        # who may see the rules may know what was said of them
        short = read_short(self.sudo().env, self._origin.ids)
        for rule in self:
            row = short.get(rule._origin.id)
            rule.jit_back_on = row.back_on if row else False

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_jit_chased_order_id(self) -> None:
        today = self.env["jit.today"]
        remedies = today._remedies(self)
        for rule in self:
            wish = remedies.wishes.get(rule.id)
            rule.jit_chased_order_id = today._late_order(rule, wish, remedies)

    @api.depends("trigger", "active")
    @api.depends_context("allowed_company_ids")
    def _compute_jit_is_short(self) -> None:
        short = self.search(
            [("id", "in", self._origin.ids), ("jit_is_short", "=", True)]
        )
        for rule in self:
            rule.jit_is_short = rule._origin in short

    @api.model
    def _search_jit_is_short(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        # who may see the rules may know what was said of them
        found = running_out(self.sudo().env, self.env.companies.ids)
        return Domain("id", "in" if True in value else "not in", ids_of(found))

    def action_jit_open(self) -> dict:
        """The rule with its reasons and figures."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (self.env.ref("stock.view_warehouse_orderpoint_form").id, "form")
            ],
        }

    def action_jit_chase(self) -> dict:
        """Ask the vendor of the order that comes too late, as on Today."""
        self.ensure_one()
        self.check_access("read")
        self.env["purchase.order"].check_access("write")
        # asked is about this rule, whatever it was taken from
        order = self.with_prefetch().jit_chased_order_id
        if not order:
            raise UserError(
                self.env._("No order of this product that its vendor knows is late.")
            )
        return order.action_jit_chase()

    def action_jit_buy_elsewhere(self) -> dict:
        """Who else sells it, and a request to them for what is missing."""
        self.ensure_one()
        wizard = self.env["jit.buy.elsewhere"].create({"orderpoint_id": self.id})
        return open_form(wizard, name=self.env._("Other Vendor"), target="new")
