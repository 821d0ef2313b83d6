"""``make demo-year``: the demo's year once more, under other reorder points."""

import json
from collections.abc import Sequence

from . import demo
from .console import say, step
from .locks import exclusive
from .odoo_session import open_session
from .processes import run_logged
from .workspace import Workspace

_HEADINGS = ("numbers", "from day", "fill rate", "average stock", "orders")


def run(workspace: Workspace) -> None:
    """Print fill rate and average stock of the year, by whose numbers it went."""
    refusal = "the demo already runs in this folder"
    with (
        exclusive(workspace.locks / "demo", refusal=refusal),
        open_session(workspace) as session,
    ):
        database = demo.ensure_database(session, fresh=False)
        demo.replenish(session, database, "http://localhost")
        output = workspace.reports / "demo_year.json"
        script = workspace.root / "devtools" / "inside" / "demo_year.py"
        configuration = session.configuration(database)
        argv = [str(session.python), "-W", "ignore", str(script)]
        argv += [str(configuration), database, str(output)]
        with step("Living through the year six times"):
            run_logged(
                argv, workspace.logs / "demo_year.log", env=session.environment()
            )
        say()
        say(render(json.loads(output.read_text())))
    say(
        "Hand-set and accepted numbers were made from this very year; those learned by "
        "then\nonly from the days before, anew every four weeks from day 84 on; what "
        "they order is\nthere by day 168. Stock at purchase prices, on an average "
        "evening. The replay\nis that of Just in Time Setup > Replay: demand as it was "
        "shipped, looked at daily, each\nrule counted from the day on which what "
        "learned figures ordered can be there."
    )


def render(rows: Sequence[dict]) -> str:
    """The figures as a table.

    >>> print(render([{"numbers": "hand-set", "from_day": 0, "fill_rate": 0.9512,
    ...     "stock_value": 1234.5, "orders": 12}]))
    numbers         from day  fill rate  average stock  orders
    hand-set               0     95.1 %          1,234      12
    """
    longest = max(len(row["numbers"]) for row in rows)
    widths = (max(14, longest), *(len(heading) for heading in _HEADINGS[1:]))
    cells = [_HEADINGS] + [
        (
            row["numbers"],
            "-" if row["from_day"] is None else str(row["from_day"]),
            f"{100 * row['fill_rate']:.1f} %",
            f"{row['stock_value']:,.0f}",
            f"{row['orders']:,}",
        )
        for row in rows
    ]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )
