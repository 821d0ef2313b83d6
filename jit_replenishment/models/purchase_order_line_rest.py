from odoo import api, fields, models
from odoo.tools import format_date

from ..marks import by_engine, is_merging


class PurchaseOrderLine(models.Model):
    """A person who lowers a draft line means "less", and not "the rest on a line of its
    own": see ``jit.rejection``."""

    _inherit = "purchase.order.line"

    jit_rest_ids = fields.One2many(
        "jit.rejection",
        "purchase_line_id",
        string="Not Wanted of It",
        domain=[("is_rest", "=", True), ("is_open", "=", True)],
        groups="base.group_user",
    )

    jit_rest_said = fields.Text(
        string="Put Off",
        compute="_compute_jit_rest_said",
        groups="base.group_user",
        help="What is not ordered because somebody asked for less, and how to have it "
        "after all.",
    )

    @api.depends(
        "product_uom_qty",
        "state",
        "jit_rest_ids.quantity",
        "jit_rest_ids.until",
        "jit_decision_id",
    )
    @api.depends_context("lang")
    def _compute_jit_rest_said(self) -> None:
        """Also of a quantity that is typed and not saved yet."""
        for line in self:
            saved = line._origin
            rests = saved.sudo().jit_rest_ids
            line.jit_rest_said = False
            if not rests and not saved._jit_lowerable():
                continue
            refused, until = rests._after(line, saved.product_uom_qty)
            if refused:
                line.jit_rest_said = line.env._(
                    "Put off until %(until)s: %(rest)s less than needed. Any buyer "
                    "takes that back: raise the quantity, or lift it under Rejections.",
                    rest=line._jit_in_its_unit(refused),
                    until=format_date(line.env, until or max(rests.mapped("until"))),
                )

    def write(self, vals: dict) -> bool:
        before = self._jit_quantities_before(vals)
        others = self._jit_rests_of_another_product(vals)
        result = super().write(vals)
        others._lift(self.env.uid)
        if before:
            self.env["jit.rejection"]._follow_lines(before)
        return result

    def unlink(self) -> bool:
        rests = self._jit_rests_to_lift()
        result = super().unlink()
        rests._lift(self.env.uid)
        return result

    def _jit_quantities_before(self, vals: dict) -> dict[models.Model, float]:
        """What lines are for that may be lowered by these values, in the unit of the
        product; a line for something else is another line."""
        if by_engine(self.env) or is_merging(self.env) or "product_id" in vals:
            return {}
        if not {"product_qty", "product_uom_id"} & vals.keys():
            return {}
        # what was lowered before is raised on whatever the line became
        followed = self._jit_lowerable() | self.filtered("jit_rest_ids")
        return {line: line.product_uom_qty for line in followed}

    def _jit_rests_of_another_product(self, vals: dict) -> models.Model:
        """Rests of lines that these values make lines of another product."""
        if "product_id" not in vals:
            return self.env["jit.rejection"]
        changed = self.filtered(lambda line: line.product_id.id != vals["product_id"])
        return self.env["jit.rejection"]._rests_of(changed)

    def _merge_po_line(self, rfq_line: models.Model):
        """What was not wanted of the other line is not wanted of both."""
        result = super()._merge_po_line(rfq_line)
        rests = self.env["jit.rejection"]._rests_of(rfq_line)
        rests.write({"purchase_line_id": self.id, "document": self.order_id.name})
        return result

    def _jit_rests_to_lift(self) -> models.Model:
        """Without the line nobody has ordered less than was suggested: all of it is
        needed again. Merged, it lives on in another."""
        rests = self.env["jit.rejection"]
        if by_engine(self.env) or is_merging(self.env):
            return rests
        return rests._rests_of(self)
