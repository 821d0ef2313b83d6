"""The steps from a need to what is ordered, each with its figure."""

from dataclasses import dataclass
from typing import Literal

from .order_quantity import up_to_multiple

_TOLERANCE = 1e-9

StepCode = Literal["need", "refused", "minimum", "shared", "multiple", "unit"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in the product's unit.

    :param quantity: after it
    :param term: the minimum or multiple that was asked for, the part that was refused;
        None where there is none
    """

    code: StepCode
    quantity: float
    term: float | None = None


def rounding_steps(
    need: float,
    minimum: float,
    multiple: float,
    quantity: float,
    ordered: float,
    refused: float = 0.0,
) -> tuple[Step, ...]:
    """Every term there is, in the order in which it was met.

    :param need: that was ordered for
    :param quantity: what the terms came to, before the units rounded it
    :param ordered: what was ordered
    :param refused: what was missing beyond ``need`` and a person did not want

    >>> [(s.code, s.quantity) for s in rounding_steps(26, 20, 12, 36, 36)]
    [('need', 26.0), ('minimum', 26), ('multiple', 36.0), ('unit', 36)]

    Somebody wanted 10 less of what was missing:

    >>> [(s.code, s.quantity) for s in rounding_steps(16, 0, 0, 16, 16, refused=10)]
    [('need', 26), ('refused', 16), ('unit', 16)]

    A minimum that other lines of the same price list helped to reach:

    >>> [(s.code, s.quantity) for s in rounding_steps(3, 20, 0, 3, 3)]
    [('need', 3.0), ('shared', 3), ('unit', 3)]
    """
    steps = [Step("need", need + refused)]
    if refused > _TOLERANCE:
        steps.append(Step("refused", need, refused))
    reached = need
    if minimum > _TOLERANCE:
        alone = up_to_multiple(max(need, minimum), multiple)
        if quantity < alone - _TOLERANCE:
            # what a line takes of the shared minimum is in its quantity
            reached = quantity if quantity > need and not multiple else need
            steps.append(Step("shared", reached, minimum))
        else:
            reached = max(need, minimum)
            steps.append(Step("minimum", reached, minimum))
    if multiple > _TOLERANCE:
        steps.append(
            Step("multiple", max(up_to_multiple(reached, multiple), quantity), multiple)
        )
    steps.append(Step("unit", ordered))
    return tuple(steps)
