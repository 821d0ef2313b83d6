from odoo import models


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    def _jit_buyers(self) -> dict[int, models.Model]:
        """Who buys for each rule: the vendor's buyer, else who is responsible for the
        product, else whom the settings name, else a manager of Just in Time.

        By rule id; a rule of a company where nobody uses Just in Time is absent.
        """
        buyers = {}
        for company, rules in self.grouped("company_id").items():
            manager = company._jit_managers()[:1]
            for rule in rules.with_company(company):
                people = (
                    rule.jit_vendor_id.buyer_id,
                    rule.product_id.responsible_id,
                    company.jit_mender_id,
                    manager,
                )
                buyer = company._jit_first_user(people)
                if buyer:
                    buyers[rule.id] = buyer
        return buyers
