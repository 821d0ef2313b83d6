from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..marks import HANDING_OVER, is_handing_over

# a change of anything else may change what is to be ordered
_NOT_TERMS = frozenset(
    {
        "name",
        "answer",
        "sequence",
        "color",
        "active",
        "is_default",
        "tells_at_once",
        "escalate_after_hours",
    }
)


class JitConsequenceClass(models.Model):
    """The answer to "what happens if this runs out for a week?".

    It decides the target service and how far supply that is not there yet is trusted.
    """

    _name = "jit.consequence.class"
    _description = "Consequence Class"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    answer = fields.Char(
        required=True,
        translate=True,
        help="What happens if a product of this class runs out for a week.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    is_default = fields.Boolean(
        string="Assumed",
        help="Products nobody answered the question for are treated like this one. "
        "Ticking it takes the mark off the class that has it now.",
    )
    cycle_service_level = fields.Float(
        string="Target Service",
        default=0.97,
        required=True,
        help="Share of order cycles in which the shelf must not run empty.",
    )
    late_supply_counts = fields.Boolean(
        string="Late Supply Covers",
        default=True,
        help="Goods due only after the shelf is empty still count as cover and are "
        "chased. Without it a new order is made if it would arrive sooner.",
    )
    overdue_supply_days = fields.Integer(
        string="Overdue Covers For (Days)",
        default=7,
        help="Days after its promised date for which late goods still count as cover.",
    )
    unsent_rfq_counts = fields.Boolean(
        string="Unsent RFQ Covers",
        default=True,
        help="An overdue request for quotation that was never sent still counts as "
        "cover for the days above.",
    )

    _overdue_supply_days_positive = models.Constraint(
        "CHECK (overdue_supply_days >= 0)",
        "Days that overdue goods still cover cannot be negative.",
    )
    _one_default = models.UniqueIndex(
        "(is_default) WHERE is_default",
        "Only one class can be the assumed one. Take the mark off the other first.",
    )

    @api.constrains("cycle_service_level")
    def _check_cycle_service_level(self) -> None:
        for record in self:
            if not 0.5 <= record.cycle_service_level < 1:
                raise ValidationError(
                    self.env._(
                        "The target service of %(name)s must be at least 50 %% and "
                        "below 100 %%: no stock can promise never to run out.",
                        name=record.name,
                    )
                )

    @api.depends("name", "answer")
    @api.depends_context("jit_show_answer")
    def _compute_display_name(self) -> None:
        for record in self:
            if self.env.context.get("jit_show_answer") and record.answer:
                record.display_name = f"{record.name}: {record.answer}"
            else:
                record.display_name = record.name

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        if any(vals.get("is_default") for vals in vals_list):
            self.browse()._hand_over_default()
        records = super().create(vals_list)
        if any(record.is_default for record in records):
            records._reassume()
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self) -> None:
        for record in self:
            if record.is_default or record._is_an_answer():
                raise UserError(
                    self.env._(
                        "%(name)s is in use: it is assumed, or the answer of a "
                        "category, a product or a rule. Choose another there first, or "
                        "archive this one: it then keeps its effect where it is used.",
                        name=record.name,
                    )
                )

    def _is_an_answer(self) -> bool:
        models_asked = (
            "product.category",
            "product.template",
            "stock.warehouse.orderpoint",
        )
        # also for records of other companies, and archived ones
        return any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count([("jit_consequence_class_id", "in", self.ids)], limit=1)
            for model in models_asked
        )

    def write(self, vals: dict) -> bool:
        if vals.get("is_default"):
            self._hand_over_default()
        elif not (
            is_handing_over(self.env)
            or (vals.get("is_default", True) and vals.get("active", True))
        ):
            self._refuse_to_assume_nothing()
        result = super().write(vals)
        if not vals.keys() <= _NOT_TERMS:
            self.env["jit.signal"]._sweep_soon()
        if "cycle_service_level" in vals:
            # whoever changes a class need not be allowed to see all companies' rules
            rules = self.env["stock.warehouse.orderpoint"].sudo()
            rules.search(
                [("jit_effective_class_id", "in", self.ids)]
            )._jit_learn_again()
        if "is_default" in vals:
            self._reassume()
        return result

    def _hand_over_default(self) -> None:
        """Take the mark off the class that is assumed so far: another one gets it."""
        marked = self.with_context(active_test=False).search(
            [("is_default", "=", True)]
        )
        others = (marked - self).with_context(jit_handing_over=HANDING_OVER)
        others.write({"is_default": False})
        # the index of one assumed class must not see both at once
        others.flush_recordset()

    def _refuse_to_assume_nothing(self) -> None:
        if any(record.is_default for record in self):
            raise ValidationError(
                self.env._(
                    "One class has to be assumed where nobody answered the question. "
                    "Tick Assumed on another class: the mark moves there by itself."
                )
            )

    @api.model
    def _default_class(self) -> "JitConsequenceClass":
        """The class of products nobody answered the question for."""
        every = self.with_context(active_test=False)
        return every.search([("is_default", "=", True)], limit=1) or self.search(
            [], limit=1
        )

    def _reassume(self) -> None:
        """What is assumed has changed for everything that has no answer of its own,
        and with it how far supply is trusted: the rules' new class signals them."""
        for model in ("product.category", "product.template"):
            records = self.env[model].sudo().with_context(active_test=False)
            unanswered = records.search([("jit_consequence_class_id", "=", False)])
            unanswered.modified(["jit_consequence_class_id"])
