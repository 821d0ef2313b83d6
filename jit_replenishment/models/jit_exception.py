from odoo import api, fields, models


class JitException(models.Model):
    """Something keeps a rule from ordering, and a person has to mend it.

    One open record per rule and kind; it closes by itself once the cause is gone.
    """

    _name = "jit.exception"
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
    kind = fields.Char(required=True)
    vendor_name = fields.Char(string="Vendor")
    detail = fields.Text(help="What the server said, for whoever looks after it.")
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
            [("orderpoint_id", "in", list(found)), ("closed_at", "=", False)]
        )
        cured = open_records.filtered(
            lambda record: record.kind not in found[record.orderpoint_id.id]
        )
        cured.write({"closed_at": fields.Datetime.now()})
        known = {(record.orderpoint_id.id, record.kind) for record in open_records}
        self.create(
            [
                vals | {"orderpoint_id": rule_id, "kind": kind}
                for rule_id, causes in found.items()
                for kind, vals in causes.items()
                if (rule_id, kind) not in known
            ]
        )

    def action_open_product(self) -> dict:
        """Where vendors, prices and routes are mended."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "product.product",
            "res_id": self.product_id.id,
            "view_mode": "form",
        }

    def action_check_again(self) -> None:
        """Have the engine look again; the record closes itself if it is cured."""
        self.orderpoint_id.action_jit_check_now()
