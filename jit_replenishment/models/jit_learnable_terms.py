from odoo import api, models

from ..policy.what_if import Terms
from ..queries.rules import read_rules


class JitLearnable(models.AbstractModel):
    """What is asked of a rule and what its vendor says, today and without a history."""

    _inherit = "jit.learnable"

    @api.model
    def _read_terms(self, rule_id: int) -> Terms:
        """As the learning would take them tonight, see ``_learnable``."""
        situation = self.env["jit.situation"]
        rules = read_rules(self.env, [rule_id])
        rule, days = rules[rule_id], situation._days(rules)
        supply_rules = situation._choose_supply_rules(rules)
        inside = self.env["jit.internal.supply"]._of(rules, supply_rules)
        sourcings = self._sourcings(rules, days)
        source = inside.get(rule_id, sourcings[rule_id].found)
        rate = self._currency_rates(rules, sourcings)[rule_id]
        company = self.env["res.company"].browse(rule.company_id)
        return Terms(
            cycle_service_level=self._service_of(rule.class_id),
            tiers=() if inside else self._tiers(source, rate),
            order_cost=company.jit_order_cost,
            holding_rate=company.jit_holding_rate,
            multiple=max(rule.rule_multiple, getattr(source, "order_multiple", 0.0)),
        )
