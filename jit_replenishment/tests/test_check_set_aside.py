from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .test_check import CheckCommon
from .test_security import UsersCommon

_MODELS = ("jit.finding", "jit.finding.kind", "jit.stock.audit", "jit.check")


@tagged("post_install", "-at_install")
class TestSetAside(CheckCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product()
        cls.offer = cls.make_offer(cls.product, delay=0)
        quants = cls.env["stock.quant"].sudo()
        quant = {"product_id": cls.product.id, "location_id": cls.stock.id}
        cls.quant = quants.create(quant | {"quantity": -2})

    def setUp(self):
        super().setUp()
        self.run_check()
        self.finding = self.findings("negative_stock")
        self.finding.action_set_aside("counted on Friday")

    def test_stays_set_aside_when_it_is_found_again(self):
        self.run_check()
        self.assertEqual(self.findings("negative_stock"), self.finding)
        self.assertEqual(self.finding.set_aside_reason, "counted on Friday")
        self.assertEqual(self.finding.set_aside_by, self.env.user)
        self.assertEqual(self.state().findings, len(self.findings()) - 1)

    def test_stays_set_aside_when_only_its_worth_changes(self):
        self.product.standard_price = 7
        self.run_check()
        self.assertEqual(self.finding.value, 14)
        self.assertTrue(self.finding.set_aside_on)

    def test_comes_back_once_it_is_another_fault(self):
        self.env["stock.quant"].search(
            [("product_id", "=", self.product.id)]
        ).quantity = -5
        self.run_check()
        self.assertEqual(self.finding.facts, {"quantity": -5})
        self.assertFalse(
            self.finding.set_aside_on
            or self.finding.set_aside_by
            or self.finding.set_aside_reason
        )

    def test_is_put_back(self):
        self.finding.action_put_back()
        self.assertFalse(self.finding.set_aside_on or self.finding.set_aside_reason)

    def test_is_not_among_what_a_kind_opens(self):
        action = self.finding.kind_id.action_fix_these()
        self.assertEqual(action["type"], "ir.actions.client")

    def test_wants_a_reason(self):
        lead_time = self.findings("no_lead_time")
        action = lead_time.action_set_aside()
        form = Form(self.env["jit.set.aside"].with_context(**action["context"]))
        form.reason = "next door"
        form.save().action_set_aside()
        self.assertEqual(lead_time.set_aside_reason, "next door")
        with self.assertRaises(ValidationError):
            lead_time.action_set_aside("  ")


@tagged("post_install", "-at_install")
class TestCheckRights(UsersCommon, CheckCommon):
    def setUp(self):
        super().setUp()
        self.make_offer(self.make_product("Free"), price=0)
        self.run_check()
        self.finding = self.findings("zero_price")
        self.assertTrue(self.finding)

    def test_buyers_read_and_nobody_else_sees_anything(self):
        for model in _MODELS:
            for user in self.purchase_user | self.purchase_manager:
                self.assertMay(user, model, "read")
            for user in (self.stock_user | self.stock_manager) | self.employee:
                self.assertMay(user, model)
        line = self.env["jit.check"].with_user(self.stock_user).read_parts()
        self.assertEqual(line["parts"], [])

    def test_menu_is_hidden_from_storekeepers(self):
        menu = self.env.ref("jit_replenishment.jit_finding_menu").id
        menus = self.env["ir.ui.menu"]
        self.assertIn(menu, menus.with_user(self.purchase_user)._visible_menu_ids())
        self.assertNotIn(menu, menus.with_user(self.stock_user)._visible_menu_ids())

    def test_only_managers_check_and_set_aside(self):
        buyer = self.finding.with_user(self.purchase_user)
        for act in (
            buyer.action_check_now,
            lambda: buyer.action_set_aside("none"),
            buyer.action_put_back,
            lambda: buyer.write({"set_aside_reason": "none"}),
        ):
            with self.assertRaises(AccessError):
                act()
        head = self.finding.with_user(self.purchase_manager)
        head.action_check_now()
        head.action_set_aside("none")
        self.assertEqual(self.finding.set_aside_by, self.purchase_manager)
        with self.assertRaises(AccessError):
            head.write({"value": 0})

    def test_buyer_opens_what_is_to_mend(self):
        buyer = self.finding.with_user(self.purchase_user)
        self.assertIn("for 0", buyer.sentence)
        self.assertEqual(buyer.action_fix()["res_model"], "product.supplierinfo")

    def test_faults_of_other_companies_are_not_seen(self):
        with self.other_company() as (company, _warehouse):
            theirs = self.make_product("Theirs", company_id=company.id)
            self.run_check()
            finding = self.findings("no_vendor", company).filtered(
                lambda each: each.product_tmpl_id == theirs.product_tmpl_id
            )
            self.assertTrue(finding)
            seen = self.env["jit.finding"].with_user(self.purchase_manager)
            self.assertNotIn(finding, seen.search([]))
            with self.assertRaises(AccessError):
                finding.with_user(self.purchase_manager).action_set_aside("none")
