import random
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ..queries.due_rules import rules_that_may_order
from ..queries.signals import last_signal, next_signals
from .common import JitCommon


@tagged("post_install", "-at_install")
class TestSweep(JitCommon):
    """It finds what raw SQL and the calendar changed, and leaves the rest alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.rule = cls.make_rule(reorder_point=10, target=50)
        cls.product = cls.rule.product_id

    def cover(self):
        """Little on hand, enough on its way, looked at."""
        self.set_stock(self.product, 5)
        self.receipt = self.make_move(self.product, 40, self.suppliers, self.stock)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def swept(self):
        """Products signalled by a sweep of what is there now."""
        self.env.cr.execute("DELETE FROM jit_signal")
        self.env.invalidate_all()
        self.run_sweep()
        self.env.cr.execute("SELECT product_id FROM jit_signal WHERE swept")
        return [product_id for (product_id,) in self.env.cr.fetchall()]

    def sql(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.invalidate_all()

    def test_covered_rule_is_left_alone(self):
        self.cover()
        self.assertEqual(self.swept(), [])

    def test_covered_rule_is_looked_at_again_the_next_day(self):
        self.cover()
        with freeze_time("2026-03-11 00:30:00"):
            self.assertEqual(self.swept(), [self.product.id])
            self.run_replenishment()
            self.assertEqual(self.swept(), [])

    def test_day_is_that_of_the_company(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.cover()
        with freeze_time("2026-03-10 11:30:00"):
            self.assertEqual(self.swept(), [self.product.id])

    def test_raw_sql_on_anything_that_counts_is_found(self):
        self.cover()
        request = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        line = self.env["purchase.order.line"].create(
            {"order_id": request.id, "product_id": self.product.id, "product_qty": 1}
        )
        cases = (
            ("UPDATE stock_move SET product_qty = 39 WHERE id = %s", self.receipt),
            ("UPDATE stock_move SET date = '2026-06-01' WHERE id = %s", self.receipt),
            ("UPDATE stock_move SET state = 'cancel' WHERE id = %s", self.receipt),
            ("UPDATE purchase_order_line SET product_qty = 2 WHERE id = %s", line),
            ("UPDATE purchase_order SET state = 'cancel' WHERE id = %s", request),
            (
                "UPDATE stock_warehouse_orderpoint SET product_max_qty = 60"
                " WHERE id = %s",
                self.rule,
            ),
        )
        for statement, record in cases:
            with self.subTest(statement):
                self.rule._jit_signal()
                self.run_replenishment()
                self.assertEqual(self.swept(), [])
                self.sql(statement, record.id)
                self.assertEqual(self.swept(), [self.product.id])

    def test_waiting_draft_line_is_left_alone_until_it_is_tampered_with(self):
        self.set_stock(self.product, 5)
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 45)
        self.assertEqual(self.swept(), [])
        self.sql("UPDATE purchase_order_line SET product_qty = 3")
        self.assertEqual(self.swept(), [self.product.id])
        self.run_replenishment()
        self.assertEqual(line.product_qty, 45)

    def test_open_problem_is_looked_at_every_time(self):
        self.product.seller_ids.unlink()
        self.set_stock(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.swept(), [self.product.id])

    def test_a_second_look_on_the_same_day_writes_nothing(self):
        self.cover()
        self.sql("SELECT xmin::text, * FROM jit_position")
        before = self.env.cr.fetchall()
        self.rule._jit_signal()
        self.run_replenishment()
        self.sql("SELECT xmin::text, * FROM jit_position")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_what_people_did_goes_before_what_a_sweep_found(self):
        other = self.make_product("Nut")
        self.sql("DELETE FROM jit_signal")
        self.sql(
            "INSERT INTO jit_signal (product_id, company_id, swept) VALUES"
            " (%s, %s, TRUE)",
            self.product.id,
            self.env.company.id,
        )
        last = last_signal(self.env)
        self.sql(
            "INSERT INTO jit_signal (product_id, company_id) VALUES (%s, %s)",
            other.id,
            self.env.company.id,
        )
        dip = (other.id, self.env.company.id)
        self.assertEqual(next_signals(self.env, last + 1, last, []).keys, [dip])
        found = (self.product.id, self.env.company.id)
        self.assertEqual(next_signals(self.env, last, last, []).keys, [found])

    def test_many_rules_cost_as_many_queries_as_one(self):
        def queries():
            self.env.flush_all()
            for _warm in range(2):
                before = self.env.cr.sql_log_count
                self.env["jit.signal"]._cron_sweep()
            return self.env.cr.sql_log_count - before

        alone = queries()
        self.make_rule(self.make_bought_products(200))
        self.assertEqual(queries(), alone)

    def test_low_rules_hold_every_rule_that_orders(self):
        rng = random.Random(7)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        rules = self.env["stock.warehouse.orderpoint"]
        for number in range(40):
            product = self.make_product(f"Part {number}")
            self.make_offer(product)
            place = rng.choice([self.stock, shelf])
            rules |= self.make_rule(product, 10, 30, location_id=place.id)
            self.set_stock(product, rng.randint(0, 25), rng.choice([place, shelf]))
            if rng.random() < 0.5:
                self.make_move(product, rng.randint(1, 20), shelf, self.customers)
            if rng.random() < 0.5:
                self.make_move(product, rng.randint(1, 20), self.suppliers, place)
        verdicts = self.env["jit.situation"]._decide(rules.ids)
        ordering = {
            rule_id
            for rule_id, verdict in verdicts.items()
            if verdict.decision.outcome == "order"
        }
        low = set(rules_that_may_order(self.env))
        self.assertTrue(ordering)
        self.assertLessEqual(ordering, low)
        self.assertLess(low & set(rules.ids), set(rules.ids))

    def test_to_order_filter_decides_only_rules_that_may_order(self):
        self.cover()
        covered = self.rule
        full, empty = self.make_rule(), self.make_rule()
        self.set_stock(full.product_id, 500)
        self.set_stock(empty.product_id, 5)
        situation = type(self.env["jit.situation"])
        with patch.object(
            situation, "_decide", autospec=True, side_effect=situation._decide
        ) as decided:
            found = self.env["stock.warehouse.orderpoint"].search(
                [("qty_to_order", ">", 0)]
            )
        self.assertIn(empty, found)
        asked = {rule_id for call in decided.mock_calls for rule_id in call.args[1]}
        self.assertIn(empty.id, asked)
        self.assertFalse({full.id, covered.id} & asked)
