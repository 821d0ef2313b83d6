"""What learning costs: the first time, when all moves are new, and every night.

Arguments: configuration file, database, number of rules. Prints one line of JSON.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.tools import SQL

from . import data
from .histories import add_moves, load_histories
from .measuring import Cost, environment, measured, open_registry

# of all parts, so many sell on a day
SOLD_ON_A_DAY = 5


def main() -> None:
    configuration, database, rules = sys.argv[1:4]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(rules), "jit")
        load_histories(env, int(rules))
    print(json.dumps(measure(registry, int(rules))))


def measure(registry: Registry, rules: int) -> dict[str, float | None]:
    taken = _cost(registry, _take_in)
    learned = _cost(registry, _learn)
    with environment(registry) as env:
        _sell(env, rules)
    # a day later every memory has faded a little: there is no rule that stays as it was
    with freeze_time(datetime.now() + timedelta(days=1), tick=True):
        taken_again = _cost(registry, _take_in)
        learned_again = _cost(registry, _learn)
    with environment(registry) as env:
        (events,) = env.execute_query(SQL("SELECT COUNT(*) FROM jit_demand_event"))[0]
        found = env["jit.learning"].search_count([])
    if found < rules:
        raise SystemExit(f"{found} of {rules} rules were learned")
    return {
        "events": events,
        "first_taken_seconds": taken.seconds,
        "first_learned_seconds": learned.seconds,
        "night_taken_seconds": taken_again.seconds,
        "night_learned_seconds": learned_again.seconds,
        "night_process_seconds": taken_again.process + learned_again.process,
        "night_queries": taken_again.queries + learned_again.queries,
        "peak_rss_growth_mb": max(
            cost.megabytes for cost in (taken, learned, taken_again, learned_again)
        ),
    }


def _cost(registry: Registry, work: Callable[[Environment], None]) -> Cost:
    with measured() as cost, environment(registry) as env:
        work(env)
    return cost


def _take_in(env: Environment) -> None:
    learner = env["jit.learner"]
    learner._note_changed()
    learner._take_in()


def _learn(env: Environment) -> None:
    env["jit.demand.pool"]._learn_stale()
    env["jit.learner"]._learn_night()


def _sell(env: Environment, rules: int) -> None:
    """One sale of each fifth part."""
    sale = env["stock.move"].search(
        [
            ("product_id.default_code", "=", "P1"),
            ("location_dest_usage", "=", "customer"),
            ("move_line_ids", "!=", False),
        ],
        limit=1,
    )
    tables = ("stock_move", "stock_move_line")
    last = {
        table: env.execute_query(
            SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table))
        )[0][0]
        for table in tables
    }
    add_moves(env, sale, rules // SOLD_ON_A_DAY, 1, SQL("3"))
    for table, known in last.items():
        # dated back, but written now: that is how the learner finds them
        env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = now() AT TIME ZONE 'UTC' WHERE id > %s",
                SQL.identifier(table),
                known,
            )
        )


if __name__ == "__main__":
    main()
