from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import fields

from .common import JitCommon


class LearningCommon(JitCommon):
    """A rule with a past: each thing happens on a day, at ten o'clock at Greenwich.

    All of it is written when the test runs, as in an import of old moves.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id

    @classmethod
    def at(cls, day, hour=10):
        """The clock stands at that hour of a day of 2026, given as "03-10"."""
        return freeze_time(f"2026-{day} {hour:02}:00:00")

    @classmethod
    def move_goods(cls, quantity, source, target, day, product=None, **vals):
        """Goods moved on that day; nobody had waited for them."""
        with cls.at(day):
            move = cls.env["stock.move"].create(
                {
                    "product_id": (product or cls.product).id,
                    "product_uom_qty": quantity,
                    "product_uom": (product or cls.product).uom_id.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "date": fields.Datetime.now(),
                    **vals,
                }
            )
            move._action_confirm(merge=False)
            cls.finish(move, quantity)
        return move

    @classmethod
    def finish(cls, move, quantity):
        move.quantity = quantity
        move.picked = True
        move._action_done()
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE stock_move SET create_date = %s WHERE id IN %s",
            [fields.Datetime.now(), move._ids],
        )
        cls.env.invalidate_all()

    @classmethod
    def sell(cls, quantity, day, product=None, source=None):
        return cls.move_goods(
            quantity, source or cls.stock, cls.customers, day, product
        )

    @classmethod
    def stock_up(cls, quantity, day, product=None, target=None):
        return cls.move_goods(
            quantity, cls.suppliers, target or cls.stock, day, product
        )

    @classmethod
    def give_back(cls, quantity, day, sale=None, target=None, product=None):
        vals = {"origin_returned_move_id": sale.id} if sale else {}
        return cls.move_goods(
            quantity, cls.customers, target or cls.stock, day, product, **vals
        )

    def take_in(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            learner = self.env(cr=cr)["jit.learner"]
            learner._note_changed()
            learner._take_in()
        self.env.invalidate_all()

    def run_learning(self):
        """Run the scheduled action as the server does."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_learn").method_direct_trigger()
        self.env.invalidate_all()

    def learned(self, rule=None):
        return self.env["jit.learning"].search(
            [("orderpoint_id", "=", (rule or self.rule).id)]
        )

    def events(self, product=None):
        """(day, quantity) of all demand, the oldest first."""
        found = self.env["jit.demand.event"].search(
            [("product_id", "=", (product or self.product).id)],
            order="day, location_id, company_id",
        )
        return [(event.day.strftime("%m-%d"), event.quantity) for event in found]

    def blind(self, rule=None):
        """First and last day of each time without stock."""
        span = self.env["jit.demand.span"].search(
            [("orderpoint_id", "=", (rule or self.rule).id)]
        )
        return [
            tuple(day and datetime.fromordinal(day).strftime("%m-%d") for day in each)
            for each in span.blind or []
        ]


class SoldCommon(LearningCommon):
    """The part sells 4 every other day for two months; Acme takes 14 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell_regularly(cls.product)

    @classmethod
    def sell_regularly(cls, product, quantity=4, days=60, every=2):
        """Sold until yesterday, out of more than enough."""
        cls.stock_up(1000, "01-02", product=product)
        for age in range(1, days, every):
            day = date(2026, 3, 10) - timedelta(days=age)
            cls.sell(quantity, day.strftime("%m-%d"), product=product)
