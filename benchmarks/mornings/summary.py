"""Tables of the mornings, and whether they came out as they should."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ONCE = "once in a life"
_COUNTED = ("clicks", "fields", "keys", "screens")
_STEPS = (
    "find the work",
    "see every line",
    "approve the usual ones",
    "change a quantity",
    "another vendor",
    "reject until a day",
    "chase a late order",
    "order the rest",
    ONCE,
)
Found = Mapping[str, Any]


def rows(found: Found, mornings: Sequence[str]) -> list[dict[str, str]]:
    """A row a step, a column a morning.

    >>> steps = {"change a quantity": {"clicks": 2, "fields": 1}}
    >>> rows({"ours": {"steps": steps}}, ["ours"])[3]
    {'step': 'change a quantity', 'ours': '2 + 1'}
    """
    return [
        {"step": name}
        | {which: _cell(found[which]["steps"].get(name)) for which in mornings}
        for name in _STEPS
    ]


def _cell(step: Mapping[str, float] | None) -> str:
    if not step:
        return "-"
    typed = step.get("fields", 0) + step.get("keys", 0)
    return f"{step.get('clicks', 0):g} + {typed:g}"


def total(steps: Mapping[str, Mapping[str, float]]) -> Counter:
    """Of all steps but those that are done once and for all.

    >>> total({"a": {"clicks": 2}, "b": {"clicks": 1}, ONCE: {"clicks": 9}})
    Counter({'clicks': 3})
    """
    summed: Counter = Counter()
    for name, step in steps.items():
        if name != ONCE:
            summed.update(step)
    return summed


def totals(found: Found, mornings: Sequence[str]) -> list[dict[str, Any]]:
    rows_ = []
    for which in mornings:
        summed, outcome = total(found[which]["steps"]), found[which]["outcome"]
        rows_.append(
            {"morning": which}
            | {kind: int(summed[kind]) for kind in _COUNTED}
            | {
                "waited s": round(summed["seconds"], 1),
                "orders": outcome["orders"],
                "lines": len(outcome["lines"]),
                "came back": len(found[which]["back"]),
            }
        )
    return rows_


def differences(before: Found | None, now: Found) -> Iterator[str]:
    """Counts that an earlier run had otherwise; times always differ."""
    for which, morning in now.items():
        known = before.get(which) if before else None
        if known and isinstance(morning, Mapping) and "steps" in morning:
            old, new = total(known["steps"]), total(morning["steps"])
            for kind in _COUNTED:
                if old[kind] != new[kind]:
                    yield f"{which}: {new[kind]:g} {kind}, was {old[kind]:g}"


def untrue(found: Found) -> list[str]:
    """What each morning must have brought about, and did not."""
    return [
        f"{which}: {complaint}"
        for which, morning in found.items()
        if isinstance(morning, Mapping) and "outcome" in morning
        for complaint in _untrue(morning["outcome"], found["picks"])
    ] + [f"ours: {line['name']} came back" for line in found["ours"]["back"]]


def _untrue(outcome: Found, picks: Found) -> Iterator[str]:
    lines = {line["name"]: line for line in outcome["lines"]}
    if outcome["drafts"]:
        yield f"{outcome['drafts']} draft lines are left"
    changed, moved = lines.get(picks["change"]), lines.get(picks["vendor"])
    if not changed or f"{changed['quantity']:g}" != picks["quantity"]:
        yield f"{picks['change']} is not ordered in the changed quantity"
    if not moved or moved["vendor"] != picks["other"]:
        yield f"{picks['vendor']} is not ordered from {picks['other']}"
    if picks["reject"] in lines:
        yield f"{picks['reject']} is ordered, though it was rejected"
    if len(outcome["put_off"]) != 1:
        yield f"put off are {outcome['put_off']}, instead of one product"
    if outcome["asked"] != 1:
        yield f"{outcome['asked']} messages to a late vendor, instead of one"
