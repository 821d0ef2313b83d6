from datetime import datetime

from odoo.tests import tagged

from .test_rollout import RolloutCommon


@tagged("post_install", "-at_install")
class TestOpening(RolloutCommon):
    """Who opens the board has it counted, unless it is as it was counted."""

    def open(self, company=None, user=None):
        state = self.env["jit.rollout"].with_user(user or self.env.user)
        state = state.with_company(company or self.company)
        here = (company or self.company).ids
        return state.with_context(allowed_company_ids=here).open_parts()

    def assertDue(self, because):
        # the clock stands still: what is asked for is of the same moment as the count
        outdated = self.env["jit.rollout"]._outdated
        self.assertEqual(outdated(self.company), self.company, because)
        self.count()
        self.assertFalse(outdated(self.company), because)

    def test_first_look_asks_and_a_second_one_need_not(self):
        self.make_rules(self.make_goods(1))
        line = self.open()
        self.assertTrue(line["pending"])
        self.assertIn("Counting now", line["parts"][0]["text"])
        cron = self.env.ref("jit_replenishment.ir_cron_rollout")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        self.count()
        line = self.open()
        self.assertFalse(line["pending"])
        self.assertIn("on trial: 0", line["parts"][1]["text"])

    def test_whatever_moves_rules_makes_it_due_anew(self):
        rules = self.make_rules(self.make_goods(3))
        self.count()
        rules[0].action_jit_start_trial()
        self.assertDue("a trial began")
        rules[:2].action_jit_go_live()
        self.assertDue("two went live")
        rules[1].action_jit_undo()
        self.assertDue("one was taken off")
        rules[2].active = False
        self.assertDue("one was archived")
        self.make_rules(self.make_goods(1))
        self.assertDue("one was made")

    def test_two_that_change_places_are_seen(self):
        one, other = (
            self.make_rules(self.make_goods(1)),
            self.make_rules(
                self.make_goods(
                    1,
                    "Nut",
                    categ_id=self.env["product.category"].create({"name": "Nuts"}).id,
                )
            ),
        )
        one.action_jit_go_live()
        self.count()
        one.action_jit_undo()
        other.action_jit_go_live()
        self.env["jit.rollout"].search([]).sudo().counted_at = "2026-03-10 08:59:00"
        self.assertTrue(self.open()["pending"])

    def test_all_taken_away_is_counted_once_more(self):
        rules = self.make_rules(self.make_goods(1))
        self.count()
        rules.unlink()
        self.assertDue("none is left")
        self.assertFalse(self.rows())

    def test_company_without_rules_has_nothing_to_count(self):
        line = self.open()
        self.assertFalse(line["pending"])
        self.assertFalse(self.env["jit.rollout"].search_count([]))

    def test_two_who_look_at_once_ask_once(self):
        self.make_rules(self.make_goods(1))
        self.open()
        state = self.env["jit.rollout"].search([("company_id", "=", self.company.id)])
        state.sudo().asked_at = asked = datetime(2026, 3, 10, 8, 59)
        self.open()
        self.assertEqual(state.asked_at, asked)

    def test_storekeeper_asks_for_nothing(self):
        self.make_rule()
        keeper = self.make_user("Keeper", "stock.group_stock_user")
        nothing = {"parts": [], "pending": False}
        self.assertEqual(self.open(self.env.company, keeper), nothing)
        self.assertFalse(self.env["jit.rollout"].search_count([]))

    def test_opening_the_check_asks_for_none(self):
        check = self.env["jit.check"]
        self.assertEqual(check.open_parts(), check.read_parts())
        self.assertFalse(check.open_parts()["pending"])
