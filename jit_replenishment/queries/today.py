"""What waits for a buyer today: of each kind how many, by class, and the worst of them.

Each kind is a SELECT of ``(id, company_id, class_id, rank, urgency)``: the smaller rank
is the worse class, and of equal ones the smaller urgency comes first, unless sales wait
for one (``today_sales``). So a screen, the list behind it and a mail tell of the same
rows.
"""

from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

# behind every class that there is
_NO_CLASS = 1_000_000


class Worst(NamedTuple):
    """A row among the first of its kind.

    :param sales: what customers wait for because of it, in its company's currency
    """

    class_id: int | None
    company_id: int
    sales: float


class Waiting(NamedTuple):
    """What there is of one kind.

    :param by_class: class id, or None, -> how many; the worst class first
    :param worst: by id, the first rows
    """

    by_class: dict[int | None, int]
    worst: dict[int, Worst]

    @property
    def total(self) -> int:
        return sum(self.by_class.values())


def worst_of(env: Environment, found: SQL, limit: int, sold: SQL) -> Waiting:
    """Count the rows of a kind and name the first ones, in one query.

    Of one class those come first for which sales wait, the most money first of all.

    :param sold: SELECT of (id, value, worth) of rows of ``found``, as ``today_sales``
    """
    ((counts, first),) = env.execute_query(
        SQL(
            """
            WITH found AS MATERIALIZED (%s), sold AS (%s)
            SELECT (SELECT json_agg(json_build_array(class_id, count)
                                    ORDER BY rank, class_id)
                      FROM (SELECT class_id, MIN(rank) AS rank, COUNT(*) AS count
                              FROM found GROUP BY class_id) AS sums),
                   (SELECT json_agg(json_build_array(id, class_id, company_id, value)
                                    ORDER BY place)
                      FROM (SELECT found.id, class_id, company_id,
                                   COALESCE(sold.value, 0)::float AS value,
                                   ROW_NUMBER() OVER (
                                       ORDER BY rank, class_id,
                                                COALESCE(sold.worth, 0) DESC,
                                                urgency, found.id) AS place
                              FROM found
                         LEFT JOIN sold ON sold.id = found.id
                             ORDER BY place
                             LIMIT %s) AS first)
            """,
            found,
            sold,
            limit,
        )
    )
    return Waiting(
        dict(map(tuple, counts or ())),
        {found_id: Worst(*values) for found_id, *values in first or ()},
    )


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
