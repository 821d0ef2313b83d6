"""How much there was to learn from."""

from typing import Literal

Confidence = Literal["A", "B", "C", "D"]

# events in memory from which on a grade is given
_GRADES: tuple[tuple[float, Confidence], ...] = ((24.0, "A"), (8.0, "B"), (3.0, "C"))


def confidence(events: float) -> Confidence:
    """The grade of what was learned from so many demands of equal weight.

    >>> confidence(30), confidence(8), confidence(7.9), confidence(2.9)
    ('A', 'B', 'C', 'D')
    """
    for least, grade in _GRADES:
        if events >= least - 1e-9:
            return grade
    return "D"
