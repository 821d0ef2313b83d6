"""The private PostgreSQL: started on demand, stopped by the last command using it."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import locks
from .console import Problem, say, step
from .postgres_programs import as_server_user, find, server_home, server_version
from .processes import capture, end_of, run_logged
from .workspace import Workspace, digest

# Databases of a demo and of tests: speed before surviving a power cut.
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 100
"""
USER = "odoo"
FIRST_PORT = 20000
ATTEMPTS = 5
STOP_SECONDS = 60
USERS_LOCK = "postgres-users"


@dataclass(frozen=True)
class Connection:
    """How to reach a PostgreSQL server."""

    host: str
    port: int
    user: str
    password: str = ""
    # The folder of the client programs, None for a server of the user's.
    programs: Path | None = None

    def environment(self) -> dict[str, str]:
        """The variables that libpq and its programs read."""
        known = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        if self.password:
            known["PGPASSWORD"] = self.password
        if self.programs:
            known["JIT_PG_BIN"] = str(self.programs)
        return known


def free_port(first: int) -> int:
    """The first port from ``first`` on that nobody listens on."""
    for port in range(first, first + 1000):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Problem(f"no free port between {first} and {first + 999}")


@contextmanager
def connected(workspace: Workspace, python: Path) -> Iterator[Connection]:
    """A server to work with: the user's if DB_HOST is set, else the private one.

    The private one is shared by all commands running in the checkout and stopped by
    the last of them to end. They are counted by a lock they share, which the kernel
    drops even for a command that is killed; a number in a file would then stay wrong.
    """
    if os.environ.get("DB_HOST"):
        yield given_connection()
        return
    programs = find(workspace, python)
    server = PrivateServer(workspace)
    with locks.shared_until_last(workspace.locks / USERS_LOCK) as share:
        try:
            waiting = "Waiting for another command here to start PostgreSQL"
            with locks.exclusive(workspace.locks / "postgres-start", waiting=waiting):
                port = server.start(programs)
            yield Connection("127.0.0.1", port, USER, programs=programs)
        finally:
            if share.is_last():
                server.stop()


def stop_unused(workspace: Workspace) -> None:
    """Stop the private server; a Problem if a command still works with it."""
    with locks.shared_until_last(workspace.locks / USERS_LOCK) as share:
        if not share.is_last():
            raise Problem("a demo or tests are running in this folder: end them first")
        PrivateServer(workspace).stop()


def given_connection() -> Connection:
    """The user's server as DB_HOST, DB_PORT, DB_USER and DB_PASSWORD tell it."""
    return Connection(
        os.environ["DB_HOST"],
        int(os.environ.get("DB_PORT") or 5432),
        os.environ.get("DB_USER") or USER,
        os.environ.get("DB_PASSWORD", ""),
    )


class PrivateServer:
    """PostgreSQL with its data in the checkout's own folder."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._home = server_home(workspace)
        self._data = self._home / "data"
        self._log = self._home / "server.log"
        self._port_file = workspace.home / "postgres" / "port"

    def start(self, programs: Path) -> int:
        """Start the server unless it runs; return its port."""
        running = self._running()
        if running:
            return running.port
        self._ensure_data(programs)
        # Left by a server that was killed; PostgreSQL would refuse to start if the
        # number in it belongs to another process by now.
        self._pid_file.unlink(missing_ok=True)
        for attempt in range(ATTEMPTS):
            port = self._choose_port()
            if self._start_on(programs, port):
                return port
            # The children of a killed server need a moment to notice and go.
            time.sleep(1 + attempt)
        raise Problem(f"PostgreSQL does not start. {end_of(self._log)}")

    def stop(self) -> None:
        """Stop the server if it runs, without waiting for its clients."""
        running = self._running()
        if not running:
            return
        os.kill(running.process, signal.SIGINT)
        give_up = time.monotonic() + STOP_SECONDS
        while self._pid_file.exists() and time.monotonic() < give_up:
            time.sleep(0.05)

    @property
    def _pid_file(self) -> Path:
        return self._data / "postmaster.pid"

    def _running(self) -> "Running | None":
        try:
            lines = self._pid_file.read_text().splitlines()
            running = Running(int(lines[0]), int(lines[3]))
        except (OSError, ValueError, IndexError):
            return None
        # The number may belong to another program by now, or to the server of the
        # checkout this one was copied from.
        ours = str(self._data) in _command_line(running.process)
        return running if ours else None

    def _start_on(self, programs: Path, port: int) -> bool:
        argv = [*as_server_user(), str(programs / "pg_ctl"), "--wait"]
        argv += ["--pgdata", str(self._data), "--log", str(self._log)]
        argv += ["--options", f"-p {port}", "start"]
        try:
            capture(argv, env=self._workspace.environment(), cwd=self._home)
        except Problem:
            return False
        return True

    def _choose_port(self) -> int:
        """The port of last time if it is still free.

        Without one, a number made from the path: two checkouts set up at the same
        moment do not look for a free port at the same place.
        """
        try:
            first = int(self._port_file.read_text())
        except (OSError, ValueError):
            first = FIRST_PORT + int(digest(str(self._workspace.root)), 16) % 10000
        port = free_port(first)
        self._port_file.write_text(str(port))
        return port

    def _ensure_data(self, programs: Path) -> None:
        if self._data.exists():
            version = int((self._data / "PG_VERSION").read_text())
            if version == server_version(programs):
                return
            say(f"==> The databases were made by PostgreSQL {version}: starting anew")
            shutil.rmtree(self._data)
        with step(f"New PostgreSQL server, programs of {programs}"):
            self._create_data(programs)

    def _create_data(self, programs: Path) -> None:
        part = self._home / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        argv = [*as_server_user(), str(programs / "initdb")]
        argv += ["--pgdata", str(part), "--username", USER, "--no-sync"]
        argv += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        log = self._workspace.logs / "initdb.log"
        run_logged(argv, log, env=self._workspace.environment(), cwd=self._home)
        with (part / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        part.rename(self._data)


@dataclass(frozen=True)
class Running:
    """What the file of a running server tells."""

    process: int
    port: int


def _command_line(process: int) -> str:
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(process) / "cmdline").read_text(errors="replace")
        except OSError:
            return ""
    try:
        return capture(["ps", "-o", "args=", "-p", str(process)])
    except Problem:
        return ""
