from odoo.tests import tagged

from .morning_common import MorningCase


@tagged("post_install", "-at_install")
class TestApproveTour(MorningCase):
    """A purchasing manager's morning in a browser, and the engine's next run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_person("jit_approves", "purchase.group_purchase_manager")

    def test_nothing_that_was_decided_comes_back_with_the_next_run(self):
        lines = self.env["purchase.order.line"].union(*self.lines.values())
        self.start_tour(
            "/odoo/approve", "jit_approve_morning", login=self.manager.login
        )
        self.env.invalidate_all()
        screw = self.products[4]
        ordered = lines.exists()
        self.assertEqual(ordered.product_id, self.products - screw)
        self.assertEqual(set(ordered.mapped("state")), {"purchase"})
        self.assertEqual(
            {line.product_id.name: line.product_qty for line in ordered}["Hex Nut"], 12
        )
        by_vendor = ordered.grouped("partner_id")
        self.assertEqual(by_vendor[self.beta].product_id.name, "Washer")
        # approved in two steps, before anybody sent it
        self.assertEqual(len(by_vendor[self.acme].order_id), 1)
        self.assertEqual(ordered.order_id.jit_approved_by_id, self.manager)
        rejection = self.rules[4].jit_rejection_ids
        self.assertEqual(str(rejection.until), "2099-12-31")
        self.assertEqual(rejection.user_id, self.manager)

        self.assertNothingComesBack()
