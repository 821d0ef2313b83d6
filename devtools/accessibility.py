"""``make accessibility``: what axe-core says of every screen of the addon."""

import shutil
import sys

from . import databases, demo, system_packages, virtual_environment
from .console import Problem, say, step
from .locks import exclusive
from .odoo_session import OdooSession, open_session
from .postgres_server import free_port
from .processes import run_logged, running
from .results import PhaseResult
from .workspace import Workspace

FIRST_PORT = 18369
# The walk's own exit codes; any other says that it broke off.
ACCESSIBLE, GRAVE, UNSEEN = 0, 3, 4


def run(workspace: Workspace) -> bool:
    """Look at every screen on the demo's data; whether nothing grave is ours."""
    refusal = "the screens are already being looked at in this folder"
    with (
        exclusive(workspace.locks / "accessibility", refusal=refusal),
        open_session(workspace) as session,
    ):
        database = session.database("accessibility")
        databases.copy_of(session, databases.demo_template, database)
        code = look(session, database, "all")
    say(f"All of it, node by node: {workspace.reports / 'accessibility_all.json'}")
    return code == ACCESSIBLE


def run_small(session: OdooSession, result: PhaseResult) -> None:
    """The screens of every morning, for the gate."""
    database = session.database("test_accessibility")
    databases.copy_of(session, databases.addon_template, database)
    code = look(session, database, "small")
    if code == ACCESSIBLE:
        result.passed += 1
    else:
        report = session.workspace.reports / "accessibility_small.json"
        result.fail(f"a screen is not accessible to all, see above and {report}")


def look(session: OdooSession, database: str, which: str) -> int:
    """Fill a database, serve it, walk through its screens; the walk's exit code."""
    workspace = session.workspace
    system_packages.ensure_programs(workspace, [system_packages.BROWSER])
    python = virtual_environment.for_browser(workspace, session.python)
    inside = workspace.root / "devtools" / "inside" / "scenes.py"
    argv = [str(session.python), "-W", "ignore", str(inside)]
    argv += [str(session.configuration(database)), database, which]
    with step("Preparing what the screens show"):
        log = workspace.logs / "scenes.log"
        run_logged(argv, log, env=session.environment())
    port = free_port(FIRST_PORT)
    address = f"http://127.0.0.1:{port}"
    command = session.odoo_command(
        database, "--http-port", str(port), "--max-cron-threads=0"
    )
    browser = next(filter(None, map(shutil.which, system_packages.BROWSER.names)))
    report = workspace.reports / f"accessibility_{which}.json"
    argv = [str(python), "-m", "devtools.accessible.walk"]
    argv += [address, browser, str(report), which]
    walk_log = workspace.logs / f"accessibility_{which}.log"
    with (
        (workspace.logs / "accessibility.log").open("w") as output,
        running(command, output=output, env=session.environment()) as server,
        step("Looking at the screens"),
    ):
        demo.wait_until_served(server, f"{address}/web/health")
        code = run_logged(
            argv,
            walk_log,
            env=workspace.environment(),
            cwd=workspace.root,
            check=False,
        )
    say(walk_log.read_text())
    databases.drop(session, database)
    if code not in (ACCESSIBLE, GRAVE, UNSEEN):
        raise Problem(f"the walk broke off ({code}), see above")
    sys.stdout.flush()
    return code
