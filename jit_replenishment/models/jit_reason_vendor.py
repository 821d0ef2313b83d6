from odoo import models


class JitReason(models.AbstractModel):
    """The vendors who sell a product and were not asked, each with why."""

    _inherit = "jit.reason"

    def _not_asked(self, values: dict) -> str:
        """A sentence; empty where nobody else sells it."""
        others = [
            self.env._("%(vendor)s (%(why)s)", vendor=vendor, why=self._why_not(why))
            for vendor, why in values.get("not_asked") or []
        ]
        if not others:
            return ""
        return self.env._("Not asked: %(vendors)s.", vendors=", ".join(others))

    def _why_not(self, why: str) -> str:
        return {
            "listed_after": self.env._("after it on the price list"),
            "rule_names_another": self.env._("the rule names another"),
            "vendor_archived": self.env._("archived"),
            "offer_expired": self.env._("its price has expired"),
            "offer_not_started": self.env._("its price is not valid yet"),
            "offer_not_accepted": self.env._("nobody checked its price"),
            "unit_without_conversion": self.env._("its unit does not convert"),
            "not_a_number": self.env._("a figure in its price is not a number"),
            "zero_price": self.env._("its price is zero"),
        }.get(why, why)
