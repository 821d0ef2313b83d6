from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_security import UsersCommon

READ_BY_ALL_WHO_WORK = (
    "jit.demand.event",
    "jit.demand.span",
    "jit.demand.pool",
    "jit.receipt",
    "jit.learning",
)
CLOSED = ("jit.demand.unread", "jit.learning.state", "jit.learning.request")


@tagged("post_install", "-at_install")
class TestLearningAccess(UsersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls.env["jit.demand.event"].create(
            {
                "product_id": cls.product.id,
                "location_id": cls.stock.id,
                "company_id": cls.env.company.id,
                "day": "2026-03-01",
                "quantity": 3,
            }
        )

    def test_what_was_learned_is_read_by_who_works_with_it(self):
        for model in READ_BY_ALL_WHO_WORK:
            for user in (self.purchase_user, self.stock_user, self.stock_manager):
                self.assertMay(user, model, "read")
            self.assertMay(self.employee, model)

    def test_what_the_job_keeps_for_itself_is_closed(self):
        for model in CLOSED:
            for user in (self.purchase_manager, self.stock_manager, self.employee):
                self.assertMay(user, model)

    def test_manager_leaves_an_event_out_and_has_it_learned(self):
        event = self.event.with_user(self.purchase_manager)
        event.excluded = True
        self.assertTrue(self.event.excluded)
        self.env.cr.precommit.run()
        asked = self.env["jit.learning.request"].search([])
        self.assertIn(self.rule, asked.orderpoint_id)

    def test_manager_does_not_change_what_was_sold(self):
        with self.assertRaises(AccessError):
            self.event.with_user(self.purchase_manager).quantity = 1

    def test_user_does_not_leave_an_event_out(self):
        with self.assertRaises(AccessError):
            self.event.with_user(self.purchase_user).excluded = True

    def test_other_companies_are_not_seen(self):
        with self.other_company() as (company, _warehouse):
            self.event.sudo()._write({"company_id": company.id})
            self.env.flush_all()
            self.env.invalidate_all()
            found = self.env["jit.demand.event"].with_user(self.purchase_user)
            self.assertNotIn(self.event, found.search([]))
