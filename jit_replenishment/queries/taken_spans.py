"""Since when each rule's place could show a demand, and when it could not.

Stock is followed backwards from what lies there now. A time without stock is blind,
unless goods left in it all the same or somebody waited for them in it: then it shows
what is demanded.
"""

from datetime import datetime
from typing import Any

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import OPEN_MOVES
from .rule_table import rule_table

# days are ``date.toordinal()``
_ORDINAL = SQL("- DATE '0001-01-01' + 1")
# what moved into each rule's place and out of it, day by day, the latest first; within
# it nothing moved
_FLOW = SQL(
    """
    SELECT rule.id AS rule_id, %(back)s AS back,
           SUM(CASE WHEN source.spot_id IS NULL THEN taken.quantity::float ELSE 0 END)
               AS came,
           SUM(CASE WHEN target.spot_id IS NULL THEN taken.quantity::float ELSE 0 END)
               AS went
      FROM rule
      JOIN jit_taken taken ON taken.product_id = rule.product_id
 LEFT JOIN inside source ON source.top_id = rule.location_id
       AND source.spot_id = taken.source_id
 LEFT JOIN inside target ON target.top_id = rule.location_id
       AND target.spot_id = taken.target_id
     WHERE (source.spot_id IS NULL) <> (target.spot_id IS NULL)
     GROUP BY rule.id, %(back)s
     ORDER BY rule.id, %(back)s
    """,
    # sorted once, for the sums and for the windows
    back=SQL("DATE '0001-01-01' - 1 - taken.day"),
)
# what lay there in the evening of each day something moved; less than a millionth is
# nothing, as quants are sums of rounded figures
_SHELF = SQL(
    """
    SELECT flow.rule_id, -flow.back AS day, flow.came, flow.went,
           -LAG(flow.back) OVER backwards AS next_day,
           COALESCE(stock.quantity, 0) - 0.000001
               - SUM(flow.came - flow.went) OVER backwards + flow.came - flow.went
               AS evening
      FROM (%s) flow
 LEFT JOIN (SELECT quant.rule_id, SUM(quant.quantity)::float AS quantity
              -- OFFSET: each product's rows by index, then their places
              FROM (SELECT rule.id AS rule_id, rule.location_id AS top_id,
                           quant.location_id, quant.quantity
                      FROM rule
                      JOIN stock_quant quant ON quant.product_id = rule.product_id
                    OFFSET 0) quant
              JOIN inside ON inside.top_id = quant.top_id
               AND inside.spot_id = quant.location_id
             GROUP BY quant.rule_id) stock ON stock.rule_id = flow.rule_id
    WINDOW backwards AS (PARTITION BY flow.rule_id ORDER BY flow.back
                         ROWS UNBOUNDED PRECEDING)
    """,
    _FLOW,
)
# times without stock: between days of moves, and such a day itself unless goods came
# and went; ``shown`` where they went from an empty place
_PIECES = SQL(
    """
    SELECT rule_id, day + 1 AS first, next_day - 1 AS last, FALSE AS shown
      FROM shelf
     WHERE evening <= 0 AND (next_day IS NULL OR next_day > day + 1)
     UNION ALL
    SELECT rule_id, day, day, went > 0
      FROM shelf
     WHERE evening <= 0 AND evening - came + went <= 0
       AND (went = 0 OR came = 0)
    """
)
# pieces that touch are one time
_EMPTY = SQL(
    """
    SELECT rule_id, MIN(first) AS first,
           CASE WHEN BOOL_AND(last IS NOT NULL) THEN MAX(last) END AS last
      FROM (SELECT numbered.*,
                   SUM(CASE WHEN first <= before + 1 THEN 0 ELSE 1 END)
                       OVER (PARTITION BY rule_id ORDER BY first) AS number
              FROM (SELECT piece.*, LAG(last) OVER (PARTITION BY rule_id
                                                    ORDER BY first) AS before
                      FROM piece) numbered) grouped
     GROUP BY rule_id, number
    HAVING NOT BOOL_OR(shown)
    """
)
# from the day somebody asked to the day the goods left; no such day: still waiting
_WAIT = SQL(
    """
    SELECT asked.rule_id, asked.first %(ordinal)s AS first,
           asked.until %(ordinal)s AS until
      FROM (SELECT rule.id AS rule_id, rule.location_id AS top_id,
                   taken.left_id AS spot_id, taken.created AS first,
                   taken.day AS until
              FROM rule
              JOIN jit_taken taken ON taken.product_id = rule.product_id
               AND taken.sign = 1 AND taken.created < taken.day
             UNION ALL
            SELECT rule.id, rule.location_id, move.location_id,
                   move.create_date::date, NULL
              FROM rule
              JOIN stock_move move ON move.product_id = rule.product_id
               AND move.state IN %(open)s
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
               AND target.usage IN ('customer', 'production')
            OFFSET 0) asked
      JOIN inside ON inside.top_id = asked.top_id AND inside.spot_id = asked.spot_id
    """,
    open=OPEN_MOVES,
    ordinal=_ORDINAL,
)
_BLIND = SQL(
    """
    SELECT empty.rule_id, jsonb_agg(jsonb_build_array(empty.first, empty.last)
                                    ORDER BY empty.first) AS days
      FROM empty
     WHERE NOT EXISTS (SELECT FROM wait
                        WHERE wait.rule_id = empty.rule_id
                          AND (wait.first > empty.last) IS NOT TRUE
                          AND (wait.until <= empty.first) IS NOT TRUE)
     GROUP BY empty.rule_id
    """
)

# days it was counted, but the first, which made its stock known; and those on which
# the count was as expected
_COUNTS = """
    SELECT daily.rule_id, COUNT(*) AS counts,
           COUNT(*) FILTER (WHERE daily.right_count) AS right_counts
      FROM (SELECT counted.rule_id, counted.date::date AS day,
                   BOOL_AND(counted.quantity = 0) AS right_count,
                   ROW_NUMBER() OVER (PARTITION BY counted.rule_id
                                      ORDER BY counted.date::date) AS number
              FROM (SELECT rule.id AS rule_id, rule.location_id AS top_id,
                           move.location_id, move.location_dest_id, move.date,
                           move.quantity
                      FROM rule
                      JOIN stock_move move ON move.product_id = rule.product_id
                       AND move.is_inventory AND move.state = 'done'
                       AND move.date >= %s
                    OFFSET 0) counted
              JOIN inside ON inside.top_id = counted.top_id
               AND inside.spot_id IN (counted.location_id, counted.location_dest_id)
             GROUP BY counted.rule_id, counted.date::date) daily
     WHERE daily.number > 1
     GROUP BY daily.rule_id
"""


def read_imagined_spans(
    env: Environment, product_ids: list[int], since: datetime
) -> list[dict[str, Any]]:
    """Those of rules that are imagined, as ``span_table`` takes them."""
    names = ("orderpoint_id", "company_id", "first_day", "blind", "counts")
    names += ("right_counts",)
    rows = env.execute_query(
        SQL(
            "SELECT %s FROM (%s) span WHERE orderpoint_id < 0",
            SQL(", ").join(map(SQL.identifier, names)),
            spans_of_products(env, product_ids, since),
        )
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def spans_of_products(env: Environment, product_ids: list[int], since: datetime) -> SQL:
    """SELECT of each rule of these products, from ``jit_taken``: its id, its company,
    the first day anything moved there, its blind days, how often it was counted and how
    often rightly.

    Blind days are JSON: first and last day (``date.toordinal()``) of each time, the
    oldest first; the last day is null where it lasts.
    """
    for model in ("stock.warehouse.orderpoint", "stock.quant", "stock.location"):
        env[model].flush_model()
    return SQL(
        """
        WITH rule AS NOT MATERIALIZED (
             SELECT op.id, op.product_id, op.company_id, op.location_id
               FROM %s op
              WHERE op.product_id = ANY(%s) AND op.active),
        inside AS MATERIALIZED (
             SELECT top.id AS top_id, spot.id AS spot_id
               FROM (SELECT DISTINCT location_id FROM rule) used
               JOIN stock_location top ON top.id = used.location_id
               JOIN stock_location spot
                 ON spot.parent_path LIKE top.parent_path || '%%'),
        shelf AS MATERIALIZED (%s),
        piece AS (%s),
        empty AS MATERIALIZED (%s),
        wait AS MATERIALIZED (%s),
        blind AS (%s)
        SELECT rule.id AS orderpoint_id, rule.company_id,
               DATE '0001-01-01' + began.day - 1 AS first_day,
               blind.days AS blind, COALESCE(counted.counts, 0) AS counts,
               COALESCE(counted.right_counts, 0) AS right_counts
          FROM rule
     LEFT JOIN (SELECT rule_id, MIN(day) AS day FROM shelf GROUP BY rule_id) began
            ON began.rule_id = rule.id
     LEFT JOIN blind ON blind.rule_id = rule.id
     LEFT JOIN (%s) counted ON counted.rule_id = rule.id
        """,
        rule_table(env),
        product_ids,
        _SHELF,
        _PIECES,
        _EMPTY,
        _WAIT,
        _BLIND,
        SQL(_COUNTS, since),
    )
