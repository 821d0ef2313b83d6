from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.usual import (
    PURCHASES,
    OpenLine,
    Purchase,
    broken_rules,
    broken_vendor_terms,
    price_change,
    usual_quantity,
)
from ..queries.waiting_lines import (
    PurchaseRow,
    TroubleRow,
    VendorTermsRow,
    read_purchases,
    read_troubles,
    read_vendor_terms,
)

_NO_TROUBLE = TroubleRow(False, False)
_NO_TERMS = VendorTermsRow(0.0, 0.0, 0.0, False)
# a vendor on the portal reads nothing of it
_VERDICT = {
    "compute": "_compute_jit_usual",
    "compute_sudo": True,
    "groups": "base.group_user",
}


class PurchaseOrderLine(models.Model):
    """A line that is like those bought before says so; others say what is odd."""

    _inherit = "purchase.order.line"

    jit_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Class",
        related="orderpoint_id.jit_effective_class_id",
        groups="base.group_user",
    )
    # the worst class first; of a vendor, that of its worst line
    jit_class_sequence = fields.Integer(
        string="Rank of the Class",
        related="orderpoint_id.jit_effective_class_id.sequence",
        aggregator="min",
        groups="base.group_user",
    )
    jit_is_usual = fields.Boolean(
        string="Usual",
        search="_search_jit_is_usual",
        help="Quantity, price and vendor are like those of the last purchases, within "
        "the limits of its class, and nothing is known to be wrong with its data.",
        **_VERDICT,
    )
    jit_unusual = fields.Text(
        string="Not Usual Because",
        **_VERDICT,
    )
    jit_terms_broken = fields.Text(
        string="Against the Vendor's Terms",
        **_VERDICT,
    )
    jit_usual_quantity = fields.Float(
        string="Usual Quantity",
        digits="Product Unit",
        help="The middle of the last five purchases from this vendor, in the product's "
        "unit.",
        **_VERDICT,
    )
    jit_last_purchase = fields.Char(
        string="Last Purchase",
        help="From this vendor.",
        **_VERDICT,
    )
    jit_price_change = fields.Float(
        string="Price Against Last",
        help="Against the last price paid to this vendor; after discount.",
        **_VERDICT,
    )
    jit_price_change_said = fields.Char(
        string="Price Change",
        **_VERDICT,
    )

    @api.depends(
        "product_qty",
        "product_uom_id",
        "price_unit",
        "discount",
        "partner_id",
        "state",
        "jit_owned",
        "orderpoint_id",
    )
    @api.depends_context("lang", "uid")
    def _compute_jit_usual(self) -> None:
        ids = self._origin.ids
        bought = read_purchases(self.env, ids, PURCHASES) if ids else {}
        troubles = read_troubles(self.env, ids) if ids else {}
        asked = read_vendor_terms(self.env, ids) if ids else {}
        # for whoever may read the line: stock and purchases behind it may be closed to
        # them
        positions = self._jit_positions()
        for line in self:
            purchases = bought.get(line._origin.id, [])
            facts = line._jit_open_line(
                purchases,
                troubles.get(line._origin.id, _NO_TROUBLE),
                asked.get(line._origin.id, _NO_TERMS),
                positions,
            )
            broken = broken_rules(facts, line.sudo().jit_class_id._usual_terms())
            change = price_change(facts)
            line.jit_is_usual = not broken and line._jit_waits()
            line.jit_unusual = line._jit_say_broken(broken)
            line.jit_terms_broken = line._jit_say_broken(broken_vendor_terms(facts))
            line.jit_usual_quantity = usual_quantity(
                facts.purchases, line.partner_id.id
            )
            line.jit_last_purchase = line._jit_say_last(purchases)
            line.jit_price_change = change or 0.0
            line.jit_price_change_said = line._jit_say_change(change)

    def _jit_positions(self) -> dict[int, models.Model]:
        """What was last known of each rule, by rule id."""
        rules = self.orderpoint_id
        seen = self.env["jit.position"].sudo()
        found = seen.search([("orderpoint_id", "in", rules.ids)])
        return {position.orderpoint_id.id: position for position in found}

    def _jit_open_line(
        self,
        purchases: list[PurchaseRow],
        trouble: TroubleRow,
        asked: VendorTermsRow,
        positions: dict[int, models.Model],
    ) -> OpenLine:
        self.ensure_one()
        position = positions.get(self.orderpoint_id.id)
        unit, base = self.product_uom_id, self.product_id.uom_id
        return OpenLine(
            vendor_id=self.partner_id.id,
            # whole packs are no whole units any more once they are rounded
            quantity=unit._compute_quantity(self.product_qty, base, round=False),
            step=unit._compute_quantity(unit.rounding, base, round=False),
            minimum=asked.minimum,
            multiple=asked.multiple,
            others=asked.others,
            price=self._jit_net_price(),
            currency_id=self.currency_id.id,
            purchases=tuple(Purchase(*row[:4]) for row in purchases),
            # the vendor of the reason is known to whoever sees the line's own
            chosen_vendor_id=self.sudo().jit_decision_id.vendor_id.id or None,
            on_hand=position.on_hand if position else 0.0,
            need_moved=self.jit_need_moved,
            to_fix=trouble.to_fix,
            faulty=trouble.faulty,
        )

    def _jit_net_price(self) -> float:
        """Of one product unit, after discount."""
        per_unit = self.product_uom_id._compute_price(
            self.price_unit, self.product_id.uom_id
        )
        return per_unit * (1 - (self.discount or 0.0) / 100)

    def _jit_waits(self) -> bool:
        """Made by the engine, and nobody has answered for it yet."""
        self.ensure_one()
        return self.state == "draft" and bool(self.sudo().jit_decision_id)

    def _jit_is_live(self) -> bool:
        """Whether its rule orders just now: not paused, held back or to mend."""
        self.ensure_one()
        position = self._jit_positions().get(self.orderpoint_id.id)
        return bool(position) and position.outcome == "order"

    @api.model
    def _jit_waiting_domain(self) -> Domain:
        """Lines of the engine that nobody has answered for yet."""
        return (
            Domain("jit_decision_id", "!=", False)
            & Domain("state", "=", "draft")
            & Domain("orderpoint_id.trigger", "=", "jit")
        )

    def _search_jit_is_usual(self, operator: str, _value) -> Domain:
        if operator != "in":
            return NotImplemented
        usual = self.search(self._jit_waiting_domain()).filtered("jit_is_usual")
        return Domain("id", "in", usual.ids)
