from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain


class JitDemandEvent(models.Model):
    """How much of a day's demand was learned from."""

    _inherit = "jit.demand.event"

    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    counted = fields.Float(
        compute="_compute_counted",
        compute_sudo=True,
        digits="Product Unit",
        help="What was learned from: nothing of what was left out, and of a very large "
        "order only a part.",
    )
    rule_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        store=False,
        search="_search_rule_id",
    )
    is_cut = fields.Boolean(
        string="Very Large",
        compute="_compute_counted",
        compute_sudo=True,
        help="So much larger than the others that it is not stocked for.",
    )

    @api.depends("quantity", "excluded")
    def _compute_counted(self) -> None:
        cut = self._cut_days()
        for event in self:
            counted = cut.get((event.product_id.id, event.location_id.id, event.day))
            event.is_cut = counted is not None and not event.excluded
            if event.excluded:
                event.counted = 0.0
            elif counted is None:
                event.counted = event.quantity
            else:
                event.counted = min(counted, event.quantity)

    @api.model
    def _search_rule_id(self, operator: str, value) -> Domain:
        """What left the place of a rule of its product."""
        if operator != "in":
            return NotImplemented
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        rules = rules.search([("id", "in", value)])
        return Domain.OR(
            Domain("product_id", "=", rule.product_id.id)
            & Domain("location_id", "child_of", rule.location_id.id)
            for rule in rules
        )

    def _cut_days(self) -> dict[tuple[int, int, date], float]:
        """What was counted of the very large days, by product, place and day."""
        learnings = self.env["jit.learning"].search(
            [("orderpoint_id.product_id", "in", self.product_id.ids)]
        )
        places = defaultdict(set)
        for event in self:
            places[event.product_id.id].add(event.location_id)
        found = {}
        for learned in learnings.filtered("cut_orders"):
            rule = learned.orderpoint_id
            for place in places[rule.product_id.id]:
                if place.parent_path.startswith(rule.location_id.parent_path):
                    for day, _quantity, counted in learned.cut_orders:
                        key = rule.product_id.id, place.id, date.fromordinal(day)
                        found[key] = counted
        return found
