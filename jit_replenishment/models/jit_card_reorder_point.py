from odoo import api, fields, models
from odoo.tools import format_date

from .jit_card import Figures, Subject

# where the figures of a rule come from, as far as people set them
_BY_PEOPLE = ("hand", "edited", "what_if", "sheet", "undone", "put_back")
_LEARNED = ("accepted", "edited", "class")
_NO_FIGURES = ("declined", "pinned", "unpinned")


class JitCard(models.AbstractModel):
    """What the reorder point is made of, or who set it."""

    _inherit = "jit.card"

    @api.model
    def _reorder_point_section(self, subject: Subject) -> dict | None:
        vals = subject.told.vals
        if not subject.rule and not subject.moment:
            # asked about a place without a rule: there is no figure to explain
            return None
        change = self._figures_set_by(subject)
        # a rule that left the engine orders by other figures, or not at all
        compared = subject if subject.is_live else subject._replace(now=None)
        rows = self._point_parts(compared, change)
        point = self.env._("Reorder Point")
        figure = {"amount": vals["reorder_point"], "sign": "="} if rows else {}
        rows += [
            self._compared(compared, "reorder_point", point, total=True, **figure),
            self._compared(compared, "target_stock", self.env._("Target")),
        ]
        consequence = self.env["jit.consequence.class"].browse(
            vals["consequence_class_id"] or ()
        )
        if consequence:
            rows.append(self._row(self.env._("Class"), consequence.name))
        note = self._set_by_sentence(subject, change)
        return self._section("reorder_point", self.env._("Reorder Point"), rows, note)

    @api.model
    def _figures_set_by(self, subject: Subject) -> models.Model:
        """The change that set the figures the card tells of; empty if none is known."""
        unit, moment = subject.product.uom_id, subject.moment
        return subject.known.changes.filtered(
            lambda change: (
                change.source not in _NO_FIGURES
                and (not moment or change.changed_at <= moment)
                and (
                    change.source in _LEARNED
                    or unit.compare(change.old_reorder_point, change.new_reorder_point)
                )
            )
        )[:1]

    @api.model
    def _point_parts(self, subject: Subject, change: models.Model) -> list[dict]:
        """Expected demand and buffer; of a learned figure, what the buffer is for."""
        known = filter(None, (subject.told, subject.now, subject.before))
        if not any(self._expected(each) for each in known):
            return []
        expected, point = self._expected(subject.told), self._point(subject.told)
        buffer = subject.product.uom_id.round(point - expected)
        rows = [
            self._beside(
                subject,
                self._expected,
                self.env._("Expected Demand"),
                note=self.env._("What sells until goods arrive."),
                amount=expected,
            ),
            self._beside(
                subject,
                lambda told: self._point(told) - self._expected(told),
                self.env._("Buffer"),
                amount=buffer,
                sign="+",
            ),
        ]
        return rows + self._buffer_parts(subject, change, buffer)

    @api.model
    def _point(self, told: Figures) -> float:
        return told.vals["reorder_point"]

    @api.model
    def _expected(self, told: Figures) -> float:
        """Of the reorder point, which may have been lowered below it by hand."""
        expected = told.facts.get("terms", {}).get("expected_demand", 0.0)
        return max(min(expected, self._point(told)), 0.0)

    @api.model
    def _buffer_parts(
        self, subject: Subject, change: models.Model, buffer: float
    ) -> list[dict]:
        # a suggestion says what its figures are made of, whoever reads it; no price
        proposal, unit = change.sudo().proposal_id, subject.product.uom_id
        point = self._point(subject.told)
        if not proposal or unit.compare(proposal.new_reorder_point, point):
            return []
        parts = [
            (self.env._("Against Uneven Demand"), unit.round(proposal.for_demand)),
            (self.env._("Against a Short History"), unit.round(proposal.for_estimate)),
            (self.env._("Against Uneven Lead Times"), unit.round(proposal.for_vendor)),
        ]
        left = unit.round(buffer - sum(quantity for _label, quantity in parts))
        if change.source == "edited":
            parts.append((self.env._("Set by hand"), left))
        else:
            parts.append((self.env._("Rounding"), left))
        return [
            self._part(subject, label, quantity)
            for label, quantity in parts
            if not unit.is_zero(quantity)
        ]

    @api.model
    def _set_by_sentence(self, subject: Subject, change: models.Model) -> str:
        if change:
            parts = {
                # a colleague's name is no secret
                "person": change.sudo().user_id.name or self.env._("Somebody"),
                "day": self._date_of(subject, change.changed_at),
            }
            if change.source in _BY_PEOPLE:
                return self.env._("Set by hand by %(person)s on %(day)s.", **parts)
            if change.source == "class":
                return self.env._(
                    "Learned, and accepted by itself on %(day)s.", day=parts["day"]
                )
            return self.env._(
                "Learned; the suggestion was accepted by %(person)s on %(day)s.",
                **parts,
            )
        if not subject.rule:
            return self.env._(
                "The rule was deleted since: who set its figures is not known any more."
            )
        return self.env._(
            "Set when the rule was made, by %(person)s on %(day)s.",
            person=subject.rule.sudo().create_uid.name or self.env._("Somebody"),
            day=self._date_of(subject, subject.rule.create_date),
        )

    @api.model
    def _date_of(self, subject: Subject, moment) -> str:
        if not moment:
            return self.env._("a day nobody knows")
        day = fields.Datetime.context_timestamp(self, moment).date()
        return format_date(self.env, day)
