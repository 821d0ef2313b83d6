"""What decide() is asked about: all that is known of one rule."""

import math
from dataclasses import dataclass
from datetime import date

from .brakes import Brakes
from .forward_orders import already_expected
from .internal_supply import InternalSupply
from .inventory_position import (
    Commitment,
    InventoryPosition,
    ProtectionInterval,
    Supply,
    SupplyTerms,
    committed,
    promised_until,
)
from .sourcing import OfferTerm


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is known of one rule when it is decided.

    >>> Situation(10, 30, on_hand=12).calls_for_order(stock=10)
    True

    :param expected_demand: the part of a learned reorder point that is the demand
        expected within the protection interval; 0 where it was set by hand
    :param rounding: smallest quantity the product's unit tells apart
    :param rule_multiple: order multiple of the rule, in the product's unit, 0 if none
    :param supplies: everything on its way but the engine's own untouched lines
    :param unsuppliable: code of a fault that keeps anybody from being asked
    :param purchase_days: what the company takes to get an order out
    :param internal_supply: set where nothing is bought: no vendor is asked then
    :param brakes: pauses, rejections and limits that people set
    """

    reorder_point: float
    target_stock: float
    on_hand: float
    supplies: tuple[Supply, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    terms: tuple[OfferTerm, ...] = ()
    supply_terms: SupplyTerms = SupplyTerms()
    preferred_vendor_id: int | None = None
    rule_multiple: float = 0.0
    review_period_days: int = 1
    snoozed_until: date | None = None
    rounding: float = 0.01
    unsuppliable: str | None = None
    purchase_days: int = 0
    brakes: Brakes = Brakes()
    internal_supply: InternalSupply | None = None
    expected_demand: float = 0.0

    @property
    def is_readable(self) -> bool:
        """Every quantity is a number: no sum or comparison holds with one that is not.

        Fields refuse such values; statements of SQL do not.
        """
        moving = (*self.supplies, *self.commitments)
        quantities = (each.quantity for each in moving)
        own = (self.reorder_point, self.target_stock, self.on_hand, self.rule_multiple)
        return all(map(math.isfinite, (*own, self.expected_demand, *quantities)))

    @property
    def expected(self) -> float:
        """Demand the reorder point covers, beside which no promise counts again.

        Never more than the reorder point itself, or stock promised in full would be
        taken as enough; so nothing where goods are ordered on demand.
        """
        return max(min(self.expected_demand, self.reorder_point), 0.0)

    def position(
        self, on_order: float, interval: ProtectionInterval
    ) -> InventoryPosition:
        """:param on_order: what of the supplies is counted on"""
        promised = promised_until(self.commitments, interval.last_day)
        return InventoryPosition(
            self.on_hand,
            on_order,
            committed(promised),
            already_expected(promised, self.expected, interval.today),
        )

    @property
    def tolerance(self) -> float:
        """Quantities no farther apart are the same."""
        return self.rounding / 2

    @property
    def empty_below(self) -> float:
        """Below this the shelf has run out.

        An item on order-on-demand is meant to have an empty shelf: it runs out only
        when a promise cannot be kept.
        """
        return self.tolerance if self.keeps_stock else -self.tolerance

    @property
    def keeps_stock(self) -> bool:
        """Goods are to lie on the shelf before anybody asks for them."""
        return self.reorder_point >= self.tolerance

    def is_low(self, stock: float) -> bool:
        """At or below the reorder point."""
        return stock < self.reorder_point + self.tolerance

    def calls_for_order(self, stock: float) -> bool:
        return self.is_low(stock) and self.target_stock - stock >= self.tolerance

    def further_need(self, stock: float, rest: float) -> float:
        """What is missing to the target beyond a rest that somebody refused."""
        return self.target_stock - stock - rest

    def calls_beyond(self, stock: float, rest: float) -> bool:
        """Whether what is needed by now is another need than the one refused.

        The rest counts as if it were there, as it would had nobody lowered the line:
        else each piece sold would bring some of it back. What is needed besides is
        ordered where it is more than the rest itself, however low that leaves the rest.

        :param rest: not wanted by a person, 0 for none

        >>> lowered_to_20 = Situation(10, 30, on_hand=0)
        >>> [lowered_to_20.calls_beyond(stock, rest=10) for stock in (20, 10, 9)]
        [False, False, True]

        Customers wait for nothing that was refused before they asked: below zero, or
        below what somebody left there, all that is beyond the rest is ordered.

        >>> [lowered_to_20.calls_beyond(stock, rest=25) for stock in (0, -1)]
        [False, True]
        >>> [lowered_to_20.calls_beyond(stock, rest=33) for stock in (-3, -4)]
        [False, True]
        """
        if stock < min(self.target_stock - rest, 0.0) - self.tolerance:
            return True
        further = self.further_need(stock, rest)
        if not self.is_low(stock) or further < self.tolerance:
            return False
        return self.is_low(stock + rest) or further > rest + self.tolerance
