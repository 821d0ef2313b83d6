"""A disk that really fills up: a tablespace on a file system of a few megabytes."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import psycopg2.errors
from psycopg2.extensions import connection as Connection

from odoo.sql_db import connection_info_for

# for the tables below as they are, and little more
_MEGABYTES = 16
_TABLESPACE = "jit_small_disk"
TABLES = ("purchase_order", "purchase_order_line", "jit_decision", "jit_position")


def is_possible() -> bool:
    """Mounting a file system is root's, and not in every container."""
    with tempfile.TemporaryDirectory() as folder:
        if _mount(folder):
            _unmount(folder)
            return True
    return False


@contextmanager
def full_disk(database: str) -> Iterator[None]:
    """The tables of a database lie on a disk without a free block, until the end.

    What is left in blocks they have is theirs to use: so the disk is full in the
    middle of a batch, not before it.
    """
    with tempfile.TemporaryDirectory() as folder, _connect(database) as line:
        assert _mount(folder)
        try:
            with line.cursor() as cursor:
                _move_tables(cursor, folder)
                _fill(cursor)
            yield
        finally:
            with line.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS stage_filler")
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
                cursor.execute(f"DROP TABLESPACE IF EXISTS {_TABLESPACE}")
            _unmount(folder)


@contextmanager
def _connect(database: str) -> Iterator[Connection]:
    _name, arguments = connection_info_for(database)
    line = psycopg2.connect(**arguments)
    line.autocommit = True
    try:
        yield line
    finally:
        line.close()


def _move_tables(cursor, folder: str) -> None:
    cursor.execute("SHOW data_directory")
    ((data,),) = cursor.fetchall()
    owner = os.stat(data)
    os.chown(folder, owner.st_uid, owner.st_gid)
    cursor.execute(f"CREATE TABLESPACE {_TABLESPACE} LOCATION %s", [folder])
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} SET TABLESPACE {_TABLESPACE}")


def _fill(cursor) -> None:
    cursor.execute(
        f"""
        CREATE TABLE stage_filler (text TEXT) TABLESPACE {_TABLESPACE};
        ALTER TABLE stage_filler ALTER text SET STORAGE PLAIN
        """
    )
    rows = 4096
    while rows:
        try:
            cursor.execute(
                "INSERT INTO stage_filler SELECT repeat('x', 8000)"
                " FROM generate_series(1, %s)",
                [rows],
            )
        except psycopg2.errors.DiskFull:
            rows //= 2


def _mount(folder: str) -> bool:
    size = f"size={_MEGABYTES}m"
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder]
    return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0


def _unmount(folder: str) -> None:
    subprocess.run(["umount", folder], check=True)
