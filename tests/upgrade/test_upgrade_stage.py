"""Rules that were live before rules had a stage know it after the upgrade."""

from collections.abc import Callable

from odoo import SUPERUSER_ID, fields
from odoo.api import Environment
from odoo.modules.registry import Registry

from .scenes import make_rules, stored, take_away, upgrade

# what came with the stages of rules: the preview, the way back, the roll-out board
MODELS = (
    "jit.go.live",
    "jit.go.live.line",
    "jit.go.live.request",
    "jit.go.live.vendor",
    "jit.rollout",
    "jit.rollout.line",
    "jit.undo",
)
COLUMNS = {
    "res.company": ("jit_go_live_amount", "jit_go_live_lines"),
    "stock.warehouse.orderpoint": ("jit_live_since", "jit_stage", "jit_trial_since"),
}
ACTIONS = ("ir_cron_rollout",)
TAKEN_OVER, FIRST_VERDICT, MADE = "2025-03-04", "2025-05-06", "2025-07-08"


def _make_live(env: Environment, rule_ids: list[int]) -> list[int]:
    """One taken over, one made so and looked at, one made so and never looked at."""
    rules = env["stock.warehouse.orderpoint"].browse(rule_ids)
    taken_over, looked_at, never = rules.browse([*rule_ids[:1], *_make_two(env)])
    taken_over.action_jit_go_live()
    env["jit.decision"].create(
        [
            {
                "orderpoint_id": looked_at.id,
                "product_id": looked_at.product_id.id,
                "company_id": looked_at.company_id.id,
                "outcome": "enough",
                "decided_at": day,
            }
            for day in ("2025-06-01", FIRST_VERDICT)
        ]
    )
    env.flush_all()
    for table, column, rule, day in (
        ("jit_takeover", "orderpoint_id", taken_over, TAKEN_OVER),
        ("stock_warehouse_orderpoint", "id", taken_over, "2020-01-01"),
        ("stock_warehouse_orderpoint", "id", looked_at, "2020-01-01"),
        ("stock_warehouse_orderpoint", "id", never, MADE),
    ):
        env.cr.execute(
            f"UPDATE {table} SET create_date = %s WHERE {column} = %s", [day, rule.id]
        )
    return [taken_over.id, looked_at.id, never.id]


def _make_two(env: Environment) -> list[int]:
    rules = env["stock.warehouse.orderpoint"]
    products = env["product.product"].create(
        [{"name": f"Rivet {n}", "is_storable": True} for n in range(2)]
    )
    return rules.create(
        [{"product_id": product.id, "trigger": "jit"} for product in products]
    ).ids


def _columns(env: Environment) -> set[str]:
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = 'stock_warehouse_orderpoint'"
    )
    return {name for (name,) in env.cr.fetchall()}


def test_live_rules_know_since_when_and_the_others_are_as_before(
    registry: Registry, committed: Callable
) -> None:
    rule_ids = committed(make_rules)
    live_ids = committed(lambda env: _make_live(env, rule_ids))
    before = committed(lambda env: stored(env, rule_ids))
    committed(lambda env: take_away(env, MODELS, COLUMNS, ACTIONS))
    assert "jit_stage" not in committed(_columns)

    fresh = upgrade(registry)

    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        assert stored(env, rule_ids) == before
        rules = env["stock.warehouse.orderpoint"].browse(live_ids)
        days = [fields.Date.to_string(rule.jit_live_since) for rule in rules]
        assert days == [TAKEN_OVER, FIRST_VERDICT, MADE]
        assert set(rules.mapped("jit_stage")) == {"live"}
        others = rules.browse(rule_ids[1:])
        assert set(others.mapped("jit_stage")) == {"hand"}
        assert not any(rule.jit_live_since for rule in others)
        assert env.company.jit_go_live_lines == 50
        env.ref("jit_replenishment.ir_cron_rollout").method_direct_trigger()
    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        found = env["jit.rollout.line"].search([])
        assert sum(found.mapped("live")) == len(live_ids)
        rules = env["stock.warehouse.orderpoint"].browse(live_ids)
        rules.action_jit_undo()
        assert rules.mapped("trigger") == ["auto"] * 3
