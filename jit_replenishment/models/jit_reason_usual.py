from odoo import models
from odoo.tools.misc import formatLang


class JitReason(models.AbstractModel):
    """Which rule a line broke that is not usual."""

    _inherit = "jit.reason"

    def _say_unusual_minimum(self, values, unit):
        return self.env._(
            "Below the vendor's minimum of %(minimum)s.",
            minimum=f"{self._number(values['minimum'], unit)} {unit.name}",
        )

    def _say_unusual_multiple(self, values, unit):
        return self.env._(
            "Not a multiple of %(multiple)s, as the vendor sells it.",
            multiple=f"{self._number(values['multiple'], unit)} {unit.name}",
        )

    def _say_unusual_class(self, values, unit):
        return self.env._("Its class wants every line looked at.")

    def _say_unusual_on_hand(self, values, unit):
        return self.env._("Stock on hand is negative: count it first.")

    def _say_unusual_to_fix(self, values, unit):
        return self.env._("Something about it stands under To Fix.")

    def _say_unusual_fault(self, values, unit):
        return self.env._("The check found a fault in its data.")

    def _say_unusual_need(self, values, unit):
        return self.env._("The need has moved since it was changed.")

    def _say_unusual_other_vendor(self, values, unit):
        if values.get("own"):
            return self.env._("You chose another vendor.")
        return self.env._(
            "%(person)s chose another vendor.",
            person=values.get("by") or self.env._("Somebody"),
        )

    def _say_unusual_vendor(self, values, unit):
        # the name alone, to whoever may read the line
        vendor = self.env["res.partner"].sudo().browse(values["vendor_id"]).exists()
        return self.env._(
            "Last bought from %(vendor)s.",
            vendor=vendor.display_name or self.env._("another vendor"),
        )

    def _say_unusual_new(self, values, unit):
        if values["purchases"]:
            return self.env._("Bought only once from this vendor.")
        return self.env._("Never bought from this vendor.")

    def _say_unusual_quantity(self, values, unit):
        parts = (self._number(values["usual"], unit), values.get("unit"))
        usual = " ".join(filter(None, parts))
        if values["times"] < 0.005:
            return self.env._("Less than 1 %% of the usual %(usual)s.", usual=usual)
        if values["times"] < 1:
            return self.env._(
                "Only %(percent)s %% of the usual %(usual)s.",
                percent=round(100 * values["times"]),
                usual=usual,
            )
        return self.env._(
            "%(times)s times the usual %(usual)s.",
            times=formatLang(self.env, values["times"], digits=1),
            usual=usual,
        )

    def _say_unusual_unpriced(self, values, unit):
        return self.env._("No last price to compare with.")

    def _say_unusual_price(self, values, unit):
        change = self._signed_percent(values["change"])
        return self.env._("Price %(change)s against the last purchase.", change=change)

    def _signed_percent(self, change: float) -> str:
        """As +14 % or -3 %; a part of one percent as such."""
        digits = 0 if abs(change) >= 0.01 else 1
        percent = formatLang(self.env, abs(100 * change), digits=digits)
        sign = "-" if change < 0 else "+"
        return self.env._("%(sign)s%(percent)s %%", sign=sign, percent=percent)
