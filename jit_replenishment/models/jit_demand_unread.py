from datetime import date, datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..queries.unread_products import changed_products, looked_through_until

# as far back as demand is remembered: three years
HISTORY_DAYS = 1096
# what raw SQL or a moved place changed is found after so many days
_READ_ALL_AGAIN_DAYS = 28


class JitDemandUnread(models.Model):
    """A product whose moves changed: what is known of its demand is to be read anew.

    Noted in the transaction that notes how far moves were looked through, so nothing
    is forgotten when the learning is interrupted. A row goes in the transaction that
    keeps what was read. Of all companies: a place may be shared by some.
    """

    _name = "jit.demand.unread"
    _description = "Just in Time: Moves to Read"
    _log_access = False
    _order = "id"

    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    moves = fields.Integer(help="How much there is to read, about.")
    failed_on = fields.Date(help="They could not be read: not tried again that day.")

    _one_per_product = models.UniqueIndex("(product_id)")

    @api.model
    def _note_changed(self) -> None:
        """Note whose moves were written since the last time, or all, once a month."""
        state = self.env["jit.learning.state"]._get()
        clocks = state._read_clocks()
        today = fields.Date.today()
        known = state.taken_all_on
        afresh = (
            not known
            or clocks != state.clocks
            or today - known >= timedelta(days=_READ_ALL_AGAIN_DAYS)
        )
        until = looked_through_until(self.env)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_demand_unread (product_id, moves)
                SELECT changed.product_id, changed.moves
                  FROM (%s) AS changed(product_id, moves)
                 WHERE NOT EXISTS (SELECT FROM jit_demand_unread known
                                    WHERE known.product_id = changed.product_id)
                 ORDER BY changed.product_id
                """,
                changed_products(self.env, None if afresh else state.taken_until),
            ),
            log_exceptions=False,
        )
        vals = {"taken_until": until, "clocks": clocks}
        state.write(vals | ({"taken_all_on": today} if afresh else {}))

    @api.model
    def _read_anew(self, product_ids: list[int]) -> None:
        """Make all that is known of these products' demand what their moves say."""
        since = datetime.combine(
            fields.Date.today() - timedelta(days=HISTORY_DAYS), time.min
        )
        self.env["jit.demand.event"]._read_anew(product_ids, since)
        self.env["jit.demand.span"]._read_anew(product_ids, since)
        self.env["jit.receipt"]._read_anew(product_ids)
        self._forget(product_ids)
        self.env["jit.exception"]._reading_succeeded(product_ids)

    @api.model
    def _put_off(self, product_ids: list[int], detail: str) -> None:
        """They cannot be read: somebody sees it, and the next night tries again."""
        found = self.search([("product_id", "in", product_ids)])
        found.write({"failed_on": fields.Date.today()})
        self.env["jit.exception"]._reading_failed(found.product_id.ids, detail)

    @api.model
    def _forget(self, product_ids: list[int]) -> None:
        self.env.cr.execute(
            # another worker read the same: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                "DELETE FROM jit_demand_unread WHERE product_id = ANY(%s)", product_ids
            ),
        )


def first_day_known(today: date) -> date:
    """Moves of the days before are not read; of that day itself some may be missing,
    as its clock is not Greenwich's."""
    return today - timedelta(days=HISTORY_DAYS - 2)
