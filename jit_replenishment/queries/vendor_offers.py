"""Price lists, in the order in which users rank them."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table

# ten years: a larger figure is a slip of the keyboard, and no date holds it
MAX_LEAD_TIME_DAYS = 3650


class OfferRow(NamedTuple):
    """One row of a vendor's price list, as ``policy.sourcing.OfferTerm`` wants it."""

    offer_id: int
    vendor_id: int
    vendor_name: str
    vendor_active: bool
    variant_specific: bool
    minimum_quantity: float
    price: float
    discount: float
    currency_id: int
    lead_time_days: int
    vendor_sku: str | None
    order_multiple: float
    unit_id: int
    unit_factor: float | None
    date_start: date | None
    date_end: date | None
    accepted: bool
    order_weekdays: tuple[int, ...]


def read_offers(env: Environment, rule_ids: list[int]) -> dict[int, list[OfferRow]]:
    """Rows of the rule's company or of none, archived vendors and past dates included.

    They stay in so that a decision can say what is wrong with them. A branch buys from
    the vendors of the companies above it. Two units convert when they share their
    reference unit (``uom.uom._has_common_reference``).
    """
    env["product.supplierinfo"].flush_model()
    env["res.partner"].flush_model()
    env["uom.uom"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, offer.id, vendor.id, COALESCE(vendor.name, ''),
                   vendor.active, offer.product_id IS NOT NULL
                       AND sizes.count > 1,
                   offer.min_qty::float, offer.price::float,
                   COALESCE(offer.discount, 0)::float, offer.currency_id,
                   LEAST(GREATEST(offer.delay, 0), %s),
                   NULLIF(btrim(offer.product_code), ''),
                   COALESCE(offer.jit_order_multiple, 0)::float, unit.id,
                   CASE WHEN split_part(unit.parent_path, '/', 1)
                           = split_part(product_unit.parent_path, '/', 1)
                        THEN (unit.factor / product_unit.factor)::float END,
                   offer.date_start, offer.date_end, offer.jit_unchecked IS NOT TRUE,
                   ARRAY(SELECT weekday.number
                           FROM jit_order_weekday_rel rel
                           JOIN jit_weekday weekday ON weekday.id = rel.weekday_id
                          WHERE rel.partner_id = vendor.id
                          ORDER BY weekday.number)
              FROM %s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
              JOIN LATERAL (SELECT COUNT(*) AS count FROM product_product variant
                             WHERE variant.product_tmpl_id = pt.id
                               AND variant.active) sizes ON TRUE
              JOIN uom_uom product_unit ON product_unit.id = pt.uom_id
              JOIN product_supplierinfo offer
                ON offer.product_tmpl_id = pt.id
               AND (offer.product_id IS NULL OR offer.product_id = pp.id)
               AND (offer.company_id IS NULL OR offer.company_id = op.company_id)
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner vendor ON vendor.id = offer.partner_id
               AND (vendor.company_id IS NULL OR vendor.company_id = ANY(
                    string_to_array(trim('/' FROM company.parent_path), '/')::int[]))
              JOIN uom_uom unit ON unit.id = offer.product_uom_id
             WHERE op.id = ANY(%s)
             ORDER BY op.id, offer.sequence, offer.min_qty DESC, offer.price, offer.id
            """,
            MAX_LEAD_TIME_DAYS,
            rule_table(env),
            rule_ids,
        )
    )
    found = defaultdict(list)
    for rule_id, *values, weekdays in rows:
        found[rule_id].append(OfferRow(*values, tuple(weekdays)))
    return dict(found)
