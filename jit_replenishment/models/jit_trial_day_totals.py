from odoo import models
from odoo.tools import SQL, Query

_OF_A_DAY = ("real_stock_value:sum", "trial_stock_value:sum")


class JitTrialDay(models.Model):
    """Several days together."""

    _inherit = "jit.trial.day"

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """The stock of an average day: what lies there a month is no more than what
        lies there a day."""
        selected = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in _OF_A_DAY:
            return selected
        day = self._field_to_sql(self._table, "day", query)
        return SQL("%s / NULLIF(COUNT(DISTINCT %s), 0)", selected, day)
