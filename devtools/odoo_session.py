"""Odoo and a database server, ready to use for the length of a block."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import locks, odoo_files, postgres_server, virtual_environment
from .console import Problem
from .postgres_programs import OLDEST
from .postgres_server import Connection
from .processes import capture, run_logged
from .workspace import Workspace, digest


@dataclass(frozen=True)
class OdooSession:
    """What it takes to run Odoo on a database."""

    workspace: Workspace
    python: Path
    odoo_identity: str
    connection: Connection

    def database(self, purpose: str) -> str:
        """The name of this checkout's database for a purpose.

        On a server of the user's, other checkouts may work at the same time.
        """
        if self.connection.programs:
            return f"jit_{purpose}"
        return f"jit_{digest(str(self.workspace.root))[:6]}_{purpose}"

    def filestore(self, database: str) -> Path:
        return self.workspace.data / "filestore" / database

    def environment(self, **extra: str) -> dict[str, str]:
        """The variables of a process that may itself talk to the server."""
        return self.workspace.environment(**self.connection.environment(), **extra)

    def sql(self, *statements: str, database: str = "postgres") -> list[list[object]]:
        """Run statements outside a transaction; return the rows of the last."""
        script = Path(__file__).parent / "inside" / "sql.py"
        request = json.dumps({"database": database, "statements": statements})
        output = capture(
            [str(self.python), str(script)], stdin=request, env=self.environment()
        )
        rows: list[list[object]] = json.loads(output)
        return rows

    def configuration(self, database: str) -> Path:
        """Write and return Odoo's configuration file for a database."""
        connection = self.connection
        options = {
            "db_host": connection.host,
            "db_port": connection.port,
            "db_user": connection.user,
            "db_name": database,
            "dbfilter": f"^{database}$",
            "data_dir": self.workspace.data,
            "addons_path": self.workspace.root,
            "http_interface": "127.0.0.1",
            "list_db": False,
        }
        if connection.password:
            options["db_password"] = connection.password
        lines = [f"{name} = {value}\n" for name, value in options.items()]
        path = self.workspace.home / "conf" / f"{database}.conf"
        path.parent.mkdir(exist_ok=True)
        # It may hold a password.
        path.touch(mode=0o600)
        path.write_text("".join(["[options]\n", *lines]))
        return path

    def odoo_command(self, database: str, *arguments: str) -> list[str]:
        """The command line of Odoo's server on a database."""
        # Python's own warnings are about Odoo's code, which is not ours to mend.
        python = [str(self.python), "-W", "ignore", "-m", "odoo"]
        return [*python, "--config", str(self.configuration(database)), *arguments]

    def run_odoo(
        self, database: str, *arguments: str, check: bool = True
    ) -> tuple[Path, int]:
        """Run Odoo until it ends; return its log and exit code."""
        log = self.workspace.logs / f"{database}.log"
        command = self.odoo_command(database, *arguments)
        return log, run_logged(command, log, env=self.environment(), check=check)


@contextmanager
def open_session(workspace: Workspace) -> Iterator[OdooSession]:
    """Set up what is missing, then lend it."""
    files, python = set_up(workspace)
    with postgres_server.connected(workspace, python) as connection:
        session = OdooSession(workspace, python, files.identity, connection)
        _check_server(session)
        yield session


def set_up(workspace: Workspace) -> tuple[odoo_files.OdooFiles, Path]:
    """Fetch Odoo and build its Python environment; done once."""
    waiting = "Waiting for the set-up that runs in another terminal"
    with locks.exclusive(workspace.locks / "set-up", waiting=waiting):
        files = odoo_files.find(workspace)
        python = virtual_environment.ensure(
            workspace,
            workspace.venv,
            ["odoo", "test"] if files.needs_packages else ["test"],
            python=files.python,
            search_paths=files.search_paths,
        )
    return files, python


def set_up_tools(workspace: Workspace) -> Path:
    """Build the environment of the linters and Odoo-free tests; return its programs."""
    waiting = "Waiting for the set-up that runs in another terminal"
    with locks.exclusive(workspace.locks / "set-up-tools", waiting=waiting):
        python = virtual_environment.ensure(
            workspace, workspace.tools, ["lint"], python=Path(sys.executable)
        )
    return python.parent


def _check_server(session: OdooSession) -> None:
    if session.connection.programs:
        return
    try:
        rows = session.sql("SHOW server_version_num")
    except Problem as problem:
        raise Problem(
            "the PostgreSQL server of DB_HOST, DB_PORT, DB_USER and DB_PASSWORD "
            f"cannot be used: {problem}"
        ) from None
    version = int(str(rows[0][0])) // 10000
    if version < OLDEST:
        raise Problem(
            f"the server is PostgreSQL {version}; Odoo needs {OLDEST} or later"
        )
