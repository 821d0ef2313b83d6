"""``make screenshots``: the pictures of the README, from the demo's data."""

import shutil

from . import databases, demo, system_packages, virtual_environment
from .console import say, step
from .locks import exclusive
from .odoo_session import OdooSession, open_session
from .postgres_server import free_port
from .processes import run_logged, running
from .workspace import PRODUCTION_ADDON, Workspace

FIRST_PORT = 18269


def run(workspace: Workspace) -> None:
    """Take the pictures anew, on a database made for them."""
    system_packages.ensure_programs(workspace, [system_packages.BROWSER])
    refusal = "screenshots are already being taken in this folder"
    with (
        exclusive(workspace.locks / "screenshots", refusal=refusal),
        open_session(workspace) as session,
    ):
        database = session.database("screenshots")
        databases.copy_of(session, databases.demo_template, database)
        port = free_port(FIRST_PORT)
        address = f"http://127.0.0.1:{port}"
        demo.replenish(session, database, address)
        _take(session, database, port, address)
        databases.drop(session, database)


def _take(session: OdooSession, database: str, port: int, address: str) -> None:
    workspace = session.workspace
    python = virtual_environment.for_browser(workspace, session.python)
    folder = workspace.root / PRODUCTION_ADDON / "static" / "description"
    browser = next(filter(None, map(shutil.which, system_packages.BROWSER.names)))
    argv = [str(python), "-m", "devtools.pictures", address, browser, str(folder)]
    command = session.odoo_command(
        database, "--http-port", str(port), "--max-cron-threads=0"
    )
    log = workspace.logs / "screenshots.log"
    with (
        log.open("w") as output,
        running(command, output=output, env=session.environment()) as server,
        step("Taking the pictures"),
    ):
        demo.wait_until_served(server, f"{address}/web/health")
        pictures_log = workspace.logs / "pictures.log"
        run_logged(argv, pictures_log, env=workspace.environment(), cwd=workspace.root)
    for picture in sorted(folder.glob("screenshot_*.png")):
        say(f"    {picture.relative_to(workspace.root)}")
