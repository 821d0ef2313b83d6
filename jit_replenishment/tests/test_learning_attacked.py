from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .proposal_common import ProposalCommon

NO_NUMBER = float("nan")


@tagged("post_install", "-at_install")
class TestLearningAttacked(ProposalCommon):
    """What no form sends, and any client can."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["jit.adjustment"].create(
            {"product_id": cls.product.id, "reason": "spring", "factor": 2.0}
        )

    def refusal(self, record, vals):
        """The sentence with which a manager is refused."""
        with self.assertRaises(ValidationError) as caught:
            record.with_user(self.manager).write(vals)
        return str(caught.exception)

    def test_who_pinned_is_who_creates_the_pinned_rule(self):
        place = self.stock.copy({"name": "Annex"})
        rule = self.rule.with_user(self.manager).create(
            {
                "product_id": self.product.id,
                "location_id": place.id,
                "jit_pinned": True,
                "jit_pin_reason": "as agreed",
                "jit_pinned_by": self.env.ref("base.user_admin").id,
            }
        )
        self.assertEqual(rule.jit_pinned_by, self.manager)

    def test_limit_that_is_no_number_limits_nothing_and_is_refused(self):
        terms = self.env.ref("jit_replenishment.consequence_class_important")
        for name in ("accept_up_percent", "accept_down_percent", "accept_value_limit"):
            self.assertIn("limit", self.refusal(terms, {name: NO_NUMBER}))
            terms.invalidate_recordset()

    def test_guess_beyond_all_sales_is_refused(self):
        said = self.refusal(self.rule, {"jit_first_guess": 1e300})
        self.assertIn("a month", said)
        self.rule.with_user(self.manager).jit_first_guess = 1e6

    def test_plan_without_reason_or_subject_says_what_is_missing(self):
        self.assertIn("Say why", self.refusal(self.plan, {"reason": False}))
        self.plan.invalidate_recordset()
        self.assertIn("which product", self.refusal(self.plan, {"applies_to": False}))

    def test_refusals_read_as_they_are_meant(self):
        with self.assertRaises(ValidationError) as caught:
            self.env.company.jit_holding_rate = -1
        said = str(caught.exception)
        self.assertIn("1,000 %", said)
        self.assertNotIn("%%", said)
        self.make_learning(self.rule, step=1.0)
        wizard = self.env["jit.what.if"].create(
            {"orderpoint_id": self.rule.id, "service_asked": 1.5}
        )
        self.assertIn("50 % to 99.99 %", wizard.said)
