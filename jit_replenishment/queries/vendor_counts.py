"""How many vendors could deliver each rule's product."""

from collections.abc import Mapping
from datetime import date

from odoo.api import Environment
from odoo.tools import SQL


def read_vendor_counts(
    env: Environment, rule_ids: list[int], today: Mapping[int, date]
) -> dict[int, int]:
    """By rule; absent where nobody has an offer that is valid today.

    :param today: by company, by its clock
    """
    chosen = SQL("op.id = ANY(%s)", rule_ids)
    return dict(env.execute_query(_counted(env, chosen, today)))


def rules_of_one_vendor(env: Environment, today: Mapping[int, date]) -> SQL:
    """The rules that only one vendor could deliver, as a part of another query."""
    counted = _counted(env, SQL("TRUE"), today)
    return SQL("(SELECT rule_id FROM (%s) AS counted WHERE vendors = 1)", counted)


def _counted(env: Environment, chosen: SQL, today: Mapping[int, date]) -> SQL:
    for model in (
        "stock.warehouse.orderpoint",
        "product.product",
        "product.supplierinfo",
        "res.partner",
    ):
        env[model].flush_model()
    return SQL(
        """
        SELECT op.id AS rule_id,
               COUNT(DISTINCT COALESCE(vendor.commercial_partner_id, vendor.id))
                   AS vendors
          FROM stock_warehouse_orderpoint op
          JOIN unnest(%s, %s) AS clock(company_id, today)
            ON clock.company_id = op.company_id
          JOIN product_product pp ON pp.id = op.product_id
          JOIN product_supplierinfo offer ON offer.product_tmpl_id = pp.product_tmpl_id
           AND (offer.product_id IS NULL OR offer.product_id = pp.id)
           AND (offer.company_id IS NULL OR offer.company_id = op.company_id)
           AND (offer.date_start IS NULL OR offer.date_start <= clock.today)
           AND (offer.date_end IS NULL OR offer.date_end >= clock.today)
           AND offer.jit_unchecked IS NOT TRUE
          JOIN res_partner vendor ON vendor.id = offer.partner_id AND vendor.active
         WHERE %s
         GROUP BY op.id
        """,
        list(today),
        list(today.values()),
        chosen,
    )
