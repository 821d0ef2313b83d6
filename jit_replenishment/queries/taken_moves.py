"""Done moves of some products, taken into a table of the transaction.

Millions of moves pass from table to table without passing through Python. A row of
``jit_taken`` is one line of a move that enters or leaves a place of our own, in the
product's unit, its days by the clock of the move's company. ``sign`` is 1 for demand,
-1 for goods of it that came back, 0 for all else; ``left_id`` is the place that demand
left.
"""

from datetime import datetime

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day

# sorts and sums of one batch stay in memory
_WORK_MEMORY = "64MB"


def take_moves(env: Environment, product_ids: list[int], since: datetime) -> None:
    """Fill ``jit_taken`` with the moves of these products, done since a moment."""
    for model in ("stock.move", "stock.move.line", "stock.location", "stock.warehouse"):
        env[model].flush_model()
    for model in ("res.company", "res.partner"):
        env[model].flush_model()
    cr = env.cr
    cr.execute("SELECT set_config('work_mem', %s, TRUE)", [_WORK_MEMORY])
    cr.execute("DROP TABLE IF EXISTS jit_taken")
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
               move.purchase_line_id, move.origin_returned_move_id AS origin_id,
               %(day)s AS day, %(created)s AS created,
               line.location_id AS source_id, line.location_dest_id AS target_id,
               line.location_id AS left_id, NOT source.in_stock AS outside,
               source.usage AS source_usage, target.usage AS target_usage,
               line.quantity_product_uom AS quantity,
               CASE WHEN %(demand)s THEN 1 WHEN %(back)s THEN -1 ELSE 0 END AS sign
          FROM stock_move move
          JOIN stock_move_line line ON line.move_id = move.id
          JOIN place source ON source.id = line.location_id
          JOIN place target ON target.id = line.location_dest_id
          JOIN res_company company ON company.id = move.company_id
          JOIN res_partner contact ON contact.id = company.partner_id
     LEFT JOIN stock_move origin ON origin.id = move.origin_returned_move_id
     LEFT JOIN place origin_source ON origin_source.id = origin.location_id
     LEFT JOIN place origin_target ON origin_target.id = origin.location_dest_id
         WHERE move.state = 'done'
           AND move.product_id = ANY(%(products)s)
           AND move.date >= %(since)s
           AND (source.usage = 'internal' OR target.usage = 'internal')
           AND line.quantity_product_uom <> 0
        """,
        day=company_day(SQL("move.date")),
        created=company_day(SQL("LEAST(move.create_date, move.date)")),
        demand=_is_demand(env),
        back=_came_back(env),
        products=product_ids,
        since=since,
    )


def _is_demand(env: Environment) -> SQL:
    """Out to customers or production; but a product that is taken apart is not used
    up, it undoes its own production."""
    return SQL(
        """
        source.usage = 'internal' AND target.usage IN ('customer', 'production')
        AND (target.usage = 'production' AND (origin_source.usage = 'production'
                                              OR %s)) IS NOT TRUE
        """,
        _takes_apart(env),
    )


def _came_back(env: Environment) -> SQL:
    """Of what had left us: not of a dropped shipment, and not what was produced."""
    return SQL(
        """
        target.usage = 'internal' AND source.usage IN ('customer', 'production')
        AND CASE WHEN origin.id IS NOT NULL
                 THEN origin_source.usage = 'internal'
                      AND origin_target.usage IN ('customer', 'production')
                 ELSE source.usage = 'customer' OR %s END
        """,
        _takes_apart(env),
    )


def _takes_apart(env: Environment) -> SQL:
    """Whether the move undoes a production, where there is such a thing."""
    if "unbuild_id" not in env["stock.move"]._fields:
        return SQL("FALSE")
    return SQL("move.unbuild_id IS NOT NULL")


def _follow_back(env: Environment) -> None:
    """What leaves from a packing or output place had left the stock before: there the
    demand was."""
    env.cr.execute(
        """
        WITH RECURSIVE stock AS MATERIALIZED (
             SELECT spot.id
               FROM stock_warehouse warehouse
               JOIN stock_location stock ON stock.id = warehouse.lot_stock_id
               JOIN stock_location spot
                 ON spot.parent_path LIKE stock.parent_path || '%'),
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
             SELECT DISTINCT ON (leg.last_id) leg.last_id, line.location_id
               FROM leg
               JOIN stock_move_line line ON line.move_id = leg.move_id
              WHERE leg.arrived
              ORDER BY leg.last_id, leg.steps, line.quantity_product_uom DESC, line.id)
        UPDATE jit_taken SET left_id = found.location_id
          FROM found
         WHERE found.last_id = jit_taken.move_id AND jit_taken.sign = 1
        """
    )
