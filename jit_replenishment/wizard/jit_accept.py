from odoo import api, fields, models
from odoo.tools import formatLang


class JitAccept(models.TransientModel):
    """What several suggested changes mean together, before they are accepted."""

    _name = "jit.accept"
    _description = "Accept"

    proposal_ids = fields.Many2many(
        "jit.reorder.proposal", string="Suggested Changes", required=True, readonly=True
    )
    said = fields.Text(compute="_compute_said")

    @api.depends("proposal_ids")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            # what was answered meanwhile is not accepted again
            by_class = wizard.proposal_ids.filtered(
                lambda each: each.state == "open"
            ).grouped(lambda each: (each.consequence_class_id, each.currency_id))
            wizard.said = "\n".join(
                wizard._say_class(*key, proposals)
                for key, proposals in sorted(
                    by_class.items(), key=lambda item: item[0][0].sequence
                )
            )

    @api.model
    def _say_class(
        self, terms: models.Model, currency: models.Model, proposals: models.Model
    ) -> str:
        change = sum(proposals.mapped("stock_value_change"))
        money = formatLang(self.env, abs(change), currency_obj=currency)
        return self.env._(
            "%(class)s, %(rules)s: service %(now)s %% → %(then)s %% on average, "
            "stock %(sign)s %(money)s.",
            **{"class": terms.name or self.env._("No class")},
            rules=self.env["jit.reason"]._rules(len(proposals)),
            now=self._average_percent(proposals.mapped("service_now")),
            then=self._average_percent(proposals.mapped("service_then")),
            sign="-" if change < 0 else "+",
            money=money,
        )

    @api.model
    def _average_percent(self, shares: list[float]) -> int:
        return round(100 * sum(shares) / len(shares))

    def action_accept(self) -> dict:
        """As the suggestions themselves do it, with all they check."""
        self.ensure_one()
        return self.proposal_ids.action_accept()
