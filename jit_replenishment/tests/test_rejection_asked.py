from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestRejectionAsked(RejectionCommon):
    """Skip and Reject say what they do to which goods, and at what stock they end."""

    def form(self, action):
        wizards = self.env["jit.reject"].with_context(**action["context"])
        (view,) = action["views"]
        return Form(wizards, self.env["ir.ui.view"].browse(view[0]))

    def stocked(self, quantity):
        self.set_stock(self.product, quantity)
        self.run_replenishment()
        return self.assertOrdered(self.rule, 30 - quantity)

    def test_skip_asks_for_the_day_and_no_reason_and_reject_for_both(self):
        skip = self.form(self.line.action_jit_skip())
        reject = self.form(self.line.action_jit_reject())
        self.assertTrue(skip._get_modifier("reason", "invisible"))
        self.assertFalse(reject._get_modifier("reason", "invisible"))
        self.assertFalse(reject.reason)
        self.assertNotEqual(
            self.line.action_jit_skip()["name"], self.line.action_jit_reject()["name"]
        )

    def test_skip_is_sooner_at_half_the_reorder_point_and_says_in_which_unit(self):
        form = self.form(self.stocked(8).action_jit_skip())
        self.assertTrue(form.sooner)
        self.assertEqual(
            (form.sooner_at, form.product_uom_id), (4, self.product.uom_id)
        )
        self.assertEqual(form.stands, "now 8 Units, reorder point 10 Units")

    def test_reject_is_not_sooner_but_has_the_level_at_hand(self):
        self.rule.write({"product_min_qty": 20})
        self.run_replenishment()
        form = self.form(self.line.action_jit_reject())
        self.assertFalse(form.sooner)
        self.set_stock(self.product, 15)
        self.run_replenishment()
        self.assertEqual(self.form(self.line.action_jit_reject()).sooner_at, 7)

    def test_where_none_is_left_only_the_day_counts(self):
        form = self.form(self.line.action_jit_skip())
        self.assertEqual((form.sooner, form.sooner_at), (False, 0))
        self.assertTrue(form._get_modifier("sooner", "invisible"))

    def test_level_where_stock_stands_already_is_refused_with_what_to_do(self):
        line = self.stocked(8)
        with self.assertRaisesRegex(UserError, "stands at 8 Units.*Choose less"):
            self.reject(line, sooner=True, sooner_at=8)
        self.assertTrue(line.exists())
        self.reject(line, sooner=True, sooner_at=7)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_stock_of_a_line_somebody_changed_is_that_without_it(self):
        self.stocked(8).product_qty = 20
        form = self.form(self.line.action_jit_skip())
        self.assertEqual(form.stands, "now 8 Units, reorder point 10 Units")

    def test_products_and_quantities_are_named_first_few_and_how_many_more(self):
        rules = self.make_rule(self.make_bought_products(22, price=2))
        self.run_replenishment()
        lines = self.draft_lines(rules)
        said = self.form(lines.action_jit_reject()).said.split("\n")
        self.assertIn(": 30 Units, $\xa060.00", said[0])
        self.assertEqual((len(said), said[-1]), (6, "and 17 more"))

    def test_of_several_each_comes_back_at_its_own_level(self):
        other = self.make_rule(self.make_bought_products(1), reorder_point=8)
        self.set_stock(other.product_id, 6)
        line = self.stocked(8)
        lines = line | self.draft_lines(other)
        form = self.form(lines.action_jit_skip())
        self.assertFalse(form.product_uom_id)
        self.assertIn("Bolt: 22 Units, $\xa046.20; sooner at 4 Units", form.said)
        form.save().action_reject()
        found = self.env["jit.rejection"].search(
            [("orderpoint_id", "in", (self.rule | other).ids)]
        )
        levels = {each.orderpoint_id: each.sooner_at for each in found}
        self.assertEqual(levels, {self.rule: 4, other: 3})
        self.assertTrue(all(found.mapped("sooner")))

    def test_of_two_one_answered_meanwhile_the_other_keeps_its_level(self):
        other = self.make_rule(self.make_bought_products(1), reorder_point=8)
        self.set_stock(other.product_id, 6)
        left = self.stocked(8)
        answered = self.draft_lines(other)
        wizard = self.form((left | answered).action_jit_skip()).save()
        self.env["jit.approval"]._approve(answered)
        wizard.action_reject()
        self.assertEqual((self.rejection().sooner, self.rejection().sooner_at), (1, 4))

    def test_skipped_line_comes_back_where_stock_falls_to_its_level(self):
        self.form(self.stocked(8).action_jit_skip()).save().action_reject()
        self.promise(self.product, 3)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.promise(self.product, 1)
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)

    def test_skipped_is_called_so_on_the_rule_the_order_and_the_list(self):
        self.form(self.stocked(8).action_jit_skip()).save().action_reject()
        self.assertTrue(self.rejection().is_skip)
        (note,) = self.order.message_ids.filtered(lambda m: "Skipped: Bolt" in m.body)
        self.assertNotIn("Not yet", note.body)
        self.run_replenishment()
        self.assertIn(
            "Skipped until 03/17/2026, or until stock falls to 4, by "
            f"{self.env.user.name}.",
            self.rule.jit_why,
        )

    def test_rejected_is_no_skip(self):
        self.reject(self.line)
        self.assertFalse(self.rejection().is_skip)

    def test_dialog_asks_as_much_of_twenty_lines_as_of_two(self):
        rules = self.make_rule(self.make_bought_products(20))
        self.run_replenishment()

        def ask(lines):
            action = lines.action_jit_skip()
            wizards = self.env["jit.reject"].with_context(**action["context"])
            wizard = wizards.new({})
            self.assertTrue(wizard.said)

        self.assertAsManyQueries(ask, self.draft_lines(rules), 5)

    def test_stock_is_read_once_as_the_dialog_opens_and_once_as_it_is_kept(self):
        rules = self.make_rule(self.make_bought_products(3))
        for product in rules.product_id:
            self.set_stock(product, 8)
        self.run_replenishment()
        for lines in (self.draft_lines(rules[:1]), self.draft_lines(rules)):
            action = lines.action_jit_skip()
            self.env.invalidate_all()
            with self.assertNeedsRead(1):
                form = self.form(action)
            with self.assertNeedsRead(1):
                form.save()
