from odoo.fields import Command

from .common import JitCommon

# what demand and receipts of a product taught, in short
LEARNED = {
    "learned_on": "2026-03-10",
    "reorder_point": 47.0,
    "target_stock": 92.0,
    "expected_demand": 35.7,
    "for_demand": 7.1,
    "for_estimate": 0.2,
    "for_vendor": 4.0,
    "demand_rate": 2.1,
    "effective_days": 346.0,
    "first_day": "2024-03-10",
    "lead_time_mean": 16.2,
    "lead_time_deviation": 6.1,
    "lead_time_promised": 14.0,
    "receipts": 9,
    "cycle_service_level": 0.97,
    "confidence": "A",
    "interval_demand": 35.7,
    "variance_demand": 22.0,
    "variance_estimate": 0.5,
    "variance_vendor": 12.5,
}


class ProposalCommon(JitCommon):
    """Rules, what is learned of them, and who may answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.rule = cls.make_rule(reorder_point=30, target=60)
        cls.product = cls.rule.product_id
        cls.product.standard_price = 2.0

    @classmethod
    def make_learning(cls, rules, **vals):
        """What the job would have learned of each."""
        known = cls.env["jit.learning"].search([("orderpoint_id", "in", rules.ids)])
        known.write(vals)
        missing = rules - known.orderpoint_id
        vals = LEARNED | {"usual_vendor_id": cls.vendor.id} | vals
        return known | cls.env["jit.learning"].create(
            [
                {"orderpoint_id": rule.id, "company_id": rule.company_id.id} | vals
                for rule in missing
            ]
        )

    @classmethod
    def learn(cls, rules, **vals):
        """Learn, and suggest; the open suggestions about these rules."""
        learnings = cls.make_learning(rules, **vals)
        cls.env["jit.reorder.proposal"]._propose(learnings)
        return cls.suggested(rules)

    @classmethod
    def suggested(cls, rules):
        """What is suggested of these rules now."""
        return cls.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "in", rules.ids), ("state", "=", "open")]
        )

    def figures(self, rule):
        return rule.product_min_qty, rule.product_max_qty

    def sources(self, rule):
        """The history of the rule's figures, in short."""
        return rule.jit_change_ids.sorted("id").mapped("source")

    def translate(self, user):
        """Have the user read German."""
        self.env["res.lang"]._activate_lang("de_DE")
        user.lang = "de_DE"

    def make_other_manager(self, company):
        return self.make_user(
            "neighbour",
            "purchase.group_purchase_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
