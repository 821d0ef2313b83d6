from odoo import api, models


class JitToday(models.AbstractModel):
    """What cannot be ordered, and what is suggested."""

    _inherit = "jit.today"

    @api.model
    def _block_to_fix(self, problem_ids: list[int]) -> dict:
        problems = self.env["jit.exception"].browse(problem_ids)
        return {
            "title": self.env._("To Fix"),
            "empty": self.env._("Everything can be ordered."),
            "action": "jit_replenishment.jit_exception_action",
            "rows": [self._row_to_fix(problem) for problem in problems],
        }

    @api.model
    def _row_to_fix(self, problem: models.Model) -> dict:
        parts = [problem.vendor_name, problem.user_id.name]
        return self._row(
            problem,
            title=problem.product_id.display_name,
            subtitle=" · ".join(filter(None, parts)),
            note=problem.message,
            button=self._fix(problem),
            opens=self._rule_behind(problem.orderpoint_id),
        )

    @api.model
    def _fix(self, problem: models.Model) -> dict:
        """Where it is mended; what only a new look can tell is looked at again."""
        if problem.remedy == "check":
            return self._button(
                self.env._("Check Again"), problem, "action_check_again"
            )
        return self._button(self.env._("Fix"), problem, f"action_open_{problem.remedy}")

    @api.model
    def _block_suggested(self, suggestion_ids: list[int]) -> dict:
        suggestions = self.env["jit.reorder.proposal"].browse(suggestion_ids)
        return {
            "title": self.env._("Suggested Changes"),
            "empty": self.env._("No other figures are suggested."),
            "action": "jit_replenishment.jit_reorder_proposal_action",
            "rows": [self._row_suggested(each) for each in suggestions],
        }

    @api.model
    def _row_suggested(self, suggestion: models.Model) -> dict:
        unit = suggestion.product_uom_id
        number = self.env["jit.reason"]._number
        return self._row(
            suggestion,
            title=suggestion.product_id.display_name,
            subtitle=suggestion.vendor_id.name or "",
            note=self.env._(
                "Reorder Point %(old_point)s to %(new_point)s, Target %(old_target)s "
                "to %(new_target)s",
                old_point=number(suggestion.old_reorder_point, unit),
                new_point=number(suggestion.new_reorder_point, unit),
                old_target=number(suggestion.old_target_stock, unit),
                new_target=number(suggestion.new_target_stock, unit),
            ),
            button=self._button(
                self.env._("Look"),
                suggestion.orderpoint_id,
                "action_jit_open_suggestion",
            ),
            opens=self._rule_behind(suggestion.orderpoint_id),
        )
