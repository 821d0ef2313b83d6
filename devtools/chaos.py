"""``make chaos``: workers die, connections break, disks fill up; nothing is lost."""

from . import databases
from .locks import exclusive
from .odoo_session import open_session
from .processes import run_shown
from .workspace import Workspace


def run(workspace: Workspace, *, kills: int, seeds: int) -> int:
    """Play all scenarios, print their table; return 1 if anything was broken."""
    refusal = "tests already run in this folder, and they would share databases"
    with (
        exclusive(workspace.locks / "tests", refusal=refusal),
        open_session(workspace) as session,
    ):
        database = session.database("chaos")
        template = databases.copy_of(session, databases.addon_template, database)
        environment = session.environment(
            ODOO_RC=str(session.configuration(database)), JIT_TEMPLATE_DB=template
        )
        python = [str(session.python), "-W", "ignore"]
        return run_shown(
            [
                *python,
                "-m",
                "tests.concurrency",
                f"--kills={kills}",
                f"--seeds={seeds}",
            ],
            env=environment,
            cwd=workspace.root,
        )
