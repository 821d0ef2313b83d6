"""How much one run may order before it has to ask."""

from dataclasses import dataclass, replace

from .brakes import Brakes, PutOff
from .decision import Decision
from .reason import Reason


def raised_by(decision: Decision, brakes: Brakes) -> float:
    """How much more than its draft line holds a rule wants, in the product's unit.

    Only this is limited: a line that shrinks, goes or stays never waits, and neither
    does what costs no vendor's money, a transfer or a production.
    """
    if decision.outcome != "order" or not decision.offer:
        return 0.0
    return max(decision.quantity - (brakes.kept.quantity if brakes.kept else 0.0), 0.0)


def hold_back(decision: Decision, put_off: PutOff | None = None) -> Decision:
    """The same order, waiting for a person; all it would be made of stays known."""
    why = Reason("waiting")
    if put_off:
        until = put_off.until.isoformat()
        why = Reason("put_off", {"by": put_off.by, "until": until})
    return replace(decision, outcome="waiting", reasons=(why, *decision.reasons))


@dataclass(frozen=True, slots=True)
class Limit:
    """The most one run may newly order; 0: no limit.

    :param money: in the company's currency
    """

    lines: int = 0
    money: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.lines or self.money)

    def allows(self, lines: int, money: float) -> bool:
        """
        >>> Limit(lines=3).allows(3, 900.0), Limit(lines=3).allows(4, 0.0)
        (True, False)
        >>> Limit(money=50.0).allows(9, 50.0), Limit(money=50.0).allows(1, 50.01)
        (True, False)
        """
        return (not self.lines or lines <= self.lines) and (
            not self.money or money <= self.money
        )
