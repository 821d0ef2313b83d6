import re
from pathlib import Path

from odoo.tests import new_test_user, tagged

from .messy import Mess
from .test_go_live import _NOT_COMPARED
from .tour_common import TourCase

_TOURS = Path(__file__).parents[1] / "static" / "tests" / "tours" / "start_tour.js"
_MOST_CLICKS = 15


@tagged("post_install", "-at_install")
class TestStartTour(TourCase):
    """From a messy database to live rules in a browser, and back to the last column."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mess = Mess(cls.env, 60)
        cls.shop = cls.mess.shops[0]
        cls.company = cls.shop.company
        cls.manager = new_test_user(
            cls.env,
            "jit_starts",
            groups="purchase.group_purchase_manager,stock.group_stock_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.manager.odoobot_state = "disabled"
        cls.company.jit_go_live_lines = 5
        cls.rules = cls.env["stock.warehouse.orderpoint"].search(
            [("company_id", "=", cls.company.id)]
        )

    def stored(self):
        """Every stored column of the company's rules."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM stock_warehouse_orderpoint WHERE id = ANY(%s) ORDER BY id",
            [self.rules.ids],
        )
        return [
            {name: row[name] for name in row.keys() - _NOT_COMPARED}
            for row in self.env.cr.dictfetchall()
        ]

    def test_messy_rules_are_checked_tried_live_and_back_as_they_were(self):
        self.assertEqual(set(self.rules.mapped("trigger")), {"auto", "manual"})
        before = self.stored()
        self._tour("/odoo/just-in-time", "jit_start_check")
        self._run("check")
        planted = self.mess.counts()
        faults = self.env["jit.finding"].search_count(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            faults,
            sum(
                n
                for (company, _kind), n in planted.items()
                if company == self.company.id
            ),
        )
        self._tour("/odoo/just-in-time", "jit_start_trial_and_go_live")
        live = self.rules.filtered(lambda rule: rule.jit_stage == "live")
        self.assertGreater(len(live), 30)
        self._run("replenish")
        ordered = self.env["purchase.order"].search(
            [("company_id", "=", self.company.id), ("jit_owned", "=", True)]
        )
        self.assertTrue(ordered.order_line)
        self.assertLess(self._clicks(), _MOST_CLICKS)
        live.action_jit_undo()
        self.rules.action_jit_end_trial()
        self.assertEqual(self.stored(), before)

    def _tour(self, url, name):
        self.env.flush_all()
        self.start_tour(url, name, login=self.manager.login)
        self.env.invalidate_all()

    def _run(self, name):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _clicks(self):
        return len(re.findall(r'run: "click"', _TOURS.read_text()))
