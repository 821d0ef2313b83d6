"""The addon leaves a living database, and everything of the owner's is still there."""

from collections.abc import Callable
from unittest import mock

import odoo.tools
from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry

# touched by every write, or worked out anew by core from the rest
NOT_COMPARED = {
    "write_date",
    "write_uid",
    "qty_to_order_computed",
    "deadline_date",
}


def _make_rules(env: Environment) -> list[int]:
    """A former auto rule, a former manual one with its quantity, an archived one."""
    rules = env["stock.warehouse.orderpoint"]
    for name in ("Bolt", "Nut", "Washer"):
        product = env["product.product"].create({"name": name, "is_storable": True})
        env["product.supplierinfo"].create(
            {
                "partner_id": env.ref("base.main_partner").id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "price": 2.1,
            }
        )
        rules |= rules.create(
            {"product_id": product.id, "product_min_qty": 10, "product_max_qty": 30}
        )
    rules[1].write({"trigger": "manual", "qty_to_order_manual": 77})
    rules[2].active = False
    return rules.ids


def _stored(env: Environment, rule_ids: list[int]) -> list[dict]:
    """The columns core has of these rules, as the database has them."""
    env.flush_all()
    env.cr.execute(
        "SELECT * FROM stock_warehouse_orderpoint WHERE id = ANY(%s) ORDER BY id",
        [rule_ids],
    )
    rows = env.cr.dictfetchall()
    return [
        {
            name: value
            for name, value in row.items()
            if name not in NOT_COMPARED and not name.startswith("jit_")
        }
        for row in rows
    ]


def _go_live_with_open_drafts(env: Environment, rule_ids: list[int]) -> None:
    env["stock.warehouse.orderpoint"].browse(rule_ids).action_jit_go_live()


def _hold_back_and_refuse(env: Environment, rule_ids: list[int]) -> None:
    """A pause, a rejection and a question that nobody answered are open."""
    env["jit.pause"].create({"reason": "stocktake"})
    rules = env["stock.warehouse.orderpoint"].browse(rule_ids)
    env["jit.rejection"].create(
        {
            "orderpoint_id": rules[2].id,
            "reason": "too early",
            "until": "9999-12-31",
            "user_id": env.uid,
        }
    )
    question = env["jit.run"]._ask(env.company.id)
    env["jit.run.line"].create(
        {
            "run_id": question.id,
            "orderpoint_id": rules[2].id,
            "company_id": env.company.id,
            "product_id": rules[2].product_id.id,
        }
    )


def _replenish(env: Environment) -> None:
    env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()


def _engine_orders(env: Environment) -> dict[int, list[tuple[int, float]]]:
    orders = env["purchase.order"].search([("jit_owned", "=", True)])
    return _contents(orders)


def _contents(orders: object) -> dict[int, list[tuple[int, float]]]:
    return {
        order.id: [(line.product_id.id, line.product_qty) for line in order.order_line]
        for order in orders
    }


def _uninstall(registry: Registry) -> Registry:
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        modules = env["ir.module.module"]
        modules.search([("name", "=", "jit_replenishment")]).button_uninstall()
    # pytest-odoo keeps test_enable on, which breaks loading a second registry
    with mock.patch.dict(odoo.tools.config.options, {"test_enable": False}):
        return Registry.new(registry.db_name, update_module=True)


def _traces(env: Environment) -> list[str]:
    """Tables, columns, settings and scheduled actions that stayed behind."""
    env.cr.execute(
        r"""
        SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'jit\_%'
         UNION ALL
        SELECT table_name || '.' || column_name FROM information_schema.columns
         WHERE column_name LIKE 'jit\_%'
         UNION ALL
        SELECT model || ' ' || name FROM ir_model_data
         WHERE module = 'jit_replenishment'
         UNION ALL
        SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Just in Time%'
        """
    )
    return [name for (name,) in env.cr.fetchall()]


def test_uninstall_with_open_drafts_and_brakes_gives_everything_back(
    registry: Registry, committed: Callable
) -> None:
    rule_ids = committed(_make_rules)
    before = committed(lambda env: _stored(env, rule_ids))
    committed(lambda env: _go_live_with_open_drafts(env, rule_ids))
    committed(_replenish)
    committed(lambda env: _hold_back_and_refuse(env, rule_ids))
    drafts = committed(_engine_orders)
    assert [len(lines) for lines in drafts.values()] == [2]

    fresh = _uninstall(registry)

    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        assert "jit.signal" not in env
        assert _traces(env) == []
        assert _stored(env, rule_ids) == before
        orders = env["purchase.order"].browse(drafts)
        assert orders.mapped("state") == ["draft"]
        assert _contents(orders) == drafts
        _check_core_works(env, rule_ids)


def _check_core_works(env: Environment, rule_ids: list[int]) -> None:
    """The scheduler counts the drafts left behind, orders what is missing beyond them,
    and the drafts can be confirmed."""
    auto, manual, archived = env["stock.warehouse.orderpoint"].browse(rule_ids)
    lines = env["purchase.order.line"]
    draft = lines.search([("product_id", "=", auto.product_id.id)])
    auto.product_max_qty = 90
    archived.active = True
    env["stock.rule"].run_scheduler()
    assert lines.search([("product_id", "=", archived.product_id.id)]).product_qty == 30
    assert lines.search([("product_id", "=", auto.product_id.id)]) == draft
    assert manual.qty_to_order == 77
    draft.order_id.button_confirm()
    assert draft.order_id.state == "purchase"
