from datetime import date, timedelta

from ..marks import ENGINE
from .common import TODAY
from .learning_common import LearningCommon

LAST_DAY = date(2026, 3, 9)
SCENARIOS = ["hand", "same", "own", "first", "second", "third"]


class ReplayCommon(LearningCommon):
    """Rules whose demand of the last 300 days is known; Acme takes 14 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.standard_price = 2.0
        cls.read_all()
        cls.remember(cls.rule)

    @classmethod
    def read_all(cls):
        """Moves are read up to now: what is remembered here has none."""
        state = cls.env["jit.learning.state"]._get()
        state.write(
            {
                "taken_all_on": TODAY,
                "taken_until": "2100-01-01",
                "clocks": state._read_clocks(),
            }
        )

    @classmethod
    def remember(cls, rules, days=300, every=3, quantity=6):
        """So much was asked for every so many days, up to yesterday, as the learning
        keeps it; there was always enough."""
        first = LAST_DAY - timedelta(days=days - 1)
        ages = range(0, days, every)
        cls.env["jit.demand.event"].create(
            [
                {
                    "product_id": rule.product_id.id,
                    "location_id": rule.location_id.id,
                    "company_id": rule.company_id.id,
                    "day": LAST_DAY - timedelta(days=age),
                    "quantity": quantity,
                }
                for rule in rules
                for age in ages
            ]
        )
        cls.env["jit.demand.span"].search([("orderpoint_id", "in", rules.ids)]).unlink()
        cls.env["jit.demand.span"].create(
            [
                {
                    "orderpoint_id": rule.id,
                    "company_id": rule.company_id.id,
                    "first_day": first,
                    "blind": [],
                }
                for rule in rules
            ]
        )

    def ask_for(self, quantity, rule, since):
        """Other quantities were asked for from a day on."""
        events = self.env["jit.demand.event"].with_context(jit_engine=ENGINE)
        domain = [("product_id", "=", rule.product_id.id), ("day", ">=", since)]
        events.search(domain).write({"quantity": quantity})

    @classmethod
    def make_rules(cls, number, **vals):
        """More of them, bought from Acme at 2.10, with a past."""
        rules = cls.make_rule(cls.make_bought_products(number), **vals)
        rules.product_id.standard_price = 2.0
        cls.remember(rules)
        return rules

    @classmethod
    def ask(cls, user=None, **vals):
        """A replay of the last 300 days, not started yet."""
        replays = cls.env["jit.replay"].with_user(user or cls.env.user)
        return replays.create(
            {"first_day": LAST_DAY - timedelta(days=299), "last_day": LAST_DAY} | vals
        )

    def work(self):
        """The scheduled action as the server runs it."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_replay").method_direct_trigger()
        self.env.invalidate_all()

    def results(self, replay, rules=None):
        """By rule and kind of figures."""
        domain = [("replay_id", "=", replay.id)]
        if rules:
            domain.append(("orderpoint_id", "in", rules.ids))
        found = self.env["jit.replay.result"].search(domain)
        return {(each.orderpoint_id, each.scenario): each for each in found}

    def totals(self, replay):
        return {line.scenario: line for line in replay.line_ids if line.is_total}
