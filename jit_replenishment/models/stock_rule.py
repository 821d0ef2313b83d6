from odoo import models


class StockRule(models.Model):
    _name = "stock.rule"
    _inherit = ["stock.rule", "jit.terms"]

    _jit_terms = frozenset(
        {
            "active",
            "action",
            "sequence",
            "route_id",
            "company_id",
            "warehouse_id",
            "picking_type_id",
            "location_src_id",
            "location_dest_id",
            "delay",
        }
    )

    def _make_po_get_domain(self, company_id, values, partner) -> tuple:
        """Core's procurement writes into people's drafts, never into the engine's."""
        domain = super()._make_po_get_domain(company_id, values, partner)
        return (*domain, ("jit_owned", "=", False))
