"""In French: what is stored, what the program says, and every screen."""

from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestFrench(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["jit_replenishment"], ["fr_FR"])

    def french(self, record):
        return record.with_context(lang="fr_FR")

    def test_menus_and_classes_are_named_in_french(self):
        menu = self.env.ref("jit_replenishment.jit_replenishment_menu")
        self.assertEqual(self.french(menu).name, "Juste-à-temps")
        minor = self.env.ref("jit_replenishment.consequence_class_minor")
        self.assertEqual(self.french(minor).name, "Mineur")

    def test_refusal_is_told_in_french(self):
        rule = self.french(self.make_rule(self.make_product()))
        with self.assertRaisesRegex(ValidationError, "cible"):
            rule.write({"product_min_qty": 5, "product_max_qty": 1})

    def test_every_view_is_whole_in_french(self):
        views = self.env["ir.ui.view"].search(
            [
                ("model_data_id.module", "=", "jit_replenishment"),
                ("type", "!=", "qweb"),
                ("mode", "=", "primary"),
            ]
        )
        self.assertGreater(len(views), 50)
        for view in views:
            with self.subTest(view=view.xml_id):
                english = self.nodes(view)
                self.assertEqual(self.nodes(view, "fr_FR"), english)

    def nodes(self, view, lang="en_US"):
        """The tags and bindings of a view as the client gets it, without its words."""
        model = self.env[view.model].with_context(lang=lang)
        arch = model.get_view(view.id, view.type)["arch"]
        return [
            (node.tag, node.get("name"), node.get("invisible"))
            for node in etree.fromstring(arch).iter()
        ]
