import math
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..queries.adjustments import count_effects

KINDS = [
    ("uplift", "More or Less Demand"),
    ("freeze", "Keep Figures"),
    ("launch", "New Product"),
    ("supersession", "Replaces a Product"),
    ("retire", "Phase Out"),
    ("shelf_life", "Shelf Life"),
]
# a change of one of these has the rules concerned learned again
_TERMS = frozenset(
    {
        "active",
        "kind",
        "applies_to",
        "company_id",
        "product_id",
        "orderpoint_id",
        "category_id",
        "other_product_id",
        "first_day",
        "last_day",
        "factor",
        "shelf_life_days",
    }
)
# written by this model and the learning job alone
_MARKS = frozenset({"user_id", "is_used"})


class JitAdjustment(models.Model):
    """What a person knows of the time to come, with its dates.

    The learning job reads it with the demand; what it does to each rule is kept beside
    it (``jit.adjustment.effect``). No rule changes by it: other figures are suggested.
    """

    _name = "jit.adjustment"
    _description = "Planned Change"
    _order = "first_day desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(KINDS, string="What", required=True, default="uplift")
    applies_to = fields.Selection(
        [
            ("product", "A Product"),
            ("rule", "One Rule"),
            ("category", "A Category"),
        ],
        required=True,
        default="product",
        help="A product: all its rules. A category: all products in it and below it.",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        domain="[('is_storable', '=', True)]",
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Rule",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
    )
    category_id = fields.Many2one(
        "product.category",
        index="btree_not_null",
        ondelete="cascade",
    )
    other_product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        domain="[('is_storable', '=', True)]",
        help="The product whose demand is copied, or that is replaced.",
    )
    first_day = fields.Date(
        string="From",
        default=fields.Date.context_today,
        help="Empty: it always was so.",
    )
    last_day = fields.Date(
        string="Until",
        help="The last day on which it holds. Empty: until further notice.",
    )
    factor = fields.Float(
        string="Times",
        default=1.0,
        digits=(16, 3),
        help="1.5: half as much again as usual; 0.8: a fifth less. For a product that "
        "follows another: times what that one sells.",
    )
    shelf_life_days = fields.Integer(
        string="Keeps (Days)", help="From the day the goods come in."
    )
    reason = fields.Char(required=True, help="What happens: a promotion, a new model.")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        readonly=True,
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    active = fields.Boolean(default=True)
    is_used = fields.Boolean(
        string="Used",
        readonly=True,
        copy=False,
        help="Figures were learned with it: it can be archived, but not deleted.",
    )
    state = fields.Selection(
        [("ahead", "Ahead"), ("now", "Now"), ("over", "Over")],
        compute="_compute_state",
    )
    subject = fields.Char(string="Of", compute="_compute_subject", compute_sudo=True)
    effect_ids = fields.One2many(
        "jit.adjustment.effect", "adjustment_id", readonly=True
    )
    effect = fields.Char(
        string="In Short", compute="_compute_effect", compute_sudo=True
    )

    @api.depends("orderpoint_id.product_id", "applies_to")
    def _compute_product_id(self) -> None:
        """Of one rule the rule says it; of a category there is none."""
        for adjustment in self:
            if adjustment.applies_to == "rule":
                adjustment.product_id = adjustment.orderpoint_id.product_id
            elif adjustment.applies_to == "category":
                adjustment.product_id = False

    @api.depends("first_day", "last_day", "company_id")
    def _compute_state(self) -> None:
        for adjustment in self:
            today = adjustment.company_id._jit_today()
            if adjustment.first_day and adjustment.first_day > today:
                adjustment.state = "ahead"
            elif adjustment.last_day and adjustment.last_day < today:
                adjustment.state = "over"
            else:
                adjustment.state = "now"

    @api.depends("applies_to", "product_id", "orderpoint_id", "category_id")
    @api.depends_context("lang")
    def _compute_subject(self) -> None:
        for adjustment in self:
            if adjustment.applies_to == "category":
                adjustment.subject = adjustment.category_id.display_name
            elif adjustment.applies_to == "rule":
                rule = adjustment.orderpoint_id
                names = rule.product_id.display_name, rule.location_id.display_name
                adjustment.subject = " · ".join(filter(None, names))
            else:
                adjustment.subject = adjustment.product_id.display_name

    @api.depends("kind", "subject", "reason")
    @api.depends_context("lang")
    def _compute_display_name(self) -> None:
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for adjustment in self:
            names = (
                kinds.get(adjustment.kind),
                adjustment.subject,
                adjustment.reason,
            )
            adjustment.display_name = ": ".join(filter(None, names))

    @api.depends("effect_ids.is_change")
    @api.depends_context("lang")
    def _compute_effect(self) -> None:
        """In few words, for a list: of a category there may be thousands of rules."""
        found = count_effects(self.env, self._origin.ids)
        for adjustment in self:
            figures = found.get(adjustment._origin.id, (0, False, 0))
            adjustment.effect = adjustment._effect_text(*figures)

    def _effect_text(self, count: int, changes: bool, effect_id: int) -> str:
        if not count:
            return self.env._("No rule yet")
        if count == 1:
            return self.env["jit.adjustment.effect"].browse(effect_id)._text()
        if not changes:
            return self.env._("%(count)s rules, none changes", count=count)
        return self.env["jit.reason"]._rules(count)

    @api.onchange("kind")
    def _onchange_kind(self) -> None:
        """What is not meant any more is not kept."""
        if self.kind in ("launch", "supersession"):
            if self.applies_to == "category":
                self.applies_to = "product"
        else:
            self.other_product_id = False
        if self.kind != "shelf_life":
            self.shelf_life_days = 0
        if self.kind in ("retire", "supersession"):
            self.last_day = False
        if self.kind not in ("uplift", "launch", "supersession"):
            self.factor = 1.0

    @api.onchange("applies_to")
    def _onchange_applies_to(self) -> None:
        if self.applies_to != "rule":
            self.orderpoint_id = False
        if self.applies_to != "category":
            self.category_id = False

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        # the name on it is that of who said so, whatever a client sends
        mine = {"user_id": self.env.uid, "is_used": False}
        adjustments = super().create([self._plain(vals) | mine for vals in vals_list])
        adjustments._rules()._jit_learn_again()
        return adjustments

    def write(self, vals: dict) -> bool:
        if not self.env.su:
            vals = {name: vals[name] for name in vals if name not in _MARKS}
        concerned = self._rules() if _TERMS & vals.keys() else None
        result = super().write(self._plain(vals))
        if "company_id" in vals:
            # nobody may hand one to a company that is not theirs
            self.check_access("write")
        if concerned is not None:
            (concerned | self._rules())._jit_learn_again()
        return result

    def unlink(self) -> bool:
        self._rules()._jit_learn_again()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self) -> None:
        used = self.filtered("is_used")
        if used:
            raise UserError(
                self.env._(
                    "%(name)s: figures were learned with this. Archive it, so that the "
                    "history can still be explained.",
                    name=used[0].display_name,
                )
            )

    @api.model
    def _plain(self, vals: dict) -> dict[str, Any]:
        """A factor that is no number fails here, with a sentence; the product is said
        by the rule."""
        if not math.isfinite(float(vals.get("factor") or 0)):
            raise UserError(self.env._("Times must be a plain number, as 1.5."))
        if vals.get("applies_to") in ("rule", "category"):
            vals = {name: vals[name] for name in vals if name != "product_id"}
        return vals
