"""What waits for a buyer today: of each kind how many, by class, and the worst of them.

Each kind is a SELECT of ``(id, company_id, class_id, rank, urgency)``: the smaller rank
is the worse class, and of equal ones the smaller urgency comes first. So a screen, the
list behind it and a mail say the same of the same rows.
"""

from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import OPEN_MOVES

# behind every class that there is
_NO_CLASS = 1_000_000


class Waiting(NamedTuple):
    """What there is of one kind.

    :param by_class: class id, or None, -> how many; the worst class first
    :param worst: id -> class id, or None, of the first rows
    """

    by_class: dict[int | None, int]
    worst: dict[int, int | None]

    @property
    def total(self) -> int:
        return sum(self.by_class.values())


def worst_of(env: Environment, found: SQL, limit: int) -> Waiting:
    """Count the rows of a kind and name the first ones, in one query."""
    ((counts, first),) = env.execute_query(
        SQL(
            """
            WITH found AS MATERIALIZED (%s)
            SELECT (SELECT json_agg(json_build_array(class_id, count)
                                    ORDER BY rank, class_id)
                      FROM (SELECT class_id, MIN(rank) AS rank, COUNT(*) AS count
                              FROM found GROUP BY class_id) AS sums),
                   (SELECT json_agg(json_build_array(id, class_id)
                                    ORDER BY rank, class_id, urgency, id)
                      FROM (SELECT * FROM found
                             ORDER BY rank, class_id, urgency, id
                             LIMIT %s) AS first)
            """,
            found,
            limit,
        )
    )
    return Waiting(dict(map(tuple, counts or ())), dict(map(tuple, first or ())))


def ids_of(found: SQL) -> SQL:
    """The ids of a kind, to search records by."""
    return SQL("(SELECT found.id FROM (%s) AS found)", found)


def among(found: SQL, ids: list[int]) -> SQL:
    """Of a kind, only these."""
    return SQL("SELECT found.* FROM (%s) AS found WHERE found.id = ANY(%s)", found, ids)


def read_ids(env: Environment, found: SQL) -> list[int]:
    """All of a kind, the worst first."""
    rows = env.execute_query(
        SQL("SELECT id FROM (%s) AS found ORDER BY rank, class_id, urgency, id", found)
    )
    return [found_id for (found_id,) in rows]


def class_rank(alias: str = "class") -> SQL:
    return SQL(
        "COALESCE(%s, %s)", SQL.identifier(alias, "sequence"), SQL(str(_NO_CLASS))
    )


def running_out(env: Environment, company_ids: list[int]) -> SQL:
    """Live rules whose shelf is empty before supply, as the last look found them."""
    for model in ("jit.position", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    return SQL(
        """
        SELECT op.id, op.company_id, class.id AS class_id, %s AS rank,
               (known.runs_out_on - DATE '2000-01-01')::float AS urgency
          FROM jit_position known
          JOIN stock_warehouse_orderpoint op ON op.id = known.orderpoint_id
     LEFT JOIN jit_consequence_class class ON class.id = op.jit_effective_class_id
         WHERE known.is_short AND op.active AND op.trigger = 'jit'
           AND op.company_id = ANY(%s)
        """,
        class_rank(),
        company_ids,
    )


def to_fix(env: Environment, company_ids: list[int]) -> SQL:
    env["jit.exception"].flush_model()
    env["stock.warehouse.orderpoint"].flush_model()
    return SQL(
        """
        SELECT problem.id, problem.company_id, class.id AS class_id, %s AS rank,
               problem.id::float AS urgency
          FROM jit_exception problem
          JOIN stock_warehouse_orderpoint op ON op.id = problem.orderpoint_id
     LEFT JOIN jit_consequence_class class ON class.id = op.jit_effective_class_id
         WHERE problem.closed_at IS NULL AND problem.company_id = ANY(%s)
        """,
        class_rank(),
        company_ids,
    )


def suggested(env: Environment, company_ids: list[int]) -> SQL:
    """Open suggestions, of each class the ones that move most money first."""
    env["jit.reorder.proposal"].flush_model()
    return SQL(
        """
        SELECT proposal.id, proposal.company_id, class.id AS class_id, %s AS rank,
               -COALESCE(proposal.stock_value_weight, 0)::float AS urgency
          FROM jit_reorder_proposal proposal
     LEFT JOIN jit_consequence_class class ON class.id = proposal.consequence_class_id
         WHERE proposal.state = 'open' AND proposal.company_id = ANY(%s)
        """,
        class_rank(),
        company_ids,
    )


class WaitingSales(NamedTuple):
    """Deliveries to customers that a short rule cannot make before goods are back.

    :param quantity: in the product's unit
    :param value: at the product's sales price, in the company's currency
    """

    company_id: int
    quantity: float
    value: float


def waiting_sales(env: Environment, company_ids: list[int]) -> dict[int, WaitingSales]:
    """By rule, what customers wait for; a rule nobody waits for is absent.

    Of what they are promised until goods are back only so much waits as is missing: the
    rest still lies on the shelf.
    """
    for model in ("jit.position", "stock.move", "product.product", "product.template"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, op.company_id, waits.quantity::float,
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
            """,
            OPEN_MOVES,
            company_ids,
        )
    )
    return {rule_id: WaitingSales(*values) for rule_id, *values in rows}


class ShortRow(NamedTuple):
    """A rule that is short, as the last look found it; days of the company."""

    rule_id: int
    company_id: int
    runs_out_on: date | None
    back_on: date | None
    missing: float


def read_short(env: Environment, rule_ids: list[int]) -> dict[int, ShortRow]:
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id, company_id, runs_out_on, back_on, missing::float
              FROM jit_position WHERE orderpoint_id = ANY(%s)
            """,
            rule_ids,
        )
    )
    return {row[0]: ShortRow(*row) for row in rows}
