from contextlib import contextmanager

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestInheritance(JitCommon):
    """The nearest answer holds: rule, product, category, the categories above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.office = categories.create({"name": "Office"})
        cls.paper = categories.create({"name": "Paper", "parent_id": cls.office.id})
        cls.product = cls.make_product(categ_id=cls.paper.id)
        cls.template = cls.product.product_tmpl_id
        cls.rule = cls.make_rule(cls.product)

    def assertClass(self, record, consequence_class, origin):
        self.assertEqual(record.jit_effective_class_id, consequence_class)
        self.assertEqual(record.jit_class_origin, origin)

    def test_category_names_the_category_it_follows(self):
        above = self.env["product.category"].create({"name": "Office"})
        below = self.env["product.category"].create(
            {"name": "Paper", "parent_id": above.id}
        )
        self.assertClass(below, self.important, "assumed")
        above.jit_consequence_class_id = self.vital
        self.assertClass(below, self.vital, "from category Office")

    def test_nobody_answered_is_assumed(self):
        self.assertClass(self.template, self.important, "assumed")
        self.assertClass(self.rule, self.important, "assumed")

    def test_category_above_answers_for_those_below(self):
        self.office.jit_consequence_class_id = self.minor
        self.assertEqual(self.paper.jit_effective_class_id, self.minor)
        self.assertClass(self.template, self.minor, "from category Office")
        self.assertClass(self.rule, self.minor, "from category Office")

    def test_own_category_beats_the_one_above(self):
        self.office.jit_consequence_class_id = self.minor
        self.paper.jit_consequence_class_id = self.vital
        self.assertClass(self.rule, self.vital, "from category Office / Paper")

    def test_product_beats_its_category(self):
        self.paper.jit_consequence_class_id = self.vital
        self.template.jit_consequence_class_id = self.minor
        self.assertClass(self.template, self.minor, "set on this product")
        self.assertClass(self.rule, self.minor, "from the product")

    def test_rule_beats_its_product(self):
        self.template.jit_consequence_class_id = self.minor
        self.rule.jit_consequence_class_id = self.vital
        self.assertClass(self.rule, self.vital, "set on this rule")
        self.assertEqual(self.template.jit_effective_class_id, self.minor)

    def test_answer_taken_back_falls_to_the_next_above(self):
        self.office.jit_consequence_class_id = self.minor
        self.rule.jit_consequence_class_id = self.vital
        self.rule.jit_consequence_class_id = False
        self.assertClass(self.rule, self.minor, "from category Office")

    def test_moving_the_category_moves_its_products(self):
        self.office.jit_consequence_class_id = self.minor
        self.paper.parent_id = False
        self.assertClass(self.rule, self.important, "assumed")

    def test_moving_the_product_moves_its_rules(self):
        self.office.jit_consequence_class_id = self.minor
        self.template.categ_id = self.env["product.category"].create({"name": "Else"})
        self.assertClass(self.rule, self.important, "assumed")

    def test_decision_keeps_the_class_of_its_day(self):
        self.make_offer(self.product)
        self.rule.jit_consequence_class_id = self.vital
        self.run_replenishment()
        self.rule.jit_consequence_class_id = self.minor
        decision = self.draft_lines(self.rule).jit_decision_id
        self.assertEqual(decision.consequence_class_id, self.vital)


@tagged("post_install", "-at_install")
class TestClassSignals(JitCommon):
    """How far late goods are trusted hangs on the class: the engine looks again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Office"})
        cls.product = cls.make_product(categ_id=cls.category.id)
        cls.rule = cls.make_rule(cls.product)

    @contextmanager
    def assertSignals(self):
        """The engine is asked to look because of what happens inside."""
        signals = self.env["jit.signal"]
        self.env.flush_all()
        self.env.cr.precommit.run()
        signals.search([]).unlink()
        yield
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertIn(self.product, signals.search([]).product_id)

    def test_every_level_signals(self):
        for record in (self.category, self.product.product_tmpl_id, self.rule):
            with self.subTest(record=record), self.assertSignals():
                record.jit_consequence_class_id = self.vital


@tagged("post_install", "-at_install")
class TestAssumedClass(JitCommon):
    def test_ticking_another_class_moves_the_mark_and_the_products(self):
        rule = self.make_rule()
        self.minor.is_default = True
        self.assertFalse(self.important.is_default)
        self.assertEqual(rule.jit_effective_class_id, self.minor)
        self.assertEqual(rule.jit_class_origin, "assumed")

    def test_answered_products_stay_when_the_assumed_class_changes(self):
        rule = self.make_rule()
        rule.product_tmpl_id.jit_consequence_class_id = self.important
        self.minor.is_default = True
        self.assertEqual(rule.jit_effective_class_id, self.important)

    def test_new_class_may_take_the_mark(self):
        rule = self.make_rule()
        new = self.env["jit.consequence.class"].create(
            {"name": "New", "answer": "We improvise", "is_default": True}
        )
        self.assertEqual(rule.jit_effective_class_id, new)
        self.assertFalse(self.important.is_default)

    def test_mark_cannot_just_be_taken_off(self):
        for vals in ({"is_default": False}, {"active": False}):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, "Tick Assumed on another"),
            ):
                self.important.write(vals)

    def test_assumed_class_cannot_be_deleted(self):
        with self.assertRaisesRegex(UserError, "Important is in use"):
            self.important.unlink()


@tagged("post_install", "-at_install")
class TestClassInUse(JitCommon):
    def test_answer_of_anything_cannot_be_deleted(self):
        rule = self.make_rule()
        category = self.env["product.category"].create({"name": "Office"})
        for record in (rule, rule.product_tmpl_id, category):
            with self.subTest(record=record):
                record.jit_consequence_class_id = self.vital
                with self.assertRaisesRegex(UserError, "archive this one"):
                    self.vital.unlink()
                record.jit_consequence_class_id = False

    def test_archived_class_keeps_its_effect_where_it_is_used(self):
        rule = self.make_rule()
        rule.product_tmpl_id.jit_consequence_class_id = self.vital
        self.vital.active = False
        self.env.invalidate_all()
        self.assertEqual(rule.jit_effective_class_id, self.vital)
        self.assertEqual(rule.jit_class_origin, "from the product")
        self.run_replenishment()
        self.assertOrdered(rule, 30)

    def test_unused_class_can_be_deleted_and_history_survives(self):
        rule = self.make_rule(jit_consequence_class_id=self.vital.id)
        self.run_replenishment()
        decision = self.draft_lines(rule).jit_decision_id
        rule.jit_consequence_class_id = False
        self.vital.unlink()
        self.assertTrue(decision.exists())
        self.assertFalse(decision.consequence_class_id)

    def test_target_service_must_leave_room_for_a_stock_out(self):
        for level in (0.3, 1.0, 1.2, -1):
            with (
                self.subTest(level=level),
                self.assertRaisesRegex(ValidationError, "below 100 %"),
            ):
                self.vital.cycle_service_level = level

    def test_question_shows_its_answers_where_it_is_asked(self):
        asked = self.vital.with_context(jit_show_answer=True)
        self.assertEqual(asked.display_name, "Vital: The site stops")
        self.assertEqual(self.vital.display_name, "Vital")
