from odoo.tests import TransactionCase, tagged

from ..bulk import analyze_written

ROWS = 5000


@tagged("post_install", "-at_install")
class TestAnalyzeWritten(TransactionCase):
    """What PostgreSQL expects of tables, by which it chooses how to read them."""

    def setUp(self):
        super().setUp()
        self.cr.execute("CREATE TEMPORARY TABLE loaded (id integer) ON COMMIT DROP")

    def fill(self, rows):
        self.cr.execute("INSERT INTO loaded SELECT generate_series(1, %s)", [rows])

    def expected(self):
        self.cr.execute("SELECT reltuples FROM pg_class WHERE relname = 'loaded'")
        return self.cr.fetchone()[0]

    def test_table_filled_after_it_was_seen_empty_is_seen_full(self):
        self.cr.execute("ANALYZE loaded")
        self.fill(ROWS)
        self.assertEqual(self.expected(), 0)
        analyze_written(self.env)
        self.assertEqual(self.expected(), ROWS)

    def test_table_with_a_few_rows_more_is_not_looked_at_again(self):
        self.cr.execute("ANALYZE loaded")
        self.fill(3)
        analyze_written(self.env)
        self.assertEqual(self.expected(), 0)
