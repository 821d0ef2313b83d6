"""Disasters that strike before a certain statement or commit of this process."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import psycopg2

from odoo.sql_db import Cursor, PsycoConnection, connection_info_for


@dataclass(frozen=True)
class Fault:
    """What happens to an actor, and when.

    :param kind: ``kill`` the process, ``sever`` the connection, ``hold`` still
    :param step: before which statement or commit, counted from 1
    :param statement: or before the first statement that contains this
    """

    kind: str
    step: int = 0
    statement: str = ""

    def strikes(self, step: int, statement: str) -> bool:
        if self.statement:
            return self.statement in statement
        return step == self.step


@dataclass
class Steps:
    """Counts what this process asks of the database from now on."""

    fault: Fault | None
    hold: Callable[[], None]
    count: int = 0
    struck: bool = False
    COMMIT: ClassVar[str] = "COMMIT"

    def install(self) -> None:
        execute, commit = Cursor.execute, PsycoConnection.commit
        steps = self

        def counted_execute(cursor, query, params=None, log_exceptions=True):
            steps.step(cursor._cnx, str(getattr(query, "code", query)))
            return execute(cursor, query, params, log_exceptions)

        def counted_commit(connection):
            steps.step(connection, steps.COMMIT)
            return commit(connection)

        Cursor.execute, PsycoConnection.commit = counted_execute, counted_commit

    def step(self, connection: PsycoConnection, statement: str) -> None:
        self.count += 1
        fault = self.fault
        if not fault or self.struck or not fault.strikes(self.count, statement):
            return
        self.struck = True
        if fault.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif fault.kind == "sever":
            sever(connection)
        else:
            self.hold()


def sever(connection: PsycoConnection) -> None:
    """End the server's side of a connection, as an administrator does."""
    _name, arguments = connection_info_for(connection.info.dbname)
    other = psycopg2.connect(**arguments)
    other.autocommit = True
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.get_backend_pid()]
        )
    other.close()
