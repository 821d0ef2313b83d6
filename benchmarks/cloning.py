"""Large tables in seconds: one row made by Odoo, multiplied by PostgreSQL.

The first row is Odoo's own, so columns of any installed module hold what they should.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from odoo.sql_db import Cursor
from odoo.tools import SQL

# Below this, dropping and building indexes takes longer than keeping them.
_MANY_ROWS = 50_000


def clone(
    cr: Cursor, table: str, source_id: int, rows: SQL, changed: Mapping[str, SQL]
) -> int:
    """Copy a row once for each of ``rows``, a FROM item, with some columns changed.

    :returns: what to add to a row's number to get its id, if ``changed`` has no id
    """
    cr.execute(
        SQL(
            """
            SELECT column_name FROM information_schema.columns
             WHERE table_schema = current_schema AND table_name = %s
            """,
            table,
        )
    )
    columns = [name for (name,) in cr.fetchall()]
    cr.execute(SQL("SELECT MAX(id) FROM %s", SQL.identifier(table)))
    (last,) = cr.fetchone()
    values = {"id": SQL("%s + n", last)} | changed
    cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s source CROSS JOIN %s"
            " WHERE source.id = %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(
                values.get(name, SQL.identifier("source", name)) for name in columns
            ),
            SQL.identifier(table),
            rows,
            source_id,
        )
    )
    cr.execute(
        SQL(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), MAX(id)) FROM %s",
            table,
            SQL.identifier(table),
        )
    )
    return last


@contextmanager
def without_indexes(cr: Cursor, table: str, rows: int) -> Iterator[None]:
    """Drop the plain indexes of a table while many rows come in, then build them."""
    definitions = []
    if rows >= _MANY_ROWS:
        cr.execute(
            SQL(
                """
                SELECT indexname, indexdef FROM pg_indexes
                 WHERE tablename = %s AND indexdef LIKE 'CREATE INDEX%%'
                """,
                table,
            )
        )
        definitions = cr.fetchall()
    for name, _definition in definitions:
        cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
    yield
    for _name, definition in definitions:
        cr.execute(definition)


def without_foreign_key_checks(cr: Cursor) -> None:
    """For this transaction, where the database user may; the rows are right anyway."""
    cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cr.fetchone()[0]:
        cr.execute("SET LOCAL session_replication_role = replica")
