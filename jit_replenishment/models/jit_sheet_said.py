from odoo import api, models
from odoo.tools import formatLang

from ..policy.sheet import Cell, Complaint


class JitSheet(models.AbstractModel):
    """What is wrong with a row, and what to do about it, in words."""

    _inherit = "jit.sheet"

    @api.model
    def _say(self, complaint: Complaint) -> str:
        values = dict(complaint.values)
        titles = self._titles()
        if "column" in values:
            values["column"] = titles.get(values["column"], values["column"])
        figures = {name: self._shown(value) for name, value in values.items()}
        return getattr(self, f"_say_{complaint.code}")(figures)

    @api.model
    def _shown(self, value: Cell) -> str:
        """As it is written, to the last digit: that may be what was changed."""
        if not isinstance(value, float):
            return "" if value is None else str(value)
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        digits = 0 if value.is_integer() else precision
        return formatLang(self.env, value, digits=digits)

    def _say_no_rule(self, _values: dict) -> str:
        return self.env._(
            "No rule is named in this row. Rows do not make new rules: Choose Products "
            "does."
        )

    def _say_unknown_rule(self, values: dict) -> str:
        return self.env._(
            "There is no rule %(rule)s. Take the names as they were exported.", **values
        )

    def _say_ambiguous_rule(self, values: dict) -> str:
        return self.env._(
            "Several rules are called %(rule)s: choose one company only at the top of "
            "the screen, and try again.",
            **values,
        )

    def _say_other_company(self, values: dict) -> str:
        return self.env._(
            "%(rule)s is a rule of another company. Switch to that company, or delete "
            "the row.",
            **values,
        )

    def _say_archived(self, values: dict) -> str:
        return self.env._(
            "%(rule)s is archived. Take it out of the archive first, or delete the "
            "row.",
            **values,
        )

    def _say_mixed_up(self, values: dict) -> str:
        return self.env._(
            "This row was %(exported)s when it was exported and is %(rule)s now: its "
            "columns were sorted apart. Export the sheet again.",
            **values,
        )

    def _say_twice(self, values: dict) -> str:
        return self.env._(
            "The same rule stands in line %(line)s. Delete one of the two rows.",
            **values,
        )

    def _say_formula(self, values: dict) -> str:
        return self.env._(
            "%(column)s holds a formula. Copy the cell and paste its value only.",
            **values,
        )

    def _say_fault(self, values: dict) -> str:
        return self.env._(
            "%(column)s holds the fault %(text)s. Type a value.", **values
        )

    def _say_no_number(self, values: dict) -> str:
        return self.env._(
            "%(column)s: “%(text)s” is no plain number or text. Type it anew, as 12.5 "
            "or as your spreadsheet writes numbers.",
            **values,
        )

    def _say_negative(self, values: dict) -> str:
        return self.env._(
            "%(column)s: %(text)s is negative. Use 0 and 0 to buy only what is "
            "promised.",
            **values,
        )

    def _say_too_much(self, values: dict) -> str:
        return self.env._(
            "%(column)s: %(text)s is more than a warehouse holds. Check the number.",
            **values,
        )

    def _say_below(self, values: dict) -> str:
        return self.env._(
            "The target %(target)s is below the reorder point %(reorder_point)s. Raise "
            "the target, or lower the reorder point.",
            **values,
        )

    def _say_changed_since(self, values: dict) -> str:
        return self.env._(
            "%(column)s was %(exported)s when it was exported, and somebody has set it "
            "to %(now)s since; the sheet says %(new)s. Type %(now)s or empty the cell "
            "to keep that, or export the rules again.",
            **values,
        )

    def _say_unknown_class(self, values: dict) -> str:
        return self.env._(
            "There is no class “%(text)s”. Use one of: %(choices)s.", **values
        )

    def _say_unknown_unit(self, values: dict) -> str:
        return self.env._(
            "The product is not ordered in multiples of “%(text)s”. Use one of: "
            "%(choices)s.",
            **values,
        )

    def _say_unknown_vendor(self, values: dict) -> str:
        if not values["choices"]:
            return self.env._(
                "“%(text)s” has no price of this product, nor has anybody. Add one on "
                "the product first.",
                **values,
            )
        return self.env._(
            "“%(text)s” has no price of this product. Add one on the product first, or "
            "use one of: %(choices)s.",
            **values,
        )

    def _say_ambiguous_vendor(self, values: dict) -> str:
        return self.env._(
            "Several vendors of this product are called “%(text)s”. Set the vendor on "
            "the rule itself.",
            **values,
        )

    def _say_no_vendor_of_sku(self, values: dict) -> str:
        return self.env._(
            "The SKU “%(text)s” is of no vendor: name one in this row that has a price "
            "of the product.",
            **values,
        )

    def _say_two_skus(self, values: dict) -> str:
        return self.env._(
            "The same vendor's SKU of this product is “%(text)s” in line %(line)s and "
            "“%(new)s” here. Enter one of them in both rows.",
            **values,
        )

    def _say_no_right_to_sku(self, _values: dict) -> str:
        return self.env._(
            "You may not change vendors' prices, and a SKU is part of them. Empty the "
            "cell, or ask a purchase manager."
        )
