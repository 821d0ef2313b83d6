"""A reason is a code with its figures; a person's language is added when it is read."""

from dataclasses import dataclass, field

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision.

    :param code: what the step was; every code has a sentence in ``jit.reason``
    :param values: the figures the sentence needs, JSON-serialisable
    """

    code: str
    values: dict[str, Value] = field(default_factory=dict)

    def as_list(self) -> list:
        return [self.code, self.values]
