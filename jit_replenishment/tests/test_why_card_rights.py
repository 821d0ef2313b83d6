from odoo.exceptions import AccessError
from odoo.tests import tagged

from .why_card_common import WhyCardCommon


@tagged("post_install", "-at_install")
class TestWhyCardRights(WhyCardCommon):
    """Who reads what of a card, and what opens for them."""

    def actions_of(self, user):
        card = self.card(user=user)
        rows = [row for section in card["sections"] for row in section["rows"]]
        return [row["action"] for row in rows if row["action"]]

    def test_every_link_opens_for_who_sees_it(self):
        self.promise(self.product, 3)
        self.order_again()
        readers = (
            self.purchase_user,
            self.purchase_manager,
            self.stock_user,
            self.stock_manager,
        )
        for user in readers:
            with self.subTest(user=user.name):
                actions = self.actions_of(user)
                self.assertTrue(actions)
                for action in actions:
                    records = self.env[action["res_model"]].with_user(user)
                    self.assertTrue(records.has_access("read"))
                    if action.get("res_id"):
                        records.browse(action["res_id"]).check_access("read")
                    view, kind = action["views"][0]
                    self.assertTrue(records.get_view(view, kind)["arch"])

    def test_storekeeper_reads_figures_and_no_price(self):
        beta = self.make_vendor("Beta")
        self.make_offer(self.product, beta, price=1.05, delay=20, sequence=9)
        decision = self.order_again()
        self.assertIn("price", self.section_keys(decision, self.purchase_user))
        self.assertNotIn("price", self.section_keys(decision, self.stock_user))
        told = str(self.card(decision, self.stock_user))
        for text in ("2.1", "cheaper"):
            self.assertNotIn(text, told)
        self.assertIn("6 days slower", told)

    def test_buyer_without_the_right_to_moves_reads_figures_without_links(self):
        self.promise(self.product, 3)
        decision = self.order_again()
        model = self.env["ir.model"]._get("stock.move")
        self.env["ir.model.access"].search([("model_id", "=", model.id)]).unlink()
        rows = self.rows("position", decision, self.purchase_user)
        self.assertEqual(rows["Promised"]["value"], "3 Units")
        self.assertFalse(rows["Promised"]["action"])

    def test_line_whose_reason_is_gone_says_what_is_so_now(self):
        self.line.jit_decision_id.unlink()
        action = self.line.with_user(self.purchase_user).action_jit_open_reason()
        self.assertEqual(action["res_model"], "jit.explain")
        self.assertEqual(action["context"]["default_product_id"], self.product.id)

    def test_employee_reads_no_card(self):
        with self.assertRaises(AccessError):
            self.card(user=self.employee)

    def test_promise_of_another_company_has_its_quantity_and_no_name(self):
        with self.other_company() as (_company, warehouse):
            move = self.promise(self.product, 4)
            picking = self.env["stock.picking"].create(
                {
                    "picking_type_id": warehouse.out_type_id.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": self.customers.id,
                    "partner_id": self.make_vendor("Secret Customer").id,
                }
            )
            decision = self.order_again()
            self.assertIn(move.id, self.booked(decision)["promised_moves"])
            # by a statement, as core refuses to mix companies outside shared places
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE stock_move SET picking_id = %s WHERE id = %s",
                (picking.id, move.id),
            )
            self.env.invalidate_all()
            rows = self.rows("position", decision, self.purchase_user)
            self.assertEqual(rows["Another company"]["value"], "4 Units")
            self.assertFalse(rows["Another company"]["action"])
            told = str(self.card(decision, self.purchase_user)["sections"])
            for name in (picking.name, "Secret Customer"):
                self.assertNotIn(name, told)

    def booked(self, decision):
        return dict(decision.facts)["booked"]

    def test_other_companys_reason_is_closed(self):
        with self.other_company() as (company, _warehouse):
            stranger = self.make_user(
                "stranger",
                "purchase.group_purchase_manager",
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            )
            with self.assertRaises(AccessError):
                self.card(user=stranger)


@tagged("post_install", "-at_install")
class TestWhyCardAfterwards(WhyCardCommon):
    """A reason outlives its rule, its line and its version."""

    def assertReadable(self, note):
        card = self.card(self.decision, self.purchase_user)
        self.assertIn(note, " ".join(card["notes"]))
        self.assertIn("30 Units", card["headline"])
        return card

    def setUp(self):
        super().setUp()
        self.decision = self.line.jit_decision_id

    def test_rule_that_was_deleted(self):
        self.rule.with_user(self.stock_manager).unlink()
        self.assertReadable("The rule was deleted since.")
        self.assertIn(
            "Set when the rule was made, by",
            self.note_of("reorder_point", decision=self.decision),
        )
        self.assertIn("history", self.section_keys(self.decision))

    def test_rule_that_was_deleted_and_whose_figures_nobody_kept(self):
        self.decision.facts = [
            fact for fact in self.decision.facts if fact[0] != "set_by"
        ]
        self.rule.with_user(self.stock_manager).unlink()
        self.assertIn(
            "not known any more",
            self.note_of("reorder_point", decision=self.decision),
        )

    def test_rule_that_was_deleted_leaves_what_its_buffer_was_for(self):
        self.learn_figures()
        decision = self.order_again()
        self.rule.with_user(self.stock_manager).unlink()
        rows = self.rows("reorder_point", decision, self.purchase_user)
        self.assertEqual(
            [(label, row["value"]) for label, row in rows.items()][:4],
            [
                ("Expected Demand", "7 Units"),
                ("Buffer", "5 Units"),
                ("Against Uneven Demand", "3 Units"),
                ("Against Uneven Lead Times", "1.5 Units"),
            ],
        )
        self.assertEqual(rows["Rounding"]["value"], "0.5 Units")
        self.assertIn(
            "accepted by head of buying",
            self.note_of("reorder_point", decision=decision),
        )
        self.assertAddsUp(self.card(decision), self.product.uom_id)

    def test_rule_that_was_archived(self):
        self.rule.active = False
        self.assertReadable("The rule was archived since.")

    def test_rule_that_was_taken_off(self):
        self.rule.trigger = "manual"
        self.assertReadable("The rule was taken off Just in Time since.")
        row = self.rows("reorder_point", self.decision)["Reorder Point"]
        self.assertEqual(row["now"], "")

    def test_line_that_was_removed(self):
        self.line.unlink()
        self.assertReadable("The line it was ordered on was removed since.")

    def test_line_that_is_a_persons_by_now_is_told_with_the_need_of_today(self):
        self.line.with_user(self.purchase_user).product_qty = 12
        self.promise(self.product, 5)
        card = self.assertReadable("counts as incoming by now")
        rows = self.rows("rounding", self.decision)
        self.assertEqual(rows["To Order Now"]["value"], "35 Units")
        self.assertTrue(card["sections"])

    def test_product_nobody_counts_any_more(self):
        self.product.active = False
        self.assertReadable("This product is archived")

    def test_place_that_is_gone(self):
        self.decision.location_id = False
        self.assertTrue(self.card(self.decision, self.purchase_user)["sections"])

    def test_reason_of_the_first_version_opens_what_there_is_now_and_says_so(self):
        promised = self.promise(self.product, 3)
        self.decision.facts = [
            fact for fact in self.decision.facts if fact[0] not in ("booked", "terms")
        ]
        self.assertIn(
            "what opens is what there is now",
            self.note_of("position", decision=self.decision),
        )
        rows = self.rows("position", self.decision)
        self.assertEqual(rows["Promised"]["value"], "0 Units")
        self.assertEqual(self.opens(rows["Promised"]), promised)
        self.assertIn("not kept", self.note_of("price", decision=self.decision))
        self.assertEqual(self.rows("vendor", self.decision)["Acme"]["value"], "14 days")

    def test_reason_without_any_facts_still_has_its_figures(self):
        self.decision.facts = False
        self.assertIn("position", self.section_keys(self.decision))

    def test_goods_from_another_warehouse_name_it_instead_of_a_vendor(self):
        source = self.env["stock.warehouse"].create({"name": "Source", "code": "SRC"})
        self.warehouse.resupply_wh_ids = source
        route = self.env["stock.route"].search(
            [("supplied_wh_id", "=", self.warehouse.id)], limit=1
        )
        rule = self.make_rule(self.make_product(), route_id=route.id)
        self.run_replenishment()
        ordered = rule.jit_decision_ids.filtered(lambda each: each.outcome == "order")
        self.assertTrue(ordered, rule.jit_why)
        self.assertIn("Transferred from", self.note_of("vendor", decision=ordered))
        self.assertNotIn("price", self.section_keys(ordered))
