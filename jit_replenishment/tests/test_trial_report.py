from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .trial_common import TrialCommon


class TrialReportCommon(TrialCommon):
    def report(self, first="03-01", last="03-31", **vals):
        report = self.env["jit.trial.report"].create(
            {"first_day": f"2026-{first}", "last_day": f"2026-{last}"} | vals
        )
        action = report.action_show()
        self.assertEqual(action["res_id"], report.id)
        return report


@tagged("post_install", "-at_install")
class TestTrialReport(TrialReportCommon):
    def dip_and_order(self):
        """Just in Time orders 22 on the eleventh, people 100 on the thirteenth."""
        self.sell(12, "03-11")
        self.look("03-11")
        self.buy(100, "03-13")
        self.look("03-13")

    def test_totals_stand_side_by_side(self):
        self.dip_and_order()
        report = self.report()
        self.assertEqual((report.rules, report.days), (1, 4))
        self.assertEqual((report.real_lines, report.trial_lines), (1, 1))
        self.assertEqual((report.real_value, report.trial_value), (200, 46.2))
        self.assertEqual((report.real_out, report.trial_out), (0, 0))

    def test_difference_is_explained_in_a_sentence(self):
        self.dip_and_order()
        line = self.report().line_ids
        self.assertEqual(line.product_id, self.product)
        self.assertEqual(line.value_change, -153.8)
        self.assertEqual(
            line.said,
            "People ordered 100 on 03/13/2026 at 8 on hand. Just in Time would have "
            "ordered 22 on 03/11/2026 at 8 on hand. That is 2 days earlier. It fills "
            "up to the target of 30, to which 22 were missing.",
        )

    def test_rule_on_trial_since_today_is_compared_from_tomorrow_on(self):
        self.dip_and_order()
        report = self.report()
        before = report.trial_lines
        with self.at(report.last_day.strftime("%m-%d")):
            young = self.make_rule(self.make_bought_products(1), trigger="manual")
            young.action_jit_start_trial()
        self.look(report.last_day.strftime("%m-%d"))
        report = self.report()
        self.assertEqual((report.too_young, report.rules), (1, 1))
        self.assertEqual(report.trial_lines, before)

    def test_what_odoo_ordered_is_said_to_be_odoos(self):
        self.rule.trigger = "auto"
        self.sell(12, "03-11")
        with self.at("03-11"):
            self.env["stock.rule"].run_scheduler()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "=", self.product.id)]
        )
        self.entered(lines, "03-11")
        lines.product_qty = 90
        self.look("03-11")
        said = self.report().line_ids.said
        self.assertIn("Odoo ordered 90 on 03/11/2026", said)

    def test_what_a_person_orders_on_the_replenishment_page_is_said_to_be_theirs(self):
        self.sell(12, "03-11")
        with self.at("03-11"):
            self.rule.action_replenish()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual(lines.orderpoint_id, self.rule)
        self.entered(lines, "03-11")
        lines.product_qty = 90
        self.look("03-11")
        said = self.report().line_ids.said
        self.assertIn("People ordered 90 on 03/11/2026", said)

    def test_order_that_was_not_needed_says_what_was_seen(self):
        self.buy(100, "03-11")
        self.look("03-11")
        said = self.report().line_ids.said
        self.assertIn("Just in Time would not have ordered.", said)
        self.assertIn("On hand 20 + incoming 0", said)

    def test_order_that_nobody_placed_says_so(self):
        self.sell(12, "03-11")
        self.look("03-11")
        said = self.report().line_ids.said
        self.assertIn("Nothing was ordered.", said)
        self.assertIn("It is ordered by hand, and nobody did.", said)

    def test_order_above_a_minimum_says_so(self):
        self.product.seller_ids.min_qty = 50
        self.sell(12, "03-11")
        self.look("03-11")
        said = self.report().line_ids.said
        self.assertIn("minimum of 50 makes more of the need for 22", said)

    def test_days_run_out_are_told_of_both_sides(self):
        self.sell(20, "03-11")
        self.buy(100, "03-11")
        self.look("03-11")
        order = self.env["purchase.order"].search([], limit=1)
        self.receive(order, "03-12")
        self.look("03-12")
        said = self.report().line_ids.said
        self.assertIn("It ran out on 1 day; it would have on 2 days.", said)

    def test_trial_that_has_ended_is_told_as_before(self):
        self.dip_and_order()
        before = self.report().line_ids.said
        self.rule.action_jit_end_trial()
        self.assertEqual(self.report().line_ids.said, before)

    def test_same_orders_are_no_difference(self):
        self.sell(12, "03-11")
        self.buy(22, "03-11", price_unit=2.1)
        self.look("03-11")
        report = self.report()
        self.assertFalse(report.line_ids)
        self.assertEqual(report.days, 1 + 1)

    def test_days_outside_the_span_do_not_count(self):
        self.dip_and_order()
        report = self.report("03-12", "03-12")
        self.assertEqual((report.days, report.trial_lines), (1, 0))
        self.assertFalse(self.report("04-01", "04-30").days)

    def test_other_days_are_shown_when_asked_for(self):
        self.dip_and_order()
        report = self.report("03-12", "03-12")
        report.write({"first_day": "2026-03-11"})
        report.action_show()
        self.assertEqual(report.trial_lines, 1)
        days = report.action_open_days()
        found = self.env["jit.trial.day"].search(days["domain"])
        self.assertEqual(len(found), 2)

    def test_report_is_of_one_class_category_or_warehouse(self):
        self.dip_and_order()
        effective = self.rule.jit_effective_class_id
        other = (self.vital | self.minor | self.important) - effective
        self.assertTrue(self.report(consequence_class_id=effective.id).rules)
        self.assertFalse(self.report(consequence_class_id=other[0].id).rules)
        empty = self.env["product.category"].create({"name": "Empty"})
        self.assertFalse(self.report(product_category_id=empty.id).rules)
        self.assertTrue(self.report(product_category_id=self.product.categ_id.id).rules)
        east = self.env["stock.warehouse"].create({"name": "East", "code": "EA"})
        self.assertFalse(self.report(warehouse_id=east.id).rules)
        self.assertTrue(self.report(warehouse_id=self.warehouse.id).rules)

    def test_end_before_the_beginning_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Choose a later end"):
            self.report("03-12", "03-11")

    def test_rules_that_cannot_be_looked_at_are_counted(self):
        self.look("03-11")
        self.assertEqual(self.report().unnoted, 0)
        self.env["jit.trial"].search([]).state = "failed"
        report = self.report()
        self.assertEqual(report.unnoted, 1)
        self.assertEqual(report.action_open_unnoted()["res_model"], "jit.trial")

    def test_ten_largest_are_shown_the_largest_first(self):
        products = self.make_bought_products(12)
        rules = self.make_rule(products, trigger="manual")
        for number, rule in enumerate(rules, 1):
            rule.product_max_qty = 30 + number
        with self.at("03-10", 8):
            rules.action_jit_start_trial()
        self.look("03-10")
        lines = self.report().line_ids
        self.assertEqual(len(lines), 10)
        self.assertEqual(lines.orderpoint_id, rules.sorted("product_max_qty")[:1:-1])

    def test_as_many_queries_for_many_rules(self):
        rules = self.make_rule(self.make_bought_products(20), trigger="manual")
        with self.at("03-10", 8):
            rules.action_jit_start_trial()
        self.look("03-10")
        few = self.report(product_category_id=self.product.categ_id.id)
        self.queries_of(few.action_show)
        many = self.queries_of(few.action_show)
        self.env["jit.trial.day"].search([])[2:].unlink()
        self.assertLessEqual(many, self.queries_of(few.action_show) + 2)

    def test_stock_value_of_many_days_is_that_of_a_day(self):
        self.product.standard_price = 3
        self.look("03-10")
        self.look("03-12")
        days = self.env["jit.trial.day"]
        groups = days._read_group([], [], ["real_stock_value:sum", "real_lines:sum"])
        self.assertEqual(groups, [(60, 0)])
        self.assertEqual(self.report().real_stock_value, 60)


@tagged("post_install", "-at_install")
class TestTrialOnTheRule(TrialReportCommon):
    def test_form_says_what_it_would_have_ordered(self):
        self.assertIn("within the hour", self.rule.jit_trial_said)
        self.look("03-10")
        self.assertIn("nothing so far", self.rule.jit_trial_said)
        self.sell(12, "03-11")
        self.look("03-11")
        self.assertEqual(self.rule.jit_trial_days, 2)
        self.assertIn("would have ordered once: 22", self.rule.jit_trial_said)
        self.assertIn("46.20", self.rule.jit_trial_said)
        action = self.rule.action_jit_open_trial()
        found = self.env["jit.trial.day"].search(action["domain"])
        self.assertEqual(len(found), 2)
        self.rule.action_jit_end_trial()
        self.assertFalse(self.rule.jit_trial_said)
        self.assertEqual(self.rule.jit_trial_days, 2)

    def test_report_of_a_company_that_is_not_ticked_is_refused(self):
        with self.other_company() as (other, _warehouse):
            report = self.env["jit.trial.report"].create({"company_id": other.id})
            mine = report.with_context(allowed_company_ids=self.env.company.ids)
            with self.assertRaisesRegex(UserError, "ticked at the top"):
                mine.action_show()
