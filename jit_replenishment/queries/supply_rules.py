"""Which stock rule supplies a reordering rule: core's own search, for a batch."""

from collections import defaultdict
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table


class SupplyRuleRow(NamedTuple):
    """:param action: ``buy``, ``pull``, ``pull_push`` or ``manufacture``
    :param operation_type_id: what receives the goods
    :param route_id: the route the stock rule belongs to
    :param of_warehouse: offered by the warehouse alone, so core asks whether the route
        suits the product
    :param stock_rule_id: the stock rule itself
    """

    action: str
    operation_type_id: int | None
    route_id: int
    of_warehouse: bool
    stock_rule_id: int


def read_supply_rules(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[SupplyRuleRow]]:
    """Stock rules that could serve each reordering rule, the first choice first.

    Same precedence as ``stock.rule._get_rule``: the nearest location upwards, there the
    rule's route, then the product's and its categories', then the warehouse's. The leg
    of a receipt that pulls from the vendor's location supplies nothing by itself.
    """
    for model in ("stock.rule", "stock.route", "stock.warehouse"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, rule.action, rule.picking_type_id, route.id,
                   precedence.rank = 4, rule.id
              FROM %s op
              JOIN stock_location place ON place.id = op.location_id
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
         LEFT JOIN product_category category ON category.id = pt.categ_id
              JOIN stock_rule rule ON rule.active AND rule.action <> 'push'
               AND (rule.company_id IS NULL OR rule.company_id = op.company_id)
               AND (rule.warehouse_id IS NULL OR rule.warehouse_id = op.warehouse_id)
         LEFT JOIN stock_location source ON source.id = rule.location_src_id
              JOIN stock_location target ON target.id = rule.location_dest_id
               AND place.parent_path LIKE target.parent_path || '%%'
              JOIN stock_route route ON route.id = rule.route_id AND route.active
              JOIN LATERAL (
                   SELECT CASE
                     WHEN route.id = op.route_id THEN 1
                     WHEN EXISTS (SELECT FROM stock_route_product rel
                                   WHERE rel.route_id = route.id
                                     AND rel.product_id = pt.id) THEN 2
                     WHEN EXISTS (SELECT FROM stock_route_categ rel
                                   WHERE rel.route_id = route.id
                                     AND rel.categ_id = ANY(string_to_array(
                                         trim('/' FROM category.parent_path), '/'
                                         )::int[])) THEN 3
                     WHEN EXISTS (SELECT FROM stock_route_warehouse rel
                                   WHERE rel.route_id = route.id
                                     AND rel.warehouse_id = op.warehouse_id) THEN 4
                   END AS rank) precedence ON precedence.rank IS NOT NULL
             WHERE op.id = ANY(%s)
               AND source.usage IS DISTINCT FROM 'supplier'
             ORDER BY op.id, length(target.parent_path) DESC, precedence.rank,
                      route.sequence, rule.sequence, rule.id
            """,
            rule_table(env),
            rule_ids,
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(SupplyRuleRow(*values))
    return dict(found)
