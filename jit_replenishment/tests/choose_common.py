from odoo.fields import Command

from .learning_common import SoldCommon
from .test_check import CheckCommon


class ChooseCommon(SoldCommon, CheckCommon):
    """A part that Acme sells, that sells well and has no rule any more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.unlink()
        cls.product.standard_price = 2.0
        cls.manager = cls.make_user(
            "chooser", "purchase.group_purchase_manager", "base.group_allow_export"
        )

    def choose(self, **vals):
        """The wizard of a manager, with what it counts."""
        choices = self.env["jit.choose"].with_user(self.manager)
        return choices.create(
            {
                name: [Command.set(value.ids)] if name.endswith("_ids") else value
                for name, value in vals.items()
            }
        )

    def suggest(self, **vals):
        """What is suggested of this scope."""
        wizard = self.choose(**vals)
        action = self.shown(wizard.action_choose())
        self.assertEqual(action["res_model"], "jit.rule.suggestion")
        return self.env["jit.rule.suggestion"].search(action["domain"])

    def shown(self, action):
        """The list that opens, behind what is said about it."""
        return action.get("params", {}).get("next", action)

    def counts(self, wizard, *names):
        return tuple(wizard[f"{name}_count"] for name in names)

    def suggestion_of(self, product):
        return self.env["jit.rule.suggestion"].search([("product_id", "=", product.id)])

    def run_suggesting(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            cron = self.env.ref("jit_replenishment.ir_cron_suggest_rules")
            cron.method_direct_trigger()
        self.env.invalidate_all()


class SuggestedCommon(ChooseCommon):
    """Its rule is suggested to a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.run_check_of_class()

    @classmethod
    def run_check_of_class(cls):
        """What sells is written as the check would."""
        cls.env["jit.stock.audit"].create(
            {
                "product_id": cls.product.id,
                "company_id": cls.env.company.id,
                "warehouse_id": cls.warehouse.id,
                "sold": 100,
                "sold_value": 200,
                "picks": 30,
            }
        )
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)

    def setUp(self):
        super().setUp()
        self.row = self.suggest(product_ids=self.product).with_user(self.manager)
