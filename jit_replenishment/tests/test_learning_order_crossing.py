from odoo.tests import tagged

from .learning_common import SoldCommon
from .test_learning_receipts import ReceiptCommon

# day ordered, day received
OVERTAKING = [
    ("01-05", "02-04"),
    ("01-08", "01-13"),
    ("01-12", "02-11"),
    ("01-15", "01-20"),
    ("01-19", "02-18"),
    ("01-22", "01-27"),
    ("01-26", "02-25"),
    ("01-29", "02-03"),
    ("02-02", "03-04"),
    ("02-05", "02-10"),
    ("02-06", "03-08"),
    ("02-09", "02-14"),
]
SLOWING = [
    ("01-05", "01-10"),
    ("01-06", "01-11"),
    ("01-07", "01-12"),
    ("01-08", "01-13"),
    ("01-09", "01-14"),
    ("01-12", "01-18"),
    ("01-15", "02-12"),
    ("01-16", "02-14"),
    ("01-19", "02-18"),
    ("01-20", "02-19"),
    ("01-21", "02-20"),
    ("01-22", "02-21"),
]


@tagged("post_install", "-at_install")
class TestOrderCrossing(SoldCommon, ReceiptCommon):
    """How far a vendor's orders overtake each other is learned from its receipts."""

    def learn_from(self, orders):
        lines = [(self.order(10, day), received) for day, received in orders]
        for line, received in sorted(lines, key=lambda each: each[1]):
            self.receive(line, 10, received)
        self.run_learning()
        return self.learned()

    def test_nothing_received_is_taken_to_be_late_together(self):
        self.run_learning()
        self.assertEqual(self.learned().lead_time_correlation, 1.0)
        pool = self.env["jit.demand.pool"].search([], limit=1)
        self.assertEqual(pool.lead_time_correlation, 1.0)

    def test_orders_are_compared_in_the_order_they_were_confirmed(self):
        """Not as they came: then fast ones stand beside fast ones."""
        learned = self.learn_from(OVERTAKING)
        self.assertEqual(learned.receipts, 12)
        self.assertLess(learned.lead_time_correlation, 0.7)

    def test_vendor_that_becomes_slow_overtakes_nothing(self):
        learned = self.learn_from(SLOWING)
        self.assertGreater(learned.lead_time_correlation, 0.8)

    def test_few_orders_tell_nothing_of_it(self):
        self.assertEqual(self.learn_from(SLOWING[::2]).lead_time_correlation, 1.0)

    def test_what_was_learned_of_it_can_be_asked_again(self):
        learned = self.learn_from(OVERTAKING)
        known = self.env["jit.learnable"]._read(self.rule.ids)[self.rule.id]
        self.assertEqual(
            learned._as_learned().lead_time.correlation,
            known.learnable.lead_time.correlation,
        )

    def test_vendor_with_receipts_enough_is_judged_by_its_own(self):
        learned = self.learn_from(OVERTAKING)
        pool = self.env["jit.demand.pool"].search([], limit=1)
        own = pool.vendor_correlations[str(self.vendor.id)]
        self.assertLess(own, pool.lead_time_correlation)
        self.assertEqual(learned.lead_time_correlation, own)
