"""What a just-in-time rule costs the people who move stock."""

import select

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tests import tagged

from .signal_common import SignalCommon

# core reads the rules of the products it marks; the signal itself costs nothing more
QUERIES_OF_A_RULE = 1
MANY = 8


def confirm_delivery(case, products):
    picking = case.make_delivery(95, state="draft", products=products)
    return picking.action_confirm


def validate_delivery(case, products):
    return case.make_delivery(products=products).button_validate


def validate_receipt(case, products):
    return case.make_receipt(products=products).button_validate


def apply_count(case, products):
    quants = case.env["stock.quant"].search(
        [("product_id", "in", products.ids), ("location_id", "=", case.stock.id)]
    )
    quants.inventory_quantity = 50
    return quants.action_apply_inventory


EVENTS = [confirm_delivery, validate_delivery, validate_receipt, apply_count]


@tagged("post_install", "-at_install")
class TestSignalCost(SignalCommon):
    def make_stocked(self, trigger, count):
        """Products in stock, with a rule of this trigger, or with none."""
        products = self.make_bought_products(count)
        for product in products:
            quants = self.env["stock.quant"]
            quants._update_available_quantity(product, self.stock, 100)
        if trigger:
            self.make_rule(products, trigger=trigger)
        return products

    def statements_of(self, event, trigger, count):
        act = event(self, self.make_stocked(trigger, count))
        self.settle()
        self.env.invalidate_all()
        return self.statements_left(act)

    def assertCostsOneQuery(self, count):
        for event in EVENTS:
            with self.subTest(event=event.__name__):
                # whatever is read but once by anybody is read here
                self.statements_of(event, "jit", 1)
                plain = self.statements_of(event, False, count)
                jit = self.statements_of(event, "jit", count)
                self.assertLessEqual(len(jit) - len(plain), QUERIES_OF_A_RULE)

    def test_one_product_costs_one_query_more_than_without_a_rule(self):
        self.assertCostsOneQuery(1)

    def test_many_products_cost_one_query_more_than_without_rules(self):
        self.assertCostsOneQuery(MANY)

    def test_delivery_costs_less_than_with_a_rule_of_core(self):
        self.statements_of(confirm_delivery, "jit", 1)
        jit = self.statements_of(confirm_delivery, "jit", 1)
        auto = self.statements_of(confirm_delivery, "auto", 1)
        self.assertLess(len(jit), len(auto))

    def test_delivery_rewrites_a_rule_of_core_but_none_of_ours(self):
        def rewrites(trigger):
            statements = self.statements_of(confirm_delivery, trigger, 1)
            return [
                each
                for each in statements
                if 'UPDATE "stock_warehouse_orderpoint"' in each
            ]

        self.assertTrue(rewrites("auto"))
        self.assertFalse(rewrites("jit"))

    def test_signal_and_wake_up_are_one_statement(self):
        statements = self.statements_of(confirm_delivery, "jit", 1)
        writing = [each for each in statements if "INTO jit_signal" in each]
        waking = [each for each in statements if "ir_cron_trigger" in each]
        self.assertEqual(len(writing), 1)
        self.assertEqual(writing, waking)

    def listener(self):
        _name, info = connection_info_for("postgres")
        connection = psycopg2.connect(**info)
        self.addCleanup(connection.close)
        connection.autocommit = True
        connection.cursor().execute("LISTEN cron_trigger")
        return connection

    def is_told(self, listener):
        """Whether this database is named; others of the server may be before it."""
        while select.select([listener], [], [], 10)[0]:
            listener.poll()
            told = [notice.payload for notice in listener.notifies]
            if self.env.cr.dbname in told:
                return True
        return False

    def test_wake_up_reaches_the_workers_and_waits_for_no_disk(self):
        listener = self.listener()
        signals = self.env["jit.signal"]
        (statement,) = self.statements_left(signals._wake_workers)
        self.assertIn("'synchronous_commit', 'off'", statement)
        self.assertTrue(self.is_told(listener))
