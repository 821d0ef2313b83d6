from collections.abc import Iterable

from odoo import models

from ..policy.reason import Reason
from ..queries.waiting_lines import PurchaseRow


class PurchaseOrderLine(models.Model):
    """What is usual of a line and what is not, in the line's own unit."""

    _inherit = "purchase.order.line"

    def _jit_say_broken(self, broken: Iterable[Reason]) -> str | bool:
        """Every rule the line breaks that makes it unusual."""
        self.ensure_one()
        said = [
            [each.code, {**each.values, **self._jit_known_of(each)}] for each in broken
        ]
        return self.env["jit.reason"]._sentences(said, self.product_uom_id) or False

    def _jit_known_of(self, reason: Reason) -> dict:
        """What the sentence says besides, or in another unit."""
        if reason.code == "unusual_quantity":
            mine, base = self.product_uom_id, self.product_id.uom_id
            usual = base._compute_quantity(reason.values["usual"], mine, round=False)
            return {"usual": usual, "unit": "" if mine == base else mine.name}
        if reason.code in ("unusual_minimum", "unusual_multiple"):
            mine, base = self.product_uom_id, self.product_id.uom_id
            return {
                name: base._compute_quantity(figure, mine, round=False)
                for name, figure in reason.values.items()
            }
        if reason.code == "unusual_other_vendor":
            # the name alone, to whoever may read the line
            person = self.sudo().jit_changed_by_id
            return {"by": person.name or "", "own": person.id == self.env.uid}
        return {}

    def _jit_say_last(self, purchases: list[PurchaseRow]) -> str | bool:
        mine = [row for row in purchases if row.vendor_id == self.partner_id.id]
        if not mine:
            return False
        quantity = self._jit_short_quantity(mine[0].quantity)
        if not mine[0].day:
            return quantity
        day = self.env["jit.reason"]._day(mine[0].day.isoformat())
        return self.env._("%(quantity)s on %(day)s", quantity=quantity, day=day)

    def _jit_short_quantity(self, quantity: float) -> str:
        """Of the product's unit, in the line's; named where the two differ."""
        if self.product_uom_id != self.product_id.uom_id:
            return self._jit_in_its_unit(quantity)
        return self.env["jit.reason"]._number(quantity, self.product_uom_id)

    def _jit_say_change(self, change: float | None) -> str | bool:
        """Nothing where it is what was paid before, to a tenth of a percent."""
        if change is None or abs(change) < 0.0005:
            return False
        return self.env["jit.reason"]._signed_percent(change)
