from odoo.tests import tagged

from .morning_common import MorningCase


@tagged("post_install", "-at_install")
class TestPurchaseUsersMorning(MorningCase):
    """Whoever may order up to a limit, and not approve what he changed himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_person("jit_buys", "purchase.group_purchase_user")
        cls.manager = cls.make_person("jit_heads", "purchase.group_purchase_manager")
        cls.env.company.jit_four_eyes = True
        cls.env.company.po_double_validation = "two_step"
        cls.env.company.po_double_validation_amount = 50

    def test_what_he_may_not_do_waits_for_a_manager(self):
        self.start_tour("/odoo/approve", "jit_users_morning", login=self.user.login)
        self.env.invalidate_all()
        bolts = self.lines["Hex Bolt M6"] | self.lines["Hex Bolt M8"]
        self.assertEqual(
            set((bolts | self.lines["Pin"]).mapped("state")), {"to approve"}
        )
        mine = self.lines["Hex Nut"] | self.lines["Washer"]
        self.assertEqual(set(mine.mapped("state")), {"draft"})
        self.assertEqual(mine.mapped("product_qty"), [12, 40])
        self.assertEqual(self.lines["Washer"].partner_id, self.beta)
        self.assertFalse(self.lines["Screw"].exists())
        self.assertEqual(self.rules[4].jit_rejection_ids.user_id, self.user)

        mine.with_user(self.manager).action_jit_approve()
        (bolts | self.lines["Pin"]).order_id.with_user(self.manager).button_approve()
        there = bolts | self.lines["Pin"] | mine
        self.assertEqual(set(there.mapped("state")), {"purchase"})
        self.assertNothingComesBack()


@tagged("post_install", "-at_install")
class TestMorningOnAPhone(MorningCase):
    """The same lines as cards, one after the other."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_person("jit_walks", "purchase.group_purchase_manager")

    def test_lines_are_answered_on_cards(self):
        self.start_tour(
            "/odoo/approve", "jit_morning_on_a_phone", login=self.manager.login
        )
        self.env.invalidate_all()
        ordered = self.env["purchase.order.line"].union(
            *(self.lines[name] for name in ("Hex Bolt M6", "Hex Nut", "Washer")),
            self.lines["Hex Bolt M8"],
        )
        self.assertEqual(set(ordered.mapped("state")), {"purchase"})
        self.assertEqual(self.lines["Hex Nut"].product_qty, 12)
        self.assertFalse((self.lines["Screw"] | self.lines["Pin"]).exists())
        rejections = self.rules[4:].jit_rejection_ids
        self.assertEqual(rejections.product_id, self.products[4:])
        self.assertEqual(set(rejections.mapped("user_id")), {self.manager})
        self.assertNothingComesBack()

    def test_vendor_with_the_worst_class_comes_first(self):
        vital = self.env.ref("jit_replenishment.consequence_class_vital")
        zenith = self.env["res.partner"].create({"name": "Zenith Valves"})
        self.products[5].write(
            {
                "jit_consequence_class_id": vital.id,
                "seller_ids": [(5,), (0, 0, {"partner_id": zenith.id, "price": 2.0})],
            }
        )
        self.run_scheduled_action()
        self.start_tour(
            "/odoo/approve", "jit_worst_vendor_first", login=self.manager.login
        )
