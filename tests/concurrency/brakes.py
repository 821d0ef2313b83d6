"""What people forbade and allowed, held against what the engine wrote meanwhile.

A writer is judged by what it could see: whoever began before a pause may still finish.
"""

# what one transaction newly ordered for one rule: a line that only moves from one draft
# to another orders nothing new; what is older than an hour, as a situation restored
# late in the day may be, is no part of the same run
_ORDERED = """
    SELECT writer, rule_id, limit_lines, limit_amount,
           GREATEST(SUM(lines), 0) AS lines,
           CASE WHEN SUM(quantity) > 0.001 THEN GREATEST(SUM(amount), 0)
                ELSE 0 END AS amount
      FROM stage_written
     WHERE kind = 'line'
       AND at > (SELECT MAX(at) FROM stage_written) - interval '59 minutes'
     GROUP BY writer, rule_id, limit_lines, limit_amount
"""


def _above(limit: str, measured: str, approved: str) -> str:
    """All that was ordered under limits up to one of them, but what was approved."""
    return f"""
        SELECT most, SUM(GREATEST(ordered - approved, 0))
          FROM (SELECT lately.most, ordered.rule_id,
                       SUM(ordered.{measured}) AS ordered,
                       COALESCE((SELECT {approved} FROM stage_approved yes
                                  WHERE yes.rule_id = ordered.rule_id), 0) AS approved
                  FROM (SELECT DISTINCT {limit} AS most FROM stage_written
                         WHERE {limit} > 0) lately
                  JOIN ({_ORDERED}) ordered
                    ON ordered.{limit} > 0 AND ordered.{limit} <= lately.most
                 GROUP BY lately.most, ordered.rule_id) each_rule
         GROUP BY most
        HAVING SUM(GREATEST(ordered - approved, 0)) > most + 0.01
    """


QUERIES = {
    "something was written while all was paused": """
        SELECT kind, rule_id, SUM(quantity), writer FROM stage_written
         WHERE paused
         GROUP BY writer, kind, rule_id HAVING ABS(SUM(quantity)) > 0.001
    """,
    "something refused was ordered": """
        SELECT writer, rule_id, SUM(quantity) FROM stage_written
         WHERE refused AND kind = 'line'
         GROUP BY writer, rule_id HAVING SUM(quantity) > 0.001
    """,
    "more lines were ordered than the limit": _above(
        "limit_lines", "lines", "COUNT(*)"
    ),
    "more money was ordered than the limit": _above(
        "limit_amount", "amount", "SUM(amount)"
    ),
    "nobody is asked about an order held back": """
        SELECT line.orderpoint_id, line.quantity, run.id, run.state
          FROM jit_run_line line JOIN jit_run run ON run.id = line.run_id
         WHERE line.approved_at IS NULL AND run.state <> 'waiting'
    """,
    "an order that was approved is still held back": """
        SELECT orderpoint_id, quantity, approved_at FROM jit_run_line
         WHERE approved_at IS NOT NULL
    """,
    "a question is open about nothing": """
        SELECT id FROM jit_run run WHERE state = 'waiting' AND NOT EXISTS (
               SELECT FROM jit_run_line line WHERE line.run_id = run.id)
    """,
}
