"""Categories with their consequence classes, products and vendors' offers."""

from odoo import Command, api, models

from .catalogue import Catalogue
from .history_calendar import Calendar
from .load_vendors import create_vendors
from .terms import Item, Offer, purchase_price

CLASS_XMLID = "jit_replenishment.consequence_class_%s"
# Shares of the products, ranked by the value of their sales.
CORE_SHARE = 0.2
OCCASIONAL_SHARE = 0.3
PRODUCT_OVERRIDE_EVERY = 30


def load_catalogue(
    env: api.Environment, items: list[Item], calendar: Calendar
) -> Catalogue:
    """Create the products and their vendors, in the first warehouse of the company."""
    # A vendor that sells by the dozen needs the unit shown.
    env.ref("base.group_user")._apply_group(env.ref("uom.group_uom"))
    units = {
        "unit": env.ref("uom.product_uom_unit"),
        "dozen": env.ref("uom.product_uom_dozen"),
    }
    offering = {
        offer.vendor.name: offer.vendor for item in items for offer in item.offers
    }
    vendors = create_vendors(env, list(offering.values()), calendar)
    company_domain = env["stock.warehouse"]._check_company_domain(env.company)
    return Catalogue(
        env=env,
        products=_create_products(env, items, vendors, units),
        vendors=vendors,
        vendor_units={name: units[vendor.unit] for name, vendor in offering.items()},
        warehouse=env["stock.warehouse"].search(company_domain, limit=1),
        customer=env["res.partner"].create(
            {"name": "Giftware customers", "is_company": True}
        ),
    )


def _create_categories(env: api.Environment) -> dict[str, models.Model]:
    """The regular range has no class of its own and shows its parent's."""
    giftware = env["product.category"].create(
        {
            "name": "Giftware",
            "jit_consequence_class_id": env.ref(CLASS_XMLID % "important").id,
        }
    )
    ranges = env["product.category"].create(
        [
            {"name": name, "parent_id": giftware.id, "jit_consequence_class_id": of_its}
            for name, of_its in (
                ("Core range", env.ref(CLASS_XMLID % "vital").id),
                ("Regular range", False),
                ("Occasional range", env.ref(CLASS_XMLID % "minor").id),
            )
        ]
    )
    return dict(zip(("core", "regular", "occasional"), ranges, strict=True))


def range_of(items: list[Item]) -> dict[str, str]:
    """The range of each sku: by sales value, first the core, last the occasional."""
    ranking = sorted(
        items, key=lambda item: (-item.product.sales_value, item.product.sku)
    )
    core = round(len(ranking) * CORE_SHARE)
    occasional = len(ranking) - round(len(ranking) * OCCASIONAL_SHARE)
    return {
        item.product.sku: (
            "core" if rank < core else "occasional" if rank >= occasional else "regular"
        )
        for rank, item in enumerate(ranking)
    }


def _create_products(
    env: api.Environment, items: list[Item], vendors: dict, units: dict
) -> dict:
    categories = _create_categories(env)
    ranges = range_of(items)
    products = env["product.product"].create(
        [
            {
                "name": f"Giftware {item.product.sku}",
                "default_code": item.product.sku,
                "type": "consu",
                "is_storable": True,
                "categ_id": categories[ranges[item.product.sku]].id,
                "list_price": item.product.sale_price,
                "standard_price": purchase_price(item.product),
                "jit_consequence_class_id": _class_override(env, rank),
                "seller_ids": [
                    Command.create(values)
                    for offer in item.offers
                    for values in _offer_values(
                        env, offer, vendors[offer.vendor.name], units
                    )
                ],
            }
            for rank, item in enumerate(items)
        ]
    )
    return {
        item.product.sku: product for item, product in zip(items, products, strict=True)
    }


def _class_override(env: api.Environment, rank: int) -> int | bool:
    if rank % PRODUCT_OVERRIDE_EVERY:
        return False
    return env.ref(CLASS_XMLID % "vital").id


def _offer_values(
    env: api.Environment, offer: Offer, vendor, units: dict
) -> list[dict]:
    """One row per price tier; the figures of the extract are in company currency."""
    currency = vendor.property_purchase_currency_id or env.company.currency_id
    return [
        {
            "partner_id": vendor.id,
            "product_code": offer.vendor_sku,
            "product_uom_id": units[offer.vendor.unit].id,
            "min_qty": quantity,
            "jit_order_multiple": offer.order_multiple,
            "price": env.company.currency_id._convert(price, currency, env.company),
            "currency_id": currency.id,
            "delay": offer.lead_time_days,
        }
        for quantity, price in offer.tiers
    ]
