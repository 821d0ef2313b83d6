"""Demand by product, place and day, from the moves that were taken.

``jit_taken_event`` has it with returns taken off where it is known what they belong
to. What is left to think about is read: returns nobody knows the sale of, and those
of more than was sold there that day.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class SoldRow(NamedTuple):
    """As ``policy.returned_goods.Sold`` wants it."""

    day: int
    place: int
    quantity: float


class ReturnedRow(NamedTuple):
    """As ``policy.returned_goods.Returned`` wants it."""

    day: int
    quantity: float
    sold_on: int | None
    place: int | None


# of a product in a company
Key = tuple[int, int]

_ORDINAL = SQL("- DATE '0001-01-01' + 1")


def sum_demand(env: Environment) -> None:
    """Fill ``jit_taken_event`` from ``jit_taken``."""
    cr = env.cr
    cr.execute("DROP TABLE IF EXISTS jit_taken_sale, jit_taken_event")
    cr.execute(
        """
        CREATE TEMPORARY TABLE jit_taken_sale ON COMMIT DROP AS
        SELECT DISTINCT ON (sale.move_id) sale.move_id, sale.left_id, sale.day,
               sale.company_id
          FROM jit_taken sale
          JOIN jit_taken back ON back.origin_id = sale.move_id AND back.sign = -1
         WHERE sale.sign = 1
         ORDER BY sale.move_id, sale.quantity DESC, sale.left_id
        """
    )
    cr.execute(
        """
        CREATE TEMPORARY TABLE jit_taken_event ON COMMIT DROP AS
        SELECT product_id, left_id AS location_id, company_id, day,
               SUM(quantity) AS quantity
          FROM (SELECT product_id, left_id, company_id, day, quantity
                  FROM jit_taken WHERE sign = 1
                 UNION ALL
                SELECT back.product_id, sale.left_id, sale.company_id, sale.day,
                       -back.quantity
                  FROM jit_taken back
                  JOIN jit_taken_sale sale ON sale.move_id = back.origin_id
                 WHERE back.sign = -1) signed
         GROUP BY product_id, left_id, day, company_id
        HAVING SUM(quantity) <> 0
         ORDER BY product_id, left_id, day, company_id
        """
    )
    cr.execute("ANALYZE jit_taken_event")


def returns_to_think_about(env: Environment) -> list[Key]:
    """Products, each in a company, whose returns did not go up in their sales.

    A return whose sale was too long ago to be taken says nothing.
    """
    return env.execute_query(
        SQL(
            """
            SELECT product_id, company_id FROM jit_taken
             WHERE sign = -1 AND origin_id IS NULL
             UNION
            SELECT product_id, company_id FROM jit_taken_event WHERE quantity < 0
            """
        )
    )


def read_sold(env: Environment, keys: list[Key]) -> dict[Key, list[SoldRow]]:
    """All that these products sold, nothing taken off."""
    rows = env.execute_query(
        SQL(
            """
            SELECT taken.product_id, taken.company_id, taken.day %s, taken.left_id,
                   SUM(taken.quantity)::float
              FROM jit_taken taken
              JOIN %s key ON key.product_id = taken.product_id
               AND key.company_id = taken.company_id
             WHERE taken.sign = 1
             GROUP BY taken.product_id, taken.company_id, taken.day, taken.left_id
            """,
            _ORDINAL,
            _table(keys),
        )
    )
    return _by_key(rows, SoldRow)


def read_returned(env: Environment, keys: list[Key]) -> dict[Key, list[ReturnedRow]]:
    rows = env.execute_query(
        SQL(
            """
            SELECT back.product_id, back.company_id, back.day %(ordinal)s,
                   back.quantity::float, sale.day %(ordinal)s, sale.left_id
              FROM jit_taken back
              JOIN %(keys)s key ON key.product_id = back.product_id
               AND key.company_id = back.company_id
         LEFT JOIN jit_taken_sale sale ON sale.move_id = back.origin_id
             WHERE back.sign = -1
               AND (back.origin_id IS NULL OR sale.move_id IS NOT NULL)
            """,
            ordinal=_ORDINAL,
            keys=_table(keys),
        )
    )
    return _by_key(rows, ReturnedRow)


def put_sold(env: Environment, kept: dict[Key, list[tuple[int, int, float]]]) -> None:
    """Replace the events of these products, each of (day, place, quantity)."""
    env.cr.execute(
        SQL(
            """
            DELETE FROM jit_taken_event event USING %s key
             WHERE key.product_id = event.product_id
               AND key.company_id = event.company_id
            """,
            _table(list(kept)),
        )
    )
    rows = [(*key, *event) for key, events in kept.items() for event in events]
    if rows:
        products, companies, days, places, quantities = zip(*rows, strict=True)
        env.cr.execute(
            """
            INSERT INTO jit_taken_event
                   (product_id, company_id, location_id, day, quantity)
            SELECT product_id, company_id, location_id, DATE '0001-01-01' + day - 1,
                   ROUND(quantity::numeric, 9)
              FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::float[])
                   AS kept(product_id, company_id, location_id, day, quantity)
            """,
            [*map(list, (products, companies, places, days, quantities))],
        )


def _table(keys: list[Key]) -> SQL:
    """FROM item with ``product_id`` and ``company_id``."""
    products, companies = zip(*keys, strict=True) if keys else ((), ())
    return SQL(
        "(SELECT * FROM unnest(%s::int[], %s::int[]) AS k(product_id, company_id))",
        list(products),
        list(companies),
    )


def _by_key(rows: list[tuple], row_type: type) -> dict[Key, list]:
    found = defaultdict(list)
    for product_id, company_id, *values in rows:
        found[product_id, company_id].append(row_type(*values))
    return dict(found)
