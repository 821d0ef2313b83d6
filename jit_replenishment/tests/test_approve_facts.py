from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestApproveFacts(ApproveCommon):
    """One notice says what was made and leads there; callers get it as values."""

    def test_whoever_approves_has_one_notice_with_a_way_to_the_order(self):
        params = self.approve(self.line)["params"]
        order = self.line.order_id
        self.assertEqual(
            params["message"],
            f"1 line approved. Confirmed: {order.name} "
            "(Acme, $\xa063.00 before taxes).",
        )
        self.assertEqual((params["type"], params["sticky"]), ("success", False))
        self.assertEqual(params["button"], "Open")
        self.assertEqual(params["open"]["res_id"], order.id)
        self.assertEqual(params["next"]["type"], "ir.actions.act_window_close")

    def test_several_orders_are_counted_and_opened_together(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        every = self.line | self.draft_lines(rule)
        params = self.approve(every)["params"]
        self.assertIn("2 lines approved. 2 orders confirmed: ", params["message"])
        ((_field, _operator, ids),) = params["open"]["domain"]
        self.assertEqual(set(ids), set(every.order_id.ids))
        # where they can be sent
        sending = self.env.ref("jit_replenishment.jit_approved_order_view_list")
        self.assertEqual(params["open"]["views"][0], (sending.id, "list"))
        cards = self.env.ref("jit_replenishment.jit_approved_order_view_kanban")
        self.assertEqual(params["open"]["views"][1], (cards.id, "kanban"))

    def test_mixed_answer_is_told_and_returned_line_by_line(self):
        self.promise(self.product, 15)
        answer = self.approve(self.every)["params"]["answer"]
        self.assertEqual(answer["approved_line_ids"], self.lines.ids)
        (order,) = answer["orders"]
        self.assertEqual(
            (order["id"], order["state"], order["line_ids"], order["sending"]),
            (self.lines.order_id.id, "purchase", self.lines.ids, False),
        )
        self.assertEqual(
            answer["shown_again"],
            [{"line_id": self.line.id, "need": 45.0, "unit": "Units"}],
        )

    def test_order_over_the_limit_is_told_as_waiting_and_not_as_confirmed(self):
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10}
        )
        params = self.approve(self.line, self.purchase_user)["params"]
        self.assertIn("Over the limit, waiting for a second", params["message"])
        self.assertNotIn("Confirmed", params["message"])
        self.assertEqual(params["type"], "success")
        self.assertEqual(params["answer"]["orders"][0]["state"], "to approve")

    def test_sent_orders_are_said_to_be_mailed_and_requests_not_to_be_confirmed(self):
        self.vendor.email = "acme@example.com"
        line = self.line.with_user(self.purchase_manager)
        params = line.action_jit_approve_and_send()["params"]
        self.assertIn("Being mailed now.", params["message"])
        self.assertEqual(params["answer"]["orders"][0]["sending"], "queued")
        asked = self.lines.with_user(self.purchase_manager).action_jit_ask_price()
        said = asked["params"]["message"]
        self.assertIn("Asked for the price of 2 lines. Requested: ", said)
        self.assertNotIn("Confirmed", said)

    def test_nothing_left_to_approve_leads_nowhere_and_says_who_was_faster(self):
        self.approve(self.line)
        params = self.approve(self.line, self.purchase_user)["params"]
        self.assertNotIn("open", params)
        self.assertEqual(params["answer"]["orders"], [])
        self.assertEqual(params["answer"]["answered_before_line_ids"], self.line.ids)
        self.assertEqual(params["type"], "warning")

    def test_server_action_hands_the_same_on(self):
        action = self.env.ref("jit_replenishment.action_jit_approve_server")
        done = action.with_user(self.purchase_manager).with_context(
            active_model="purchase.order.line",
            active_id=self.line.id,
            active_ids=self.line.ids,
        )
        answer = done.run()["params"]["answer"]
        self.assertEqual(answer["approved_line_ids"], self.line.ids)
