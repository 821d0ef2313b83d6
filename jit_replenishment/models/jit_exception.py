from collections.abc import Mapping
from datetime import timedelta

from odoo import api, fields, models

from .jit_wish import Wish

# a cause that is back within this time never went away
_SAME_CAUSE_HOURS = 24
# found by the nightly learning, which says when they are over
OF_LEARNING = ("learning_failed", "moves_unread")


class JitException(models.Model):
    """Something keeps a rule from ordering, and a person has to mend it.

    One open record per rule and kind; it closes by itself once the cause is gone.
    """

    _name = "jit.exception"
    _inherit = ["jit.reminder"]
    _description = "To Fix"
    _order = "closed_at desc, id desc"
    _rec_name = "product_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id", store=True)
    company_id = fields.Many2one(
        related="orderpoint_id.company_id", store=True, index=True
    )
    location_id = fields.Many2one(related="orderpoint_id.location_id")
    kind = fields.Char(required=True)
    vendor_name = fields.Char(string="Vendor")
    detail = fields.Text(help="What the server said, for your administrator.")
    closed_at = fields.Datetime(string="Cured", readonly=True)
    message = fields.Text(string="What to Do", compute="_compute_message")

    _one_open_per_cause = models.UniqueIndex(
        "(orderpoint_id, kind) WHERE closed_at IS NULL"
    )

    @api.depends("kind", "vendor_name")
    @api.depends_context("lang")
    def _compute_message(self) -> None:
        writer = self.env["jit.reason"]
        for record in self:
            facts = [[record.kind, {"vendor": record.vendor_name}]]
            record.message = writer._sentences(facts, record.product_id.uom_id)

    @api.model
    def _reconcile(self, found: dict[int, dict[str, dict]]) -> None:
        """Make the open records of each rule equal to the causes found now.

        :param found: rule id -> kind -> values; an empty dict closes what is open
        """
        open_records = self.search(
            [
                ("orderpoint_id", "in", list(found)),
                ("closed_at", "=", False),
                ("kind", "not in", OF_LEARNING),
            ]
        )
        cured = open_records.filtered(
            lambda record: record.kind not in found[record.orderpoint_id.id]
        )
        cured._close()
        known = {(record.orderpoint_id.id, record.kind) for record in open_records}
        causes = {
            (rule_id, kind): vals
            for rule_id, kinds in found.items()
            for kind, vals in kinds.items()
            if (rule_id, kind) not in known
        }
        if causes:
            self._open(causes)

    @api.model
    def _reconcile_wishes(self, wishes: Mapping[int, Wish | None]) -> None:
        """The same for what rules want now; what is to be mended stays so while its
        rule is paused."""
        self._reconcile(
            {
                rule_id: wish.problems if wish else {}
                for rule_id, wish in wishes.items()
                if not (wish and wish.is_paused)
            }
        )

    @api.model
    def _open(self, causes: dict[tuple[int, str], dict]) -> None:
        """Open a record for each (rule id, kind), or again the one of a moment ago."""
        since = fields.Datetime.now() - timedelta(hours=_SAME_CAUSE_HOURS)
        recent = {
            (record.orderpoint_id.id, record.kind): record
            for record in self.search(
                [
                    ("orderpoint_id", "in", [rule_id for rule_id, _kind in causes]),
                    ("closed_at", ">=", since),
                ],
                # of several of one cause the last stands, as it is read last
                order="closed_at, id",
            )
        }
        for cause in causes.keys() & recent.keys():
            recent[cause].write(causes[cause] | {"closed_at": False})
        self.browse(
            recent[cause].id for cause in causes if cause in recent
        )._remind_again()
        created = self.create(
            [
                vals | {"orderpoint_id": rule_id, "kind": kind}
                for (rule_id, kind), vals in causes.items()
                if (rule_id, kind) not in recent
            ]
        )
        created._remind()

    def _close(self) -> None:
        if self:
            self.write({"closed_at": fields.Datetime.now()})
            self._stop_reminding()
