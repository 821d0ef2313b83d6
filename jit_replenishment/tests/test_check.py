from odoo.tests import tagged

from .common import JitCommon
from .messy import Mess


class CheckCommon(JitCommon):
    """Checks as the scheduled action does, and reads what it found."""

    def run_check(self):
        """The scheduled action as the server runs it."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_check").method_direct_trigger()
        self.env.invalidate_all()

    def findings(self, company=None, kind=None):
        domain = [("company_id", "=", (company or self.env.company).id)]
        if kind:
            domain.append(("kind_id.code", "=", kind))
        return self.env["jit.finding"].search(domain)


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
            for each in self.env["jit.finding"].search([("company_id", "in", companies)])
        }

    def test_every_planted_fault_is_found_and_none_is_invented(self):
        self.assertEqual(self.found() - self.mess.faults, set(), "invented")
        self.assertEqual(self.mess.faults - self.found(), set(), "missed")
        kinds = {kind for _company, kind, _ids in self.mess.faults}
        every = self.env["jit.finding.kind"].search([]).mapped("code")
        self.assertEqual(kinds, set(every))

    def test_every_fault_says_what_is_wrong_and_opens_where_it_is_mended(self):
        for finding in self.env["jit.finding"].search([]):
            with self.subTest(kind=finding.code):
                self.assertNotEqual(finding.sentence, finding.kind_id.name)
                action = finding.action_fix()
                records = self.env[action["res_model"]]
                if action.get("res_id"):
                    records = records.browse(action["res_id"])
                else:
                    records = records.with_context(active_test=False)
                    records = records.search(action["domain"])
                self.assertLessEqual(set(records.ids), set(finding.target_ids))
                self.assertTrue(records)
