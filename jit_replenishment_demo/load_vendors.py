"""Vendors, and the foreign currency some of them sell in."""

from odoo import api, models

from .history_calendar import OPENING, Calendar
from .source import VendorSource

# Made up: units of the foreign currency for one of the company's.
FOREIGN_RATE = 1.25


def create_vendors(
    env: api.Environment, vendors: list[VendorSource], calendar: Calendar
) -> dict[str, models.Model]:
    """The partners by name; some of them sell in a foreign currency."""
    foreign = _foreign_currency(env, calendar)
    partners = env["res.partner"].create(
        [
            {
                "name": vendor.name,
                "is_company": True,
                "supplier_rank": 1,
                "email": vendor.email or False,
                "property_purchase_currency_id": (
                    foreign.id if vendor.foreign_currency else False
                ),
            }
            for vendor in vendors
        ]
    )
    return {
        vendor.name: partner for vendor, partner in zip(vendors, partners, strict=True)
    }


def _foreign_currency(env: api.Environment, calendar: Calendar) -> models.Model:
    """A second active currency; with a made-up rate only where it has none."""
    euro, dollar = env.ref("base.EUR"), env.ref("base.USD")
    currency = dollar if env.company.currency_id == euro else euro
    currency.active = True
    if not currency.rate_ids:
        env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": env.company.root_id.id,
                "name": calendar.moment(0, OPENING).date(),
                "company_rate": FOREIGN_RATE,
            }
        )
    return currency
