from odoo.tests import new_test_user

ANSWERED = 4


class AnsweredInTheBrowser:
    """The real year suggests other figures; who accepts them is ordered for by them.

    For a class that has loaded the demo: loading takes longer than all of this.
    """

    # the first page waits until its scripts are bundled, long on a busy machine
    test_cursor_lock_timeout = 120

    def test_accepted_in_the_browser_they_are_what_the_next_run_orders_by(self):
        self._run("learn", "sweep", "replenish")
        suggested = self.env["jit.reorder.proposal"].search([("state", "=", "open")])
        self.assertGreater(len(suggested), ANSWERED)
        self._check_learned_from_the_year(suggested)
        asked = {each: self._suggested(each) for each in suggested}
        before = {each: self._figures(each.orderpoint_id) for each in suggested}

        manager = new_test_user(
            self.env, "demo_answers", groups="purchase.group_purchase_manager"
        )
        manager.odoobot_state = "disabled"
        self.start_tour(
            "/odoo/suggested-changes",
            "jit_accept_real_suggestions",
            login=manager.login,
            timeout=180,
        )
        self.env.invalidate_all()

        accepted = suggested.filtered(lambda each: each.state == "accepted")
        self.assertEqual(len(accepted), ANSWERED)
        self.assertEqual(accepted.decided_by, manager)
        for each in suggested:
            rule, new = each.orderpoint_id, self._figures(each.orderpoint_id)
            changes = rule.jit_change_ids.filtered(lambda c: c.source == "accepted")
            if each in accepted:
                self.assertNotEqual(new, before[each])
                self.assertEqual(new, asked[each])
                self.assertEqual(changes.proposal_id, each)
                self.assertEqual(
                    (changes.new_reorder_point, changes.new_target_stock), new
                )
            else:
                self.assertEqual(new, before[each])
                self.assertFalse(changes)

        self._run("replenish")
        for rule in accepted.orderpoint_id:
            self._check_ordered_by_its_figures(rule)
        self.assertTrue(self._lines(accepted.orderpoint_id))

    def _check_learned_from_the_year(self, suggested):
        """From every sale of the year, and from receipts."""
        learned = self.env["jit.learning"].search(
            [("orderpoint_id", "in", suggested.orderpoint_id.ids)]
        )
        self.assertEqual(learned.orderpoint_id, suggested.orderpoint_id)
        self.assertGreater(min(learned.mapped("demand_rate")), 0)
        self.assertGreater(sum(learned.mapped("receipts")), len(learned))
        self.assertTrue(all("Sells" in each.sentence for each in suggested))

    def _check_ordered_by_its_figures(self, rule):
        """The line goes up to the target; without one there is more than the point."""
        position = (
            rule.product_id.qty_available
            + rule.jit_on_order
            - rule.jit_committed
            + rule.jit_already_expected
        )
        line = self._lines(rule)
        if not line:
            self.assertGreater(position, rule.product_min_qty, rule.jit_why)
            return
        decision = line.jit_decision_id
        self.assertEqual(
            (decision.reorder_point, decision.target_stock), self._figures(rule)
        )
        self.assertLessEqual(decision.inventory_position, rule.product_min_qty)
        ordered = line.product_uom_id._compute_quantity(
            line.product_qty, rule.product_uom
        )
        self.assertGreaterEqual(
            decision.inventory_position + ordered, rule.product_max_qty
        )

    def _suggested(self, proposal):
        return proposal.new_reorder_point, proposal.new_target_stock

    def _figures(self, rule):
        return rule.product_min_qty, rule.product_max_qty

    def _lines(self, rules):
        return self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", rules.ids), ("jit_owned", "=", True)]
        )

    def _run(self, *names):
        """Scheduled actions, as the server does."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        for name in names:
            cron = self.env.ref(f"jit_replenishment.ir_cron_{name}")
            cron.method_direct_trigger()
        self.env.invalidate_all()
