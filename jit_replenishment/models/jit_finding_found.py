import json
from typing import Any

from odoo import api, models

from ..policy.twins import Twin, Vendor, find_twins
from ..queries.check_found import add_found
from ..queries.check_orders import read_bought, read_vendors
from ..queries.check_rules import rules_fed_from_inside
from ..queries.check_scope import Scope
from ..queries.rules import RuleRow, read_rules


class JitFinding(models.Model):
    """What it takes more than a query to find: vendors entered twice, rules that feed
    each other."""

    _inherit = "jit.finding"

    @api.model
    def _find_by_thinking(self, scope: Scope) -> None:
        """Add both to ``jit_found``."""
        add_found(self.env, [*self._find_twins(scope), *self._find_loops(scope)])

    @api.model
    def _find_twins(self, scope: Scope) -> list[dict[str, Any]]:
        twins = find_twins(Vendor(*row) for row in read_vendors(self.env, scope))
        if not twins:
            return []
        vendor_ids = [
            vendor_id for twin in twins for vendor_id in (twin.vendor_id, twin.first_id)
        ]
        bought = read_bought(self.env, scope, vendor_ids)
        return [self._twin_row(twin, bought) for twin in twins]

    @api.model
    def _twin_row(self, twin: Twin, bought: dict[int, float]) -> dict[str, Any]:
        return {
            "kind": "vendor_twice",
            "key": str(twin.vendor_id),
            "partner_id": twin.vendor_id,
            "target_ids": json.dumps([twin.first_id, twin.vendor_id]),
            "facts": json.dumps({"first": twin.first_id, "by": twin.by}),
            "figures": "{}",
            "value": bought.get(twin.vendor_id, 0.0),
        }

    @api.model
    def _find_loops(self, scope: Scope) -> list[dict[str, Any]]:
        """Of each product, the rules whose transfers only make each other short."""
        rows = read_rules(self.env, rules_fed_from_inside(self.env, scope))
        if not rows:
            return []
        supply = self.env["jit.internal.supply"]
        supply_rules = self.env["jit.situation"]._choose_supply_rules(rows)
        looping = supply._going_round(rows, supply._of(rows, supply_rules))
        by_product: dict[int, list[RuleRow]] = {}
        for rule_id in sorted(looping):
            by_product.setdefault(rows[rule_id].product_id, []).append(rows[rule_id])
        return [self._loop_row(rules) for rules in by_product.values()]

    @api.model
    def _loop_row(self, rules: list[RuleRow]) -> dict[str, Any]:
        rule_ids = json.dumps([rule.rule_id for rule in rules])
        return {
            "kind": "supply_loop",
            "key": str(rules[0].product_id),
            "product_tmpl_id": rules[0].template_id,
            "product_id": rules[0].product_id,
            "orderpoint_id": rules[0].rule_id,
            "target_ids": rule_ids,
            "facts": json.dumps({"places": [rule.location_id for rule in rules]}),
            "figures": "{}",
        }
