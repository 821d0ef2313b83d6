from odoo import api, fields, models
from odoo.tools import SQL

from ..queries.bulk_rows import column_names, unnested
from ..queries.draft_lines import PositionRow

# a thousand rows at once: one statement takes a tenth of the time of as many records
_UPDATE = """
    UPDATE jit_position SET (%(names)s) = (SELECT %(values)s)
      FROM %(rows)s AS latest(%(names)s)
     WHERE jit_position.orderpoint_id = latest.orderpoint_id
"""
_INSERT = """
    INSERT INTO jit_position (%(names)s)
    SELECT %(values)s FROM %(rows)s AS latest(%(names)s)
"""


class JitPosition(models.Model):
    """What the engine last knew of a rule.

    Kept apart from the rule so that looking at stock never writes the row a person may
    be editing. A row is written only when a figure changed: a run that finds everything
    as it was writes nothing.
    """

    _name = "jit.position"
    _description = "Just in Time: Last Look"
    _log_access = False
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    on_hand = fields.Float(digits="Product Unit")
    on_order = fields.Float(string="Incoming", digits="Product Unit")
    committed = fields.Float(string="Promised", digits="Product Unit")
    need = fields.Float(string="Needed", digits="Product Unit")
    outcome = fields.Char()
    runs_out_on = fields.Date(string="Runs Out")
    is_short = fields.Boolean(
        string="Runs Out before Supply",
        help="The shelf is empty before what is on its way, or would be ordered "
        "today, is there.",
    )
    back_on = fields.Date(
        string="Goods Again", help="Empty while it is so and nobody can say when."
    )
    missing = fields.Float(
        digits="Product Unit",
        help="Of what is promised until then, what cannot be delivered.",
    )
    protection_interval_days = fields.Integer(string="Days to Cover")
    fingerprint = fields.Char(
        help="What was decided, without the figures that led to it."
    )
    seen = fields.Char(help="Mark of what the last look saw: see ``rule_marks``.")
    decision_id = fields.Many2one(
        "jit.decision", string="Why", index="btree_not_null", ondelete="set null"
    )

    turn = fields.Integer(
        default=0, help="Counts who started a transfer or production for the rule."
    )

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")
    # few of many: asked for every minute by everybody who looks at Today
    _jit_short = models.Index("(company_id) WHERE is_short")

    @api.model
    def _store(self, known: dict[int, PositionRow], latest: dict[int, dict]) -> None:
        """Write the rows of ``latest`` (by rule id) that differ from ``known``."""
        changed = [rule_id for rule_id in latest if rule_id in known]
        missing = [rule_id for rule_id in latest if rule_id not in known]
        for rule_ids, statement in ((changed, _UPDATE), (missing, _INSERT)):
            if rule_ids:
                rows = [latest[r] | {"orderpoint_id": r} for r in rule_ids]
                self.env.cr.execute(self._fill_in(statement, rows))
        self.invalidate_model()

    @api.model
    def _fill_in(self, statement: str, rows: list[dict]) -> SQL:
        names = list(rows[0])
        columns = {name: [row[name] for row in rows] for name in names}
        return SQL(
            statement,
            names=column_names(names),
            values=SQL(", ").join(SQL.identifier("latest", name) for name in names),
            rows=unnested(self, columns),
        )

    @api.model
    def _mark_seen(self, marks: dict[int, str]) -> None:
        """Keep the mark of what was looked at, by rule id, where there is a row."""
        if not marks:
            return
        self.env.cr.execute(
            # another worker may have looked meanwhile: no error, its mark will do
            log_exceptions=False,
            query=SQL(
                """
                UPDATE jit_position SET seen = latest.seen
                  FROM unnest(%s, %s) AS latest(orderpoint_id, seen)
                 WHERE jit_position.orderpoint_id = latest.orderpoint_id
                """,
                list(marks),
                list(marks.values()),
            ),
        )

    @api.model
    def _ensure(self, rule_ids: list[int]) -> None:
        """Create missing rows, blank; committed before any of them is claimed."""
        self.env.cr.execute(
            # another worker may insert the same row: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                INSERT INTO jit_position (orderpoint_id, company_id, turn)
                SELECT op.id, op.company_id, 0
                  FROM stock_warehouse_orderpoint op
                 WHERE op.id = ANY(%s)
                   AND NOT EXISTS (SELECT FROM jit_position known
                                    WHERE known.orderpoint_id = op.id)
                """,
                rule_ids,
            ),
        )

    @api.model
    def _claim(self, rule_ids: list[int]) -> None:
        """Take the turn of these rules; must be the first statement of its transaction.

        In one order for everybody, or two claims of the same rules block each other.
        """
        self.env.cr.execute(
            # another worker was faster: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                UPDATE jit_position known SET turn = COALESCE(known.turn, 0) + 1
                  FROM (SELECT id FROM jit_position WHERE orderpoint_id = ANY(%s)
                         ORDER BY id FOR UPDATE) mine
                 WHERE mine.id = known.id
                """,
                rule_ids,
            ),
        )
