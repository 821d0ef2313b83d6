from datetime import datetime
from itertools import chain
from unittest.mock import patch

from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import NOW, JitCommon
from .messy import Mess


class CheckCommon(JitCommon):
    """Checks as the scheduled action does, and reads what it found."""

    def run_check(self):
        """The scheduled action as the server runs it."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        # the clock stands still, and once a day is enough unless somebody asks
        self.env["jit.check"].search([]).sudo().write({"checked_at": False})
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_check").method_direct_trigger()
        self.env.invalidate_all()

    def findings(self, kind=None, company=None):
        domain = [("company_id", "=", (company or self.env.company).id)]
        if kind:
            domain.append(("kind_id.code", "=", kind))
        return self.env["jit.finding"].search(domain)

    def state(self, company=None):
        company = company or self.env.company
        return self.env["jit.check"].search([("company_id", "=", company.id)])


@tagged("post_install", "-at_install")
class TestMessyDatabase(CheckCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mess = Mess(cls.env)

    def setUp(self):
        super().setUp()
        self.run_check()

    def found(self):
        companies = [shop.company.id for shop in self.mess.shops]
        return {
            (each.company_id.id, each.code, tuple(sorted(each.target_ids)))
            for each in self.env["jit.finding"].search(
                [("company_id", "in", companies)]
            )
        }

    def test_every_planted_fault_is_found_and_none_is_invented(self):
        self.assertEqual(self.found() - self.mess.faults, set(), "invented")
        self.assertEqual(self.mess.faults - self.found(), set(), "missed")
        kinds = {kind for _company, kind, _ids in self.mess.faults}
        every = self.env["jit.finding.kind"].search([]).mapped("code")
        self.assertEqual(kinds, set(every))

    def test_each_company_counts_its_own(self):
        for shop in self.mess.shops:
            planted = [each for each in self.mess.faults if each[0] == shop.company.id]
            self.assertEqual(self.state(shop.company).findings, len(planted))

    def test_every_fault_says_what_is_wrong_and_opens_where_it_is_mended(self):
        for finding in self.env["jit.finding"].search([]):
            with self.subTest(kind=finding.code):
                self.assertNotEqual(finding.sentence, finding.kind_id.name)
                records = self.opened(finding.action_fix())
                self.assertLessEqual(set(records.ids), set(finding.target_ids))
                self.assertTrue(records)

    def test_all_faults_of_a_kind_open_in_one_list(self):
        north = self.mess.shops[0].company
        for kind in self.env["jit.finding.kind"].search([]):
            with self.subTest(kind=kind.code):
                kind = kind.with_context(allowed_company_ids=north.ids)
                records = self.opened(kind.action_fix_these())
                wanted = self.findings(kind.code, north).mapped("target_ids")
                self.assertEqual(set(records.ids), set(chain(*wanted)))

    def opened(self, action):
        """The records an action shows."""
        records = self.env[action["res_model"]].with_context(**action["context"])
        if action.get("res_id"):
            return records.browse(action["res_id"])
        return records.search(action["domain"])


@tagged("post_install", "-at_install")
class TestCheckedAgain(CheckCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product()
        cls.offer = cls.make_offer(cls.product, price=0)

    def test_what_was_mended_is_gone_and_the_rest_keeps_its_place(self):
        late = self.make_offer(self.make_product("Late"), delay=0)
        self.run_check()
        kept = self.findings("no_lead_time")
        self.assertEqual(kept.target_ids, late.ids)
        self.offer.price = 3
        self.run_check()
        self.assertFalse(self.findings("zero_price"))
        self.assertEqual(self.findings("no_lead_time"), kept)

    def test_line_says_when_and_how_many(self):
        self.run_check()
        line = self.env["jit.check"].read_parts()
        self.assertFalse(line["pending"])
        when = self.env["jit.health"]._moment(datetime.fromisoformat(NOW))
        wanted = f"Checked {when}: {len(self.findings())} faults"
        self.assertEqual(line["parts"][0]["text"], wanted)

    def test_asking_wakes_the_action_and_the_line_waits_for_it(self):
        self.run_check()
        self.state().write({"checked_at": "2026-03-10 08:00:00"})
        # as the button above a list does, with nothing ticked
        for model in ("jit.finding", "jit.stock.audit"):
            action = call_kw(self.env[model], "action_check_now", [[]], {})
            self.assertEqual(action["tag"], "display_notification")
        line = self.env["jit.check"].read_parts()
        self.assertTrue(line["pending"])
        self.assertIn("Checking now", line["parts"][0]["text"])
        cron = self.env.ref("jit_replenishment.ir_cron_check")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.state().checked_at, datetime.fromisoformat(NOW))
        self.assertFalse(self.env["jit.check"].read_parts()["pending"])

    def test_company_that_cannot_be_checked_costs_itself_only(self):
        with self.other_company() as (other, _warehouse):
            check = self.registry["jit.check"]._work_out

            def fail_here(model, company):
                if company.id == self.env.company.id:
                    raise ValueError("a figure that is none")
                return check(model, company)

            with (
                patch.object(self.registry["jit.check"], "_work_out", fail_here),
                self.assertLogs("odoo.addons.jit_replenishment", "ERROR"),
            ):
                self.run_check()
            self.assertTrue(self.state(other).checked_at)
            self.assertFalse(self.state().checked_at)
            part = self.env["jit.check"].read_parts()["parts"][-1]
            self.assertIn("could not be checked", part["text"])
            self.assertEqual(part["tip"], "a figure that is none")
        # and it is over once it works again
        self.run_check()
        self.assertFalse(self.state().failure)

    def test_as_many_queries_for_many_products(self):
        def check():
            self.env["jit.check"]._work_out(self.env.company)

        twins = [self.make_vendor("Twin", supplier_rank=1) for _ in range(2)]
        self.assertEqual(len(twins), 2)
        self.set_stock(self.product, 5)
        self.queries_of(check)
        few = self.queries_of(check)
        products = self.make_products(199)
        self.make_offer(products[:100], price=0, delay=0)
        for n in range(20):
            self.make_vendor(f"Twin {n % 10}", supplier_rank=1)
        self.make_rule(products)
        quants = self.env["stock.quant"].sudo()
        quants.create(
            [
                {"product_id": product.id, "location_id": self.stock.id, "quantity": -n}
                for n, product in enumerate(products, 1)
            ]
        )
        self.assertEqual(self.queries_of(check), few)
        self.assertGreater(len(self.findings()), 300)

    def test_list_costs_as_many_queries_for_many_faults(self):
        self.make_offer(self.make_products(40), price=0, delay=0)
        self.make_products(40, standard_price=1)
        self.run_check()
        firsts = self.findings().grouped("kind_id").values()
        few = self.findings().browse(finding[0].id for finding in firsts)
        self.assertGreater(len(few), 2)
        self.assertAsManyQueries(
            lambda some: some.browse(some.ids).mapped("sentence"),
            few | self.findings(),
            few=len(few),
        )
