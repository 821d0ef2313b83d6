from odoo.tests import Form, tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestLoweredLineSaid(RejectionCommon):
    """Who types less is told that the rest is put off, and how to undo it."""

    def test_typed_and_not_saved_yet_it_stands_in_the_column_of_the_grid(self):
        view = self.env.ref("jit_replenishment.jit_approve_line_view_list")
        with Form(self.line, view) as form:
            self.assertNotIn("Put off", form.jit_said or "")
            form.product_qty = 12
            self.assertIn(
                "Put off until 03/17/2026: 18 Units less than needed.",
                form.jit_said,
            )
            self.assertIn("raise the quantity, or lift it under Rej", form.jit_said)
            form.product_qty = 30
            self.assertNotIn("Put off", form.jit_said or "")
            form.product_qty = 12
        self.assertIn("18 Units less", self.line.jit_said)

    def test_form_of_the_order_says_it_of_each_product_while_typing(self):
        with Form(self.order) as form:
            self.assertFalse(form.jit_rest_said)
            with form.order_line.edit(0) as line:
                line.product_qty = 12
            self.assertIn(
                "Bolt: Put off until 03/17/2026: 18 Units", form.jit_rest_said
            )

    def test_in_the_unit_of_the_line(self):
        self.line.write(
            {
                "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                "product_qty": 2,
            }
        )
        self.assertIn("0.5 Dozens less", self.line.jit_rest_said)

    def test_said_as_long_as_it_holds_and_what_is_put_off_is_what_is_kept(self):
        self.line.product_qty = 12
        self.order.button_confirm()
        self.assertIn("18 Units less", self.line.jit_rest_said)
        self.rejection().action_lift()
        self.env.invalidate_all()
        self.assertFalse(self.line.jit_rest_said)

    def test_raised_or_without_days_nothing_is_put_off(self):
        self.line.product_qty = 40
        self.assertFalse(self.line.jit_rest_said)
        self.env.company.jit_rejection_days = 0
        with Form(self.order) as form:
            with form.order_line.edit(0) as line:
                line.product_qty = 12
            self.assertFalse(form.jit_rest_said)

    def test_dialog_that_approves_says_it_not_among_what_is_odd(self):
        self.line.product_qty = 12
        wizard = self.env["jit.approve"].create({"line_ids": self.line.ids})
        self.assertNotIn("Put off", wizard.unusual)
