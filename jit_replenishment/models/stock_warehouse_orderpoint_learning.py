from odoo import api, fields, models

# a rule of another place or product knows nothing of its demand any more
_WHERE = frozenset({"location_id", "product_id"})
# whom it is bought from, and how it comes
_SOURCE = frozenset({"supplier_id", "route_id", "active"})


class StockWarehouseOrderpoint(models.Model):
    """What of a rule decides what is learned of it."""

    _inherit = "stock.warehouse.orderpoint"

    jit_is_learning = fields.Boolean(
        string="Being Learned Anew",
        compute="_compute_jit_is_learning",
        compute_sudo=True,
    )

    @api.depends_context("uid")
    def _compute_jit_is_learning(self) -> None:
        """Something changed: what stands on the page was learned before it."""
        pending = self.env["jit.learning.request"]._pending_of(self._origin.ids)
        for rule in self:
            rule.jit_is_learning = rule._origin.id in pending

    @api.depends("jit_consequence_class_id", "product_tmpl_id.jit_effective_class_id")
    def _compute_jit_effective_class_id(self) -> None:
        result = super()._compute_jit_effective_class_id()
        # what it asks for; a new rule is learned the same minute
        self._jit_learn_again()
        return result

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if _WHERE & vals.keys():
            # whoever may move a rule need not be allowed to see what was learned
            spans = self.env["jit.demand.span"].sudo()
            spans.search([("orderpoint_id", "in", self.ids)]).unlink()
        if (_WHERE | _SOURCE) & vals.keys():
            self._jit_learn_again()
        return result

    def action_jit_refresh(self) -> bool:
        """The form reads it anew after any button."""
        self.check_access("read")
        # over RPC nothing is no answer
        return True

    def _jit_learn_again(self) -> None:
        self.env["jit.learning.request"]._append(self.filtered("id").ids)
