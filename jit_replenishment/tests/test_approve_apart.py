from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestApproveApart(JitCommon):
    """Part of what reaches a vendor's minimum together is approved by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shelves = cls.env["stock.location"].create(
            [{"name": name, "location_id": cls.stock.id} for name in ("Left", "Right")]
        )
        cls.sizes = cls.make_sizes("Glove")

    @classmethod
    def make_sizes(cls, name):
        """Three variants of one product."""
        attribute = cls.env["product.attribute"].create({"name": "Size"})
        values = cls.env["product.attribute.value"].create(
            [{"name": size, "attribute_id": attribute.id} for size in "SML"]
        )
        with_sizes = {
            "attribute_id": attribute.id,
            "value_ids": [Command.set(values.ids)],
        }
        template = cls.env["product.template"].create(
            {
                "name": name,
                "is_storable": True,
                "attribute_line_ids": [Command.create(with_sizes)],
            }
        )
        return template.product_variant_ids

    def make_own_offer(self, product, **vals):
        return self.make_offer(product, product_id=product.id, **vals)

    def draft(self, products, quantity):
        """A line of so many for each product and shelf, by product."""
        rules = self.env["stock.warehouse.orderpoint"]
        for shelf in self.shelves:
            rules |= self.make_rule(products, 2, 10, location_id=shelf.id)
        self.run_replenishment()
        lines = self.draft_lines(rules)
        self.assertEqual(len(lines), 2 * len(products))
        self.assertEqual(len(lines.order_id), 1)
        lines.product_qty = quantity
        return lines.grouped("product_id")

    def warnings(self, lines):
        said = self.env["jit.approve"].create({"line_ids": lines.ids}).warnings or ""
        return [each for each in said.splitlines() if "are ordered, below" in each]

    def test_sizes_approved_apart_are_below_the_minimum_they_share(self):
        self.make_offer(self.sizes[:1], min_qty=50)
        rules = self.make_rule(self.sizes, 2, 10)
        self.run_replenishment()
        lines = self.draft_lines(rules)
        self.assertGreaterEqual(sum(lines.mapped("product_qty")), 50)
        (said,) = self.warnings(lines[:2])
        self.assertIn("of Glove are ordered, below the vendor's minimum of 50;", said)
        self.assertEqual(self.warnings(lines), [])

    def test_each_size_with_a_minimum_of_its_own_is_told_of(self):
        for size, least in zip(self.sizes, (50, 40, 10), strict=True):
            self.make_own_offer(size, min_qty=least)
        lines = self.draft(self.sizes, 30)
        chosen = self.env["purchase.order.line"].concat(
            *(lines[size][:1] for size in self.sizes)
        )
        first, second = sorted(self.warnings(chosen))
        self.assertIn("30 Units of Glove (M) are ordered, below", first)
        self.assertIn("minimum of 40;", first)
        self.assertIn("30 Units of Glove (S) are ordered, below", second)
        self.assertIn("minimum of 50;", second)

    def test_other_sizes_do_not_help_one_with_a_minimum_of_its_own(self):
        small, medium, _large = self.sizes
        self.make_own_offer(small, min_qty=50)
        self.make_offer(medium)
        lines = self.draft(small | medium, 30)
        (said,) = self.warnings(lines[small][:1] | lines[medium])
        self.assertIn("30 Units of Glove (S) are ordered, below", said)
        self.assertEqual(self.warnings(lines[small]), [])

    def test_what_was_approved_before_helps_its_own_size_alone(self):
        small, medium, _large = self.sizes
        for size in (small, medium):
            self.make_own_offer(size, min_qty=50)
        lines = self.draft(small | medium, 30)
        (lines[small][:1] | lines[medium]).action_jit_approve()
        self.assertEqual(lines[medium].order_id.state, "purchase")
        self.assertEqual(self.warnings(lines[small][1:]), [])

    def test_what_was_approved_before_of_another_size_helps_none_of_its_own(self):
        small, medium, _large = self.sizes
        for size in (small, medium):
            self.make_own_offer(size, min_qty=50)
        lines = self.draft(small | medium, 30)
        lines[medium].action_jit_approve()
        (said,) = self.warnings(lines[small][:1])
        self.assertIn("30 Units of Glove (S) are ordered, below", said)

    def test_what_is_below_even_with_the_others_is_told_elsewhere(self):
        small = self.sizes[:1]
        self.make_own_offer(small, min_qty=100)
        lines = self.draft(small, 30)
        self.assertEqual(self.warnings(lines[small][:1]), [])
        self.assertIn("minimum", lines[small][0].jit_terms_broken)

    def test_many_lines_are_asked_about_with_as_many_queries_as_one(self):
        chosen = self.env["purchase.order.line"]
        for number in range(8):
            sizes = self.make_sizes(f"Glove {number}")[:2]
            self.make_own_offer(sizes[0], min_qty=50)
            self.make_own_offer(sizes[1], min_qty=50)
            found = self.draft(sizes, 30)
            chosen |= found[sizes[0]][:1] | found[sizes[1]][:1]
        self.assertEqual(len(self.warnings(chosen)), 16)
        page = self.env["jit.approve"]
        self.assertAsManyQueries(lambda lines: page._warn_apart(lines, {}), chosen)
