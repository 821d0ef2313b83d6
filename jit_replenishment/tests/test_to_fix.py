from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import JitCommon
from .test_poison import REPLENISHER, BadRuleCommon

MANAGER = "jit_replenishment.group_jit_manager"


class ToFixCommon(JitCommon):
    def problems(self, rules):
        return self.env["jit.exception"].search([("orderpoint_id", "in", rules.ids)])

    def reminders(self, problems):
        """All there ever were, put away ones too."""
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search(
                [("res_model", "=", "jit.exception"), ("res_id", "in", problems.ids)]
            )
        )

    def make_problem(self, **vals):
        """A rule without a vendor, looked at."""
        rule = self.make_rule(self.make_product(**vals))
        self.run_replenishment()
        return self.problems(rule)


@tagged("post_install", "-at_install")
class TestOwner(ToFixCommon):
    """Every problem has somebody, and reminds them once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.keeper = cls.make_user("storekeeper", "stock.group_stock_user")

    def test_vendors_buyer_owns_what_its_price_list_stops(self):
        self.vendor.buyer_id = self.buyer
        product = self.make_product(responsible_id=self.keeper.id)
        self.make_offer(product, price=0)
        rule = self.make_rule(product)
        self.run_replenishment()
        self.assertEqual(self.problems(rule).user_id, self.buyer)

    def test_products_responsible_owns_it_where_no_buyer_is(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        self.assertEqual(problem.user_id, self.keeper)

    def test_person_of_the_settings_owns_the_rest(self):
        self.env.company.jit_mender_id = self.buyer
        self.assertEqual(self.make_problem().user_id, self.buyer)

    def managers(self):
        return self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(MANAGER).id),
                ("company_ids", "in", self.env.company.id),
            ],
            order="id",
        )

    def test_first_manager_owns_what_nobody_is_named_for(self):
        self.make_user("late manager", MANAGER)
        problem = self.make_problem()
        self.assertEqual(problem.user_id, self.managers()[0])
        self.assertEqual(len(self.reminders(problem)), 1)

    def test_problem_nobody_may_see_finds_its_owner_once_there_is_one(self):
        with self.other_company() as (company, warehouse):
            rule = self.make_rule_of(warehouse, self.make_product())
            self.run_replenishment()
            problem = self.open_problems(rule)
            self.assertFalse(problem.user_id)
            manager = self.make_user(
                "new manager",
                MANAGER,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            for _look in range(2):
                self.run_sweep()
        self.assertEqual(problem.user_id, manager)
        self.assertEqual(len(self.reminders(problem)), 1)

    def test_person_who_left_or_may_not_see_it_owns_nothing(self):
        self.vendor.buyer_id = self.buyer
        self.buyer.active = False
        clerk = self.make_user("clerk", "base.group_user")
        product = self.make_product(responsible_id=clerk.id)
        self.make_offer(product, price=0)
        rule = self.make_rule(product)
        self.run_replenishment()
        self.assertEqual(self.problems(rule).user_id, self.managers()[0])

    def test_three_runs_remind_once(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        for _run in range(2):
            problem.orderpoint_id._jit_signal()
            self.run_replenishment()
        self.assertEqual(self.problems(problem.orderpoint_id), problem)
        reminder = self.reminders(problem)
        self.assertEqual(len(reminder), 1)
        self.assertEqual(reminder.user_id, self.keeper)
        self.assertIn("No vendor sells this product", str(reminder.note))

    def test_reminder_sends_no_mail_and_makes_nobody_follow(self):
        mails = self.env["mail.mail"].search_count([])
        problem = self.make_problem(responsible_id=self.keeper.id)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(problem.message_follower_ids)
        self.assertFalse(problem.message_ids)

    def test_owner_sees_and_ticks_off_the_reminder(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        mine = problem.with_user(self.keeper)
        self.assertEqual(len(mine.activity_ids), 1)
        mine.activity_ids.action_feedback(feedback="asked the vendor")
        self.assertFalse(mine.activity_ids)
        self.assertFalse(problem.closed_at)

    def test_cured_problem_reminds_nobody(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        self.make_offer(problem.product_id)
        self.run_replenishment()
        self.assertTrue(problem.closed_at)
        self.assertFalse(problem.activity_ids)

    def test_same_cause_on_the_same_day_is_the_same_record_and_reminder(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        for _turn in range(3):
            offer = self.make_offer(problem.product_id)
            self.run_replenishment()
            self.assertTrue(problem.closed_at)
            offer.unlink()
            self.run_replenishment()
        self.assertEqual(self.problems(problem.orderpoint_id), problem)
        self.assertFalse(problem.closed_at)
        self.assertEqual(len(self.reminders(problem)), 1)
        self.assertEqual(len(problem.activity_ids), 1)

    def test_same_cause_days_later_is_a_new_record(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        offer = self.make_offer(problem.product_id)
        self.run_replenishment()
        with freeze_time("2026-03-13 09:00:00"):
            offer.unlink()
            self.run_replenishment()
            both = self.problems(problem.orderpoint_id)
        self.assertEqual(len(both), 2)
        self.assertEqual(len(self.reminders(both)), 2)
        self.assertEqual(len(both.activity_ids), 1)

    def test_deleted_rule_leaves_no_reminder(self):
        problem = self.make_problem(responsible_id=self.keeper.id)
        reminder = self.reminders(problem)
        problem.orderpoint_id.unlink()
        self.assertFalse(reminder.exists())

    def test_two_hundred_problems_need_no_more_reads_than_ten(self):
        def selects(count):
            products = self.make_products(count, responsible_id=self.keeper.id)
            rules = self.make_rule(products)
            causes = {rule_id: {"no_vendor": {}} for rule_id in rules.ids}
            self.env.flush_all()
            self.env.invalidate_all()
            statements = []
            execute = type(self.env.cr).execute

            def counted(cursor, query, *args, **kwargs):
                statements.append(str(query).strip())
                return execute(cursor, query, *args, **kwargs)

            with patch.object(type(self.env.cr), "execute", counted):
                self.env["jit.exception"]._reconcile(causes)
                self.env.flush_all()
            return sum("SELECT" in statement[:12] for statement in statements)

        selects(1)
        few, many = selects(10), selects(200)
        # but for a row of the cache that one of them found cold
        self.assertLessEqual(many, few + 1)


@tagged("post_install", "-at_install")
class TestRemedy(ToFixCommon):
    """Each problem opens where it is mended."""

    def test_missing_vendor_opens_the_product_on_its_purchase_tab(self):
        problem = self.make_problem()
        action = problem.action_open_product()
        self.assertEqual(problem.remedy, "product")
        self.assertEqual(action["res_id"], problem.product_id.id)
        view = self.env["product.product"].get_view(action["views"][0][0])
        self.assertRegex(view["arch"], r'<page[^>]*name="purchase"[^>]*autofocus=')

    def expired(self, offers=1):
        rule = self.make_rule(self.make_product())
        for _offer in range(offers):
            self.make_offer(rule.product_id, date_end="2026-03-01")
        self.run_replenishment()
        problem = self.open_problems(rule)
        self.assertEqual(problem.kind, "offer_expired")
        self.assertEqual(problem.remedy, "price")
        return problem

    def test_expired_price_opens_its_own_line_where_the_end_date_is(self):
        problem = self.expired()
        offer = problem.product_id.seller_ids
        action = problem.action_open_price()
        self.assertEqual(action["res_model"], offer._name)
        self.assertEqual(action["res_id"], offer.id)
        offer.write({"price": 3.0})
        self.run_replenishment()
        self.assertFalse(problem.closed_at)
        self.assertIn("Move its end date", problem.message)
        offer.write({"date_end": "2026-12-31"})
        self.run_replenishment()
        self.assertTrue(problem.closed_at)

    def test_several_expired_prices_open_as_a_list_with_their_dates(self):
        problem = self.expired(offers=2)
        self.make_offer(problem.product_id, self.make_vendor("Other"), sequence=9)
        action = problem.action_open_price()
        shown = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(shown.partner_id, self.vendor)
        self.assertEqual(len(shown), 2)
        arch = shown.get_view(action["views"][0][0], "list")["arch"]
        self.assertRegex(arch, r'<field name="date_end"[^>]*optional="show"')

    def test_unchecked_price_is_accepted_where_its_problem_leads(self):
        product = self.make_product()
        self.buy_once(product, 3.0)
        rule = self.make_rule(product)
        self.run_replenishment()
        problem = self.open_problems(rule)
        self.assertEqual(problem.kind, "offer_not_accepted")
        action = problem.action_open_price()
        offer = self.env[action["res_model"]].browse(action["res_id"])
        view = offer.get_view(action["views"][0][0], "form")
        self.assertIn('name="action_jit_accept"', view["arch"])

    def test_archived_vendor_opens_the_vendor(self):
        rule = self.make_rule()
        self.vendor.active = False
        self.run_replenishment()
        problem = self.problems(rule)
        self.assertEqual(problem.remedy, "vendor")
        self.assertEqual(problem.action_open_vendor()["res_id"], self.vendor.id)

    def test_every_kind_has_a_button(self):
        rule = self.make_rule()
        kinds = ("no_route", "not_bought", "failed", "of another addon")
        problems = self.env["jit.exception"].create(
            [{"orderpoint_id": rule.id, "kind": kind} for kind in kinds]
        )
        self.assertEqual(problems.mapped("remedy"), ["rule", "route", "check", "rule"])
        self.assertEqual(problems[0].action_open_rule()["res_id"], rule.id)
        route = self.warehouse.buy_pull_id.route_id
        self.assertEqual(problems[1].action_open_route()["res_id"], route.id)


@tagged("post_install", "-at_install")
class TestExtensionModule(ToFixCommon, BadRuleCommon):
    """What another addon breaks costs the item it breaks, wherever it raises."""

    def assertCostsOnlyTheCulprit(self):
        with mute_logger(REPLENISHER):
            self.run_replenishment()
        self.assertEqual(self.draft_lines(self.rules).orderpoint_id, self.good)
        problem = self.problems(self.rules)
        self.assertEqual(problem.orderpoint_id, self.bad)
        self.assertEqual(problem.kind, "failed")

    def broken(self, model, method, is_culprits):
        original = getattr(type(self.env[model]), method)

        def raising(records, *args, **kwargs):
            if is_culprits(*args):
                raise ZeroDivisionError("an extension's mistake")
            return original(records, *args, **kwargs)

        return patch.object(type(self.env[model]), method, raising)

    def test_values_of_a_line(self):
        bad = self.bad.product_id.id
        with self.broken(
            "jit.draft.order",
            "_prepare_line_vals",
            lambda _order, wish: wish.verdict.rule.product_id == bad,
        ):
            self.assertCostsOnlyTheCulprit()

    def test_decision(self):
        with self.broken(
            "jit.situation", "_decide", lambda rule_ids: self.bad.id in rule_ids
        ):
            self.assertCostsOnlyTheCulprit()

    def test_rounding(self):
        bad = self.bad.product_id.id
        with self.broken(
            "jit.wish",
            "_of",
            lambda verdict: verdict and verdict.rule.product_id == bad,
        ):
            self.assertCostsOnlyTheCulprit()

    def test_line_of_the_order(self):
        bad = self.bad.product_id.id
        with self.broken(
            "purchase.order.line",
            "create",
            lambda vals_list: any(vals["product_id"] == bad for vals in vals_list),
        ):
            self.assertCostsOnlyTheCulprit()

    def test_order_of_one_vendor(self):
        vendor = self.make_vendor("Odd")
        self.make_offer(self.bad.product_id, vendor, sequence=-1)
        self.bad.product_id.seller_ids.sorted("sequence")[1:].unlink()
        with self.broken(
            "purchase.order",
            "create",
            # the engine makes one order at a time, of plain values
            lambda vals: vals["partner_id"] == vendor.id,
        ):
            self.assertCostsOnlyTheCulprit()

    def test_problem_that_cannot_be_written_stops_nobody(self):
        bad = self.bad.product_id.id
        with (
            self.broken(
                "jit.draft.order",
                "_prepare_line_vals",
                lambda _order, wish: wish.verdict.rule.product_id == bad,
            ),
            self.broken("mail.activity", "create", lambda vals_list: bool(vals_list)),
        ):
            self.bad.product_id.responsible_id = self.make_user(
                "keeper", "stock.group_stock_user"
            )
            with mute_logger(REPLENISHER):
                self.run_replenishment()
        self.assertEqual(self.draft_lines(self.rules).orderpoint_id, self.good)
