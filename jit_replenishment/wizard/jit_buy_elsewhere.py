from datetime import time

from odoo import api, fields, models
from odoo.fields import Command

from ..arguments import without_defaults
from ..forms import open_form
from ..policy.sourcing import OfferTerm
from ..queries.today import read_short
from ..queries.vendor_offers import read_offers


class JitBuyElsewhere(models.TransientModel):
    """Who could bring what is missing, and when: a request to one of them.

    The usual vendor stands among them, to compare. The request is a person's own; Just
    in Time counts it as on its way, as any other, and its own draft follows.
    """

    _name = "jit.buy.elsewhere"
    _description = "Other Vendor"
    _rec_name = "product_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    product_uom_id = fields.Many2one(related="orderpoint_id.product_uom", string="Unit")
    company_id = fields.Many2one(related="orderpoint_id.company_id", store=True)
    jit_why = fields.Text(related="orderpoint_id.jit_why", string="Why")
    runs_out_on = fields.Date(
        related="orderpoint_id.jit_runs_out_on", string="Runs Out"
    )
    back_on = fields.Date(
        string="Goods Again",
        compute="_compute_back_on",
        help="By what is on its way, or would be ordered today.",
    )
    quantity = fields.Float(
        string="Needed",
        digits="Product Unit",
        help="What is missing. Each vendor's minimum and multiple come on top.",
    )
    line_ids = fields.One2many("jit.buy.elsewhere.line", "wizard_id", string="Vendors")
    has_others = fields.Boolean(compute="_compute_has_others")
    purchase_order_id = fields.Many2one(
        "purchase.order", string="Request", readonly=True, copy=False
    )

    @api.depends("orderpoint_id")
    def _compute_back_on(self) -> None:
        for wizard in self:
            # who may see the rule may know what was said of it
            said = read_short(self.sudo().env, wizard.orderpoint_id.ids)
            short = said.get(wizard.orderpoint_id.id)
            wizard.back_on = short.back_on if short else False

    @api.depends("line_ids.is_usual")
    def _compute_has_others(self) -> None:
        for wizard in self:
            wizard.has_others = not all(line.is_usual for line in wizard.line_ids)

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        wizards = super().create(vals_list)
        for wizard in wizards:
            wizard.quantity = wizard.quantity or wizard._missing()
            wizard.line_ids = [
                Command.create({"partner_id": vendor_id})
                for vendor_id in wizard._terms()
            ]
        return wizards

    def action_open_product(self) -> dict:
        """Its Purchase tab is where another vendor is added."""
        self.ensure_one()
        self.check_access("read")
        return open_form(self.product_id)

    def _terms(self) -> dict[int, list[OfferTerm]]:
        """The price list of the rule, by vendor, in its order."""
        self.orderpoint_id.check_access("read")
        # price lists of the companies above, as the engine reads them
        rows = read_offers(self.sudo().env, self.orderpoint_id.ids)
        found: dict[int, list[OfferTerm]] = {}
        for row in rows.get(self.orderpoint_id.id, []):
            if row.vendor_active:
                found.setdefault(row.vendor_id, []).append(OfferTerm(*row))
        return found

    def _missing(self) -> float:
        """What would be ordered; where that is on its way but late, what is promised
        meanwhile and not there, or fills the shelf to its reorder point."""
        rule = self.orderpoint_id
        wish = rule._jit_wishes().get(rule.id)
        if not wish:
            return 0.0
        decision = wish.verdict.decision
        if decision.outcome != "covered":
            return wish.need
        on_shelf = max(wish.on_hand, 0.0)
        return wish.missing or max(decision.reorder_point - on_shelf, 0.0)

    def _request_from(self, line: models.Model) -> models.Model:
        """A request for quotation of the person at hand, with one line."""
        rule, company = self.orderpoint_id, self.company_id
        arrival = company._jit_moment(line.arrives_on, time(12))
        orders = without_defaults(self.env["purchase.order"]).with_company(company)
        return orders.create(
            {
                "partner_id": line.partner_id.id,
                "company_id": company.id,
                "currency_id": line.currency_id.id,
                "picking_type_id": rule.warehouse_id.in_type_id.id,
                "user_id": self.env.uid,
                "origin": rule.name,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product_id.id,
                            "product_qty": line.quantity,
                            "product_uom_id": line.product_uom_id.id,
                            "date_planned": arrival,
                            "location_final_id": rule.location_id.id,
                        }
                    )
                ],
            }
        )
