from collections import defaultdict

from odoo import models

from ..marks import ACCEPTING
from ..policy.whole_parts import whole_parts
from ..queries.rules_in_use import rules_in_use


class StockWarehouseOrderpoint(models.Model):
    """People go live and back through a page that says first what will happen."""

    _inherit = "stock.warehouse.orderpoint"

    def action_jit_open_go_live(self) -> dict:
        """What the first run of these rules would order, to say yes to."""
        return self.env["jit.go.live"]._open(self)

    def action_jit_open_undo(self) -> dict:
        """What taking these rules off would do, to say yes to."""
        return self.env["jit.undo"]._open(self)

    def _jit_as_made(self) -> list:
        """What tells whether somebody has worked on a rule since it was made, or since
        it was shown to be said yes to."""
        self.ensure_one()
        return [
            self.trigger,
            self.jit_stage,
            self.active,
            self.product_min_qty,
            self.product_max_qty,
            self.jit_consequence_class_id.id,
            self.supplier_id.id,
            self.route_id.id,
        ]

    def _jit_only_made(self) -> "StockWarehouseOrderpoint":
        """Those of which nothing was tried, ordered or changed."""
        # whoever made a rule need not be allowed to read all that was done with it
        used = rules_in_use(self.sudo().env, self.ids)
        return self.filtered(lambda rule: rule.id not in used)

    def action_jit_go_live(self) -> bool:
        joining = self.filtered(lambda rule: rule.trigger != "jit")
        result = super().action_jit_go_live()
        joining._jit_take_learned_part()
        return result

    def _jit_take_learned_part(self) -> None:
        """Who goes live with exactly what was learned expects as much to sell: else
        what is booked would count on top of it."""
        batches = defaultdict(self.browse)
        for rule_id, expected in self._jit_learned_parts().items():
            batches[expected] |= self.browse(rule_id)
        for expected, rules in batches.items():
            rules.with_context(jit_accepting=ACCEPTING).write(
                {"jit_expected_demand": expected}
            )

    def _jit_learned_parts(self) -> dict[int, float]:
        """By the id of each rule whose figures are those that were learned, how much
        its reorder point expects to sell; only where it expects any."""
        # whoever may put a rule live need not be allowed to read what was learned
        known = self.env["jit.learning"].sudo()
        found = {}
        for learned in known.search([("orderpoint_id", "in", self.ids)]):
            rule = learned.orderpoint_id.with_env(self.env)
            figures = rule.product_min_qty, rule.product_max_qty
            if not any(
                rule.product_uom.compare(*pair)
                for pair in zip(
                    figures, (learned.reorder_point, learned.target_stock), strict=True
                )
            ):
                point, expected = learned.reorder_point, learned.expected_demand
                parts = (expected, max(point - expected, 0.0))
                if part := whole_parts(point, parts, learned.step or 1.0)[0]:
                    found[rule.id] = part
        return found
