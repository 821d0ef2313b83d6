"""What the rules themselves say."""

from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table
from .vendor_offers import MAX_LEAD_TIME_DAYS


class RuleRow(NamedTuple):
    """One reordering rule; quantities in the product's unit.

    :param rule_multiple: product units in the rule's multiple, 0 when it has none
    :param purchase_days: what the company itself takes to get an order out
    :param purchasable: the product may be bought at all
    :param live: an active just-in-time rule of an active, tracked product, at a place
        of a warehouse that is in use
    :param route_id: the route set on the rule itself
    :param expected_demand: the part of a learned reorder point that is the demand
        expected until goods arrive; 0 where it was set by hand
    """

    rule_id: int
    product_id: int
    template_id: int
    company_id: int
    warehouse_id: int
    location_id: int
    reorder_point: float
    target_stock: float
    snoozed_until: date | None
    preferred_vendor_id: int | None
    rule_multiple: float
    class_id: int | None
    unit_id: int
    purchase_days: int
    name: str
    location_path: str
    purchasable: bool
    live: bool
    route_id: int | None
    expected_demand: float


def read_rules(env: Environment, rule_ids: list[int]) -> dict[int, RuleRow]:
    """Rules that exist among ``rule_ids``, archived ones included."""
    for model in (
        "stock.warehouse.orderpoint",
        "product.product",
        "product.template",
        "product.supplierinfo",
        "stock.location",
        "stock.warehouse",
        "res.partner",
        "res.company",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, op.product_id, pp.product_tmpl_id, op.company_id,
                   op.warehouse_id, op.location_id,
                   op.product_min_qty, op.product_max_qty,
                   op.snoozed_until, preferred.partner_id,
                   CASE WHEN split_part(multiple.parent_path, '/', 1)
                           = split_part(unit.parent_path, '/', 1)
                        THEN multiple.factor / unit.factor ELSE 0 END,
                   op.jit_effective_class_id, pt.uom_id,
                   CEIL(LEAST(GREATEST(company.days_to_purchase, 0), %s))::int,
                   op.name, place.parent_path, COALESCE(pt.purchase_ok, FALSE),
                   place.active AND place.usage = 'internal' AND warehouse.active
                   AND op.active AND op.trigger = 'jit' AND pp.active
                   AND COALESCE(pt.is_storable, FALSE),
                   op.route_id, COALESCE(op.jit_expected_demand, 0)
              FROM %s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
              JOIN stock_location place ON place.id = op.location_id
              JOIN stock_warehouse warehouse ON warehouse.id = op.warehouse_id
              JOIN uom_uom unit ON unit.id = pt.uom_id
              JOIN res_company company ON company.id = op.company_id
         LEFT JOIN product_supplierinfo preferred ON preferred.id = op.supplier_id
         LEFT JOIN uom_uom multiple ON multiple.id = op.replenishment_uom_id
             WHERE op.id = ANY(%s)
            """,
            MAX_LEAD_TIME_DAYS,
            rule_table(env),
            rule_ids,
        )
    )
    return {row[0]: RuleRow(*row[:10], float(row[10]), *row[11:]) for row in rows}


def rules_of_products(env: Environment, signals: list[tuple[int, int]]) -> list[int]:
    """Rules that signals of (product, company) concern, in a stable order.

    Besides the just-in-time rules these are rules that still have an open draft line
    of the engine, whatever became of them, and the rules of a signalled variant's
    siblings: sizes of one article reach a vendor's minimum together.
    """
    if not signals:
        return []
    products, companies = zip(*signals, strict=True)
    for model in ("stock.warehouse.orderpoint", "product.product"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT op.id
              FROM unnest(%s, %s) AS signal(product_id, company_id)
              JOIN product_product signalled ON signalled.id = signal.product_id
              JOIN product_product pp
                ON pp.product_tmpl_id = signalled.product_tmpl_id
              JOIN stock_warehouse_orderpoint op
                ON op.product_id = pp.id AND op.company_id = signal.company_id
             WHERE op.trigger = 'jit'
                OR EXISTS (SELECT FROM purchase_order_line line
                            WHERE line.orderpoint_id = op.id AND line.jit_owned)
             ORDER BY op.id
            """,
            list(products),
            list(companies),
        )
    )
    return [rule_id for (rule_id,) in rows]


def with_siblings(env: Environment, rule_ids: list[int]) -> list[int]:
    """These rules and the other just-in-time rules of their products and variants.

    Lines of variants may reach a vendor's minimum together, and what is ordered for a
    shelf also lies in the stock around it, so none is decided alone.
    """
    for model in ("stock.warehouse.orderpoint", "product.product"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT sibling.id
              FROM %s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_product variant
                ON variant.product_tmpl_id = pp.product_tmpl_id
              JOIN stock_warehouse_orderpoint sibling
                ON sibling.product_id = variant.id
               AND sibling.company_id = op.company_id
               AND sibling.active AND sibling.trigger = 'jit'
               AND sibling.id <> op.id
             WHERE op.id = ANY(%s)
            """,
            rule_table(env),
            rule_ids,
        )
    )
    return list(dict.fromkeys([*rule_ids, *(rule_id for (rule_id,) in rows)]))


def signals_of_rules(env: Environment, rule_ids: list[int]) -> set[tuple[int, int]]:
    """(product id, company id) of every signal that ``rules_of_products`` would answer
    with one of these rules."""
    if not rule_ids:
        return set()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT sibling.id, op.company_id
              FROM stock_warehouse_orderpoint op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_product sibling
                ON sibling.product_tmpl_id = pp.product_tmpl_id
             WHERE op.id = ANY(%s)
            """,
            rule_ids,
        )
    )
    return set(rows)
