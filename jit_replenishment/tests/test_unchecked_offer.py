from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestUncheckedOffer(JitCommon):
    """A price that core added when an order was confirmed waits for a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product()
        cls.buy_once(cls.product, price=7)
        cls.offer = cls.product.seller_ids
        cls.rule = cls.make_rule(cls.product)

    def test_nothing_is_ordered_by_it(self):
        self.assertTrue(self.offer.jit_unchecked)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertIn("nobody checked it", self.open_problems(self.rule).message)

    def test_accepting_it_orders(self):
        self.offer.action_jit_accept()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_whoever_changes_it_has_checked_it(self):
        self.offer.delay = 5
        self.assertFalse(self.offer.jit_unchecked)

    def test_vendor_on_the_list_is_asked_before_it(self):
        rival = self.make_vendor("Rival")
        self.make_offer(self.product, rival, sequence=0)
        self.run_replenishment()
        self.assertOrdered(self.rule, 30, rival)

    def test_price_entered_by_a_person_is_checked(self):
        self.assertFalse(self.make_offer(self.product).jit_unchecked)
