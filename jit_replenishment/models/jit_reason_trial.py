from odoo import models


class JitReason(models.AbstractModel):
    """What was ordered beside what would have been, in words."""

    _inherit = "jit.reason"

    def _say_trial_really(self, values, unit):
        if not values["orders"]:
            return self.env._("Nothing was ordered.")
        parts = self._trial_order(values, unit)
        if values["by"] == "odoo":
            return self.env._("Odoo ordered %(order)s.", order=parts)
        if values["by"] == "people":
            return self.env._("People ordered %(order)s.", order=parts)
        return self.env._("Odoo and people ordered %(order)s.", order=parts)

    def _say_trial_ours(self, values, unit):
        if not values["orders"]:
            return self.env._("Just in Time would not have ordered.")
        return self.env._(
            "Just in Time would have ordered %(order)s.",
            order=self._trial_order(values, unit),
        )

    def _trial_order(self, values, unit) -> str:
        parts = {
            "quantity": self._number(values["quantity"], unit),
            "day": self._day(values["first"]),
            "count": values["orders"],
        }
        if values["on_hand"] is not None:
            parts["on_hand"] = self._number(values["on_hand"], unit)
        several = values["orders"] > 1
        if several and "on_hand" in parts:
            return self.env._(
                "%(quantity)s in %(count)s orders, first on %(day)s at %(on_hand)s on "
                "hand",
                **parts,
            )
        if several:
            return self.env._(
                "%(quantity)s in %(count)s orders, first on %(day)s", **parts
            )
        if "on_hand" in parts:
            return self.env._("%(quantity)s on %(day)s at %(on_hand)s on hand", **parts)
        return self.env._("%(quantity)s on %(day)s", **parts)

    def _say_trial_earlier(self, values, unit):
        return self.env._("That is %(days)s earlier.", days=self._days(values["days"]))

    def _say_trial_later(self, values, unit):
        return self.env._("That is %(days)s later.", days=self._days(values["days"]))

    def _say_trial_point(self, values, unit):
        return self.env._(
            "Reorder point %(trial)s instead of %(real)s.",
            **self._both(values, unit),
        )

    def _say_trial_target(self, values, unit):
        return self.env._(
            "Target %(trial)s instead of %(real)s.", **self._both(values, unit)
        )

    def _both(self, values, unit) -> dict[str, str]:
        return {name: self._number(values[name], unit) for name in ("trial", "real")}

    def _say_trial_fills_up(self, values, unit):
        return self.env._(
            "It fills up to the target of %(target)s, to which %(need)s were missing.",
            target=self._number(values["target"], unit),
            need=self._number(values["need"], unit),
        )

    def _say_trial_minimum(self, values, unit):
        return self.env._(
            "The vendor's minimum of %(minimum)s makes more of the need for %(need)s.",
            minimum=self._number(values["minimum"], unit),
            need=self._number(values["need"], unit),
        )

    def _say_trial_below_minimum(self, values, unit):
        return self.env._(
            "%(quantity)s is below the vendor's minimum of %(minimum)s.",
            quantity=self._number(values["quantity"], unit),
            minimum=self._number(values["minimum"], unit),
        )

    def _say_trial_vendor(self, values, unit):
        return self.env._("From %(trial)s instead of %(real)s.", **values)

    def _say_trial_short(self, values, unit):
        return self.env._(
            "%(place)s has %(there)s of these %(quantity)s: the rest comes when it has "
            "more.",
            place=values["source"],
            there=self._number(values["there"], unit),
            quantity=self._number(values["quantity"], unit),
        )

    def _say_trial_not_needed(self, values, unit):
        return self.env._("What it saw on that day:")

    def _say_trial_not_reached(self, values, unit):
        return self.env._(
            "The shelf never held less than %(lowest)s: the rule's own reorder point "
            "of %(point)s was not reached.",
            lowest=self._number(values["lowest"], unit),
            point=self._number(values["reorder_point"], unit),
        )

    def _say_trial_nobody_ordered(self, values, unit):
        return self.env._("It is ordered by hand, and nobody did.")

    def _say_trial_ran_out(self, values, unit):
        if not values["trial"]:
            return self.env._(
                "It ran out on %(days)s; it would not have.",
                days=self._days(values["real"]),
            )
        if not values["real"]:
            return self.env._(
                "It never ran out; it would have on %(days)s.",
                days=self._days(values["trial"]),
            )
        return self.env._(
            "It ran out on %(real)s; it would have on %(trial)s.",
            real=self._days(values["real"]),
            trial=self._days(values["trial"]),
        )
