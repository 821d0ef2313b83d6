from odoo import api, fields, models
from odoo.exceptions import UserError

from ..forms import open_form
from ..marks import ENGINE, GIVING_BACK, by_engine

# the engine's alone to set
_MARKS = frozenset(
    {
        "jit_owned",
        "jit_decision_id",
        "jit_order_by",
        "jit_demand_move_ids",
        "jit_changed_by_id",
        "jit_changed_at",
        "jit_shown_need",
        "jit_shown_at",
        "jit_shown_to_id",
    }
)
# a person who writes one of these has decided; the engine keeps its hands off
_TERMS = frozenset(
    {
        "product_id",
        "product_qty",
        "product_uom_id",
        "price_unit",
        "discount",
        "date_planned",
        "tax_ids",
        "name",
        "order_id",
        "location_final_id",
        "orderpoint_id",
    }
)
# what else a line supplies: the demand it is kept for
_SUPPLY = frozenset({"move_dest_ids", "display_type"})


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    jit_owned = fields.Boolean(
        string="Kept by Just in Time",
        copy=False,
        readonly=True,
        help="The quantity follows the need until you change it.",
        groups="base.group_user",
    )
    jit_decision_id = fields.Many2one(
        "jit.decision",
        string="Why It Was Ordered",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    jit_order_by = fields.Date(
        string="Order By",
        copy=False,
        readonly=True,
        help="Asked for later, the goods would come too late.",
        groups="base.group_user",
    )
    jit_changed_by_id = fields.Many2one(
        "res.users",
        string="Changed By",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
    )
    jit_changed_at = fields.Datetime(
        string="Changed", copy=False, readonly=True, groups="base.group_user"
    )
    jit_changed = fields.Char(
        string="Changed Since",
        related="jit_decision_id.changed",
        groups="base.group_user",
    )
    jit_reason = fields.Text(
        string="Why",
        related="jit_decision_id.reason",
        # a vendor reads its orders through the portal, but not our stock
        groups="base.group_user",
    )
    jit_vendor_sku = fields.Char(
        string="Vendor SKU", compute="_compute_jit_vendor_sku", compute_sudo=True
    )

    _jit_one_open_line = models.UniqueIndex(
        "(orderpoint_id) WHERE jit_owned",
        "The rule already has an open just-in-time line.",
    )

    @api.depends("product_id", "partner_id", "company_id")
    def _compute_jit_vendor_sku(self) -> None:
        """What the vendor calls the product, as printed on the order."""
        for line in self:
            line.jit_vendor_sku = line.product_id._jit_vendor_sku(
                line.partner_id, line.company_id
            )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        if not by_engine(self.env):
            vals_list = [vals | dict.fromkeys(_MARKS, False) for vals in vals_list]
            # a draft the engine is emptying must not be cancelled with this line in it
            order_ids = {vals["order_id"] for vals in vals_list if vals.get("order_id")}
            self.env["purchase.order"].browse(order_ids).sudo()._jit_lock()
        lines = super().create(vals_list)
        lines._jit_mark_added()
        lines._jit_signal()
        return lines

    def write(self, vals: dict) -> bool:
        touched = _TERMS & vals.keys()
        if not by_engine(self.env):
            vals = {name: vals[name] for name in vals if name not in _MARKS}
            if touched:
                if any(line._jit_needs_eyes() for line in self):
                    vals |= self._jit_changed_now()
                self._jit_release()
        if {"product_id", "order_id"} & vals.keys():
            # what the lines supplied until now goes short
            self._jit_signal()
        result = super().write(vals)
        if touched or _SUPPLY & vals.keys():
            self._jit_signal()
        return result

    def unlink(self) -> bool:
        self.order_id._jit_lock()
        self._jit_signal()
        return super().unlink()

    @api.model
    def _jit_changed_now(self) -> dict:
        return {
            "jit_changed_by_id": self.env.uid,
            "jit_changed_at": fields.Datetime.now(),
        }

    def _jit_release(self) -> None:
        """From here on the line is a person's."""
        owned = self.filtered("jit_owned")
        if owned:
            owned.order_id._jit_lock()
            # whoever edits the line may write it; the mark is the engine's, not theirs
            owned.sudo().with_context(jit_engine=ENGINE).jit_owned = False

    def _jit_signal(self) -> None:
        """The supply of these lines' products changed."""
        if by_engine(self.env):
            return
        for company, lines in self.grouped("company_id").items():
            self.env["jit.signal"]._emit(lines.product_id, company, forced=True)

    def action_jit_open_reason(self) -> dict:
        """Show what was known when the line was made."""
        self.ensure_one()
        if not self.jit_decision_id:
            # nothing was kept of it: what is so now
            place = self.orderpoint_id.location_id
            return self.product_id.action_explain(place.id or None)
        return open_form(self.jit_decision_id, name=self.env._("Why"), target="new")

    def action_jit_give_back(self) -> bool:
        """Remove the changed line: the engine makes a new one of what is needed now."""
        for line in self:
            ordered_by_engine = (
                line.jit_decision_id and line.orderpoint_id.trigger == "jit"
            )
            if line.state != "draft" or not ordered_by_engine:
                raise UserError(
                    line.env._(
                        "Only a line of a draft that Just in Time made can be given "
                        "back. Change the quantity by hand instead."
                    )
                )
        self.env["jit.rejection"]._lift_for(self.orderpoint_id)
        return self.with_context(jit_giving_back=GIVING_BACK).unlink()
