from odoo import api, fields, models
from odoo.exceptions import ValidationError


class JitEnroll(models.TransientModel):
    """Put products under just-in-time: rules they have are kept, missing ones made."""

    _name = "jit.enroll"
    _description = "Put under Just in Time"
    _check_company_auto = True

    product_ids = fields.Many2many(
        "product.product", string="Products", required=True, check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    reorder_point = fields.Float(
        digits="Product Unit",
        help="For products that have no reordering rule yet. 0 and 0: buy what is "
        "promised, keep nothing on the shelf.",
    )
    target_stock = fields.Float(string="Target", digits="Product Unit")
    consequence_class_id = fields.Many2one(
        "jit.consequence.class",
        string="If They Run Out for a Week",
        help="Empty: the answers of the products and their categories stay.",
    )
    existing_count = fields.Integer(
        string="Rules Kept with Their Figures", compute="_compute_counts"
    )
    new_count = fields.Integer(string="New Rules", compute="_compute_counts")
    refused_ids = fields.Many2many(
        "product.product",
        "jit_enroll_refused_rel",
        string="Left Out: Not Tracked",
        compute="_compute_counts",
        help="Without Track Inventory nobody can tell when a product runs out.",
    )

    kit_ids = fields.Many2many(
        "product.product",
        "jit_enroll_kit_rel",
        string="Left Out: Kits",
        compute="_compute_counts",
        help="A kit is not kept in stock: it is its parts that run out.",
    )

    @api.depends("product_ids", "warehouse_id")
    def _compute_counts(self) -> None:
        for wizard in self:
            products = wizard.product_ids._origin
            kits = wizard._kits(products)
            tracked = (products - kits).filtered("is_storable")
            rules = wizard._rules(tracked) - wizard._made(tracked)
            wizard.kit_ids = kits
            wizard.refused_ids = products - tracked - kits
            wizard.existing_count = len(rules)
            wizard.new_count = len(tracked - rules.product_id)

    def _kits(self, products: models.Model) -> models.Model:
        """Products that are only a list of others; core refuses rules for them."""
        if "is_kits" not in products:
            return products.browse()
        return products.with_company(self.company_id).filtered("is_kits")

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        rules = self.env["stock.warehouse.orderpoint"]
        for vals in vals_list:
            rules._jit_check_numbers(vals, ("reorder_point", "target_stock"))
        return super().create(vals_list)

    def _rules(self, products: models.Model) -> models.Model:
        """Rules these products have in the warehouse, of whatever trigger; archived
        ones too, since a place cannot have a second rule."""
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        return rules.search(
            [
                ("product_id", "in", products.ids),
                ("warehouse_id", "=", self.warehouse_id.id),
            ]
        )

    def _made(self, products: models.Model) -> models.Model:
        """Of these, rules made for a preview that was left: as if still to be made."""
        return self.env["jit.go.live"]._waiting_made(products, self.warehouse_id)

    def action_enroll(self) -> dict:
        """Make what is missing, and show what the first run would order.

        Rules are made by hand so that nothing is ordered before somebody says yes.
        """
        self.ensure_one()
        kits = self._kits(self.product_ids)
        tracked = (self.product_ids - kits).filtered("is_storable")
        if kits == self.product_ids:
            raise ValidationError(
                self.env._(
                    "These products are kits, which are not kept in stock. Put the "
                    "parts they consist of under Just in Time."
                )
            )
        if not tracked:
            raise ValidationError(
                self.env._(
                    "None of these products is tracked. Tick Track Inventory on them "
                    "and count them first."
                )
            )
        rules = self._rules(tracked)
        made = self._make(tracked, rules)
        rules |= made
        live = rules.filtered(lambda rule: rule.trigger == "jit")
        archived = live.filtered(lambda rule: not rule.active)
        if rules != live:
            # nothing orders before somebody says yes
            return self.env["jit.go.live"]._open(
                rules,
                made_ids=made.ids,
                revives=True,
                revived_ids=archived.ids,
                given_class_id=self.consequence_class_id.id,
                answered_ids=tracked.product_tmpl_id.ids,
            )
        tracked.product_tmpl_id._jit_answer(self.consequence_class_id)
        archived.active = True
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_rule_action"
        )
        action["domain"] = [("id", "in", rules.ids)]
        return action

    def _make(self, products: models.Model, rules: models.Model) -> models.Model:
        """Rules for those without; what is typed holds for those left unsaid, too."""
        missing = products - rules.product_id
        made = self._made(products)
        if some := (made.product_id | missing)[:1]:
            # of a rule by hand core would say so in other words
            draft = rules.new(self._prepare_rule_vals(some))
            if said := draft._jit_wrong_figures():
                raise ValidationError(said)
        made.write(self._prepare_figures())
        return made | rules.create(list(map(self._prepare_rule_vals, missing)))

    def _prepare_figures(self) -> dict:
        return {
            "product_min_qty": self.reorder_point,
            "product_max_qty": self.target_stock,
        }

    def _prepare_rule_vals(self, product: models.Model) -> dict:
        return {
            "product_id": product.id,
            "company_id": self.company_id.id,
            "warehouse_id": self.warehouse_id.id,
            "location_id": self.warehouse_id.lot_stock_id.id,
            "trigger": "manual",
            **self._prepare_figures(),
        }
