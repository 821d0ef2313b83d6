from collections import defaultdict

from odoo import api, models

from ..policy.internal_supply import InternalSupply, going_round
from ..queries.rules import RuleRow, read_rules
from ..queries.supply_rules import SupplyRuleRow

_TRANSFERS = ("pull", "pull_push")
# core adds a year where it finds no vendor or bill of materials; that is not a time but
# a fault, and said as one
_NO_TIME = ("no_vendor_found_delay", "no_bom_found_delay")


class JitInternalSupply(models.AbstractModel):
    """How rules are supplied that nobody buys for: core's own stock rules and lead
    times, asked once for all rules that share them."""

    _name = "jit.internal.supply"
    _description = "Just in Time: Supply from Inside"

    @api.model
    def _of(
        self, rules: dict[int, RuleRow], supply_rules: dict[int, SupplyRuleRow]
    ) -> dict[int, InternalSupply]:
        """The transfer or production that supplies each rule.

        Bought rules are absent, and made ones without a bill of materials.
        """
        internal = {
            rule_id: rule
            for rule_id, rule in rules.items()
            if rule_id in supply_rules
            and supply_rules[rule_id].action in ("manufacture", *_TRANSFERS)
        }
        if not internal:
            return {}
        products = self.env["product.product"].browse(
            rule.product_id for rule in internal.values()
        )
        by_id = {product.id: product for product in products}
        boms = self._boms(internal, supply_rules)
        known_chains: dict[tuple, models.Model] = {}
        known_days: dict[tuple, int] = {}
        found = {}
        for rule_id, rule in internal.items():
            row, bom = supply_rules[rule_id], boms.get(rule_id)
            if row.action == "manufacture" and not bom:
                continue
            product = by_id[rule.product_id].with_company(rule.company_id)
            chain = self._chain(product, rule, row, known_chains)
            days = self._lead_time_days(product, chain, bom, known_days)
            found[rule_id] = self._describe(product, chain, bom, days)
        return found

    @api.model
    def _boms(
        self, rules: dict[int, RuleRow], supply_rules: dict[int, SupplyRuleRow]
    ) -> dict[int, models.Model]:
        """The bill of materials of each rule that is manufactured, as core finds it."""
        made = [r for r in rules if supply_rules[r].action == "manufacture"]
        if not made:
            return {}
        # one that nobody wrote has no bill of materials of its own
        written = self.env["stock.warehouse.orderpoint"].browse(
            rule_id for rule_id in made if rule_id > 0
        )
        found = {rule.id: rule.bom_id for rule in written if rule.bom_id}
        groups = defaultdict(list)
        for rule_id in made:
            if rule_id not in found:
                operation_type_id = supply_rules[rule_id].operation_type_id
                groups[rules[rule_id].company_id, operation_type_id].append(rule_id)
        for (company_id, operation_type_id), rule_ids in groups.items():
            products = {r: rules[r].product_id for r in rule_ids}
            # of this operation type, else of any
            for wanted in (operation_type_id, False):
                missing = [r for r in rule_ids if r not in found]
                by_product = self._find_boms(
                    {products[r] for r in missing}, wanted, company_id
                )
                for rule_id in missing:
                    if bom := by_product.get(products[rule_id]):
                        found[rule_id] = bom
        return found

    @api.model
    def _find_boms(
        self, product_ids: set[int], operation_type_id: int | bool, company_id: int
    ) -> dict[int, models.Model]:
        found = self.env["mrp.bom"]._bom_find(
            self.env["product.product"].browse(product_ids),
            picking_type=self.env["stock.picking.type"].browse(operation_type_id),
            company_id=company_id,
            bom_type="normal",
        )
        return {product.id: bom for product, bom in found.items() if bom}

    @api.model
    def _chain(
        self,
        product: models.Model,
        rule: RuleRow,
        row: SupplyRuleRow,
        known: dict[tuple, models.Model],
    ) -> models.Model:
        """The stock rules goods pass, from this place back to where they are taken."""
        first = self.env["stock.rule"].browse(row.stock_rule_id)
        if first.action not in _TRANSFERS or first.procure_method == "make_to_stock":
            return first
        routes = product.route_ids | product.categ_id.total_route_ids
        has_bom = "bom_ids" in product and bool(product.bom_ids)
        # what else decides which routes suit, so that like products share one answer
        key = (first, rule.route_id, routes, bool(product.seller_ids), has_bom)
        if key not in known:
            known[key] = product._get_rules_from_location(
                first.location_src_id,
                route_ids=self.env["stock.route"].browse(rule.route_id),
                seen_rules=first,
            )
        return known[key]

    @api.model
    def _lead_time_days(
        self,
        product: models.Model,
        chain: models.Model,
        bom: models.Model | None,
        known: dict[tuple, int],
    ) -> int:
        """Core's lead time of the chain, without its horizon."""
        key = (chain, product if "buy" in chain.mapped("action") else None)
        if bom:
            key += (bom.produce_delay, bom.days_to_prepare_mo)
            key += (product.property_stock_production,)
        if key not in known:
            chain = chain.with_context(
                bypass_delay_description=True, bypass_global_horizon_days=True
            )
            terms = {"bom": bom} if bom else {}
            delays, _description = chain._get_lead_days(product, **terms)
            faults = sum(delays.get(name, 0) for name in _NO_TIME)
            known[key] = max(int(delays["total_delay"] - faults), 0)
        return known[key]

    @api.model
    def _describe(
        self,
        product: models.Model,
        chain: models.Model,
        bom: models.Model | None,
        days: int,
    ) -> InternalSupply:
        if bom:
            return InternalSupply(
                "manufactured",
                bom.display_name,
                lead_time_days=days,
                order_multiple=self._batch(bom, product.uom_id),
            )
        pulls = chain.filtered(lambda rule: rule.action in _TRANSFERS)
        source = pulls[-1].location_src_id
        return InternalSupply(
            "transferred",
            source.display_name,
            # of the first leg: what it takes from inside a place adds nothing there
            source_path=pulls[0].location_src_id.parent_path or "",
            # what is bought or made for this very transfer is taken from no stock
            taken_path=source.parent_path or "" if pulls[-1:] == chain[-1:] else "",
            lead_time_days=days,
        )

    @api.model
    def _going_round(
        self, rules: dict[int, RuleRow], supplies: dict[int, InternalSupply]
    ) -> set[int]:
        """Rules that supply each other, so that nothing new ever arrives.

        Also by way of places that core fills: it answers in the same transaction.
        """
        transferred = [r for r, supply in supplies.items() if supply.taken_path]
        if not transferred:
            return set()
        beside = self._filled_by_core([rules[r].product_id for r in transferred])
        transfers = defaultdict(dict)
        for rule, supply in [*((rules[r], supplies[r]) for r in transferred), *beside]:
            place = rule.location_path, supply
            transfers[rule.product_id, rule.company_id][rule.rule_id] = place
        return {
            rule_id
            for together in transfers.values()
            if len(together) > 1
            for rule_id in going_round(together)
            if rule_id in rules
        }

    @api.model
    def _filled_by_core(
        self, product_ids: list[int]
    ) -> list[tuple[RuleRow, InternalSupply]]:
        """Rules of these products that core orders for, and how each is supplied."""
        kept = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", product_ids), ("trigger", "=", "auto")]
        )
        if not kept:
            return []
        rows = read_rules(self.env, kept.ids)
        supply_rules = self.env["jit.situation"]._choose_supply_rules(rows)
        return [(rows[r], how) for r, how in self._of(rows, supply_rules).items()]

    @api.model
    def _batch(self, bom: models.Model, unit: models.Model) -> float:
        """What is made at once: the batch of the bill of materials, or its unit."""
        if bom.enable_batch_size:
            return bom.product_uom_id._compute_quantity(
                bom.batch_size, unit, round=False
            )
        if bom.product_uom_id == unit:
            return 0.0
        return bom.product_uom_id._compute_quantity(1.0, unit, round=False)

    @api.model
    def _left_to_core(self, rules: dict[int, RuleRow]) -> set[int]:
        """Rules on a dropship route or at a subcontractor's: Odoo alone serves them."""
        left = set()
        operations = self.env["stock.picking.type"]
        if "dropship" in operations._fields["code"].get_values(self.env):
            routes = self.env["stock.route"].browse(
                {rule.route_id for rule in rules.values() if rule.route_id}
            )
            dropped = routes.filtered(
                lambda route: (
                    "dropship" in route.rule_ids.picking_type_id.mapped("code")
                )
            )
            left |= {r for r, rule in rules.items() if rule.route_id in dropped.ids}
        if hasattr(self.env["stock.location"], "is_subcontract"):
            places = self.env["stock.location"].browse(
                {rule.location_id for rule in rules.values()}
            )
            others = places.filtered(lambda place: place.is_subcontract())
            left |= {r for r, rule in rules.items() if rule.location_id in others.ids}
        return left
