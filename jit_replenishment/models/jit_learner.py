import logging
from functools import partial

from odoo import api, models

from ..faults import bisect, is_passing
from ..queries.learning_inputs import next_rules
from ..queries.learning_requests import next_requests
from ..queries.unread_products import next_unread

_logger = logging.getLogger(__name__)

# what is done at once: neither memory nor what an interruption costs grows beyond it
_PRODUCTS_AT_ONCE, _MOVES_AT_ONCE = 20_000, 500_000
_RULES_AT_ONCE = 1000


class JitLearner(models.AbstractModel):
    """Reads what moved, learns each rule from it, and keeps what it learned.

    Each step is a transaction of its own that also keeps how far it came: whatever
    interrupts it, the next run goes on from there. Two at once only learn twice.
    """

    _name = "jit.learner"
    _description = "Just in Time: Learner"

    @api.model
    def _cron_learn(self) -> None:
        """Every night all rules; those asked for at once, whenever a request woke it.

        What the time does not suffice for goes on in the next run.
        """
        self._note_changed()
        self._serve_requests()
        state = self.env["jit.learning.state"]
        if not state._is_night_over() and self._take_in():
            self.env["jit.demand.pool"]._learn_stale()
            self._learn_night()

    @api.model
    def _step(self, work, company_id: int | None = None):
        """One transaction; the action's own cursor keeps no snapshot meanwhile."""
        found = self.env["jit.transaction"]._run(company_id, work)
        self.env["ir.cron"]._commit_progress()
        return found

    @api.model
    def _has_time(self, done: int = 0) -> bool:
        return self.env["ir.cron"]._commit_progress(done) > 0

    # -- reading what moved ------------------------------------------------------

    @api.model
    def _note_changed(self) -> None:
        self._step(lambda env: env["jit.demand.unread"]._note_changed())

    @api.model
    def _take_in(self) -> bool:
        """Read the moves of all products whose moves changed.

        :returns: whether all was read in the time there is
        """
        while product_ids := next_unread(self.env, _PRODUCTS_AT_ONCE, _MOVES_AT_ONCE):
            self._read_anew(product_ids)
            if not self._has_time(len(product_ids)):
                return False
        return True

    @api.model
    def _read_anew(self, product_ids: list[int]) -> None:
        """A product whose moves cannot be read costs itself only."""
        self.env["ir.cron"]._commit_progress()

        def read(ids: list[int]) -> None:
            self._step(lambda env: env["jit.demand.unread"]._read_anew(ids))

        def fail(ids: list[int], error: Exception) -> None:
            if is_passing(error):
                raise error
            _logger.warning(
                "Just in Time: moves of products %s could not be read",
                ids,
                exc_info=error,
            )
            detail = f"{type(error).__name__}: {error}"
            self._step(lambda env: env["jit.demand.unread"]._put_off(ids, detail))

        bisect(product_ids, read, fail, strikes_all=is_passing)

    # -- learning ----------------------------------------------------------------

    @api.model
    def _serve_requests(self) -> None:
        """Learn at once what was asked for, from the latest moves."""
        while requests := next_requests(self.env, _RULES_AT_ONCE):
            if requests.unread:
                self._read_anew(requests.unread)
            self._learn(requests.rule_ids)
            self._step(
                lambda env, ids=requests.ids: env["jit.learning.request"]._forget(ids)
            )
            if not self._has_time(len(requests.rule_ids)):
                break

    @api.model
    def _learn_night(self) -> None:
        """All rules, going on where the last run of this night had to stop."""
        after = self._step(lambda env: env["jit.learning.state"]._begin_night())
        while rule_ids := next_rules(self.env, after, _RULES_AT_ONCE):
            self._learn(rule_ids)
            after = rule_ids[-1]
            self._step(
                lambda env, last=after: env["jit.learning.state"]._learned_until(last)
            )
            if not self._has_time(len(rule_ids)):
                return
        self._step(lambda env: env["jit.learning"]._classify())
        self._step(lambda env: env["jit.learning.state"]._end_night())

    @api.model
    def _learn(self, rule_ids: list[int]) -> None:
        """A rule that fails costs itself only, and somebody sees it."""
        bisect(
            rule_ids,
            lambda ids: self._step(lambda env: env["jit.learner"]._learn_at_once(ids)),
            self._settle_failure,
            strikes_all=is_passing,
        )

    @api.model
    def _learn_at_once(self, rule_ids: list[int]) -> None:
        """What is learned, and what it suggests."""
        learned = self.env["jit.learning"]._learn(rule_ids)
        self.env["jit.exception"]._learning_succeeded(rule_ids)
        self.env["jit.reorder.proposal"]._propose(learned)

    @api.model
    def _settle_failure(self, rule_ids: list[int], error: Exception) -> None:
        if is_passing(error):
            raise error
        detail = f"{type(error).__name__}: {error}"
        for rule_id in rule_ids:
            _logger.warning(
                "Just in Time: rule %s could not be learned", rule_id, exc_info=error
            )
            rule = self.env["stock.warehouse.orderpoint"].browse(rule_id).exists()
            if rule:
                self._step(
                    partial(self._show_failure, rule_id, detail), rule.company_id.id
                )

    @api.model
    def _show_failure(self, rule_id: int, detail: str, env: api.Environment) -> None:
        env["jit.exception"]._learning_failed(rule_id, detail)
