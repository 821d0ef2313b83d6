from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_run_limit import LimitCommon

MANAGER = "jit_replenishment.group_jit_manager"
REPORT = "odoo.addons.jit_replenishment.models.jit_replenisher_report"


@tagged("post_install", "-at_install")
class TestRunReminder(LimitCommon):
    """Those who may answer are asked, each once, and no longer than it takes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_user("Anna", MANAGER)
        cls.bert = cls.make_user("Bert", MANAGER)
        cls.buyer = cls.make_user("Clerk", "purchase.group_purchase_user")

    def asked(self):
        self.make_rules(3)
        self.run_replenishment()
        return self.question()

    def people(self, question):
        return question.activity_ids.user_id & (self.anna | self.bert | self.buyer)

    def everything(self, question):
        """Reminders put away too."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        return activities.search(
            [("res_model", "=", "jit.run"), ("res_id", "=", question.id)]
        )

    def test_every_manager_is_asked_once_and_no_buyer(self):
        question = self.asked()
        self.assertEqual(self.people(question), self.anna | self.bert)
        self.make_rules(3)
        self.run_replenishment()
        self.assertEqual(self.people(question), self.anna | self.bert)
        users = question.activity_ids.user_id
        self.assertEqual(len(question.activity_ids), len(users))
        note = str(question.activity_ids[0].note)
        self.assertIn("Lines that wait for your answer: 3", note)
        self.assertIn("One run may order 2 draft lines; 0 had", note)
        self.assertFalse(question.message_follower_ids)

    def test_manager_named_in_the_settings_is_asked_alone(self):
        self.company.jit_mender_id = self.bert
        self.assertEqual(self.asked().activity_ids.user_id, self.bert)

    def test_buyer_named_in_the_settings_cannot_answer_and_is_not_asked(self):
        self.company.jit_mender_id = self.buyer
        self.assertEqual(self.people(self.asked()), self.anna | self.bert)

    def test_manager_of_another_company_is_not_asked(self):
        with self.other_company() as (company, _warehouse):
            away = {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
            abroad = self.make_user("Dora", MANAGER, **away)
            self.assertNotIn(abroad, self.asked().activity_ids.user_id)

    def test_yes_and_no_need_put_the_reminders_away(self):
        question = self.asked()
        question.with_user(self.anna).action_order()
        self.assertFalse(question.activity_ids)
        self.run_replenishment()
        self.company.jit_limit_lines = 1
        again = self.asked()
        self.assertTrue(again.activity_ids)
        for line in again.line_ids:
            self.set_stock(line.product_id, 50)
        self.run_replenishment()
        self.assertEqual(again.state, "done")
        self.assertFalse(again.activity_ids)

    def test_not_now_is_asked_again_by_the_same_reminder(self):
        question = self.asked()
        before = self.everything(question)
        question.with_user(self.anna).action_not_now()
        self.run_replenishment()
        self.assertFalse(question.activity_ids)
        with freeze_time("2026-03-11 09:00:00"):
            self.run_replenishment()
            self.assertEqual(question.activity_ids, before)
            self.assertEqual(str(before[0].date_deadline), "2026-03-11")

    def test_need_that_comes_after_not_now_reminds_at_once(self):
        question = self.asked()
        question.with_user(self.anna).action_not_now()
        self.make_rules(3)
        self.run_replenishment()
        self.assertEqual(self.people(question), self.anna | self.bert)

    def test_reminder_called_done_does_not_come_back_by_itself(self):
        question = self.asked()
        mine = question.with_user(self.anna).activity_ids
        mine.filtered(lambda each: each.user_id == self.anna).action_feedback()
        self.make_rules(3)
        self.run_replenishment()
        self.assertEqual(self.people(question), self.bert)

    def test_answers_stay_readable_on_the_run(self):
        question = self.asked()
        question.with_user(self.anna).action_not_now()
        question.with_user(self.bert).action_order()
        told = question.message_ids.sorted("id")
        self.assertEqual(told.author_id, (self.anna | self.bert).partner_id)
        self.assertIn("Not Now: 3 lines for", str(told[0].body))
        self.assertIn("Order Them: 3 lines for", str(told[1].body))
        self.assertEqual(question.approval_ids.approved_by, self.bert)

    def test_reminder_that_cannot_be_written_is_tried_again_at_the_next_run(self):
        activities = type(self.env["mail.activity"])
        with (
            patch.object(activities, "create", side_effect=ValueError("odd")),
            mute_logger(REPORT),
        ):
            question = self.asked()
        self.assertEqual(question.waiting_lines, 3)
        self.assertFalse(question.activity_ids)
        self.run_replenishment()
        self.assertEqual(self.people(question), self.anna | self.bert)
