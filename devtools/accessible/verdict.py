"""Whose a violation is: the addon's, or of Odoo's client that the addon is shown in.

A violation is Odoo's only if a screen of Odoo's own has it too (the same rule broken by
a node of the same shape on a screen of a like kind; or the same two colours, which are
of Odoo's palette wherever it shows them), or if it is in a part of a widget of Odoo's
that no view has a say in (``WIDGETS``). What the addon draws itself is never Odoo's,
nor is a field or a button of its that has no name. All else is the addon's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

IMPACTS = ("critical", "serious", "moderate", "minor")
# What a screen is compared with: a form contains lists, a dialog contains a form.
ALIKE = {
    "form": ("list", "dialog"),
    "dialog": ("form", "list"),
    "settings": ("form",),
    "page": ("list", "kanban", "form"),
}
# Rules about names, which the author of a view gives.
NAMES = ("button-name", "link-name", "label", "select-name", "input-button-name")
ADDON_PREFIXES = ("jit_", "action_jit_")
# Of widgets that no screen of Odoo's own shows here: rule, end of the shape, where.
WIDGETS = (
    (
        "aria-prohibited-attr",
        "div > i",
        "arrow between two dates: web/static/src/views/fields/datetime",
    ),
    (
        "aria-allowed-attr",
        "div.o_progress",
        "progress bar: web/static/src/views/fields/progress_bar",
    ),
    (
        "aria-allowed-attr",
        "div.o_field_tags > span.o_badge.o_tag",
        "tag: web/static/src/core/tags_list",
    ),
    (
        "target-size",
        "div.o_priority.role=radiogroup > a.o_priority_star.role=radio",
        "star of a card, whose size no view has a say in: "
        "web/static/src/views/fields/priority",
    ),
    (
        "image-alt",
        "div.o_avatar.o_m2o_avatar > img",
        "picture of a user: mail/static/src/views/web/fields",
    ),
    (
        "label",
        "tr.o_data_row > td.o_data_cell.o_field_cell > div > input.type=checkbox",
        "box of a list that is read: web/static/src/views/fields/formatters.js",
    ),
    (
        "label",
        "o_field_percentage.o_field_widget > div > input.o_input.type=text",
        "a percentage takes no id, so no label reaches it: "
        "web/static/src/views/fields/percentage",
    ),
)
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
    widget: str
    field: str
    near: str
    shape: str
    colours: str
    contrast: float
    html: str
    # why axe-core could not tell whether it is one
    doubt: str = ""

    @property
    def owner(self) -> str:
        """What of the addon breaks the rule by itself; empty if it may be Odoo."""
        if self.rule in NAMES and self.field.startswith(ADDON_PREFIXES):
            return self.field
        return self.widget

    @property
    def signature(self) -> tuple[str, str, str]:
        """What it has in common with the same fault elsewhere."""
        if self.colours:
            return "", self.rule, self.colours
        return self.kind, self.rule, self.shape

    def signatures(self) -> Iterator[tuple[str, str, str]]:
        """Of this fault on screens of a like kind."""
        yield self.signature
        for kind in ALIKE.get(self.kind, ()):
            yield replace(self, kind=kind).signature


@dataclass(frozen=True)
class Verdicts:
    """Violations told apart; for each of Odoo's, a screen of Odoo's that has it.

    ``doubtful`` are for a person to judge: axe-core could not.
    """

    ours: tuple[Violation, ...]
    excluded: tuple[tuple[Violation, str], ...]
    doubtful: tuple[Violation, ...] = ()

    @property
    def grave(self) -> tuple[Violation, ...]:
        return tuple(each for each in self.ours if each.impact in GRAVE)


def tell_apart(found: Iterable[Violation], of_core: Iterable[Violation]) -> Verdicts:
    """Judge the violations of the addon's screens by those of Odoo's own."""
    known: dict[tuple[str, str, str], str] = {}
    for each in of_core:
        # A screen of Odoo's may hold a field of the addon; a doubt excuses nothing.
        if not each.owner and not each.doubt:
            known.setdefault(each.signature, each.screen)
    ours, excluded, doubtful = [], [], []
    for each in found:
        if each.doubt:
            doubtful.append(each)
        elif witness := _of_widget(each) or _witness(each, known):
            excluded.append((each, witness))
        else:
            ours.append(each)
    return Verdicts(tuple(ours), tuple(excluded), tuple(doubtful))


def _witness(violation: Violation, known: Mapping[tuple[str, str, str], str]) -> str:
    """The screen of Odoo's that has the same; empty if none has."""
    if violation.owner:
        return ""
    found = (known.get(signature) for signature in violation.signatures())
    return next(filter(None, found), "")


def _of_widget(violation: Violation) -> str:
    """Where in Odoo's sources the widget is that it is in; empty if in none."""
    for rule, end, where in WIDGETS:
        if violation.rule == rule and violation.shape.endswith(end):
            return where
    return ""


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
        "doubtful": [asdict(each) for each in verdicts.doubtful],
    }
