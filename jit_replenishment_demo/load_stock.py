"""The stock the year began with, and the quants it ended with."""

from datetime import datetime

from odoo import models

from .bulk import DoneMove, insert_done_moves
from .catalogue import Catalogue
from .history_calendar import OPENING, Calendar


def load_opening_stock(
    catalogue: Catalogue, opening: dict[str, int], calendar: Calendar
) -> models.Model:
    """Count in the opening stock, as an inventory would."""
    reference = catalogue.env._("Opening stock")
    return insert_done_moves(
        catalogue.env,
        [
            DoneMove(
                product=product,
                quantity=opening[sku],
                date=calendar.moment(0, OPENING),
                source=product.property_stock_inventory,
                destination=catalogue.stock_location,
                reference=reference,
                unit_value=product.standard_price,
                is_in=True,
                is_inventory=True,
            )
            for sku, product in catalogue.products.items()
            if opening[sku]
        ],
    )


def move_quants(catalogue: Catalogue, moves: models.Model) -> None:
    """Have the quants follow `moves`."""
    moves = moves.filtered("product_id.is_storable")
    quants = catalogue.env["stock.quant"].sudo()
    known = {
        (quant.product_id, quant.location_id): quant
        for quant in quants.search([("product_id", "in", moves.product_id.ids)])
    }
    for move in moves:
        for location, change in (
            (move.location_id, -move.quantity),
            (move.location_dest_id, move.quantity),
        ):
            key = (move.product_id, location)
            if key not in known:
                known[key] = quants.create(
                    {"product_id": move.product_id.id, "location_id": location.id}
                )
            known[key].quantity += change


def load_quants(catalogue: Catalogue, moves: models.Model) -> None:
    """Make the quants that `moves` leave behind, in every location they touched."""
    quantities: dict[tuple, float] = {}
    moved: dict[tuple, datetime] = {}
    groups = moves.env["stock.move"]._read_group(
        [("id", "in", moves.ids)],
        ["product_id", "location_id", "location_dest_id"],
        ["quantity:sum", "date:max"],
    )
    for product, source, destination, quantity, last in groups:
        for location, change in ((source, -quantity), (destination, quantity)):
            key = (product, location)
            quantities[key] = quantities.get(key, 0) + change
            moved[key] = max(moved.get(key, last), last)
    catalogue.env["stock.quant"].sudo().create(
        [
            {
                "product_id": product.id,
                "location_id": location.id,
                "quantity": quantity,
                "in_date": moved[product, location],
            }
            for (product, location), quantity in quantities.items()
            if product.is_storable and not product.uom_id.is_zero(quantity)
        ]
    )
