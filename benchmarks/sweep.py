"""Nothing to order: what it costs to find that out, ours and core's.

Arguments: configuration file, database, number of rules, ``jit`` or ``core``.
Prints one line of JSON.
"""

import json
import sys

from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.tools import SQL

from . import data
from .core_scheduler import run_scheduler
from .measuring import Cost, environment, measured, open_registry

REPEATS = 3
# Looking at a million rules for the first time takes half an hour, once in their life.
LOOKED_AT_UP_TO = 100_000
Figures = dict[str, float | None]


def main() -> None:
    configuration, database, rules, whose = sys.argv[1:]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(rules), "jit" if whose == "jit" else "auto")
    measure = measure_ours if whose == "jit" else measure_core
    figures = measure(registry, int(rules))
    with environment(registry) as env:
        ordered = env["purchase.order.line"].search_count([])
    if ordered:
        raise SystemExit(f"{ordered} lines were ordered, though nothing was due")
    print(json.dumps(figures))


def measure_ours(registry: Registry, rules: int) -> Figures:
    """The sweep of every quarter of an hour, and the look of every day."""
    first = daily = Cost(None, None, None)
    if rules <= LOOKED_AT_UP_TO:
        first = look_at_everything(registry)
    else:
        with environment(registry) as env:
            assume_looked_at(env)
    sweeps = [_sweep(registry) for _repeat in range(REPEATS)]
    steady = sorted(sweeps, key=lambda cost: cost.seconds)[REPEATS // 2]
    if rules <= LOOKED_AT_UP_TO:
        with environment(registry) as env:
            # as if a night had passed
            env.cr.execute("UPDATE jit_position SET seen = NULL")
        _sweep(registry)
        daily = serve(registry)
    return {
        "seconds": steady.seconds,
        "queries": steady.queries,
        "peak_rss_growth_mb": max(cost.megabytes for cost in sweeps),
        "first_look_seconds": first.seconds,
        "daily_look_seconds": daily.seconds,
        "daily_look_queries": daily.queries,
        "daily_look_mb": daily.megabytes,
    }


def look_at_everything(registry: Registry) -> Cost:
    """What going live does once: every rule is looked at for the first time."""
    with environment(registry) as env:
        env["jit.signal"]._cron_sweep()
    return serve(registry)


def assume_looked_at(env: Environment) -> None:
    """Leave what a look at every rule leaves behind, written by PostgreSQL."""
    from odoo.addons.jit_replenishment.queries.rule_marks import marks

    env.cr.execute(
        SQL(
            """
            WITH candidate AS MATERIALIZED (
                 SELECT id, product_id FROM stock_warehouse_orderpoint WHERE active)
            INSERT INTO jit_position (orderpoint_id, company_id, outcome, seen)
            SELECT op.id, op.company_id, 'enough', mark.seen
              FROM %s
              JOIN stock_warehouse_orderpoint op ON op.id = mark.orderpoint_id
            """,
            marks(env),
        )
    )
    env.cr.commit()
    env.cr.execute("ANALYZE jit_position")


def _sweep(registry: Registry) -> Cost:
    with measured() as cost, environment(registry) as env:
        env["jit.signal"]._cron_sweep()
    return cost


def serve(registry: Registry) -> Cost:
    """Run the replenisher until nothing is left to serve."""
    with measured() as cost:
        left = True
        while left:
            with environment(registry) as env:
                env["jit.replenisher"]._cron_replenish()
            with environment(registry) as env:
                left = bool(env["jit.signal"].search_count([], limit=1))
    return cost


def measure_core(registry: Registry, _rules: int) -> Figures:
    """The second night: the first one writes what it found into every rule."""
    run_scheduler(registry)
    cost = run_scheduler(registry)
    return {
        "seconds": cost.seconds,
        "queries": cost.queries,
        "peak_rss_growth_mb": cost.megabytes,
    }


if __name__ == "__main__":
    main()
