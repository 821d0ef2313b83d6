"""The last few records of each of many things."""

from odoo.models import BaseModel
from odoo.tools import SQL, Query


def read_last_of(
    records: BaseModel, found: Query, columns: tuple[str, ...], most: int
) -> list[int]:
    """Ids of the ``most`` newest of each group, newest first.

    :param found: what may be read of ``records``, as of their ``_search``
    :param columns: records that agree in them are one group
    """
    rows = records.env.execute_query(
        SQL(
            """
            SELECT id
              FROM (SELECT id, ROW_NUMBER() OVER (
                                   PARTITION BY %s ORDER BY id DESC) AS place
                      FROM %s
                     WHERE id IN %s) newest
             WHERE place <= %s
             ORDER BY id DESC
            """,
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL.identifier(records._table),
            found.subselect(),
            most,
        )
    )
    return [record_id for (record_id,) in rows]
