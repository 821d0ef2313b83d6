"""Done moves of some products, taken into a table of the transaction.

Millions of moves pass from table to table without passing through Python. A row of
``jit_taken`` is one line of a move that enters or leaves a place of our own, in the
product's unit, its days by the clock of the move's company. ``sign`` is 1 for demand,
-1 for goods of it that came back, 0 for all else; ``left_id`` is the place that demand
left. ``created`` is the day it was asked for: the rest of a delivery is entered anew
when it is split off, which is the day its first part left; together they wait without a
gap.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day
from .compiling import stop_compiling

# sorts and sums of one batch stay in memory
_WORK_MEMORY = "64MB"
# what was done with the goods in the move that this one returns
ORIGIN = SQL(
    """
    SELECT CASE WHEN source.usage = 'production' THEN 'made'
                WHEN source.usage = 'internal'
                     AND target.usage IN ('customer', 'production') THEN 'sold'
                ELSE 'else' END
      FROM stock_move origin
      JOIN stock_location source ON source.id = origin.location_id
      JOIN stock_location target ON target.id = origin.location_dest_id
     WHERE origin.id = move.origin_returned_move_id
    """
)


def take_moves(env: Environment, product_ids: list[int], since: datetime) -> None:
    """Fill ``jit_taken`` with the moves of these products, done since a moment."""
    for model in ("stock.move", "stock.move.line", "stock.location", "stock.warehouse"):
        env[model].flush_model()
    for model in ("res.company", "res.partner"):
        env[model].flush_model()
    cr = env.cr
    cr.execute("SELECT set_config('work_mem', %s, TRUE)", [_WORK_MEMORY])
    stop_compiling(env)
    cr.execute("DROP TABLE IF EXISTS jit_taken")
    with _by_index(env):
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE jit_taken ON COMMIT DROP AS %s",
                _taken(env, product_ids, since),
            )
        )
    cr.execute("ANALYZE jit_taken")
    cr.execute("SELECT EXISTS (SELECT FROM jit_taken WHERE sign = 1 AND outside)")
    if cr.fetchone()[0]:
        _follow_back(env)


@contextmanager
def _by_index(env: Environment) -> Iterator[None]:
    """Each batch takes a small part of the moves: reading past all of them for each
    would take the longer, the more there are, and no estimate of PostgreSQL's knows
    how many batches there will be."""
    env.cr.execute("SET LOCAL enable_seqscan = off")
    yield
    env.cr.execute("SET LOCAL enable_seqscan = on")


def _taken(env: Environment, product_ids: list[int], since: datetime) -> SQL:
    return SQL(
        """
        WITH place AS MATERIALIZED (
             SELECT spot.id, spot.usage, EXISTS (
                    SELECT FROM stock_warehouse warehouse
                      JOIN stock_location stock ON stock.id = warehouse.lot_stock_id
                     WHERE spot.parent_path LIKE stock.parent_path || '%%') AS in_stock
               FROM stock_location spot)
        SELECT move.id AS move_id, move.product_id, move.company_id,
               move.purchase_line_id, move.origin_id,
               %(day)s AS day, %(created)s AS created,
               move.source_id, move.target_id, move.source_id AS left_id,
               NOT source.in_stock AS outside,
               source.usage = 'internal' AS was_here,
               target.usage = 'internal' AS is_here, move.quantity,
               CASE WHEN %(demand)s THEN 1 WHEN %(back)s THEN -1 ELSE 0 END AS sign
          FROM (%(lines)s) move
          JOIN place source ON source.id = move.source_id
          JOIN place target ON target.id = move.target_id
          JOIN res_company company ON company.id = move.company_id
          JOIN res_partner contact ON contact.id = company.partner_id
         WHERE (source.usage = 'internal' OR target.usage = 'internal')
        """,
        day=company_day(SQL("move.date")),
        created=company_day(SQL("LEAST(move.create_date, move.date)")),
        demand=is_demand(),
        back=_came_back(),
        lines=_lines(env, product_ids, since),
    )


def _lines(env: Environment, product_ids: list[int], since: datetime) -> SQL:
    """Lines of done moves; both by the index of their product, which is the same."""
    return SQL(
        """
        SELECT move.id, move.product_id, move.company_id, move.date, move.create_date,
               move.purchase_line_id, move.origin_returned_move_id AS origin_id,
               CASE WHEN move.origin_returned_move_id IS NOT NULL THEN (%(origin)s) END
                   AS origin,
               line.location_id AS source_id, line.location_dest_id AS target_id,
               line.quantity_product_uom AS quantity, %(undoes)s AS undoes
          FROM stock_move move
          JOIN stock_move_line line ON line.move_id = move.id
           AND line.product_id = ANY(%(products)s) AND line.quantity_product_uom <> 0
         WHERE move.state = 'done' AND move.product_id = ANY(%(products)s)
           AND move.date >= %(since)s
        OFFSET 0
        """,
        origin=ORIGIN,
        undoes=takes_apart(env),
        products=product_ids,
        since=since,
    )


def is_demand() -> SQL:
    """Out to customers or production; but a product that is taken apart is not used
    up, it undoes its own production.

    Of ``move`` with ``ORIGIN`` as ``origin`` and ``takes_apart`` as ``undoes``, its
    places joined as ``source`` and ``target``.
    """
    return SQL(
        """
        source.usage = 'internal' AND target.usage IN ('customer', 'production')
        AND (target.usage = 'production' AND (move.origin = 'made' OR move.undoes))
            IS NOT TRUE
        """
    )


def _came_back() -> SQL:
    """Of what had left us: not of a dropped shipment, and not what was produced."""
    return SQL(
        """
        target.usage = 'internal' AND source.usage IN ('customer', 'production')
        AND CASE WHEN move.origin IS NOT NULL THEN move.origin = 'sold'
                 ELSE source.usage = 'customer' OR move.undoes END
        """
    )


def takes_apart(env: Environment) -> SQL:
    """Whether the move undoes a production, where there is such a thing."""
    if "unbuild_id" not in env["stock.move"]._fields:
        return SQL("FALSE")
    return SQL("move.unbuild_id IS NOT NULL")


def _follow_back(env: Environment) -> None:
    """What leaves from a packing or output place had left the stock before: there the
    demand was, and then it was asked for, as the last step is entered when the first
    is done."""
    env.cr.execute(
        SQL(
            """
            WITH RECURSIVE stock AS MATERIALIZED (
                 SELECT spot.id
                   FROM stock_warehouse warehouse
                   JOIN stock_location stock ON stock.id = warehouse.lot_stock_id
                   JOIN stock_location spot
                     ON spot.parent_path LIKE stock.parent_path || '%%'),
            leg AS (
                 SELECT DISTINCT taken.move_id AS last_id, taken.move_id, 0 AS steps,
                        FALSE AS arrived
                   FROM jit_taken taken
                  WHERE taken.sign = 1 AND taken.outside
                  UNION
                 SELECT leg.last_id, before.id, leg.steps + 1,
                        before.location_id IN (SELECT id FROM stock)
                   FROM leg
                   JOIN stock_move_move_rel link ON link.move_dest_id = leg.move_id
                   JOIN stock_move before ON before.id = link.move_orig_id
                    AND before.state = 'done'
                   JOIN stock_location source ON source.id = before.location_id
                    AND source.usage = 'internal'
                  WHERE NOT leg.arrived AND leg.steps < 10),
            found AS (
                 SELECT DISTINCT ON (leg.last_id) leg.last_id, line.location_id,
                        MIN(%(entered)s) OVER (PARTITION BY leg.last_id) AS entered
                   FROM leg
                   JOIN stock_move first ON first.id = leg.move_id
                   JOIN res_company company ON company.id = first.company_id
                   JOIN res_partner contact ON contact.id = company.partner_id
                   JOIN stock_move_line line ON line.move_id = leg.move_id
                  WHERE leg.arrived
                  ORDER BY leg.last_id, leg.steps, line.quantity_product_uom DESC,
                           line.id)
            UPDATE jit_taken SET left_id = found.location_id,
                   created = LEAST(jit_taken.created, found.entered)
              FROM found
             WHERE found.last_id = jit_taken.move_id AND jit_taken.sign = 1
            """,
            entered=company_day(SQL("first.create_date")),
        )
    )
