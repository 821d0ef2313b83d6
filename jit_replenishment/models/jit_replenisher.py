import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from psycopg2.errors import LockNotAvailable

from odoo import api, fields, models
from odoo.tools import split_every

from ..faults import bisect, is_passing
from ..queries.draft_lines import OrderKey
from ..queries.rules import rules_of_products, signals_of_rules
from ..queries.signals import last_signal, next_signals
from .jit_internal_order import STARTED_AT_ONCE, StartKey, SupplyRefused
from .jit_plan import Groups
from .jit_run import RunReport

_logger = logging.getLogger(__name__)

_NEXT_TRY = timedelta(minutes=1)

OnFailure: TypeAlias = Callable[[list[int], Exception], None]


class JitReplenisher(models.AbstractModel):
    """The single writer of draft orders: read, decide, then write per draft.

    The scheduled action's own cursor only reads, and commits before anything is
    written; every draft is written on a cursor of its own that starts by claiming the
    draft's witness row. So a fault costs the draft it strikes, and nothing is done
    twice: see ``jit.vendor.witness``.
    """

    _name = "jit.replenisher"
    _description = "Just in Time: Replenisher"

    @api.model
    def _cron_replenish(self) -> None:
        """Serve the signals there are, or as many as the action's time allows.

        Later ones have woken the action anew, and what could not be served waits for a
        run of its own: one run comes to an end whatever happens.
        """
        report = RunReport(fields.Datetime.now())
        last = newest = last_signal(self.env)
        kept: list[int] = []
        while batch := next_signals(self.env, newest, last, kept):
            unserved = self._replenish(batch.keys, report)
            served = batch.ids_except(unserved)
            self.env["jit.transaction"]._run(
                None, lambda env, ids=served: env["jit.signal"]._forget(ids)
            )
            if unserved:
                kept += batch.ids_of(unserved)
                report.deferred.update(company_id for _product, company_id in unserved)
                self.env["jit.signal"]._wake_replenisher(after=_NEXT_TRY)
            left = self.env["ir.cron"]._commit_progress(
                len(served),
                remaining=len(next_signals(self.env, last, last, kept).rows),
            )
            if not left:
                break
            if batch.swept:
                # what people did meanwhile goes before the rest of a sweep
                newest = last_signal(self.env)
        self._tell(report)

    @api.model
    def _replenish(
        self, keys: list[tuple[int, int]], report: RunReport | None = None
    ) -> set[tuple[int, int]]:
        """Bring the drafts of the signalled (product, company) pairs up to today.

        :returns: the pairs that have to be looked at again: somebody else was faster at
            every try, or the database could not do the work
        """
        report = report or RunReport(fields.Datetime.now())
        report.products.update(company_id for _product, company_id in keys)
        rule_ids = rules_of_products(self.env, keys)
        groups: Groups = defaultdict(list)
        seen: dict[int, str] = {}
        unserved: list[int] = []

        def fail(ids: list[int], error: Exception) -> None:
            waiting = self._settle_failure(ids, error)
            unserved.extend(waiting)
            if not waiting:
                self._count_failures(report, ids)

        bisect(
            rule_ids,
            lambda ids: self.env["jit.plan"]._sort(ids, groups, seen),
            fail,
            strikes_all=lambda _error: self.env.cr.closed,
        )
        self._ensure_witnesses(
            [key for _company, key in groups if isinstance(key, OrderKey)]
        )
        # ends the snapshot: the groups below commit on cursors of their own
        self.env["ir.cron"]._commit_progress()
        self._mark_seen(seen)
        waiting = list(groups.items())
        while waiting:
            (company_id, key), ids = waiting.pop(0)
            failures = len(unserved)
            if isinstance(key, StartKey):
                self._start(company_id, ids, fail, report)
            else:
                self._write_draft(company_id, key, ids, fail, report)
            if len(unserved) > failures and not self._has_time():
                unserved += [rule_id for _draft, ids in waiting for rule_id in ids]
                break
        return signals_of_rules(self.env, unserved)

    @api.model
    def _write_draft(
        self,
        company_id: int,
        key: OrderKey | None,
        rule_ids: list[int],
        on_failure: OnFailure,
        report: RunReport,
    ) -> None:
        """One draft; a company that has reached its limit orders no more."""
        if key in report.locked:
            on_failure(rule_ids, report.locked[key])
            return

        def fail(ids: list[int], error: Exception) -> None:
            if key and isinstance(error, LockNotAvailable):
                report.locked[key] = error
            on_failure(ids, error)

        def write(ids: list[int]) -> None:
            stopped = report.has_stopped(company_id)
            written = self.env["jit.transaction"]._run(
                company_id, lambda env: env["jit.draft.order"]._write(key, ids, stopped)
            )
            report.add(company_id, written)

        bisect(rule_ids, write, fail, strikes_all=is_passing)

    @api.model
    def _has_time(self) -> bool:
        """Whether this run may go on; raises if the database itself is gone."""
        return self.env["ir.cron"]._commit_progress() > 0

    @api.model
    def _start(
        self,
        company_id: int,
        rule_ids: list[int],
        on_failure: OnFailure,
        report: RunReport,
    ) -> None:
        """Start transfers and productions: once each, whoever else is at it."""

        def start(ids: list[int]) -> None:
            written = self.env["jit.transaction"]._run(
                company_id, lambda env: env["jit.internal.order"]._start(ids)
            )
            report.add(company_id, written)

        try:
            self.env["jit.transaction"]._run(
                company_id, lambda env: env["jit.position"]._ensure(rule_ids)
            )
        except Exception as error:
            on_failure(rule_ids, error)
            return
        for batch in split_every(STARTED_AT_ONCE, rule_ids, list):
            bisect(batch, start, on_failure, strikes_all=is_passing)

    @api.model
    def _ensure_witnesses(self, keys: list[OrderKey]) -> None:
        """Two workers may miss the same row: the loser's second try finds it.

        A key whose row cannot be made, as its vendor was deleted just now, is claimed
        in vain and costs its own draft only.
        """
        if not keys:
            return
        bisect(
            keys,
            lambda some: self.env["jit.transaction"]._run(
                None, lambda env: env["jit.vendor.witness"]._ensure(some)
            ),
            lambda some, error: _logger.info(
                "Just in Time: no witness for %s: %s", some, error
            ),
            strikes_all=is_passing,
        )

    @api.model
    def _mark_seen(self, seen: dict[int, str]) -> None:
        """A mark that cannot be kept costs another look, and that is all."""
        if not seen:
            return
        try:
            self.env["jit.transaction"]._run(
                None, lambda env: env["jit.position"]._mark_seen(seen)
            )
        except Exception as error:
            if not is_passing(error):
                raise
            _logger.info("Just in Time: not marked as looked at: %s", error)

    @api.model
    def _settle_failure(self, rule_ids: list[int], error: Exception) -> list[int]:
        """Say what failed where a person looks, and go on with the other rules.

        :returns: the rules to look at again, which nothing is wrong with: somebody else
            was faster at every try, or the database could not do the work. Signalling
            them here would keep this run going round in circles.
        """
        if self.env.cr.closed:
            # nothing can be read or shown any more; all signals are kept
            raise error
        if is_passing(error):
            _logger.warning(
                "Just in Time: rules %s wait for the next run: %s", rule_ids, error
            )
            return rule_ids
        for rule_id in rule_ids:
            self._report_failure(rule_id, error)
        return []

    @api.model
    def _report_failure(self, rule_id: int, error: Exception) -> None:
        rule = self.env["stock.warehouse.orderpoint"].browse(rule_id).exists()
        if isinstance(error, SupplyRefused):
            _logger.info("Just in Time: rule %s was refused: %s", rule_id, error)
            cause = {"supply_refused": {"detail": str(error)}}
        else:
            _logger.warning(
                "Just in Time: rule %s could not be served", rule_id, exc_info=error
            )
            cause = {"failed": {"detail": f"{type(error).__name__}: {error}"}}
        try:
            self.env["jit.transaction"]._run(
                rule.company_id.id,
                lambda env: env["jit.exception"]._reconcile(
                    {known_id: cause for known_id in rule.ids}
                ),
            )
        except Exception:
            # the failure is in the log already; the rules after it must have their turn
            _logger.exception("Just in Time: the failure could not be shown")
