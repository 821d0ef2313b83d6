from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _make_po_get_domain(self, company_id, values, partner) -> tuple:
        """Core's procurement writes into people's drafts, never into the engine's."""
        domain = super()._make_po_get_domain(company_id, values, partner)
        return (*domain, ("jit_owned", "=", False))
