"""Reordering rules in places where they cannot work, and those to look at together."""

from odoo.api import Environment
from odoo.tools import SQL

from .check_scope import Scope, facts, found, key


def rules_in_odd_places(env: Environment, scope: Scope) -> SQL:
    """Rules whose place is gone, holds no stock of ours, or is another's."""
    for model in ("stock.warehouse.orderpoint", "stock.location", "stock.warehouse"):
        env[model].flush_model()
    cause = SQL(
        """
        CASE WHEN place.company_id <> op.company_id THEN 'other_company'
             WHEN place.usage <> 'internal' THEN 'not_internal'
             WHEN NOT place.active THEN 'archived'
             WHEN NOT warehouse.active THEN 'warehouse_archived'
             WHEN NOT starts_with(place.parent_path, whole.parent_path)
              AND NOT %s THEN 'outside'
        END
        """,
        _is_subcontractors(env),
    )
    return SQL(
        """
        SELECT %s
          FROM (SELECT op.id, op.product_id, pp.product_tmpl_id, op.location_id,
                       op.warehouse_id, %s AS cause
                  FROM stock_warehouse_orderpoint op
                  JOIN product_product pp ON pp.id = op.product_id
                  JOIN stock_location place ON place.id = op.location_id
                  JOIN stock_warehouse warehouse ON warehouse.id = op.warehouse_id
                  JOIN stock_location whole ON whole.id = warehouse.view_location_id
                  JOIN res_company company ON company.id = op.company_id
             LEFT JOIN stock_location subcontracting
                    ON subcontracting.id = %s
                 WHERE op.active AND op.company_id = %s) rule
         WHERE rule.cause IS NOT NULL
        """,
        found(
            "odd_location",
            key=key(SQL("rule.id")),
            product_tmpl_id=SQL("rule.product_tmpl_id"),
            product_id=SQL("rule.product_id"),
            orderpoint_id=SQL("rule.id"),
            location_id=SQL("rule.location_id"),
            target_ids=SQL("jsonb_build_array(rule.id)"),
            facts=facts(
                cause=SQL("rule.cause"),
                location=SQL("rule.location_id"),
                warehouse=SQL("rule.warehouse_id"),
            ),
        ),
        cause,
        _subcontracting(env),
        scope.company_id,
    )


def _subcontracting(env: Environment) -> SQL:
    """The place around all subcontractors', where there is such a thing."""
    if "subcontracting_location_id" not in env["res.company"]._fields:
        return SQL("NULL")
    return SQL("company.subcontracting_location_id")


def _is_subcontractors(env: Environment) -> SQL:
    """What is sent to a subcontractor is ours, and lies outside every warehouse."""
    if "subcontracting_location_id" not in env["res.company"]._fields:
        return SQL("FALSE")
    return SQL(
        """
        COALESCE(starts_with(place.parent_path, subcontracting.parent_path), FALSE)
        """
    )


def rules_fed_from_inside(env: Environment, scope: Scope) -> list[int]:
    """Active rules of products with several, if they may be fed from inside.

    The few of which it takes more than a query to know where goods come from.
    """
    for model in ("stock.warehouse.orderpoint", "stock.rule", "stock.location"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            WITH feeding AS MATERIALIZED (
                 SELECT DISTINCT target.parent_path
                   FROM stock_rule rule
                   JOIN stock_route route ON route.id = rule.route_id AND route.active
                   JOIN stock_location target ON target.id = rule.location_dest_id
                   JOIN stock_location source ON source.id = rule.location_src_id
                    AND source.usage IN ('internal', 'transit')
                  WHERE rule.active AND rule.action IN ('pull', 'pull_push')
                    AND (rule.company_id IS NULL OR rule.company_id = %(company)s)),
            fed AS MATERIALIZED (
                 SELECT place.id FROM stock_location place
                  WHERE place.usage = 'internal' AND EXISTS (
                        SELECT FROM feeding
                         WHERE starts_with(place.parent_path, feeding.parent_path)))
            SELECT op.id
              FROM stock_warehouse_orderpoint op
             WHERE op.active AND op.company_id = %(company)s
               AND op.product_id IN (
                   SELECT product_id FROM stock_warehouse_orderpoint
                    WHERE active AND company_id = %(company)s
                    GROUP BY product_id
                   HAVING COUNT(*) > 1
                      AND COUNT(*) FILTER (
                          WHERE location_id IN (SELECT id FROM fed)) > 1)
             ORDER BY op.id
            """,
            company=scope.company_id,
        )
    )
    return [rule_id for (rule_id,) in rows]
