from datetime import timedelta

from odoo.tests import tagged

from .replay_common import LAST_DAY, ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayPeriod(ReplayCommon):
    """Which days are replayed unless somebody chooses others."""

    def default(self, days):
        """With so many days known."""
        self.since(LAST_DAY - timedelta(days=days - 1))
        return self.env["jit.replay"].create({})

    def since(self, day):
        spans = self.env["jit.demand.span"]
        spans.search([("orderpoint_id", "=", self.rule.id)]).first_day = day

    def test_longest_past_but_for_what_is_learned_from_first(self):
        for days, replayed, said in (
            (300, 216, "No season can be learned"),
            (700, 616, "No season can be learned"),
            (800, 435, "a whole year"),
            (1096, 729, "a whole year"),
            (150, 120, "Counting begins once"),
            (60, 120, "Come back later"),
        ):
            with self.subTest(days=days):
                replay = self.default(days)
                self.assertEqual(replay.last_day, LAST_DAY)
                self.assertEqual((LAST_DAY - replay.first_day).days + 1, replayed)
                self.assertIn(said, replay.period_said)

    def test_default_can_be_started_as_it_is(self):
        replay = self.default(300)
        replay.action_start()
        self.work()
        self.assertEqual(replay.state, "done")
        # 84 days learned from before, 15 until the first goods are there
        self.assertEqual(self.totals(replay)["hand"].days, 216 - 15)

    def test_lone_old_date_does_not_stretch_it(self):
        self.make_rules(19)
        self.since(LAST_DAY - timedelta(days=1000))
        replay = self.env["jit.replay"].create({})
        self.assertEqual((LAST_DAY - replay.first_day).days + 1, 216)

    def test_rules_whose_past_is_too_short_are_counted(self):
        """84 days to learn from and 28 to count are the least."""
        new = self.make_rules(3)
        self.remember_since(new[0], 112)
        self.assertNotIn("left out", self.env["jit.replay"].create({}).period_said)
        self.remember_since(new[1:], 111)
        said = self.env["jit.replay"].create({}).period_said
        self.assertIn("are left out: 2 of 4.", said)

    def remember_since(self, rules, days):
        spans = self.env["jit.demand.span"].search([("orderpoint_id", "in", rules.ids)])
        spans.first_day = LAST_DAY - timedelta(days=days - 1)

    def test_nothing_known_yet_says_so(self):
        self.env["jit.demand.span"].search([]).unlink()
        replay = self.env["jit.replay"].create({})
        self.assertIn("nothing to replay", replay.period_said)

    def test_moves_nobody_has_read_yet_are_known_of(self):
        self.env["jit.demand.span"].search([]).unlink()
        self.stock_up(500, "01-01")
        replay = self.env["jit.replay"].create({})
        self.assertIn("2026", replay.period_said)
        self.assertNotIn("nothing to replay", replay.period_said)

    def test_other_days_say_what_they_leave_to_learn_from(self):
        self.since(LAST_DAY - timedelta(days=799))
        replay = self.env["jit.replay"].create({})
        replay.first_day = LAST_DAY - timedelta(days=599)
        self.assertIn("600 days are replayed; the 200 days before", replay.period_said)
