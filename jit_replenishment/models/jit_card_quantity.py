from odoo import api, models

from ..policy.rounding_steps import Step, rounding_steps
from .jit_card import MINUS, Figures, Subject


class JitCard(models.AbstractModel):
    """How the quantity came about: each row adds to the one before."""

    _inherit = "jit.card"

    @api.model
    def _rounding_section(self, subject: Subject) -> dict | None:
        told = subject.told
        values = told.facts.get("quantity")
        if not values:
            return None
        refused = told.facts.get("rest_refused", {}).get("quantity", 0.0)
        steps = rounding_steps(
            values["need"],
            values["minimum_order_quantity"],
            values["order_multiple"],
            values["quantity"],
            told.vals["ordered_quantity"],
            refused,
        )
        unit, rows, reached = subject.product.uom_id, [], 0.0
        for step in steps:
            # differences of rounded figures, or they would not add up
            before, reached = reached, unit.round(step.quantity)
            rows.append(self._step_row(subject, step, unit.round(reached - before)))
        rows += [self._order_row(subject), *self._other_day_rows(subject)]
        return self._section("rounding", self.env._("From Need to Order"), rows)

    @api.model
    def _step_row(self, subject: Subject, step: Step, added: float) -> dict | None:
        unit = subject.product.uom_id
        label, note = self._step_said(subject, step)
        if step.code == "need":
            value = self._quantity(subject, added)
            return self._row(label, value, note=note, amount=added)
        if unit.is_zero(added):
            if step.code == "unit":
                return None
            return self._row(label, self.env._("met"), note=note)
        return self._row(
            label,
            self._quantity(subject, abs(added)),
            note=note,
            amount=abs(added),
            sign=MINUS if added < 0 else "+",
        )

    @api.model
    def _step_said(self, subject: Subject, step: Step) -> tuple[str, str]:
        """Its label, and what there is to say of it."""
        if step.code == "need":
            vals = subject.told.vals
            return self.env._("Needed"), self.env._(
                "Target %(target)s less %(available)s available.",
                target=self._quantity(subject, vals["target_stock"]),
                available=self._quantity(subject, vals["inventory_position"]),
            )
        if step.code == "refused":
            return self._refused_said(subject.told.facts["rest_refused"])
        if step.code == "unit":
            return self.env._("Whole vendor units"), ""
        term = self._quantity(subject, step.term)
        if step.code == "multiple":
            return self.env._("Multiple of %(quantity)s", quantity=term), ""
        note = self.env._("Other sizes on the same order help to reach it.")
        label = self.env._("Minimum %(quantity)s", quantity=term)
        return label, note if step.code == "shared" else ""

    @api.model
    def _refused_said(self, values: dict) -> tuple[str, str]:
        """Who did not want a part of it, where, and until when that counts."""
        until = self.env["jit.reason"]._day(values["until"])
        label = self.env._("Not wanted by %(person)s", person=values["by"])
        if not values["documents"]:
            return label, self.env._("until %(until)s", until=until)
        return label, self.env._(
            "until %(until)s: ordered less on %(documents)s",
            until=until,
            documents=values["documents"],
        )

    @api.model
    def _order_row(self, subject: Subject) -> dict:
        """What was ordered, in the vendor's unit where that is another."""
        vals, note = subject.told.vals, ""
        unit = self.env["uom.uom"].browse(vals["purchase_uom_id"] or ())
        if unit and unit != subject.product.uom_id:
            number = self.env["jit.reason"]._number(vals["purchase_quantity"], unit)
            note = self.env._(
                "%(quantity)s in the vendor's unit.", quantity=f"{number} {unit.name}"
            )
        ordered = vals["ordered_quantity"]
        return self._row(
            self.env._("To Order"),
            self._quantity(subject, ordered),
            note=note,
            total=True,
            amount=ordered,
            sign="=",
        )

    # -- another day -----------------------------------------------------------------

    @api.model
    def _other_day_rows(self, subject: Subject) -> list[dict]:
        """What is ordered today in its place, or was at the last decision.

        One row with its own steps: beside each step of another day, those of a day
        with other terms would not add up.
        """
        rows, told = [], subject.told.vals["ordered_quantity"]
        compare = subject.product.uom_id.compare
        quantity = self._needed_now(subject)
        if quantity is not None and compare(quantity, told):
            is_asked = not compare(quantity, subject.now.vals["ordered_quantity"])
            note = self._steps_said(subject, subject.now) if is_asked else ""
            label = self.env._("To Order Now")
            rows.append(self._row(label, self._quantity(subject, quantity), note=note))
        before = subject.before
        if before and compare(before.vals["ordered_quantity"], told):
            label = self.env._("When Last Decided")
            value = self._quantity(subject, before.vals["ordered_quantity"])
            note = self._steps_said(subject, before)
            rows.append(self._row(label, value, note=note))
        return rows

    @api.model
    def _steps_said(self, subject: Subject, told: Figures) -> str:
        """The steps of another day in one line, or why there were none."""
        codes = ("rest_refused", "quantity")
        if "quantity" not in told.facts:
            codes = list(told.facts)[:1]
        facts = [[code, told.facts[code]] for code in codes if code in told.facts]
        return self.env["jit.reason"]._sentences(facts, subject.product.uom_id)

    @api.model
    def _needed_now(self, subject: Subject) -> float | None:
        """What would be ordered today in its place; None where nothing would."""
        if not subject.now or not subject.is_live:
            return None
        line = subject.line
        if line and line.state not in ("draft", "sent", "to approve"):
            return None
        if line and not line.jit_owned:
            return line.product_uom_id._compute_quantity(
                line.jit_needed_now, subject.product.uom_id
            )
        return subject.now.vals["ordered_quantity"]
