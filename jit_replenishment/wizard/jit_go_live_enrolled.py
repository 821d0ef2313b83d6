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
    # by the id of each, what it was made as
    made_as = fields.Json(readonly=True)
    revives = fields.Boolean(
        readonly=True, help="Archived rules come back into use as they go live."
    )
    revived_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        "jit_go_live_revived_rel",
        string="Live Rules out of the Archive",
        context={"active_test": False},
        readonly=True,
    )

    given_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Class of These Products",
        readonly=True,
        help="The answer that was given for them, which is theirs with the yes.",
    )
    answered_ids = fields.Many2many("product.template", readonly=True)

    @api.model_create_multi
    def create(self, vals_list: list[dict]) -> "JitGoLive":
        pages = super().create(vals_list)
        for page in pages.filtered("made_ids"):
            page.made_as = {str(rule.id): rule._jit_as_made() for rule in page.made_ids}
        return pages

    @api.model
    def _waiting_made(self, products: models.Model, warehouse: models.Model):
        """Rules one made for a preview, and never said yes to."""
        pages = self.search(
            [("state", "in", ("preview", "confirm")), ("made_ids", "!=", False)]
        )
        untouched = self.env["stock.warehouse.orderpoint"].union(
            *(page._untouched() for page in pages)
        )
        return untouched.filtered(
            lambda rule: rule.product_id in products and rule.warehouse_id == warehouse
        )

    def _untouched(self) -> models.Model:
        """Rules made for this page that nobody took any further."""
        as_made = self.made_as or {}
        return self.made_ids.filtered(
            lambda rule: rule._jit_as_made() == as_made.get(str(rule.id))
        )._jit_only_made()

    def _put_live(self) -> None:
        self.answered_ids._jit_answer(self.given_class_id)
        self.revived_ids.filtered(lambda rule: not rule.active).active = True
        return super()._put_live()

    def _class_of(self, rule: models.Model) -> models.Model:
        """What the rule is kept by once it is live."""
        own = rule.jit_consequence_class_id
        is_answered = rule.product_tmpl_id in self.answered_ids
        if self.given_class_id and is_answered and not own:
            return self.given_class_id
        return super()._class_of(rule)

    def _figures(self, rules: models.Model) -> dict[int, dict]:
        found = super()._figures(rules)
        for rule in rules:
            more = {}
            if self.revives and not rule.active:
                more["active"] = True
            if (given := self._class_of(rule)) != rule.jit_effective_class_id:
                more["jit_effective_class_id"] = given.id
            if more:
                found[rule.id] = more | found.get(rule.id, {})
        return found

    def _take_live(self, rules: models.Model) -> None:
        result = super()._take_live(rules)
        # nothing was before: they are born just-in-time
        self.env["jit.takeover"]._forget(rules & self.made_ids)
        if self.revives:
            rules.filtered(lambda rule: not rule.active).active = True
        return result

    def _say_new(self) -> list[str]:
        said = []
        if self.made_ids:
            said.append(
                self.env._(
                    "New rules among them: %(count)s. They order nothing before they "
                    "go live.",
                    count=len(self.made_ids),
                )
            )
        if self.given_class_id:
            said.append(
                self.env._(
                    "As you answered, their class will be %(class)s.",
                    **{"class": self.given_class_id.name},
                )
            )
        return said

    def action_discard(self) -> dict:
        """Leave all as it was: the rules that were made for this page go again."""
        self.ensure_one()
        self._ensure_open()
        mine = self._untouched().filtered(lambda rule: rule.create_uid == self.env.user)
        # managers archive rules and delete none; these were made by themselves a moment
        # ago, ordered nothing, and would be in the way of other figures
        mine.sudo().unlink()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "purchase.product_normal_action_puchased"
        ) | {"target": "main"}
