"""Faults planted for the check to find, each through Odoo's own doors.

They are named in README.rst. None is in a product that is kept just in time, so that
what is ordered for those stays as it is.
"""

from datetime import timedelta
from itertools import combinations

from odoo import Command, models

from .bulk import set_created
from .catalogue import Catalogue
from .further import Further
from .history_calendar import ORDERING, Calendar
from .terms import Item

# what was taken beyond what was ever counted in
MISSING_UNITS = 4
_REQUESTED_DAYS_AGO = (40, 55)
_PRICES_ENDED_DAYS_AGO = 30


def without_opening(further: Further) -> dict[str, int]:
    """How much of the opening stock was never counted in, by sku: the quantity on hand
    ends below zero."""
    on_hand = {stock.item.product.sku: stock.on_hand for stock in further.year.stocks}
    return {
        item.product.sku: on_hand[item.product.sku] + MISSING_UNITS
        for item in _uncounted(further)
    }


def untracked_skus(further: Further) -> set[str]:
    """Of goods nobody keeps count of, though they are bought and sold."""
    return {further.ruleless[0].product.sku}


def plant_faults(catalogue: Catalogue, further: Further, calendar: Calendar) -> None:
    """All others; nothing is left to chance."""
    _, lonely, alone, over, weighed, shelved, asked, *rest = further.ruleless
    free, over_too = further.kept("auto")[:2]
    at_once = further.kept("manual")[0]
    _offers(catalogue, lonely, alone).unlink()
    _preferred_offers(catalogue, free).price = 0
    _offers(catalogue, at_once).delay = 0
    ended = calendar.today - timedelta(days=_PRICES_ENDED_DAYS_AGO)
    _offers(catalogue, over, over_too).date_end = ended
    kilogram = catalogue.env.ref("uom.product_uom_kgm")
    _offers(catalogue, weighed).product_uom_id = kilogram
    _plant_same_sku(catalogue, rest)
    _enter_vendor_twice(catalogue)
    _plant_rule_outside(catalogue, shelved)
    for item, days_ago in zip((asked, at_once), _REQUESTED_DAYS_AGO, strict=True):
        _forget_request(catalogue, item, calendar, calendar.days - days_ago)


def _uncounted(further: Further) -> list[Item]:
    return [further.ruleless[-1], further.kept("manual")[-1]]


def _offers(catalogue: Catalogue, *items: Item) -> models.Model:
    products = [catalogue.products[item.product.sku] for item in items]
    return catalogue.env["product.product"].concat(*products).seller_ids


def _preferred_offers(catalogue: Catalogue, item: Item) -> models.Model:
    vendor = catalogue.vendors[item.preferred.vendor.name]
    return _offers(catalogue, item).filtered(lambda offer: offer.partner_id == vendor)


def _plant_same_sku(catalogue: Catalogue, items: list[Item]) -> None:
    """The first two articles of one vendor share a number."""
    one, other = next(
        pair
        for pair in combinations(items, 2)
        if pair[0].preferred.vendor == pair[1].preferred.vendor
    )
    _preferred_offers(catalogue, other).product_code = one.preferred.vendor_sku


def _enter_vendor_twice(catalogue: Catalogue) -> None:
    name = next(iter(catalogue.vendors)).upper()
    catalogue.env["res.partner"].create(
        {"name": name, "is_company": True, "supplier_rank": 1}
    )


def _plant_rule_outside(catalogue: Catalogue, item: Item) -> None:
    """In a place of the company that belongs to no warehouse."""
    yard = catalogue.env["stock.location"].create(
        {"name": "Yard", "usage": "internal", "company_id": catalogue.env.company.id}
    )
    person = catalogue.env.ref("base.user_admin")
    catalogue.env["stock.warehouse.orderpoint"].with_user(person).create(
        {
            "product_id": catalogue.products[item.product.sku].id,
            "warehouse_id": catalogue.warehouse.id,
            "location_id": yard.id,
            "trigger": "manual",
            "product_min_qty": item.reorder_point,
            "product_max_qty": item.target_stock,
        }
    )


def _forget_request(
    catalogue: Catalogue, item: Item, calendar: Calendar, day: int
) -> None:
    """Entered long ago, and neither sent nor cancelled."""
    moment = calendar.moment(day, ORDERING)
    order = catalogue.env["purchase.order"].create(
        {
            "partner_id": catalogue.vendors[item.preferred.vendor.name].id,
            "user_id": catalogue.env.ref("base.user_admin").id,
            "picking_type_id": catalogue.warehouse.in_type_id.id,
            "date_order": moment,
            "order_line": [
                Command.create(
                    {
                        "product_id": catalogue.products[item.product.sku].id,
                        "product_qty": item.preferred.minimum_order_quantity,
                    }
                )
            ],
        }
    )
    order.flush_recordset()
    for records in (order, order.order_line):
        set_created(records, [moment] * len(records))
