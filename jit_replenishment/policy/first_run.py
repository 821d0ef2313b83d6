"""What the first run after going live orders, where it may not be all at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from .limit import Limit


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """What one rule would order at once.

    :param unit: rules of one unit go live together or not at all: what one orders
        decides what another needs, as variants that share a vendor's minimum
    :param severity: rank of the rule's class, the lowest the worst
    :param runs_out_on: first day that leaves nothing on the shelf
    :param lines: draft lines it makes; 0 where nobody is paid for it
    :param money: in the company's currency
    """

    rule_id: int
    unit: Hashable
    severity: int
    runs_out_on: date | None
    lines: int = 1
    money: float = 0.0

    @property
    def urgency(self) -> tuple[int, date, int]:
        """The worst class first, there what runs out first; the smallest is first."""
        return self.severity, self.runs_out_on or date.max, self.rule_id


def put_off(orders: Iterable[FirstOrder], cap: Limit) -> frozenset[int]:
    """Ids of the rules that do not go live yet, so that the rest keeps to the cap.

    The most urgent go first. One that does not fit any more does not keep back smaller
    ones after it: that would help nobody, and they may be as urgent.

    >>> day = date(2026, 3, 2)
    >>> orders = [FirstOrder(1, "a", 2, day), FirstOrder(2, "b", 1, None)]
    >>> sorted(put_off(orders, Limit(lines=1)))
    [1]
    """
    if not cap:
        return frozenset()
    units: dict[Hashable, list[FirstOrder]] = defaultdict(list)
    for order in orders:
        units[order.unit].append(order)
    waiting: set[int] = set()
    lines, money = 0, 0.0
    for unit in sorted(units.values(), key=lambda each: min(o.urgency for o in each)):
        more = sum(order.lines for order in unit)
        dearer = sum(order.money for order in unit)
        if not more or cap.allows(lines + more, money + dearer):
            lines, money = lines + more, money + dearer
        else:
            waiting.update(order.rule_id for order in unit)
    return frozenset(waiting)
