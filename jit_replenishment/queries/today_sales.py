"""What customers wait for, of all that waits for a buyer today."""

from collections.abc import Mapping
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import OPEN_MOVES

# by kind, where it finds the rules whose sales wait
_RULES = {
    "running_out": "JOIN waits ON waits.rule_id = found.id",
    "to_fix": """
        JOIN jit_exception problem ON problem.id = found.id
        JOIN waits ON waits.rule_id = problem.orderpoint_id
    """,
    "suggested": """
        JOIN jit_reorder_proposal proposal ON proposal.id = found.id
        JOIN waits ON waits.rule_id = proposal.orderpoint_id
    """,
    "to_approve": """
        JOIN purchase_order_line line ON line.order_id = found.id
        JOIN waits ON waits.rule_id = line.orderpoint_id
    """,
    # whoever ordered them, and for whichever shelf: these goods are waited for
    "late": """
        JOIN purchase_order_line line
          ON line.order_id = found.id
         AND COALESCE(line.qty_received, 0) < line.product_qty
        JOIN waits ON waits.product_id = line.product_id
         AND waits.company_id = found.company_id
    """,
}


class WaitingSales(NamedTuple):
    """Deliveries to customers that a short rule cannot make before goods are back.

    :param quantity: in the product's unit
    :param value: at the product's sales price, in the company's currency
    """

    company_id: int
    product_id: int
    quantity: float
    value: float


def waiting_sales(
    env: Environment, company_ids: list[int], rule_ids: list[int] | None = None
) -> dict[int, WaitingSales]:
    """By rule, what customers wait for; a rule nobody waits for is absent.

    :param rule_ids: only of these; of all rules of the companies if there are none

    Of what they are promised until goods are back only so much waits as is missing: the
    rest still lies on the shelf.
    """
    for model in ("jit.position", "stock.move", "product.product", "product.template"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, op.company_id, op.product_id, waits.quantity::float,
                   (waits.quantity * COALESCE(template.list_price, 0))::float
              FROM jit_position known
              JOIN stock_warehouse_orderpoint op ON op.id = known.orderpoint_id
              JOIN product_product product ON product.id = op.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN stock_location place ON place.id = op.location_id
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
        CROSS JOIN LATERAL (
                   SELECT LEAST(SUM(move.product_qty), known.missing) AS quantity
                     FROM stock_move move
                     JOIN stock_location source ON source.id = move.location_id
                     JOIN stock_location target ON target.id =
                          COALESCE(move.location_final_id, move.location_dest_id)
                    WHERE move.product_id = op.product_id
                      AND move.state IN %s
                      AND source.parent_path LIKE place.parent_path || '%%'
                      AND target.usage = 'customer'
                      AND (known.back_on IS NULL OR
                           (LEAST(move.date, '9000-01-01'::timestamp)
                                AT TIME ZONE 'UTC'
                                AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date
                           < known.back_on)) AS waits
             WHERE known.is_short AND known.missing > 0 AND waits.quantity > 0
               AND op.active AND op.trigger = 'jit' AND op.company_id = ANY(%s)
               AND %s
            """,
            OPEN_MOVES,
            company_ids,
            # of a rule's sales no other rule says anything
            SQL("op.id = ANY(%s)", rule_ids) if rule_ids is not None else SQL("TRUE"),
        )
    )
    return {rule_id: WaitingSales(*values) for rule_id, *values in rows}


def sold_by(
    kind: str, sales: Mapping[int, WaitingSales], rates: Mapping[int, float]
) -> SQL:
    """SELECT of (id, value, worth) of the rows of ``found`` for which sales wait.

    :param sales: by rule, as ``waiting_sales``
    :param rates: by company, what turns its money into ``worth``: one currency, or
        money of two companies could not be compared
    """
    rows = [
        (rule_id, each.company_id, each.product_id, each.value, rates[each.company_id])
        for rule_id, each in sales.items()
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 5
    return SQL(
        """
        SELECT id, SUM(value) AS value, SUM(value * rate) AS worth
          FROM (SELECT DISTINCT found.id, waits.rule_id, waits.value, waits.rate
                  FROM found
                  %s) AS once
         GROUP BY id
        """,
        SQL(
            _RULES[kind].replace("JOIN waits", "JOIN %s"),
            SQL(
                """
                unnest(%s::int[], %s::int[], %s::int[], %s::float[], %s::float[])
                    AS waits(rule_id, company_id, product_id, value, rate)
                """,
                *columns,
            ),
        ),
    )
