from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import float_round

from ..policy.reason import Reason
from ..policy.running_out import running_out
from ..policy.terms import terms_reason
from ..queries.draft_lines import OrderKey, PositionRow
from .jit_situation import Verdict

# digits beyond the unit's own in which a quantity may still mean something
_NOISE_DIGITS = 4


class Wish(NamedTuple):
    """A decision at the edge: rounded by its units, ready to compare and to write.

    :param key: the draft the line belongs in; None when nothing is to be ordered
    :param missing: promised and not there before supply is
    :param already_expected: of what is committed, the part the reorder point contains
    :param ordered_quantity: in the product's unit
    :param purchase_quantity: in the vendor's unit
    :param price_unit: for one of the vendor's unit, before discount
    :param planned_on: expected arrival
    :param order_by: last day on which the vendor can be asked for it
    """

    verdict: Verdict
    key: OrderKey | None
    on_hand: float
    on_order: float
    committed: float
    inventory_position: float
    need: float
    already_expected: float = 0.0
    missing: float = 0.0
    ordered_quantity: float = 0.0
    purchase_quantity: float = 0.0
    purchase_uom_id: int | None = None
    price_unit: float = 0.0
    discount: float = 0.0
    planned_on: date | None = None
    order_by: date | None = None

    @property
    def starts(self) -> bool:
        """Whether a transfer or production is to be started, rather than bought."""
        decision = self.verdict.decision
        return decision.outcome == "order" and decision.internal_supply is not None

    @property
    def operation_type_id(self) -> int | None:
        """What brings the goods in."""
        supply_rule = self.verdict.supply_rule
        return supply_rule.operation_type_id if supply_rule else None

    @property
    def fingerprint(self) -> str:
        """What was decided, without the figures that led to it."""
        decision = self.verdict.decision
        parts = (
            decision.outcome,
            decision.fault,
            bool(self.verdict.rule.preferred_vendor_id),
            tuple(self.key) if self.key else self._asked_for,
            self.purchase_quantity,
            self.purchase_uom_id,
            self.price_unit,
            self.discount,
        )
        return "|".join(map(str, parts))

    @property
    def _asked_for(self) -> tuple[int, int] | None:
        """Whose goods, in which money, a manager is asked about before any draft."""
        decision = self.verdict.decision
        if decision.outcome != "waiting":
            return None
        return decision.offer.vendor_id, decision.offer.currency_id

    @property
    def keeps_line(self) -> bool:
        """Whether the draft line of the rule, if any, stays just as it is."""
        return self.verdict.decision.outcome in ("paused", "waiting")

    @property
    def is_paused(self) -> bool:
        return self.verdict.decision.outcome == "paused"

    @property
    def is_settled(self) -> bool:
        """Whether what was held back is still held back, or nothing was."""
        brakes = self.verdict.brakes
        return self.verdict.decision.outcome == "waiting" or not (
            brakes.waiting or brakes.approved
        )

    @property
    def problems(self) -> dict[str, dict]:
        """Values of ``jit.exception`` by kind: what keeps the rule from ordering."""
        decision = self.verdict.decision
        if not decision.fault:
            return {}
        return {
            decision.fault: {"vendor_name": decision.reasons[-1].values.get("vendor")}
        }

    def problems_beside(self, known: set[str]) -> set[str]:
        """Kinds of problems there are; a paused rule keeps those it had."""
        return known if self.is_paused else set(self.problems)

    def position_row(self, decision_id: int | None) -> PositionRow:
        decision = self.verdict.decision
        short = running_out(decision, self.verdict.today)
        return PositionRow(
            on_hand=self.on_hand,
            on_order=self.on_order,
            committed=self.committed,
            outcome=decision.outcome,
            runs_out_on=decision.runs_out_on,
            is_short=bool(short),
            back_on=short.until if short else None,
            missing=self.missing,
            protection_interval_days=decision.protection_interval_days,
            need=self.need,
            fingerprint=self.fingerprint,
            decision_id=decision_id,
        )


class JitWish(models.AbstractModel):
    """Rounds decisions once, at the edge, by the units' own methods."""

    _name = "jit.wish"
    _description = "Just in Time: Rounded Decision"

    @api.model
    def _of(self, verdict: Verdict | None) -> Wish | None:
        """The wish of a verdict; None for a rule that is not just-in-time any more."""
        if verdict is None:
            return None
        decision = verdict.decision
        unit = self.env["uom.uom"].browse(verdict.rule.unit_id)
        position = decision.position
        short = running_out(decision, verdict.today)
        wish = Wish(
            verdict,
            None,
            on_hand=unit.round(position.on_hand),
            on_order=unit.round(position.on_order),
            committed=unit.round(position.committed),
            inventory_position=unit.round(position.quantity),
            need=unit.round(max(decision.need, 0.0)),
            already_expected=unit.round(position.already_expected),
            missing=unit.round(short.missing) if short else 0.0,
        )
        if wish.starts:
            return self._with_start(wish, unit)
        if decision.outcome == "order":
            return self._with_order(wish, unit)
        # what would be ordered is shown, but belongs in no draft yet
        if wish.keeps_line and decision.offer:
            return self._with_order(wish, unit)._replace(key=None)
        if wish.keeps_line and decision.internal_supply:
            return self._with_start(wish, unit)
        return wish

    @api.model
    def _with_start(self, wish: Wish, unit: models.Model) -> Wish:
        decision = wish.verdict.decision
        return wish._replace(
            ordered_quantity=unit.round(decision.quantity, rounding_method="UP"),
            planned_on=decision.schedule.planned_on,
            order_by=decision.schedule.order_by,
        )

    @api.model
    def _with_order(self, wish: Wish, unit: models.Model) -> Wish:
        verdict, decision = wish.verdict, wish.verdict.decision
        offer = decision.offer
        vendor_unit = self.env["uom.uom"].browse(offer.unit_id)
        # UP: rounding to the vendor's unit may add to the need, never take from it
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        # noise of earlier sums, 26.0000000001, must not round up to one step more
        quantity = float_round(
            decision.quantity, precision_digits=digits + _NOISE_DIGITS
        )
        purchase_quantity = unit._compute_quantity(
            quantity, vendor_unit, rounding_method="UP"
        )
        tier = offer.tier_for(decision.quantity)
        return wish._replace(
            key=OrderKey(
                verdict.rule.company_id,
                offer.vendor_id,
                verdict.supply_rule.operation_type_id,
                offer.currency_id,
            ),
            ordered_quantity=vendor_unit._compute_quantity(
                purchase_quantity, unit, rounding_method="HALF-UP"
            ),
            purchase_quantity=purchase_quantity,
            purchase_uom_id=offer.unit_id,
            price_unit=tier.price,
            discount=tier.discount,
            planned_on=decision.schedule.planned_on,
            order_by=decision.schedule.order_by,
        )

    @api.model
    def _prepare_decision_vals(self, wish: Wish) -> dict:
        """Everything known at this moment, for ``jit.decision``."""
        rule, decision = wish.verdict.rule, wish.verdict.decision
        offer = decision.offer
        return {
            "orderpoint_id": rule.rule_id,
            "product_id": rule.product_id,
            "company_id": rule.company_id,
            "warehouse_id": rule.warehouse_id,
            "location_id": rule.location_id,
            "consequence_class_id": rule.class_id,
            "outcome": decision.outcome,
            "fault": decision.fault,
            "product_uom_id": rule.unit_id,
            "on_hand": wish.on_hand,
            "on_order": wish.on_order,
            "committed": wish.committed,
            "already_expected": wish.already_expected,
            "inventory_position": wish.inventory_position,
            "reorder_point": decision.reorder_point,
            "target_stock": decision.target_stock,
            "need_quantity": wish.need,
            "ordered_quantity": wish.ordered_quantity,
            "vendor_id": offer.vendor_id if offer else False,
            "vendor_sku": offer.vendor_sku if offer else False,
            "purchase_quantity": wish.purchase_quantity,
            "purchase_uom_id": wish.purchase_uom_id,
            "price_unit": wish.price_unit,
            "discount": wish.discount,
            "currency_id": offer.currency_id if offer else False,
            "lead_time_days": decision.lead_time_days,
            "order_by": wish.order_by,
            "planned_on": wish.planned_on,
            "runs_out_on": decision.runs_out_on,
            "facts": [
                reason.as_list()
                for reason in (*decision.reasons, decision.booked, self._terms(wish))
            ],
        }

    @api.model
    def _terms(self, wish: Wish) -> Reason:
        """What the vendors ask, for who wants to compare them later."""
        verdict, decision = wish.verdict, wish.verdict.decision
        sourcing = None if decision.internal_supply else decision.sourcing
        return terms_reason(sourcing, decision.quantity, verdict.rule.expected_demand)
