from odoo import api, fields, models

from ..forms import open_form
from ..notices import notice
from ..queries.rules import read_rules
from .jit_exception import OF_LEARNING

REMEDIES = [
    ("product", "Product"),
    ("price", "Price"),
    ("vendor", "Vendor"),
    ("route", "Route"),
    ("rule", "Rule"),
    ("check", "Check"),
]
# where each kind is mended; a kind of another addon's is mended on the rule
REMEDY_OF = {
    "no_vendor": "product",
    "offer_expired": "price",
    "offer_not_started": "price",
    "offer_not_accepted": "price",
    "unit_without_conversion": "price",
    "zero_price": "price",
    "not_purchasable": "product",
    "no_bom": "product",
    "vendor_archived": "vendor",
    "not_bought": "route",
    "supply_refused": "route",
    "no_route": "rule",
    "failed": "check",
    "learning_failed": "check",
    "moves_unread": "check",
}


class JitException(models.Model):
    """Each problem has one button, and it opens where the cause is mended."""

    _inherit = "jit.exception"

    remedy = fields.Selection(REMEDIES, compute="_compute_remedy")

    @api.depends("kind")
    def _compute_remedy(self) -> None:
        for record in self:
            record.remedy = REMEDY_OF.get(record.kind, "rule")

    def action_open_product(self) -> dict:
        """Where vendors and prices are mended, on their tab."""
        view = self.env.ref("jit_replenishment.product_normal_form_view_purchase")
        return self._open_form(self.product_id, view)

    def action_open_price(self) -> dict:
        """The vendor's price of the product, or the list of them with their dates."""
        self.ensure_one()
        rule = self.orderpoint_id
        offers = rule._jit_offers().filtered(
            lambda offer: offer.partner_id == rule.jit_vendor_id
        )
        if not offers:
            return self.action_open_product()
        # both views name the product when told so
        context = {"visible_product_tmpl_id": False}
        if len(offers) == 1:
            return self._open_form(offers) | {"context": context}
        defaults = {
            "default_partner_id": rule.jit_vendor_id.id,
            "default_product_tmpl_id": self.product_id.product_tmpl_id.id,
        }
        view = self.env.ref("jit_replenishment.product_supplierinfo_dates_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prices of %(vendor)s", vendor=rule.jit_vendor_id.name),
            "res_model": offers._name,
            "domain": [("id", "in", offers.ids)],
            "context": context | defaults,
            "views": [(view.id, "list"), (False, "form")],
        }

    def action_open_vendor(self) -> dict:
        return self._open_form(self.orderpoint_id.jit_vendor_id)

    def action_open_rule(self) -> dict:
        return self._open_form(
            self.orderpoint_id, self.env.ref("stock.view_warehouse_orderpoint_form")
        )

    def action_open_route(self) -> dict:
        """The route that supplies the place without buying; the rule if none does."""
        # a buyer may not read stock rules, and needs no more of them than their route
        situation = self.env["jit.situation"].sudo()
        rows = read_rules(self.env, self.orderpoint_id.ids)
        supply_rules = situation._choose_supply_rules(rows)
        for supply_rule in supply_rules.values():
            return self._open_form(self.env["stock.route"].browse(supply_rule.route_id))
        return self.action_open_rule()

    def _open_form(
        self, record: models.Model, view: models.Model | None = None
    ) -> dict:
        self.ensure_one()
        return open_form(record, view)

    def action_check_again(self) -> dict:
        """Have the engine look again; the record closes itself if it is cured."""
        of_learning = self.filtered(lambda record: record.kind in OF_LEARNING)
        of_learning.orderpoint_id._jit_learn_again()
        live = self.orderpoint_id.filtered(lambda rule: rule.trigger == "jit")
        if live or not of_learning:
            return self.orderpoint_id.action_jit_check_now()
        return notice(
            self.env._(
                "Being read and learned again. It closes by itself once that works."
            ),
            "info",
            next=False,
        )
