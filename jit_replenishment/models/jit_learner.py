from odoo import api, models


class JitLearner(models.AbstractModel):
    """Reads what moved, learns each rule from it, and keeps what it learned."""

    _name = "jit.learner"
    _description = "Just in Time: Learner"

    @api.model
    def _cron_learn(self) -> None:
        """Nightly, and when a request woke it."""
