"""Whose a violation is: the addon's, or of Odoo's client that the addon is shown in.

A violation is Odoo's only if a screen of Odoo's own, of the same kind, has it too: the
same rule broken by a node of the same shape, or by the same two colours. What lies in a
widget, a field or a button of the addon is never Odoo's. All else is the addon's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

IMPACTS = ("critical", "serious", "moderate", "minor")
# These fail.
GRAVE = ("critical", "serious")


@dataclass(frozen=True)
class Violation:
    """A node that breaks a rule of axe-core."""

    screen: str
    device: str
    kind: str
    rule: str
    help: str
    impact: str
    owner: str
    field: str
    shape: str
    colours: str
    contrast: float
    html: str
    place: str

    @property
    def signature(self) -> tuple[str, str, str]:
        """What it has in common with the same fault elsewhere."""
        return self.kind, self.rule, self.colours or self.shape


@dataclass(frozen=True)
class Verdicts:
    """Violations told apart; for each of Odoo's, a screen of Odoo's that has it."""

    ours: tuple[Violation, ...]
    excluded: tuple[tuple[Violation, str], ...]

    @property
    def grave(self) -> tuple[Violation, ...]:
        return tuple(each for each in self.ours if each.impact in GRAVE)


def tell_apart(found: Iterable[Violation], of_core: Iterable[Violation]) -> Verdicts:
    """Judge the violations of the addon's screens by those of Odoo's own."""
    known: dict[tuple[str, str, str], str] = {}
    for each in of_core:
        # A screen of Odoo's may hold a field of the addon.
        if not each.owner:
            known.setdefault(each.signature, each.screen)
    ours, excluded = [], []
    for each in found:
        witness = None if each.owner else known.get(each.signature)
        if witness is None:
            ours.append(each)
        else:
            excluded.append((each, witness))
    return Verdicts(tuple(ours), tuple(excluded))


def as_report(
    looked_at: Sequence[Mapping[str, str]], verdicts: Verdicts, version: str
) -> dict[str, object]:
    """All of it, for a file."""
    return {
        "axe": version,
        "screens": list(looked_at),
        "ours": [asdict(each) for each in verdicts.ours],
        "excluded": [
            {"also_on": witness, **asdict(each)} for each, witness in verdicts.excluded
        ],
    }
