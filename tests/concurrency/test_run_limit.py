"""Workers at the same time share one limit."""

from collections.abc import Callable

from odoo.api import Environment
from odoo.modules.registry import Registry

from .test_exactly_once import (
    RULES_PER_VENDOR,
    VENDORS,
    make_rules,
    replenish,
    run_together,
)


def _limited_rules(env: Environment) -> list[tuple[int, int]]:
    """Rules of three vendors, whose drafts exceed the limit together, not each."""
    env.company.jit_limit_lines = 2 * RULES_PER_VENDOR
    return make_rules(env)


def _ordered(env: Environment) -> int:
    return env["purchase.order.line"].search_count([("orderpoint_id", "!=", False)])


def test_four_workers_together_order_no_more_than_the_limit(
    registry: Registry, committed: Callable
) -> None:
    keys = committed(_limited_rules)
    run_together([lambda: replenish(registry, keys)] * 4)

    assert committed(_ordered) <= 2 * RULES_PER_VENDOR
    replenish(registry, keys)
    ordered = committed(_ordered)
    assert ordered == 2 * RULES_PER_VENDOR
    held = committed(lambda env: env["jit.run.line"].search_count([]))
    assert held == (VENDORS - 2) * RULES_PER_VENDOR
    questions = committed(
        lambda env: env["jit.run"].search_count([("state", "=", "waiting")])
    )
    assert questions == 1

    committed(lambda env: env["jit.run"]._open_question(env.company.id).action_order())
    run_together([lambda: replenish(registry, keys)] * 2)
    assert committed(_ordered) == VENDORS * RULES_PER_VENDOR
    assert committed(lambda env: env["jit.run.line"].search_count([])) == 0
