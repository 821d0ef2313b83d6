from datetime import date

from odoo.tests import tagged

from .approve_common import ApproveCommon
from .test_rejection import RejectionCommon


class SkippedCommon(RejectionCommon):
    def skip(self, lines, **vals):
        action = lines.action_jit_skip()
        wizards = self.env["jit.reject"].with_context(**action["context"])
        wizards.create(vals).action_reject()

    def setUp(self):
        super().setUp()
        self.set_stock(self.product, 8)
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 22)
        self.order = self.line.order_id

    def come_back(self):
        """Stock falls to the level said, so the line is there again."""
        self.set_stock(self.product, 4)
        self.run_replenishment()
        return self.assertOrdered(self.rule, 26)


@tagged("post_install", "-at_install")
class TestRejectionAnswered(SkippedCommon):
    """What was ordered after all is no longer refused."""

    def setUp(self):
        super().setUp()
        self.skip(self.line)
        self.back = self.come_back()
        self.assertTrue(self.rejection().is_skip)

    def assertNextNeedIsOrdered(self):
        self.assertFalse(self.rejection())
        # 4 + 26 - 22 is 8, below the reorder point of 10
        self.promise(self.product, 22)
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)

    def test_skip_that_was_approved_does_not_hide_the_next_need(self):
        self.env["jit.approval"]._approve(self.back)
        self.assertNextNeedIsOrdered()

    def test_skip_whose_order_was_confirmed_does_not_hide_the_next_need(self):
        self.back.order_id.button_confirm()
        self.assertNextNeedIsOrdered()

    def test_skip_whose_order_waits_for_a_second_approval_is_answered(self):
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 0}
        )
        self.env.user.group_ids -= self.env.ref("purchase.group_purchase_manager")
        self.back.order_id.button_confirm()
        self.assertEqual(self.back.state, "to approve")
        self.assertFalse(self.rejection())

    def test_skip_of_which_the_price_was_asked_is_answered(self):
        self.back.order_id.print_quotation()
        self.assertEqual(self.back.state, "sent")
        self.assertFalse(self.rejection())

    def test_line_that_a_person_bought_of_the_same_product_answers_nothing(self):
        own = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        own.button_confirm()
        self.assertTrue(self.rejection())

    def test_rest_that_is_not_wanted_stays_when_the_line_is_confirmed(self):
        self.back.product_qty = 20
        self.back.order_id.button_confirm()
        self.assertTrue(self.rejection().is_rest)


@tagged("post_install", "-at_install")
class TestRejectionJoined(ApproveCommon):
    def test_line_added_to_the_order_of_before_answers_its_skip(self):
        self.approve(self.line)
        later = self.lines[0]
        # so low that it is wanted all the same
        skipped = self.env["jit.rejection"]._reject(
            later, "Not yet", date(2026, 4, 30), {later: 1000.0}, is_skip=True
        )
        self.approve(later)
        self.assertEqual(later.order_id, self.line.order_id)
        self.assertTrue(skipped.lifted_at)

    def test_answered_lines_lift_in_as_many_queries_for_all_as_for_one(self):
        rejections = self.env["jit.rejection"]
        said = rejections._reject(self.lines, "Not yet", date(2026, 4, 30))
        self.assertGreater(len(said), 1)

        def answer(lines):
            said.lifted_at = False
            lines._jit_lift_answered()
            self.env.flush_all()

        answer(self.lines)
        self.assertAsManyQueries(answer, self.lines)
        answer(self.lines)
        self.assertTrue(all(said.mapped("lifted_at")))


@tagged("post_install", "-at_install")
class TestRejectionAgain(SkippedCommon):
    """Of two the last one said counts."""

    def setUp(self):
        super().setUp()
        self.skip(self.line, until="2026-04-30")
        self.first = self.rejection()
        self.back = self.come_back()

    def assertLastCounts(self, until):
        last = self.rejection()
        self.assertEqual((len(last), str(last.until)), (1, until))
        self.assertTrue(self.first.lifted_at)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_line_skipped_again_stays_away_though_the_first_skip_is_longer(self):
        self.skip(self.back)
        self.assertLastCounts("2026-03-17")

    def test_line_rejected_after_a_longer_skip_stays_away(self):
        self.reject(self.back)
        self.assertLastCounts("2026-03-17")

    def test_line_deleted_after_a_longer_skip_stays_away(self):
        self.back.unlink()
        self.assertLastCounts("2026-03-17")

    def test_no_to_a_whole_line_leaves_the_rest_of_another(self):
        self.back.product_qty = 20
        rest = self.rejection().filtered("is_rest")
        self.env["jit.rejection"]._reject(self.back, "no", date(2026, 3, 20))
        self.assertFalse(rest.lifted_at)
