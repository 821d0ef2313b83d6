from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..queries.compiling import stop_compiling, without_compiling
from .today_common import YESTERDAY, TodayCommon


@tagged("post_install", "-at_install")
class TestCompiling(TodayCommon):
    """What a person reads is not compiled, and whatever comes after it is as ever."""

    def setUp(self):
        super().setUp()
        self.compile_again()

    def compile_again(self):
        self.env.cr.execute("SET LOCAL jit = on")

    def compiles(self):
        self.env.cr.execute("SELECT current_setting('jit')")
        return self.env.cr.fetchone()[0] == "on"

    def test_block_does_not_compile_and_what_follows_does(self):
        with without_compiling(self.env):
            self.assertFalse(self.compiles())
            with without_compiling(self.env):
                self.assertFalse(self.compiles())
            self.assertFalse(self.compiles())
        self.assertTrue(self.compiles())

    def test_savepoint_rolled_back_inside_leaves_it_off_until_the_end(self):
        with without_compiling(self.env):
            savepoint = self.env.cr.savepoint(flush=False)
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.assertFalse(self.compiles())
        self.assertTrue(self.compiles())

    def test_error_of_postgresql_is_told_and_its_savepoint_restores(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.DivisionByZero),
            self.env.cr.savepoint(flush=False),
            without_compiling(self.env),
        ):
            self.env.cr.execute("SELECT 1 / 0")
        self.assertTrue(self.compiles())

    def test_error_of_ours_restores_without_any_rollback(self):
        with self.assertRaises(ValueError), without_compiling(self.env):
            raise ValueError
        self.assertTrue(self.compiles())

    def test_transaction_of_the_engine_stays_off(self):
        stop_compiling(self.env)
        with without_compiling(self.env):
            self.assertFalse(self.compiles())
        self.assertFalse(self.compiles())

    def test_today_and_the_lists_behind_it_read_without_compiling(self):
        rule, order = self.late_rule()
        self.order(rule.product_id, 1, YESTERDAY)
        # the engine's own transaction is this one in a test
        self.compile_again()
        asked = []
        today = type(self.env["jit.today"])
        found = today._found

        def _found(records, *args):
            asked.append(self.compiles())
            return found(records, *args)

        with patch.object(today, "_found", _found):
            self.blocks()
        self.assertEqual(asked, [False] * 5)
        self.assertTrue(self.compiles())
        read_ids = "odoo.addons.jit_replenishment.models.purchase_order_today.read_ids"
        with patch(read_ids, side_effect=lambda *_args: [self.compiles()]):
            self.assertEqual(order._jit_waiting_ids("late"), [False])
        late = order.search([("jit_today", "=", "late")])
        self.assertEqual(late.mapped("jit_today"), ["late"])
        self.assertTrue(self.compiles())
