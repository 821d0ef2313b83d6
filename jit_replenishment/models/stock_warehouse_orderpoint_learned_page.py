from datetime import date

from odoo import api, fields, models

from ..policy.reorder_point import ReorderPoint
from ..policy.what_if import outcome
from ..policy.whole_parts import whole_parts
from ..queries.proposals import read_learned

_MOST_CUT_ORDERS = 8
_PARTS = ("expected", "demand", "estimate", "vendor")


class StockWarehouseOrderpoint(models.Model):
    """What was learned of a rule, in words and as parts, for its page."""

    _inherit = "stock.warehouse.orderpoint"

    jit_learned_on = fields.Date(
        string="Last Learned Anew", related="jit_learning_id.learned_on"
    )
    jit_reorder_bar = fields.Json(
        string="What the Reorder Point Is Made Of",
        compute="_compute_jit_learned_page",
        compute_sudo=True,
    )
    jit_learned_sentence = fields.Text(
        string="Learned", compute="_compute_jit_learned_page", compute_sudo=True
    )
    jit_confidence_said = fields.Char(
        string="Confidence", compute="_compute_jit_learned_page", compute_sudo=True
    )
    jit_stock_said = fields.Char(
        string="Average Stock", compute="_compute_jit_learned_page", compute_sudo=True
    )
    jit_cut_orders_said = fields.Text(
        string="Very Large Orders",
        compute="_compute_jit_learned_page",
        compute_sudo=True,
        help="Days on which so much more was asked for than on others that nobody "
        "stocks for it. Only a part was counted in learning.",
    )

    @api.depends("jit_learning_id", "product_min_qty", "product_max_qty")
    @api.depends_context("lang", "uid")
    def _compute_jit_learned_page(self) -> None:
        sentences = self._jit_learned_sentences()
        for rule in self:
            learning = rule.jit_learning_id
            rule.jit_learned_sentence = sentences.get(rule._origin.id, False)
            rule.jit_reorder_bar = learning and rule._jit_bar(learning)
            rule.jit_confidence_said = learning and rule._jit_say_confidence(learning)
            rule.jit_stock_said = learning and rule._jit_say_stock(learning)
            rule.jit_cut_orders_said = learning and rule._jit_say_cut_orders(learning)

    def _jit_learned_sentences(self) -> dict[int, str]:
        """By rule id, what its figures would come from."""
        writer, proposals = self.env["jit.reason"], self.env["jit.reorder.proposal"]
        classes, products = (
            self.env["jit.consequence.class"],
            self.env["product.product"],
        )
        said = {}
        for row in read_learned(self.env, self.jit_learning_id.ids):
            facts = proposals._facts(row)
            if row.class_id:
                facts += proposals._asked(
                    classes.browse(row.class_id).name,
                    row.cycle_service_level,
                    proposals._effects(row, rules_changed=True)["service_then"],
                    facts,
                )
            told = [fact for fact in facts if fact[0] != "cut_orders"]
            unit = products.browse(row.product_id).uom_id
            said[row.rule_id] = writer._sentences(told, unit)
        return said

    # -- the bar -------------------------------------------------------------------

    def _jit_bar(self, learning: models.Model) -> dict:
        """Two reorder points on one scale: the learned one and the present one; one
        where they are the same."""
        learned, step = learning._as_learned(), learning.step or 1.0
        present = outcome(learned, self.product_min_qty, self.product_max_qty)
        bars = [self._jit_bar_of(self.env._("Now"), present.reorder_point, step)]
        if self.product_uom.compare(
            learned.reorder_point.quantity, bars[0]["quantity"]
        ):
            point = learned.reorder_point
            bars.insert(0, self._jit_bar_of(self.env._("Learned"), point, step))
        return {"bars": bars, "scale": max(bar["quantity"] for bar in bars)}

    def _jit_bar_of(self, label: str, point: ReorderPoint, step: float) -> dict:
        exact = (
            point.expected,
            point.for_demand,
            point.for_estimate,
            point.for_vendor,
        )
        fine = step if not round(point.quantity % step, 9) else 10.0**-6
        quantities = whole_parts(point.quantity, exact, fine)
        names = self._jit_part_names()
        parts = [
            {
                "key": key,
                "label": names[key],
                "quantity": quantity,
                "shown": self._jit_shown(quantity),
            }
            for key, quantity in zip(_PARTS, quantities, strict=True)
            if self.product_uom.compare(quantity, 0.0) > 0
        ]
        return {
            "label": label,
            "quantity": point.quantity,
            "shown": self._jit_shown(point.quantity),
            "parts": parts,
            "said": self._jit_say_parts(label, point, parts),
        }

    def _jit_part_names(self) -> dict[str, str]:
        return {
            "expected": self.env._("expected to sell"),
            "demand": self.env._("against uneven demand"),
            "estimate": self.env._("against a short history"),
            "vendor": self.env._("against uneven lead times"),
        }

    def _jit_say_parts(self, label: str, point: ReorderPoint, parts: list) -> str:
        if not parts:
            return self.env._(
                "%(label)s: reorder point 0, bought when it is promised", label=label
            )
        return self.env._(
            "%(label)s: reorder point %(quantity)s, of which %(parts)s",
            label=label,
            quantity=self._jit_shown(point.quantity),
            parts=", ".join(f"{part['shown']} {part['label']}" for part in parts),
        )

    def _jit_shown(self, quantity: float) -> str:
        return self.env["jit.reason"]._number(quantity, self.product_uom)

    # -- in words ------------------------------------------------------------------

    def _jit_say_confidence(self, learning: models.Model) -> str:
        writer = self.env["jit.reason"]
        events = writer._demands(round(learning.events))
        days = writer._days(round(learning.effective_days))
        said = {
            "A": self.env._(
                "Good: learned from about %(events)s in %(days)s.",
                events=events,
                days=days,
            ),
            "B": self.env._(
                "Fair: learned from about %(events)s in %(days)s.",
                events=events,
                days=days,
            ),
            "C": self.env._(
                "Low: learned from %(events)s in %(days)s, and from similar products.",
                events=events,
                days=days,
            ),
            "D": self.env._(
                "Very low: hardly any demand yet, so mostly as similar products sell."
            ),
        }
        return said.get(learning.confidence, "")

    def _jit_say_stock(self, learning: models.Model) -> str:
        """On average on hand, now and as learned."""
        stocks = [learning.average_stock_now, learning.average_stock_then]
        said = self._jit_arrow([self._jit_about(stock) for stock in stocks])
        quantity = f"{said} {self.product_uom.name}"
        if not (learning.unit_cost and self.env["jit.reason"]._tells_prices()):
            return quantity
        value = self.company_id.currency_id.format
        values = [value(stock * learning.unit_cost) for stock in stocks]
        return f"{quantity} ({self._jit_arrow(values)})"

    def _jit_arrow(self, said: list[str]) -> str:
        """From the first to the second, once where they are the same."""
        return " → ".join(dict.fromkeys(said))

    def _jit_say_cut_orders(self, learning: models.Model) -> str | bool:
        """Each on a line, the latest first; but those that are counted as good as
        whole."""
        cut = [
            each
            for each in sorted(learning.cut_orders or [], reverse=True)
            if self._jit_shown(each[1]) != self._jit_about(each[2])
        ]
        said = [self._jit_say_cut_order(*each) for each in cut[:_MOST_CUT_ORDERS]]
        if len(cut) > _MOST_CUT_ORDERS:
            more = len(cut) - _MOST_CUT_ORDERS
            said.append(self.env._("and %(count)s more", count=more))
        return "\n".join(said) or False

    def _jit_say_cut_order(self, day: int, quantity: float, counted: float) -> str:
        return self.env._(
            "%(quantity)s on %(day)s, counted as %(counted)s",
            quantity=self._jit_shown(quantity),
            day=self.env["jit.reason"]._day(date.fromordinal(day).isoformat()),
            counted=self._jit_about(counted),
        )

    def _jit_about(self, quantity: float) -> str:
        """As exact as an average is: 1.5, and 1,142 rather than 1,141.9."""
        return self._jit_shown(round(quantity, 1 if quantity < 10 else None))
