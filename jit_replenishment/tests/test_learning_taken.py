from datetime import datetime

from odoo.tests import tagged

from ..queries.taken_moves import take_moves
from .learning_common import LearningCommon

SINCE = datetime(2025, 1, 1)


@tagged("post_install", "-at_install")
class TestTaken(LearningCommon):
    """What a batch costs does not grow with the moves of other products."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock_up(50, "02-01")
        cls.sell(3, "02-03")

    def whole_reads(self):
        """How often this transaction read past all moves, and past all their lines."""
        self.env.cr.execute(
            """
            SELECT relname, seq_scan FROM pg_stat_xact_user_tables
             WHERE relname IN ('stock_move', 'stock_move_line') ORDER BY relname
            """
        )
        return self.env.cr.fetchall()

    def test_moves_of_other_products_are_not_read(self):
        self.env.flush_all()
        before = self.whole_reads()
        take_moves(self.env, self.product.ids, SINCE)
        self.assertEqual(self.whole_reads(), before)
        # the count of reads can tell: an index would do for a small table, too
        self.env.cr.execute("SET LOCAL enable_indexscan = off")
        self.env.cr.execute("SET LOCAL enable_indexonlyscan = off")
        self.env.cr.execute("SET LOCAL enable_bitmapscan = off")
        self.env.cr.execute("SELECT COUNT(*) FROM stock_move")
        self.assertNotEqual(self.whole_reads(), before)
        self.env.cr.execute("SELECT day::text, sign FROM jit_taken ORDER BY day")
        self.assertEqual(self.env.cr.fetchall(), [("2026-02-01", 0), ("2026-02-03", 1)])

    def test_other_queries_of_the_transaction_may_read_a_whole_table(self):
        take_moves(self.env, self.product.ids, SINCE)
        self.env.cr.execute("SHOW enable_seqscan")
        self.assertEqual(self.env.cr.fetchone(), ("on",))

    def test_as_many_queries_for_many_products(self):
        rules = self.make_rule(self.make_bought_products(200))
        for rule in rules[:2]:
            self.stock_up(9, "02-02", rule.product_id)
            self.sell(4, "02-05", rule.product_id)
        unread = self.env["jit.demand.unread"]
        self.assertAsManyQueries(
            lambda some: unread._read_anew(some.product_id.ids), rules
        )
        self.assertEqual(self.events(rules[1].product_id), [("02-05", 4)])

    def test_what_was_left_out_stays_so_when_its_quantity_changes(self):
        self.take_in()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        event.excluded = True
        self.sell(2, "02-03")
        self.sell(1, "02-07")
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 5), ("02-07", 1)])
        self.assertTrue(event.excluded)

    def test_event_whose_move_is_gone_goes(self):
        self.take_in()
        self.env.cr.execute(
            "UPDATE stock_move SET date = '2026-02-04 10:00:00' WHERE product_id = %s"
            " AND location_dest_id = %s",
            [self.product.id, self.customers.id],
        )
        self.env.invalidate_all()
        self.env["jit.demand.unread"]._read_anew(self.product.ids)
        self.assertEqual(self.events(), [("02-04", 3)])
