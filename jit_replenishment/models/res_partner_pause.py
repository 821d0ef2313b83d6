from odoo import api, fields, models


class ResPartner(models.Model):
    """A vendor that is paused says so on its own page."""

    _inherit = "res.partner"

    jit_pause_ids = fields.Many2many(
        "jit.pause",
        string="Paused",
        compute="_compute_jit_pause",
        groups="jit_replenishment.group_jit_user",
    )
    jit_paused = fields.Text(
        string="Why It Is Paused",
        compute="_compute_jit_pause",
        groups="jit_replenishment.group_jit_user",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_jit_pause(self) -> None:
        """Also one that is still to begin: there is no second one beside it."""
        pauses = self.env["jit.pause"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("ended_at", "=", False),
                ("scope", "=", "vendor"),
            ]
        )
        for partner in self:
            vendor = partner.commercial_partner_id
            own = pauses.filtered(
                lambda pause, vendor=vendor: pause._vendor() == vendor
            )
            partner.jit_pause_ids = own
            partner.jit_paused = own._said() or False

    def action_jit_open_pauses(self) -> dict:
        self.ensure_one()
        return self.jit_pause_ids._open()
