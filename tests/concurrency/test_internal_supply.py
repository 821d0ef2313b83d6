"""Transfers are started once, however many workers find the need at the same time."""

from odoo.api import Environment
from odoo.fields import Command

from .test_exactly_once import replenish, run_together

RULES = 6


def make_rules(env: Environment) -> list[tuple[int, int]]:
    """Rules of one warehouse that another supplies, all due."""
    warehouse = env["stock.warehouse"].search([], limit=1)
    central = env["stock.warehouse"].create({"name": "Central", "code": "CEN"})
    warehouse.resupply_wh_ids = [Command.link(central.id)]
    products = env["product.product"].create(
        [{"name": f"Part {number}", "is_storable": True} for number in range(RULES)]
    )
    env["stock.warehouse.orderpoint"].create(
        [
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 5,
                "product_max_qty": 20,
                "trigger": "jit",
                "route_id": warehouse.resupply_route_ids.id,
            }
            for product in products
        ]
    )
    return [(product.id, env.company.id) for product in products]


def arriving(env: Environment) -> list[tuple[int, float]]:
    """(rule id, quantity) of every open move into a rule's place."""
    moves = env["stock.move"].search(
        [
            ("location_id.usage", "=", "transit"),
            ("state", "not in", ["done", "cancel"]),
        ]
    )
    return sorted((move.orderpoint_id.id, move.product_qty) for move in moves)


def test_four_workers_at_once_start_each_transfer_once(registry, committed):
    keys = committed(make_rules)
    run_together([lambda: replenish(registry, keys)] * 4)

    started = committed(arriving)
    assert [quantity for _rule, quantity in started] == [20] * RULES
    assert len({rule for rule, _quantity in started}) == RULES
    assert committed(lambda env: env["jit.exception"].search_count([])) == 0
    orders = committed(
        lambda env: env["jit.decision"].search_count([("outcome", "=", "order")])
    )
    assert orders == RULES
    # and what the transfers themselves woke finds nothing more to do
    replenish(registry, keys)
    assert committed(arriving) == started


def test_transfers_of_different_rules_started_at_once_are_all_kept(registry, committed):
    keys = committed(make_rules)
    shares = [keys[number::3] for number in range(3)]
    run_together([lambda share=share: replenish(registry, share) for share in shares])

    started = committed(arriving)
    assert [quantity for _rule, quantity in started] == [20] * RULES
    assert len({rule for rule, _quantity in started}) == RULES
