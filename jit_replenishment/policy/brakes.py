"""What keeps a rule from ordering though it may need something: people said so."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .inventory_position import Supply
from .reason import Reason, Value


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is ordered, and drafts stay as they are, until somebody resumes.

    :param until: first day on which is ordered again, None: until resumed by hand
    :param vendor_ids: only rules that would buy from one of these; None: all rules
    """

    reason: str
    by: str
    until: date | None = None
    vendor_ids: frozenset[int] | None = None

    def holds(self, vendor_id: int | None, today: date) -> bool:
        """Whether a rule that would buy from this vendor orders nothing today.

        >>> Pause("count", "Anna", date(2026, 3, 4)).holds(None, date(2026, 3, 3))
        True
        >>> Pause("count", "Anna", date(2026, 3, 4)).holds(None, date(2026, 3, 4))
        False
        """
        concerned = self.vendor_ids is None or vendor_id in self.vendor_ids
        return concerned and (self.until is None or self.until > today)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person refused the line of a rule.

    :param until: first day on which it is ordered again
    :param sooner_at: ordered before that day where the inventory position falls to it;
        None: never
    :param is_skip: only "not now": who said it wants to be asked again
    """

    reason: str
    by: str
    until: date
    sooner_at: float | None = None
    is_skip: bool = False

    def holds(self, position: float, today: date) -> bool:
        """Whether nothing is ordered at this inventory position.

        >>> no = Rejection("too early", "Anna", date(2026, 3, 4), sooner_at=2)
        >>> no.holds(3, date(2026, 3, 3)), no.holds(2, date(2026, 3, 3))
        (True, False)
        """
        is_low = self.sooner_at is not None and position <= self.sooner_at
        return self.until > today and not is_low


@dataclass(frozen=True, slots=True)
class Lowered:
    """A person ordered less than the rule called for, and so refused the rest.

    :param quantity: the rest, in the product's unit
    :param until: first day on which it is ordered again
    """

    by: str
    quantity: float
    until: date
    document: str = ""


@dataclass(frozen=True, slots=True)
class PutOff:
    """A person asked about an order answered "not now".

    :param until: the day on which is asked again
    """

    by: str
    until: date


@dataclass(frozen=True, slots=True)
class Brakes:
    """All that people put in the way of one rule.

    :param lowered: rests of lines that somebody did not want in full
    :param waiting: the rule's order was too much for one run, and a person was asked
    :param put_off: that person said "not now", and the time is not over
    :param approved: that person said yes, which holds for one order
    :param kept: the engine's open draft line, which a brake leaves as it is
    """

    pauses: tuple[Pause, ...] = ()
    rejection: Rejection | None = None
    lowered: tuple[Lowered, ...] = ()
    waiting: bool = False
    put_off: PutOff | None = None
    approved: bool = False
    kept: Supply | None = None

    def pause(self, vendor_id: int | None, today: date) -> Reason | None:
        """Why the rule is paused, None if it is not.

        A pause keeps the draft line, and so comes before everything that would take
        the line away.
        """
        for pause in self.pauses:
            if pause.holds(vendor_id, today):
                return Reason("paused", _values(pause))
        return None

    def refusal(self, position: float, today: date) -> Reason | None:
        """Who refused an order, None if nobody did, or not for this stock or day."""
        if self.rejection and self.rejection.holds(position, today):
            values = {
                **_values(self.rejection),
                "sooner_at": self.rejection.sooner_at,
                "is_skip": self.rejection.is_skip,
            }
            return Reason("rejected", values)
        return None

    def rest(self, today: date) -> float:
        """How much is not wanted of what was called for, in the product's unit.

        >>> less = Lowered("Anna", 10.0, date(2026, 3, 4))
        >>> brakes = Brakes(lowered=(less, less))
        >>> brakes.rest(date(2026, 3, 3)), brakes.rest(date(2026, 3, 4))
        (20.0, 0.0)
        """
        return math.fsum(each.quantity for each in self._still_lowered(today))

    def rest_refused(self, today: date) -> Reason:
        """Who ordered how much less, where, and until when that counts."""
        lowered = self._still_lowered(today)
        return Reason(
            "rest_refused",
            {
                "by": ", ".join(dict.fromkeys(each.by for each in lowered)),
                "documents": ", ".join(dict.fromkeys(e.document for e in lowered)),
                "quantity": self.rest(today),
                "until": max(each.until for each in lowered).isoformat(),
            },
        )

    def _still_lowered(self, today: date) -> list[Lowered]:
        return [each for each in self.lowered if each.until > today]


def _values(said: Pause | Rejection) -> Mapping[str, Value]:
    return {
        "reason": said.reason,
        "by": said.by,
        "until": said.until.isoformat() if said.until else None,
    }
