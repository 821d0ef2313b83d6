"""Somebody cancels or deletes a replay while a batch of it is at work."""

from datetime import timedelta
from unittest import mock

import pytest

from odoo import Command

from odoo.addons.jit_replenishment.models import jit_replay_work

RULES = 3


def _prepare(env):
    """Rules with a year of sales that no move is read anew for; a replay that waits."""
    today = env.company._jit_today()
    state = env["jit.learning.state"]._get()
    clocks = state._read_clocks()
    state.write({"taken_all_on": today, "taken_until": "2100-01-01", "clocks": clocks})
    vendor = env["res.partner"].create({"name": "Acme"})
    stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)])[0]
    for number in range(RULES):
        product = env["product.product"].create(
            {
                "name": f"Part {number}",
                "is_storable": True,
                "seller_ids": [Command.create({"partner_id": vendor.id, "price": 2})],
            }
        )
        place = {"location_id": stock.lot_stock_id.id, "company_id": env.company.id}
        rule = env["stock.warehouse.orderpoint"].create(
            {"product_id": product.id, "product_min_qty": 9, "product_max_qty": 30}
            | place
        )
        env["jit.demand.span"].create(
            {
                "orderpoint_id": rule.id,
                "company_id": env.company.id,
                "first_day": today - timedelta(days=365),
                "blind": [],
            }
        )
        env["jit.demand.event"].create(
            [
                {"product_id": product.id, "quantity": 4}
                | place
                | {"day": today - timedelta(days=age)}
                for age in range(1, 365, 7)
            ]
        )
    replay = env["jit.replay"].create({"first_day": today - timedelta(days=360)})
    replay.action_start()
    return replay.id


@pytest.fixture
def replay_id(committed):
    return committed(_prepare)


def _work(registry, committed, act):
    """The scheduled action, a rule at a time; ``act(env)`` is committed by somebody
    while the second one is being thought about."""
    model = registry["jit.replayer"]
    replay, seen = model._replay, []

    def meanwhile(self, rule_ids, period):
        seen.append(rule_ids)
        if len(seen) == 2:
            committed(act)
        return replay(self, rule_ids, period)

    with (
        mock.patch.object(jit_replay_work, "_RULES_AT_ONCE", 1),
        mock.patch.object(model, "_replay", meanwhile),
    ):
        committed(lambda env: env["jit.replay"]._cron_replay())
    return seen


def _kept(env):
    return len(env["jit.replay.result"].search([]).orderpoint_id)


def test_cancelled_meanwhile_keeps_nothing_of_that_batch(
    registry, committed, replay_id
):
    seen = _work(
        registry,
        committed,
        lambda env: env["jit.replay"].browse(replay_id).action_cancel(),
    )
    # neither was the third looked at, nor is the second there
    assert len(seen) == 2

    def look(env):
        replay = env["jit.replay"].browse(replay_id)
        totals = replay.line_ids.filtered("is_total")
        rules = set(totals.mapped("rules"))
        return replay.state, replay.done, rules, _kept(env)

    assert committed(look) == ("cancelled", 1, {1}, 1)


def test_deleted_meanwhile_leaves_nothing(registry, committed, replay_id):
    seen = _work(
        registry, committed, lambda env: env["jit.replay"].browse(replay_id).unlink()
    )
    assert len(seen) == 2

    def look(env):
        return env["jit.replay"].search_count([]), _kept(env)

    assert committed(look) == (0, 0)


def test_changed_name_meanwhile_costs_nothing(registry, committed, replay_id):
    """A user's write of the same row: the batch is done once more and counts once."""
    _work(
        registry,
        committed,
        lambda env: env["jit.replay"].browse(replay_id).write({"name": "Spring"}),
    )

    def look(env):
        replay = env["jit.replay"].browse(replay_id)
        return replay.name, replay.state, replay.done, _kept(env)

    assert committed(look) == ("Spring", "done", RULES, RULES)
