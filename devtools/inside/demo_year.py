"""The demo's year under hand-set, accepted and learned numbers, as JSON.

Arguments: configuration file, database, file to write.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config


def main() -> None:
    configuration, database, output = sys.argv[1:]
    config.parse_config(
        ["--config", configuration, "--database", database, "--no-http"],
        setup_logging=True,
    )
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        rows = [*measured(env), *replayed(env)]
        Path(output).write_text(json.dumps(rows))


def measured(env: Environment) -> Iterator[dict]:
    """One row a way of setting numbers, each measured over the same days."""
    # importable only where Odoo has its addons' paths
    from odoo.addons.jit_replenishment_demo.learning_year import YearLearner
    from odoo.addons.jit_replenishment_demo.measured_year import (
        FIRST_LEARNED_DAY,
        LEARNED_DELIVERED_DAY,
        measure,
        with_numbers,
    )
    from odoo.addons.jit_replenishment_demo.source import read_products, read_vendors
    from odoo.addons.jit_replenishment_demo.terms import plan_items

    items = plan_items(read_products(), read_vendors())
    rules = env["stock.warehouse.orderpoint"].search([("trigger", "=", "jit")])
    by_sku = {rule.product_id.default_code: rule for rule in rules}
    learner = YearLearner(
        items,
        {
            sku: rule.jit_effective_class_id.cycle_service_level
            for sku, rule in by_sku.items()
        },
        env.company.jit_order_cost,
        env.company.jit_holding_rate,
    )
    accepted = with_numbers(items, suggested(env))
    # the whole year, which hand-set and accepted numbers were both made from
    yield row("hand-set", 0, measure(items))
    yield row("accepted", 0, measure(accepted))
    # from the day there was something to learn from, and never from later days; and
    # from the day its orders were there
    for later in (FIRST_LEARNED_DAY, LEARNED_DELIVERED_DAY):
        yield row("hand-set", later, measure(items, from_day=later))
        yield row("learned by then", later, measure(items, learner, later))


def replayed(env: Environment) -> Iterator[dict]:
    """The same year as a user would have it replayed, a row a kind of figures."""
    live = env["stock.warehouse.orderpoint"].search([("trigger", "=", "jit")])
    replay = env["jit.replay"].create(
        {"name": "The demo's year", "orderpoint_ids": [Command.set(live.ids)]}
    )
    replay.action_start()
    env.cr.commit()
    env.ref("jit_replenishment.ir_cron_replay").method_direct_trigger()
    # what other cursors wrote is seen by a new transaction
    env.cr.commit()
    env.invalidate_all()
    for line in replay.line_ids.filtered("is_total"):
        yield {
            "numbers": f"replay: {line.name}",
            "from_day": None,
            "fill_rate": line.fill_rate,
            "stock_value": line.stock_value,
            "orders": line.orders,
        }
    replay.unlink()
    env.cr.commit()


def suggested(env: Environment) -> Mapping[str, tuple[int, int]]:
    """What accepting every open suggestion would set, by internal reference."""
    found = env["jit.reorder.proposal"].search([("state", "=", "open")])
    return {
        each.product_id.default_code: (
            round(each.new_reorder_point),
            round(each.new_target_stock),
        )
        for each in found
    }


def row(numbers: str, from_day: int, found: object) -> dict:
    return {"numbers": numbers, "from_day": from_day} | asdict(found)


if __name__ == "__main__":
    main()
