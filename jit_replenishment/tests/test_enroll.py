from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import JitCommon


class EnrollCommon(JitCommon):
    def make_wizard(self, products, **vals):
        return self.env["jit.enroll"].create({"product_ids": products.ids, **vals})

    def preview(self, products, **vals):
        """The page that shows what the first run would order."""
        action = self.make_wizard(products, **vals).action_enroll()
        self.assertEqual(action["res_model"], "jit.go.live")
        return self.env["jit.go.live"].browse(action["res_id"])

    def enroll(self, products, **vals):
        """The rules that are live once somebody said yes to what was shown."""
        page = self.preview(products, **vals)
        page.action_go_live()
        self.assertEqual(page.state, "done")
        return page.orderpoint_ids


@tagged("post_install", "-at_install")
class TestEnroll(EnrollCommon):
    """Putting products under just-in-time keeps what is there and makes the rest."""

    def test_product_without_a_rule_gets_one_and_is_ordered(self):
        product = self.make_product()
        self.make_offer(product)
        rule = self.enroll(product, reorder_point=5, target_stock=12)
        self.assertEqual((rule.trigger, rule.location_id), ("jit", self.stock))
        self.run_replenishment()
        self.assertOrdered(rule, 12)

    def test_existing_rule_keeps_its_figures_whatever_is_typed(self):
        rule = self.make_rule(trigger="manual", reorder_point=3, target=8)
        self.assertEqual(self.enroll(rule.product_id, target_stock=99), rule)
        self.assertEqual(rule.trigger, "jit")
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (3, 8))

    def test_archived_rule_comes_back_to_life_and_undo_archives_it_again(self):
        rule = self.make_rule(trigger="auto", active=False)
        self.assertEqual(self.enroll(rule.product_id), rule)
        self.assertEqual((rule.trigger, rule.active), ("jit", True))
        rule.action_jit_undo()
        self.assertEqual((rule.trigger, rule.active), ("auto", False))

    def test_enrolling_twice_changes_nothing(self):
        product = self.make_product()
        rule = self.enroll(product, reorder_point=5, target_stock=12)
        action = self.make_wizard(
            product, reorder_point=1, target_stock=2
        ).action_enroll()
        shown = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(shown, rule)
        self.assertEqual(rule.product_max_qty, 12)

    def test_every_variant_of_a_template_is_enrolled(self):
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": n}) for n in "SML"]}
        )
        values = [Command.set(size.value_ids.ids)]
        sizes = {"attribute_id": size.id, "value_ids": values}
        template = self.env["product.template"].create(
            {
                "name": "Shirt",
                "is_storable": True,
                "attribute_line_ids": [Command.create(sizes)],
            }
        )
        action = template.action_jit_enroll()
        wizard = self.env["jit.enroll"].with_context(**action["context"]).create({})
        self.assertEqual(wizard.product_ids, template.product_variant_ids)
        self.assertEqual(wizard.new_count, 3)

    def test_answer_is_given_to_all_products(self):
        products = self.make_product() | self.make_product("Nut")
        rules = self.enroll(products, consequence_class_id=self.vital.id)
        self.assertEqual(rules.jit_effective_class_id, self.vital)

    def test_no_answer_leaves_the_answers_there_are(self):
        product = self.make_product(jit_consequence_class_id=self.minor.id)
        self.assertEqual(self.enroll(product).jit_effective_class_id, self.minor)

    def test_untracked_products_are_named_and_left_out(self):
        tracked, loose = self.make_product(), self.make_product(is_storable=False)
        wizard = self.make_wizard(tracked | loose)
        self.assertEqual((wizard.refused_ids, wizard.new_count), (loose, 1))
        self.assertEqual(self.enroll(tracked | loose).product_id, tracked)

    def test_only_untracked_products_say_what_to_do(self):
        with self.assertRaisesRegex(ValidationError, "Tick Track Inventory"):
            self.enroll(self.make_product(is_storable=False))

    def test_target_below_the_reorder_point_makes_no_rule_at_all(self):
        products = self.make_product() | self.make_product("Nut")
        with self.assertRaisesRegex(ValidationError, "Raise the target"):
            self.enroll(products, reorder_point=5, target_stock=2)

    def test_figures_that_are_no_numbers_are_refused(self):
        product = self.make_product()
        for name in ("reorder_point", "target_stock"):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(ValidationError, "plain numbers"),
            ):
                self.make_wizard(product, **{name: float("nan")})

    def test_warehouse_of_another_company_is_refused(self):
        with (
            self.other_company() as (_company, warehouse),
            self.assertRaisesRegex(UserError, "belongs to another company"),
        ):
            self.make_wizard(self.make_product(), warehouse_id=warehouse.id)

    def test_screen_counts_kept_new_and_left_out(self):
        kept = self.make_rule(trigger="auto").product_id
        products = kept | self.make_product() | self.make_product(is_storable=False)
        context = {"default_product_ids": products.ids}
        with Form(self.env["jit.enroll"].with_context(**context)) as form:
            self.assertEqual((form.existing_count, form.new_count), (1, 1))
            form.target_stock = 20
        self.assertEqual(form.record.product_ids, products)


@tagged("post_install", "-at_install")
class TestEnrollPreview(EnrollCommon):
    """What the first run would order is shown before anything is live."""

    def test_rules_made_for_it_are_shown_and_order_nothing_before_the_yes(self):
        kept = self.make_rule(trigger="auto")
        new = self.make_product()
        self.make_offer(new)
        page = self.preview(kept.product_id | new, reorder_point=5, target_stock=12)
        self.assertIn("order 2 lines for", page.said)
        self.assertIn("New rules among them: 1.", page.said)
        made = page.made_ids
        self.assertEqual((made.product_id, made.trigger), (new, "manual"))
        self.run_replenishment()
        self.assertFalse(self.draft_lines(kept | made))
        page.action_go_live()
        self.run_replenishment()
        self.assertOrdered(made, 12)
        self.assertOrdered(kept, 30)

    def test_class_that_was_answered_is_the_products_with_the_yes_only(self):
        first, other = self.make_product(), self.make_product("Nut")
        self.make_offer(first | other)
        figures = {"reorder_point": 5, "target_stock": 12}
        self.preview(other, **figures, consequence_class_id=self.minor.id)
        page = self.preview(first, **figures, consequence_class_id=self.vital.id)
        template = first.product_tmpl_id
        self.assertFalse(template.jit_consequence_class_id)
        self.assertEqual(page.line_ids.consequence_class_id, self.vital)
        self.assertIn("their class will be Vital", page.said)
        page.action_go_live()
        self.assertEqual(page.state, "done")
        self.assertEqual(template.jit_consequence_class_id, self.vital)
        self.assertEqual(page.orderpoint_ids.jit_effective_class_id, self.vital)
        self.assertFalse(other.product_tmpl_id.jit_consequence_class_id)

    def test_class_that_was_answered_and_discarded_is_nobodys(self):
        product = self.make_product()
        page = self.preview(
            product, target_stock=12, consequence_class_id=self.vital.id
        )
        page.action_discard()
        self.assertFalse(product.product_tmpl_id.jit_consequence_class_id)

    def test_first_run_is_weighed_by_the_class_that_was_answered(self):
        rules = self.make_rule(self.make_bought_products(2), trigger="auto")
        first, then = rules
        action = self.env["jit.go.live"]._open(
            rules,
            given_class_id=self.vital.id,
            answered_ids=then.product_tmpl_id.ids,
            most_lines=1,
        )
        page = self.env["jit.go.live"].browse(action["res_id"])
        self.assertEqual(page.order_line_ids.orderpoint_id, then)
        self.assertEqual(page.waiting_line_ids.orderpoint_id, first)

    def test_class_of_a_rule_of_its_own_stays(self):
        rule = self.make_rule(trigger="auto")
        rule.jit_consequence_class_id = self.minor
        page = self.preview(rule.product_id, consequence_class_id=self.vital.id)
        self.assertEqual(page.line_ids.consequence_class_id, self.minor)
        page.action_go_live()
        self.assertEqual(rule.jit_effective_class_id, self.minor)

    def test_new_rule_is_born_just_in_time_and_undo_makes_it_automatic(self):
        rule = self.enroll(self.make_product(), reorder_point=5, target_stock=12)
        self.assertFalse(
            self.env["jit.takeover"].search([("orderpoint_id", "=", rule.id)])
        )
        rule.action_jit_undo()
        self.assertEqual(rule.trigger, "auto")

    def test_archived_rule_is_decided_as_if_in_use(self):
        rule = self.make_rule(trigger="auto", active=False)
        page = self.preview(rule.product_id)
        self.assertEqual(page.order_line_ids.orderpoint_id, rule)
        self.assertEqual(page.order_line_ids.ordered_quantity, 30)
        self.assertFalse(rule.active)

    def test_who_comes_back_with_other_figures_is_asked_for_them_again(self):
        product = self.make_product()
        self.make_offer(product)
        first = self.preview(product, reorder_point=5, target_stock=12)
        self.assertEqual(self.make_wizard(product).new_count, 1)
        page = self.preview(product, reorder_point=6, target_stock=20)
        self.assertEqual(page.made_ids, first.made_ids)
        page.action_go_live()
        rule = page.made_ids
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (6, 20))
        self.assertEqual(self.make_wizard(product).existing_count, 1)

    def test_discarding_takes_only_the_new_rules_away(self):
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        kept, taken = self.make_rule(trigger="manual"), self.make_product("Taken")
        products = kept.product_id | self.make_product() | taken
        wizard = self.env["jit.enroll"].with_user(manager)
        action = wizard.create({"product_ids": products.ids}).action_enroll()
        page = self.env["jit.go.live"].with_user(manager).browse(action["res_id"])
        made = page.made_ids.with_env(self.env)
        self.assertEqual(len(made), 2)
        used = made.filtered(lambda rule: rule.product_id == taken)
        used.trigger = "auto"
        page.action_discard()
        self.assertEqual(made.exists(), used)
        self.assertTrue(kept.exists())

    def test_rules_of_others_are_not_discarded_whatever_the_page_says(self):
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        rule = self.make_rule(trigger="manual")
        page = (
            self.env["jit.go.live"]
            .with_user(manager)
            .create({"orderpoint_ids": rule.ids, "made_ids": rule.ids})
        )
        page.action_discard()
        self.assertTrue(rule.exists())

    def test_made_rules_of_one_are_not_those_of_another(self):
        product = self.make_product()
        self.preview(product, reorder_point=5, target_stock=12)
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        wizard = self.env["jit.enroll"].with_user(manager)
        wizard = wizard.create({"product_ids": product.ids})
        self.assertEqual((wizard.existing_count, wizard.new_count), (1, 0))

    def test_target_below_reorder_point_is_refused_the_second_time_too(self):
        product = self.make_product()
        self.preview(product, reorder_point=5, target_stock=12)
        with self.assertRaisesRegex(ValidationError, "Raise the target"):
            self.preview(product, reorder_point=5, target_stock=2)
