from unittest.mock import patch

import psycopg2.errors

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import JitCommon

REPLENISHER = "odoo.addons.jit_replenishment.models.jit_replenisher"
SIGNALS = "odoo.addons.jit_replenishment.queries.signals"


@tagged("post_install", "-at_install")
class TestLockedDraft(JitCommon):
    """Somebody keeps a draft locked, as a long import does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.make_rule(cls.make_bought_products(3))
        product = cls.make_product("Nut")
        cls.make_offer(product, cls.make_vendor("Globex"))
        cls.free = cls.make_rule(product)

    def run_beside_a_lock(self):
        """One product a batch; the drafts that were waited for."""
        original = type(self.env["jit.draft.order"])._write
        waited = []

        def locked(records, key, rule_ids, stopped=False):
            if set(rule_ids) & set(self.rules.ids):
                waited.append(key)
                raise psycopg2.errors.LockNotAvailable("somebody has it")
            return original(records, key, rule_ids, stopped)

        (self.rules | self.free)._jit_signal()
        with (
            patch.object(type(self.env["jit.draft.order"]), "_write", locked),
            patch(f"{SIGNALS}._PER_BATCH", 1),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
        return waited

    def test_locked_draft_is_waited_for_once_a_run(self):
        self.assertEqual(len(self.run_beside_a_lock()), 1)

    def test_others_are_ordered_and_the_locked_one_by_the_next_run(self):
        self.run_beside_a_lock()
        self.assertFalse(self.draft_lines(self.rules))
        self.assertTrue(self.draft_lines(self.free))
        self.assertFalse(self.open_problems(self.rules))
        self.run_replenishment()
        self.assertEqual(self.draft_lines(self.rules).orderpoint_id, self.rules)
