"""``make demo``: real sales data, the draft orders it leads to, the web client."""

import json
import os
import shutil
import time
import urllib.error
import urllib.request
from subprocess import Popen

from . import databases
from .console import Problem, say, seconds, step
from .locks import exclusive
from .odoo_session import OdooSession, open_session
from .orders_table import DraftOrder, OrderLine, render
from .postgres_server import free_port
from .processes import end_of, run_logged, running
from .workspace import DEMO_ADDON, PRODUCTION_ADDON, Workspace, digest, digest_of_files

ADDONS = (PRODUCTION_ADDON, DEMO_ADDON)
DEFAULT_PORT = 8069
START_SECONDS = 120
# For output that goes to a file.
DEFAULT_WIDTH = 160


def run(workspace: Workspace, *, once: bool, fresh: bool) -> int:
    """Show the demo; serve it until Ctrl-C unless ``once``."""
    started = time.monotonic()
    refusal = "the demo already runs in this folder"
    with (
        exclusive(workspace.locks / "demo", refusal=refusal),
        open_session(workspace) as session,
    ):
        database = ensure_database(session, fresh)
        port = DEFAULT_PORT if once else web_port()
        address = f"http://localhost:{port}"
        orders, suggestions = replenish(session, database, address)
        say()
        say(render(orders, shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns))
        lines = sum(len(order.lines) for order in orders)
        say(f"{len(orders)} draft orders, {lines} lines, each with its reason.")
        say(f"{suggestions} suggested changes of reorder points, from these sales.")
        say(f"Ready after {seconds(time.monotonic() - started)}.")
        if not once:
            _serve(session, database, port, address)
    return 0


def web_port() -> int:
    """HTTP_PORT, else 8069 or the next port that is free."""
    chosen = os.environ.get("HTTP_PORT")
    if chosen and not chosen.isdigit():
        raise Problem(f"HTTP_PORT={chosen} is no port: give a number, such as 8070")
    wanted = int(chosen or DEFAULT_PORT)
    port = free_port(wanted)
    if chosen and port != wanted:
        raise Problem(f"HTTP_PORT={wanted} is taken; port {port} is free")
    if port != wanted:
        say(f"==> Port {wanted} is taken, using {port}")
    return port


def ensure_database(session: OdooSession, fresh: bool) -> str:
    """The demo database, made or updated if need be."""
    workspace = session.workspace
    database = session.database("demo")
    origin = digest(session.odoo_identity)
    files = digest_of_files(workspace.root / addon for addon in ADDONS)
    old_origin, _, old_files = databases.key_of(session, database).partition(" ")
    if fresh or old_origin != origin:
        databases.copy_of(session, databases.core_template, database)
        with step("Installing the addon, loading real sales"):
            databases.install(session, database, ADDONS)
    elif old_files != files:
        with step("Updating the addon, whose files changed"):
            names = ",".join(ADDONS)
            session.run_odoo(
                database, "--update", names, "--no-http", "--stop-after-init"
            )
    databases.set_key(session, database, f"{origin} {files}")
    return database


def replenish(
    session: OdooSession, database: str, address: str
) -> tuple[list[DraftOrder], int]:
    """Run the scheduled actions; the draft orders and the number of suggestions."""
    workspace = session.workspace
    script = workspace.root / "devtools" / "inside" / "replenish.py"
    output = workspace.reports / "draft_orders.json"
    configuration = session.configuration(database)
    argv = [str(session.python), "-W", "ignore", str(script)]
    argv += [str(configuration), database, address, str(output)]
    with step("Learning from the year, running the replenishment"):
        log = workspace.logs / "replenish.log"
        run_logged(argv, log, env=session.environment())
    found = json.loads(output.read_text())
    orders = [
        DraftOrder(
            order["name"],
            order["vendor"],
            order["amount"],
            tuple(OrderLine(**line) for line in order["lines"]),
        )
        for order in found["orders"]
    ]
    return orders, found["suggestions"]


def _serve(session: OdooSession, database: str, port: int, address: str) -> None:
    log = session.workspace.logs / "demo.log"
    command = session.odoo_command(
        database, "--http-port", str(port), "--max-cron-threads=1"
    )
    with (
        log.open("w") as output,
        running(command, output=output, env=session.environment()) as server,
    ):
        with step("Starting the web client"):
            wait_until_served(server, f"http://127.0.0.1:{port}/web/health")
        say(f"\n    {address}    login admin, password admin\n")
        say(f"The log is {log}. Ctrl-C ends the demo.")
        try:
            server.wait()
        except KeyboardInterrupt:
            say("\nStopping.")
            return
    raise Problem(f"the web client has ended. {end_of(log)}")


def wait_until_served(server: Popen[str], address: str) -> None:
    """Return once the address answers; a Problem if the server ends before."""
    give_up = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise Problem("the web client does not start; its log is .jit/logs/demo.log")
