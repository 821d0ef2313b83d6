from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..queries.draft_lines import OrderKey


class JitVendorWitness(models.Model):
    """One row per key of an engine draft; whoever writes that draft updates it first.

    Under REPEATABLE READ a lock taken after the snapshot does not show what the winner
    wrote. Updating this row as the very first statement of a transaction does: the
    loser waits, then fails to serialise and starts again with a fresh snapshot.
    """

    _name = "jit.vendor.witness"
    _description = "Just in Time: Writer of a Draft"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    picking_type_id = fields.Many2one(
        "stock.picking.type", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one("res.currency", required=True, ondelete="cascade")
    turn = fields.Integer(default=0)

    _one_per_key = models.UniqueIndex(
        "(company_id, partner_id, picking_type_id, currency_id)"
    )

    @api.model
    def _ensure(self, keys: list[OrderKey]) -> None:
        """Create the missing rows; committed before any of them is claimed."""
        self.env.cr.execute(
            # another worker may insert the same row: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                INSERT INTO jit_vendor_witness
                       (company_id, partner_id, picking_type_id, currency_id, turn)
                SELECT key.*, 0
                  FROM unnest(%s, %s, %s, %s) AS key(company, vendor, operation, money)
                 WHERE NOT EXISTS (
                       SELECT FROM jit_vendor_witness known
                        WHERE known.company_id = key.company
                          AND known.partner_id = key.vendor
                          AND known.picking_type_id = key.operation
                          AND known.currency_id = key.money)
                """,
                *(list(column) for column in zip(*keys, strict=True)),
            ),
        )

    @api.model
    def _claim(self, key: OrderKey) -> None:
        """Take the turn; must be the first statement of its transaction.

        :raises ConcurrencyError: there is no such row: unclaimed, nothing is written
        """
        self.env.cr.execute(
            # another worker was faster: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                UPDATE jit_vendor_witness SET turn = turn + 1
                 WHERE company_id = %s AND partner_id = %s
                   AND picking_type_id = %s AND currency_id = %s
                """,
                *key,
            ),
        )
        if not self.env.cr.rowcount:
            raise ConcurrencyError(f"no witness row for {key}")
