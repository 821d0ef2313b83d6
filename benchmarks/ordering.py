"""Everything is due at once: what a line costs, ours and core's.

Arguments: configuration file, database, number of rules, ``jit`` or ``core``.
Prints one line of JSON.
"""

import json
import sys

from . import data
from .core_scheduler import run_scheduler
from .measuring import environment, measured, open_registry
from .sweep import look_at_everything, serve


def main() -> None:
    configuration, database, rules, whose = sys.argv[1:]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(rules), "jit" if whose == "jit" else "auto")
    if whose == "jit":
        look_at_everything(registry)
    with environment(registry) as env:
        data.empty_shelves(env)
    if whose == "jit":
        with measured() as cost:
            with environment(registry) as env:
                env["jit.signal"]._cron_sweep()
            serve(registry)
    else:
        # core orders by what the last night wrote into the rules: only the second
        # night knows of the empty shelves, and only that one counts
        run_scheduler(registry)
        cost = run_scheduler(registry)
    with environment(registry) as env:
        lines = env["purchase.order.line"].search_count([])
        orders = env["purchase.order"].search_count([])
    if lines != int(rules):
        raise SystemExit(f"{lines} lines were ordered, {rules} parts are due")
    print(
        json.dumps(
            {
                "lines": lines,
                "orders": orders,
                "ms_per_line": cost.seconds * 1000 / lines,
                "queries_per_line": cost.queries / lines,
                "peak_rss_growth_mb": cost.megabytes,
            }
        )
    )


if __name__ == "__main__":
    main()
