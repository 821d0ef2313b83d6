from typing import NamedTuple

from odoo import api, models

from ..policy.decision_reasons import vendor_reason
from ..policy.sourcing import NoOffer
from ..queries.rule_table import IMAGINED, IMAGINED_ID, ImaginedRules
from .jit_wish import Wish

_PURCHASE = "purchase.group_purchase_user"
# steps of an order, which say nothing where no rule sets a reorder point
_POSITION = ("position_low", "position_enough")


class Answer(NamedTuple):
    """What is known of a product at a place, and why it is ordered or not.

    :param rule: its reordering rule there, archived or empty perhaps
    :param wish: what the engine makes of it, or would; None where it cannot say
    :param facts: codes and figures, as of ``jit.decision``
    :param demand: moves counted as promised
    """

    rule: models.Model
    wish: Wish | None
    facts: list
    demand: models.Model


class Now(NamedTuple):
    """What the engine makes of a product at a place now.

    :param wish: None where it cannot say
    :param obstacle: then the code and the values of the reason why not
    """

    wish: Wish | None
    obstacle: str = ""
    values: dict | None = None


class JitWhy(models.AbstractModel):
    """Asks the engine about any product at any place. Nothing is written here.

    Where no just-in-time rule is, one is imagined, with the figures of the rule that is
    there if there is one: the position is computed the same way.
    """

    _name = "jit.why"
    _description = "Just in Time: Why and Why Not"

    @api.model
    def _answer(self, product: models.Model, location: models.Model) -> Answer:
        """What a person who may see rules, this product and this place may know."""
        rules = self.env["stock.warehouse.orderpoint"]
        for seen in (rules, product, location):
            seen.check_access("read")
        rule = rules.with_context(active_test=False).search(
            [("product_id", "=", product.id), ("location_id", "=", location.id)],
            order="active DESC, id",
            limit=1,
        )
        obstacle = self._obstacle(product, location)
        if obstacle:
            return Answer(rule, None, [obstacle], self.env["stock.move"])
        if rule.active and rule.trigger == "jit":
            return self._of_rule(rule, rule.id, self._draft_facts(rule))
        facts = self._ordered_by(rule, product, location)
        imagined = ImaginedRules((self._imagine(rule, product, location),))
        asked = self.with_context(**{IMAGINED: imagined})
        return asked._of_rule(rule, IMAGINED_ID, facts)

    @api.model
    def _obstacle(self, product: models.Model, location: models.Model) -> list | None:
        """Why there is no stock to speak of."""
        if "is_kits" in product and product.is_kits:
            return ["is_kit", {}]
        if product.type != "consu":
            return ["not_goods", {}]
        if not product.active:
            return ["product_archived", {}]
        if not product.is_storable:
            return ["not_tracked", {}]
        owner, company = product.company_id, location.company_id
        if owner and company and owner != company:
            return ["other_company", {"company": owner.name}]
        if location.usage != "internal" or not location.warehouse_id:
            return ["outside_warehouse", {"location": location.display_name}]
        return None

    @api.model
    def _draft_facts(self, rule: models.Model) -> list:
        # a storekeeper may know that it is on order, though not open the order
        line = rule.sudo()._jit_open_lines().get(rule.id)
        if not line:
            return []
        changed_by = None if line.jit_owned else line.jit_changed_by_id.name or ""
        values = {
            "document": line.order_id.name,
            "quantity": line.product_uom_qty,
            "changed_by": changed_by,
        }
        return [["on_draft", values]]

    @api.model
    def _ordered_by(
        self, rule: models.Model, product: models.Model, location: models.Model
    ) -> list:
        """Who orders it there today, as just-in-time does not."""
        figures = {
            "reorder_point": rule.product_min_qty,
            "target_stock": rule.product_max_qty,
        }
        if not rule:
            code = "rule_none"
        elif not rule.active:
            code = "rule_archived"
        else:
            code = "rule_auto" if rule.trigger == "auto" else "rule_manual"
        facts = [[code, figures], *self._other_ways(product, location)]
        if rule.active and rule.jit_stage == "trial":
            since = rule.company_id._jit_day(rule.jit_trial_since)
            return [["on_trial", {"since": since.isoformat()}], *facts]
        return facts

    @api.model
    def _other_ways(self, product: models.Model, location: models.Model) -> list:
        """Rules around the place or elsewhere, and orders that bring their own."""
        others = self.env["stock.warehouse.orderpoint"].search(
            [
                ("product_id", "=", product.id),
                ("company_id", "=", location.company_id.id),
                ("location_id", "!=", location.id),
            ]
        )
        around = others.filtered(
            lambda rule: location.parent_path.startswith(rule.location_id.parent_path)
        )
        facts = [
            [code, {"locations": ", ".join(found.location_id.mapped("display_name"))}]
            for code, found in (
                ("rule_around", around),
                ("rules_elsewhere", others - around),
            )
            if found
        ]
        routes = product.route_ids | product.categ_id.total_route_ids
        # whoever asks need not be allowed to read stock rules
        to_order = routes.filtered(
            lambda route: (
                "make_to_order" in route.sudo().rule_ids.mapped("procure_method")
            )
        )
        if to_order:
            facts.append(["made_to_order", {"route": to_order[0].name}])
        return facts

    @api.model
    def _imagine(
        self, rule: models.Model, product: models.Model, location: models.Model
    ) -> dict:
        """A just-in-time rule with the figures of the one there is, or on demand."""
        classes = rule.jit_effective_class_id or product.jit_effective_class_id
        return {
            "id": IMAGINED_ID,
            "product_id": product.id,
            "company_id": location.company_id.id or self.env.company.id,
            "warehouse_id": location.warehouse_id.id,
            "location_id": location.id,
            "name": rule.name or product.display_name,
            "active": True,
            "trigger": "jit",
            "product_min_qty": rule.product_min_qty,
            "product_max_qty": rule.product_max_qty,
            "jit_expected_demand": rule.jit_expected_demand,
            "route_id": rule.route_id.id or None,
            "supplier_id": rule.sudo().supplier_id.id or None,
            "replenishment_uom_id": rule.replenishment_uom_id.id or None,
            "jit_effective_class_id": classes.id or None,
        }

    @api.model
    def _of_rule(self, rule: models.Model, rule_id: int, facts: list) -> Answer:
        """The engine's verdict, in a constant number of queries.

        Stock, orders and price lists behind it may be closed to who asks; what is shown
        of them are the figures of a product and a place they may see.
        """
        engine = self.sudo()
        found = engine.env["stock.warehouse.orderpoint"]._jit_decide_apart([rule_id])
        wish = engine.env["jit.wish"]._of(found.get(rule_id))
        if not wish:
            return Answer(
                rule, None, [*facts, ["no_answer", {}]], rule.env["stock.move"]
            )
        promised = engine.env["jit.demand"]._read({rule_id: wish}, ordering=False)
        demand = engine.env["stock.move"].browse(promised.get(rule_id, ()))
        told = self._told(rule, wish) + self._vendor_facts(wish)
        return Answer(rule, wish, facts + told, demand)

    @api.model
    def _told(self, rule: models.Model, wish: Wish) -> list:
        """The reasons of the verdict; without a rule only the stock there is."""
        reasons = [reason.as_list() for reason in wish.verdict.decision.reasons]
        if rule.active and rule.trigger == "jit":
            return reasons
        if rule:
            return [["would_be", {}], *reasons]
        return [["stock_now", values] for code, values in reasons if code in _POSITION]

    @api.model
    def _vendor_facts(self, wish: Wish) -> list:
        """Who would be asked, where nothing is ordered yet; an order names its own."""
        verdict, sourcing = wish.verdict, wish.verdict.decision.sourcing
        buys = verdict.supply_rule and verdict.supply_rule.action == "buy"
        told = verdict.decision.need > 0
        if told or not buys or not sourcing:
            return []
        offer = sourcing.found
        if isinstance(offer, NoOffer):
            reason = [offer.fault, {"vendor": offer.vendor_name}]
        else:
            quantity = offer.minimum_order_quantity
            reason = vendor_reason(
                offer,
                quantity,
                sourcing.not_asked,
                is_set=bool(verdict.rule.preferred_vendor_id),
                purchase_days=verdict.rule.purchase_days,
            ).as_list()
        return [["would_ask", {}], reason]
