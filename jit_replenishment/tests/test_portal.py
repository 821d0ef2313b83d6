from odoo.exceptions import AccessError
from odoo.tests import tagged

from .approve_common import ApproveCommon

_READ_ON_THE_PORTAL = {
    # the article number is the vendor's own, and printed on its order
    # a button of Odoo's asks for it
    "purchase.order": {"jit_waits"},
    "purchase.order.line": {"jit_vendor_sku"},
    # one's own preferences, and nobody else's
    "res.users": {"jit_digest", "jit_alerts"},
}
# rules, drafts and limits are ours; on the way to its orders a vendor meets these
_OF_THE_ORDER = (
    "jit_owned",
    "jit_send_state",
    "jit_send_problem",
    "jit_send_said",
    "jit_sent_message_id",
    "jit_approved_at",
    "jit_by_itself",
    "jit_whole_amount",
    "jit_need_moved",
)
_OF_THE_LINE = (
    "jit_decision_id",
    "jit_order_by",
    "jit_changed_at",
    "jit_first_promised_on",
    "jit_is_usual",
    "jit_need_moved",
)


@tagged("post_install", "-at_install")
class TestPortal(ApproveCommon):
    """A vendor reads its orders on the portal, and of ours only its own number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls.make_user(
            "guest", "base.group_portal", partner_id=cls.vendor.id
        )

    def setUp(self):
        super().setUp()
        self.order.state = "sent"
        self.order.message_subscribe(self.vendor.ids)

    def test_every_model_keeps_our_fields_from_the_portal(self):
        told = {}
        for name, model in self.env.items():
            guests = model.with_user(self.guest)
            if model._abstract or name.startswith("jit."):
                continue
            ours = {each for each in model._fields if each.startswith("jit_")}
            if ours and guests.has_access("read"):
                told[name] = ours & guests.fields_get().keys()
        told = {name: fields for name, fields in told.items() if fields}
        self.assertEqual(told, _READ_ON_THE_PORTAL)

    def test_no_model_of_ours_is_open_on_the_portal(self):
        models = [name for name in self.env.registry if name.startswith("jit.")]
        self.assertTrue(models)
        for name in models:
            self.assertFalse(self.env[name].with_user(self.guest).has_access("read"))

    def test_vendor_reads_its_order_without_our_marks(self):
        order = self.order.with_user(self.guest)
        self.assertEqual(order.read(["name"])[0]["name"], self.order.name)
        for record, names in (
            (order, _OF_THE_ORDER),
            (self.line.with_user(self.guest), _OF_THE_LINE),
        ):
            for name in names:
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    record.read([name])

    def test_vendor_finds_no_order_by_our_marks(self):
        orders = self.env["purchase.order"].with_user(self.guest)
        self.assertIn(self.order, orders.search([]))
        for name in ("jit_whole_amount", "jit_need_moved", "jit_send_problem"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                orders.search([(name, "=", False)])

    def test_preferences_of_another_user_are_closed(self):
        self.purchase_manager.partner_id = self.vendor.create(
            {"name": "Colleague", "parent_id": self.vendor.id}
        )
        colleague = self.purchase_manager.with_user(self.guest)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            colleague.read(["jit_digest"])

    def test_vendor_still_reads_its_own_number(self):
        self.product.seller_ids.product_code = "BOLT-7"
        line = self.line.with_user(self.guest)
        self.assertEqual(line.read(["jit_vendor_sku"])[0]["jit_vendor_sku"], "BOLT-7")
