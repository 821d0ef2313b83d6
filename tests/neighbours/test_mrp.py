"""Beside manufacturing: what is made is started, what making consumes is ordered."""

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.jit_replenishment.tests.common import JitCommon


class ManufacturingCommon(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leg = cls.make_product("Leg")
        cls.make_offer(cls.leg)
        cls.table = cls.make_product("Table")
        cls.bom = cls.make_bom(cls.table, cls.leg, produce_delay=3)

    @classmethod
    def make_bom(cls, product, component, quantity=4, **vals):
        """One of the product is made of so many of the component."""
        line = {"product_id": component.id, "product_qty": quantity}
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_qty": 1,
                "bom_line_ids": [Command.create(line)],
                **vals,
            }
        )

    def productions(self, product=None):
        product = product or self.table
        return self.env["mrp.production"].search([("product_id", "=", product.id)])

    def make_production(self, quantity):
        """A confirmed order by hand for so many tables."""
        form = Form(self.env["mrp.production"])
        form.product_id = self.table
        form.bom_id = self.bom
        form.product_qty = quantity
        production = form.save()
        production.action_confirm()
        return production

    def finish(self, production, consumed=None):
        """Make it all, of the planned components or of so many."""
        production.qty_producing = production.product_qty
        production._set_qty_producing(False)
        if consumed:
            production.move_raw_ids.quantity = consumed
        production.move_raw_ids.picked = True
        production.button_mark_done()
        self.assertEqual(production.state, "done")


@tagged("post_install", "-at_install")
class TestMadeProducts(ManufacturingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(cls.table, 2, 10)

    def test_dip_starts_one_manufacturing_order_and_the_next_run_none(self):
        for _run in range(3):
            self.rule._jit_signal()
            self.run_replenishment()
        production = self.productions()
        self.assertEqual(len(production), 1)
        self.assertEqual((production.product_qty, production.state), (10, "confirmed"))
        self.assertEqual(production.orderpoint_id, self.rule)
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertNothingOrdered(self.rule)

    def test_history_names_the_order_and_the_bill_of_materials(self):
        self.run_replenishment()
        started = self.rule.jit_decision_ids.filtered(lambda d: d.outcome == "order")
        self.assertIn("Manufactured with Table, ready in 3 days", started.reason)
        self.assertIn(self.productions().name, started.reason)

    def test_card_names_the_bill_of_materials_where_a_vendor_would_stand(self):
        self.run_replenishment()
        started = self.rule.jit_decision_ids.filtered(lambda d: d.outcome == "order")
        sections = {each["key"]: each for each in started.card["sections"]}
        self.assertIn("Manufactured with Table", sections["vendor"]["note"])
        self.assertNotIn("price", sections)
        self.assertIn("10 Units", started.headline)

    def test_order_is_planned_by_the_time_making_takes(self):
        self.bom.days_to_prepare_mo = 2
        self.rule._jit_signal()
        self.run_replenishment()
        production = self.productions()
        self.assertEqual(str(production.date_start.date()), "2026-03-12")
        self.assertEqual(str(production.date_finished.date()), "2026-03-15")
        self.assertEqual(self.rule.jit_decision_ids[-1].lead_time_days, 5)

    def test_order_that_core_leaves_in_draft_counts(self):
        self.run_replenishment()
        # as core does for orderpoints until its own post-processing
        self.env.cr.execute(
            "UPDATE mrp_production SET state = 'draft' WHERE id = %s",
            [self.productions().id],
        )
        self.env.cr.execute(
            "UPDATE stock_move SET state = 'draft' WHERE production_id = %s",
            [self.productions().id],
        )
        self.env.invalidate_all()
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(len(self.productions()), 1)
        self.assertEqual(self.rule.jit_outcome, "covered")

    def test_draft_that_a_person_typed_in_promises_nothing(self):
        form = Form(self.env["mrp.production"])
        form.product_id = self.table
        form.product_qty = 10
        form.save()
        self.run_replenishment()
        made = self.productions().filtered("orderpoint_id")
        self.assertEqual(sum(made.mapped("product_qty")), 10)

    def test_cancelled_order_is_started_anew(self):
        self.run_replenishment()
        cancelled = self.productions()
        cancelled.action_cancel()
        self.run_replenishment()
        anew = self.productions() - cancelled
        self.assertEqual((anew.product_qty, anew.state), (10, "confirmed"))

    def test_need_that_grows_starts_only_what_is_missing(self):
        self.run_replenishment()
        self.promise(self.table, 9)
        self.run_replenishment()
        made = self.productions()
        self.assertEqual(sum(made.mapped("product_qty")), 19)

    def test_finished_order_leaves_nothing_to_start(self):
        self.set_stock(self.leg, 100)
        self.run_replenishment()
        self.finish(self.productions())
        self.run_replenishment()
        self.assertEqual(len(self.productions()), 1)
        self.assertEqual(self.rule.jit_outcome, "enough")

    def test_components_dip_and_are_bought(self):
        leg_rule = self.make_rule(self.leg, 5, 20)
        self.set_stock(self.leg, 15)
        self.run_replenishment()
        # what was started for the tables promises legs
        self.run_replenishment()
        self.assertOrdered(leg_rule, 45)

    def test_batches_of_the_bill_of_materials_are_made_whole(self):
        self.bom.write({"enable_batch_size": True, "batch_size": 4})
        self.run_replenishment()
        made = self.productions()
        self.assertEqual(made.mapped("product_qty"), [4, 4, 4])
        self.assertIn("multiple of 4", self.rule.jit_decision_ids[-1].reason)

    def test_bill_of_materials_in_dozens_makes_whole_dozens(self):
        self.bom.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.run_replenishment()
        self.assertEqual(self.productions().product_qty, 1)
        self.assertEqual(self.productions().product_uom_qty, 12)

    def test_bill_of_materials_of_the_rule_is_the_one_used(self):
        special = self.make_bom(self.table, self.leg, 3, code="Special")
        self.rule.bom_id = special
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(self.productions().bom_id, special)
        self.assertIn("Special", self.rule.jit_decision_ids[-1].reason)

    def test_made_product_without_a_bill_of_materials_says_so(self):
        route = self.warehouse.manufacture_pull_id.route_id
        chair = self.make_product("Chair")
        rule = self.make_rule(chair, 2, 10, route_id=route.id)
        self.run_replenishment()
        self.assertFalse(self.productions(chair))
        self.assertEqual(self.open_problems(rule).kind, "no_bom")
        self.make_bom(chair, self.leg)
        self.open_problems(rule).action_check_again()
        self.run_replenishment()
        self.assertEqual(self.productions(chair).product_qty, 10)
        self.assertFalse(self.open_problems(rule))

    def test_going_live_on_a_made_product_needs_nothing_else(self):
        self.rule.trigger = "manual"
        self.rule.action_jit_go_live()
        self.run_replenishment()
        self.assertEqual(self.productions().product_qty, 10)
        self.assertFalse(self.open_problems(self.rule))

    def test_three_step_production_counts_until_it_lies_in_stock(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        self.set_stock(self.leg, 100)
        for _run in range(2):
            self.rule._jit_signal()
            self.run_replenishment()
        self.assertEqual(len(self.productions()), 1)
        picking = self.productions().picking_ids.filtered(
            lambda each: each.state == "assigned"
        )
        picking.button_validate()
        self.finish(self.productions())
        self.run_replenishment()
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertEqual(len(self.productions()), 1)

    def test_two_hundred_made_products_are_decided_with_as_many_queries_as_one(self):
        products = self.make_products(200)
        self.env["mrp.bom"].create(
            [
                {
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "bom_line_ids": [Command.create({"product_id": self.leg.id})],
                }
                for product in products
            ]
        )
        self.assertAsManyQueries(self.decide, self.make_rule(products, 2, 10), few=2)


@tagged("post_install", "-at_install")
class TestConsumption(ManufacturingCommon):
    """Whatever manufacturing does to stock asks the engine to look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_stock(cls.leg, 40)
        cls.rule = cls.make_rule(cls.leg, 10, 30)

    def setUp(self):
        super().setUp()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_planned_consumption_that_dips_is_ordered(self):
        self.make_production(8)
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)

    def test_cancelled_production_is_not_ordered_for_any_more(self):
        production = self.make_production(8)
        self.run_replenishment()
        production.action_cancel()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_more_consumed_than_planned_is_ordered(self):
        self.bom.consumption = "flexible"
        production = self.make_production(5)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.finish(production, consumed=35)
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)

    def test_scrap_during_production_is_ordered(self):
        production = self.make_production(5)
        self.run_replenishment()
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.leg.id,
                "scrap_qty": 12,
                "location_id": self.stock.id,
                "production_id": production.id,
            }
        )
        scrap.action_validate()
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)

    def test_unbuilding_takes_the_product_and_brings_its_parts_back(self):
        production = self.make_production(8)
        self.finish(production)
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)
        table_rule = self.make_rule(self.table, 4, 10)
        self.run_replenishment()
        self.assertFalse(self.productions() - production)
        unbuild = self.env["mrp.unbuild"].create(
            {"product_id": self.table.id, "mo_id": production.id, "product_qty": 8}
        )
        unbuild.action_unbuild()
        self.run_replenishment()
        # 32 legs are back, and tables are to be made anew: that takes 40 of them
        made = self.productions() - production
        self.assertEqual(made.product_qty, 10, table_rule.jit_why)
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_part_used_up_without_any_order_is_ordered(self):
        """As a repair takes its parts: one move into production, done at once."""
        used = self.leg.property_stock_production
        move = self.make_move(self.leg, 33, self.stock, used)
        move.write({"quantity": 33, "picked": True})
        move._action_done()
        self.run_replenishment()
        self.assertOrdered(self.rule, 23)

    def test_quantity_of_a_confirmed_order_is_changed(self):
        production = self.make_production(5)
        self.run_replenishment()
        self.env["change.production.qty"].create(
            {"mo_id": production.id, "product_qty": 9}
        ).change_prod_qty()
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)


@tagged("post_install", "-at_install")
class TestKits(ManufacturingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kit = cls.make_product("Kit")
        cls.make_bom(cls.kit, cls.leg, type="phantom")

    def make_wizard(self, products):
        return self.env["jit.enroll"].create(
            {"product_ids": products.ids, "target_stock": 5}
        )

    def test_batch_with_a_kit_leaves_it_out_and_names_it(self):
        loose = self.make_product(is_storable=False)
        wizard = self.make_wizard(self.kit | self.leg | loose)
        self.assertEqual((wizard.kit_ids, wizard.refused_ids), (self.kit, loose))
        self.assertEqual(wizard.new_count, 1)
        action = wizard.action_enroll()
        page = self.env["jit.go.live"].browse(action["res_id"])
        self.assertEqual(page.line_ids.product_id, self.leg)

    def test_only_kits_say_what_to_do(self):
        with self.assertRaisesRegex(ValidationError, "kit"):
            self.make_wizard(self.kit).action_enroll()

    def test_no_rule_is_suggested_for_a_kit_that_sells(self):
        self.env["jit.stock.audit"].create(
            [
                {
                    "product_id": product.id,
                    "company_id": self.env.company.id,
                    "warehouse_id": self.warehouse.id,
                    "sold": 10,
                }
                for product in (self.kit, self.leg)
            ]
        )
        choice = {"product_ids": [Command.set([self.kit.id, self.leg.id])]}
        wizard = self.env["jit.choose"].create(choice)
        self.assertEqual((wizard.kit_count, wizard.new_count), (1, 1))
        wizard.action_choose()
        rows = self.env["jit.rule.suggestion"].search(
            [("product_id", "in", (self.kit | self.leg).ids)]
        )
        self.assertEqual(rows.product_id, self.leg)

    def test_delivered_kit_dips_its_parts(self):
        rule = self.make_rule(self.leg, 10, 30)
        self.set_stock(self.leg, 20)
        move = {
            "product_id": self.kit.id,
            "product_uom_qty": 3,
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        delivery = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "move_ids": [Command.create(move)],
            }
        )
        delivery.action_confirm()
        self.run_replenishment()
        self.assertOrdered(rule, 22)
