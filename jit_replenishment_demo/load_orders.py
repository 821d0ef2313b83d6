"""Purchase orders: those received within the year, and those still on their way."""

from dataclasses import dataclass
from datetime import datetime

from odoo import Command, api, models

from .bulk import DoneMove, insert_done_moves, recompute_from_moves, set_created
from .catalogue import Catalogue
from .history_calendar import ORDERING, RECEIVING, Calendar
from .replay import Order, OrderLine


@dataclass(frozen=True)
class Purchase:
    """An order of the replay and the purchase order made of it."""

    order: Order
    record: models.Model


def create_purchases(
    catalogue: Catalogue, orders: list[Order], calendar: Calendar
) -> list[Purchase]:
    """Draft purchase orders, in the order of time so that their numbers ascend."""
    buyer = catalogue.env.ref("base.user_admin")
    records = catalogue.env["purchase.order"].create(
        [
            {
                "partner_id": catalogue.vendors[order.vendor.name].id,
                "user_id": buyer.id,
                "picking_type_id": catalogue.warehouse.in_type_id.id,
                "date_order": calendar.moment(order.day, ORDERING),
                "order_line": [
                    Command.create(_line_values(catalogue, line))
                    for line in order.lines
                ],
            }
            for order in orders
        ]
    )
    # Odoo plans a new line by the vendor's usual lead time; the promise comes after.
    for order, record in zip(orders, records, strict=True):
        promised = calendar.moment(order.promised_day, RECEIVING)
        record.order_line.date_planned = promised
    records.flush_recordset()
    set_created(records, records.mapped("date_order"))
    lines = records.order_line
    set_created(lines, [line.order_id.date_order for line in lines])
    return [Purchase(*pair) for pair in zip(orders, records, strict=True)]


def receive_purchases(
    catalogue: Catalogue, purchases: list[Purchase], calendar: Calendar
) -> models.Model:
    """Confirm the orders with their done receipts; return the moves received.

    The receipts are numbered in the order of arrival.
    """
    purchases = sorted(purchases, key=lambda purchase: purchase.order.received_day)
    records = catalogue.env["purchase.order"].concat(
        *(purchase.record for purchase in purchases)
    )
    receipts = _create_receipts(catalogue.env, purchases, calendar)
    moves = insert_done_moves(
        catalogue.env,
        [
            _received(
                line, receipt, calendar.moment(purchase.order.received_day, RECEIVING)
            )
            for purchase, receipt in zip(purchases, receipts, strict=True)
            for line in purchase.record.order_line
        ],
    )
    # Before the orders are confirmed: a quantity received later is told in the chatter.
    recompute_from_moves(records.order_line, "qty_received")
    recompute_from_moves(receipts, "state", "date_deadline")
    recompute_from_moves(records, "picking_ids", "effective_date", "receipt_status")
    _confirm_in_the_past(purchases, calendar)
    records.acknowledged = True
    records.flush_recordset()
    return moves


def confirm_purchases(
    catalogue: Catalogue, purchases: list[Purchase], calendar: Calendar
) -> None:
    """Confirm the orders through Odoo's own door; their receipts stay open."""
    records = catalogue.env["purchase.order"].concat(
        *(purchase.record for purchase in purchases)
    )
    records.button_approve(force=True)
    _confirm_in_the_past(purchases, calendar)


def _line_values(catalogue: Catalogue, line: OrderLine) -> dict:
    """Odoo itself takes description and price from the vendor's price list."""
    vendor = line.item.preferred.vendor.name
    return {
        "product_id": catalogue.products[line.item.product.sku].id,
        "product_qty": line.vendor_quantity,
        "product_uom_id": catalogue.vendor_units[vendor].id,
    }


def _confirm_in_the_past(purchases: list[Purchase], calendar: Calendar) -> None:
    for purchase in purchases:
        moment = calendar.moment(purchase.order.day, ORDERING)
        purchase.record.write({"state": "purchase", "date_approve": moment})


def _create_receipts(
    env: api.Environment, purchases: list[Purchase], calendar: Calendar
) -> models.Model:
    receipts = env["stock.picking"].create(
        [purchase.record._prepare_picking() for purchase in purchases]
    )
    for purchase, receipt in zip(purchases, receipts, strict=True):
        order = purchase.order
        receipt.write(
            {
                "date_done": calendar.moment(order.received_day, RECEIVING),
                "scheduled_date": calendar.moment(order.promised_day, RECEIVING),
            }
        )
    set_created(receipts, [purchase.record.date_order for purchase in purchases])
    return receipts


def _received(line: models.Model, receipt: models.Model, moment: datetime) -> DoneMove:
    price_unit = line._get_stock_move_price_unit()
    return DoneMove(
        product=line.product_id,
        quantity=line.product_uom_qty,
        date=moment,
        source=receipt.location_id,
        destination=receipt.location_dest_id,
        reference=receipt.name,
        unit_value=price_unit,
        is_in=True,
        picking=receipt,
        purchase_line=line,
        promised=line.date_planned,
        price_unit=price_unit,
        sequence=line.sequence,
    )
