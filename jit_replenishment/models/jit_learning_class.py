from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.abc_xyz import abc, suggested_class
from ..queries.yearly_picks import read_yearly_picks
from .jit_learning import ABC

_STORE = """
    UPDATE jit_learning SET abc_picks = latest.picks, suggested_class = latest.suggested
      FROM unnest(%s, %s, %s) AS latest(learning_id, picks, suggested)
     WHERE jit_learning.id = latest.learning_id
"""


class JitLearning(models.Model):
    """What sales say of the class of a rule: how often it is asked for, and for how
    much. Only a person's choice makes it so."""

    _inherit = "jit.learning"

    abc_picks = fields.Selection(
        ABC,
        string="ABC by Demands",
        help="A: what 80 % of all demands ask for, B: the next 15 %.",
    )
    suggested_class = fields.Selection(
        [("important", "Important"), ("minor", "Minor")],
        string="Class Suggested by Sales",
    )

    @api.model
    def _classify(self) -> None:
        result = super()._classify()
        changed = []
        for rows in read_yearly_picks(self.env).values():
            classes = abc([row.demands for row in rows])
            for row, picks in zip(rows, classes, strict=True):
                suggested = suggested_class(row.abc, picks) if row.abc else None
                if (picks, suggested) != (row.abc_picks, row.suggested_class):
                    changed.append((row.learning_id, picks, suggested))
        if changed:
            columns = [list(column) for column in zip(*changed, strict=True)]
            self.env.cr.execute(SQL(_STORE, *columns))
        self.invalidate_model()
        return result
