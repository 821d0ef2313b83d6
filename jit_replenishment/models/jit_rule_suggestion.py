import math
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..policy.learned_rule import LearnedRule, learn_rule
from ..queries.rule_table import IMAGINED, ImaginedRules
from ..queries.taken_moves import take_moves
from ..queries.taken_spans import read_imagined_spans
from .jit_demand_unread import HISTORY_DAYS
from .jit_learnable import Known
from .jit_learning import CONFIDENCE

_TYPED = frozenset({"reorder_point", "target_stock"})
STATES = [
    ("waiting", "Being Worked Out"),
    ("ready", "Suggested"),
    ("failed", "Could Not Be Worked Out"),
    ("chosen", "Being Made"),
    ("made", "Made"),
    ("aside", "Not Wanted"),
]


class JitRuleSuggestion(models.Model):
    """A reordering rule for a product that sells in a warehouse and has none there.

    Its figures are learned from the history as those of any rule; a person may type
    over them. Only a person makes a rule of it, which then orders nothing by itself.
    """

    _name = "jit.rule.suggestion"
    _description = "Suggested Rule"
    _order = "sold_value desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_category_id = fields.Many2one(
        related="product_id.categ_id", string="Category"
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    is_edited = fields.Boolean(string="Typed by Hand", readonly=True)
    sold_value = fields.Monetary(
        string="Value Sold",
        readonly=True,
        help="What was sold in a year, at cost.",
    )
    picks = fields.Integer(readonly=True, help="Deliveries of it within a year.")
    demand_rate = fields.Float(
        string="Sells a Day",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="In the product's unit.",
    )
    vendor_id = fields.Many2one(
        "res.partner", string="Buys From", readonly=True, ondelete="set null"
    )
    lead_time_days = fields.Float(
        string="Lead Time (Days)",
        digits=(16, 1),
        readonly=True,
        aggregator=None,
        help="As learned from its deliveries, else from the price list.",
    )
    reorder_point = fields.Float(digits="Product Unit", aggregator=None)
    target_stock = fields.Float(string="Target", digits="Product Unit", aggregator=None)
    confidence = fields.Selection(CONFIDENCE, readonly=True)
    first_day = fields.Date(string="Known Since", readonly=True)
    failure = fields.Text(readonly=True)
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    chosen_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    consequence_class_id = fields.Many2one(
        related="product_id.product_tmpl_id.jit_effective_class_id",
    )
    class_said = fields.Char(
        string="Class",
        compute="_compute_class_said",
        help="Assumed: nobody answered what happens if it runs out for a week.",
    )
    class_origin = fields.Char(
        related="product_id.product_tmpl_id.jit_class_origin",
        string="Where the Class Comes From",
    )
    said = fields.Text(string="Worth Knowing", compute="_compute_said")

    _one_per_place = models.UniqueIndex("(product_id, warehouse_id)")

    @api.depends(
        "state", "confidence", "first_day", "reorder_point", "target_stock", "is_edited"
    )
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for suggestion in self:
            suggestion.said = suggestion._say()

    @api.depends(
        "product_id.product_tmpl_id.jit_effective_class_id",
        "product_id.product_tmpl_id.jit_consequence_class_id",
    )
    @api.depends_context("lang")
    def _compute_class_said(self) -> None:
        for suggestion in self:
            template = suggestion.product_id.product_tmpl_id
            name = suggestion.consequence_class_id.name
            answered = (
                template.jit_consequence_class_id or template.categ_id._jit_answering()
            )
            if not answered:
                name = self.env._("%(class)s, assumed", **{"class": name})
            suggestion.class_said = name

    def _say(self) -> str | bool:
        if self.state in ("waiting", "chosen"):
            return self.env._("Is being worked out...")
        if self.state == "failed":
            return self.failure
        if self.is_edited:
            return self.env._("Typed by hand")
        if not self.first_day:
            return self.env._(
                "No history in this warehouse yet: enter what you expect to need."
            )
        if self.confidence == "D":
            return self.env._(
                "Sold too seldom to tell by itself: as similar products sell."
            )
        if not self.target_stock:
            return self.env._(
                "Sold so seldom that it is best bought when somebody asks for it."
            )
        return False

    @api.constrains("reorder_point", "target_stock")
    def _check_figures(self) -> None:
        for suggestion in self:
            figures = (suggestion.reorder_point, suggestion.target_stock)
            # NaN is not at or above zero either
            if not min(figures) >= 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s: the reorder point and the target cannot be "
                        "negative. Use 0 and 0 to buy only what is promised.",
                        product=suggestion.product_id.display_name,
                    )
                )
            if suggestion.product_uom_id.compare(*figures) > 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s: the target is below the reorder point. Raise the "
                        "target, or lower the reorder point.",
                        product=suggestion.product_id.display_name,
                    )
                )

    def write(self, vals: dict) -> bool:
        """A person may type the figures, and nothing else."""
        if self.env.su:
            return super().write(vals)
        if not vals.keys() <= _TYPED:
            raise AccessError(
                self.env._("Only the reorder point and the target can be changed here.")
            )
        for name, value in vals.items():
            if not math.isfinite(float(value or 0)):
                raise ValidationError(
                    self.env._(
                        "The reorder point and the target must be plain numbers; "
                        "%(value)s is not.",
                        value=vals[name],
                    )
                )
        result = super().write(vals)
        # whoever may type figures need not be allowed to say that they were learned
        self.sudo().write({"is_edited": True, "state": "ready"})
        return result

    # -- figures -----------------------------------------------------------------

    @api.model
    def _work_out(self, ids: list[int]) -> None:
        """Learn these as if they were rules, in a constant number of queries."""
        suggestions = self.sudo().browse(ids).exists()
        # whoever typed figures or made a rule since these were taken was first
        suggestions = suggestions.filtered(
            lambda each: each.state == "waiting" and not each.is_edited
        )
        if not suggestions:
            return
        found = suggestions._learn()
        for suggestion in suggestions:
            known, learned = found[suggestion.id]
            suggestion.write(self._prepare_figures(known, learned))

    def _learn(self) -> dict[int, tuple[Known, LearnedRule]]:
        """What would be learned of each, were it a rule; by its id."""
        rows = tuple(suggestion._imagine() for suggestion in self)
        product_ids = self.product_id.ids
        since = datetime.combine(
            fields.Date.today() - timedelta(days=HISTORY_DAYS), time.min
        )
        take_moves(self.env, product_ids, since)
        places = self.with_context(**{IMAGINED: ImaginedRules(rows)})
        spans = read_imagined_spans(places.env, product_ids, since)
        imagined = ImaginedRules(rows, tuple(spans))
        learnable = self.env["jit.learnable"].with_context(**{IMAGINED: imagined})
        return {
            -rule_id: (known, learn_rule(known.learnable, known.today))
            for rule_id, known in learnable._read([-each for each in self.ids]).items()
        }

    def _imagine(self) -> dict:
        """A rule nobody wrote, known by the negative of its id."""
        self.ensure_one()
        return {
            "id": -self.id,
            "product_id": self.product_id.id,
            "company_id": self.company_id.id,
            "warehouse_id": self.warehouse_id.id,
            "location_id": self.warehouse_id.lot_stock_id.id,
            "name": self.product_id.display_name,
            "active": True,
            "trigger": "jit",
            "product_min_qty": 0,
            "product_max_qty": 0,
            "jit_expected_demand": 0,
            "jit_effective_class_id": self.consequence_class_id.id or None,
        }

    @api.model
    def _prepare_figures(
        self, known: Known, learned: LearnedRule
    ) -> Mapping[str, object]:
        return {
            "state": "ready",
            "reorder_point": learned.reorder_point.quantity,
            "target_stock": learned.target_stock,
            "demand_rate": learned.demand.rate,
            "lead_time_days": learned.lead_time.mean,
            "vendor_id": known.vendor_id or False,
            "confidence": learned.confidence,
            "first_day": self.env["jit.learning"]._first_day(known) or False,
            "failure": False,
        }
