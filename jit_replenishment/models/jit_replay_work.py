import logging
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ..faults import bisect, is_passing
from ..policy.demand_pool import DemandPool
from ..policy.memory_mix import all_memories
from ..policy.replay import Ledger
from ..policy.season import Season
from ..queries.bulk_rows import column_names, unnested
from ..queries.replay_inputs import count_without_rule
from .jit_replayer import Lived, Period

_logger = logging.getLogger(__name__)

# some seconds of work: what is lost by an interruption, and how long Cancel takes
_RULES_AT_ONCE = 100
# summing up reads all results there are: seldom where there are many
_SUMMED_UP_EVERY = 20


class JitReplay(models.Model):
    """The work: piece by piece, each in a transaction of its own that also keeps how
    far it came. Whatever interrupts it, the next run goes on from there."""

    _inherit = "jit.replay"

    @api.model
    def _cron_replay(self) -> None:
        """All replays that were asked for, one after the other."""
        learner = self.env["jit.learner"]
        while waiting := self._next_waiting():
            if not self._work(*waiting):
                self.env.ref("jit_replenishment.ir_cron_replay")._trigger()
                return
            if not learner._has_time(1):
                self.env.ref("jit_replenishment.ir_cron_replay")._trigger()
                return

    @api.model
    def _next_waiting(self) -> tuple[int, int] | None:
        """Of the replays that wait or run the one asked for first, and its company."""
        return self.env["jit.learner"]._step(
            lambda env: next(
                (
                    (replay.id, replay.company_id.id)
                    for replay in env["jit.replay"].search(
                        [("state", "in", ("queued", "running"))], order="id", limit=1
                    )
                ),
                None,
            )
        )

    @api.model
    def _work(self, replay_id: int, company_id: int) -> bool:
        """:returns: whether it came to an end in the time there is"""
        learner = self.env["jit.learner"]
        try:
            learner._note_changed()
            if not learner._take_in():
                return False
            return self._work_on(replay_id, company_id)
        except Exception as error:
            if is_passing(error):
                raise
            _logger.exception("Just in Time: replay %s came to no end", replay_id)
            why = f"{type(error).__name__}: {error}"
            self._on(replay_id, company_id, "_fail", why)
            return True

    @api.model
    def _work_on(self, replay_id: int, company_id: int) -> bool:
        piece = partial(self._on, replay_id, company_id)
        days = piece("_begin")
        for day in days or ():
            if not piece("_learn_catalogue", day):
                return True
            if not self.env["jit.learner"]._has_time():
                return False
        while True:
            while rule_ids := piece("_next_rules"):
                bisect(
                    rule_ids,
                    partial(piece, "_replay_rules"),
                    partial(self._settle_failure, replay_id, company_id),
                    strikes_all=is_passing,
                )
                piece("_done_until", rule_ids[-1], len(rule_ids))
                if not self.env["jit.learner"]._has_time(len(rule_ids)):
                    return False
            # once more with another service, until it serves as much as the rules do
            if not piece("_next_try"):
                break
        piece("_finish")
        return True

    @api.model
    def _on(self, replay_id: int, company_id: int, method: str, *args):
        """One piece of work, unless somebody cancelled or deleted it meanwhile."""

        def work(env: api.Environment):
            replay = env["jit.replay"].browse(replay_id).exists()
            if not replay or replay.state not in ("queued", "running"):
                return None
            replay = replay.with_context(lang=replay.create_uid.lang)
            return getattr(replay, method)(*args)

        return self.env["jit.learner"]._step(work, company_id)

    # -- pieces ------------------------------------------------------------------

    def _begin(self) -> list[int]:
        """:returns: days of which it is still to be learned what was known by then"""
        if self.state == "queued":
            self.write(
                {
                    "state": "running",
                    "started_at": fields.Datetime.now(),
                    "total": len(self._rules()),
                    "without_rule": self._asks_for_all()
                    and count_without_rule(
                        self.env, self.company_id.id, self.first_day, self.last_day
                    ),
                    **self._count_younger(),
                }
            )
        return [
            day for day in self._learning_days() if str(day) not in (self.pools or {})
        ]

    def _learn_catalogue(self, day: int) -> bool:
        pool = self.env["jit.replayer"]._learn_catalogue(self.company_id.id, day)
        self._claim()
        self.pools = (self.pools or {}) | {str(day): _as_json(pool)}
        return True

    def _next_rules(self) -> list[int]:
        if self.trying:
            return self._next_counted(_RULES_AT_ONCE)
        return self._rules(after=self.after_id, limit=_RULES_AT_ONCE).ids

    def _replay_rules(self, rule_ids: list[int]) -> None:
        names, levels = self._scenario_names(), [self.trying]
        if self.trying:
            names = {"trying": names["same"]}
        else:
            del names["same"]
            levels = [self._level_of(scenario) for scenario in names]
            levels = [level for level in levels if level]
        period = Period(
            self.first_day.toordinal(),
            self.last_day.toordinal(),
            {int(day): _from_json(pool) for day, pool in self.pools.items()},
            levels,
            alone=bool(self.trying),
        )
        lived = self.env["jit.replayer"]._replay(rule_ids, period)
        self._claim()
        self._store([row for each in lived.values() for row in self._rows(each, names)])

    def _claim(self) -> None:
        """Before anything is kept: somebody who cancelled or deleted it meanwhile was
        first, and a new try sees that."""
        self.env.cr.execute(
            SQL("UPDATE jit_replay SET after_id = after_id WHERE id = %s", self.id),
            log_exceptions=False,
        )

    def _done_until(self, last_id: int, count: int) -> None:
        self._claim()
        if self.trying:
            self.write({"after_id": last_id, "tried_rules": self.tried_rules + count})
            return
        done = self.done + count
        vals = {"after_id": last_id, "done": done, "total": max(self.total, done)}
        if done - self.summed_up_at >= self.summed_up_at / _SUMMED_UP_EVERY:
            self.env["jit.replay.line"]._sum_up(self)
            vals["summed_up_at"] = done
        self.write(vals)

    def _finish(self) -> None:
        self._claim()
        self.env["jit.replay.line"]._sum_up(self)
        self.write({"state": "done", "finished_at": fields.Datetime.now()})

    def _fail(self, why: str) -> None:
        self.write(
            {"state": "failed", "failure": why, "finished_at": fields.Datetime.now()}
        )

    @api.model
    def _settle_failure(
        self, replay_id: int, company_id: int, rule_ids: list[int], error: Exception
    ) -> None:
        """A rule that fails costs itself only, and is named."""
        if is_passing(error):
            raise error
        _logger.warning(
            "Just in Time: rules %s could not be replayed", rule_ids, exc_info=error
        )
        detail = f"{type(error).__name__}: {error}"
        self._on(replay_id, company_id, "_note_failed", rule_ids, detail)

    def _note_failed(self, rule_ids: list[int], detail: str) -> None:
        rules = self.env["stock.warehouse.orderpoint"].browse(rule_ids).exists()
        self._store(
            [
                self._left_out_row(rule.id, rule.jit_effective_class_id.id, "failed")
                | {"failure": detail}
                for rule in rules
            ]
        )

    # -- writing -----------------------------------------------------------------

    def _rows(self, lived: Lived, names: dict[str, str]) -> list[dict]:
        """:param names: of the kinds of figures, in the order of the ledgers"""
        rule, cost = lived.known.rule, max(lived.known.unit_cost, 0.0)
        if lived.left_out or not lived.ledgers:
            return [self._left_out_row(rule.rule_id, rule.class_id, lived.left_out)]
        own = lived.known.learnable.cycle_service_level
        # of one that is tried alone this is added where it is kept
        hand = None if self.trying else lived.ledgers[0]
        return [
            self._left_out_row(rule.rule_id, rule.class_id, None)
            | {
                "scenario": scenario,
                "name": name,
                "level": own if scenario == "own" else self._level_of(scenario),
                "unit_cost": cost,
                **self._figures(ledger, cost),
                **self._change(ledger, hand, cost),
            }
            for (scenario, name), ledger in zip(
                names.items(), lived.ledgers, strict=True
            )
        ]

    def _change(self, ledger: Ledger, hand: Ledger | None, cost: float) -> dict:
        """Beside the rule as it is."""
        if not hand:
            return {}
        more_stock = ledger.average_stock - hand.average_stock
        return {
            "stock_outs_change": ledger.stock_outs - hand.stock_outs,
            "stock_value_change": more_stock * cost,
        }

    def _left_out_row(
        self, rule_id: int, class_id: int | None, left_out: str | None
    ) -> dict:
        return {
            "replay_id": self.id,
            "company_id": self.company_id.id,
            "orderpoint_id": rule_id,
            "consequence_class_id": class_id or None,
            "left_out": left_out,
            "failure": None,
            "scenario": "hand",
            "name": None,
            "level": 0.0,
            "unit_cost": 0.0,
            **self._figures(Ledger(), 0.0),
            "stock_outs_change": 0,
            "stock_value_change": 0.0,
        }

    def _figures(self, ledger: Ledger, cost: float) -> dict:
        return {
            "days": ledger.days,
            "asked": ledger.asked,
            "served": ledger.served,
            "fill_rate": ledger.fill_rate,
            "average_stock": ledger.average_stock,
            "stock_value": ledger.average_stock * cost,
            "asked_value": ledger.asked * cost,
            "served_value": ledger.served * cost,
            "stock_outs": ledger.stock_outs,
            "days_waited": ledger.days_waited,
            "cycles": ledger.cycles,
            "clean_cycles": ledger.clean,
            "orders": ledger.orders,
        }

    def _store(self, rows: list[dict]) -> None:
        """In one statement; what an interrupted run left is written over."""
        if not rows:
            return
        results = self.env["jit.replay.result"]
        names = list(rows[0])
        columns = {name: [row[name] for row in rows] for name in names}
        whole = {row["orderpoint_id"] for row in rows if row["scenario"] == "hand"}
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM jit_replay_result
                 WHERE replay_id = %s AND orderpoint_id = ANY(%s)
                   AND (scenario = 'trying' OR orderpoint_id = ANY(%s))
                """,
                self.id,
                sorted(set(columns["orderpoint_id"])),
                sorted(whole),
            )
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO jit_replay_result (%(names)s) SELECT * FROM %(rows)s",
                names=column_names(names),
                rows=unnested(results, columns),
            )
        )
        results.invalidate_model()


def _as_json(pool: DemandPool) -> dict:
    return {
        "log_size_deviation": pool.log_size_deviation,
        "intercept": pool.intercept,
        "slope": pool.slope,
        "clumping": pool.clumping,
        "season": list(pool.season.index),
        "mix": list(pool.mix),
        "calibration": pool.calibration,
        "drift": pool.drift,
    }


def _from_json(stored: dict) -> DemandPool:
    return DemandPool(
        **stored
        | {
            "season": Season(tuple(stored["season"])),
            "mix": all_memories(stored["mix"]),
        }
    )
