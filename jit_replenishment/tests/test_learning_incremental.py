import random
from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import tagged

from .learning_common import LearningCommon

KNOWN = {
    "jit_demand_event": "product_id, location_id, company_id, day, quantity",
    "jit_demand_span": "orderpoint_id, first_day, blind::text",
    "jit_receipt": "purchase_line_id, received_on, days",
}


class TakenCommon(LearningCommon):
    """What happened on a day was written on it."""

    @classmethod
    def move_goods(cls, quantity, source, target, day, product=None, **vals):
        move = super().move_goods(quantity, source, target, day, product, **vals)
        return cls.written(move, day)

    @classmethod
    def written(cls, moves, day):
        """To the database the test is one long transaction."""
        cls.env.flush_all()
        for table, column in (("stock_move", "id"), ("stock_move_line", "move_id")):
            cls.env.cr.execute(
                f"UPDATE {table} SET write_date = %s WHERE {column} IN %s",
                [f"2026-{day} 10:00:00", moves._ids],
            )
        cls.env.invalidate_all()
        return moves

    def known(self):
        """All that was taken in."""
        found = {}
        for table, columns in KNOWN.items():
            self.env.cr.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}")
            found[table] = self.env.cr.fetchall()
        return found

    def forget_all(self):
        for table in (*KNOWN, "jit_demand_unread", "jit_learning_state"):
            self.env.cr.execute(f"DELETE FROM {table}")
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestIncremental(TakenCommon):
    """What is taken in night by night is what would be taken in at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shelf = cls.env["stock.location"].create(
            {"name": "Shelf", "location_id": cls.stock.id}
        )
        cls.products = cls.product | cls.make_bought_products(2)
        cls.make_rule(cls.products[1:])
        cls.make_rule(cls.products, location_id=cls.shelf.id)

    def something_happens(self, chance, day, sales):
        """One move of a random kind, perhaps dated back."""
        product = chance.choice(self.products)
        place = chance.choice((self.stock, self.shelf))
        quantity = chance.randint(1, 9)
        kind = chance.random()
        if kind < 0.25:
            self.stock_up(quantity, day, product, place)
        elif kind < 0.6:
            sales.append(self.sell(quantity, day, product, place))
        elif kind < 0.7:
            self.give_back(quantity, day, target=place, product=product)
        elif kind < 0.85 and sales:
            sale = chance.choice(sales)
            self.give_back(1, day, sale, place, sale.product_id)
        elif kind < 0.93 and sales:
            sale = chance.choice(sales)
            with self.at(day):
                sale.date -= timedelta(days=chance.randint(1, 20))
                self.written(sale, day)
        else:
            self.move_goods(
                quantity, place, self.stock - place | self.shelf - place, day, product
            )

    def test_night_by_night_is_as_all_at_once(self):
        for seed in range(3):
            chance, sales = random.Random(seed), []
            day = date(2026, 1, 20)
            for _night in range(6):
                day += timedelta(days=1)
                for _move in range(chance.randint(0, 6)):
                    day += timedelta(days=chance.randint(0, 2))
                    self.something_happens(chance, day.strftime("%m-%d"), sales)
                with self.at(day.strftime("%m-%d"), hour=23):
                    self.take_in()
            incremental = self.known()
            self.forget_all()
            with self.at(day.strftime("%m-%d"), hour=23):
                self.take_in()
            with self.subTest(seed=seed):
                self.assertTrue(incremental["jit_demand_event"])
                self.assertEqual(incremental, self.known())

    def test_only_what_moved_is_read_again(self):
        self.stock_up(50, "02-01")
        self.take_in()
        with self.at("03-11"):
            self.take_in()
        self.sell(3, "03-12", self.products[1])
        with self.at("03-12", hour=23), self.reading() as read:
            self.take_in()
        self.assertEqual(read, [self.products[1].id])

    def reading(self):
        """Remembers which products are read."""
        read = []
        unread = type(self.env["jit.demand.unread"])
        original = unread._read_anew

        def noting(records, product_ids):
            read.extend(product_ids)
            return original(records, product_ids)

        patcher = patch.object(unread, "_read_anew", noting)

        class Reading:
            def __enter__(self):
                patcher.start()
                return read

            def __exit__(self, *_error):
                patcher.stop()

        return Reading()

    def test_all_is_read_again_once_a_month(self):
        self.stock_up(50, "02-01")
        self.sell(3, "02-03")
        self.take_in()
        self.env.cr.execute(
            "UPDATE stock_move SET date = '2026-02-07' WHERE state = 'done'"
        )
        self.env.invalidate_all()
        with self.at("03-20"):
            self.take_in()
            self.assertEqual(self.events(), [("02-03", 3)])
        with self.at("04-08"):
            self.take_in()
            self.assertEqual(self.events(), [("02-07", 3)])

    def test_moves_of_a_transaction_that_was_still_open_are_not_missed(self):
        """A move carries the time its transaction began, not when it ended."""
        self.stock_up(50, "02-01")
        with self.at("03-10", hour=9):
            self.take_in()
        sale = self.sell(3, "03-10")
        self.env.cr.execute(
            "UPDATE stock_move SET write_date = '2026-03-10 08:57' WHERE id = %s",
            [sale.id],
        )
        self.env.cr.execute("UPDATE stock_move_line SET write_date = '2026-01-01'")
        self.take_in()
        self.assertEqual(self.events(), [("03-10", 3)])


@tagged("post_install", "-at_install")
class TestInterrupted(TakenCommon):
    """Whatever stops it, the next run goes on from there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = cls.product | cls.make_bought_products(3)
        cls.rules = cls.rule | cls.make_rule(cls.products[1:])
        for product in cls.products:
            cls.stock_up(50, "02-01", product)
            cls.sell(3, "02-03", product)

    def one_at_once(self):
        learner = "odoo.addons.jit_replenishment.models.jit_learner"
        return patch.multiple(learner, _PRODUCTS_AT_ONCE=1, _RULES_AT_ONCE=1)

    def without_time(self, steps):
        """Each run ends after so many steps."""
        learner = type(self.env["jit.learner"])
        left = [steps]

        def has_time(records, done=0):
            records.env["ir.cron"]._commit_progress(done, remaining=1)
            left[0] -= 1
            return left[0] > 0

        return patch.object(learner, "_has_time", has_time)

    def run_once(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["jit.learner"]._cron_learn()
        self.env.invalidate_all()

    def test_interrupted_reading_goes_on(self):
        with self.one_at_once():
            for _run in range(3):
                with self.without_time(1):
                    self.run_once()
            unread = self.env["jit.demand.unread"].search([])
            self.assertTrue(unread)
            self.assertFalse(self.learned())
            self.run_learning()
        for product in self.products:
            self.assertEqual(self.events(product), [("02-03", 3)])

    def test_interrupted_night_goes_on_with_the_next_rule(self):
        self.take_in()
        # a new rule asks to be learned at once
        self.env.cr.precommit.run()
        self.env["jit.learning.request"].search([]).unlink()
        with self.one_at_once():
            with self.without_time(1):
                self.run_once()
            learning = self.env["jit.learning"]
            self.assertEqual(learning.search([]).orderpoint_id, self.rules[:1])
            original, again = type(learning)._learn, []

            def noting(records, rule_ids):
                again.extend(rule_ids)
                return original(records, rule_ids)

            with patch.object(type(learning), "_learn", noting):
                self.run_learning()
        self.assertEqual(again, self.rules[1:].ids)
        self.assertEqual(learning.search([]).orderpoint_id, self.rules)

    def test_failed_reading_forgets_nothing(self):
        with (
            patch.object(
                type(self.env["jit.receipt"]), "_read_anew", side_effect=MemoryError
            ),
            self.assertRaises(MemoryError),
        ):
            self.interrupted()
        self.assertFalse(self.events())
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 3)])

    def interrupted(self):
        """The process dies while it reads: what it had not committed is lost."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            learner = self.env(cr=cr)["jit.learner"]
            learner._note_changed()
            with patch(
                "odoo.addons.jit_replenishment.models.jit_learner.is_passing",
                return_value=True,
            ):
                learner._take_in()


@tagged("post_install", "-at_install")
class TestLearningCompanies(TakenCommon):
    def test_each_company_learns_its_own(self):
        with self.other_company() as (company, warehouse):
            product = self.product
            rule = self.make_rule_of(warehouse, product)
            self.stock_up(50, "02-01")
            self.sell(3, "02-03")
            with self.at("02-05"):
                theirs = (
                    self.env["stock.move"]
                    .with_company(company)
                    .create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 7,
                            "product_uom": product.uom_id.id,
                            "company_id": company.id,
                            "location_id": warehouse.lot_stock_id.id,
                            "location_dest_id": self.customers.id,
                        }
                    )
                )
                theirs._action_confirm()
                self.finish(theirs, 7)
            self.run_learning()
            self.assertEqual(self.events(), [("02-03", 3), ("02-05", 7)])
            ours, theirs = self.learned(), self.learned(rule)
            self.assertEqual(ours.company_id, self.env.company)
            self.assertEqual(theirs.company_id, company)
            self.assertEqual(str(theirs.first_day), "2026-02-05")
            pools = self.env["jit.demand.pool"].search([])
            self.assertLessEqual(self.env.company | company, pools.company_id)

    def test_costs_are_those_of_the_company(self):
        known = self.env["jit.learnable"]._read(self.rule.ids)[self.rule.id]
        self.assertEqual(known.learnable.order_cost, 10)
        self.env.company.jit_order_cost = 40
        known = self.env["jit.learnable"]._read(self.rule.ids)[self.rule.id]
        self.assertEqual(known.learnable.order_cost, 40)

    def test_price_is_in_the_currency_of_the_company(self):
        euro = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", self.env.company.currency_id.id)], limit=1)
        )
        euro.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": euro.id,
                "company_id": self.env.company.id,
                "name": "2026-03-01",
                "company_rate": 0.5,
            }
        )
        self.product.seller_ids.currency_id = euro
        known = self.env["jit.learnable"]._read(self.rule.ids)[self.rule.id]
        self.assertAlmostEqual(known.learnable.tiers[0].price, 4.2)
