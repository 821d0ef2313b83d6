from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .morning_common import MorningCase
from .test_approve_many_tour import ManyCase


@tagged("post_install", "-at_install")
class TestTypedOnACard(MorningCase):
    """On a phone, a quantity that was just typed is kept before a tap does its work."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_person("jit_taps", "purchase.group_purchase_manager")

    def test_typed_quantity_is_the_one_approved(self):
        self.start_tour("/odoo/approve", "jit_type_and_tap", login=self.manager.login)
        self.env.invalidate_all()
        bolt = self.lines["Hex Bolt M6"]
        self.assertEqual((bolt.product_qty, bolt.state), (41, "purchase"))
        for name, quantity in (("Hex Bolt M8", 400), ("Washer", 53), ("Hex Nut", 40)):
            line = self.lines[name]
            self.assertEqual((line.product_qty, line.state), (quantity, "draft"))

    @mute_logger("odoo.http")
    def test_quantity_that_is_not_kept_is_not_approved_either(self):
        lines = self.env.registry["purchase.order.line"]
        write, refusal = lines.write, "The year is closed"

        def refuse(line, vals):
            if "product_qty" in vals:
                raise UserError(refusal)
            return write(line, vals)

        with patch.object(lines, "write", refuse):
            self.start_tour(
                "/odoo/approve", "jit_tap_after_refused", login=self.manager.login
            )
        self.env.invalidate_all()
        bolt = self.lines["Hex Bolt M6"]
        self.assertEqual((bolt.product_qty, bolt.state), (40, "draft"))


@tagged("post_install", "-at_install")
class TestTickedWhileTyping(ManyCase):
    def test_what_looks_ticked_is_selected(self):
        # Odoo's own menu of actions, which claims Alt+U, has an entry to export
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        self.start_tour(
            "/odoo/approve", "jit_tick_while_typing", login=self.manager.login
        )
