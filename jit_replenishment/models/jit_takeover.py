from collections import defaultdict

from odoo import api, fields, models

from ..marks import RESTORING

# what going live may change and undo puts back, exactly
REMEMBERED = (
    "trigger",
    "product_min_qty",
    "product_max_qty",
    "replenishment_uom_id",
    "supplier_id",
    "route_id",
    "snoozed_until",
    "qty_to_order_manual",
)


class JitTakeover(models.Model):
    """How a rule was before it went just-in-time. A rule born so has none."""

    _name = "jit.takeover"
    _description = "Just in Time: Before Going Live"
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="orderpoint_id.company_id", store=True, index=True
    )
    trigger = fields.Char(required=True)
    active_before = fields.Boolean()
    product_min_qty = fields.Float(string="Reorder Point", digits="Product Unit")
    product_max_qty = fields.Float(string="Target", digits="Product Unit")
    replenishment_uom_id = fields.Many2one("uom.uom", string="Multiple")
    supplier_id = fields.Many2one("product.supplierinfo", ondelete="set null")
    route_id = fields.Many2one("stock.route", ondelete="set null")
    snoozed_until = fields.Date()
    qty_to_order_manual = fields.Float(digits="Product Unit")

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    @api.model
    def _remember(self, rules: models.Model) -> None:
        """Keep the state of rules that are about to go just-in-time."""
        self._forget(rules)
        self.sudo().create(
            [
                {
                    name: rule._fields[name].convert_to_write(rule[name], rule)
                    for name in REMEMBERED
                }
                | {"orderpoint_id": rule.id, "active_before": rule.active}
                for rule in rules
            ]
        )

    @api.model
    def _forget(self, rules: models.Model) -> None:
        """Drop what is remembered of rules that left by another door than undo."""
        # whoever may change a rule need not be allowed to write this memory
        memory = self.sudo()
        memory.search([("orderpoint_id", "in", rules.ids)]).unlink()

    @api.model
    def _restore(self, rules: models.Model) -> None:
        """Put rules back as they were; drafts stay, as ordinary requests."""
        memory = self.sudo().search([("orderpoint_id", "in", rules.ids)])
        remembered = {record.orderpoint_id.id: record for record in memory}
        rules._jit_release_drafts()
        # rules with the same changes are written together: mostly just the trigger
        batches = defaultdict(rules.browse)
        for rule in rules:
            vals = self._prepare_restored_vals(rule, remembered.get(rule.id))
            batches[tuple(vals.items())] |= rule
        for vals, batch in batches.items():
            batch.with_context(jit_restoring=RESTORING).write(dict(vals))
        memory.unlink()

    @api.model
    def _prepare_restored_vals(
        self, rule: models.Model, before: "JitTakeover | None"
    ) -> dict:
        """What differs from before; a rule born just-in-time orders by itself from now
        on, as it did."""
        if not before:
            return {"trigger": "auto", "snoozed_until": False}
        vals = {
            name: before._fields[name].convert_to_write(before[name], before)
            for name in REMEMBERED
            if before[name] != rule[name]
        }
        if rule.active and not before.active_before:
            # a rule archived since stays so: undo must not make anything order
            vals["active"] = False
        return vals
