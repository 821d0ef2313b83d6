from odoo.tests import tagged

from .signal_common import SignalCommon


@tagged("post_install", "-at_install")
class TestSignals(SignalCommon):
    """Whatever may change the answer appends one signal and wakes the action."""

    def test_many_moves_of_a_transaction_are_one_signal(self):
        for _number in range(5):
            self.promise(self.product, 1)
        self.assertSignalled()

    def test_product_without_a_just_in_time_rule_is_silent(self):
        other = self.make_product("Nut")
        self.settle()
        self.set_stock(other, 5)
        self.assertFalse(self.signalled())

    def test_rolled_back_change_leaves_no_signal(self):
        with self.assertRaisesRegex(ValueError, "stop"), self.env.cr.savepoint():
            self.set_stock(self.product, 3)
            raise ValueError("stop")
        self.assertFalse(self.signalled())

    def test_nothing_is_ordered_in_the_users_transaction(self):
        self.promise(self.product, 15)
        self.env.cr.flush()
        self.assertNothingOrdered(self.rule)

    def test_sweep_signals_what_raw_sql_changed(self):
        self.rule._jit_signal()
        self.run_replenishment()
        self.run_sweep()
        self.assertFalse(self.signalled())
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 5 WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.run_sweep()
        self.assertSignalled()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)

    def test_sweep_signals_a_rule_never_looked_at(self):
        self.run_sweep()
        self.assertIn((self.product.id, self.env.company.id), self.signalled())

    def test_signal_is_gone_once_served(self):
        self.set_stock(self.product, 3)
        self.run_replenishment()
        self.assertFalse(self.signalled())
        self.assertOrdered(self.rule, 27)

    def test_burst_of_signals_of_one_product_is_one_work(self):
        self.set_stock(self.product, 3)
        self.env.cr.flush()
        self.env.cr.execute(
            """
            INSERT INTO jit_signal (product_id, company_id)
            SELECT product_id, company_id FROM jit_signal, generate_series(1, 1500)
            """
        )
        works = []
        replenisher = type(self.env["jit.replenisher"])
        replenish = replenisher._replenish

        def listen(model, keys, report):
            works.append(keys)
            return replenish(model, keys, report)

        self.patch(replenisher, "_replenish", listen)
        self.run_replenishment()
        self.assertEqual(works, [[(self.product.id, self.env.company.id)]])
        self.assertFalse(self.signalled())
        self.assertOrdered(self.rule, 27)

    def test_engine_leaves_no_signal_of_its_own_writing(self):
        self.set_stock(self.product, 3)
        self.run_replenishment()
        self.assertOrdered(self.rule, 27)
        self.assertFalse(self.signalled())
        self.rule.product_max_qty = 50
        self.run_replenishment()
        self.assertOrdered(self.rule, 47)
        self.assertFalse(self.signalled())

    def test_signal_is_of_the_company_that_moved_stock(self):
        with self.other_company() as (company, warehouse):
            rule = self.make_rule_of(warehouse, self.product)
            self.settle()
            self.set_stock(self.product, 5, warehouse.lot_stock_id)
            self.assertSignalled(company=company)
            self.settle()
            self.promise(self.product, 5)
            self.assertSignalled()
            self.settle()
            # a vendor's price may be good for all of them
            self.offer.price = 7
            companies = {company_id for _product, company_id in self.signalled()}
            self.assertEqual(companies, {company.id, self.rule.company_id.id})
            self.assertEqual(rule.company_id, company)

    def test_stock_at_a_place_all_companies_share_signals_all_of_them(self):
        with self.other_company() as (company, warehouse):
            shared = self.env["stock.location"].create(
                {"name": "Shared shelf", "usage": "internal", "company_id": False}
            )
            self.make_rule_of(warehouse, self.product)
            self.settle()
            self.make_move(self.product, 2, shared, self.customers)
            self.assertEqual(
                {company_id for _product, company_id in self.signalled()},
                {company.id, self.env.company.id},
            )

    def test_first_signal_of_a_transaction_is_kept_beside_a_failed_part(self):
        self.promise(self.product, 3)
        with self.assertRaisesRegex(ValueError, "stop"), self.env.cr.savepoint():
            self.set_stock(self.product, 3)
            raise ValueError("stop")
        self.assertSignalled()

    def test_user_without_rights_on_any_of_ours_leaves_a_signal(self):
        user = self.make_user("picker", "stock.group_stock_user")
        self.make_delivery(state="draft").with_user(user).action_confirm()
        self.assertSignalled()
