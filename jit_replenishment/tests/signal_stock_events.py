"""Events of stock. Each function prepares a situation and returns the act."""


def delivery_confirmed(case):
    return case.make_delivery(state="draft").action_confirm


def delivery_validated(case):
    return case.make_delivery().button_validate


def receipt_confirmed(case):
    return case.make_receipt(state="draft").action_confirm


def receipt_validated(case):
    return case.make_receipt().button_validate


def receipt_cancelled(case):
    return case.make_receipt().action_cancel


def customer_return_validated(case):
    return case.make_return(case.make_delivery(state="done")).button_validate


def vendor_return_validated(case):
    return case.make_return(case.make_receipt(state="done")).button_validate


def delivery_with_backorder(case):
    delivery = case.make_delivery()
    delivery.move_ids.quantity = 1
    delivery.move_ids.picked = True
    return delivery.with_context(
        skip_backorder=True, cancel_backorder=False
    ).button_validate


def delivery_without_backorder(case):
    delivery = case.make_delivery()
    delivery.move_ids.quantity = 1
    delivery.move_ids.picked = True
    return delivery.with_context(
        skip_backorder=True, picking_ids_not_to_backorder=delivery.ids
    ).button_validate


def count_applied(case):
    quant = case.quants()
    quant.inventory_quantity = 4
    return quant.action_apply_inventory


def count_of_an_empty_place(case):
    shelf = case.env["stock.location"].create(
        {"name": "Shelf", "location_id": case.stock.id}
    )
    return lambda: case.set_stock(case.product, 4, shelf)


def goods_scrapped(case):
    scrap = case.env["stock.scrap"].create(
        {
            "product_id": case.product.id,
            "scrap_qty": 2,
            "location_id": case.stock.id,
        }
    )
    return scrap.action_validate


def move_cancelled(case):
    return case.promise(case.product, 3)._action_cancel


def move_date_changed(case):
    move = case.promise(case.product, 3)
    return lambda: move.write({"date": "2026-05-01 12:00:00"})


def move_quantity_changed(case):
    move = case.promise(case.product, 3)
    return lambda: move.write({"product_uom_qty": 8})


def move_unit_changed(case):
    move = case.promise(case.product, 3)
    dozens = case.env.ref("uom.product_uom_dozen")
    return lambda: move.write({"product_uom": dozens.id})


def move_destination_changed(case):
    move = case.promise(case.product, 3)
    return lambda: move.write({"location_dest_id": case.stock.id})


def move_final_destination_changed(case):
    move = case.promise(case.product, 3)
    return lambda: move.write({"location_final_id": case.stock.id})


def move_kept_for_another(case):
    promise = case.promise(case.product, 3)
    receipt = case.make_receipt().move_ids
    return lambda: receipt.write({"move_dest_ids": [(4, promise.id)]})


def transfer_rescheduled(case):
    delivery = case.make_delivery()
    return lambda: delivery.write({"scheduled_date": "2026-05-01 12:00:00"})


def done_line_corrected(case):
    line = case.make_delivery(state="done").move_line_ids
    return lambda: line.write({"quantity": 1})


def done_move_corrected(case):
    move = case.make_delivery(state="done").move_ids
    return lambda: move.write({"quantity": 1})


def line_added_to_a_done_move(case):
    move = case.make_delivery(state="done").move_ids
    vals = move.move_line_ids.copy_data()[0] | {"quantity": 2}
    return lambda: case.env["stock.move.line"].create(vals | {"move_id": move.id})


def stock_changed_by_code(case):
    quants = case.env["stock.quant"]
    return lambda: quants._update_available_quantity(case.product, case.stock, -15)


def stock_created_by_code(case):
    shelf = case.env["stock.location"].create(
        {"name": "Shelf", "location_id": case.stock.id}
    )
    vals = {
        "product_id": case.product.id,
        "location_id": shelf.id,
        "quantity": 7,
    }
    return lambda: case.env["stock.quant"].create(vals)


def stock_written_by_code(case):
    return lambda: case.quants().sudo().write({"quantity": 2})


def stock_deleted_by_code(case):
    return case.quants().sudo().unlink


def stock_relocated(case):
    shelf = case.env["stock.location"].create(
        {"name": "Shelf", "location_id": case.stock.id}
    )
    return lambda: case.quants().move_quants(location_dest_id=shelf)


STOCK_EVENTS = [
    delivery_confirmed,
    delivery_validated,
    receipt_confirmed,
    receipt_validated,
    receipt_cancelled,
    customer_return_validated,
    vendor_return_validated,
    delivery_with_backorder,
    delivery_without_backorder,
    count_applied,
    count_of_an_empty_place,
    goods_scrapped,
    move_cancelled,
    move_date_changed,
    move_quantity_changed,
    move_unit_changed,
    move_destination_changed,
    move_final_destination_changed,
    move_kept_for_another,
    transfer_rescheduled,
    done_line_corrected,
    done_move_corrected,
    line_added_to_a_done_move,
    stock_changed_by_code,
    stock_created_by_code,
    stock_written_by_code,
    stock_deleted_by_code,
    stock_relocated,
]
