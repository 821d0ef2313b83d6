from odoo import api, fields, models


class JitGoLive(models.TransientModel):
    """Products put under Just in Time: rules made for it are shown like any other, and
    archived ones come back into use."""

    _inherit = "jit.go.live"

    made_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        "jit_go_live_made_rel",
        string="New Rules",
        context={"active_test": False},
        readonly=True,
    )
    revives = fields.Boolean(
        readonly=True, help="Archived rules come back into use as they go live."
    )

    @api.model
    def _waiting_made(self, products: models.Model, warehouse: models.Model):
        """Rules one made for a preview, and never said yes to."""
        pages = self.search(
            [("state", "in", ("preview", "confirm")), ("made_ids", "!=", False)]
        )
        return pages.made_ids.filtered(
            lambda rule: (
                rule.product_id in products
                and rule.warehouse_id == warehouse
                and rule._jit_is_only_made()
            )
        )

    def _figures(self, rules: models.Model) -> dict[int, dict]:
        found = super()._figures(rules)
        if self.revives:
            for rule in rules.filtered(lambda each: not each.active):
                found[rule.id] = {"active": True} | found.get(rule.id, {})
        return found

    def _take_live(self, rules: models.Model) -> None:
        result = super()._take_live(rules)
        # nothing was before: they are born just-in-time
        self.env["jit.takeover"]._forget(rules & self.made_ids)
        if self.revives:
            rules.filtered(lambda rule: not rule.active).active = True
        return result

    def _say_new(self) -> list[str]:
        if not self.made_ids:
            return []
        return [
            self.env._(
                "New rules among them: %(count)s. They order nothing before they go "
                "live.",
                count=len(self.made_ids),
            )
        ]

    def action_discard(self) -> dict:
        """Leave all as it was: the rules that were made for this page go again."""
        self.ensure_one()
        self._ensure_open()
        mine = self.made_ids.filtered(
            lambda rule: rule.create_uid == self.env.user and rule._jit_is_only_made()
        )
        # managers archive rules and delete none; these were made by themselves a moment
        # ago, ordered nothing, and would be in the way of other figures
        mine.sudo().unlink()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "purchase.product_normal_action_puchased"
        ) | {"target": "main"}
