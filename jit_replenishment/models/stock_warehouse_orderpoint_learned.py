from odoo import api, fields, models

from ..marks import is_accepting, is_from_sheet, is_restoring

_FIGURES = ("product_min_qty", "product_max_qty")


class StockWarehouseOrderpoint(models.Model):
    """What of a rule was learned, and what happened to its figures since."""

    _inherit = "stock.warehouse.orderpoint"

    jit_expected_demand = fields.Float(
        string="Expected Demand",
        digits="Product Unit",
        copy=False,
        readonly=True,
        help="The part of the reorder point that sells until goods arrive; the rest is "
        "the buffer. 0 where the reorder point was not learned.",
    )
    jit_change_ids = fields.One2many(
        "jit.rule.change", "orderpoint_id", string="Changed Figures"
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        return super().create([self._jit_own_vals(vals) for vals in vals_list])

    def write(self, vals: dict) -> bool:
        vals = self._jit_own_vals(vals)
        before = {rule.id: rule._jit_both_figures() for rule in self._jit_kept(vals)}
        result = super().write(vals)
        changed = self.filtered(
            lambda rule: (
                rule.id in before and before[rule.id] != rule._jit_both_figures()
            )
        )
        if "jit_expected_demand" not in vals:
            forgetful = self._jit_forgetful(vals, before)
            super(StockWarehouseOrderpoint, forgetful).write({"jit_expected_demand": 0})
        if changed and not is_accepting(self.env):
            source, reason = self._jit_change_source()
            more = {rule.id: {"reason": reason} for rule in changed if reason}
            self.env["jit.rule.change"]._record(changed, source, before, more)
        return result

    @api.model
    def _jit_change_source(self) -> tuple[str, str | None]:
        """How figures come to be written, and in which words."""
        if is_restoring(self.env):
            return "undone", None
        if is_from_sheet(self.env):
            return "sheet", self.env.context.get("jit_sheet_name")
        return "hand", None

    @api.model
    def _jit_own_vals(self, vals: dict) -> dict:
        """Without what only an accepted suggestion may set."""
        if "jit_expected_demand" not in vals or self.env.su or is_accepting(self.env):
            return vals
        return {name: vals[name] for name in vals if name != "jit_expected_demand"}

    def _jit_both_figures(self) -> tuple[float, float]:
        """Reorder point and target, as the unit rounds them."""
        unit = self.product_uom
        return unit.round(self.product_min_qty), unit.round(self.product_max_qty)

    def _jit_kept(self, vals: dict) -> "StockWarehouseOrderpoint":
        """Those of which a history is kept, if this concerns it."""
        if not vals.keys() & {*_FIGURES, "trigger"}:
            return self.browse()
        kept = self.filtered(lambda rule: rule.trigger == "jit")
        # their target is never computed; a refused write may have left it to be
        self.env.remove_to_compute(self._fields["product_max_qty"], kept)
        # what a sheet did to many at once is told of each, whoever orders for it
        return self if is_from_sheet(self.env) else kept

    def _jit_forgetful(self, vals: dict, before: dict) -> "StockWarehouseOrderpoint":
        """A reorder point set by hand says nothing about how much is expected."""
        if not vals.keys() & {"product_min_qty", "trigger"}:
            return self.browse()
        return self.filtered(
            lambda rule: (
                rule.jit_expected_demand
                and (
                    rule.trigger != "jit"
                    or before.get(rule.id, (0, 0))[0] != rule._jit_both_figures()[0]
                )
            )
        )
