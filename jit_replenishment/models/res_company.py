from odoo import api, fields, models
from odoo.exceptions import ValidationError

# ten years: no day of the calendar is out of reach
_MOST_DAYS = 3650
_LIMITS = frozenset({"jit_limit_lines", "jit_limit_amount"})


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "jit.terms"]

    _jit_terms = frozenset(
        {"partner_id", "parent_id", "currency_id", "days_to_purchase"}
    )

    jit_refuse_duplicate_sku = fields.Boolean(
        string="Refuse Duplicate Vendor SKUs",
        help="Entering a vendor's SKU for a second product is refused instead of "
        "warned about.",
        groups="base.group_user",
    )
    jit_mender_id = fields.Many2one(
        "res.users",
        string="Problems Go To",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Who is reminded of what cannot be ordered, where neither the vendor has "
        "a buyer nor the product somebody responsible. Empty: the first manager of "
        "Just in Time. A manager named here is also the only one who is asked when a "
        "run reaches its limit.",
        groups="base.group_user",
    )
    jit_limit_lines = fields.Integer(
        string="Lines in One Run",
        default=1000,
        help="Just in Time orders no more draft lines than this at once; above it, it "
        "asks first. Runs within one hour count as one. 0: no limit. 1,000 unless you "
        "change it.",
        groups="base.group_user",
    )
    jit_limit_amount = fields.Monetary(
        string="Amount in One Run",
        help="Just in Time orders for no more money than this at once; above it, it "
        "asks first. Runs within one hour count as one. 0, unless you change it: no "
        "limit.",
        groups="base.group_user",
    )
    jit_rejection_days = fields.Integer(
        string="Days a Deleted Line Stays Away",
        default=7,
        help="A draft line of Just in Time that somebody deletes, or whose draft "
        "somebody cancels, is not made again before these days are over. 0: it is, at "
        "once. 7 unless you change it.",
        groups="base.group_user",
    )
    jit_order_cost = fields.Monetary(
        string="Cost of an Order Line",
        default=10.0,
        help="What one more line on an order costs you: asking, receiving, booking. "
        "The dearer, the larger the lots that are suggested. 10 unless you change it.",
        groups="base.group_user",
    )
    jit_holding_rate = fields.Float(
        string="Cost of Stock a Year",
        default=0.25,
        help="What keeping goods of value 1 for a year costs you: money, room, what "
        "spoils. The dearer, the smaller the lots that are suggested. 25 % unless you "
        "change it.",
        groups="base.group_user",
    )

    @api.constrains("jit_limit_lines", "jit_limit_amount", "jit_rejection_days")
    def _check_jit_brakes(self) -> None:
        for company in self:
            if min(company.jit_limit_lines, company.jit_limit_amount) < 0:
                raise ValidationError(
                    self.env._("A limit cannot be negative. Use 0 for no limit.")
                )
            if not 0 <= company.jit_rejection_days <= _MOST_DAYS:
                raise ValidationError(
                    self.env._(
                        "A deleted line can stay away for 0 to %(most)s days.",
                        most=_MOST_DAYS,
                    )
                )

    @api.constrains("jit_order_cost", "jit_holding_rate")
    def _check_jit_costs(self) -> None:
        for company in self:
            # NaN is not at or above zero either
            if not (
                company.jit_order_cost >= 0 and 0 <= company.jit_holding_rate <= 10
            ):
                raise ValidationError(
                    self.env._(
                        "An order line cannot cost less than nothing, and keeping "
                        "stock for a year costs between 0 and %(most)s %% of its "
                        "value.",
                        most="1,000",
                    )
                )

    def _jit_managers(self) -> models.Model:
        """Who manages Just in Time in this company, the longest known first."""
        group = self.env.ref("jit_replenishment.group_jit_manager")
        # whoever asks need not be allowed to read users
        users = self.env["res.users"].sudo()
        domain = [
            ("all_group_ids", "in", group.id),
            ("company_ids", "in", self.id),
            ("share", "=", False),
        ]
        return users.search(domain, order="id").sudo(False)

    def write(self, vals: dict) -> bool:
        limits = vals.keys() & _LIMITS
        before = {company: [company[name] for name in limits] for company in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda company: before[company] != [company[name] for name in limits]
        )
        if changed:
            # whoever changes settings need not be allowed to answer for orders
            self.env["jit.run"].sudo()._lift(changed.ids)
        if "jit_holding_rate" in vals:
            self.env["jit.stock.audit"]._keep_at_rate(self)
        return result
