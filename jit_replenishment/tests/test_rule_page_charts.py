from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .test_rule_page_learned import RulePageCommon


@tagged("post_install", "-at_install")
class TestRulePageCharts(RulePageCommon):
    """24 months of demand, and what vendors took, on the tenth of March 2026."""

    def sell(self, day, quantity, **vals):
        return self.env["jit.demand.event"].create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "company_id": self.env.company.id,
                "day": day,
                "quantity": quantity,
                **vals,
            }
        )

    def drawn(self):
        self.rule.invalidate_recordset()
        chart = self.rule.jit_demand_chart
        return chart, dict(
            (series["label"], dict(zip(chart["labels"], series["values"], strict=True)))
            for series in chart["series"]
        )

    def test_each_of_24_months_has_a_bar_also_without_a_sale(self):
        self.sell("2024-04-01", 5)
        self.sell("2026-03-02", 7)
        self.sell("2026-03-09", 1)
        self.sell("2024-03-31", 100)
        chart, series = self.drawn()
        self.assertEqual(len(chart["labels"]), 24)
        self.assertEqual(chart["labels"][0], "Apr 24")
        sold = series["Sold"]
        self.assertEqual((sold["Apr 24"], sold["Jan 25"], sold["Mar 26"]), (5, 0, 8))
        self.assertIn("Jan 25 0", chart["said"])

    def test_what_is_not_stocked_for_and_left_out_stands_apart(self):
        event = self.sell("2026-02-03", 600)
        self.sell("2026-02-05", 30, excluded=True)
        self.learning.cut_orders = [[event.day.toordinal(), 600.0, 40.0]]
        _chart, series = self.drawn()
        month = {label: values["Feb 26"] for label, values in series.items()}
        self.assertEqual(
            month, {"Sold": 40.0, "Not stocked for": 560.0, "Left out": 30.0}
        )

    def test_demand_of_another_place_is_not_of_this_rule(self):
        shelf = self.stock.copy({"location_id": self.stock.id, "name": "Shelf"})
        other = self.stock.copy({"name": "Elsewhere"})
        self.sell("2026-03-02", 3, location_id=shelf.id)
        self.sell("2026-03-02", 50, location_id=other.id)
        _chart, series = self.drawn()
        self.assertEqual(series["Sold"]["Mar 26"], 3)

    def receive(self, day, days, promised, partner=None):
        order = self.env["purchase.order"].create(
            {
                "partner_id": (partner or self.vendor).id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        return self.env["jit.receipt"].create(
            {
                "purchase_line_id": order.order_line.id,
                "partner_id": (partner or self.vendor).id,
                "product_id": self.product.id,
                "company_id": self.env.company.id,
                "confirmed_on": "2026-01-01",
                "received_on": day,
                "days": days,
                "promised_days": promised,
            }
        )

    def test_each_receipt_is_a_dot_beside_its_promise(self):
        self.receive("2026-02-20", 21, 14)
        self.receive("2026-02-01", 16, 12)
        self.receive("2026-02-10", 9, 10, self.make_vendor("Zenith"))
        chart = self.rule.jit_receipt_chart
        dots = {series["label"]: series["values"] for series in chart["series"]}
        self.assertEqual(dots["Acme"], [16, None, 21])
        self.assertEqual(dots["Other vendors"], [None, 9, None])
        promised, learned = chart["lines"]
        self.assertEqual(promised["values"], [12, 10, 14])
        self.assertIn("16", learned["label"])
        self.assertIn("21 days, promised 14", chart["said"])

    def test_buttons_open_all_of_it_and_nothing_else(self):
        self.sell("2026-03-02", 3)
        self.sell("2026-03-02", 4, product_id=self.make_product().id)
        receipt = self.receive("2026-02-20", 21, 14)
        action = self.rule.action_jit_open_demand()
        found = self.env["jit.demand.event"].search(action["domain"])
        self.assertEqual(found.mapped("quantity"), [3])
        action = self.rule.action_jit_open_receipts()
        self.assertEqual(self.env["jit.receipt"].search(action["domain"]), receipt)

    def test_their_addresses_keep_the_rule(self):
        """What is opened anew has the domain of the action, and the rule's id."""
        for action in (
            self.rule.action_jit_open_demand(),
            self.rule.action_jit_open_receipts(),
        ):
            stored = self.env["ir.actions.act_window"].browse(action["id"]).domain
            rule_id = action["context"]["active_id"]
            opened_anew = safe_eval(stored, {"active_id": rule_id})
            self.assertEqual(opened_anew, action["domain"])

    def test_storekeeper_sees_the_charts(self):
        self.sell("2026-03-02", 3)
        self.receive("2026-02-20", 21, 14)
        rule = self.rule.with_user(self.storekeeper)
        self.assertTrue(rule.jit_demand_chart)
        self.assertTrue(rule.jit_receipt_chart)
