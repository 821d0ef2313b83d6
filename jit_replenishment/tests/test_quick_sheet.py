from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import JitCommon


class QuickSheetCommon(JitCommon):
    """Three products that sell: often and dear, once and dear, often and cheap."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("planner", "jit_replenishment.group_jit_manager")
        cls.category = cls.env["product.category"].create({"name": "Spare Parts"})
        # what any other data sells stays out of the way
        cls.env["jit.stock.audit"].search([]).unlink()
        cls.often, cls.once, cls.cheap = cls.make_products(3, categ_id=cls.category.id)
        cls.sell_a_year(cls.cheap, 10, 40)
        cls.sell_a_year(cls.once, 900, 1)
        cls.sell_a_year(cls.often, 900, 50)

    @classmethod
    def sell_a_year(cls, product, value, picks, company=None, warehouse=None):
        company = company or cls.env.company
        return cls.env["jit.stock.audit"].create(
            {
                "product_id": product.id,
                "company_id": company.id,
                "warehouse_id": (warehouse or cls.warehouse).id,
                "sold": 1,
                "sold_value": value,
                "picks": picks,
            }
        )

    def sheet(self, user=None, **context):
        """What waits for an answer, as the manager sees it."""
        lines = self.env["jit.quick.sheet"].with_user(user or self.manager)
        return lines.with_context(**context).search([("is_assumed", "=", True)])

    def line_of(self, product):
        lines = self.env["jit.quick.sheet"].with_user(self.manager)
        return lines.search([("product_tmpl_id", "=", product.product_tmpl_id.id)])

    def products(self, lines):
        return lines.product_tmpl_id.product_variant_ids


@tagged("post_install", "-at_install")
class TestQuickSheet(QuickSheetCommon):
    def test_what_matters_most_comes_first(self):
        expected = self.often | self.once | self.cheap
        self.assertEqual(self.products(self.sheet()).ids, expected.ids)

    def test_warehouses_of_a_product_are_one_line(self):
        north = self.env["stock.warehouse"].create({"name": "North", "code": "N"})
        self.sell_a_year(self.cheap, 5_000, 60, warehouse=north)
        first = self.sheet()[0]
        self.assertEqual(self.products(first), self.cheap)
        self.assertEqual((first.sold_value, first.picks), (5_010, 100))

    def test_answer_is_the_products_and_leaves_the_sheet(self):
        rule = self.make_rule(self.often)
        line = self.line_of(self.often)
        line.answer_id = self.vital
        self.assertEqual(
            self.often.product_tmpl_id.jit_consequence_class_id, self.vital
        )
        self.assertEqual(rule.jit_effective_class_id, self.vital)
        self.assertNotIn(self.often, self.products(self.sheet()))

    def test_row_answered_can_still_be_read_and_taken_back(self):
        line = self.line_of(self.often)
        answered = line.web_save({"answer_id": self.vital.id}, {"answer_id": {}})
        self.assertEqual(answered[0]["answer_id"], self.vital.id)
        line.answer_id = self.minor
        self.assertEqual(line.answer_id, self.minor)
        line.answer_id = False
        self.assertIn(self.often, self.products(self.sheet()))

    def test_answer_of_a_category_above_answers_for_all_below(self):
        above = self.env["product.category"].create(
            {"name": "Plant", "jit_consequence_class_id": self.vital.id}
        )
        self.category.parent_id = above
        self.assertFalse(self.sheet())

    def test_same_for_the_whole_category(self):
        line = self.line_of(self.often)
        line.answer_id = self.vital
        self.assertEqual(line.others_count, 2)
        line.action_same_for_category()
        self.assertEqual(self.category.jit_consequence_class_id, self.vital)
        self.assertEqual(self.cheap.product_tmpl_id.jit_effective_class_id, self.vital)
        self.assertFalse(self.sheet())

    def test_category_without_an_answer_to_take_over_is_refused(self):
        with self.assertRaisesRegex(UserError, "Answer for this product first"):
            self.line_of(self.often).action_same_for_category()

    def test_category_somebody_answered_for_meanwhile_stays_so(self):
        line = self.line_of(self.often)
        line.answer_id = self.vital
        self.category.jit_consequence_class_id = self.minor
        with self.assertRaisesRegex(UserError, "answered for Spare Parts meanwhile"):
            line.action_same_for_category()
        self.assertEqual(self.category.jit_consequence_class_id, self.minor)

    def test_line_above_says_how_many_wait_and_what_is_answered(self):
        self.line_of(self.often).answer_id = self.vital
        [part] = self.env["jit.quick.sheet"].with_user(self.manager).read_parts()
        self.assertIn("wait for an answer: 2 of 3", part["text"])
        self.assertIn("49 % of the value", part["text"])

    def test_nothing_counted_says_where_to_begin(self):
        self.env["jit.stock.audit"].search([]).unlink()
        [part] = self.env["jit.quick.sheet"].read_parts()
        self.assertEqual(part["level"], "warning")
        self.assertIn("Check Now", part["text"])

    def test_archived_products_are_not_asked_about(self):
        self.often.action_archive()
        self.assertNotIn(self.often, self.products(self.sheet()))

    def test_product_page_is_one_click_away(self):
        action = self.line_of(self.often).action_open_product()
        self.assertEqual(action["res_id"], self.often.product_tmpl_id.id)

    def test_as_many_queries_for_two_hundred_products(self):
        products = self.make_products(200, categ_id=self.category.id)
        for product in products:
            self.sell_a_year(product, 1, 1)
        lines = self.env["jit.quick.sheet"].with_user(self.manager)
        found = lines.search([("product_tmpl_id", "in", products.product_tmpl_id.ids)])
        names = {"product_tmpl_id": {"fields": {"display_name": {}}}, "answer_id": {}}
        names |= {"sold_value": {}, "picks": {}, "others_count": {}, "is_assumed": {}}

        def read(some):
            rows = lines.browse(some.ids).web_read(names)
            self.assertEqual(len(rows), len(some))

        self.assertAsManyQueries(read, found)


@tagged("post_install", "-at_install")
class TestQuickSheetRights(QuickSheetCommon):
    def test_buyer_reads_and_cannot_answer(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        line = self.sheet(buyer)[0]
        with self.assertRaises(AccessError):
            line.write({"answer_id": self.vital.id})
        with self.assertRaises(AccessError):
            line.action_same_for_category()
        self.assertFalse(self.often.product_tmpl_id.jit_consequence_class_id)

    def test_nothing_of_a_line_but_the_answer_can_be_written(self):
        template = self.once.product_tmpl_id
        line = self.line_of(self.often)
        with self.assertRaises(UserError):
            line.write({"product_tmpl_id": template.id, "answer_id": self.vital.id})
        self.assertFalse(template.jit_consequence_class_id)

    def test_sales_of_another_company_are_not_seen(self):
        with self.other_company() as (company, warehouse):
            there = self.make_product("Elsewhere", company_id=company.id)
            self.sell_a_year(there, 10_000, 90, company, warehouse)
            self.assertNotIn(there, self.products(self.sheet()))
            self.manager.company_ids = [Command.link(company.id)]
            both = self.sheet(allowed_company_ids=(self.env.company | company).ids)
            self.assertEqual(self.products(both)[0], there)

    def test_form_of_the_class_is_not_needed(self):
        """A list row is saved as the browser does, in edit mode."""
        line = self.line_of(self.once)
        with Form(line, "jit_replenishment.jit_quick_sheet_view_list") as form:
            form.answer_id = self.minor
        self.assertEqual(self.once.product_tmpl_id.jit_consequence_class_id, self.minor)
