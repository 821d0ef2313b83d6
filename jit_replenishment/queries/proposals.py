"""What suggestions are made from, and what became of those before."""

from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

_IDLE_DAYS = SQL(
    """
    (SELECT (reason -> 1 ->> 'days')::float
       FROM jsonb_array_elements(learned.suitability_reasons) AS reason
      WHERE reason ->> 0 = 'keep_idle' LIMIT 1)
    """
)
# in the order of ``LearnedRow``; numerics as numbers that Python need not convert
_LEARNED = SQL(
    """
    learned.id, op.id, op.company_id, op.product_id, class.id,
    vendor.id, vendor.complete_name, op.trigger = 'jit',
    op.product_min_qty::float, op.product_max_qty::float,
    COALESCE(learned.reorder_point, 0)::float,
    COALESCE(learned.target_stock, 0)::float,
    COALESCE(learned.expected_demand, 0)::float,
    COALESCE(learned.for_demand, 0)::float,
    COALESCE(learned.for_estimate, 0)::float,
    COALESCE(learned.for_vendor, 0)::float,
    COALESCE(learned.interval_demand, 0)::float,
    COALESCE(learned.variance_demand, 0)::float,
    COALESCE(learned.variance_estimate, 0)::float,
    COALESCE(learned.variance_vendor, 0)::float,
    COALESCE(learned.undershoot, 0)::float,
    COALESCE(learned.calibration, 1)::float,
    COALESCE(learned.is_frozen, FALSE), COALESCE(learned.sold_first, 0)::float,
    COALESCE(learned.demand_rate, 0)::float,
    COALESCE(learned.effective_days, 0), learned.first_day,
    learned.learned_on, learned.cut_orders,
    COALESCE(learned.lead_time_mean, 0),
    COALESCE(learned.lead_time_deviation, 0),
    COALESCE(learned.lead_time_promised, 0),
    COALESCE(learned.receipts, 0),
    COALESCE(learned.cycle_service_level, 0), learned.confidence,
    learned.expected_service, learned.average_stock_now::float,
    learned.average_stock_then::float,
    COALESCE(NULLIF(learned.step, 0), 1)::float, learned.effects,
    COALESCE(NULLIF(learned.unit_cost, 0), (pp.standard_price
             ->> op.company_id::text)::float, 0),
    COALESCE(op.jit_pinned, FALSE), op.jit_pinned_until,
    COALESCE(class.accepts_suggestions, FALSE),
    COALESCE(class.accept_up_percent, 0),
    COALESCE(class.accept_down_percent, 0),
    COALESCE(class.accept_value_limit, 0),
    COALESCE(%s, 0), COALESCE(learned.is_overruled, FALSE),
    COALESCE(learned.overruled_reorder_point, 0)::float,
    COALESCE(learned.overruled_target_stock, 0)::float,
    COALESCE(learned.overruled_service, 0)::float
    """,
    _IDLE_DAYS,
)


class LearnedRow(NamedTuple):
    """What was learned of an active rule, and what the rule says now.

    Quantities in the product's unit, durations in days, money in the company's
    currency; the band is that of the rule's class, ``accepts`` whether it has one.

    :param cut_orders: day, quantity and what was counted of it
    :param step: smallest quantity
    :param effects: of what people know: key, code and figures of each
    :param idle_days: for which nobody asked; 0 where that is not for long
    :param is_overruled: a person set other figures than those learned at that time,
        which the three after it tell
    """

    learning_id: int
    rule_id: int
    company_id: int
    product_id: int
    class_id: int | None
    vendor_id: int | None
    vendor_name: str | None
    is_live: bool
    old_reorder_point: float
    old_target_stock: float
    reorder_point: float
    target_stock: float
    expected_demand: float
    for_demand: float
    for_estimate: float
    for_vendor: float
    interval_demand: float
    variance_demand: float
    variance_estimate: float
    variance_vendor: float
    undershoot: float
    calibration: float
    is_frozen: bool
    sold_first: float
    demand_rate: float
    effective_days: float
    first_day: date | None
    learned_on: date | None
    cut_orders: list | None
    lead_time_mean: float
    lead_time_deviation: float
    lead_time_promised: float
    receipts: int
    cycle_service_level: float
    confidence: str | None
    service_now: float | None
    average_stock_now: float | None
    average_stock_then: float | None
    step: float
    effects: list | None
    unit_cost: float
    pinned: bool
    pinned_until: date | None
    accepts: bool
    up_percent: float
    down_percent: float
    value_limit: float
    idle_days: float
    is_overruled: bool
    overruled_reorder_point: float
    overruled_target_stock: float
    overruled_service: float


class AnsweredRow(NamedTuple):
    """The suggestion about a rule that is open, or the last that was answered."""

    proposal_id: int
    rule_id: int
    state: str
    is_edited: bool
    cause: str
    demand_rate: float
    lead_time_mean: float
    service_asked: float
    reorder_point: float
    target_stock: float
    declined_until: date | None
    adjustments: list | None


def read_learned(env: Environment, learning_ids: list[int]) -> list[LearnedRow]:
    """These of active rules, by rule."""
    for model in (
        "jit.learning",
        "stock.warehouse.orderpoint",
        "product.product",
        "jit.consequence.class",
        "res.partner",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT %s
              FROM jit_learning learned
              JOIN stock_warehouse_orderpoint op ON op.id = learned.orderpoint_id
              JOIN product_product pp ON pp.id = op.product_id
         LEFT JOIN jit_consequence_class class ON class.id = op.jit_effective_class_id
         LEFT JOIN res_partner vendor ON vendor.id = learned.usual_vendor_id
             WHERE learned.id = ANY(%s) AND op.active
             ORDER BY op.id
            """,
            _LEARNED,
            learning_ids,
        )
    )
    return [LearnedRow(*row) for row in rows]


def read_answered(env: Environment, rule_ids: list[int]) -> dict[int, AnsweredRow]:
    """By rule, the last suggestion that a person or class answered."""
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT ON (orderpoint_id) %s
              FROM jit_reorder_proposal
             WHERE orderpoint_id = ANY(%s) AND state IN ('accepted', 'declined')
             ORDER BY orderpoint_id, decided_at DESC, id DESC
            """,
            _answered_columns(env),
            rule_ids,
        )
    )
    return {row[1]: AnsweredRow(*row) for row in rows}


def read_open(env: Environment, rule_ids: list[int]) -> dict[int, AnsweredRow]:
    """By rule, the suggestion that is open."""
    rows = env.execute_query(
        SQL(
            """
            SELECT %s FROM jit_reorder_proposal
             WHERE orderpoint_id = ANY(%s) AND state = 'open'
            """,
            _answered_columns(env),
            rule_ids,
        )
    )
    return {row[1]: AnsweredRow(*row) for row in rows}


def _answered_columns(env: Environment) -> SQL:
    env["jit.reorder.proposal"].flush_model()
    return SQL(
        """
        id, orderpoint_id, state,
        new_reorder_point <> suggested_reorder_point
        OR new_target_stock <> suggested_target_stock,
        cause, demand_rate, lead_time_mean, service_asked,
        suggested_reorder_point, suggested_target_stock, declined_until,
        adjustments
        """
    )


def count_suggestions(
    env: Environment, company_ids: list[int], since: datetime
) -> tuple[int, int]:
    """How many are open, and how many were accepted by themselves since then."""
    env["jit.reorder.proposal"].flush_model()
    (row,) = env.execute_query(
        SQL(
            """
            SELECT COUNT(*) FILTER (WHERE state = 'open'),
                   COUNT(*) FILTER (WHERE by_itself AND decided_at >= %s)
              FROM jit_reorder_proposal
             WHERE company_id = ANY(%s) AND (state = 'open' OR by_itself)
            """,
            since,
            company_ids,
        )
    )
    return row


def lock_proposals(env: Environment, proposal_ids: list[int]) -> None:
    """Answer these alone: whoever comes second waits, tries again, and finds them
    answered."""
    env.cr.execute(
        SQL(
            """
            SELECT FROM jit_reorder_proposal WHERE id = ANY(%s)
             ORDER BY id FOR NO KEY UPDATE
            """,
            proposal_ids,
        ),
        # somebody answered meanwhile: no error, the request is tried again
        log_exceptions=False,
    )
