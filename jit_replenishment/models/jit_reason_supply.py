from odoo import models


class JitReason(models.AbstractModel):
    """What is on its way: whether it covers the need, and if not, why not."""

    _inherit = "jit.reason"

    def _say_covered(self, values, unit):
        supply = self._supply(values, unit)
        until = values.get("until")
        if until and values.get("due"):
            return self.env._(
                "Covered until %(until)s by %(document)s, %(quantity)s due %(due)s.",
                until=self._day(until),
                **supply,
            )
        if values.get("due"):
            return self.env._(
                "Covered by %(document)s, %(quantity)s due %(due)s.", **supply
            )
        if until:
            return self.env._(
                "Covered until %(until)s by %(document)s, %(quantity)s without a date.",
                until=self._day(until),
                **supply,
            )
        return self.env._(
            "Covered by %(document)s, %(quantity)s without a date.", **supply
        )

    def _say_supply_not_counted(self, values, unit):
        # one method a cause, as one a code
        return getattr(self, f"_not_counted_{values['cause']}")(values, unit)

    def _not_counted_kept_for_later(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s (due %(due)s) do not count: they are kept "
            "for a promise of %(promised)s.",
            promised=self._day(values["pegged_due"]),
            **self._supply(values, unit),
        )

    def _not_counted_overdue(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s do not count: overdue for %(overdue)s, and "
            "late goods count for %(allowed)s. Chase them, or enter their new date.",
            overdue=self._days(values["overdue_days"]),
            allowed=self._days(values["overdue_supply_days"]),
            **self._supply(values, unit),
        )

    def _not_counted_never_sent(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s do not count: due %(due)s and never sent "
            "to the vendor. Send it, or cancel it.",
            **self._supply(values, unit),
        )

    def _not_counted_too_late(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s (due %(due)s) do not count: they find the "
            "shelf empty, and a new order would be there sooner.",
            **self._supply(values, unit),
        )

    def _say_expedite(self, values, unit):
        return self.env._(
            "Chase %(document)s: its %(quantity)s due %(due)s come too late.",
            **self._supply(values, unit),
        )

    def _supply(self, values, unit) -> dict[str, str]:
        return {
            "document": values["document"],
            "quantity": self._number(values["quantity"], unit),
            "due": self._day(values["due"]),
        }
