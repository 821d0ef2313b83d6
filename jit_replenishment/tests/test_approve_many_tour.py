from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .morning_common import MorningCase


class ManyCase(MorningCase):
    """Ninety lines of Gamma's below those of Acme's; two of them are usual."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gamma = cls.env["res.partner"].create({"name": "Gamma Goods"})
        offers = [(0, 0, {"partner_id": cls.gamma.id, "price": 2.0, "delay": 14})]
        many = cls.env["product.product"].create(
            [
                {"name": f"Ware {n:02}", "is_storable": True, "seller_ids": offers}
                for n in range(90)
            ]
        )
        acme, cls.acme = cls.acme, cls.gamma
        for product in many[:2]:
            cls._bought(product, 40)
        cls.acme = acme
        cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": cls.stock.lot_stock_id.id,
                    "product_min_qty": 10,
                    "product_max_qty": 40,
                    "trigger": "jit",
                }
                for product in many
            ]
        )
        cls.manager = cls.make_person("jit_many", "purchase.group_purchase_manager")


@tagged("post_install", "-at_install")
class TestManyLines(ManyCase):
    def test_what_changed_is_drawn_and_keys_lead_on(self):
        self.start_tour("/odoo/approve", "jit_approve_many", login=self.manager.login)
        self.env.invalidate_all()
        nut, bolt = self.lines["Hex Nut"], self.lines["Hex Bolt M6"]
        self.assertEqual((bolt.state, nut.state), ("purchase", "draft"))

    def test_vendor_whose_worst_line_is_answered_takes_nobody_along(self):
        vital, minor = (
            self.env.ref(f"jit_replenishment.consequence_class_{name}")
            for name in ("vital", "minor")
        )
        for name, line in self.lines.items():
            chosen = vital if name == "Hex Bolt M6" else minor
            line.product_id.product_tmpl_id.jit_consequence_class_id = chosen
        self.start_tour(
            "/odoo/approve", "jit_approve_vendor_falls", login=self.manager.login
        )

    def test_folded_vendors_lines_are_neither_taken_nor_called_new(self):
        self.start_tour("/odoo/approve", "jit_approve_folded", login=self.manager.login)

    def test_after_an_error_one_is_where_one_was(self):
        refusal = "Not today"

        def refuse(_lines):
            raise UserError(refusal)

        self.patch(
            self.registry["purchase.order.line"], "action_jit_other_vendor", refuse
        )
        with mute_logger("odoo.http"):
            self.start_tour(
                "/odoo/approve", "jit_approve_error", login=self.manager.login
            )

            self.start_tour(
                "/odoo/approve", "jit_approve_unticked", login=self.manager.login
            )

    def test_what_was_refused_is_not_ticked_again(self):
        approvals = self.registry["jit.approval"]
        self.patch(approvals, "_stale", lambda _this, lines, _wishes: lines)
        self.patch(approvals, "_show_again", lambda _this, _lines, _wishes: None)
        self.start_tour(
            "/odoo/approve", "jit_approve_refused", login=self.manager.login
        )

    def test_where_nobody_else_sells_it_the_product_opens(self):
        product = self.lines["Hex Nut"].product_id
        product.seller_ids.filtered(lambda each: each.partner_id == self.beta).unlink()
        self.start_tour("/odoo/approve", "jit_nobody_else", login=self.manager.login)

    def test_line_changed_meanwhile_is_not_ticked_again_nor_are_others(self):
        self.start_tour(
            "/odoo/approve", "jit_approve_meanwhile", login=self.manager.login
        )


@tagged("post_install", "-at_install")
class TestManyLinesInFrench(ManyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["jit_replenishment"], ["fr_FR"])
        cls.manager.lang = "fr_FR"

    def test_title_and_buttons_are_not_cut(self):
        self.start_tour("/odoo/approve", "jit_approve_fits", login=self.manager.login)
