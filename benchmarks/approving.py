"""``make bench-approve``: what one waits for in Approve, with few and many lines.

The lines are drafted by the engine from the demo's real sales. Beside it, in the same
browser on the same database, Odoo's own list of the same lines: it tells no stock, no
reason and no last price, so what it takes is what any list takes.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from devtools import databases
from devtools.console import say, step
from devtools.locks import exclusive
from devtools.odoo_session import OdooSession, open_session
from devtools.workspace import Workspace

from .figures import percentile, render
from .morning import browse, scene

SIZES = (60, 300)
ACTS = (
    "open",
    "tick one",
    "tick all",
    "change a quantity",
    "ask about one",
    "ask about all",
    "approve all",
)
Took = Mapping[str, Sequence[Mapping[str, float]]]


def run(workspace: Workspace) -> int:
    """Measure; 1 if there were fewer lines than wanted."""
    refusal = "approving is already being measured in this folder"
    with (
        exclusive(workspace.locks / "bench-approve", refusal=refusal),
        open_session(workspace) as session,
    ):
        found = {str(size): measure(session, size) for size in SIZES}
    folder = workspace.root / "benchmarks" / "out"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "approve.json").write_text(json.dumps(found, indent=1))
    for figures in found.values():
        title = (
            f"\n{figures['lines']} lines for {figures['vendors']} vendors: seconds, "
            "median (longest); of it the page stood still, at most"
        )
        say(render(title, rows(figures)))
    wrong = missing(found)
    for complaint in wrong:
        say(f"NOT as it should be: {complaint}")
    return 1 if wrong else 0


def measure(session: OdooSession, size: int) -> dict[str, Any]:
    database = session.database("approving")
    databases.copy_of(session, databases.demo_template, database)
    with step(f"Counting stock down until {size} rules need an order"):
        scene(session, database, "needs", size)
        drafted = scene(session, database, "engine")
        plain = scene(session, database, "plain_list")
    with step(f"A browser on {len(drafted)} lines"):
        found = browse(session, database, "many_lines", str(plain))
    databases.drop(session, database)
    vendors = len({line["vendor"] for line in drafted})
    return {"lines": len(drafted), "vendors": vendors, **found}


def missing(found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Where there were fewer lines than wanted, in words.

    >>> missing({"60": {"lines": 60}, "300": {"lines": 299}})
    ['300 lines were wanted, 299 were drafted']
    """
    return [
        f"{size} lines were wanted, {figures['lines']} were drafted"
        for size, figures in found.items()
        if figures["lines"] < int(size)
    ]


def rows(found: Mapping[str, Took]) -> list[dict[str, str]]:
    """A row an act; Odoo's own list can only be opened and ticked.

    >>> took = {"open": [{"seconds": 0.5, "still": 0.1}, {"seconds": 0.7, "still": 0}]}
    >>> rows({"ours": took, "theirs": {}})[0]
    {'act': 'open', 'Approve': '0.50 (0.70)', 'stood still': '0.10', "Odoo's list": '-'}
    """
    return [
        {
            "act": act,
            "Approve": _seconds(found["ours"].get(act)),
            "stood still": _still(found["ours"].get(act)),
            "Odoo's list": _seconds(found["theirs"].get(act)),
        }
        for act in ACTS
    ]


def _seconds(took: Sequence[Mapping[str, float]] | None) -> str:
    if not took:
        return "-"
    seconds = [each["seconds"] for each in took]
    return f"{percentile(seconds, 0.5):.2f} ({max(seconds):.2f})"


def _still(took: Sequence[Mapping[str, float]] | None) -> str:
    return f"{max(each['still'] for each in took):.2f}" if took else "-"
