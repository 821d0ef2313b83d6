from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..hooks import uninstall_hook
from .common import JitCommon

# touched by every write, or worked out anew by core from the rest
_NOT_COMPARED = {
    "write_date",
    "write_uid",
    "qty_to_order_computed",
    "deadline_date",
}


class GoLiveCommon(JitCommon):
    """Rules of core in every state they may have before going live."""

    @classmethod
    def make_core_rule(cls, trigger, **vals):
        product = cls.make_product()
        cls.make_offer(product)
        return cls.make_rule(product, trigger=trigger, **vals)

    def stored(self, rule):
        """Every stored column of the rule, as the database has it."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM stock_warehouse_orderpoint WHERE id = %s", [rule.id]
        )
        row = self.env.cr.dictfetchone()
        return {name: row[name] for name in row.keys() - _NOT_COMPARED}

    def core_figures(self, rule):
        """What core works out for the rule now."""
        rule._compute_qty_to_order_computed()
        rule._compute_deadline_date()
        return rule.qty_to_order_computed, rule.deadline_date

    def assertUndoRestores(self, rule, **changes):
        """Going live and back, with ``changes`` in between, leaves no trace."""
        before, figures = self.stored(rule), self.core_figures(rule)
        rule.action_jit_go_live()
        self.assertEqual(rule.trigger, "jit")
        rule.write(changes)
        self.run_replenishment()
        rule.action_jit_undo()
        self.assertEqual(self.stored(rule), before)
        self.assertFalse(self.env["jit.takeover"].search_count([]))
        return figures


@tagged("post_install", "-at_install")
class TestGoLive(GoLiveCommon):
    def test_figures_are_kept_and_the_engine_orders(self):
        rule = self.make_core_rule("auto", reorder_point=7, target=19)
        self.set_stock(rule.product_id, 3)
        rule.action_jit_go_live()
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (7, 19))
        self.run_replenishment()
        self.assertOrdered(rule, 16)

    def test_manual_quantity_of_before_orders_nothing(self):
        rule = self.make_core_rule("manual")
        rule.qty_to_order = 77
        rule.action_jit_go_live()
        self.run_replenishment()
        self.assertOrdered(rule, 30)

    def test_going_live_twice_keeps_the_first_memory(self):
        rule = self.make_core_rule("manual")
        rule.action_jit_go_live()
        rule.product_max_qty = 50
        rule.action_jit_go_live()
        rule.trigger = "jit"
        rule.action_jit_undo()
        self.assertEqual((rule.trigger, rule.product_max_qty), ("manual", 30))

    def test_figures_given_with_the_trigger_are_not_what_was_before(self):
        rule = self.make_core_rule("auto")
        rule.write({"trigger": "jit", "product_min_qty": 15, "product_max_qty": 60})
        rule.action_jit_undo()
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (10, 30))

    def test_archived_rule_goes_live_without_ordering(self):
        rule = self.make_core_rule("auto", active=False)
        rule.action_jit_go_live()
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        rule.active = True
        self.run_replenishment()
        self.assertOrdered(rule, 30)


@tagged("post_install", "-at_install")
class TestUndo(GoLiveCommon):
    def test_auto_rule_comes_back_with_cores_own_figures(self):
        rule = self.make_core_rule("auto")
        self.set_stock(rule.product_id, 4)
        # no vendor, no draft: core would count it and find another quantity
        rule.product_id.seller_ids.partner_id.active = False
        figures = self.assertUndoRestores(rule, product_max_qty=90)
        self.assertEqual((rule.qty_to_order_computed, rule.deadline_date), figures)
        self.assertEqual(rule.qty_to_order_computed, 26)

    def test_manual_rule_comes_back_with_its_quantity_and_snooze(self):
        rule = self.make_core_rule("manual", snoozed_until="2026-04-01")
        rule.qty_to_order = 77
        self.assertUndoRestores(rule, snoozed_until=False, product_min_qty=1)
        self.assertEqual(rule.qty_to_order, 77)
        self.assertEqual(rule.snoozed_until, fields.Date.to_date("2026-04-01"))

    def test_archived_rule_comes_back_archived(self):
        rule = self.make_core_rule("manual", active=False)
        self.assertUndoRestores(rule, active=True)

    def test_rule_archived_since_stays_archived(self):
        rule = self.make_core_rule("auto")
        rule.action_jit_go_live()
        rule.active = False
        rule.action_jit_undo()
        self.assertEqual((rule.trigger, rule.active), ("auto", False))

    def test_route_vendor_and_multiple_come_back(self):
        rule = self.make_core_rule("auto")
        rule.supplier_id = rule.product_id.seller_ids
        rule.replenishment_uom_id = self.env.ref("uom.product_uom_dozen")
        self.assertTrue(rule.route_id)
        self.assertUndoRestores(rule, route_id=False, replenishment_uom_id=False)
        self.assertEqual(rule.supplier_id, rule.product_id.seller_ids)

    def test_rule_without_route_and_vendor_comes_back_without(self):
        rule = self.make_core_rule("auto")
        self.assertUndoRestores(rule, supplier_id=rule.product_id.seller_ids.id)
        self.assertFalse(rule.route_id)

    def test_vendor_without_route_comes_back_so(self):
        rule = self.make_core_rule("auto")
        rule.flush_recordset()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET supplier_id = %s WHERE id = %s",
            [rule.product_id.seller_ids.id, rule.id],
        )
        rule.invalidate_recordset()
        self.assertUndoRestores(rule, supplier_id=False)

    def test_rule_born_just_in_time_becomes_auto(self):
        rule = self.make_rule()
        rule.snoozed_until = "2026-04-01"
        rule.action_jit_undo()
        self.assertEqual((rule.trigger, rule.snoozed_until), ("auto", False))
        self.assertEqual(rule.qty_to_order, 30)

    def test_former_manual_rule_never_orders_by_itself(self):
        rule = self.make_core_rule("manual")
        rule.action_jit_go_live()
        rule.action_jit_undo()
        self.run_replenishment()
        self.env["stock.rule"].run_scheduler()
        lines = self.env["purchase.order.line"]
        self.assertFalse(lines.search([("product_id", "=", rule.product_id.id)]))

    def test_undo_of_a_mixed_batch_gives_each_its_own_state(self):
        auto, manual = self.make_core_rule("auto"), self.make_core_rule("manual")
        untouched = self.make_core_rule("manual")
        (auto | manual).action_jit_go_live()
        (auto | manual | untouched | self.make_rule()).action_jit_undo()
        triggers = (auto | manual | untouched).mapped("trigger")
        self.assertEqual(triggers, ["auto", "manual", "manual"])


@tagged("post_install", "-at_install")
class TestOpenDrafts(GoLiveCommon):
    """Drafts of rules that leave become people's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_core_rule("auto")

    def setUp(self):
        super().setUp()
        self.rule.action_jit_go_live()
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 30)
        self.order = self.line.order_id

    def assertOrdinaryRequest(self):
        self.assertEqual((self.order.state, self.order.jit_owned), ("draft", False))
        self.assertEqual((self.line.product_qty, self.line.jit_owned), (30, False))

    def test_undo_leaves_an_ordinary_request_that_core_counts(self):
        self.rule.action_jit_undo()
        self.assertOrdinaryRequest()
        self.env["stock.rule"].run_scheduler()
        self.env.invalidate_all()
        self.assertEqual(self.rule.qty_to_order, 0)
        self.assertEqual(self.line.product_qty, 30)
        self.assertEqual(self.rule.product_id.purchase_order_line_ids, self.line)

    def test_engine_leaves_the_request_alone_afterwards(self):
        self.rule.action_jit_undo()
        self.set_stock(self.rule.product_id, 25)
        self.run_replenishment()
        self.assertOrdinaryRequest()

    def test_trigger_changed_in_the_list_is_a_plain_leave(self):
        for trigger in ("auto", "manual"):
            with self.subTest(trigger=trigger), self.env.cr.savepoint() as savepoint:
                self.rule.write({"trigger": trigger, "product_max_qty": 40})
                self.assertOrdinaryRequest()
                self.assertEqual(self.rule.product_max_qty, 40)
                self.assertFalse(self.env["jit.takeover"].search_count([]))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_request_shared_with_a_live_rule_stays_the_engines(self):
        other = self.make_rule()
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(other, 30).order_id, self.order)
        self.rule.action_jit_undo()
        self.assertTrue(self.order.jit_owned)
        self.assertFalse(self.line.jit_owned)
        self.assertOrdered(other, 30)

    def test_deleting_the_rule_takes_its_untouched_line_along(self):
        self.rule.unlink()
        self.assertFalse(self.line.exists())
        self.assertEqual(self.order.state, "cancel")

    def test_archiving_the_rule_takes_its_untouched_line_along(self):
        self.rule.active = False
        self.run_replenishment()
        self.assertFalse(self.line.exists())


@tagged("post_install", "-at_install")
class TestUninstallHook(GoLiveCommon):
    def test_every_rule_is_back_exactly_and_drafts_are_ordinary(self):
        auto, archived = self.make_core_rule("auto"), self.make_core_rule("auto")
        manual = self.make_core_rule("manual")
        manual.qty_to_order = 77
        archived.active = False
        rules = auto | archived | manual
        before = [self.stored(rule) for rule in rules]
        rules.action_jit_go_live()
        born = self.make_rule()
        self.run_replenishment()
        orders = self.draft_lines(rules | born).order_id
        self.assertTrue(orders)
        self.uninstall()
        self.assertEqual([self.stored(rule) for rule in rules], before)
        self.assertEqual(born.trigger, "auto")
        self.assertEqual(orders.mapped("state"), ["draft"] * len(orders))
        self.assertFalse(orders.filtered("jit_owned"))
        self.assertFalse(orders.order_line.filtered("jit_owned"))

    def test_rule_that_cannot_be_put_back_is_at_least_not_ordered_by_itself(self):
        manual, other = self.make_core_rule("manual"), self.make_core_rule("manual")
        before = self.stored(other)
        (manual | other).action_jit_go_live()
        manual.product_max_qty = 99
        write = type(manual).write

        def refuse(rules, vals):
            done = write(rules, vals)
            if vals.get("trigger") and manual in rules:
                raise ValueError("held by another addon")
            return done

        with (
            patch.object(type(manual), "write", refuse),
            self.assertLogs("odoo.addons.jit_replenishment.hooks", "WARNING"),
        ):
            self.uninstall()
        self.env.invalidate_all()
        self.assertEqual((manual.trigger, manual.product_max_qty), ("manual", 99))
        self.assertEqual(self.stored(other), before)

    def test_nothing_is_left_to_be_signalled(self):
        self.make_core_rule("auto").action_jit_go_live()
        self.env.cr.precommit.run()
        signals = self.env["jit.signal"]
        signals.search([]).unlink()
        self.uninstall()
        self.env.cr.precommit.run()
        self.assertFalse(signals.search_count([]))

    def uninstall(self):
        uninstall_hook(self.env)
        self.env.flush_all()
