from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .learning_common import LearningCommon
from .test_security import UsersCommon


class RefusedCommon(LearningCommon):
    def plan(self, kind="uplift", **vals):
        vals = {"product_id": self.product.id, "reason": "spring"} | vals
        return self.env["jit.adjustment"].create({"kind": kind, **vals})

    def assertRefused(self, message, kind="uplift", **vals):
        with self.assertRefuses(message):
            self.plan(kind, **vals)

    @contextmanager
    def assertRefuses(self, message, error=ValidationError):
        """Refused with these words; nothing of it stays."""
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), message)


@tagged("post_install", "-at_install")
class TestAdjustmentRefused(RefusedCommon):
    """What makes no sense is refused with what to do instead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_product("Nut")

    def test_dates_reversed(self):
        self.assertRefused(
            "before it begins", first_day="2026-03-20", last_day="2026-03-19"
        )

    def test_factor_of_nothing_or_of_no_size(self):
        for factor in (0, -1, 1001):
            self.assertRefused("above 0", factor=factor)
        with self.assertRaises(UserError):
            self.plan(factor=float("inf"))

    def test_shelf_life_without_days(self):
        self.assertRefused("how many days", "shelf_life")

    def test_no_product_and_no_reason(self):
        self.assertRefused("which product", product_id=False)
        self.assertRefused("which product", applies_to="rule")
        self.assertRefused("which product", applies_to="category")
        self.assertRefused("Say why", reason=" ")

    def test_following_nothing_or_oneself(self):
        self.assertRefused("which product it follows", "launch")
        self.assertRefused("itself", "supersession", other_product_id=self.product.id)

    def test_category_that_follows_a_product(self):
        self.assertRefused(
            "choose the product",
            "launch",
            applies_to="category",
            category_id=self.env["product.category"].create({"name": "All"}).id,
            other_product_id=self.other.id,
        )

    def test_loop_of_replacements(self):
        third = self.make_product("Washer")
        self.plan("supersession", other_product_id=self.other.id)
        self.plan("supersession", product_id=third.id, other_product_id=self.product.id)
        self.assertRefused(
            "replaces .* already",
            "supersession",
            product_id=self.other.id,
            other_product_id=third.id,
        )

    def test_archived_replacement_makes_no_loop_until_it_comes_back(self):
        first = self.plan("supersession", other_product_id=self.other.id)
        first.active = False
        self.plan(
            "supersession",
            product_id=self.other.id,
            other_product_id=self.product.id,
        )
        with self.assertRefuses("already"):
            first.active = True

    def test_same_thing_twice_on_a_day(self):
        self.plan(first_day="2026-03-01", last_day="2026-03-31", factor=2)
        self.assertRefused("planned already", first_day="2026-03-31", factor=3)
        later = self.plan(first_day="2026-04-01", factor=3)
        self.assertTrue(later)
        self.plan("freeze", first_day="2026-03-01")

    def test_end_of_what_does_not_end(self):
        self.assertRefused("does not come back", "retire", last_day="2026-09-01")

    def test_rule_of_another_product_or_company(self):
        nuts = self.make_rule(self.other)
        change = self.plan(applies_to="rule", orderpoint_id=self.rule.id)
        with self.assertRaises(ValidationError):
            change.product_id = self.other
        with self.other_company() as (_company, warehouse):
            rule = self.make_rule_of(warehouse, self.other)
            with self.assertRaises(UserError):
                self.plan(applies_to="rule", orderpoint_id=rule.id)
        self.assertEqual(nuts.company_id, change.company_id)

    def test_product_of_another_company(self):
        with self.other_company() as (company, _warehouse):
            self.other.company_id = company
            with self.assertRaises(UserError):
                self.plan(product_id=self.other.id)
            with self.assertRaises(UserError):
                self.plan("launch", other_product_id=self.other.id)

    def test_guess_below_nothing(self):
        with self.assertRefuses("less than nothing"):
            self.rule.jit_first_guess = -1

    def test_used_one_is_archived_not_deleted(self):
        change = self.plan()
        self.env["jit.learning"]._learn(self.rule.ids)
        self.assertTrue(change.is_used)
        with self.assertRefuses("Archive it", UserError):
            change.unlink()
        change.active = False
        unused = self.plan("freeze")
        unused.unlink()
        self.assertFalse(unused.exists())

    def make_categories(self):
        """One inside the other, with the part in the inner one."""
        above = self.env["product.category"].create({"name": "Screws"})
        below = self.env["product.category"].create(
            {"name": "Wood", "parent_id": above.id}
        )
        self.product.categ_id = below
        return above, below

    def test_category_that_shaped_figures_is_not_deleted(self):
        above, below = self.make_categories()
        change = self.plan(
            applies_to="category", category_id=below.id, product_id=False
        )
        self.env["jit.learning"]._learn(self.rule.ids)
        change.active = False
        for category in (below, above):
            with self.assertRefuses("Wood: figures were learned with", UserError):
                category.unlink()
        change.category_id = self.env["product.category"].create({"name": "Past"})
        above.unlink()
        self.assertTrue(change.exists())
        self.assertFalse(below.exists())

    def test_category_whose_plans_shaped_nothing_goes_with_them(self):
        above, _below = self.make_categories()
        change = self.plan(
            applies_to="category", category_id=above.id, product_id=False
        )
        above.unlink()
        self.assertFalse(change.exists())

    def test_plan_of_another_company_holds_its_category_too(self):
        above, below = self.make_categories()
        with self.other_company() as (company, warehouse):
            rule = self.make_rule_of(warehouse, self.product)
            self.plan(
                applies_to="category",
                category_id=below.id,
                product_id=False,
                company_id=company.id,
            )
            self.env["jit.learning"]._learn(rule.ids)
        manager = self.make_user("products", "product.group_product_manager")
        with self.assertRefuses("another category", UserError):
            above.with_user(manager).unlink()

    def test_form_forgets_what_is_not_meant_any_more(self):
        form = Form(self.env["jit.adjustment"])
        form.kind = "launch"
        form.product_id = self.product
        form.other_product_id = self.other
        form.kind = "retire"
        form.reason = "gone"
        change = form.save()
        self.assertFalse(change.other_product_id)
        self.assertEqual(change.state, "now")


@tagged("post_install", "-at_install")
class TestAdjustmentRights(UsersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.change = cls.env["jit.adjustment"].create(
            {"kind": "freeze", "product_id": cls.product.id, "reason": "audit"}
        )

    def test_managers_plan_and_others_read(self):
        every = ("read", "write", "create", "unlink")
        self.assertMay(self.purchase_manager, "jit.adjustment", *every)
        for user in (self.purchase_user, self.stock_user, self.stock_manager):
            self.assertMay(user, "jit.adjustment", "read")
            self.assertMay(user, "jit.adjustment.effect", "read")
        self.assertMay(self.purchase_manager, "jit.adjustment.effect", "read")
        for model in ("jit.adjustment", "jit.adjustment.effect"):
            self.assertMay(self.employee, model)

    def test_manager_plans_and_the_rule_is_learned_again(self):
        change = (
            self.env["jit.adjustment"]
            .with_user(self.purchase_manager)
            .create(
                {
                    "kind": "uplift",
                    "factor": 2,
                    "product_id": self.product.id,
                    "reason": "spring",
                    "user_id": self.purchase_user.id,
                    "is_used": True,
                }
            )
        )
        self.assertEqual(change.user_id, self.purchase_manager)
        self.assertFalse(change.is_used)
        change.user_id = self.purchase_user
        self.assertEqual(change.user_id, self.purchase_manager)
        self.env.cr.precommit.run()
        asked = self.env["jit.learning.request"].search([])
        self.assertIn(self.rule, asked.orderpoint_id)

    def test_buyer_plans_nothing(self):
        with self.assertRaises(AccessError):
            self.change.with_user(self.purchase_user).reason = "mine"

    def test_other_companies_are_not_seen(self):
        self.env["jit.learning"]._learn(self.rule.ids)
        with self.other_company() as (company, _warehouse):
            user = self.make_user(
                "neighbour",
                "purchase.group_purchase_manager",
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            )
            for model in ("jit.adjustment", "jit.adjustment.effect"):
                self.assertTrue(self.env[model].search([]))
                self.assertFalse(self.env[model].with_user(user).search([]))
            with self.assertRaises(AccessError):
                self.change.with_user(user).reason = "ours"

    def test_manager_of_one_company_hands_none_to_another(self):
        with self.other_company() as (company, _warehouse):
            change = self.change.with_user(self.purchase_manager)
            with self.assertRaises(AccessError):
                change.company_id = company
