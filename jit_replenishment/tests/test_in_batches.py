from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import jit_in_batches
from ..wizard import jit_go_live
from .go_live_common import PreviewCommon
from .test_undo import UndoCommon


class BatchCommon(PreviewCommon, UndoCommon):
    """Two rules a batch, two of them in the request."""

    def setUp(self):
        super().setUp()
        for name in ("_AT_ONCE", "_IN_REQUEST"):
            limit = patch.object(jit_in_batches, name, 2)
            limit.start()
            self.addCleanup(limit.stop)

    def go_on(self):
        """The scheduled action as the server runs it."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_batches").method_direct_trigger()
        self.env.invalidate_all()

    def stages(self, rules):
        return [rule.jit_stage for rule in rules]

    @contextmanager
    def refused(self, stuck, error=None):
        """One rule that another addon does not let go."""
        write = type(stuck).write

        def refuse(rules, vals):
            if vals.get("trigger") and stuck in rules:
                raise error or ValueError("held by another addon")
            return write(rules, vals)

        with patch.object(type(stuck), "write", refuse):
            yield


@tagged("post_install", "-at_install")
class TestGoLiveInBatches(BatchCommon):
    def test_first_rules_go_live_at_once_and_the_others_follow(self):
        rules = self.make_core_rules(5)
        wizard = self.open_preview(rules)
        wizard.action_go_live()
        self.assertEqual(wizard.state, "running")
        self.assertEqual(self.stages(rules).count("live"), 2)
        self.assertEqual(wizard.progress, 40)
        self.assertIn("2 of 5 rules are through", wizard.said)
        self.assertTrue(wizard.is_at_work)
        self.go_on()
        self.assertEqual(self.stages(rules), ["live"] * 5)
        self.assertEqual((wizard.state, wizard.went_live), ("done", 5))
        self.assertFalse(wizard.queue)
        self.go_on()
        self.assertEqual(wizard.went_live, 5)

    def test_most_urgent_rules_are_the_first(self):
        late = self.make_core_rules(4, jit_consequence_class_id=self.minor.id)
        soon = self.make_core_rules(2, jit_consequence_class_id=self.vital.id)
        self.open_preview(late | soon).action_go_live()
        self.assertEqual(self.stages(soon), ["live"] * 2)

    def test_scheduled_action_is_woken_only_where_rules_are_left(self):
        triggers = self.env["ir.cron.trigger"]
        cron = self.env.ref("jit_replenishment.ir_cron_batches")
        self.open_preview(self.make_core_rules(2)).action_go_live()
        self.assertFalse(triggers.search([("cron_id", "=", cron.id)]))
        self.open_preview(self.make_core_rules(3)).action_go_live()
        self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))

    def test_rule_of_a_later_batch_that_cannot_go_live_is_named(self):
        rules = self.make_core_rules(5)
        wizard = self.open_preview(rules)
        wizard.action_go_live()
        stuck = rules.filtered(lambda rule: rule.jit_stage == "hand")[0]
        with self.refused(stuck):
            self.go_on()
        self.assertEqual(stuck.jit_stage, "hand")
        self.assertEqual((wizard.state, wizard.went_live), ("done", 4))
        self.assertEqual(self.line(wizard, stuck).part, "refused")
        self.assertIn("held by another addon", self.line(wizard, stuck).why)

    def test_what_is_interrupted_goes_on_where_it_was(self):
        rules = self.make_core_rules(6)
        wizard = self.open_preview(rules)
        wizard.action_go_live()
        stuck = rules.filtered(lambda rule: rule.jit_stage == "hand")[0]
        said = "odoo.addons.jit_replenishment.models.jit_in_batches"
        busy = SerializationFailure("somebody else was first")
        pause = patch("time.sleep")
        with self.refused(stuck, busy), pause, self.assertLogs(said, "ERROR"):
            self.go_on()
        self.assertEqual(wizard.state, "running")
        self.assertEqual(self.stages(rules).count("live"), 2)
        self.assertEqual(wizard.position, 2)
        self.go_on()
        self.assertEqual(self.stages(rules), ["live"] * 6)

    def test_two_who_take_the_same_rules_live_do_each_of_them_once(self):
        rules = self.make_core_rules(5)
        first, second = self.open_preview(rules), self.open_preview(rules)
        first.action_go_live()
        # the second look sees what the first has done so far, and is asked again
        second.action_go_live()
        self.assertEqual(second.state, "preview")
        second.action_go_live()
        self.go_on()
        self.assertEqual(self.stages(rules), ["live"] * 5)
        self.assertEqual(first.went_live + second.went_live, 5)
        self.assertEqual(self.env["jit.takeover"].search_count([]), 5)

    def test_it_goes_on_as_who_said_yes(self):
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        rules = self.make_core_rules(3)
        self.open_preview(rules, manager).action_go_live()
        self.go_on()
        memory = self.env["jit.takeover"].search([])
        self.assertEqual(rules.write_uid, manager)
        self.assertEqual(len(memory), 3)

    def test_who_may_no_longer_do_it_stops_it_and_is_told(self):
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        rules = self.make_core_rules(3)
        wizard = self.open_preview(rules, manager)
        wizard.action_go_live()
        manager.group_ids = self.env.ref("base.group_user")
        self.go_on()
        self.assertEqual(self.stages(rules).count("live"), 2)
        self.assertEqual(wizard.sudo().state, "done")
        self.assertEqual(len(wizard.sudo().problem_line_ids), 1)

    def test_page_at_work_outlives_odoos_cleaning(self):
        wizard = self.open_preview(self.make_core_rules(3))
        wizard.action_go_live()
        old = "2020-01-01 00:00:00"
        self.env.cr.execute("UPDATE jit_go_live SET write_date = %s", [old])
        self.env["jit.go.live"]._transient_vacuum()
        self.assertTrue(wizard.exists())
        self.go_on()
        self.env.cr.execute("UPDATE jit_go_live SET write_date = %s", [old])
        self.env["jit.go.live"]._transient_vacuum()
        self.assertFalse(wizard.exists())

    def test_all_who_see_the_rules_see_how_far_it_is(self):
        self.open_preview(self.make_core_rules(5)).action_go_live()
        buyer = self.make_user("Buyer", "purchase.group_purchase_user")

        def said():
            health = self.env["jit.health"].with_user(buyer)
            return [part["text"] for part in health.read_parts()]

        self.assertIn("Going live: 2 of 5 rules", said())
        self.go_on()
        self.assertNotIn("Going live: 5 of 5 rules", said())

    def test_more_than_can_be_shown_are_refused_and_nothing_moves(self):
        rules = self.make_core_rules(3)
        with (
            patch.object(jit_go_live, "_MOST_AT_ONCE", 2),
            self.assertRaisesRegex(UserError, "Choose at most 2"),
        ):
            self.open_preview(rules)
        self.assertEqual(self.stages(rules), ["hand"] * 3)

    def test_yes_cannot_be_said_again_meanwhile(self):
        wizard = self.open_preview(self.make_core_rules(3))
        wizard.action_go_live()
        for again in (wizard.action_go_live, wizard.action_preview, wizard.action_back):
            with self.assertRaisesRegex(UserError, "done already"):
                again()


@tagged("post_install", "-at_install")
class TestUndoInBatches(BatchCommon):
    def test_first_rules_are_taken_off_at_once_and_the_others_follow(self):
        rules = self.make_mixed(7)
        before = self.stored_all(rules)
        rules.action_jit_go_live()
        trial = self.make_core_rule("auto")
        trial.action_jit_start_trial()
        wizard = self.open_undo()
        wizard.action_undo()
        self.assertEqual((wizard.state, wizard.restored), ("running", 2))
        self.assertIn("2 of 8 rules are through", wizard.said)
        with self.assertRaisesRegex(UserError, "done already"):
            wizard.action_undo()
        self.go_on()
        self.assertEqual(self.stored_all(rules), before)
        self.assertEqual((wizard.state, wizard.restored, wizard.ended), ("done", 7, 1))
        self.assertFalse(self.env["jit.takeover"].search_count([]))

    def test_rule_of_a_later_batch_that_cannot_be_put_back_is_named(self):
        rules = self.make_mixed(7)
        rules.action_jit_go_live()
        wizard = self.open_undo()
        wizard.action_undo()
        stuck = rules.filtered(lambda rule: rule.jit_stage == "live")[-1]
        with self.refused(stuck):
            self.go_on()
        self.assertEqual(wizard.failed_ids, stuck)
        self.assertIn("held by another addon", wizard.failure)
        self.assertEqual((wizard.restored, stuck.trigger), (6, "jit"))

    def test_rule_that_somebody_else_took_off_is_counted_once(self):
        rules = self.make_core_rules(5)
        rules.action_jit_go_live()
        first, second = self.open_undo(rules), self.open_undo(rules)
        first.action_undo()
        second.action_undo()
        self.go_on()
        self.assertEqual(self.stages(rules), ["hand"] * 5)
        self.assertEqual(first.restored + second.restored, 5)


@tagged("post_install", "-at_install")
class TestBatchesMeanwhile(BatchCommon):
    """What happens to rules that wait for their batch."""

    def going_live(self, count=5):
        rules = self.make_core_rules(count)
        page = self.open_preview(rules)
        page.action_go_live()
        waiting = rules.browse(page.queue[page.position :])
        self.assertTrue(waiting)
        return page, rules, waiting

    def test_taking_everything_off_stops_what_is_about_to_go_live(self):
        page, rules, _waiting = self.going_live()
        undo = self.env["jit.undo"].create({"everything": True})
        undo.action_undo()
        self.go_on()
        self.assertEqual(set(rules.mapped("jit_stage")), {"hand"})
        self.assertEqual(page.state, "done")

    def test_rule_chosen_alone_is_stopped_and_the_others_go_live(self):
        page, _rules, waiting = self.going_live()
        one = waiting[0]
        undo = self.open_undo(one)
        self.assertIn("About to go live, and will not: 1.", undo.said)
        undo.action_undo()
        self.assertIn("Stopped before they went live: 1.", undo.said)
        self.assertEqual(undo.state, "done")
        self.go_on()
        self.assertEqual((one.jit_stage, one.trigger), ("hand", "auto"))
        self.assertEqual(set((waiting - one).mapped("jit_stage")), {"live"})
        self.assertEqual(page.state, "done")
        line = page.line_ids.filtered(lambda each: each.orderpoint_id == one)
        self.assertEqual(line.part, "refused")
        self.assertIn("Stopped by", line.refused)

    def test_trial_that_is_stopped_alone_may_go_on(self):
        rules = self.make_core_rules(5)
        rules.action_jit_start_trial()
        page = self.open_preview(rules)
        page.action_go_live()
        one = rules.browse(page.queue[page.position :])[0]
        undo = self.open_undo(one)
        undo.trials = False
        undo.action_undo()
        self.go_on()
        self.assertEqual(one.jit_stage, "trial")

    def test_rule_that_waits_for_nothing_is_not_taken_off(self):
        self.going_live()
        with self.assertRaisesRegex(UserError, "about to go live"):
            self.open_undo(self.make_core_rules(1))

    def test_rule_whose_figures_were_changed_meanwhile_stays_and_is_named(self):
        page, _rules, waiting = self.going_live()
        waiting[0].product_max_qty = 1000
        self.go_on()
        self.assertEqual(waiting[0].jit_stage, "hand")
        line = page.line_ids.filtered(lambda each: each.orderpoint_id == waiting[0])
        self.assertEqual(line.part, "refused")
        self.assertEqual(set(waiting[1:].mapped("jit_stage")), {"live"})

    def test_rule_whose_class_vendor_or_route_was_changed_meanwhile_stays(self):
        page, _rules, waiting = self.going_live(8)
        first, second, third, *others = waiting
        first.jit_consequence_class_id = self.vital
        second.supplier_id = second.product_id.seller_ids
        third.route_id = self.warehouse.buy_pull_id.route_id
        self.go_on()
        changed = first | second | third
        self.assertEqual(set(changed.mapped("jit_stage")), {"hand"})
        lines = page.line_ids.filtered(lambda each: each.orderpoint_id in changed)
        for line in lines:
            self.assertIn("has changed since it was shown", line.refused)
        self.assertEqual(len(lines), 3)
        self.assertEqual({rule.jit_stage for rule in others}, {"live"})

    def test_who_does_not_work_here_any_more_takes_nothing_live(self):
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        rules = self.make_core_rules(5)
        page = self.open_preview(rules, manager)
        page.action_go_live()
        waiting = rules.browse(page.queue[page.position :])
        page = page.with_env(self.env)
        manager.active = False
        self.go_on()
        self.assertEqual(set(waiting.mapped("jit_stage")), {"hand"})
        self.assertEqual(page.state, "done")

    def test_page_that_cannot_go_on_keeps_no_other_waiting(self):
        broken, _rules, stuck = self.going_live()
        page, _others, waiting = self.going_live()
        go_on = type(page)._go_on

        def fails(this, page_id):
            if page_id == broken.id:
                raise ValueError("broken")
            return go_on(this, page_id)

        with (
            patch.object(type(page), "_go_on", fails),
            mute_logger("odoo.addons.jit_replenishment.models.jit_in_batches"),
        ):
            self.go_on()
        self.assertEqual(set(waiting.mapped("jit_stage")), {"live"})
        self.assertEqual(set(stuck.mapped("jit_stage")), {"hand"})
