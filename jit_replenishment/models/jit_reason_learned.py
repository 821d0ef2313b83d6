from odoo import models


class JitReason(models.AbstractModel):
    """What shaped learned figures, why some are not suggested, how an item is kept."""

    _inherit = "jit.reason"

    def _say_learning_failed(self, values, unit):
        return self.env._(
            "An unexpected error kept this rule from being learned; it orders as "
            "before. Show the detail to your administrator."
        )

    def _say_moves_unread(self, values, unit):
        return self.env._(
            "An unexpected error kept the moves of this product from being read; its "
            "figures are learned from what was known before. They are read again "
            "tonight. Show the detail to your administrator."
        )

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

    def _say_change_overruled(self, values, unit):
        return self.env._(
            "Somebody set other figures when reorder point %(quantity)s was learned, "
            "and little has changed since.",
            quantity=self._number(values["reorder_point"], unit),
        )

    # -- what people know ------------------------------------------------------

    def _say_adjusted(self, values, unit):
        period = self._period(values)
        known = self._known(values, unit)
        if period:
            known = self.env._("%(known)s (%(period)s)", known=known, period=period)
        return self.env._(
            "%(known)s: reorder point %(point)s, target %(target)s.",
            known=known,
            point=self._change(values["reorder_point"], unit),
            target=self._change(values["target_stock"], unit),
        )

    def _say_adjusted_excluded(self, values, unit):
        orders = self._orders(values["orders"])
        return self.env._(
            "%(orders)s not counted (%(quantity)s in all): reorder point "
            "%(point)s, target %(target)s.",
            orders=orders,
            quantity=self._number(values["quantity"], unit),
            point=self._change(values["reorder_point"], unit),
            target=self._change(values["target_stock"], unit),
        )

    def _known(self, values, unit) -> str:
        factor = self._figure(values["factor"])
        days = self._days(round(values["days"]))
        left = self._number(values["other_stock"], unit)
        return {
            "uplift": self.env._("Demand times %(factor)s", factor=factor),
            "freeze": self.env._("Figures stay as they are"),
            "launch": self.env._("Sells as another, times %(factor)s", factor=factor),
            "supersession": self.env._(
                "Takes over from its predecessor, of which %(left)s are left",
                left=left,
            ),
            "retire": self.env._("Replaced by another product")
            if values.get("replaced")
            else self.env._("Phased out"),
            "shelf_life": self.env._("Keeps %(days)s", days=days),
        }[values["kind"]]

    def _period(self, values) -> str:
        first, last = values["first"], values["last"]
        if first and last:
            return self.env._(
                "%(first)s until %(last)s", first=self._day(first), last=self._day(last)
            )
        if first:
            return self.env._("from %(first)s", first=self._day(first))
        return self.env._("until %(last)s", last=self._day(last)) if last else ""

    def _change(self, quantity: float, unit: models.Model) -> str:
        sign = "+" if quantity > 0 else "-" if quantity < 0 else "\N{PLUS-MINUS SIGN}"
        return sign + self._number(abs(quantity), unit)

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

    def _say_keep_slow_vendor(self, values, unit):
        return self.env._(
            "Takes longer than the price list says: %(days)s, listed are %(listed)s.",
            days=self._days(round(values["days"])),
            listed=self._days(round(values["listed"])),
        )

    def _say_keep_late_vendor(self, values, unit):
        # learned before the two were told apart
        if "promised" in values:
            return self._say_keep_slow_vendor(
                {"days": values["days"], "listed": values["promised"]}, unit
            )
        return self.env._(
            "Comes late: %(late)s of %(deliveries)s deliveries came after the day "
            "promised in the order, by %(days)s on average.",
            late=values["late"],
            deliveries=values["deliveries"],
            days=self._days(round(values["days"])),
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
