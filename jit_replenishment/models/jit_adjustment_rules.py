from odoo import models
from odoo.fields import Domain


class JitAdjustment(models.Model):
    """Whose figures it shapes."""

    _inherit = "jit.adjustment"

    def _rules(self) -> models.Model:
        """All rules that are learned otherwise because of these."""
        # whoever plans a change need not see every rule of the company
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        if not self:
            return rules
        return rules.search(Domain.OR(each.sudo()._rules_domain() for each in self))

    def _rules_domain(self) -> Domain:
        self.ensure_one()
        of_company = Domain("company_id", "=", self.company_id.id)
        if self.applies_to == "category":
            inside = Domain("product_id.categ_id", "child_of", self.category_id.id)
            return of_company & inside
        if self.kind == "supersession":
            return of_company & Domain("product_id", "in", self._line_of_products().ids)
        if self.applies_to == "rule":
            return Domain("id", "=", self.orderpoint_id.id)
        return of_company & Domain("product_id", "=", self.product_id.id)

    def _line_of_products(self) -> models.Model:
        """The predecessor, its successor, and those that replaced that one since."""
        known = products = self.other_product_id | self.product_id
        while products:
            later = self.with_context(active_test=False).search(
                [
                    ("kind", "=", "supersession"),
                    ("company_id", "=", self.company_id.id),
                    ("other_product_id", "in", products.ids),
                ]
            )
            products = later.product_id - known
            known |= products
        return known
