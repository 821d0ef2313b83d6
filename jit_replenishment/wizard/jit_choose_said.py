from odoo import api, fields, models


class JitChoose(models.TransientModel):
    """What Go On does, before it is pressed."""

    _inherit = "jit.choose"

    next_said = fields.Char(compute="_compute_next_said")
    is_idle = fields.Boolean(compute="_compute_next_said")

    @api.depends(
        "startable_count",
        "trial_count",
        "live_count",
        "new_count",
        "left_out_count",
        "what",
        "suggests",
    )
    @api.depends_context("lang")
    def _compute_next_said(self) -> None:
        for wizard in self:
            parts = [wizard._say_rules(), wizard._say_suggested()]
            waiting = wizard.startable_count + wizard.trial_count
            wizard.is_idle = not (waiting or wizard.new_count)
            if wizard.is_idle:
                parts = [wizard._say_idle()]
            wizard.next_said = " ".join(filter(None, parts))

    def _say_rules(self) -> str | None:
        hand, trial = self.startable_count, self.trial_count
        if not hand and not trial:
            return None
        if self.what == "trial" and hand:
            return self.env._(
                "Rules that Go On puts on trial: %(rules)s. They keep their figures "
                "and order as before.",
                rules=hand,
            )
        if self.what == "trial":
            return self.env._("All rules not live are on trial already.")
        if self.what == "live":
            return self.env._(
                "Rules that Go On lets go live: %(rules)s, once you saw what their "
                "first run would order and said yes.",
                rules=hand + trial,
            )
        return self.env._("Go On leaves the rules as they are.")

    def _say_suggested(self) -> str | None:
        if not self.suggests or not self.new_count:
            return None
        return self.env._(
            "Rules it suggests from what was sold: %(rules)s. You choose which of them "
            "are made.",
            rules=self.new_count,
        )

    def _say_idle(self) -> str:
        if self.live_count:
            return self.env._(
                "Nothing to do: all %(rules)s rules of these products are live, and "
                "nothing else of them sells without one.",
                rules=self.live_count,
            )
        if self.left_out_count:
            return self.env._("Nothing to do before what is left out is mended.")
        return self.env._(
            "Nothing to do: these products have no rule, and none of them was sold "
            "within a year. Choose others."
        )
