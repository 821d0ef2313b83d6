"""Categories with their consequence classes, products and vendors' offers."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from odoo import Command, api, models

from .catalogue import Catalogue
from .further import Further
from .history_calendar import Calendar
from .load_faults import untracked_skus
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
    units = _units(env)
    offering = {
        offer.vendor.name: offer.vendor for item in items for offer in item.offers
    }
    vendors = create_vendors(env, list(offering.values()), calendar)
    company_domain = env["stock.warehouse"]._check_company_domain(env.company)
    categories = _create_categories(env)
    ranges = range_of(items)
    return Catalogue(
        env=env,
        products=_create_products(
            env,
            items,
            vendors,
            [
                {
                    "categ_id": categories[ranges[item.product.sku]].id,
                    "jit_consequence_class_id": _class_override(env, rank),
                }
                for rank, item in enumerate(items)
            ],
        ),
        vendors=vendors,
        vendor_units={name: units[vendor.unit] for name, vendor in offering.items()},
        warehouse=env["stock.warehouse"].search(company_domain, limit=1),
        customer=env["res.partner"].create(
            {"name": "Giftware customers", "is_company": True}
        ),
    )


def add_further(catalogue: Catalogue, further: Further) -> Catalogue:
    """The catalogue with these products as well.

    Of those without a rule nobody said what happens when they run out.
    """
    env = catalogue.env
    regular = env["product.category"].search(
        [("name", "=", "Regular range")], order="id desc", limit=1
    )
    new = env["product.category"].create({"name": "New range"})
    untracked = untracked_skus(further)
    products = _create_products(
        env,
        further.items,
        catalogue.vendors,
        [
            {
                "categ_id": (regular if sku in further.triggers else new).id,
                "is_storable": sku not in untracked,
            }
            for sku in (item.product.sku for item in further.items)
        ],
    )
    return replace(catalogue, products=catalogue.products | products)


def _units(env: api.Environment) -> dict[str, models.Model]:
    return {name: env.ref(f"uom.product_uom_{name}") for name in ("unit", "dozen")}


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
    env: api.Environment,
    items: Sequence[Item],
    vendors: dict[str, models.Model],
    own: Collection[dict],
) -> dict[str, models.Model]:
    """:param own: what tells each product from the others"""
    units = _units(env)
    products = env["product.product"].create(
        [
            {
                "name": f"Giftware {item.product.sku}",
                "default_code": item.product.sku,
                "type": "consu",
                "is_storable": True,
                "list_price": item.product.sale_price,
                "standard_price": purchase_price(item.product),
                "seller_ids": [
                    Command.create(values)
                    for offer in item.offers
                    for values in _offer_values(
                        env, offer, vendors[offer.vendor.name], units
                    )
                ],
                **vals,
            }
            for item, vals in zip(items, own, strict=True)
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
