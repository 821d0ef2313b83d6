"""Orders that further lines can still go on."""

from datetime import datetime

from odoo.api import Environment
from odoo.tools import SQL

_READ = (
    "purchase.order",
    "purchase.order.line",
    "stock.picking",
    "stock.move",
    "mail.scheduled.message",
    "mail.message",
    "mail.notification",
    "res.partner",
)

# of an order ``made``: its ``vendor`` knows nothing of it, nobody works on it
_UNTOLD = SQL(
    """
    made.state = 'purchase' AND made.jit_by_itself IS NOT TRUE
    AND made.locked IS NOT TRUE AND made.acknowledged IS NOT TRUE
    AND made.jit_send_state IS NULL AND made.jit_chased_at IS NULL
    AND COALESCE(made.partner_ref, '') = ''
    AND COALESCE(made.invoice_count, 0) = 0
    AND NOT EXISTS (
        SELECT FROM purchase_order_line line
          JOIN stock_move move ON move.purchase_line_id = line.id
          LEFT JOIN stock_picking picking ON picking.id = move.picking_id
         WHERE line.order_id = made.id
           AND (move.state IN ('done', 'cancel') OR move.picked
                OR picking.printed))
    AND NOT EXISTS (
        -- its PDF is made already
        SELECT FROM mail_scheduled_message scheduled
         WHERE scheduled.model = 'purchase.order'
           AND scheduled.res_id = made.id)
    AND NOT EXISTS (
        SELECT FROM mail_message message
          JOIN mail_notification notice
            ON notice.mail_message_id = message.id
          JOIN res_partner reader ON reader.id = notice.res_partner_id
         WHERE message.model = 'purchase.order'
           AND message.res_id = made.id
           AND reader.commercial_partner_id = vendor.commercial_partner_id)
    """
)


def read_joinable(
    env: Environment,
    draft_ids: list[int],
    user_id: int,
    since_by_company: dict[int, datetime],
) -> dict[int, int]:
    """By draft of the engine: the newest order to the same vendor, on the same terms,
    that this user approved since a moment (UTC) for the company, and of which nobody
    has told the vendor, as far as can be known; absent where there is none.

    A draft that says more than its goods (notes, the vendor's number of an offer) is
    an order of its own: that would be lost.
    """
    for name in _READ:
        env[name].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT ON (draft.id) draft.id, made.id
              FROM purchase_order draft
              JOIN unnest(%(companies)s::int[], %(moments)s::timestamp[])
                   AS day(company_id, since) ON day.company_id = draft.company_id
              JOIN purchase_order made ON made.partner_id = draft.partner_id
               AND made.company_id = draft.company_id
               AND made.picking_type_id = draft.picking_type_id
               AND made.currency_id = draft.currency_id
               AND made.dest_address_id IS NOT DISTINCT FROM draft.dest_address_id
               AND made.payment_term_id IS NOT DISTINCT FROM draft.payment_term_id
               AND made.incoterm_id IS NOT DISTINCT FROM draft.incoterm_id
               AND made.fiscal_position_id
                   IS NOT DISTINCT FROM draft.fiscal_position_id
               AND made.user_id IS NOT DISTINCT FROM draft.user_id
               AND made.priority IS NOT DISTINCT FROM draft.priority
               AND made.note IS NOT DISTINCT FROM draft.note
              JOIN res_partner vendor ON vendor.id = made.partner_id
             WHERE draft.id = ANY(%(drafts)s)
               AND draft.state = 'draft' AND draft.jit_owned
               AND COALESCE(draft.partner_ref, '') = ''
               AND NOT EXISTS (SELECT FROM purchase_order_line line
                                WHERE line.order_id = draft.id
                                  AND line.display_type IS NOT NULL)
               AND made.jit_approved_at >= day.since
               AND made.jit_approved_by_id = %(user)s
               AND %(untold)s
             ORDER BY draft.id, made.jit_approved_at DESC, made.id DESC
            """,
            companies=list(since_by_company),
            moments=list(since_by_company.values()),
            drafts=draft_ids,
            user=user_id,
            untold=_UNTOLD,
        )
    )
    return dict(rows)
