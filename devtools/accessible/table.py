"""What was found, as lines for a terminal."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .verdict import IMPACTS, Verdicts, Violation

HEADINGS = ("Screen", "Device", *IMPACTS, "Odoo's own", "doubtful")
EXAMPLE_LENGTH = 150


def lines(
    looked_at: Sequence[Mapping[str, str]], verdicts: Verdicts, *, why: bool
) -> Iterator[str]:
    """A row for each screen, then what is ours; if asked, why the rest is left out."""
    yield from _screens(looked_at, verdicts)
    yield from _ours(verdicts.ours)
    if why:
        yield from _excluded(verdicts)
        yield from _doubtful(verdicts.doubtful)
    yield ""
    yield _sums(looked_at, verdicts)


def _screens(
    looked_at: Sequence[Mapping[str, str]], verdicts: Verdicts
) -> Iterator[str]:
    ours = Counter((v.screen, v.device, v.impact) for v in verdicts.ours)
    excluded = Counter((v.screen, v.device) for v, _witness in verdicts.excluded)
    doubtful = Counter((v.screen, v.device) for v in verdicts.doubtful)
    rows = [HEADINGS]
    for screen in looked_at:
        key = screen["name"], screen["device"]
        counts = [ours[(*key, impact)] for impact in IMPACTS]
        rows.append((*key, *map(str, [*counts, excluded[key], doubtful[key]])))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        texts = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        numbers = zip(row[2:], widths[2:], strict=True)
        yield "  ".join([*texts, *(text.rjust(width) for text, width in numbers)])


def _ours(violations: Sequence[Violation]) -> Iterator[str]:
    found = defaultdict(list)
    for each in violations:
        rank = IMPACTS.index(each.impact)
        what = each.owner or each.near
        found[rank, each.rule, what, each.colours].append(each)
    for (rank, rule, what, colours), group in sorted(found.items()):
        screens = sorted({each.screen for each in group})
        yield ""
        yield f"{IMPACTS[rank]}: {rule}, {len(group)} times: {group[0].help}"
        yield f"    in {what or 'no named field'} {colours}".rstrip()
        yield f"    {group[0].html[:EXAMPLE_LENGTH]}"
        yield f"    on {', '.join(screens)}"


def _excluded(verdicts: Verdicts) -> Iterator[str]:
    found = defaultdict(list)
    for each, witness in verdicts.excluded:
        found[each.rule, each.kind, each.colours or each.shape, witness].append(each)
    if found:
        yield ""
        yield "Odoo's own, left out because a screen of Odoo's has the same:"
    for (rule, kind, what, witness), group in sorted(found.items()):
        yield f"    {rule} ({group[0].impact}, {kind}): {len(group)} times; {witness}"
        yield f"        {what}"


def _doubtful(violations: Sequence[Violation]) -> Iterator[str]:
    found = defaultdict(list)
    for each in violations:
        found[each.rule, each.doubt, each.shape].append(each)
    if found:
        yield ""
        yield "What axe-core could not tell:"
    for (rule, doubt, shape), group in sorted(found.items()):
        screens = sorted({each.screen for each in group})
        yield f"    {rule} ({doubt}): {len(group)} times; {', '.join(screens[:3])}"
        yield f"        {shape}"
        yield f"        {group[0].html[:EXAMPLE_LENGTH]}"


def _sums(looked_at: Sequence[Mapping[str, str]], verdicts: Verdicts) -> str:
    devices = Counter(screen["device"] for screen in looked_at)
    looked = ", ".join(f"{count} on a {name}" for name, count in devices.items())
    counts = Counter(each.impact for each in verdicts.ours)
    said = ", ".join(f"{counts[impact]} {impact}" for impact in IMPACTS)
    return (
        f"{len(looked_at)} screens ({looked}): {said}; {len(verdicts.excluded)} of "
        f"Odoo's own, {len(verdicts.doubtful)} doubtful"
    )
