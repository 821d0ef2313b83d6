from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


class TwoCompanies(JitCommon):
    """One shared product with a rule in each company; both sell it to themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls.env.company
        cls.there = cls.env["res.company"].create(
            {
                "name": "There",
                "currency_id": cls.env.ref("base.CHF").id,
                "country_id": cls.env.ref("base.ch").id,
            }
        )
        cls.env.user.company_ids += cls.there
        cls.there_warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.there.id)], limit=1
        )
        cls.product = cls.make_product()
        cls.rule = cls.make_rule(cls.product)
        cls.there_rule = cls.make_rule_there(cls.product, reorder_point=5, target=8)

    @classmethod
    def make_rule_there(cls, product, **vals):
        rule = cls.make_rule_of(cls.there_warehouse, product, **vals)
        return rule.with_company(cls.there)

    @classmethod
    def offer_in(cls, company, vendor, **vals):
        currency = company.currency_id.id
        vals = {"company_id": company.id, "currency_id": currency} | vals
        return cls.make_offer(cls.product, vendor, **vals)


@tagged("post_install", "-at_install")
class TestBuyingApart(TwoCompanies):
    def test_each_company_orders_at_its_own_price_and_place(self):
        self.offer_in(self.here, self.vendor, price=2)
        self.offer_in(self.there, self.vendor, price=9)
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 30)
        other = self.assertOrdered(self.there_rule, 8)
        self.assertEqual((line.price_unit, other.price_unit), (2, 9))
        for order, company, warehouse in (
            (line.order_id, self.here, self.warehouse),
            (other.order_id, self.there, self.there_warehouse),
        ):
            self.assertEqual(order.company_id, company)
            self.assertEqual(order.currency_id, company.currency_id)
            self.assertEqual(order.picking_type_id, warehouse.in_type_id)

    def test_price_of_one_company_is_never_used_by_the_other(self):
        self.offer_in(self.there, self.vendor)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.open_problems(self.rule).kind, "no_vendor")
        self.assertOrdered(self.there_rule, 8)

    def test_vendor_of_one_company_is_never_asked_by_the_other(self):
        foreign = self.make_vendor("Foreign", company_id=self.there.id)
        self.make_offer(self.product, foreign, company_id=False)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertOrdered(self.there_rule, 8, foreign)

    def test_shared_price_serves_both_in_its_own_currency(self):
        euro = self.env.ref("base.EUR")
        self.make_offer(self.product, company_id=False, currency_id=euro.id)
        self.run_replenishment()
        orders = (
            self.assertOrdered(self.rule, 30) | self.assertOrdered(self.there_rule, 8)
        ).order_id
        self.assertEqual(len(orders), 2)
        self.assertEqual(orders.currency_id, euro)

    def test_set_vendor_of_the_other_company_is_refused(self):
        foreign = self.offer_in(self.there, self.vendor)
        with self.assertRaisesRegex(UserError, "belongs to another company"):
            self.rule.supplier_id = foreign

    def test_stock_of_the_other_company_does_not_count(self):
        self.offer_in(self.here, self.vendor)
        self.set_stock(self.product, 100, self.there_warehouse.lot_stock_id)
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertEqual((self.rule.qty_on_hand, self.there_rule.qty_on_hand), (0, 100))

    def test_taxes_of_the_other_company_stay_away(self):
        self.offer_in(self.here, self.vendor)
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 30)
        self.assertFalse(line.tax_ids.company_id - self.here)

    def test_signal_of_one_company_orders_nothing_for_the_other(self):
        self.make_offer(self.product, company_id=False)
        self.set_stock(self.product, 100)
        self.set_stock(self.product, 100, self.there_warehouse.lot_stock_id)
        self.run_replenishment()
        self.env["jit.signal"].search([]).unlink()
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 1 WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.env["jit.signal"]._emit(self.product, self.there)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertOrdered(self.there_rule, 7)

    def test_move_signals_its_own_company_alone(self):
        self.env.cr.precommit.run()
        signals = self.env["jit.signal"]
        signals.search([]).unlink()
        self.set_stock(self.product, 100, self.there_warehouse.lot_stock_id)
        self.env.cr.precommit.run()
        self.assertEqual(signals.search([]).company_id, self.there)


@tagged("post_install", "-at_install")
class TestSeeingApart(TwoCompanies):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "purchase.group_purchase_manager"
        cls.user_here = cls.make_user("here", group)
        cls.user_there = cls.make_user(
            "there",
            group,
            company_id=cls.there.id,
            company_ids=[Command.set(cls.there.ids)],
        )
        cls.user_both = cls.make_user(
            "both", group, company_ids=[Command.set((cls.here | cls.there).ids)]
        )
        cls.offer_in(cls.here, cls.vendor)

    def seen(self, user, model, companies=None):
        """Companies whose records of the model about the product the user sees."""
        records = self.env[model].with_user(user)
        if companies:
            records = records.with_context(allowed_company_ids=companies.ids)
        ours = (self.rule | self.there_rule).ids
        return records.search([("orderpoint_id", "in", ours)]).company_id

    def test_everybody_sees_the_records_of_their_companies(self):
        (self.rule | self.there_rule).action_jit_undo()
        (self.rule | self.there_rule).action_jit_go_live()
        self.product.seller_ids.price = 0
        self.run_replenishment()
        both = self.here | self.there
        for model in ("jit.decision", "jit.exception", "jit.position", "jit.takeover"):
            with self.subTest(model=model):
                self.assertEqual(self.seen(self.user_here, model), self.here)
                self.assertEqual(self.seen(self.user_there, model), self.there)
                self.assertEqual(self.seen(self.user_both, model, both), both)
                self.assertEqual(
                    self.seen(self.user_both, model, self.there), self.there
                )

    def test_rule_of_the_other_company_is_out_of_reach(self):
        rule = self.there_rule.with_user(self.user_here).with_company(self.here)
        for act in (
            rule.action_jit_check_now,
            rule.action_jit_undo,
            lambda: rule.write({"product_max_qty": 99}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        self.assertEqual(self.there_rule.trigger, "jit")

    def test_decision_of_the_other_company_cannot_be_read_by_id(self):
        self.run_replenishment()
        decision = self.env["jit.decision"].search(
            [("orderpoint_id", "=", self.rule.id)], limit=1
        )
        self.assertTrue(decision)
        with self.assertRaises(AccessError):
            decision.with_user(self.user_there).read(["reason"])

    def test_product_form_shows_the_rules_of_the_active_companies(self):
        template = self.product.product_tmpl_id
        rules = {self.user_here: self.rule, self.user_there: self.there_rule}
        for user, rule in rules.items():
            self.env.invalidate_all()
            company = user.company_id
            shown = template.with_user(user).with_company(company).jit_rule_ids
            self.assertEqual(shown, rule)

    def test_enroll_of_one_company_leaves_the_rule_of_the_other(self):
        (self.rule | self.there_rule).action_jit_undo()
        wizards = self.env["jit.enroll"].with_user(self.user_both)
        both = (self.here | self.there).ids
        wizard = wizards.with_context(allowed_company_ids=both).create(
            {"product_ids": self.product.ids}
        )
        action = wizard.action_enroll()
        wizard.env["jit.go.live"].browse(action["res_id"]).action_go_live()
        self.assertEqual((self.rule.trigger, self.there_rule.trigger), ("jit", "auto"))

    def test_user_of_both_orders_for_both_at_once(self):
        self.offer_in(self.there, self.vendor)
        rules = (self.rule | self.there_rule).with_user(self.user_both)
        both = (self.here | self.there).ids
        rules.with_context(allowed_company_ids=both).action_jit_check_now()
        self.run_replenishment()
        orders = self.draft_lines(rules.with_user(self.env.user)).order_id
        self.assertEqual(orders.company_id, self.here | self.there)
        self.assertEqual(len(orders), 2)
