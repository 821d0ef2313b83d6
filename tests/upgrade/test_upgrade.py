"""A database of the first version learns in the first night after its upgrade."""

from collections.abc import Callable

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry

from .scenes import make_rules, sell, stored, take_away, upgrade

# what came with learning: models, columns of models that were there before, actions
MODELS = (
    "jit.accept",
    "jit.adjustment",
    "jit.adjustment.effect",
    "jit.decline",
    "jit.demand.event",
    "jit.demand.pool",
    "jit.demand.span",
    "jit.demand.unread",
    "jit.learning",
    "jit.learning.request",
    "jit.learning.state",
    "jit.pin",
    "jit.receipt",
    "jit.reorder.proposal",
    "jit.rule.change",
    "jit.what.if",
)
COLUMNS = {
    "jit.consequence.class": (
        "accept_down_percent",
        "accept_up_percent",
        "accept_value_limit",
        "accepts_suggestions",
    ),
    "purchase.order.line": ("jit_first_promised_on",),
    "res.company": ("jit_holding_rate", "jit_order_cost"),
    "stock.warehouse.orderpoint": (
        "jit_expected_demand",
        "jit_first_guess",
        "jit_pinned",
        "jit_pinned_by",
        "jit_pinned_until",
        "jit_pin_reason",
    ),
}
ACTIONS = ("ir_cron_learn",)


def _take_learning_away(env: Environment) -> None:
    """Have the database as the first version left it, as far as learning goes."""
    take_away(env, MODELS, COLUMNS, ACTIONS)


def _present(env: Environment) -> set[str]:
    """What of learning the database has."""
    env.cr.execute("SELECT cron_name FROM ir_cron WHERE cron_name LIKE '%: learn%'")
    found = {name for (name,) in env.cr.fetchall()}
    env.cr.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema"
    )
    wanted = {
        (env[model]._table, column)
        for model, columns in COLUMNS.items()
        for column in columns
    }
    tables = {model.replace(".", "_") for model in MODELS}
    for table, column in env.cr.fetchall():
        if table in tables:
            found.add(table)
        if (table, column) in wanted:
            found.add(f"{table}.{column}")
    return found


def _run(env: Environment, name: str) -> None:
    env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()


def test_first_night_after_the_upgrade_learns_what_had_moved_before(
    registry: Registry, committed: Callable
) -> None:
    everything = committed(_present)
    rule_ids = committed(make_rules)[:2]
    committed(
        lambda env: (
            env["stock.warehouse.orderpoint"].browse(rule_ids).action_jit_go_live()
        )
    )
    committed(lambda env: sell(env, rule_ids))
    before = committed(lambda env: stored(env, rule_ids))
    committed(_take_learning_away)
    assert committed(_present) == set()

    fresh = upgrade(registry)

    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        assert _present(env) == everything
        assert stored(env, rule_ids) == before
        assert env.company.jit_order_cost == 10
        assert env.company.jit_holding_rate == 0.25
        classes = env["jit.consequence.class"].search([])
        assert set(classes.mapped("accepts_suggestions")) == {False}
        assert min(classes.mapped("accept_up_percent")) > 0
        _run(env, "learn")
    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        learned = env["jit.learning"].search([])
        assert set(rule_ids) <= set(learned.orderpoint_id.ids)
        events = env["jit.demand.event"].search([])
        assert sum(events.mapped("quantity")) == 2 * 120
        suggested = env["jit.reorder.proposal"].search([("state", "=", "open")])
        assert set(suggested.orderpoint_id.ids) == set(rule_ids)
        suggested.action_accept()
        for rule in suggested.orderpoint_id:
            assert rule._jit_both_figures() != (10, 30)
        assert set(suggested.orderpoint_id.jit_change_ids.mapped("source")) == {
            "accepted"
        }
