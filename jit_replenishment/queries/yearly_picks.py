"""How often each learned rule's product is asked for."""

from collections import defaultdict
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class PicksRow(NamedTuple):
    """:param demands: a day, as learned
    :param abc: class by value
    :param abc_picks: class by demands, as kept
    :param suggested_class: as kept
    """

    learning_id: int
    demands: float
    abc: str | None
    abc_picks: str | None
    suggested_class: str | None


def read_yearly_picks(env: Environment) -> dict[int, list[PicksRow]]:
    """Of all learned rules, by company."""
    env["jit.learning"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT company_id, id,
                   COALESCE(events / NULLIF(effective_days, 0), 0)::float,
                   abc, abc_picks, suggested_class
              FROM jit_learning ORDER BY id
            """
        )
    )
    found = defaultdict(list)
    for company_id, *values in rows:
        found[company_id].append(PicksRow(*values))
    return dict(found)
