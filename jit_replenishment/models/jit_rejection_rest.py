from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..arguments import without_defaults


class JitRejection(models.Model):
    """A person lowered a line: the rest is not wanted, for as long as any rejection.

    One for each line, which follows what the line is changed to; without the line there
    is no rest of it.
    """

    _inherit = "jit.rejection"

    is_rest = fields.Boolean(
        string="Ordered Less",
        help="The line was kept with a smaller quantity: only the rest is not wanted. "
        "What is needed beyond that is ordered.",
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line",
        string="Lowered Line",
        index="btree_not_null",
        ondelete="set null",
    )
    # other figures of the rule ask for another quantity: the no was to that one
    point_then = fields.Float(string="Reorder Point Then", readonly=True)
    target_then = fields.Float(readonly=True)

    @api.model
    def _follow_lines(self, before: dict[models.Model, float]) -> None:
        """Remember by how much these lines were lowered, forget what was raised again.

        :param before: what each was for, in the product's unit
        """
        known = self._rests_of(self.env["purchase.order.line"].union(*before))
        rests = known.grouped("purchase_line_id")
        for line, quantity in before.items():
            rest = rests.get(line.sudo(), known.browse())
            self._keep_rest(line, rest, *rest._after(line, quantity))

    def _after(self, line: models.Model, before: float) -> tuple[float, date | None]:
        """What is not wanted of a line that these are the rests of, in the product's
        unit, and until when; None where nothing new was said.

        :param before: what the line was for, in the product's unit
        """
        unit = line.product_id.uom_id
        known = sum(self.mapped("quantity"))
        refused = known + before - line.product_uom_qty
        # beyond what was needed, rounding alone was refused
        need = line.sudo().jit_decision_id.need_quantity
        refused = min(refused, need - line.product_uom_qty)
        days = line.company_id.jit_rejection_days
        if days <= 0 or not line._jit_lowerable():
            refused = min(refused, known)
        refused = unit.round(max(refused, 0.0))
        if unit.compare(refused, known) <= 0:
            return refused, None
        return refused, line.company_id._jit_today() + timedelta(days=days)

    @api.model
    def _keep_rest(
        self,
        line: models.Model,
        rest: "JitRejection",
        refused: float,
        until: date | None,
    ) -> None:
        unit = line.product_id.uom_id
        if unit.is_zero(refused):
            rest._lift(self.env.uid)
            return
        if not until and not unit.compare(refused, sum(rest.mapped("quantity"))):
            return
        vals = self._prepare_rest_vals(line, refused)
        if until:
            vals |= {"until": until, "user_id": self.env.uid}
        if rest:
            rest.write(vals)
        else:
            # whoever may write the line may say how much of it is wanted
            without_defaults(self.sudo()).create(vals)
        if until:
            self._tell_rest(line, refused, until)

    @api.model
    def _prepare_rest_vals(self, line: models.Model, refused: float) -> dict:
        unit = line.product_id.uom_id
        number = self.env["jit.reason"]._number
        return {
            "orderpoint_id": line.orderpoint_id.id,
            "purchase_line_id": line.id,
            "point_then": line.orderpoint_id.product_min_qty,
            "target_then": line.orderpoint_id.product_max_qty,
            "is_rest": True,
            "reason": self.env._(
                "ordered %(wanted)s %(unit)s, %(rest)s less than suggested",
                wanted=number(line.product_uom_qty, unit),
                unit=unit.name,
                rest=number(refused, unit),
            ),
            "document": line.order_id.name,
            "quantity": refused,
            "product_uom_id": unit.id,
        }

    @api.model
    def _tell_rest(self, line: models.Model, refused: float, until) -> None:
        unit = line.product_id.uom_id
        line.order_id.message_post(
            body=self.env._(
                "%(product)s was lowered: Just in Time will not order the other "
                "%(rest)s %(unit)s before %(until)s, only what is needed beyond them. "
                "To have them ordered sooner, lift the rejection under Purchase > Just "
                "in Time > Rejections.",
                product=line.product_id.display_name,
                rest=self.env["jit.reason"]._number(refused, unit),
                unit=unit.name,
                until=format_date(self.env, until),
            )
        )

    @api.model
    def _rests_of(self, lines: models.Model) -> "JitRejection":
        """What still holds of the rests of these lines, whoever may read it."""
        return self.sudo().search(
            [
                ("purchase_line_id", "in", lines.ids),
                ("is_rest", "=", True),
                ("is_open", "=", True),
            ]
        )
