from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_security import UsersCommon


@tagged("post_install", "-at_install")
class TestDeletedUser(UsersCommon):
    """Who said no stays answerable: their users are archived, not deleted."""

    def assertIsToBeArchived(self, user):
        with self.assertRaisesRegex(UserError, f"{user.name}.*Archive instead"):
            (user | self.employee).unlink()
        user.active = False

    def test_who_paused_is_archived_and_not_deleted(self):
        pauses = self.env["jit.pause"].with_user(self.purchase_manager)
        pauses.create({"reason": "stocktake"}).action_resume()
        self.assertIsToBeArchived(self.purchase_manager)

    def test_who_rejected_is_archived_and_not_deleted(self):
        self.line.with_user(self.purchase_user).unlink()
        self.assertIsToBeArchived(self.purchase_user)
        self.assertIn(self.purchase_user.name, self.rule.jit_why)

    def test_who_changed_figures_is_archived_and_not_deleted(self):
        self.rule.with_user(self.purchase_manager).product_min_qty = 11
        self.assertIsToBeArchived(self.purchase_manager)

    def test_who_resumed_lifted_and_answered_may_be_deleted(self):
        pause = self.env["jit.pause"].create({"reason": "stocktake"})
        pause.with_user(self.purchase_manager).action_resume()
        self.line.unlink()
        rejection = self.rule.jit_rejection_ids
        rejection.with_user(self.purchase_manager).action_lift()
        question = self.env["jit.run"]._ask(self.env.company.id)
        question.with_user(self.purchase_manager).action_not_now()
        self.purchase_manager.unlink()
        gone = pause.ended_by | rejection.lifted_by | question.answered_by
        self.assertFalse(gone)
