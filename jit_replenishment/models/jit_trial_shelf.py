import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from odoo import api, models

from ..policy.inventory_position import Commitment
from ..policy.trial import TrialStock, WouldBeOrder
from ..policy.trial_source import Transfer, taken
from ..queries.trial_log import WouldBeRow, read_would_be, read_would_be_transfers
from ..queries.trial_sources import (
    RealTransferRow,
    TriedPlaceRow,
    read_real_transfers,
    read_stock_below,
    tried_together,
)
from ..queries.trial_supply import ReceivedRow, read_received

# of goods that wait for their source to have some
_NEVER = date.max


class Shelf(NamedTuple):
    """What tells a rule's place on trial from the real one, day by day.

    :param shares: by would-be order that is taken from inside the company, what its
        source had for it
    :param leaving: would-be transfers out of it; ``asked`` those of today
    :param real: what others started in their place
    """

    received: list[ReceivedRow]
    ordered: list[WouldBeRow]
    shares: Mapping[int, float] = {}
    leaving: tuple[Transfer, ...] = ()
    asked: tuple[Transfer, ...] = ()
    real: tuple[RealTransferRow, ...] = ()

    def stock(self, day: date) -> TrialStock:
        """As it is in the evening of a day, but for what is ordered on it."""
        return TrialStock(
            math.fsum(row.quantity for row in self.received if row.day <= day),
            tuple(self._orders(day)),
            tuple(self._taken(day)),
            tuple(Commitment(each.quantity, each.planned_on) for each in self.asked),
            math.fsum(r.quantity for r in self.real if r.is_done and r.day <= day),
            tuple(Commitment(r.quantity, r.day) for r in self.real if not r.is_done),
        )

    def _orders(self, day: date) -> Iterable[WouldBeOrder]:
        for row in self.ordered:
            if row.day < day:
                yield from _in_parts(
                    row.quantity,
                    self.shares.get(row.order_id, row.quantity),
                    row.planned_on,
                    row.expected_on,
                    f"Trial {row.order_id}",
                )

    def _taken(self, day: date) -> Iterable[WouldBeOrder]:
        for each in self.leaving:
            if each.day < day:
                share = self.shares.get(each.key, each.quantity)
                yield from _in_parts(
                    each.quantity, share, each.planned_on, each.expected_on
                )


def _in_parts(
    quantity: float, share: float, planned_on: date, expected_on: date, document=""
) -> Iterable[WouldBeOrder]:
    """What the source had comes, the rest waits."""
    if share > 0:
        yield WouldBeOrder(share, planned_on, expected_on, document)
    if quantity > share:
        yield WouldBeOrder(quantity - share, planned_on, _NEVER, document)


@dataclass(frozen=True, slots=True)
class Together:
    """The rules on trial of one product in one company, and what they take from where.

    :param key: product and company
    :param lies: by place, in and below those they take from
    :param had: what the source of each transfer of the days before had for it
    """

    key: tuple[int, int]
    today: date
    places: tuple[TriedPlaceRow, ...]
    received: Mapping[int, list[ReceivedRow]]
    ordered: Mapping[int, list[WouldBeRow]]
    transfers: tuple[Transfer, ...]
    real: tuple[RealTransferRow, ...]
    lies: Mapping[str, float] = field(default_factory=dict)
    had: Mapping[int, float] = field(default_factory=dict)

    @property
    def product_id(self) -> int:
        return self.key[0]

    def shelf(self, rule_id: int, asked: tuple[Transfer, ...] = ()) -> Shelf:
        received = self.received.get(rule_id, [])
        ordered = self.ordered.get(rule_id, [])
        if not (self.transfers or asked or self.real):
            return Shelf(received, ordered)
        path = next(row.path for row in self.places if row.rule_id == rule_id)
        return Shelf(
            received,
            ordered,
            self.had,
            tuple(each for each in self.transfers if each.leaves(path)),
            tuple(each for each in asked if each.leaves(path)),
            tuple(row for row in self.real if _leaves(row, path)),
        )

    def shares(self, asked: tuple[Transfer, ...] = ()) -> dict:
        """What the source had for each transfer, with those of today after all others.

        :returns: by their key
        """
        every = (*self.transfers, *asked)
        sources = {each.from_path for each in every}
        stock = {path: self._lies_in(path, every) for path in sources}
        return taken(every, stock, self.today)

    def _lies_in(self, path: str, transfers: Iterable[Transfer]) -> float:
        """What could be taken from a place if no would-be transfer had left or reached
        it: not what lies on the shelves it feeds."""
        fed = {
            each.to_path
            for each in transfers
            if each.from_path == path and each.to_path.startswith(path)
        }

        def is_free(place: str) -> bool:
            return place.startswith(path) and not any(map(place.startswith, fed))

        lies = (quantity for place, quantity in self.lies.items() if is_free(place))
        kept = (
            row.quantity
            for row in self.real
            if row.is_done and is_free(row.from_path) and not is_free(row.to_path)
        )
        return math.fsum((*lies, *kept, *self._bought_for(path)))

    def _bought_for(self, path: str) -> Iterable[float]:
        """What a rule on trial there would have bought, instead of what others did."""
        around = [row for row in self.places if path.startswith(row.path)]
        if not around:
            return
        rule_id = max(around, key=lambda row: len(row.path)).rule_id
        own = {each.key for each in self.transfers}
        for row in self.ordered.get(rule_id, []):
            is_bought = row.rule_id == rule_id and row.order_id not in own
            if is_bought and row.day < self.today and row.expected_on <= self.today:
                yield row.quantity
        for row in self.received.get(rule_id, []):
            yield -row.quantity


def _leaves(row: RealTransferRow, path: str) -> bool:
    return row.from_path.startswith(path) and not row.to_path.startswith(path)


class JitTrialShelf(models.AbstractModel):
    """Reads the shelves that rules on trial would have, and those that feed them."""

    _name = "jit.trial.shelf"
    _description = "Just in Time: Shelves on Trial"

    @api.model
    def _read(self, rule_ids: list[int]) -> dict[int, Together]:
        """By rule, those it shares its product and company with; in a constant number
        of queries."""
        places = tried_together(self.env, rule_ids)
        every = [row.rule_id for row in places]
        received = read_received(self.env, every)
        ordered = read_would_be(self.env, every)
        transfers, real = defaultdict(list), defaultdict(list)
        companies = self.env["res.company"].browse({row.company_id for row in places})
        today = {company.id: company._jit_today() for company in companies}
        for order_id, product_id, company_id, *values in read_would_be_transfers(
            self.env, every
        ):
            transfer = Transfer(order_id, *values)
            # that of today is decided anew
            if transfer.day < today[company_id]:
                transfers[product_id, company_id].append(transfer)
        for row in read_real_transfers(self.env, every):
            real[row.product_id, row.company_id].append(row)
        sharing = defaultdict(list)
        for row in places:
            sharing[row.product_id, row.company_id].append(row)
        found = {}
        for key, rows in sharing.items():
            together = Together(
                key,
                today[key[1]],
                tuple(rows),
                received,
                ordered,
                tuple(transfers[key]),
                tuple(real[key]),
            )
            found |= {row.rule_id: together for row in rows}
        asked = {rule_id: found[rule_id] for rule_id in rule_ids if rule_id in found}
        paths = {each.from_path for some in transfers.values() for each in some}
        return self._with_stock(asked, paths)

    @api.model
    def _with_stock(
        self, together: dict[int, Together], paths: set[str]
    ) -> dict[int, Together]:
        """The same, with what lies in the places that are taken from."""
        if not paths:
            return together
        products = {each.product_id for each in together.values()}
        lies = read_stock_below(self.env, list(products), sorted(paths))
        found: dict[tuple[int, int], Together] = {}
        for each in together.values():
            if each.key not in found:
                seen = replace(each, lies=lies.get(each.product_id, {}))
                found[each.key] = replace(seen, had=seen.shares())
        return {rule_id: found[each.key] for rule_id, each in together.items()}
