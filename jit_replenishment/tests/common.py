from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase

TODAY = "2026-03-10"
NOW = "2026-03-10 09:00:00"


class JitCommon(TransactionCase):
    """Builders with defaults, and the real scheduled action.

    A test names only what its situation is about. Time stands still at ``NOW``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.env.company.partner_id.tz = "UTC"
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vital = cls.env.ref("jit_replenishment.consequence_class_vital")
        cls.important = cls.env.ref("jit_replenishment.consequence_class_important")
        cls.minor = cls.env.ref("jit_replenishment.consequence_class_minor")
        cls.vendor = cls.make_vendor("Acme")

    @classmethod
    def make_vendor(cls, name, **vals):
        return cls.env["res.partner"].create({"name": name, **vals})

    @classmethod
    def make_product(cls, name="Bolt", **vals):
        """A tracked product without vendor."""
        return cls.env["product.product"].create(
            {"name": name, "is_storable": True, **vals}
        )

    @classmethod
    def make_products(cls, count, **vals):
        """So many tracked products without vendor, all made at once."""
        return cls.env["product.product"].create(
            [{"name": f"Part {n}", "is_storable": True, **vals} for n in range(count)]
        )

    @classmethod
    def make_offer(cls, products, vendor=None, **vals):
        """Acme sells each for 2.10 within 14 days, from any quantity."""
        vals = {"min_qty": 0, "price": 2.1, "delay": 14} | vals
        return cls.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": (vendor or cls.vendor).id,
                    "product_tmpl_id": product.product_tmpl_id.id,
                    **vals,
                }
                for product in products
            ]
        )

    @classmethod
    def make_rule(cls, products=None, reorder_point=10, target=30, **vals):
        """A live just-in-time rule for each; without any, for one that Acme sells."""
        if not products:
            products = cls.make_product()
            cls.make_offer(products)
        return cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": cls.stock.id,
                    "product_min_qty": reorder_point,
                    "product_max_qty": target,
                    "trigger": "jit",
                    **vals,
                }
                for product in products
            ]
        )

    @classmethod
    def make_bought_products(cls, count, vendor=None, **vals):
        """So many products that Acme or this vendor sells."""
        products = cls.make_products(count)
        cls.make_offer(products, vendor, **vals)
        return products

    @classmethod
    def make_rule_of(cls, warehouse, products, reorder_point=10, target=30, **vals):
        """The rule of another warehouse, perhaps of another company."""
        place = {
            "company_id": warehouse.company_id.id,
            "warehouse_id": warehouse.id,
            "location_id": warehouse.lot_stock_id.id,
        }
        return cls.make_rule(products, reorder_point, target, **place | vals)

    @classmethod
    def set_stock(cls, product, quantity, location=None):
        """Count the product: on hand becomes ``quantity``."""
        quants = cls.env["stock.quant"].with_context(inventory_mode=True)
        quants.create(
            {
                "product_id": product.id,
                "location_id": (location or cls.stock).id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()

    @classmethod
    def make_move(cls, product, quantity, source, target, date=NOW):
        """A confirmed move outside any transfer."""
        move = cls.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "date": date,
            }
        )
        move._action_confirm()
        move.date = date
        return move

    @classmethod
    def promise(cls, product, quantity, date=NOW):
        """A delivery to a customer that waits."""
        return cls.make_move(product, quantity, cls.stock, cls.customers, date)

    @classmethod
    def buy_once(cls, product, price):
        """Bought from Acme by hand, which core takes for a price list."""
        order = cls.env["purchase.order"].create({"partner_id": cls.vendor.id})
        cls.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": product.id,
                "product_qty": 1,
                "price_unit": price,
            }
        )
        order.button_confirm()
        order.picking_ids.action_cancel()

    @classmethod
    def make_user(cls, name, *groups, **vals):
        """An internal user of the main company with these groups and no others."""
        group_ids = [cls.env.ref(group).id for group in groups]
        return cls.env["res.users"].create(
            {
                "name": name,
                "login": f"jit {name}",
                "email": f"{name.replace(' ', '.')}@example.com",
                "group_ids": [Command.set(group_ids)],
                **vals,
            }
        )

    def run_replenishment(self):
        """Run the scheduled action as the server does."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()

    def run_sweep(self):
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()

    def draft_lines(self, rules):
        """The engine's open lines of these rules."""
        return self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", rules.ids), ("jit_owned", "=", True)]
        )

    def assertOrdered(self, rule, quantity, vendor=None):
        """The rule has one open draft line, of this quantity in the vendor's unit."""
        line = self.draft_lines(rule)
        self.assertEqual(len(line), 1, rule.jit_why)
        self.assertEqual(line.product_qty, quantity, line.jit_reason)
        if vendor:
            self.assertEqual(line.order_id.partner_id, vendor)
        return line

    def open_problems(self, rules):
        """What is to fix about these rules now."""
        return self.env["jit.exception"].search(
            [("orderpoint_id", "in", rules.ids), ("closed_at", "=", False)]
        )

    def queries_of(self, work):
        """How many queries ``work()`` makes that finds nothing in any cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def assertAsManyQueries(self, work, rules, few=1):
        """``work(rules)`` makes as many queries for all of them as for a few."""
        # whatever is read but once by anybody is read here
        self.queries_of(lambda: work(rules[:few]))
        # what core keeps for all, a full cache or a signal may have it read once more:
        # it does so for many as for few
        many, some = (
            min(self.queries_of(lambda asked=asked: work(asked)) for _time in range(2))
            for asked in (rules, rules[:few])
        )
        self.assertEqual(many, some)

    @contextmanager
    def assertNeedsRead(self, times):
        """Within, what rules need is worked out so many times."""
        rules = self.env.registry["stock.warehouse.orderpoint"]
        work = rules._jit_decide_apart
        with patch.object(
            rules, "_jit_decide_apart", autospec=True, side_effect=work
        ) as read:
            yield
        self.assertEqual(read.call_count, times)

    def decide(self, rules):
        """The verdicts on all of these rules."""
        verdicts = self.env["jit.situation"]._decide(rules.ids)
        self.assertEqual(len(verdicts), len(rules))
        return verdicts

    def assertNothingOrdered(self, rule):
        lines = self.draft_lines(rule)
        self.assertFalse(lines, f"unexpected: {lines.mapped('jit_reason')}")

    @contextmanager
    def other_company(self, name="Other Company"):
        """A second company with a warehouse; yields (company, warehouse)."""
        company = self.env["res.company"].create({"name": name})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        yield company, warehouse


class OrderedCommon(JitCommon):
    """A rule at 10 up to 30 with nothing in stock, and the draft line made for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id

    def setUp(self):
        super().setUp()
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 30)
        self.order = self.line.order_id
