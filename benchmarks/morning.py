"""``make bench-morning``: a purchasing manager's morning, click by click.

The same needs, on copies of one database: with the addon (``ours``), and in Odoo alone,
the addon uninstalled: on the requests of its scheduler (``requests``), and on its
Replenishment page (``report``). A browser does the work and counts.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from devtools import databases, demo, system_packages, virtual_environment
from devtools.console import Problem, say, step
from devtools.locks import exclusive
from devtools.odoo_session import OdooSession, open_session
from devtools.postgres_server import free_port
from devtools.processes import capture, running
from devtools.workspace import Workspace

from .figures import render
from .mornings.picks import Picks, pick
from .mornings.summary import ONCE, differences, rows, totals, untrue

FIRST_PORT = 18569
MORNINGS = ("ours", "requests", "report")
PUT_OFF_DAYS = 30
LINES = 60
Figures = dict[str, Any]


def run(workspace: Workspace) -> int:
    """Measure the three mornings; 1 if one of them did not come out as it should."""
    refusal = "the morning is already being measured in this folder"
    with (
        exclusive(workspace.locks / "bench-morning", refusal=refusal),
        open_session(workspace) as session,
    ):
        found = measure(session)
    folder = workspace.root / "benchmarks" / "out"
    folder.mkdir(parents=True, exist_ok=True)
    before = folder / "morning.json"
    earlier = json.loads(before.read_text()) if before.exists() else None
    before.write_text(json.dumps(found, indent=1))
    show(found)
    for difference in differences(earlier, found):
        say(f"otherwise than the run before: {difference}")
    wrong = untrue(found)
    for complaint in wrong:
        say(f"NOT as it should be: {complaint}")
    return 1 if wrong else 0


def measure(session: OdooSession) -> Figures:
    source = session.database("morning_needs")
    databases.copy_of(session, databases.demo_template, source)
    with step("Counting stock down until enough is needed"):
        found: Figures = {"needs": scene(session, source, "needs", LINES)}
    names = {which: session.database(f"morning_{which}") for which in MORNINGS}
    databases.replace(session, source, names["ours"])
    with step("The engine drafts"):
        ours = scene(session, names["ours"], "engine")
    with step("A copy without the addon, where Odoo's scheduler drafts"):
        databases.replace(session, source, names["report"])
        scene(session, names["report"], "uninstall")
        databases.replace(session, names["report"], names["requests"])
        scene(session, names["report"], "by_hand")
        theirs = scene(session, names["requests"], "scheduler")
    until = date.today() + timedelta(days=PUT_OFF_DAYS)
    picks = pick(ours, theirs, f"{until:%m/%d/%Y}")
    found |= {
        "picks": vars(picks),
        "lines": {"ours": len(ours), "requests": len(theirs)},
        "usual": sum(line["usual"] for line in ours),
        "vendors": len({line["vendor"] for line in ours}),
    }
    for which, database in names.items():
        with step(f"The morning: {which}"):
            taken = walk(session, database, which, picks)
            outcome = scene(session, database, "outcome")
            back = scene(session, database, "again" if which == "ours" else "scheduler")
        found[which] = {"steps": taken, "outcome": outcome, "back": back}
    for database in (source, *names.values()):
        databases.drop(session, database)
    return found


def scene(session: OdooSession, database: str, what: str, *numbers: int) -> Any:
    """What the last line says of what was done behind the browser."""
    configuration = str(session.configuration(database))
    argv = [str(session.python), "-W", "ignore", "-m", "benchmarks.mornings.scene"]
    output = capture(
        [*argv, configuration, database, what, *map(str, numbers)],
        env=session.environment(),
        cwd=session.workspace.root,
    )
    return json.loads(output.splitlines()[-1])


def walk(session: OdooSession, database: str, which: str, picks: Picks) -> Figures:
    return browse(session, database, "walk", which, json.dumps(vars(picks)))


def browse(
    session: OdooSession, database: str, module: str, *arguments: str
) -> Figures:
    """What a browser found, sent to a server of this database.

    :param module: of ``benchmarks.mornings``, run with the server's address, the
        browser, a folder for pictures and the arguments
    """
    workspace = session.workspace
    system_packages.ensure_programs(workspace, [system_packages.BROWSER])
    python = virtual_environment.for_browser(workspace, session.python)
    browser = next(filter(None, map(shutil.which, system_packages.BROWSER.names)))
    with served(session, database) as address:
        argv = [str(python), "-m", f"benchmarks.mornings.{module}", address, browser]
        argv += [str(workspace.reports), *arguments]
        try:
            output = capture(argv, env=workspace.environment(), cwd=workspace.root)
        except Problem as problem:
            raise Problem(
                f"{problem}\nA picture of where it broke off is in {workspace.reports}"
            ) from problem
    return json.loads(output.splitlines()[-1])


@contextmanager
def served(session: OdooSession, database: str) -> Iterator[str]:
    """Without scheduled actions, which would run between two clicks."""
    port = free_port(FIRST_PORT)
    command = session.odoo_command(
        database, "--http-port", str(port), "--max-cron-threads=0"
    )
    log = session.workspace.logs / f"{database}_served.log"
    with (
        log.open("w") as output,
        running(command, output=output, env=session.environment()) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        demo.wait_until_served(server, f"{address}/web/health")
        yield address


def show(found: Mapping[str, Any]) -> None:
    """The table, what came back, and what Odoo alone cannot do."""
    needs, lines = found["needs"], found["lines"]
    say(
        f"\n{needs['dipped']} rules of {needs['rules']} had dipped, "
        f"{needs['counted']} more after counts: {lines['ours']} lines for "
        f"{found['vendors']} vendors drafted by the engine, {found['usual']} of them "
        f"usual; {lines['requests']} by Odoo's scheduler.\n"
    )
    say(render("A step's clicks + typed fields", rows(found, MORNINGS)))
    say(f"    ({ONCE}: not in the sum.)")
    say()
    say(render("The morning in all", totals(found, MORNINGS)))
    say()
    say("Came back when the rules were looked at again:")
    for which in MORNINGS:
        say(f"    {which}: {_said(found[which]['back'])}")
    say("\nNot to be had in Odoo alone:\n")
    for sentence in CANNOT:
        say(f"    - {sentence}")


def _said(lines: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(line["name"] for line in lines) or "nothing"


CANNOT = (
    "why a line is ordered, and which lines are usual: all are looked at alike",
    "approving a line: the unit is the whole request to a vendor",
    "putting off a rule that orders by itself: it is made manual, and somebody has to "
    "remember to make it automatic again",
    "a reason of a rejection, and who said so: the snooze keeps a day",
    "a draft when stock dips: the scheduler runs once a day, the Replenishment page "
    "when somebody opens it",
)
