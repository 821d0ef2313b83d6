"""What people plan for rules, and what is known of products they name."""

from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table

# a product is replaced by a product that is replaced by ...
_LONGEST_LINE = 12

_ADJUSTMENTS = """
       WITH RECURSIVE rule AS MATERIALIZED (
            SELECT op.id, op.company_id, op.product_id, op.location_id, pt.uom_id,
                   string_to_array(trim('/' FROM category.parent_path), '/')::int[]
                       AS categories
              FROM %(table)s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
         LEFT JOIN product_category category ON category.id = pt.categ_id
             WHERE op.id = ANY(%(rules)s)),
       planned AS MATERIALIZED (
            SELECT * FROM jit_adjustment plan WHERE plan.active),
       told AS (
            SELECT rule.id AS rule_id, plan.id, plan.kind, plan.factor,
                   plan.other_product_id AS other_id
              FROM rule JOIN planned plan ON plan.orderpoint_id = rule.id
               AND plan.applies_to = 'rule'
         UNION ALL
            SELECT rule.id, plan.id, plan.kind, plan.factor, plan.other_product_id
              FROM rule JOIN planned plan ON plan.product_id = rule.product_id
               AND plan.company_id = rule.company_id
               AND plan.applies_to = 'product'
         UNION ALL
            SELECT rule.id, plan.id, plan.kind, plan.factor, NULL
              FROM rule
             CROSS JOIN unnest(rule.categories) AS above(category_id)
              JOIN planned plan ON plan.category_id = above.category_id
               AND plan.company_id = rule.company_id
               AND plan.applies_to = 'category'),
       line AS (
            SELECT told.*, 1 AS length FROM told
         UNION ALL
            SELECT line.rule_id, plan.id, plan.kind, line.factor * plan.factor,
                   plan.other_product_id, line.length + 1
              FROM line
              JOIN rule ON rule.id = line.rule_id
              JOIN planned plan ON plan.product_id = line.other_id
               AND plan.company_id = rule.company_id
               AND plan.kind = 'supersession'
         LEFT JOIN stock_warehouse_orderpoint op ON op.id = plan.orderpoint_id
             WHERE line.kind = 'supersession' AND line.length < %(longest)s
               AND plan.other_product_id <> rule.product_id
               AND (op.id IS NULL OR op.location_id = rule.location_id)),
       known AS (
            SELECT DISTINCT ON (rule_id, kind, other_id, CASE WHEN
                   kind <> 'supersession' THEN id END)
                   rule_id, id, kind, factor, other_id, 0 AS last
              FROM line
             ORDER BY rule_id, kind, other_id, CASE WHEN
                   kind <> 'supersession' THEN id END, length),
       replaced AS (
            SELECT rule.id AS rule_id, plan.id, 'retire' AS kind,
                   1.0 AS factor, NULL::int AS other_id, 1 AS last
              FROM rule
              JOIN planned plan ON plan.other_product_id = rule.product_id
               AND plan.company_id = rule.company_id
               AND plan.kind = 'supersession'
         LEFT JOIN stock_warehouse_orderpoint op ON op.id = plan.orderpoint_id
             WHERE op.id IS NULL OR op.location_id = rule.location_id)
       SELECT found.rule_id, found.id, found.kind, plan.first_day, plan.last_day,
              (found.factor * CASE
                   WHEN split_part(unit.parent_path, '/', 1)
                      = split_part(other_unit.parent_path, '/', 1)
                   THEN other_unit.factor / unit.factor ELSE 1 END)::float,
              COALESCE(plan.shelf_life_days, 0), COALESCE(found.other_id, 0),
              found.last = 1
         FROM (SELECT * FROM known UNION ALL SELECT * FROM replaced) found
         JOIN planned plan ON plan.id = found.id
         JOIN rule ON rule.id = found.rule_id
    LEFT JOIN uom_uom unit ON unit.id = rule.uom_id
    LEFT JOIN product_product other ON other.id = found.other_id
    LEFT JOIN product_template template ON template.id = other.product_tmpl_id
    LEFT JOIN uom_uom other_unit ON other_unit.id = template.uom_id
        ORDER BY found.rule_id, found.last, found.id
"""


class AdjustmentRow(NamedTuple):
    """One thing a person plans, for one rule.

    :param factor: in units of the rule's product for one of the other's
    :param other_id: product that is copied or replaced, 0 for none
    :param is_replaced: it ends because another product replaces it
    """

    rule_id: int
    adjustment_id: int
    kind: str
    first_day: date | None
    last_day: date | None
    factor: float
    days: int
    other_id: int
    is_replaced: bool


class GuessRow(NamedTuple):
    """What a person expects of a rule; 0: nothing was said.

    :param a_month: units of the product
    """

    rule_id: int
    a_month: float


def read_adjustments(env: Environment, rule_ids: list[int]) -> list[AdjustmentRow]:
    """Of these rules, their products and categories, in a stable order.

    A product that is replaced is phased out from that day on. Whatever it had replaced
    before is handed on to its successor.
    """
    for model in (
        "jit.adjustment",
        "stock.warehouse.orderpoint",
        "product.product",
        "product.template",
        "product.category",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            _ADJUSTMENTS,
            table=rule_table(env),
            rules=rule_ids,
            longest=_LONGEST_LINE,
        )
    )
    return [AdjustmentRow(*row) for row in rows]


def read_guesses(env: Environment, rule_ids: list[int]) -> list[GuessRow]:
    env["stock.warehouse.orderpoint"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT id, jit_first_guess FROM %s op
             WHERE id = ANY(%s) AND jit_first_guess > 0
            """,
            rule_table(env),
            rule_ids,
        )
    )
    return [GuessRow(*row) for row in rows]


def read_shelf_lives(env: Environment, rule_ids: list[int]) -> dict[int, int]:
    """Days from the day goods come in until they leave the shelf, by rule id.

    Of products in lots that expire, which only ``product_expiry`` knows of: their
    removal date ends what they serve, as it does in the forecast.
    """
    template = env["product.template"]
    if "expiration_time" not in template._fields:
        return {}
    template.flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id,
                   GREATEST(pt.expiration_time - COALESCE(pt.removal_time, 0), 0)
              FROM %s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
             WHERE op.id = ANY(%s) AND pt.use_expiration_date
               AND pt.tracking <> 'none' AND pt.expiration_time > 0
            """,
            rule_table(env),
            rule_ids,
        )
    )
    return dict(rows)


def read_stock_of_others(
    env: Environment, pairs: list[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """What lies of another product at a rule's place, in that product's unit.

    :param pairs: rule id, product id
    """
    for model in ("stock.quant", "stock.location", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    rule_ids, product_ids = map(list, zip(*pairs, strict=True))
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, wanted.product_id, SUM(quant.quantity)::float
              FROM unnest(%s, %s) AS wanted(rule_id, product_id)
              JOIN %s op ON op.id = wanted.rule_id
              JOIN stock_location place ON place.id = op.location_id
              JOIN stock_quant quant ON quant.product_id = wanted.product_id
              JOIN stock_location spot ON spot.id = quant.location_id
               AND spot.parent_path LIKE place.parent_path || '%%'
             GROUP BY op.id, wanted.product_id
            """,
            rule_ids,
            product_ids,
            rule_table(env),
        )
    )
    return {(rule_id, product_id): left for rule_id, product_id, left in rows}


def count_effects(
    env: Environment, adjustment_ids: list[int]
) -> dict[int, tuple[int, bool, int]]:
    """Of each: how many rules it concerns, whether any of their figures changes by it,
    and the id of one effect."""
    found = env["jit.adjustment.effect"]._read_group(
        [("adjustment_id", "in", adjustment_ids)],
        ["adjustment_id"],
        ["__count", "is_change:bool_or", "id:max"],
    )
    return {adjustment.id: tuple(figures) for adjustment, *figures in found}


def suggestions_of(env: Environment, adjustment_ids: list[int]) -> dict[int, list[int]]:
    """By adjustment, the open suggestions about rules whose figures it changes."""
    env["jit.adjustment.effect"].flush_model()
    env["jit.reorder.proposal"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT effect.adjustment_id, array_agg(proposal.id ORDER BY proposal.id)
              FROM jit_adjustment_effect effect
              JOIN jit_adjustment plan ON plan.id = effect.adjustment_id
              JOIN jit_reorder_proposal proposal
                ON proposal.orderpoint_id = effect.orderpoint_id
             WHERE effect.adjustment_id = ANY(%s) AND effect.is_change
               AND plan.kind <> 'freeze' AND proposal.state = 'open'
             GROUP BY effect.adjustment_id
            """,
            adjustment_ids,
        )
    )
    return dict(rows)
