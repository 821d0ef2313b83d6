from typing import NamedTuple

from odoo import models

from ..notices import notice

# what is opened at most in one list
_MOST_AT_ONCE = 5000


class Fix(NamedTuple):
    """Where a kind of fault is mended: a model, its list for many, its form.

    :param in_list: also a single one, as what is to mend stands in the list alone
    """

    model: str
    list_view: str | None = None
    form_view: str | None = None
    context: dict = {}
    in_list: bool = False


_PRICES = Fix(
    "product.supplierinfo",
    "jit_replenishment.product_supplierinfo_check_view_list",
    context={"visible_product_tmpl_id": False},
)
_PRODUCTS = Fix(
    "product.template",
    "jit_replenishment.product_template_check_view_list",
    "jit_replenishment.product_template_check_view_form",
)
_RULES = Fix(
    "stock.warehouse.orderpoint",
    "jit_replenishment.stock_warehouse_orderpoint_check_view_list",
    "stock.view_warehouse_orderpoint_form",
    {"active_test": False},
    in_list=True,
)
_FIXES = {
    "no_vendor": _PRODUCTS,
    "untracked": _PRODUCTS._replace(in_list=True),
    "zero_price": _PRICES,
    "expired_price": _PRICES,
    "no_lead_time": _PRICES,
    "unit_clash": _PRICES,
    "same_sku": Fix(
        "product.supplierinfo",
        "jit_replenishment.product_supplierinfo_same_sku_view_list",
        context={"visible_product_tmpl_id": False},
    ),
    "vendor_twice": Fix("res.partner", "jit_replenishment.res_partner_check_view_list"),
    "negative_stock": Fix("stock.quant", in_list=True),
    "odd_location": _RULES,
    "supply_loop": _RULES,
    "old_request": Fix("purchase.order", "purchase.purchase_order_kpis_tree"),
}


class JitFinding(models.Model):
    """Each fault has one button, and so has each kind; it leads to what is to mend."""

    _inherit = "jit.finding"

    def action_fix(self) -> dict:
        """Open the very record, or the few there are."""
        self.ensure_one()
        return self._open_targets(self.kind_id)

    def _open_targets(self, kind: models.Model) -> dict:
        """The records that these faults of one kind are mended on."""
        fix = _FIXES[kind.code]
        target_ids = sorted({each for finding in self for each in finding.target_ids})
        records = self.env[fix.model].browse(target_ids[:_MOST_AT_ONCE]).exists()
        if not records:
            said = self.env._("That is gone already: check again to see what is left.")
            return notice(said, "info")
        form = fix.form_view and self.env.ref(fix.form_view).id
        action = {
            "type": "ir.actions.act_window",
            "name": kind.name,
            "res_model": fix.model,
            "context": dict(fix.context),
        }
        if len(records) == 1 and not fix.in_list:
            return action | {"res_id": records.id, "views": [(form, "form")]}
        action |= {
            "domain": [("id", "in", records.ids)],
            "views": [(fix.list_view and self.env.ref(fix.list_view).id, "list")],
        }
        if fix.model == "stock.quant":
            return self._as_count(action)
        return action | {"views": [*action["views"], (form, "form")]}

    def _as_count(self, action: dict) -> dict:
        """Who may count stock does so at once; others see what is wrong."""
        if not self.env.user.has_group("stock.group_stock_user"):
            return action
        view = self.env.ref("stock.view_stock_quant_tree_inventory_editable")
        return action | {
            "views": [(view.id, "list")],
            "context": {"inventory_mode": True, "no_at_date": True},
        }
