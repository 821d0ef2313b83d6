"""What Odoo and people ordered for rules on trial, order by order."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import inside, line_target, local_day, rows_of_rules
from .trial_supply import line_is_theirs, move_origin, origin_is_theirs

# no order is followed for longer: what is changed or cancelled later stays as it was
FOLLOWED_DAYS = 30


class PlacedRow(NamedTuple):
    """One order line, transfer or production, on the day it was entered.

    :param quantity: in the product's unit
    :param value: without taxes, in the company's currency; 0 where nothing is bought
    :param by_rule: Odoo made it for the reordering rule, nobody typed or pressed it
    """

    day: date
    quantity: float
    value: float
    vendor_id: int | None
    vendor_name: str | None
    document: str
    by_rule: bool


def read_placed(
    env: Environment, rule_ids: list[int], first_day: date, last_day: date
) -> dict[int, list[PlacedRow]]:
    """Since each rule's trial began, within these days of the company; the first first.

    A request counts from the day it is entered, whether it is confirmed or not, as long
    as nobody cancels it; in the quantity it has now.
    """
    for model in (
        "purchase.order",
        "purchase.order.line",
        "stock.move",
        "stock.move.line",
        "res.partner",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            "SELECT * FROM (%s UNION ALL %s) placed ORDER BY 1, 2, 7",
            _bought(env, rule_ids, first_day, last_day),
            _started(env, rule_ids, first_day, last_day),
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(PlacedRow(*values))
    return dict(found)


def _bought(
    env: Environment, rule_ids: list[int], first_day: date, last_day: date
) -> SQL:
    entered = SQL(
        """
        fact.create_date >= op.jit_trial_since AND fact.create_date >= %s::date - 1
        AND fact.display_type IS NULL AND fact.product_uom_qty > 0
        """,
        first_day,
    )
    return SQL(
        """
        SELECT line.for_rule, %(day)s AS day, line.product_uom_qty::float,
               (line.price_subtotal / COALESCE(NULLIF(po.currency_rate, 0), 1))::float,
               vendor.id, vendor.complete_name, po.name::varchar AS document,
               %(by_rule)s
          FROM %(lines)s line
          JOIN purchase_order po ON po.id = line.order_id AND po.state <> 'cancel'
          JOIN res_partner vendor ON vendor.id = po.partner_id
               %(target)s
         WHERE %(inside)s AND %(theirs)s
           AND %(day)s BETWEEN %(first_day)s AND %(last_day)s
        """,
        day=local_day(SQL("line.create_date"), "line"),
        by_rule=_by_rule("line"),
        lines=rows_of_rules(env, rule_ids, "purchase_order_line", entered),
        target=line_target(),
        inside=inside("target", "line"),
        theirs=line_is_theirs(),
        first_day=first_day,
        last_day=last_day,
    )


def _started(
    env: Environment, rule_ids: list[int], first_day: date, last_day: date
) -> SQL:
    """Transfers and productions into the place that are no purchase's."""
    moving = SQL(
        """
        fact.state NOT IN ('draft', 'cancel') AND fact.purchase_line_id IS NULL
        AND fact.create_date >= op.jit_trial_since
        AND fact.create_date >= %s::date - 1
        """,
        first_day,
    )
    return SQL(
        """
        SELECT move.for_rule, %(day)s AS day, COALESCE(move.product_qty, 0)::float,
               0::float, NULL::int, NULL::varchar,
               COALESCE(picking.name, move.reference, '')::varchar AS document,
               %(by_rule)s
          FROM %(moves)s move
          JOIN stock_location source ON source.id = move.location_id
          JOIN stock_location target
            ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
     LEFT JOIN stock_picking picking ON picking.id = move.picking_id
    CROSS JOIN LATERAL %(origin)s
         WHERE %(into)s AND NOT %(out_of)s AND %(theirs)s AND origin.line_id IS NULL
           AND %(day)s BETWEEN %(first_day)s AND %(last_day)s
        """,
        day=local_day(SQL("origin.placed_at"), "move"),
        by_rule=_by_rule("move"),
        moves=rows_of_rules(env, rule_ids, "stock_move", moving),
        origin=move_origin(),
        into=inside("target", "move"),
        out_of=inside("source", "move"),
        theirs=origin_is_theirs(),
        first_day=first_day,
        last_day=last_day,
    )


def _by_rule(fact: str) -> SQL:
    """A manual rule's order was pressed by a person, on the Replenishment page."""
    return SQL(
        """
        EXISTS (SELECT FROM stock_warehouse_orderpoint own
                 WHERE own.id = %s AND own.trigger <> 'manual')
        """,
        SQL.identifier(fact, "orderpoint_id"),
    )
