from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..marks import ACCEPTING
from .common import JitCommon
from .test_security import UsersCommon


@tagged("post_install", "-at_install")
class TestRuleHistory(JitCommon):
    """Whoever sets the figures of a rule leaves a trace of it."""

    def history(self, rule):
        return [
            (change.source, change.figures, change.user_id)
            for change in rule.jit_change_ids.sorted("id")
        ]

    def test_figures_changed_by_hand_are_in_the_history(self):
        rule = self.make_rule(reorder_point=10, target=30)
        rule.write({"product_min_qty": 12, "product_max_qty": 30})
        rule.product_max_qty = 40
        by = self.env.user
        self.assertEqual(
            self.history(rule),
            [
                ("hand", "Reorder Point 10 → 12, Target 30", by),
                ("hand", "Reorder Point 12, Target 30 → 40", by),
            ],
        )

    def test_figures_written_as_they_are_leave_no_trace(self):
        rule = self.make_rule(reorder_point=10, target=30)
        rule.write({"product_min_qty": 10, "product_max_qty": 30.001})
        self.assertFalse(rule.jit_change_ids)

    def test_rules_of_odoo_itself_have_no_history_of_ours(self):
        rule = self.make_rule(trigger="auto")
        rule.write({"product_min_qty": 12})
        self.assertFalse(rule.jit_change_ids)

    def test_undone_figures_are_in_the_history(self):
        rule = self.make_rule(trigger="auto", reorder_point=10, target=30)
        rule.action_jit_go_live()
        rule.product_min_qty = 20
        rule.action_jit_undo()
        self.assertEqual(
            [change[:2] for change in self.history(rule)],
            [
                ("hand", "Reorder Point 10 → 20, Target 30"),
                ("undone", "Reorder Point 20 → 10, Target 30"),
            ],
        )

    def test_many_rules_changed_at_once_cost_as_many_queries(self):
        rules = self.make_rule(self.make_bought_products(50))
        figures = iter(range(11, 30))
        self.assertAsManyQueries(
            lambda some: some.write({"product_min_qty": next(figures)}), rules, few=2
        )


@tagged("post_install", "-at_install")
class TestPutBack(UsersCommon):
    """A change of figures has a way back until somebody goes further."""

    def setUp(self):
        super().setUp()
        self.rule.write({"product_min_qty": 12, "product_max_qty": 40})
        self.change = self.rule.jit_change_ids

    def figures(self):
        return self.rule.product_min_qty, self.rule.product_max_qty

    def test_figures_of_before_are_back_and_the_history_says_so(self):
        self.assertTrue(self.change.can_be_put_back)
        told = self.change.with_user(self.purchase_manager).action_put_back()
        self.assertEqual(self.figures(), (10, 30))
        latest = self.rule.jit_change_ids.sorted("id")[-1]
        self.assertEqual(latest.source, "put_back")
        self.assertEqual(latest.user_id, self.purchase_manager)
        self.assertIn("As before the change of", latest.why)
        self.assertEqual(
            told["params"]["message"],
            "Put back: 1. What is short is ordered within a minute.",
        )

    def test_putting_back_is_no_change_to_put_back(self):
        self.change.action_put_back()
        latest = self.rule.jit_change_ids.sorted("id")[-1]
        self.assertFalse((latest | self.change).filtered("can_be_put_back"))
        with self.assertRaisesRegex(UserError, "type the figures"):
            latest.action_put_back()
        self.assertEqual(self.figures(), (10, 30))

    def test_figures_of_before_a_rule_was_taken_off_have_no_way_back(self):
        rule = self.make_rule(trigger="auto")
        rule.action_jit_go_live()
        rule.product_min_qty = 20
        rule.action_jit_undo()
        rule.action_jit_go_live()
        self.assertFalse(rule.jit_change_ids.filtered("can_be_put_back"))

    def test_rule_that_is_archived_is_not_offered(self):
        self.rule.active = False
        self.assertFalse(self.change.can_be_put_back)

    def test_change_that_moved_nothing_hides_no_way_back(self):
        before = {self.rule.id: self.rule._jit_both_figures()}
        self.env["jit.rule.change"]._record(self.rule, "pinned", before)
        pinned = self.rule.jit_change_ids - self.change
        self.assertTrue(self.change.can_be_put_back)
        self.assertFalse(pinned.can_be_put_back)

    def test_many_rules_are_put_back_with_as_many_queries_as_two(self):
        # Odoo inserts a hundred rows of history at once
        rules = self.make_rule(self.make_bought_products(100))
        figures = iter(range(11, 30))

        def change_and_put_back(some):
            some.write({"product_min_qty": next(figures)})
            changes = self.env["jit.rule.change"].search(
                [("orderpoint_id", "in", some.ids)], order="id"
            )
            changes.filtered("can_be_put_back").action_put_back()

        self.assertAsManyQueries(change_and_put_back, rules, few=2)
        self.assertEqual(set(rules.mapped("product_min_qty")), {10})

    def test_older_change_is_refused_and_nothing_moves(self):
        self.rule.product_min_qty = 15
        self.assertFalse(self.change.can_be_put_back)
        with self.assertRaisesRegex(UserError, "latest change of the rule"):
            self.change.action_put_back()
        self.assertEqual(self.figures(), (15, 40))

    def test_several_at_once_name_those_that_were_left(self):
        other = self.make_rule()
        other.product_min_qty = 11
        self.rule.product_max_qty = 50
        told = (self.change + other.jit_change_ids).action_put_back()
        self.assertEqual(self.figures(), (12, 50))
        self.assertEqual(other.product_min_qty, 10)
        self.assertIn("left: 1", told["params"]["message"])

    def test_learned_part_of_an_accepted_reorder_point_goes_with_it(self):
        accepting = self.rule.with_context(jit_accepting=ACCEPTING)
        before = {self.rule.id: self.rule._jit_both_figures()}
        accepting.write({"product_min_qty": 15, "jit_expected_demand": 12})
        self.env["jit.rule.change"]._record(self.rule, "accepted", before)
        self.rule.jit_change_ids.sorted("id")[-1].action_put_back()
        self.assertEqual((self.figures(), self.rule.jit_expected_demand), ((12, 40), 0))

    def test_storekeeper_and_buyer_cannot(self):
        for user in (self.purchase_user, self.stock_user):
            with self.assertRaises(AccessError):
                self.change.with_user(user).action_put_back()
        self.assertEqual(self.figures(), (12, 40))

    def test_list_of_many_costs_as_many_queries_as_of_one(self):
        rules = self.make_rule(self.make_bought_products(30))
        rules.write({"product_min_qty": 13})
        changes = self.change.browse(rules.jit_change_ids.ids)
        self.assertAsManyQueries(
            lambda some: some.web_read({"can_be_put_back": {}}), changes
        )


@tagged("post_install", "-at_install")
class TestExpectedDemand(UsersCommon):
    """What a learned reorder point expects to sell is kept as long as it holds."""

    def setUp(self):
        super().setUp()
        accepting = self.rule.with_context(jit_accepting=ACCEPTING)
        accepting.write({"product_min_qty": 15, "jit_expected_demand": 12})

    def test_kept_while_the_reorder_point_stays(self):
        self.rule.product_max_qty = 50
        self.rule.write({"product_min_qty": 15})
        self.rule.jit_consequence_class_id = self.vital
        self.assertEqual(self.rule.jit_expected_demand, 12)

    def test_gone_with_a_reorder_point_set_by_hand(self):
        self.rule.with_user(self.purchase_manager).product_min_qty = 16
        self.assertEqual(self.rule.jit_expected_demand, 0)

    def test_only_of_the_rules_whose_reorder_point_moved(self):
        other = self.make_rule(reorder_point=16)
        self.rule.product_min_qty = 16
        other.with_context(jit_accepting=ACCEPTING).jit_expected_demand = 9
        (self.rule | other).write({"product_min_qty": 16})
        self.assertEqual((self.rule | other).mapped("jit_expected_demand"), [0, 9])

    def test_gone_when_the_rule_leaves(self):
        self.rule.action_jit_undo()
        self.assertEqual(self.rule.jit_expected_demand, 0)
        self.rule.action_jit_go_live()
        self.assertEqual(self.rule.jit_expected_demand, 0)

    def test_not_copied(self):
        copied = self.rule.copy({"product_id": self.make_product("Nut").id})
        self.assertEqual(copied.jit_expected_demand, 0)

    def test_nobody_writes_it_by_rpc(self):
        rule = self.rule.with_user(self.purchase_manager)
        rule.with_context(jit_accepting=True).write({"jit_expected_demand": 1})
        self.assertEqual(self.rule.jit_expected_demand, 12)
        product = self.make_product("Nut")
        made = rule.create({"product_id": product.id, "jit_expected_demand": 5})
        self.assertEqual(made.jit_expected_demand, 0)

    def test_history_is_read_by_who_works_with_rules_and_written_by_nobody(self):
        for user in (self.purchase_manager, self.purchase_user, self.stock_user):
            self.assertMay(user, "jit.rule.change", "read")
        self.assertMay(self.employee, "jit.rule.change")

    def test_history_is_of_ones_own_company(self):
        with self.other_company() as (company, warehouse):
            self.make_offer(self.product)
            other = self.make_rule_of(warehouse, self.make_product("Nut"))
        other.product_min_qty = 11
        with self.assertRaises(AccessError):
            other.jit_change_ids.with_user(self.purchase_manager).check_access("read")
        self.assertEqual(company, other.company_id)
