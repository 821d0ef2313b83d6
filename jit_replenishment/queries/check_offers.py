"""Faults in vendors' prices, found for a whole company at once."""

from odoo.api import Environment
from odoo.tools import SQL

from .check_scope import Scope, facts, found, key
from .vendor_skus import colliding_offers, comparable_column

_BUYING = SQL(
    "(SELECT rule.route_id FROM stock_rule rule"
    " WHERE rule.active AND rule.action = 'buy')"
)
# which bring goods into a stock; that something is fetched from it for a customer only
# on order says nothing about where it comes from
_SUPPLYING = SQL(
    """
    (SELECT rule.route_id
       FROM stock_rule rule
       JOIN stock_location target ON target.id = rule.location_dest_id
      WHERE rule.active AND (rule.action = 'manufacture'
             OR rule.action IN ('pull', 'pull_push')
                AND EXISTS (SELECT FROM stock_warehouse warehouse
                              JOIN stock_location stock
                                ON stock.id = warehouse.lot_stock_id
                             WHERE starts_with(target.parent_path, stock.parent_path))))
    """
)


def take_offers(env: Environment, scope: Scope) -> SQL:
    """CREATE ``jit_check_offer``: every price by which this company may buy goods.

    Of storable goods that may be bought; those of archived vendors, too.
    """
    for model in (
        "product.supplierinfo",
        "product.template",
        "product.product",
        "res.partner",
        "uom.uom",
    ):
        env[model].flush_model()
    return SQL(
        """
        CREATE TEMPORARY TABLE jit_check_offer ON COMMIT DROP AS
        SELECT offer.id, offer.product_tmpl_id, offer.product_id,
               COALESCE(vendor.commercial_partner_id, vendor.id) AS vendor_id,
               vendor.active AS vendor_active,
               COALESCE(offer.price, 0) * (100 - COALESCE(offer.discount, 0)) <= 0
                   AS is_free,
               COALESCE(offer.delay, 0) <= 0 AS is_immediate,
               offer.date_end,
               COALESCE(offer.date_end < %(today)s, FALSE) AS is_over,
               split_part(unit.parent_path, '/', 1)
                   = split_part(product_unit.parent_path, '/', 1) AS converts,
               offer.product_uom_id
          FROM product_supplierinfo offer
          JOIN product_template pt ON pt.id = offer.product_tmpl_id
           AND pt.active AND pt.purchase_ok AND pt.is_storable AND %(sees_product)s
          JOIN res_partner vendor ON vendor.id = offer.partner_id AND %(sees_vendor)s
          JOIN uom_uom unit ON unit.id = offer.product_uom_id
          JOIN uom_uom product_unit ON product_unit.id = pt.uom_id
     LEFT JOIN product_product variant ON variant.id = offer.product_id
         WHERE %(buys_by)s AND variant.active IS NOT FALSE
        """,
        today=scope.today,
        sees_product=scope.sees("pt"),
        sees_vendor=scope.sees("vendor"),
        buys_by=scope.buys_by("offer"),
    )


def _grouped(kind: str, condition: SQL, having: SQL, **columns: SQL) -> SQL:
    """One row for each vendor of a product, or of a variant that has its own prices."""
    return SQL(
        """
        SELECT %s
          FROM jit_check_offer offer
         WHERE offer.vendor_active AND %s
         GROUP BY offer.vendor_id, offer.product_tmpl_id, offer.product_id
        HAVING %s
        """,
        found(
            kind,
            key=key(
                SQL("offer.vendor_id"),
                SQL("offer.product_tmpl_id"),
                SQL("offer.product_id"),
            ),
            product_tmpl_id=SQL("offer.product_tmpl_id"),
            product_id=SQL("offer.product_id"),
            partner_id=SQL("offer.vendor_id"),
            target_ids=SQL("jsonb_agg(offer.id ORDER BY offer.id)"),
            **columns,
        ),
        condition,
        having,
    )


def zero_prices() -> SQL:
    """Prices that ask for nothing, of vendors that could be asked."""
    prices = facts(prices=SQL("COUNT(*)"))
    condition = SQL("offer.is_free AND NOT offer.is_over")
    return _grouped("zero_price", condition, SQL("TRUE"), facts=prices)


def lead_times_of_zero() -> SQL:
    prices = facts(prices=SQL("COUNT(*)"))
    condition = SQL("offer.is_immediate AND NOT offer.is_over")
    return _grouped("no_lead_time", condition, SQL("TRUE"), facts=prices)


def unit_clashes() -> SQL:
    """Units that share no reference unit: no quantity can be told in the other."""
    units = facts(units=SQL("jsonb_agg(DISTINCT offer.product_uom_id)"))
    condition = SQL("NOT offer.converts AND NOT offer.is_over")
    return _grouped("unit_clash", condition, SQL("TRUE"), facts=units)


def expired_prices() -> SQL:
    """A vendor's prices of a product that are all over.

    One for the whole product stands in for a variant's own.
    """
    last = SQL("MAX(offer.date_end)")
    still_sold = SQL(
        """
        EXISTS (SELECT FROM jit_check_offer other
                 WHERE other.product_tmpl_id = offer.product_tmpl_id
                   AND other.vendor_id <> offer.vendor_id
                   AND other.vendor_active AND NOT other.is_over
                   AND (other.product_id IS NULL
                        OR offer.product_id IS NULL
                        OR other.product_id = offer.product_id))
        """
    )
    whole_product = SQL(
        """
        NOT EXISTS (SELECT FROM jit_check_offer whole
                     WHERE whole.product_tmpl_id = offer.product_tmpl_id
                       AND whole.vendor_id = offer.vendor_id
                       AND whole.product_id IS NULL AND NOT whole.is_over)
        """
    )
    return _grouped(
        "expired_price",
        SQL("TRUE"),
        SQL("bool_and(offer.is_over) AND %s", whole_product),
        facts=facts(ended=last, sold_by_others=still_sold),
        # nothing is at stake where somebody else sells it
        value=SQL("CASE WHEN %s THEN 0 END", still_sold),
    )


def same_skus(env: Environment) -> SQL:
    """SKUs by which one vendor would send another product."""
    sku = comparable_column(SQL("offer.product_code"))
    return SQL(
        """
        SELECT %s
          FROM product_supplierinfo offer
          JOIN res_partner vendor ON vendor.id = offer.partner_id
         WHERE offer.id IN %s
         GROUP BY vendor.commercial_partner_id, %s
        """,
        found(
            "same_sku",
            key=key(SQL("vendor.commercial_partner_id"), sku),
            product_tmpl_id=SQL("MIN(offer.product_tmpl_id)"),
            partner_id=SQL("vendor.commercial_partner_id"),
            target_ids=SQL("jsonb_agg(offer.id ORDER BY offer.id)"),
            facts=facts(
                sku=SQL("MIN(btrim(offer.product_code))"),
                products=SQL(
                    "jsonb_agg(DISTINCT offer.product_tmpl_id)",
                ),
            ),
        ),
        colliding_offers(env),
        sku,
    )


def without_vendor(env: Environment, scope: Scope) -> SQL:
    """Goods that are to be bought, and nobody who sells them.

    Not those that routes of their own bring from inside the company, or that are made.
    Of goods all companies share: those this one uses, or nobody has a vendor for.
    """
    for model in ("stock.route", "stock.rule", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    return SQL(
        """
        SELECT %(columns)s
          FROM (SELECT pt.id, pt.company_id, COUNT(*) AS count,
                       COUNT(*) FILTER (WHERE %(nobody)s) AS missing,
                       array_agg(pp.id) FILTER (WHERE %(nobody)s) AS variants
                  FROM product_template pt
                  JOIN product_product pp ON pp.product_tmpl_id = pt.id AND pp.active
             LEFT JOIN (SELECT DISTINCT product_tmpl_id FROM jit_check_offer
                         WHERE vendor_active AND product_id IS NULL) whole
                    ON whole.product_tmpl_id = pt.id
             LEFT JOIN (SELECT DISTINCT product_id FROM jit_check_offer
                         WHERE vendor_active) own ON own.product_id = pp.id
                 WHERE pt.active AND pt.purchase_ok AND pt.is_storable
                   AND %(sees_product)s
                 GROUP BY pt.id
                HAVING COUNT(*) FILTER (WHERE %(nobody)s) > 0) lacking
         WHERE NOT %(is_made)s AND NOT %(from_inside)s
           AND (lacking.company_id IS NOT NULL OR %(is_used)s
                OR NOT EXISTS (SELECT FROM product_supplierinfo anybody
                                WHERE anybody.product_tmpl_id = lacking.id))
        """,
        columns=found(
            "no_vendor",
            key=key(SQL("lacking.id")),
            product_tmpl_id=SQL("lacking.id"),
            product_id=SQL(
                "CASE WHEN lacking.missing = 1 THEN lacking.variants[1] END"
            ),
            target_ids=SQL("jsonb_build_array(lacking.id)"),
            facts=facts(
                variants=SQL(
                    """
                    CASE WHEN lacking.missing < lacking.count THEN lacking.missing END
                    """
                ),
                archived=SQL(
                    """
                    EXISTS (SELECT FROM jit_check_offer old
                             WHERE old.product_tmpl_id = lacking.id
                               AND NOT old.vendor_active)
                    """
                ),
            ),
        ),
        nobody=SQL("whole.product_tmpl_id IS NULL AND own.product_id IS NULL"),
        sees_product=scope.sees("pt"),
        is_made=_is_made(env, scope),
        from_inside=_from_inside(scope),
        is_used=_is_used(scope),
    )


def _is_made(env: Environment, scope: Scope) -> SQL:
    if "mrp.bom" not in env:
        return SQL("FALSE")
    env["mrp.bom"].flush_model()
    return SQL(
        """
        EXISTS (SELECT FROM mrp_bom bom
                 WHERE bom.product_tmpl_id = lacking.id AND bom.active
                   AND bom.type IN ('normal', 'phantom') AND %s)
        """,
        scope.sees("bom"),
    )


def _from_inside(scope: Scope) -> SQL:
    """Routes of the product, of its categories or of all its rules, none to buy by."""
    return SQL(
        """
        (EXISTS (
          SELECT FROM (
            SELECT bool_or(route.id IN %(buying)s) AS buys,
                   bool_or(route.id IN %(supplying)s) AS supplies
              FROM (SELECT rel.route_id FROM stock_route_product rel
                     WHERE rel.product_id = lacking.id
                     UNION
                    SELECT rel.route_id
                      FROM product_template pt
                      JOIN product_category category ON category.id = pt.categ_id
                      JOIN stock_route_categ rel ON rel.categ_id = ANY(
                           string_to_array(trim('/' FROM category.parent_path), '/'
                           )::int[])
                     WHERE pt.id = lacking.id) own
              JOIN stock_route route ON route.id = own.route_id AND route.active
               AND %(sees_route)s) routes
           WHERE routes.supplies AND NOT routes.buys)
        OR EXISTS (
          SELECT FROM (
            SELECT bool_and(op.route_id IS NOT NULL
                            AND op.route_id NOT IN %(buying)s) AS inside
              FROM stock_warehouse_orderpoint op
              JOIN product_product pp ON pp.id = op.product_id
             WHERE pp.product_tmpl_id = lacking.id AND op.active
               AND op.company_id = %(company)s) rules
           WHERE rules.inside))
        """,
        buying=_BUYING,
        supplying=_SUPPLYING,
        sees_route=scope.sees("route"),
        company=scope.company_id,
    )


def _is_used(scope: Scope) -> SQL:
    """The company has a rule or stock of it, or sold some within a year."""
    return SQL(
        """
        EXISTS (SELECT FROM product_product pp
                 WHERE pp.product_tmpl_id = lacking.id
                   AND (EXISTS (SELECT FROM stock_warehouse_orderpoint op
                                 WHERE op.product_id = pp.id AND op.active
                                   AND op.company_id = %(company)s)
                        OR EXISTS (SELECT FROM stock_quant quant
                                     JOIN stock_location place
                                       ON place.id = quant.location_id
                                      AND place.usage = 'internal'
                                    WHERE quant.product_id = pp.id
                                      AND quant.company_id = %(company)s
                                      AND quant.quantity <> 0)
                        OR EXISTS (SELECT FROM jit_check_sold sold
                                    WHERE sold.product_id = pp.id AND sold.sold > 0)))
        """,
        company=scope.company_id,
    )
