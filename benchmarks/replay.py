"""What replaying two years costs: all of it, and until the first figures are there.

Arguments: configuration file, database, number of rules. Prints one line of JSON.
What moved is read before; what a first reading takes is measured with the learning.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from odoo.modules.registry import Registry

from . import data
from .histories import DAYS, load_histories
from .learning import _take_in
from .measuring import environment, measured, open_registry


def main() -> None:
    configuration, database, rules = sys.argv[1:4]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(rules), "jit")
        load_histories(env, int(rules))
    with environment(registry) as env:
        _take_in(env)
    print(json.dumps(measure(registry, int(rules))))


def measure(registry: Registry, rules: int) -> dict[str, float | None]:
    with environment(registry) as env:
        # all of it, whatever the default would leave for learning
        first_day = env.company._jit_today() - timedelta(days=DAYS)
        replay = env["jit.replay"].create(
            {"name": f"{rules:,} rules", "first_day": first_day}
        )
        replay.action_start()
        replay_id = replay.id
    with (
        _batches(registry) as through,
        measured() as cost,
        environment(registry) as env,
    ):
        env["jit.replay"]._cron_replay()
    with environment(registry) as env:
        replay = env["jit.replay"].browse(replay_id)
        if replay.state != "done" or replay.done != rules:
            raise SystemExit(f"{replay.state} after {replay.done} of {rules} rules")
        counted = replay.line_ids.filtered("is_total")[:1].rules
        if counted < 0.9 * rules:
            raise SystemExit(f"{counted} of {rules} rules have figures")
    return {
        "days": DAYS,
        "figures_for_rules": counted,
        "seconds": cost.seconds,
        "first_answer_seconds": through[0],
        "process_seconds": cost.process,
        "queries": cost.queries,
        "batches": len(through),
        "peak_rss_growth_mb": cost.megabytes,
    }


@contextmanager
def _batches(registry: Registry) -> Iterator[list[float]]:
    """Seconds after which each batch of rules was through."""
    model, through = registry["jit.replay"], []
    done_until, started = model._done_until, time.perf_counter()

    def noted(replay, *arguments):
        done_until(replay, *arguments)
        through.append(time.perf_counter() - started)

    model._done_until = noted
    try:
        yield through
    finally:
        model._done_until = done_until


if __name__ == "__main__":
    main()
