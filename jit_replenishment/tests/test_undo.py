from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_go_live import _NOT_COMPARED, GoLiveCommon


class UndoCommon(GoLiveCommon):
    def open_undo(self, rules=None, user=None):
        wizards = self.env["jit.undo"].with_user(user or self.env.user)
        if rules is None:
            action = wizards.action_open_everything()
        else:
            action = rules.with_env(wizards.env).action_jit_open_undo()
        return wizards.browse(action["res_id"])

    def stored_all(self, rules):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM stock_warehouse_orderpoint WHERE id = ANY(%s) ORDER BY id",
            [rules.ids],
        )
        return [
            {name: row[name] for name in row.keys() - _NOT_COMPARED}
            for row in self.env.cr.dictfetchall()
        ]

    def make_mixed(self, count):
        """Rules of core in every state: a seventh each."""
        products = self.make_bought_products(count)
        rules = self.make_rule(products, trigger="auto")
        dozen = self.env.ref("uom.product_uom_dozen")
        route = self.warehouse.buy_pull_id.route_id
        kinds = [rules[start::7] for start in range(7)]
        kinds[1].write({"trigger": "manual"})
        for rule in kinds[1]:
            rule.qty_to_order = 77
        kinds[2].write({"active": False})
        kinds[3].write({"trigger": "manual"})
        kinds[3].write({"snoozed_until": "2026-04-01"})
        kinds[4].write({"route_id": route.id})
        for rule in kinds[5]:
            rule.supplier_id = rule.product_id.seller_ids
        kinds[6].write({"replenishment_uom_id": dozen.id})
        return rules


@tagged("post_install", "-at_install")
class TestUndoEverything(UndoCommon):
    def test_two_hundred_rules_of_every_kind_come_back_to_the_byte(self):
        rules = self.make_mixed(200)
        before = self.stored_all(rules)
        rules.action_jit_go_live()
        rules[:40].write({"product_min_qty": 1, "product_max_qty": 2})
        rules[40:60].write({"route_id": False, "snoozed_until": "2026-05-01"})
        rules[60:80].write({"replenishment_uom_id": False})
        rules[80:90].active = True
        self.run_replenishment()
        self.assertTrue(self.draft_lines(rules))
        wizard = self.open_undo()
        self.assertEqual(wizard.live_count, 200)
        wizard.action_undo()
        self.assertEqual(self.stored_all(rules), before)
        self.assertEqual(wizard.restored, 200)
        self.assertFalse(self.env["jit.takeover"].search_count([]))
        self.assertFalse(self.draft_lines(rules))

    def test_it_says_first_what_will_happen(self):
        auto, manual = self.make_core_rule("auto"), self.make_core_rule("manual")
        archived = self.make_core_rule("auto", active=False)
        (auto | manual | archived).action_jit_go_live()
        self.make_rule()
        self.make_core_rule("auto").action_jit_start_trial()
        self.run_replenishment()
        said = self.open_undo().said
        for part in (
            "Live rules that will be taken off: 4.",
            "Put back as they were, Odoo will order for them: 2.",
            "Put back as they were, you will order by hand: 1.",
            "they will become automatic, Odoo will order for them: 1.",
            "Archived among them: 1.",
            "3 lines in 1 draft order will stay",
            "Trials that will end: 1.",
        ):
            self.assertIn(part, said)

    def test_afterwards_what_was_put_back_and_what_was_born_are_told_apart(self):
        rule, born = self.make_core_rule("manual"), self.make_rule()
        rule.action_jit_go_live()
        wizard = self.open_undo()
        wizard.action_undo()
        self.assertEqual((rule.trigger, born.trigger), ("manual", "auto"))
        self.assertEqual(
            wizard.said,
            "Rules put back as they were: 1.\nMade just-in-time, automatic from now "
            "on: 1. Odoo orders for them.",
        )

    def test_drafts_stay_as_ordinary_requests(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.open_undo().action_undo()
        self.assertEqual(line.order_id.state, "draft")
        self.assertFalse(line.jit_owned or line.order_id.jit_owned)

    def test_trials_end_alone_where_only_they_are_asked_for(self):
        rule, live = self.make_core_rule("auto"), self.make_rule()
        rule.action_jit_start_trial()
        wizard = self.open_undo()
        wizard.live = False
        wizard.action_undo()
        self.assertEqual((rule.jit_stage, live.jit_stage), ("hand", "live"))
        self.assertEqual((wizard.restored, wizard.ended), (0, 1))

    def test_rule_that_cannot_be_put_back_is_named_and_costs_itself_only(self):
        rules = self.make_mixed(14)
        rules.action_jit_go_live()
        stuck = rules[3]
        write = type(rules).write

        def refuse(self, vals):
            done = write(self, vals)
            if vals.get("trigger") and stuck in self:
                raise ValueError("held by another addon")
            return done

        wizard = self.open_undo()
        with patch.object(type(rules), "write", refuse):
            wizard.action_undo()
        self.assertEqual(wizard.failed_ids, stuck)
        self.assertIn("held by another addon", wizard.failure)
        self.assertIn(stuck.display_name, wizard.failure)
        self.assertEqual(stuck.trigger, "jit")
        self.assertTrue(all(rule.trigger != "jit" for rule in rules - stuck))
        self.assertEqual(wizard.restored, 13)

    def test_batch_takes_off_no_other_rule(self):
        rule, other = self.make_rule(), self.make_rule()
        wizard = self.open_undo(rule)
        self.assertEqual(wizard.live_count, 1)
        wizard.action_undo()
        self.assertEqual((rule.trigger, other.trigger), ("auto", "jit"))

    def test_nothing_to_take_off_says_so(self):
        rule = self.make_core_rule("auto")
        with self.assertRaisesRegex(UserError, "nothing to take off"):
            self.open_undo(rule)
        self.env["stock.warehouse.orderpoint"].search(
            [("trigger", "=", "jit")]
        ).action_jit_undo()
        wizard = self.open_undo()
        self.assertIn("nothing to take off", wizard.said)
        with self.assertRaisesRegex(UserError, "nothing to take off"):
            wizard.action_undo()

    def test_done_once_is_not_done_again(self):
        self.make_rule()
        wizard = self.open_undo()
        wizard.action_undo()
        with self.assertRaisesRegex(UserError, "done already"):
            wizard.action_undo()


@tagged("post_install", "-at_install")
class TestUndoRights(UndoCommon):
    def test_only_managers_take_everything_off(self):
        buyer = self.make_user("Buyer", "purchase.group_purchase_user")
        with self.assertRaises(AccessError):
            self.open_undo(user=buyer)
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        rule = self.make_rule()
        self.run_replenishment()
        self.open_undo(user=manager).action_undo()
        self.assertEqual(rule.trigger, "auto")

    def test_one_company_is_taken_off_and_the_other_stays(self):
        mine = self.make_rule()
        with self.other_company() as (company, warehouse):
            theirs = self.make_rule_of(warehouse, mine.product_id)
            env = self.env(
                context={"allowed_company_ids": [self.env.company.id, company.id]}
            )
            action = env["jit.undo"].action_open_everything()
            wizard = env["jit.undo"].browse(action["res_id"])
            self.assertEqual(wizard.live_count, 1)
            wizard.company_ids |= company
            self.assertEqual(wizard.live_count, 2)
            wizard.company_ids -= self.env.company
            wizard.action_undo()
            self.assertEqual((mine.trigger, theirs.trigger), ("jit", "auto"))

    def test_company_one_does_not_see_is_out_of_reach(self):
        with self.other_company() as (company, warehouse):
            theirs = self.make_rule_of(warehouse, self.make_product())
            manager = self.make_user("Manager", "purchase.group_purchase_manager")
            wizard = self.open_undo(user=manager)
            wizard.sudo().company_ids |= company
            self.make_rule()
            wizard.action_undo()
            self.assertEqual(theirs.trigger, "jit")
