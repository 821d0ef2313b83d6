"""Events of purchase orders: each prepares a situation and returns the act."""


def order_created(case):
    return case.make_order


def order_line_created(case):
    order = case.env["purchase.order"].create({"partner_id": case.vendor.id})
    vals = {"order_id": order.id, "product_id": case.product.id, "product_qty": 1}
    return lambda: case.env["purchase.order.line"].create(vals)


def order_line_quantity_changed(case):
    line = case.make_order().order_line
    return lambda: line.write({"product_qty": 9})


def order_line_date_changed(case):
    line = case.make_order().order_line
    return lambda: line.write({"date_planned": "2026-05-01 12:00:00"})


def order_line_deleted(case):
    return case.make_order().order_line.unlink


def order_line_kept_for_a_demand(case):
    promise = case.promise(case.product, 3)
    line = case.make_order().order_line
    return lambda: line.write({"move_dest_ids": [(4, promise.id)]})


def order_confirmed(case):
    return case.make_order().button_confirm


def order_cancelled(case):
    return case.make_order().button_cancel


def order_revived(case):
    order = case.make_order()
    order.button_cancel()
    return order.button_draft


def order_sent(case):
    order = case.make_order()
    return lambda: order.write({"state": "sent"})


def order_expected_later(case):
    order = case.make_order()
    return lambda: order.write({"date_planned": "2026-05-01 12:00:00"})


def order_of_another_operation(case):
    order = case.make_order()
    other = case.warehouse.in_type_id.copy({"name": "Back door"})
    return lambda: order.write({"picking_type_id": other.id})


def confirmed_order_line_changed(case):
    line = case.make_order("purchase").order_line
    return lambda: line.write({"product_qty": 9})


def confirmed_order_cancelled(case):
    return case.make_order("purchase").button_cancel


def confirmed_order_unlocked(case):
    order = case.make_order("purchase")
    order.button_lock()
    return order.button_unlock


ORDER_EVENTS = [
    order_created,
    order_line_created,
    order_line_quantity_changed,
    order_line_date_changed,
    order_line_deleted,
    order_line_kept_for_a_demand,
    order_confirmed,
    order_cancelled,
    order_revived,
    order_sent,
    order_expected_later,
    order_of_another_operation,
    confirmed_order_line_changed,
    confirmed_order_cancelled,
    confirmed_order_unlocked,
]
