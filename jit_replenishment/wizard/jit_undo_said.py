from odoo import api, fields, models


class JitUndo(models.TransientModel):
    """What will be taken off, and then what was, in sentences."""

    _inherit = "jit.undo"

    said = fields.Text(compute="_compute_said")

    @api.depends(
        "live",
        "trials",
        "state",
        "position",
        "restored",
        "made_automatic",
        "ended",
        "stopped",
        "company_ids",
    )
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for page in self:
            said = page._say() if page.state == "preview" else page._say_done()
            page.said = "\n".join(said)

    def _say(self) -> list[str]:
        said = []
        if self.live and self.live_count:
            said.append(self._say_live())
            if self.line_count:
                said.append(
                    self.env._(
                        "%(lines)s in %(orders)s will stay, as ordinary "
                        "requests for quotation that are yours.",
                        lines=self.env["jit.health"]._lines(self.line_count),
                        orders=self.env["jit.reason"]._draft_orders(self.order_count),
                    )
                )
        if self.trials and self.trial_count:
            said.append(
                self.env._(
                    "Trials that will end: %(count)s. The rules stay as they are, and "
                    "what was noted is kept.",
                    count=self.trial_count,
                )
            )
        if self.live and self.waiting_count:
            said.append(
                self.env._(
                    "About to go live, and will not: %(count)s. These rules stay as "
                    "they are.",
                    count=self.waiting_count,
                )
            )
        return said or [self.env._("There is nothing to take off.")]

    def _say_live(self) -> str:
        told = [
            self.env._(
                "Live rules that will be taken off: %(count)s.",
                count=self.live_count,
            )
        ]
        for count, text in (
            (
                self.auto_count,
                self.env._(
                    "Put back as they were, Odoo will order for them: %(count)s.",
                    count=self.auto_count,
                ),
            ),
            (
                self.manual_count,
                self.env._(
                    "Put back as they were, you will order by hand: %(count)s.",
                    count=self.manual_count,
                ),
            ),
            (
                self.born_count,
                self.env._(
                    "Made just-in-time, they will become automatic, Odoo will order "
                    "for them: %(count)s.",
                    count=self.born_count,
                ),
            ),
            (
                self.archived_count,
                self.env._(
                    "Archived among them: %(count)s.", count=self.archived_count
                ),
            ),
        ):
            if count:
                told.append(text)
        return "\n".join(told)

    def _say_done(self) -> list[str]:
        said = [self._say_under_way()] if self.state == "running" else []
        if self.restored:
            said.append(
                self.env._(
                    "Rules put back as they were: %(count)s.", count=self.restored
                )
            )
        if self.made_automatic:
            said.append(
                self.env._(
                    "Made just-in-time, automatic from now on: %(count)s. Odoo orders "
                    "for them.",
                    count=self.made_automatic,
                )
            )
        if self.ended:
            said.append(self.env._("Trials ended: %(count)s.", count=self.ended))
        if self.stopped:
            said.append(
                self.env._(
                    "Stopped before they went live: %(count)s.", count=self.stopped
                )
            )
        return said or [self.env._("No rule was taken off.")]
