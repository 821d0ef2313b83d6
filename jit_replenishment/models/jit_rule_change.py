from odoo import api, fields, models

from ..arguments import without_defaults

SOURCES = [
    ("hand", "Changed by Hand"),
    ("accepted", "Suggestion Accepted"),
    ("edited", "Accepted, Edited"),
    ("class", "Accepted by Itself"),
    ("what_if", "Set by What-If"),
    ("sheet", "Set from a Sheet"),
    ("declined", "Suggestion Declined"),
    ("pinned", "Pinned"),
    ("unpinned", "No Longer Pinned"),
    ("undone", "Taken off Just in Time"),
    ("put_back", "Put Back"),
]


class JitRuleChange(models.Model):
    """Who set the figures of a rule, from what to what, and why. Append-only."""

    _name = "jit.rule.change"
    _description = "Changed Figures"
    _order = "id desc"
    _rec_name = "product_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    changed_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="By", ondelete="set null")
    source = fields.Selection(SOURCES, string="What", required=True)
    old_reorder_point = fields.Float(digits="Product Unit")
    new_reorder_point = fields.Float(string="Reorder Point", digits="Product Unit")
    old_target_stock = fields.Float(string="Old Target", digits="Product Unit")
    new_target_stock = fields.Float(string="Target", digits="Product Unit")
    reason = fields.Char()
    proposal_id = fields.Many2one(
        "jit.reorder.proposal",
        string="Suggested Change",
        index="btree_not_null",
        ondelete="set null",
    )
    why = fields.Char(compute="_compute_why", compute_sudo=True)
    product_uom_id = fields.Many2one(related="product_id.uom_id")
    figures = fields.Char(compute="_compute_figures", compute_sudo=True)
    reorder_point_said = fields.Char(
        string="Reorder Point Then", compute="_compute_figures", compute_sudo=True
    )
    target_said = fields.Char(
        string="Target Then", compute="_compute_figures", compute_sudo=True
    )

    @api.depends(
        "old_reorder_point",
        "new_reorder_point",
        "old_target_stock",
        "new_target_stock",
        "product_id.uom_id",
    )
    @api.depends_context("lang")
    def _compute_figures(self) -> None:
        """Reorder point and target, and what they were where they moved."""
        for change in self:
            change.reorder_point_said = change._moved("reorder_point")
            change.target_said = change._moved("target_stock")
            change.figures = self.env._(
                "Reorder Point %(reorder_point)s, Target %(target)s",
                reorder_point=change.reorder_point_said,
                target=change.target_said,
            )

    @api.depends(
        "reason", "source", "proposal_id.sentence", "proposal_id.new_reorder_point"
    )
    @api.depends_context("lang")
    def _compute_why(self) -> None:
        for change in self:
            proposal = change.proposal_id
            if change.source == "class" and proposal:
                change.why = self.env._(
                    "Within the limits of %(name)s. %(sentence)s",
                    name=proposal.consequence_class_id.name,
                    sentence=proposal.sentence,
                )
            else:
                change.why = change.reason or proposal.sentence

    def _moved(self, name: str) -> str:
        writer, unit = self.env["jit.reason"], self.product_uom_id
        old, new = self[f"old_{name}"], self[f"new_{name}"]
        shown = writer._number(new, unit)
        if not unit.compare(old, new):
            return shown
        return f"{writer._number(old, unit)} → {shown}"

    @api.model
    def _record(
        self, rules: models.Model, source: str, before: dict, more: dict | None = None
    ) -> "JitRuleChange":
        """Remember what happened to the figures of these rules.

        :param before: by rule id, reorder point and target before
        :param more: by rule id, further values
        """
        # whoever may change a rule leaves a trace of it, and writes no other
        changes = without_defaults(self.sudo()).create(
            [
                {
                    "orderpoint_id": rule.id,
                    "product_id": rule.product_id.id,
                    "company_id": rule.company_id.id,
                    "user_id": self.env.uid,
                    "source": source,
                    "old_reorder_point": before[rule.id][0],
                    "old_target_stock": before[rule.id][1],
                    "new_reorder_point": rule.product_min_qty,
                    "new_target_stock": rule.product_max_qty,
                }
                | (more or {}).get(rule.id, {})
                for rule in rules
            ]
        )
        changes.env["jit.learning"]._note_figures_set(changes)
        return changes
