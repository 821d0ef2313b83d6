"""Which vendor SKUs name more than one product."""

from collections import defaultdict
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

# what spreadsheets leave around a cell
_BLANKS = " \t\r\n\u00a0"


class SkuClaim(NamedTuple):
    """One vendor calls one product so, in one company or (None) in all.

    Two claims collide when vendor and SKU are the same, the product is another, and
    a company exists in which both hold.
    """

    vendor_id: int
    company_id: int | None
    template_id: int
    vendor_sku: str


def comparable(text: str | None) -> str:
    """The form in which SKUs are compared; empty for none."""
    return (text or "").strip(_BLANKS).lower()


def comparable_column(column: SQL) -> SQL:
    """``comparable`` of a column; has an index on ``product_supplierinfo``."""
    return SQL("lower(btrim(%s, E' \\t\\r\\n\\u00A0'))", column)


def find_collisions(
    env: Environment, claims: list[SkuClaim]
) -> dict[int, list[tuple[int, int]]]:
    """Stored offers that a claim collides with.

    :return: (offer id, template id) pairs, keyed by the claim's place in the list
    """
    if not claims:
        return {}
    _flush(env)
    vendors, companies, templates, skus = zip(*claims, strict=True)
    rows = env.execute_query(
        SQL(
            """
            SELECT claim.place - 1, other.id, other.product_tmpl_id
              FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[])
                   WITH ORDINALITY
                   AS claim(vendor_id, company_id, template_id, vendor_sku, place)
              JOIN product_supplierinfo other ON %s = claim.vendor_sku
               AND other.product_tmpl_id <> claim.template_id
               AND (other.company_id = claim.company_id
                    OR other.company_id IS NULL OR claim.company_id IS NULL)
              JOIN res_partner vendor ON vendor.id = other.partner_id
               AND vendor.commercial_partner_id = claim.vendor_id
             WHERE %s
             ORDER BY claim.place, other.id
            """,
            list(vendors),
            list(companies),
            list(templates),
            list(skus),
            comparable_column(SQL("other.product_code")),
            _seen(env, "other"),
        )
    )
    found = defaultdict(list)
    for place, offer_id, template_id in rows:
        found[place].append((offer_id, template_id))
    return dict(found)


def colliding_offers(env: Environment) -> SQL:
    """A query of the ids of all stored offers that collide with another."""
    _flush(env)
    offer_sku = comparable_column(SQL("offer.product_code"))
    return SQL(
        """
        (SELECT offer.id
           FROM product_supplierinfo offer
           JOIN res_partner vendor ON vendor.id = offer.partner_id
           JOIN product_supplierinfo other ON %s = %s
            AND other.product_tmpl_id <> offer.product_tmpl_id
            AND (other.company_id = offer.company_id
                 OR other.company_id IS NULL OR offer.company_id IS NULL)
           JOIN res_partner other_vendor ON other_vendor.id = other.partner_id
            AND other_vendor.commercial_partner_id = vendor.commercial_partner_id
          WHERE %s <> '' AND %s AND %s)
        """,
        comparable_column(SQL("other.product_code")),
        offer_sku,
        offer_sku,
        _seen(env, "offer"),
        _seen(env, "other"),
    )


def _seen(env: Environment, alias: str) -> SQL:
    """The offer and its product belong to the reader's companies, or to all, and the
    product is in use: what was archived gives its SKU free."""
    company_ids = env.companies.parent_ids.ids
    return SQL(
        """
        (%(offer_company)s IS NULL OR %(offer_company)s = ANY(%(company_ids)s))
        AND EXISTS (SELECT 1 FROM product_template template
                     WHERE template.id = %(template_id)s AND template.active
                       AND (template.company_id IS NULL
                            OR template.company_id = ANY(%(company_ids)s)))
        """,
        offer_company=SQL.identifier(alias, "company_id"),
        template_id=SQL.identifier(alias, "product_tmpl_id"),
        company_ids=company_ids,
    )


def _flush(env: Environment) -> None:
    names = ["product_code", "partner_id", "company_id", "product_tmpl_id"]
    env["product.supplierinfo"].flush_model(names)
    env["res.partner"].flush_model(["commercial_partner_id"])
    env["product.template"].flush_model(["active", "company_id"])
