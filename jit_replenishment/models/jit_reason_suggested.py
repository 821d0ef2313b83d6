from odoo import models
from odoo.tools.misc import formatLang

_DAYS_A_WEEK, _DAYS_A_MONTH, _DAYS_A_YEAR = 7.0, 30.4375, 365.25
_CUT_ORDERS_NAMED = 3


class JitReason(models.AbstractModel):
    """What demand and receipts taught, in words."""

    _inherit = "jit.reason"

    def _suggestion_sentence(self, reorder_point, target_stock, facts, unit) -> str:
        figures = self.env._(
            "Reorder Point %(reorder_point)s, Target %(target)s.",
            reorder_point=self._number(reorder_point, unit),
            target=self._number(target_stock, unit),
        )
        return f"{figures} {self._sentences(facts, unit)}"

    def _say_learned_sales(self, values, unit):
        rate = values["rate"]
        if rate <= 0:
            return self.env._("Nothing was sold lately.")
        sold = self._rate(rate)
        if values.get("days"):
            return self.env._(
                "Sells %(sold)s (last %(time)s count most).",
                sold=sold,
                time=self._span(values["days"]),
            )
        if values.get("since"):
            return self.env._(
                "Sells %(sold)s (since %(day)s).",
                sold=sold,
                day=self._day(values["since"]),
            )
        return self.env._("Sells %(sold)s.", sold=sold)

    def _rate(self, rate: float) -> str:
        """In the shortest time in which one is sold."""
        if rate >= 1:
            return self.env._("%(count)s a day", count=self._about(rate))
        if rate * _DAYS_A_WEEK >= 1:
            per_week = self._about(rate * _DAYS_A_WEEK)
            return self.env._("%(count)s a week", count=per_week)
        if rate * _DAYS_A_MONTH >= 1:
            per_month = self._about(rate * _DAYS_A_MONTH)
            return self.env._("%(count)s a month", count=per_month)
        per_year = self._about(rate * _DAYS_A_YEAR)
        return self.env._("%(count)s a year", count=per_year)

    def _span(self, days: float) -> str:
        """Days as people say them."""
        if days < 2 * _DAYS_A_WEEK:
            return self._days(max(round(days), 1))
        if days < 2 * _DAYS_A_MONTH:
            return self.env._("%(count)s weeks", count=round(days / _DAYS_A_WEEK))
        return self.env._("%(count)s months", count=round(days / _DAYS_A_MONTH))

    def _about(self, figure: float) -> str:
        """Two digits are all that was learned."""
        digits = 1 if round(figure, 1) < 10 else 0
        if digits and round(figure, 1) == round(figure):
            digits = 0
        return formatLang(self.env, figure, digits=digits)

    def _say_learned_lead_time(self, values, unit):
        if not values["receipts"]:
            return self.env._(
                "%(vendor)s takes %(days)s by the price list.",
                vendor=values["vendor"],
                days=self._days(round(values["promised"])),
            )
        return self.env._(
            "%(vendor)s takes %(days)s (price list %(listed)s, ±%(deviation)s).",
            vendor=values["vendor"] or self.env._("Supply"),
            days=self._days(round(values["days"])),
            listed=round(values["promised"]),
            deviation=self._about(values["deviation"]),
        )

    def _say_learned_on_demand(self, values, unit):
        return self.env._(
            "Too little to keep on the shelf: bought when it is promised."
        )

    def _say_learned_ending(self, values, unit):
        return self.env._("No more is kept of it: bought only when it is promised.")

    def _say_learned_idle(self, values, unit):
        days = self._days(round(values["days"]))
        if values["choice"] == "retire":
            return self.env._(
                "Not sold for %(days)s. Phase it out, or keep none and buy it when it "
                "is promised.",
                days=days,
            )
        return self.env._(
            "Not sold for %(days)s. Keep none, and buy it when it is promised.",
            days=days,
        )

    def _say_learned_point(self, values, unit):
        names = {
            "demand": self.env._("demand"),
            "vendor": self.env._("vendor"),
            "estimate": self.env._("short history"),
        }
        parts = [
            f"{self._number(values[part], unit)} {name}"
            for part, name in names.items()
            if values[part]
        ]
        figures = {
            "point": self._number(values["reorder_point"], unit),
            "expected": self._number(values["expected"], unit),
            "buffer": self._number(sum(values[part] for part in names), unit),
            "parts": ", ".join(parts),
        }
        if not parts:
            return self.env._(
                "Reorder at %(point)s = %(expected)s expected, no buffer.", **figures
            )
        return self.env._(
            "Reorder at %(point)s = %(expected)s expected + %(buffer)s buffer: "
            "%(parts)s.",
            **figures,
        )

    def _say_asked_service(self, values, unit):
        return self.env._(
            "%(class)s, %(level)s %%.",
            level=self._about(values["level"] * 100),
            **{"class": values["class"]},
        )

    def _say_asked_short_lived(self, values, unit):
        return self.env._(
            "%(class)s, %(level)s %%, but more would not sell before it expires: "
            "%(then)s %% is expected.",
            level=self._about(values["level"] * 100),
            then=self._about(values["then"] * 100),
            **{"class": values["class"]},
        )

    def _say_cut_orders(self, values, unit):
        orders = sorted(values["orders"], key=lambda each: each["day"], reverse=True)
        said = [
            self.env._(
                "%(quantity)s on %(day)s",
                quantity=self._number(each["quantity"], unit),
                day=self._day(each["day"]),
            )
            for each in orders[:_CUT_ORDERS_NAMED]
        ]
        if len(orders) > _CUT_ORDERS_NAMED:
            said.append(
                self.env._("%(count)s more", count=len(orders) - _CUT_ORDERS_NAMED)
            )
        return self.env._("Not stocked for: %(orders)s.", orders=", ".join(said))
