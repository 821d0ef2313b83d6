from odoo.fields import Command
from odoo.tests import tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestLoweredLineTold(RejectionCommon):
    """Lowering many lines leaves one note an order, written as the transaction ends."""

    def setUp(self):
        super().setUp()
        self.make_rule(self.make_bought_products(20))
        self.run_replenishment()
        self.before = self.order.message_ids

    def notes(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        return self.order.message_ids - self.before

    def lower_all(self, quantity):
        commands = [
            Command.update(line.id, {"product_qty": quantity})
            for line in self.order.order_line
        ]
        self.order.order_line = commands

    def test_lines_of_one_form_are_named_in_one_note(self):
        self.lower_all(7)
        self.assertEqual(self.order.message_ids, self.before)
        (note,) = self.notes()
        self.assertIn("23 Units of Bolt, 23 Units of Part 0", note.body)
        self.assertIn("Part 18, 1 more before 03/17/2026", note.body)
        self.assertEqual(note.body.count("Units of"), 20)

    def test_lines_edited_together_or_one_after_the_other_are_in_one_note(self):
        self.order.order_line[:10].product_qty = 7
        for line in self.order.order_line[10:]:
            line.product_qty = 9
        self.order.order_line[0].product_qty = 5
        (note,) = self.notes()
        self.assertIn("25 Units of Bolt", note.body)
        self.assertEqual(note.body.count("Units of"), 20)

    def test_what_was_raised_again_before_the_end_is_not_told(self):
        self.lower_all(7)
        self.lower_all(30)
        self.assertFalse(self.notes())

    def test_what_was_undone_is_not_told(self):
        try:
            with self.env.cr.savepoint():
                self.line.product_qty = 7
                raise ValueError
        except ValueError:
            self.env.invalidate_all()
        self.assertFalse(self.notes())

    def test_note_is_written_by_who_lowered(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        self.order.order_line.with_user(buyer).product_qty = 7
        self.assertEqual(self.notes().author_id, buyer.partner_id)
