import psycopg2

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..faults import bisect, has_lost_connection, is_passing, is_worth_another_try

# what PostgreSQL calls it: nothing is wrong with the rule, trying at once helps
REFUSALS = {
    "serialization_failure": (True, True),
    "deadlock_detected": (True, True),
    "lock_not_available": (True, False),
    "disk_full": (True, False),
    "out_of_memory": (True, False),
    "too_many_connections": (True, False),
    "io_error": (True, False),
    "admin_shutdown": (True, True),
    "crash_shutdown": (True, True),
    "unique_violation": (False, True),
    "foreign_key_violation": (False, True),
    "check_violation": (False, False),
    "not_null_violation": (False, False),
    "division_by_zero": (False, False),
}


@tagged("post_install", "-at_install")
class TestFaults(TransactionCase):
    def _refusal(self, condition):
        """The error of a statement that the server itself refuses so."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.Error) as refused,
            self.env.cr.savepoint(flush=False),
        ):
            self.env.cr.execute(
                f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{condition}'; END $$"
            )
        return refused.exception

    def test_what_the_server_refuses_is_poison_or_passes(self):
        for condition, expected in REFUSALS.items():
            with self.subTest(condition):
                error = self._refusal(condition)
                found = is_passing(error), is_worth_another_try(error)
                self.assertEqual(found, expected)

    def test_line_that_broke_is_tried_again(self):
        for error in (
            psycopg2.InterfaceError("connection already closed"),
            psycopg2.OperationalError("server closed the connection unexpectedly"),
        ):
            with self.subTest(error):
                self.assertTrue(has_lost_connection(error))
                self.assertTrue(is_passing(error))
                self.assertTrue(is_worth_another_try(error))

    def test_fault_of_the_rule_itself_is_neither_passing_nor_tried_again(self):
        for error in (ValueError("no"), UserError("no"), ZeroDivisionError()):
            with self.subTest(error):
                self.assertFalse(is_passing(error))
                self.assertFalse(is_worth_another_try(error))

    def test_halves_lead_to_the_culprit_and_serve_all_others(self):
        served, failed = [], []

        def work(ids):
            if 5 in ids:
                raise ValueError("five")
            served.extend(ids)

        bisect(
            list(range(9)),
            work,
            lambda ids, _error: failed.extend(ids),
            strikes_all=is_passing,
        )
        self.assertEqual((sorted(served), failed), ([0, 1, 2, 3, 4, 6, 7, 8], [5]))

    def test_what_strikes_all_is_not_tried_in_halves(self):
        tried, failed = [], []

        def work(ids):
            tried.append(ids)
            raise psycopg2.InterfaceError("gone")

        bisect([1, 2, 3, 4], work, lambda ids, _error: failed.append(ids), is_passing)
        self.assertEqual((tried, failed), ([[1, 2, 3, 4]], [[1, 2, 3, 4]]))
