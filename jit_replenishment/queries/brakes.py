"""Pauses, rejections and what waits for a person."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class PauseRow(NamedTuple):
    """As ``policy.brakes.Pause`` wants it."""

    reason: str
    by: str
    until: date | None
    vendor_ids: frozenset[int] | None


class RejectionRow(NamedTuple):
    """As ``policy.brakes.Rejection`` wants it."""

    reason: str
    by: str
    until: date
    sooner_at: float | None
    is_skip: bool


class LoweredRow(NamedTuple):
    """As ``policy.brakes.Lowered`` wants it."""

    by: str
    quantity: float
    until: date
    document: str


class WaitingRow(NamedTuple):
    """An order that was held back.

    :param put_off_until: None where nobody put it off, or the time is over
    """

    approved: bool
    put_off_by: str | None
    put_off_until: date | None


def read_pauses(
    env: Environment, rule_ids: list[int], now: datetime
) -> dict[int, list[PauseRow]]:
    """Pauses that have begun and nobody ended, their last day not yet looked at.

    Those of a vendor come with every rule of its company: which vendor a rule would
    buy from is for the policy to say. All contacts of a vendor pause together.
    """
    for model in ("jit.pause", "res.partner", "res.users"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, pause.reason, person.name, pause.until,
                   CASE WHEN pause.scope = 'vendor' THEN ARRAY(
                        SELECT contact.id FROM res_partner contact
                         WHERE contact.commercial_partner_id
                               = vendor.commercial_partner_id) END
              FROM jit_pause pause
              JOIN stock_warehouse_orderpoint op ON op.company_id = pause.company_id
               AND (pause.scope <> 'warehouse' OR op.warehouse_id = pause.warehouse_id)
              JOIN res_users account ON account.id = pause.user_id
              JOIN res_partner person ON person.id = account.partner_id
         LEFT JOIN res_partner vendor ON vendor.id = pause.partner_id
             WHERE op.id = ANY(%s)
               AND pause.ended_at IS NULL AND pause.started_at <= %s
             ORDER BY op.id, pause.scope, pause.id
            """,
            rule_ids,
            now,
        )
    )
    found = defaultdict(list)
    for rule_id, reason, person, until, vendor_ids in rows:
        vendors = None if vendor_ids is None else frozenset(vendor_ids)
        found[rule_id].append(PauseRow(reason, person, until, vendors))
    return dict(found)


def read_rejections(env: Environment, rule_ids: list[int]) -> dict[int, RejectionRow]:
    """The last one said of each rule, of those that nobody lifted."""
    for model in ("jit.rejection", "res.partner", "res.users"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT ON (rejection.orderpoint_id)
                   rejection.orderpoint_id, rejection.reason, person.name,
                   rejection.until,
                   CASE WHEN rejection.sooner THEN rejection.sooner_at::float END,
                   rejection.is_skip IS TRUE
              FROM jit_rejection rejection
              JOIN res_users account ON account.id = rejection.user_id
              JOIN res_partner person ON person.id = account.partner_id
             WHERE rejection.orderpoint_id = ANY(%s) AND rejection.lifted_at IS NULL
               AND rejection.is_rest IS NOT TRUE
             ORDER BY rejection.orderpoint_id, rejection.id DESC
            """,
            rule_ids,
        )
    )
    return {rule_id: RejectionRow(*values) for rule_id, *values in rows}


# while the rule's figures are those it was said of
_SAME_FIGURES = SQL(
    """
    EXISTS (SELECT FROM stock_warehouse_orderpoint op
             WHERE op.id = rejection.orderpoint_id
               AND ABS(op.product_min_qty - rejection.point_then) < 0.000001
               AND ABS(op.product_max_qty - rejection.target_then) < 0.000001)
    """
)
# and only while the line itself brings something, as of what is cancelled nobody wanted
# the smaller quantity either
_COUNTS = SQL(
    """
    (%s AND EXISTS (
        SELECT FROM purchase_order_line line
          JOIN purchase_order po ON po.id = line.order_id AND po.state <> 'cancel'
         WHERE line.id = rejection.purchase_line_id AND line.product_uom_qty > 0
           AND (po.state IN ('draft', 'sent', 'to approve')
                OR EXISTS (SELECT FROM stock_move move
                            WHERE move.purchase_line_id = line.id
                              AND move.state <> 'cancel'))))
    """,
    _SAME_FIGURES,
)


def read_lowered(env: Environment, rule_ids: list[int]) -> dict[int, list[LoweredRow]]:
    """Rests of lines of each rule that somebody lowered and nobody wants back."""
    _flush_rests(env)
    for model in ("res.partner", "res.users"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT rejection.orderpoint_id, person.name, rejection.quantity::float,
                   rejection.until, COALESCE(rejection.document, '')
              FROM jit_rejection rejection
              JOIN res_users account ON account.id = rejection.user_id
              JOIN res_partner person ON person.id = account.partner_id
             WHERE rejection.orderpoint_id = ANY(%s) AND rejection.lifted_at IS NULL
               AND rejection.is_rest AND rejection.quantity > 0
               AND %s
             ORDER BY rejection.orderpoint_id, rejection.until DESC, rejection.id
            """,
            rule_ids,
            _COUNTS,
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(LoweredRow(*values))
    return dict(found)


def overtaken_rests(env: Environment, since: date) -> SQL:
    """SELECT of the ids of rests that nobody lifted and ``read_lowered`` passes over.

    :param since: only those whose day has not come by then
    """
    _flush_rests(env)
    return SQL(
        """
        SELECT rejection.id FROM jit_rejection rejection
         WHERE rejection.is_rest AND rejection.lifted_at IS NULL
           AND rejection.until >= %s AND NOT %s
        """,
        since,
        _COUNTS,
    )


def read_overtaken(env: Environment, rejection_ids: list[int]) -> set[int]:
    """Which of these are such rests, whatever their day."""
    _flush_rests(env)
    rows = env.execute_query(
        SQL(
            """
            SELECT rejection.id FROM jit_rejection rejection
             WHERE rejection.id = ANY(%s) AND rejection.is_rest
               AND rejection.lifted_at IS NULL AND NOT %s
            """,
            list(rejection_ids),
            _COUNTS,
        )
    )
    return {rejection_id for (rejection_id,) in rows}


def read_of_same_figures(env: Environment, rejection_ids: list[int]) -> set[int]:
    """Which of these are of the figures that their rule has now."""
    _flush_rests(env)
    rows = env.execute_query(
        SQL(
            "SELECT rejection.id FROM jit_rejection rejection"
            " WHERE rejection.id = ANY(%s) AND %s",
            list(rejection_ids),
            _SAME_FIGURES,
        )
    )
    return {rejection_id for (rejection_id,) in rows}


def _flush_rests(env: Environment) -> None:
    """What the answer depends on, and no more: it is asked while lines are written."""
    for model, names in {
        "jit.rejection": None,
        "stock.warehouse.orderpoint": ["product_min_qty", "product_max_qty"],
        "purchase.order": ["state"],
        "purchase.order.line": ["order_id", "product_uom_qty"],
        "stock.move": ["purchase_line_id", "state"],
    }.items():
        env[model].flush_model(names)


def read_waiting(
    env: Environment, rule_ids: list[int], now: datetime
) -> dict[int, WaitingRow]:
    """Rules whose order was held back, and what somebody has answered since."""
    for model in ("jit.run.line", "res.company", "res.partner", "res.users"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT held.orderpoint_id, held.approved_at IS NOT NULL, person.name,
                   CASE WHEN held.put_off_until > %s
                        THEN (held.put_off_until AT TIME ZONE 'UTC'
                              AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date END
              FROM jit_run_line held
              JOIN res_company company ON company.id = held.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
         LEFT JOIN res_users account ON account.id = held.put_off_by
         LEFT JOIN res_partner person ON person.id = account.partner_id
             WHERE held.orderpoint_id = ANY(%s)
            """,
            now,
            rule_ids,
        )
    )
    return {rule_id: WaitingRow(*values) for rule_id, *values in rows}


def paused_products(env: Environment, pause_ids: list[int]) -> SQL:
    """SELECT of (product id, company id) of the rules that pauses are about.

    Of a vendor's pause every product it is listed for: which of them would be bought
    from it is for the policy to say.
    """
    for model in (
        "jit.pause",
        "stock.warehouse.orderpoint",
        "product.supplierinfo",
        "res.partner",
    ):
        env[model].flush_model()
    return SQL(
        """
        SELECT DISTINCT op.product_id, op.company_id
          FROM jit_pause pause
          JOIN stock_warehouse_orderpoint op ON op.company_id = pause.company_id
           AND op.active AND op.trigger = 'jit'
         WHERE pause.id = ANY(%s)
           AND (pause.scope = 'all'
            OR pause.scope = 'warehouse' AND op.warehouse_id = pause.warehouse_id
            OR pause.scope = 'vendor' AND EXISTS (
               SELECT FROM res_partner vendor
                 JOIN res_partner contact
                   ON contact.commercial_partner_id = vendor.commercial_partner_id
                 JOIN product_supplierinfo offer ON offer.partner_id = contact.id
                 JOIN product_product pp ON pp.product_tmpl_id = offer.product_tmpl_id
                WHERE vendor.id = pause.partner_id AND pp.id = op.product_id))
        """,
        pause_ids,
    )
