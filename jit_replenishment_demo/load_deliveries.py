"""Deliveries to customers: a year of them done, today's promised and waiting.

A move is entered when the first of its goods was asked for: as long as it waits, it
shows what is demanded of an empty shelf.
"""

from datetime import datetime

from odoo import Command, models
from odoo.tools import groupby

from .bulk import DoneMove, insert_done_moves, recompute_from_moves, set_created
from .catalogue import Catalogue
from .history_calendar import SHIPPING, Calendar
from .replay import Shipment, Stock

PRODUCTS_PER_PROMISED_DELIVERY = 10


def load_deliveries(
    catalogue: Catalogue, shipments: list[Shipment], calendar: Calendar
) -> models.Model:
    """One done delivery per day on which something was shipped."""
    by_day = dict(groupby(shipments, lambda shipment: shipment.day))
    moments = {day: calendar.moment(day, SHIPPING) for day in by_day}
    pickings = catalogue.env["stock.picking"].create(
        [{**_delivery_values(catalogue), "date_done": moments[day]} for day in by_day]
    )
    moves = insert_done_moves(
        catalogue.env,
        [
            _shipped(catalogue, shipment, picking, calendar)
            for (day, group), picking in zip(by_day.items(), pickings, strict=True)
            for shipment in group
        ],
    )
    recompute_from_moves(pickings, "state")
    for day, picking in zip(by_day, pickings, strict=True):
        picking.scheduled_date = moments[day]
    pickings.flush_recordset()
    set_created(pickings, list(moments.values()))
    return moves


def _delivery_values(catalogue: Catalogue) -> dict:
    return {
        "picking_type_id": catalogue.warehouse.out_type_id.id,
        "partner_id": catalogue.customer.id,
        "location_id": catalogue.stock_location.id,
        "location_dest_id": catalogue.customer_location.id,
    }


def _shipped(
    catalogue: Catalogue, shipment: Shipment, picking: models.Model, calendar: Calendar
) -> DoneMove:
    product = catalogue.products[shipment.item.product.sku]
    return DoneMove(
        product=product,
        quantity=shipment.quantity,
        date=calendar.moment(shipment.day, SHIPPING),
        asked=calendar.moment(shipment.asked, SHIPPING),
        source=catalogue.stock_location,
        destination=catalogue.customer_location,
        reference=picking.name,
        unit_value=product.standard_price,
        is_out=True,
        picking=picking,
    )


def load_promised_deliveries(
    catalogue: Catalogue, stocks: list[Stock], calendar: Calendar
) -> None:
    """Confirmed deliveries due today: today's sales and what waited for stock."""
    due = calendar.moment(calendar.days, SHIPPING)
    asked = {}
    moves = []
    for stock in stocks:
        if quantity := stock.backlog + stock.item.product.demand_today:
            values = _promised_values(catalogue, stock, quantity, due)
            moves.append(Command.create(values))
            if stock.waiting:
                (first, _quantity), *_later = stock.waiting
                asked[values["product_id"]] = calendar.moment(first, SHIPPING)
    pickings = catalogue.env["stock.picking"].create(
        [
            {
                **_delivery_values(catalogue),
                "scheduled_date": due,
                "move_ids": moves[start : start + PRODUCTS_PER_PROMISED_DELIVERY],
            }
            for start in range(0, len(moves), PRODUCTS_PER_PROMISED_DELIVERY)
        ]
    )
    pickings.action_confirm()
    pickings.action_assign()
    late = pickings.move_ids.filtered(lambda move: move.product_id.id in asked)
    late.flush_recordset()
    set_created(late, [asked[move.product_id.id] for move in late])


def _promised_values(
    catalogue: Catalogue, stock: Stock, quantity: int, due: datetime
) -> dict:
    product = catalogue.products[stock.item.product.sku]
    return {
        "product_id": product.id,
        "product_uom_qty": quantity,
        "product_uom": product.uom_id.id,
        "location_id": catalogue.stock_location.id,
        "location_dest_id": catalogue.customer_location.id,
        "date": due,
    }
