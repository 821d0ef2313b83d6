"""A reason is a code with its figures; a person's language is added when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Row = list[Any]
Value = str | float | int | None | list[Row] | list[Any] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision.

    :param code: what the step was; every code has a sentence in ``jit.reason``
    :param values: the figures the sentence needs, JSON-serialisable
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def updated(self, **values: Value) -> "Reason":
        """The same step with other figures.

        >>> Reason("quantity", {"need": 3, "quantity": 20}).updated(quantity=5)
        Reason(code='quantity', values={'need': 3, 'quantity': 5})
        """
        return replace(self, values={**self.values, **values})

    def as_list(self) -> list[str | dict[str, Value]]:
        return [self.code, dict(self.values)]
