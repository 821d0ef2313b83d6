"""The addon leaves a living database, and everything of the owner's is still there."""

import logging
from collections.abc import Callable

import pytest

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry

from .scenes import make_rules, sell, stored, traces, uninstall


def _start_trial(env: Environment, rule_ids: list[int]) -> None:
    env["stock.warehouse.orderpoint"].browse(rule_ids).action_jit_start_trial()


def _try_out(env: Environment) -> None:
    env.ref("jit_replenishment.ir_cron_trial").method_direct_trigger()


def _noted(env: Environment) -> tuple[int, int]:
    """How many days and would-be orders there are."""
    return tuple(
        env[model].search_count([]) for model in ("jit.trial.day", "jit.trial.order")
    )


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


def _make_by_hand(env: Environment) -> list[int]:
    """A rule by hand, to be put on trial."""
    product = env["product.product"].create({"name": "Shim", "is_storable": True})
    rule = env["stock.warehouse.orderpoint"].create(
        {
            "product_id": product.id,
            "trigger": "manual",
            "product_min_qty": 3,
            "product_max_qty": 8,
        }
    )
    return rule.ids


def _start_trial_with_open_pages(env: Environment, rule_ids: list[int]) -> None:
    """With the pages open that show what going live and back would do."""
    rule = env["stock.warehouse.orderpoint"].browse(rule_ids)
    rule.action_jit_start_trial()
    rule.action_jit_open_go_live()
    env["jit.undo"].action_open_everything()


def _check_and_count(env: Environment) -> None:
    """Faults are found, and the roll-out is counted."""
    for name in ("check", "rollout"):
        env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()


def _known(env: Environment) -> tuple[int, ...]:
    models = ("jit.finding", "jit.decision", "jit.rollout.line", "jit.go.live.line")
    return tuple(env[model].search_count([]) for model in models)


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


def _learn(env: Environment) -> None:
    env.ref("jit_replenishment.ir_cron_learn").method_direct_trigger()


def _ask_for_replays(env: Environment) -> None:
    """One that is made, and one that still waits when the addon goes."""
    for name in ("made", "waiting"):
        classes = env["jit.consequence.class"].search([])
        vals = {"name": name, "consequence_class_ids": classes.ids}
        env["jit.replay"].create(vals).action_start()
        if name == "made":
            env.cr.commit()
            env.ref("jit_replenishment.ir_cron_replay").method_direct_trigger()
            env.cr.commit()
            env.invalidate_all()
    assert env["jit.replay"].search([]).mapped("state") == ["queued", "done"]


def _answer_and_plan(env: Environment, rule_ids: list[int]) -> None:
    """One suggestion is accepted, other figures are pinned, a change is planned."""
    rules = env["stock.warehouse.orderpoint"].browse(rule_ids)
    suggested = env["jit.reorder.proposal"].search([("state", "=", "open")])
    assert suggested.orderpoint_id == rules[:2]
    suggested.filtered(lambda each: each.orderpoint_id == rules[0]).action_accept()
    assert rules[0]._jit_both_figures() != (10, 30)
    rules[1].action_jit_pin("contract")
    rules[1].jit_first_guess = 5
    vital = env.ref("jit_replenishment.consequence_class_vital")
    category = env["product.category"].create({"name": "Fasteners"})
    for record in (category, rules[0], rules[0].product_tmpl_id):
        record.jit_consequence_class_id = vital
    env["jit.adjustment"].create(
        {"kind": "uplift", "product_id": rules[0].product_id.id, "reason": "spring"}
    )


def test_uninstall_with_open_drafts_brakes_trials_and_learning_gives_everything_back(
    registry: Registry, committed: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    rule_ids = committed(make_rules)
    committed(lambda env: sell(env, rule_ids))
    trial_ids = committed(_make_by_hand)
    before = committed(lambda env: stored(env, rule_ids + trial_ids))
    committed(lambda env: _start_trial(env, rule_ids))
    committed(_try_out)
    # the third rule is archived
    assert committed(_noted) == (2, 2)
    committed(lambda env: _go_live_with_open_drafts(env, rule_ids))
    committed(_learn)
    committed(lambda env: _answer_and_plan(env, rule_ids))
    committed(_learn)
    committed(_replenish)
    committed(lambda env: _hold_back_and_refuse(env, rule_ids))
    committed(_ask_for_replays)
    committed(lambda env: _start_trial_with_open_pages(env, trial_ids))
    committed(_check_and_count)
    assert 0 not in committed(_known)
    drafts = committed(_engine_orders)
    assert [len(lines) for lines in drafts.values()] == [2]

    caplog.clear()
    fresh = uninstall(registry)

    errors = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert errors == []
    with fresh.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        assert "jit.signal" not in env
        assert "jit.learning" not in env
        assert traces(env) == []
        assert stored(env, rule_ids + trial_ids) == before
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
