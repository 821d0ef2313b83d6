from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

_FOLLOWS = ("launch", "supersession")
_LARGEST_FACTOR = 1000.0


class JitAdjustment(models.Model):
    """What makes no sense is refused, with what to do instead."""

    _inherit = "jit.adjustment"

    subjects = fields.Json(compute="_compute_subjects")

    @api.depends("kind")
    def _compute_subjects(self) -> None:
        """What it can be of: one product follows another, a category does not."""
        known = [subject for subject, _label in self._fields["applies_to"].selection]
        one = [subject for subject in known if subject != "category"]
        for adjustment in self:
            adjustment.subjects = one if adjustment.kind in _FOLLOWS else known

    @api.constrains(
        "kind", "applies_to", "product_id", "orderpoint_id", "category_id", "company_id"
    )
    def _check_subject(self) -> None:
        for adjustment in self:
            subject = {
                "product": adjustment.product_id,
                "rule": adjustment.orderpoint_id,
                "category": adjustment.category_id,
            }.get(adjustment.applies_to)
            if not subject:
                raise ValidationError(
                    self.env._("Say which product, rule or category it is about.")
                )
            if adjustment.kind in _FOLLOWS and adjustment.applies_to == "category":
                raise ValidationError(
                    self.env._(
                        "One product follows another, a category does not: choose the "
                        "product."
                    )
                )
            if adjustment.applies_to == "rule":
                adjustment._check_rule()

    def _check_rule(self) -> None:
        if self.orderpoint_id.product_id != self.product_id:
            raise ValidationError(self.env._("The rule is of another product."))
        if self.orderpoint_id.company_id != self.company_id:
            raise ValidationError(
                self.env._(
                    "The rule is one of %(other)s, this is for %(company)s.",
                    other=self.orderpoint_id.company_id.name,
                    company=self.company_id.name,
                )
            )

    @api.constrains("reason")
    def _check_reason(self) -> None:
        if not all((adjustment.reason or "").strip() for adjustment in self):
            raise ValidationError(self.env._("Say why: every rule concerned shows it."))

    @api.constrains("kind", "factor")
    def _check_factor(self) -> None:
        for adjustment in self:
            if not 0 < adjustment.factor <= _LARGEST_FACTOR:
                raise ValidationError(
                    self.env._(
                        "Times must be above 0, and %(most)s at most. 1.5 is half as "
                        "much again as usual, 0.8 a fifth less; what is not sold any "
                        "more is phased out.",
                        most=int(_LARGEST_FACTOR),
                    )
                )

    @api.constrains("kind", "shelf_life_days")
    def _check_shelf_life(self) -> None:
        for adjustment in self:
            if adjustment.kind == "shelf_life" and adjustment.shelf_life_days <= 0:
                raise ValidationError(
                    self.env._("Say how many days the goods keep: at least one.")
                )

    @api.constrains("kind", "first_day", "last_day")
    def _check_days(self) -> None:
        for adjustment in self:
            first, last = adjustment.first_day, adjustment.last_day
            if first and last and last < first:
                raise ValidationError(
                    self.env._(
                        "It would end on %(last)s, before it begins on %(first)s.",
                        first=first,
                        last=last,
                    )
                )
            if last and adjustment.kind in ("retire", "supersession"):
                raise ValidationError(
                    self.env._(
                        "A product that is phased out or replaced does not come back "
                        "on a day: leave Until empty, and archive this if it does."
                    )
                )

    @api.constrains(
        "kind",
        "product_id",
        "orderpoint_id",
        "other_product_id",
        "company_id",
        "active",
    )
    def _check_other_product(self) -> None:
        for adjustment in self.filtered(lambda each: each.kind in _FOLLOWS):
            other = adjustment.other_product_id
            if not other:
                raise ValidationError(self.env._("Say which product it follows."))
            if other == adjustment.product_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s cannot follow itself.", product=other.display_name
                    )
                )
            if adjustment.kind == "supersession" and adjustment.active:
                adjustment._check_no_loop()

    def _check_no_loop(self) -> None:
        """What replaces a product is not replaced by it, whatever lies between."""
        known = products = self.other_product_id
        while products:
            products = self._replacements(products).other_product_id - known
            known |= products
            if self.product_id in products:
                raise ValidationError(
                    self.env._(
                        "%(old)s replaces %(new)s already, so %(new)s cannot replace "
                        "it.",
                        old=self.other_product_id.display_name,
                        new=self.product_id.display_name,
                    )
                )

    def _replacements(self, products: models.Model) -> "JitAdjustment":
        """By which these products replace others, in the same company."""
        # a loop through what this person may not see is one too
        return self.sudo().search(
            [
                ("kind", "=", "supersession"),
                ("company_id", "=", self.company_id.id),
                ("product_id", "in", products.ids),
            ]
        )

    @api.constrains(
        "kind",
        "applies_to",
        "product_id",
        "orderpoint_id",
        "category_id",
        "other_product_id",
        "company_id",
        "first_day",
        "last_day",
        "active",
    )
    def _check_once(self) -> None:
        """One thing is said once for a day, or it would count twice."""
        for adjustment in self.filtered("active"):
            for other in self.sudo().search(adjustment._same_subject()):
                if adjustment._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "This is planned already for some of these days: %(name)s. "
                            "Change that one, or choose other days.",
                            name=other.display_name,
                        )
                    )

    def _same_subject(self) -> Domain:
        self.ensure_one()
        names = ["company_id", "kind", "applies_to"]
        names += ["product_id", "orderpoint_id", "category_id"]
        if self.kind == "supersession":
            # two models may become one
            names.append("other_product_id")
        values = ((name, self[name]) for name in names)
        return Domain("id", "!=", self.id) & Domain.AND(
            Domain(name, "=", value.id if isinstance(value, models.Model) else value)
            for name, value in values
        )

    def _overlaps(self, other: "JitAdjustment") -> bool:
        return not (self._is_over_before(other) or other._is_over_before(self))

    def _is_over_before(self, other: "JitAdjustment") -> bool:
        return bool(
            self.last_day and other.first_day and self.last_day < other.first_day
        )
