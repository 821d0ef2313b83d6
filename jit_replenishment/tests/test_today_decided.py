from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..marks import GIVING_BACK
from .today_common import IN_A_WEEK, TOMORROW, TodayCommon

IN_TWO_WEEKS = "2026-03-24"


@tagged("post_install", "-at_install")
class TestTodayDecided(TodayCommon):
    """A shelf stays empty whatever a person decided about the order for it."""

    def setUp(self):
        super().setUp()
        self.rule = self.make_rule()
        self.rule.product_id.list_price = 10
        self.promise(self.rule.product_id, 4, f"{TOMORROW} 12:00:00")
        self.run_replenishment()
        self.line = self.rule.jit_draft_order_id.order_line

    def assertStillShort(self, said):
        block = self.blocks()["running_out"]
        self.assertEqual(block["count"], 1)
        (row,) = block["rows"]
        self.assertIn(said, row["note"])
        self.assertIn("40.00", block["money"])
        found = self.rule.search([("jit_is_short", "=", True)])
        self.assertEqual(found, self.rule)

    def refuse(self, **vals):
        until = date(2026, 3, 20)
        self.env["jit.rejection"]._reject(self.line, "too early", until, **vals)
        self.line.with_context(jit_giving_back=GIVING_BACK).unlink()
        self.run_replenishment()
        self.assertEqual(self.rule.jit_outcome, "rejected")
        self.assertFalse(self.rule.jit_draft_order_id)

    def test_shelf_whose_order_was_rejected_is_still_told(self):
        self.refuse()
        self.assertStillShort("Rejected until 03/20/2026")

    def test_shelf_whose_order_was_skipped_is_still_told(self):
        self.refuse(is_skip=True)
        self.assertStillShort("Skipped until 03/20/2026")

    def test_shelf_for_which_less_was_ordered_is_still_told(self):
        self.line.product_qty = 6
        self.line.order_id.button_confirm()
        self.run_replenishment()
        self.assertEqual(self.rule.jit_outcome, "rejected", self.rule.jit_why)
        self.assertStillShort("Ordered less, rest until")

    def test_rejected_rule_with_goods_on_the_shelf_is_not_told(self):
        self.refuse()
        self.set_stock(self.rule.product_id, 6)
        self.run_replenishment()
        self.assertFalse(self.blocks()["running_out"]["count"])


@tagged("post_install", "-at_install")
class TestTodayChased(TodayCommon):
    """Chased is what comes first of what the vendor knows of."""

    def test_first_to_come_is_chased_though_a_later_one_would_be_enough(self):
        rule, enough = self.late_rule()
        enough.order_line.date_planned = f"{IN_TWO_WEEKS} 12:00:00"
        enough.picking_ids.move_ids.date = f"{IN_TWO_WEEKS} 12:00:00"
        first = self.order(rule.product_id, 1, IN_A_WEEK)
        self.run_replenishment()
        (row,) = self.rows("running_out")
        self.assertEqual(row["button"]["id"], first.id)
        self.assertIn(f"1 of {first.name}", row["note"])

    def test_order_that_waits_to_be_sent_is_not_chased(self):
        rule, known = self.late_rule()
        unsent = self.order(rule.product_id, 1, "2026-03-13", confirm=False)
        unsent.button_confirm()
        engine = unsent._jit_as_engine()
        engine.write({"jit_approved_at": "2026-03-10 08:00:00"})
        for state in (False, "queued", "failed"):
            engine.write({"jit_send_state": state})
            (row,) = self.rows("running_out")
            self.assertEqual(row["button"]["id"], known.id)
            self.assertIn(known.name, row["note"])
        engine.write({"jit_send_state": "sent"})
        (row,) = self.rows("running_out")
        self.assertEqual(row["button"]["id"], unsent.id)

    def test_only_late_order_that_was_never_sent_is_sent_from_the_shortage(self):
        _rule, order = self.late_rule()
        order.partner_id.email = "acme@example.com"
        order._jit_as_engine().write({"jit_approved_at": "2026-03-10 08:00:00"})
        (row,) = self.rows("running_out")
        self.assertIn(order.name, row["note"])
        self.assertEqual(row["button"]["id"], order.id)
        self.assertEqual(row["button"]["method"], "action_jit_send")

    def test_list_chases_the_order_that_today_chases(self):
        rule, order = self.late_rule()
        rule = rule.with_user(self.buyer)
        self.assertEqual(rule.jit_chased_order_id, order)
        self.assertEqual(rule.jit_sales_waiting, 20)
        self.assertEqual(str(rule.jit_back_on), IN_A_WEEK)
        order.partner_id.email = "acme@example.com"
        self.assertEqual(
            rule.action_jit_chase()["context"]["default_res_ids"], order.ids
        )
        self.set_stock(rule.product_id, 100)
        rule.invalidate_recordset()
        with self.assertRaises(UserError):
            rule.action_jit_chase()

    def test_chase_of_one_of_many_decides_that_one(self):
        late = [self.late_rule() for _product in range(3)]
        rules = late[0][0].union(*(rule for rule, _order in late))
        rules = rules.with_user(self.buyer)
        self.vendor.email = "acme@example.com"
        chased = {rule: rule.jit_chased_order_id for rule in rules}
        situations = self.env.registry["jit.situation"]
        decide, asked = situations._decide, []

        def count(model, rule_ids):
            asked.append(rule_ids)
            return decide(model, rule_ids)

        for rule, order in late:
            self.env.flush_all()
            self.env.invalidate_all()
            asked.clear()
            # as taken from a list: its neighbours are known
            (one,) = (each for each in rules if each.id == rule.id)
            with patch.object(situations, "_decide", count):
                action = one.action_jit_chase()
            self.assertEqual(action["context"]["default_res_ids"], order.ids)
            self.assertEqual(chased[one], order)
            self.assertEqual(asked, [rule.ids])
