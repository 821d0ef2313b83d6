from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.same_service import MOST_TRIES, nearest, next_level
from ..queries.replay_same import count_younger_rules, fill_rates, next_counted
from .jit_replay import LEVELS

# of the work, roughly
_LEARNING_SHARE, _ALL_KINDS_SHARE, _SEARCHING_SHARE = 0.2, 0.5, 0.3


class JitReplay(models.Model):
    """The search for the service at which Just in Time serves as much as the rules as
    they are: only then two stocks can be compared.

    Each try replays every rule once more, at one service alone. What came of the
    nearest one is kept.
    """

    _inherit = "jit.replay"

    # [asked, served] of each try
    tries = fields.Json(copy=False)
    trying = fields.Float(copy=False, help="The service asked for; 0: no try yet.")
    tried_rules = fields.Integer(copy=False)
    same_level = fields.Float(
        string="Same Service Asked For", readonly=True, copy=False
    )
    younger_rules = fields.Integer(
        string="Rules Younger Than the First Day", readonly=True, copy=False
    )
    youngest_on = fields.Date(string="Figures Last Set On", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")

    @api.depends("state", "done", "total", "pools", "tries", "tried_rules")
    def _compute_progress(self) -> None:
        for replay in self:
            total = replay.total
            learned = 0.0
            if replay.pools:
                learned = len(replay.pools) / len(replay._learning_days())
            through = replay.done / total if total else 0.0
            tried = len(replay.tries or ())
            tried += replay.tried_rules / total if total else 0.0
            share = (
                _LEARNING_SHARE * learned
                + _ALL_KINDS_SHARE * through
                + _SEARCHING_SHARE * min(tried / MOST_TRIES, 1.0)
            )
            replay.progress = 100.0 * (1.0 if replay.state == "done" else share)

    def _next_counted(self, limit: int) -> list[int]:
        return next_counted(self.env, self.id, self.after_id, limit)

    def _next_try(self) -> bool:
        """All rules are through: another try, unless it is found.

        :returns: whether there is one
        """
        self._claim()
        fills = fill_rates(self.env, self.id)
        wanted = fills.get("hand")
        if wanted is None:
            return False
        if self.trying:
            self._keep_nearest(fills.get("trying"), wanted)
        level = self._level_to_try(fills, wanted)
        self.write({"trying": level, "tried_rules": 0, "after_id": 0})
        return bool(level)

    def _level_to_try(self, fills: dict[str, float], wanted: float) -> float:
        """0 for none."""
        tried = [(level, fill) for level, fill in self.tries or ()]
        asked = [
            (self[field], fills[scenario])
            for scenario, field in LEVELS.items()
            if self[field] and scenario in fills
        ]
        left = MOST_TRIES - len(tried)
        level = next_level([*tried, *asked], wanted, left)
        if level is None:
            # a service that was asked for anyway: as rows of its own it can be read
            level = nearest([*tried, *asked], wanted)[0]
        return 0.0 if level in dict(tried) else level

    def _keep_nearest(self, fill: float | None, wanted: float) -> None:
        tried = [(level, known) for level, known in self.tries or ()]
        if fill is None:
            self._drop_try()
            fill = 0.0
        elif nearest([*tried, (self.trying, fill)], wanted)[0] == self.trying:
            self._keep_try()
        else:
            self._drop_try()
        self.tries = [*tried, (self.trying, fill)]

    def _keep_try(self) -> None:
        """In place of what was the nearest until now."""
        self.same_level = self.trying
        results = self.env["jit.replay.result"]
        results.flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM jit_replay_result
                 WHERE replay_id = %s AND scenario = 'same'
                """,
                self.id,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE jit_replay_result tried
                   SET scenario = 'same', level = %(level)s,
                       stock_outs_change = tried.stock_outs - hand.stock_outs,
                       stock_value_change = tried.stock_value - hand.stock_value
                  FROM jit_replay_result hand
                 WHERE tried.replay_id = %(replay)s AND tried.scenario = 'trying'
                   AND hand.replay_id = %(replay)s AND hand.scenario = 'hand'
                   AND hand.orderpoint_id = tried.orderpoint_id
                """,
                level=self.trying,
                replay=self.id,
            )
        )
        results.invalidate_model()
        # what is found by now is shown while the search goes on
        self.env["jit.replay.line"]._sum_up(self)

    def _drop_try(self) -> None:
        for replay in self:
            replay.env.cr.execute(
                SQL(
                    """
                    DELETE FROM jit_replay_result
                     WHERE replay_id = %s AND scenario = 'trying'
                    """,
                    replay.id,
                )
            )
        self.env["jit.replay.result"].invalidate_model()

    def _count_younger(self) -> dict:
        """Rules whose figures were set within the days replayed or later."""
        younger, on = count_younger_rules(self.env, self._rules().ids, self.first_day)
        return {"younger_rules": younger, "youngest_on": on}
