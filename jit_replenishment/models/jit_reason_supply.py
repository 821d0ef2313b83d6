from odoo import models


class JitReason(models.AbstractModel):
    """What is on its way: whether it covers the need, and if not, why not."""

    _inherit = "jit.reason"

    def _say_covered(self, values, unit):
        parts = self._cover(values, unit)
        if values.get("until"):
            return self.env._("Covered until %(until)s by %(supplies)s.", **parts)
        return self.env._("Covered by %(supplies)s.", **parts)

    def _say_covered_late(self, values, unit):
        """First that there is nothing, and until when; then what covers."""
        out_on, back_on = values["out_on"], values["back_on"]
        days = {"out_on": self._day(out_on), "back_on": self._day(back_on)}
        if not out_on:
            out = self.env._("Covered late: what covers it is overdue.")
        elif not back_on:
            out = self.env._(
                "Out from %(out_on)s, and late: what covers it is overdue.", **days
            )
        else:
            out = self.env._("Out from %(out_on)s until %(back_on)s.", **days)
        return f"{out} {self._say_covered(values, unit)}"

    def _cover(self, values, unit) -> dict[str, str]:
        # reasons frozen by the first version name one order only
        rows = values.get("supplies") or [
            [values["document"], values["due"], values["quantity"]]
        ]
        supplies = "; ".join(self._arrival(row, unit) for row in rows)
        if values.get("more"):
            supplies = self.env._(
                "%(supplies)s; and %(count)s more",
                supplies=supplies,
                count=values["more"],
            )
        return {"supplies": supplies, "until": self._day(values.get("until"))}

    def _arrival(self, row: list, unit) -> str:
        """One document, its quantity and day."""
        document, due, quantity = row[:3]
        if len(row) > 3:
            document = self._changed_draft(document, row[3])
        parts = {"document": document, "quantity": self._number(quantity, unit)}
        if not due:
            return self.env._("%(document)s, %(quantity)s without a date", **parts)
        return self.env._(
            "%(document)s, %(quantity)s due %(due)s", due=self._day(due), **parts
        )

    def _changed_draft(self, document: str, changed_by: str | None) -> str:
        """A document; of a draft whose line a person changed, that too."""
        if changed_by is None:
            return document
        if not changed_by:
            return self.env._("draft %(document)s (changed by hand)", document=document)
        return self.env._(
            "draft %(document)s (changed by %(person)s)",
            document=document,
            person=changed_by,
        )

    def _say_supply_not_counted(self, values, unit):
        # one method a cause, as one a code
        return getattr(self, f"_not_counted_{values['cause']}")(values, unit)

    def _not_counted_kept_for_later(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s (due %(due)s) not counted: kept for a "
            "promise of %(promised)s.",
            promised=self._day(values["pegged_due"]),
            **self._supply(values, unit),
        )

    def _not_counted_overdue(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s not counted: overdue for %(overdue)s, and "
            "late goods count for %(allowed)s. Chase the vendor, or enter the new "
            "date.",
            overdue=self._days(values["overdue_days"]),
            allowed=self._days(values["overdue_supply_days"]),
            **self._supply(values, unit),
        )

    def _not_counted_never_sent(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s not counted: due %(due)s and never sent "
            "to the vendor. Send it, or cancel it.",
            **self._supply(values, unit),
        )

    def _not_counted_too_late(self, values, unit):
        return self.env._(
            "%(quantity)s from %(document)s (due %(due)s) not counted: the shelf would "
            "be empty by then, and a new order would be there sooner.",
            **self._supply(values, unit),
        )

    def _say_expedite(self, values, unit):
        return self.env._(
            "Chase %(document)s: %(quantity)s due %(due)s will be too late.",
            **self._supply(values, unit),
        )

    def _say_replaced(self, values, unit):
        return self.env._(
            "Once this is ordered, %(quantity)s from %(document)s are too much: cancel "
            "or postpone them. If they can come by %(arrival)s, enter that day there: "
            "then they count.",
            arrival=self._day(values["arrival"]),
            **self._supply(values, unit),
        )

    def _say_too_much(self, values, unit):
        return self.env._(
            "More than the target %(target)s is on its way, and %(supplies)s can be "
            "cancelled or postponed.",
            target=self._number(values["target_stock"], unit),
            supplies=self._cover(values, unit)["supplies"],
        )

    def _supply(self, values, unit) -> dict[str, str]:
        return {
            "document": values["document"],
            "quantity": self._number(values["quantity"], unit),
            "due": self._day(values["due"]),
        }
