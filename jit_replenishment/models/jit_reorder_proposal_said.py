from datetime import date, timedelta

from odoo import api, fields, models

from ..policy.whole_parts import whole_parts
from ..queries.proposals import LearnedRow

# of the weight of an endless memory, half lies in this part of its days
_HALF_OF_MEMORY = 0.35
# a memory that holds so much of the time since the beginning forgets nothing yet
_ALL_OF_IT = 0.85
# a service that is so much less than asked is told
_SHORT_OF = 0.01


class JitReorderProposal(models.Model):
    """Says in a sentence what the figures come from; frozen figures, the reader's
    language."""

    _inherit = "jit.reorder.proposal"

    sentence = fields.Char(string="Why", compute="_compute_sentence", compute_sudo=True)
    cut_orders = fields.Char(
        string="Not Stocked For",
        compute="_compute_sentence",
        compute_sudo=True,
        help="Single orders so large that nobody stocks for them.",
    )

    @api.depends(
        "facts",
        "consequence_class_id.name",
        "service_asked",
        "service_then",
        "is_edited",
    )
    @api.depends_context("lang")
    def _compute_sentence(self) -> None:
        writer = self.env["jit.reason"]
        for proposal in self:
            unit, facts = proposal.product_uom_id, list(proposal.facts or [])
            cut = [fact for fact in facts if fact[0] == "cut_orders"]
            told = [fact for fact in facts if fact[0] != "cut_orders"]
            told += proposal._asked_fact(facts)
            proposal.sentence = writer._sentences(told, unit)
            proposal.cut_orders = writer._sentences(cut, unit)

    def _asked_fact(self, facts: list) -> list:
        terms = self.consequence_class_id
        if not terms:
            return []
        # what typed figures lack is not the shelf life's doing
        then = self.service_asked if self.is_edited else self.service_then
        return self._asked(terms.name, self.service_asked, then, facts)

    @api.model
    def _asked(self, name: str, level: float, then: float, facts: list) -> list:
        """What its class asks for, unless it is to end; what a shelf life leaves of
        that."""
        if any(code == "learned_ending" for code, _values in facts):
            return []
        values = {"class": name, "level": level}
        kinds = {each.get("kind") for code, each in facts if code == "adjusted"}
        if "shelf_life" in kinds and then < level - _SHORT_OF:
            return [["asked_short_lived", values | {"then": then}]]
        return [["asked_service", values]]

    @api.model
    def _facts(self, row: LearnedRow) -> list:
        """What the sentence is made of: codes with their figures."""
        facts = [["learned_sales", self._sales_values(row)]]
        if row.vendor_name or row.receipts:
            facts.append(["learned_lead_time", self._lead_time_values(row)])
        if row.target_stock <= 0:
            ends = any(
                values.get("kind") == "retire" and values["target_stock"] < 0
                for _key, _code, values in row.effects or ()
            )
            facts.append(["learned_ending" if ends else "learned_on_demand", {}])
        else:
            facts.append(["learned_point", self._point_values(row)])
        facts += [
            [code, values]
            for _key, code, values in row.effects or ()
            if values["reorder_point"] or values["target_stock"]
        ]
        if row.cut_orders:
            cut = [self._cut_values(*each) for each in row.cut_orders]
            facts.append(["cut_orders", {"orders": cut}])
        return facts

    @api.model
    def _sales_values(self, row: LearnedRow) -> dict:
        known = row.first_day and row.learned_on and row.learned_on - row.first_day
        forgets = known and row.effective_days < _ALL_OF_IT * (known.days or 1)
        half = row.effective_days * _HALF_OF_MEMORY
        return {
            "rate": row.demand_rate,
            "days": round(half) if forgets else None,
            "since": row.first_day and fields.Date.to_string(row.first_day),
        }

    @api.model
    def _lead_time_values(self, row: LearnedRow) -> dict:
        return {
            "vendor": row.vendor_name,
            "days": row.lead_time_mean,
            "deviation": row.lead_time_deviation,
            "promised": row.lead_time_promised,
            "receipts": row.receipts,
        }

    @api.model
    def _point_values(self, row: LearnedRow) -> dict:
        return {"reorder_point": row.reorder_point} | self._whole_parts_of(row)

    @api.model
    def _whole_parts_of(self, row: LearnedRow) -> dict:
        """The parts of the reorder point in whole steps: they add up on the screen."""
        names = ("expected", "demand", "estimate", "vendor")
        exact = (
            min(row.expected_demand, row.reorder_point),
            row.for_demand,
            row.for_estimate,
            row.for_vendor,
        )
        parts = whole_parts(row.reorder_point, exact, row.step)
        return dict(zip(names, parts, strict=True))

    @api.model
    def _cut_values(self, day: int | str, quantity: float, counted: float) -> dict:
        if isinstance(day, int):
            day = fields.Date.to_string(date.min + timedelta(days=day - 1))
        return {"day": day, "quantity": quantity, "counted": counted}
