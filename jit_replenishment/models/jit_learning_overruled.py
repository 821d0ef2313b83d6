from odoo import api, fields, models

# figures that a person set knowing what was learned
_BY_PERSONS = frozenset({"hand", "what_if", "edited", "put_back"})
# what is learned may be suggested again
_AGREED = frozenset({"accepted", "class", "unpinned", "undone"})
_DECIDED = _BY_PERSONS | _AGREED | {"declined"}


class JitLearning(models.Model):
    """What was learned when a person set other figures for the rule.

    It is not suggested again until what is learned is clearly other than that.
    """

    _inherit = "jit.learning"

    is_overruled = fields.Boolean(
        help="A person set other figures than those learned at that time."
    )
    overruled_reorder_point = fields.Float(digits="Product Unit")
    overruled_target_stock = fields.Float(digits="Product Unit")
    overruled_service = fields.Float(digits=(16, 6))

    @api.model
    def _note_figures_set(self, changes: models.Model) -> None:
        """Remember or forget it, after what happened to the figures of rules.

        :param changes: ``jit.rule.change`` records, one a rule
        """
        told = changes.filtered(lambda change: change.source in _DECIDED)
        if not told:
            return
        by_rule = {change.orderpoint_id.id: change for change in told}
        known = self.search([("orderpoint_id", "in", list(by_rule))])
        agreed = known.filtered(
            lambda learned: learned._agrees(by_rule[learned.orderpoint_id.id])
        )
        agreed.filtered("is_overruled").is_overruled = False
        # a no alone is remembered by the suggestion it was said to
        overruled = (known - agreed).filtered(
            lambda learned: (
                learned.is_overruled
                or by_rule[learned.orderpoint_id.id].source != "declined"
            )
        )
        for learned in overruled:
            proposal = by_rule[learned.orderpoint_id.id].proposal_id
            learned.write(
                {
                    "is_overruled": True,
                    "overruled_reorder_point": proposal.suggested_reorder_point
                    if proposal
                    else learned.reorder_point,
                    "overruled_target_stock": proposal.suggested_target_stock
                    if proposal
                    else learned.target_stock,
                    "overruled_service": learned.cycle_service_level,
                }
            )

    def _agrees(self, change: models.Model) -> bool:
        """Whether nothing was decided against what is learned."""
        self.ensure_one()
        if change.source not in _BY_PERSONS:
            return change.source in _AGREED
        unit = change.product_uom_id
        return not (
            unit.compare(change.new_reorder_point, self.reorder_point)
            or unit.compare(change.new_target_stock, self.target_stock)
        )
