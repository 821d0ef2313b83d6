"""Workers and people at the same time, on real transactions."""

import threading
from collections.abc import Callable

from odoo import SUPERUSER_ID, api
from odoo.api import Environment
from odoo.modules.registry import Registry

VENDORS = 3
RULES_PER_VENDOR = 8


def make_rules(env: Environment) -> list[tuple[int, int]]:
    """Rules that all have to order; answers (product id, company id) of each."""
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    keys = []
    for vendor_number in range(VENDORS):
        vendor = env["res.partner"].create({"name": f"Vendor {vendor_number}"})
        for number in range(RULES_PER_VENDOR):
            offer = {"partner_id": vendor.id, "price": 2.0, "delay": 3}
            product = env["product.product"].create(
                {
                    "name": f"Part {vendor_number}.{number}",
                    "is_storable": True,
                    "seller_ids": [(0, 0, offer)],
                }
            )
            env["stock.warehouse.orderpoint"].create(
                {
                    "product_id": product.id,
                    "location_id": stock.id,
                    "product_min_qty": 5,
                    "product_max_qty": 20,
                    "trigger": "jit",
                }
            )
            keys.append((product.id, env.company.id))
    return keys


def replenish(registry: Registry, keys: list[tuple[int, int]]) -> None:
    """What one worker does, without the lock of the scheduled action."""
    with registry.cursor() as cr:
        Environment(cr, SUPERUSER_ID, {})["jit.replenisher"]._replenish(keys)


def run_together(works: list[Callable[[], None]]) -> None:
    """Start all at once and wait; an exception in any is raised here."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(works))

    def guarded(work: Callable[[], None]) -> None:
        start.wait()
        try:
            work()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def draft_lines(env: Environment) -> list[tuple[str, int, float]]:
    """(order state, rule id, quantity) of every line that came from a rule."""
    lines = env["purchase.order.line"].search([("orderpoint_id", "!=", False)])
    return sorted(
        (line.order_id.state, line.orderpoint_id.id, line.product_qty) for line in lines
    )


def test_four_workers_at_once_write_each_line_once(registry, committed):
    keys = committed(make_rules)
    run_together([lambda: replenish(registry, keys)] * 4)

    lines = committed(draft_lines)
    assert len(lines) == len({rule for _state, rule, _qty in lines}) == len(keys)
    assert {(state, qty) for state, _rule, qty in lines} == {("draft", 20)}
    orders = committed(lambda env: env["purchase.order"].search_count([]))
    assert orders == VENDORS
    problems = committed(lambda env: env["jit.exception"].search_count([]))
    assert problems == 0


def test_order_confirmed_while_the_worker_waits_is_not_written(registry, committed):
    keys = committed(make_rules)
    replenish(registry, keys)

    def double_the_need(env):
        env["stock.warehouse.orderpoint"].search([]).product_max_qty = 40

    committed(double_the_need)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        order = env["purchase.order"].search([], limit=1)
        confirmed_rules = order.order_line.orderpoint_id.ids
        order.button_confirm()
        env.flush_all()
        # the worker now finds the row of this order taken, and waits for the commit
        worker = threading.Thread(target=replenish, args=(registry, keys))
        worker.start()
        worker.join(timeout=1.5)
        assert worker.is_alive()
        cr.commit()
    worker.join()

    for state, rule, quantity in committed(draft_lines):
        if rule in confirmed_rules:
            assert (state, quantity) == ("purchase", 20)
        else:
            assert (state, quantity) == ("draft", 40)


def test_people_edit_drafts_while_workers_run(registry, committed):
    keys = committed(make_rules)
    replenish(registry, keys)

    def edit(env):
        line = env["purchase.order.line"].search([], order="id", limit=1)
        line.product_qty = 99
        return line.id

    edited = committed(edit)
    run_together([lambda: replenish(registry, keys)] * 2)

    def look(env):
        line = env["purchase.order.line"].browse(edited)
        return line.product_qty, line.jit_owned

    assert committed(look) == (99, False)
    lines = committed(draft_lines)
    assert len(lines) == len(keys)


def test_rest_of_a_lowered_line_is_made_by_neither_of_two_workers(registry, committed):
    keys = committed(make_rules)
    replenish(registry, keys)

    def lower(env):
        line = env["purchase.order.line"].search([], order="id", limit=1)
        line.product_qty = 1
        return line.id

    def look(env):
        rule = env["purchase.order.line"].browse(lowered).orderpoint_id
        lines = env["purchase.order.line"].search([("orderpoint_id", "=", rule.id)])
        return [(line.product_qty, line.jit_owned) for line in lines]

    lowered = committed(lower)
    run_together([lambda: replenish(registry, keys)] * 2)
    assert committed(look) == [(1, False)]
