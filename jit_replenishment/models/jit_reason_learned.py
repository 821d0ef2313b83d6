from odoo import models


class JitReason(models.AbstractModel):
    """Why learned figures are not suggested, and how an item is best kept."""

    _inherit = "jit.reason"

    # -- no change is suggested ----------------------------------------------

    def _say_change_frozen(self, values, unit):
        return self.env._("Somebody asked to leave these figures as they are.")

    def _say_change_unknown(self, values, unit):
        return self.env._(
            "Nothing sold in %(days)s, which is too short to say anything.",
            days=self._days(values["days"]),
        )

    def _say_change_small(self, values, unit):
        return self.env._(
            "Learned reorder point %(quantity)s: too near the present one to matter.",
            quantity=self._number(values["reorder_point"], unit),
        )

    def _say_change_declined(self, values, unit):
        return self.env._(
            "Reorder point %(quantity)s was declined, and little has changed since.",
            quantity=self._number(values["reorder_point"], unit),
        )

    # -- how to keep an item ---------------------------------------------------

    def _say_keep_idle(self, values, unit):
        return self.env._(
            "Not sold for %(days)s.", days=self._days(round(values["days"]))
        )

    def _say_keep_rarely_sold(self, values, unit):
        return self.env._(
            "Sells %(expected)s in the %(days)s a new order takes: nothing is kept, "
            "what is promised is bought.",
            expected=self._figure(values["expected"]),
            days=self._days(values["days"]),
        )

    def _say_keep_single_vendor(self, values, unit):
        return self.env._("Only one vendor sells it.")

    def _say_keep_long_lead_time(self, values, unit):
        return self.env._(
            "Long lead time: %(days)s.", days=self._days(round(values["days"]))
        )

    def _say_keep_uneven_lead_time(self, values, unit):
        return self.env._(
            "Uneven lead time: %(days)s, give or take %(deviation)s.",
            days=self._days(round(values["days"])),
            deviation=self._days(round(values["deviation"])),
        )

    def _say_keep_late_vendor(self, values, unit):
        return self.env._(
            "Comes late: in %(days)s, promised %(promised)s.",
            days=self._days(round(values["days"])),
            promised=self._days(round(values["promised"])),
        )

    def _say_keep_few_events(self, values, unit):
        return self.env._(
            "Few sales to learn from: %(events)s.", events=round(values["events"])
        )

    def _say_keep_volatile(self, values, unit):
        return self.env._(
            "Sales of four weeks vary by %(percent)s %% of their mean.",
            percent=round(100 * values["variation"]),
        )

    def _say_keep_seasonal(self, values, unit):
        return self.env._(
            "Seasonal: the strongest month sells %(peak)s times the average.",
            peak=self._figure(values["peak"]),
        )

    def _say_keep_miscounted(self, values, unit):
        return self.env._(
            "Stock was right in %(right)s of %(counts)s counts.",
            right=values["right"],
            counts=values["counts"],
        )

    def _figure(self, value: float) -> str:
        """Two digits tell enough: 1.8 rather than 1.7954."""
        return self._number(float(f"{value:.2g}"), self.env["uom.uom"])
