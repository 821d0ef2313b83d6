from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..arguments import without_defaults
from ..queries.brakes import read_of_same_figures

_LOWERED = "jit_replenishment.lowered"
# lines of one order that a note names
_NAMED = 20


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
        decision = line.sudo().jit_decision_id
        if decision:
            # beyond what was needed, rounding alone was refused
            refused = min(refused, decision.need_quantity - line.product_uom_qty)
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
            # merged, one line may have several, and none of its own rule
            rest[:1].write(vals)
            rest[1:]._lift(self.env.uid)
        else:
            vals |= self._prepare_rule_vals(line.orderpoint_id)
            # whoever may write the line may say how much of it is wanted
            without_defaults(self.sudo()).create(vals)
        if until:
            self._tell_later(line)

    @api.model
    def _prepare_rule_vals(self, rule: models.Model) -> dict:
        return {
            "orderpoint_id": rule.id,
            "point_then": rule.product_min_qty,
            "target_then": rule.product_max_qty,
        }

    @api.model
    def _prepare_rest_vals(self, line: models.Model, refused: float) -> dict:
        unit = line.product_id.uom_id
        number = self.env["jit.reason"]._number
        return {
            "purchase_line_id": line.id,
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
    def _tell_later(self, line: models.Model) -> None:
        """One note an order, however many of its lines are lowered in one go."""
        precommit = self.env.cr.precommit
        if _LOWERED not in precommit.data:
            precommit.data[_LOWERED] = []
            precommit.add(self._tell_rests)
        precommit.data[_LOWERED].append(line.id)

    @api.model
    def _tell_rests(self) -> None:
        """Note on each order which of its lines were lowered, by how much, until when;
        nothing of what was raised again meanwhile."""
        line_ids = self.env.cr.precommit.data.pop(_LOWERED, [])
        lines = self.env["purchase.order.line"].browse(line_ids).exists()
        rests = self._rests_of(lines).grouped("purchase_line_id")
        lowered = lines.filtered(lambda line: line.sudo() in rests)
        for order, lines_of_order in lowered.grouped("order_id").items():
            of_order = self.union(*(rests[line.sudo()] for line in lines_of_order))
            named = [
                self.env._(
                    "%(rest)s of %(product)s",
                    product=line.product_id.display_name,
                    rest=line._jit_in_products_unit(
                        sum(rests[line.sudo()].mapped("quantity"))
                    ),
                )
                for line in lines_of_order[:_NAMED]
            ]
            if len(lines_of_order) > _NAMED:
                count = len(lines_of_order) - _NAMED
                named.append(self.env._("%(count)s more", count=count))
            order.message_post(
                body=self.env._(
                    "Ordered less than needed. Just in Time will not order the other "
                    "%(rests)s before %(until)s, only what is needed beyond them. To "
                    "have them ordered sooner, raise the quantity, or lift the "
                    "rejection under Purchase > Just in Time > Rejections.",
                    rests=", ".join(named),
                    until=format_date(self.env, max(of_order.mapped("until"))),
                )
            )
        # what is written while a transaction ends nobody else writes out
        self.env.flush_all()

    @api.model
    def _rests_of(self, lines: models.Model) -> "JitRejection":
        """What still holds of the rests of these lines, whoever may read it.

        Those of other figures of the rule do not; a line that is for nothing just now
        may be raised again.
        """
        found = self.sudo().search(
            [
                ("purchase_line_id", "in", lines.ids),
                ("is_rest", "=", True),
                ("lifted_at", "=", False),
            ]
        )
        same = read_of_same_figures(self.env, found.ids) if found else set()
        return found.filtered(
            lambda rest: rest.id in same and rest.until > rest.company_id._jit_today()
        )
