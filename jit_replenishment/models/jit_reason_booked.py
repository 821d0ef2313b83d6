from odoo import models


class JitReason(models.AbstractModel):
    """The movements behind a sum: the card shows them."""

    _inherit = "jit.reason"

    def _say_booked(self, values, unit):
        # said by the card, not by a sentence
        return ""

    def _say_terms(self, values, unit):
        # said by the card
        return ""

    def _say_set_by(self, values, unit):
        # said by the card
        return ""

    def _short_cause(self, cause: str | None) -> str:
        """Why a supply is not counted, in the few words a table has room for."""
        return {
            None: "",
            "kept_for_later": self.env._("not counted: kept for a later promise"),
            "overdue": self.env._("not counted: overdue"),
            "never_sent": self.env._("not counted: never sent"),
            "too_late": self.env._("not counted: a new order is there sooner"),
        }.get(cause, cause)
