from odoo import models
from odoo.exceptions import UserError

from ..notices import notice


class JitTrial(models.Model):
    """What people do with rules on trial, one or many."""

    _inherit = "jit.trial"

    def action_open_days(self) -> dict:
        return self.orderpoint_id.action_jit_open_trial()

    def action_go_live(self) -> dict:
        """What their first run would order, to say yes to."""
        return self.orderpoint_id.action_jit_open_go_live()

    def action_end_trial(self) -> dict:
        rules = self.orderpoint_id.filtered("jit_trial_since")
        rules.action_jit_end_trial()
        if len(rules) == 1:
            message = self.env._(
                "The trial of %(product)s has ended; what was noted is kept.",
                product=rules.product_id.display_name,
            )
        else:
            message = self.env._(
                "Trials ended: %(count)s. What was noted is kept.", count=len(rules)
            )
        return notice(message)

    def action_open_suggestion(self) -> dict:
        self.ensure_one()
        return self.orderpoint_id.action_jit_open_suggestion()

    def action_accept_suggestions(self) -> dict:
        """What the changes suggested for these rules mean together, to say yes to."""
        self.check_access("read")
        suggested = self.suggestion_id
        if not suggested:
            raise UserError(
                self.env._(
                    "No change is suggested for these rules: they are tried with "
                    "their own figures. Choose some that show one under Suggested."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_accept_action"
        )
        return action | {"context": {"default_proposal_ids": suggested.ids}}
