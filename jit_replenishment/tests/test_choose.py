from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .choose_common import ChooseCommon


@tagged("post_install", "-at_install")
class TestChooseRules(ChooseCommon):
    """Existing rules are adopted in one action, figures kept."""

    def test_counts_tell_what_is_there_before_anything_happens(self):
        products = self.make_bought_products(4)
        auto, manual, live, trial = products
        self.make_rule(auto, trigger="auto")
        self.make_rule(manual, trigger="manual")
        self.make_rule(live)
        self.make_rule(trial, trigger="auto").action_jit_start_trial()
        wizard = self.choose(product_ids=products)
        self.assertEqual(
            self.counts(wizard, "auto", "manual", "trial", "live", "startable"),
            (1, 1, 1, 1, 2),
        )

    def test_trial_keeps_figures_and_trigger(self):
        rule = self.make_rule(trigger="auto", reorder_point=7, target=9)
        wizard = self.choose(product_ids=rule.product_id)
        action = self.shown(wizard.action_choose())
        self.assertEqual(rule.jit_stage, "trial")
        self.assertEqual(rule.trigger, "auto")
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (7, 9))
        self.assertEqual(action["name"], "Rules on Trial")
        shown = self.env["jit.trial"].search(action["domain"])
        self.assertEqual(shown.orderpoint_id, rule)
        self.assertEqual(shown.said, "Within the hour")

    def test_those_on_trial_already_are_shown_and_live_ones_are_not(self):
        products = self.make_bought_products(3)
        tried, live, hand = self.make_rule(products, trigger="manual")
        tried.action_jit_start_trial()
        live.action_jit_go_live()
        other = self.make_rule(trigger="manual")
        other.action_jit_start_trial()
        wizard = self.choose(product_ids=products)
        action = wizard.action_choose()
        self.assertIn("report follows within the hour", action["params"]["message"])
        shown = self.env["jit.trial"].search(self.shown(action)["domain"])
        self.assertEqual(shown.orderpoint_id, tried | hand)

    def test_left_as_they_are_they_are_not_called_just_in_time(self):
        rule = self.make_rule(trigger="manual")
        action = self.choose(product_ids=rule.product_id, what="leave").action_choose()
        self.assertEqual(action["name"], "Rules")

    def test_going_live_takes_those_on_trial_along(self):
        products = self.make_bought_products(2)
        rules = self.make_rule(products, trigger="manual", reorder_point=3, target=8)
        rules[0].action_jit_start_trial()
        self.go_live(self.choose(product_ids=products, what="live"))
        self.assertEqual(rules.mapped("jit_stage"), ["live", "live"])
        self.assertEqual(rules.mapped("product_min_qty"), [3, 3])

    def go_live(self, wizard):
        """Yes to what is shown first."""
        shown = wizard.action_choose()
        self.assertEqual(shown["res_model"], "jit.go.live")
        self.env["jit.go.live"].browse(shown["res_id"]).action_go_live()

    def test_nothing_goes_live_before_somebody_saw_what_is_ordered(self):
        rule = self.make_rule(trigger="manual")
        self.choose(product_ids=rule.product_id, what="live").action_choose()
        self.assertEqual(rule.jit_stage, "hand")

    def test_left_as_they_are_nothing_happens_to_rules(self):
        rule = self.make_rule(trigger="auto")
        self.choose(product_ids=rule.product_id, what="leave").action_choose()
        self.assertEqual(rule.jit_stage, "hand")

    def test_all_live_says_there_is_nothing_to_do(self):
        rule = self.make_rule()
        with self.assertRaisesRegex(UserError, "Nothing to do here"):
            self.choose(product_ids=rule.product_id).action_choose()

    def test_what_go_on_does_is_said_before_it_is_pressed(self):
        products = self.make_bought_products(3)
        for product, trigger in zip(products, ("auto", "manual", "jit"), strict=True):
            self.make_rule(product, trigger=trigger)
        wizard = self.choose(product_ids=products)
        self.assertIn("on trial: 2.", wizard.next_said)
        wizard.what = "live"
        self.assertIn("go live: 2,", wizard.next_said)
        wizard.what = "leave"
        self.assertIn("as they are", wizard.next_said)
        self.assertFalse(wizard.is_idle)
        wizard.what = "trial"
        wizard.action_choose()
        again = self.choose(product_ids=products)
        self.assertEqual(again.next_said, "All rules not live are on trial already.")

    def test_nothing_to_do_is_said_instead_of_a_button_that_refuses(self):
        live = self.make_rule(self.make_bought_products(2))
        wizard = self.choose(product_ids=live.product_id)
        self.assertTrue(wizard.is_idle)
        self.assertIn("all 2 rules of these products are live", wizard.next_said)
        unsold = self.choose(product_ids=self.make_bought_products(1))
        self.assertIn("none of them was sold", unsold.next_said)
        self.assertTrue(unsold.is_idle)

    def test_rule_in_an_odd_place_is_left_out_and_shown(self):
        rule = self.make_rule(trigger="manual", location_id=self.suppliers.id)
        good = self.make_rule(trigger="manual")
        products = rule.product_id | good.product_id
        wizard = self.choose(product_ids=products, what="live")
        self.assertEqual(self.counts(wizard, "odd", "startable"), (1, 1))
        self.go_live(wizard)
        self.assertEqual((rule.trigger, good.trigger), ("manual", "jit"))
        shown = wizard.action_show_odd()
        self.assertEqual(shown["domain"], [("id", "in", rule.ids)])

    def test_rule_core_made_for_one_look_is_no_rule(self):
        rules = self.env["stock.warehouse.orderpoint"].with_user(1)
        product = self.make_product()
        rules.create(
            {
                "product_id": product.id,
                "location_id": self.stock.id,
                "trigger": "manual",
            }
        )
        wizard = self.choose(product_ids=product)
        self.assertEqual(self.counts(wizard, "manual", "odd"), (0, 0))

    def test_counted_with_as_many_queries_for_two_hundred_rules(self):
        products = self.make_bought_products(200)
        self.make_rule(products, trigger="manual")
        wizards = {
            len(few): self.choose(product_ids=few) for few in (products[:1], products)
        }

        def look(some):
            wizard = wizards[len(some)]
            self.assertEqual(wizard.manual_count, len(some))
            self.assertEqual(wizard.left_out_count, 0)

        self.assertAsManyQueries(look, products)

    def test_trial_of_a_hundred_rules_with_as_many_queries_as_of_one(self):
        products = self.make_bought_products(100)
        self.make_rule(products, trigger="manual")
        wizards = {
            len(few): self.choose(product_ids=few) for few in (products[:1], products)
        }

        def start_and_end(some):
            wizards[len(some)].action_choose()
            rules = self.env["stock.warehouse.orderpoint"].search(
                [("product_id", "in", some.ids)]
            )
            self.assertEqual(set(rules.mapped("jit_stage")), {"trial"})
            rules.action_jit_end_trial()
            self.env.flush_all()

        self.assertAsManyQueries(start_and_end, products)


@tagged("post_install", "-at_install")
class TestChooseScope(ChooseCommon):
    """By warehouse, category, vendor, class or selection, all of them together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Screws"})
        cls.inner = cls.env["product.category"].create(
            {"name": "Wood Screws", "parent_id": cls.category.id}
        )
        cls.other_vendor = cls.make_vendor("Bolt & Co")
        cls.first, cls.second, cls.third = cls.make_products(3)
        cls.make_offer(cls.first | cls.second)
        cls.make_offer(cls.third, cls.other_vendor)
        cls.first.categ_id = cls.inner
        cls.second.product_tmpl_id.jit_consequence_class_id = cls.vital
        cls.rules = cls.make_rule(cls.first | cls.second | cls.third, trigger="auto")

    def assertChosen(self, rules, **vals):
        self.choose(**vals).action_choose()
        self.assertEqual(self.rules.filtered("jit_trial_since"), rules)

    def test_category_brings_those_below_it(self):
        self.assertChosen(self.rules[0], category_ids=self.category)

    def test_vendor_has_a_price_of_the_product(self):
        self.assertChosen(self.rules[2], vendor_ids=self.other_vendor)

    def test_contact_of_a_vendor_counts_as_the_vendor(self):
        contact = self.make_vendor("Desk", parent_id=self.other_vendor.id)
        self.env["product.supplierinfo"].search(
            [("partner_id", "=", self.other_vendor.id)]
        ).partner_id = contact
        self.assertChosen(self.rules[2], vendor_ids=self.other_vendor)

    def test_class_is_that_which_holds(self):
        self.assertChosen(self.rules[1], class_ids=self.vital)

    def test_warehouse_keeps_others_out(self):
        other = self.env["stock.warehouse"].create({"name": "North", "code": "N"})
        there = self.make_rule_of(other, self.first, trigger="auto")
        self.choose(warehouse_ids=other).action_choose()
        self.assertEqual(there.jit_stage, "trial")
        self.assertEqual(self.rules.mapped("jit_stage"), ["hand"] * 3)

    def test_all_of_them_have_to_hold(self):
        wizard = self.choose(category_ids=self.category, vendor_ids=self.other_vendor)
        self.assertEqual(wizard.startable_count, 0)

    def test_products_selected_in_their_list_are_the_scope(self):
        templates = (self.first | self.third).product_tmpl_id
        action = templates.with_user(self.manager).action_jit_choose()
        wizard = self.env[action["res_model"]].with_user(self.manager)
        wizard = wizard.with_context(**action["context"]).create({})
        self.assertEqual(wizard.product_ids, self.first | self.third)
        self.assertEqual(wizard.auto_count, 2)

    def test_counts_follow_what_is_typed(self):
        with Form(self.env["jit.choose"].with_user(self.manager)) as form:
            form.vendor_ids.add(self.other_vendor)
            self.assertEqual(form.auto_count, 1)


@tagged("post_install", "-at_install")
class TestChooseRights(ChooseCommon):
    def test_buyer_and_storekeeper_cannot_choose(self):
        for group in ("purchase.group_purchase_user", "stock.group_stock_manager"):
            user = self.make_user(group, group)
            with self.subTest(group=group), self.assertRaises(AccessError):
                self.env["jit.choose"].with_user(user).create({})

    def test_manager_of_just_in_time_alone_may_choose(self):
        user = self.make_user("planner", "jit_replenishment.group_jit_manager")
        rule = self.make_rule(trigger="auto")
        wizard = self.env["jit.choose"].with_user(user)
        wizard = wizard.create({"product_ids": [Command.set(rule.product_id.ids)]})
        wizard.action_choose()
        self.assertEqual(rule.jit_stage, "trial")

    def test_rules_of_another_company_stay_as_they_are(self):
        with self.other_company() as (_company, warehouse):
            product = self.make_bought_products(1)
            there = self.make_rule_of(warehouse, product, trigger="auto")
            here = self.make_rule(product, trigger="auto")
            self.choose(product_ids=product).action_choose()
            self.assertEqual((there.jit_stage, here.jit_stage), ("hand", "trial"))

    def test_company_a_manager_is_not_in_is_refused(self):
        with (
            self.other_company() as (company, _warehouse),
            self.assertRaises(UserError),
        ):
            self.choose(company_id=company.id).action_choose()
