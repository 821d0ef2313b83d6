from odoo import api, fields, models
from odoo.tools import format_date

from ..queries.figures_set_by import LEARNED, NO_FIGURES
from .jit_card import Figures, Subject

# where the figures of a rule come from, as far as people set them
_BY_PEOPLE = ("hand", "edited", "what_if", "sheet", "undone", "put_back")
_PARTS = ("for_demand", "for_estimate", "for_vendor")


class JitCard(models.AbstractModel):
    """What the reorder point is made of, or who set it."""

    _inherit = "jit.card"

    @api.model
    def _reorder_point_section(self, subject: Subject) -> dict | None:
        vals = subject.told.vals
        if not subject.rule and not subject.moment:
            # asked about a place without a rule: there is no figure to explain
            return None
        set_by = self._set_by(subject)
        # a rule that left the engine orders by other figures, or not at all
        compared = subject if subject.is_live else subject._replace(now=None)
        rows = self._point_parts(compared, set_by)
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
        note = self._set_by_sentence(subject, set_by)
        return self._section("reorder_point", self.env._("Reorder Point"), rows, note)

    @api.model
    def _set_by(self, subject: Subject) -> dict | None:
        """Who set the figures the card tells of, as it was frozen with them, or as is
        known now; None if nobody knows any more."""
        frozen = subject.told.facts.get("set_by")
        if frozen:
            return frozen | {"at": fields.Datetime.to_datetime(frozen["at"])}
        if not subject.rule:
            return None
        change = self._change_behind(subject)
        if not change:
            # a colleague's name is no secret
            by = subject.rule.sudo().create_uid.name
            return {"source": "made", "by": by, "at": subject.rule.create_date}
        values = {
            "source": change.source,
            "by": change.sudo().user_id.name,
            "at": change.changed_at,
        }
        # a suggestion says what its figures are made of, whoever reads it; no price
        proposal, point = change.sudo().proposal_id, self._point(subject.told)
        if proposal and not subject.product.uom_id.compare(
            proposal.new_reorder_point, point
        ):
            values |= {name: proposal[name] for name in _PARTS}
        return values

    @api.model
    def _change_behind(self, subject: Subject) -> models.Model:
        """The change that set the figures the card tells of; empty if none is known."""
        unit, moment = subject.product.uom_id, subject.moment
        return subject.known.changes.filtered(
            lambda change: (
                change.source not in NO_FIGURES
                and (not moment or change.changed_at <= moment)
                and (
                    change.source in LEARNED
                    or unit.compare(change.old_reorder_point, change.new_reorder_point)
                )
            )
        )[:1]

    @api.model
    def _point_parts(self, subject: Subject, set_by: dict | None) -> list[dict]:
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
        return rows + self._buffer_parts(subject, set_by or {}, buffer)

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
        self, subject: Subject, set_by: dict, buffer: float
    ) -> list[dict]:
        """What the buffer is for, where it was learned."""
        unit = subject.product.uom_id
        quantities = [unit.round(set_by.get(name) or 0.0) for name in _PARTS]
        if not any(quantities):
            return []
        labels = (
            self.env._("Against Uneven Demand"),
            self.env._("Against a Short History"),
            self.env._("Against Uneven Lead Times"),
        )
        parts = list(zip(labels, quantities, strict=True))
        left = unit.round(buffer - sum(quantities))
        if set_by["source"] == "edited":
            parts.append((self.env._("Set by hand"), left))
        else:
            parts.append((self.env._("Rounding"), left))
        return [
            self._part(subject, label, quantity)
            for label, quantity in parts
            if not unit.is_zero(quantity)
        ]

    @api.model
    def _set_by_sentence(self, subject: Subject, set_by: dict | None) -> str:
        if not set_by:
            return self.env._(
                "The rule was deleted since: who set its figures is not known any more."
            )
        parts = {
            "person": set_by["by"] or self.env._("Somebody"),
            "day": self._date_of(subject, set_by["at"]),
        }
        if set_by["source"] == "made":
            return self.env._(
                "Set when the rule was made, by %(person)s on %(day)s.", **parts
            )
        if set_by["source"] in _BY_PEOPLE:
            return self.env._("Set by hand by %(person)s on %(day)s.", **parts)
        if set_by["source"] == "class":
            return self.env._(
                "Learned, and accepted by itself on %(day)s.", day=parts["day"]
            )
        return self.env._(
            "Learned; the suggestion was accepted by %(person)s on %(day)s.", **parts
        )

    @api.model
    def _date_of(self, subject: Subject, moment) -> str:
        if not moment:
            return self.env._("a day nobody knows")
        day = fields.Datetime.context_timestamp(self, moment).date()
        return format_date(self.env, day)
