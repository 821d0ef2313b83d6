from odoo import api, models

from ..forms import open_form
from ..policy.terms import Difference, differences
from .jit_card import Subject


class JitCard(models.AbstractModel):
    """Who was asked and who was not."""

    _inherit = "jit.card"

    @api.model
    def _vendor_section(self, subject: Subject) -> dict | None:
        facts = subject.told.facts
        chosen = facts.get("vendor_preferred") or facts.get("vendor_set")
        if not chosen and not facts.get("terms", {}).get("asked"):
            return self._internal_section(subject)
        rows = [
            self._asked_row(subject, chosen),
            *self._loser_rows(subject, chosen or {}),
        ]
        section = self._section("vendor", self.env._("Vendor"), rows)
        return section | {"said": rows[0]["label"]}

    @api.model
    def _internal_section(self, subject: Subject) -> dict | None:
        """A transfer or production has no vendor to choose."""
        writer, unit = self.env["jit.reason"], subject.product.uom_id
        facts = subject.told.facts
        told = [
            writer._say(code, facts[code], unit)
            for code in ("transferred", "manufactured", "started")
            if code in facts
        ]
        note = " ".join(told)
        return self._section("vendor", self.env._("Where It Comes From"), [], note)

    @api.model
    def _asked_row(self, subject: Subject, chosen: dict | None) -> dict:
        writer, facts = self.env["jit.reason"], subject.told.facts
        asked = facts.get("terms", {}).get("asked") or {}
        vendor = self._vendor_of(subject)
        found = self._readable(subject, "res.partner", vendor.ids)
        why = (
            self.env._("set on the rule")
            if "vendor_set" in facts
            else self.env._("first on the price list")
        )
        days = writer._lead_time(chosen or asked)
        return self._row(
            vendor.name or (chosen or {}).get("vendor") or "",
            days,
            note=self.env._("Asked: %(why)s.", why=why),
            action=open_form(found) if found else None,
        )

    @api.model
    def _loser_rows(self, subject: Subject, chosen: dict) -> list[dict]:
        """The vendors who were not asked: what is wrong, or how they differ."""
        writer, facts = self.env["jit.reason"], subject.told.facts
        terms = facts.get("terms", {})
        asked = terms.get("asked")
        reasons = dict(row[:2] for row in chosen.get("not_asked") or [])
        behind = "rule_names_another" if "vendor_set" in facts else "listed_after"
        kept = terms.get("not_asked") or [
            [name, None if why == behind else why, None]
            for name, why in reasons.items()
        ]
        rows = []
        for name, fault, other in kept:
            why = [writer._why_not(fault or behind)]
            if other and asked:
                why += self._said_differences(subject, differences(asked, other))
            days = writer._days(other["lead_time_days"]) if other else ""
            note = self.env._("Not asked: %(why)s.", why=", ".join(why))
            rows.append(self._row(name, days, note=note))
        return rows

    @api.model
    def _said_differences(
        self, subject: Subject, found: tuple[Difference, ...]
    ) -> list[str]:
        tells_prices = self.env["jit.reason"]._tells_prices()
        return [
            self._said_difference(subject, each)
            for each in found
            # what goods cost is for those who buy them
            if tells_prices or each.code not in ("cheaper", "dearer")
        ]

    @api.model
    def _said_difference(self, subject: Subject, found: Difference) -> str:
        if found.code == "minimum":
            quantity = self._quantity(subject, found.amount)
            return self.env._("sells from %(quantity)s on", quantity=quantity)
        if found.code in ("cheaper", "dearer"):
            share = self._share(found.amount)
            if found.code == "cheaper":
                return self.env._("%(share)s cheaper", share=share)
            return self.env._("%(share)s dearer", share=share)
        days = self.env["jit.reason"]._days(int(found.amount))
        if found.code == "slower":
            return self.env._("%(days)s slower", days=days)
        return self.env._("%(days)s faster", days=days)
