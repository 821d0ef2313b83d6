import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias, TypeVar

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import split_every

from ..faults import bisect, is_passing, is_worth_another_try
from ..marks import ENGINE
from ..queries.draft_lines import (
    DraftLineRow,
    OrderKey,
    PositionRow,
    read_draft_lines,
    read_open_problems,
    read_positions,
)
from ..queries.rule_marks import stale_marks
from ..queries.rules import rules_of_products, signals_of_rules
from ..queries.signals import last_signal, next_signals
from .jit_internal_order import STARTED_AT_ONCE, StartKey, SupplyRefused
from .jit_run import RunReport
from .jit_wish import Wish

_logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_MAX_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.05
# somebody who keeps a draft locked for longer delays that draft, and no other
_LOCK_TIMEOUT = "5s"
_NEXT_TRY = timedelta(minutes=1)

OnFailure: TypeAlias = Callable[[list[int], Exception], None]
# rules of a company by what they are written into together
Groups: TypeAlias = dict[tuple[int, OrderKey | StartKey | None], list[int]]


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
            self._in_own_transaction(
                None, lambda env, ids=served: env["jit.signal"]._forget(ids)
            )
            if unserved:
                kept += batch.ids_of(unserved)
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
            lambda ids: self._plan(ids, groups, seen),
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

        def write(ids: list[int]) -> None:
            stopped = report.has_stopped(company_id)
            written = self._in_own_transaction(
                company_id, lambda env: env["jit.draft.order"]._write(key, ids, stopped)
            )
            report.add(company_id, written)

        bisect(rule_ids, write, on_failure, strikes_all=is_passing)

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
            written = self._in_own_transaction(
                company_id, lambda env: env["jit.internal.order"]._start(ids)
            )
            report.add(company_id, written)

        try:
            self._in_own_transaction(
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
            lambda some: self._in_own_transaction(
                None, lambda env: env["jit.vendor.witness"]._ensure(some)
            ),
            lambda some, error: _logger.info(
                "Just in Time: no witness for %s: %s", some, error
            ),
            strikes_all=is_passing,
        )

    @api.model
    def _plan(
        self,
        rule_ids: list[int],
        groups: Groups,
        seen: dict[int, str],
    ) -> None:
        """Sort rules whose draft, history or state has to change into ``groups``.

        The key is that of the draft to write: the wanted one, else the one a line has
        to leave, else None where no draft is concerned. What is transferred or produced
        is started apart from any draft. For the others ``seen`` gets the mark of what
        this look saw.
        """
        with self.env.cr.savepoint(flush=False):
            verdicts = self.env["jit.situation"]._decide(rule_ids)
            lines = read_draft_lines(self.env, rule_ids)
            positions = read_positions(self.env, rule_ids)
            problems = read_open_problems(self.env, rule_ids)
            marks = stale_marks(self.env, rule_ids)
        round_off = self.env["jit.wish"]._of
        wishes = {rule_id: round_off(verdicts.get(rule_id)) for rule_id in rule_ids}
        relinked = self.env["jit.demand"]._stale(wishes, lines)
        planned = defaultdict(list)
        for rule_id, wish in wishes.items():
            line, position = lines.get(rule_id), positions.get(rule_id)
            if wish and wish.starts:
                start = StartKey(wish.verdict.rule.company_id, wish.operation_type_id)
                planned[start.company_id, start].append(rule_id)
                if not line:
                    continue
            open_problems = problems.get(rule_id, set())
            found = wish.problems_beside(open_problems) if wish else set()
            if (
                found == open_problems
                and rule_id not in relinked
                and self._up_to_date(wish, line, position)
            ):
                if wish and rule_id in marks:
                    seen[rule_id] = marks[rule_id]
                continue
            key = wish.key if wish and wish.key else line.key if line else None
            planned[self._company_of(wish, line, rule_id), key].append(rule_id)
        for group, ids in planned.items():
            groups[group].extend(ids)

    @api.model
    def _mark_seen(self, seen: dict[int, str]) -> None:
        """A mark that cannot be kept costs another look, and that is all."""
        if not seen:
            return
        try:
            self._in_own_transaction(
                None, lambda env: env["jit.position"]._mark_seen(seen)
            )
        except Exception as error:
            if not is_passing(error):
                raise
            _logger.info("Just in Time: not marked as looked at: %s", error)

    @api.model
    def _company_of(
        self, wish: Wish | None, line: DraftLineRow | None, rule_id: int
    ) -> int:
        if wish:
            return wish.verdict.rule.company_id
        if line:
            return line.key.company_id
        return self.env["stock.warehouse.orderpoint"].browse(rule_id).company_id.id

    @api.model
    def _up_to_date(
        self,
        wish: Wish | None,
        line: DraftLineRow | None,
        position: PositionRow | None,
    ) -> bool:
        if wish is None:
            return line is None
        if position is None or position != wish.position_row(position.decision_id):
            return False
        if not wish.is_settled:
            return False
        if wish.keeps_line:
            return True
        if wish.key is None:
            return line is None
        return bool(
            line
            and line.key == wish.key
            and line.quantity == wish.purchase_quantity
            and line.unit_id == wish.purchase_uom_id
            and line.planned_on == wish.planned_on
            and line.order_by == wish.order_by
            and line.location_id == wish.verdict.rule.location_id
        )

    @api.model
    def _in_own_transaction(
        self, company_id: int | None, work: Callable[[api.Environment], Answer]
    ) -> Answer:
        """Run ``work`` on a cursor of its own, again where a fresh start may help.

        Also after the answer to COMMIT was lost: ``work`` begins by reading what is so.
        """
        context = {
            "jit_engine": ENGINE,
            # a draft that follows the need would fill its own chatter
            "mail_notrack": True,
        }
        if company_id:
            context["allowed_company_ids"] = [company_id]
        for attempt in range(1, _MAX_TRIES + 1):
            try:
                with self.env.registry.cursor() as cr:
                    # takes no snapshot: the claims that follow are still the first to
                    cr.execute("SET LOCAL lock_timeout = %s", [_LOCK_TIMEOUT])
                    answer = work(api.Environment(cr, SUPERUSER_ID, context))
                    cr.flush()
                return answer
            except Exception as error:
                if attempt == _MAX_TRIES or not is_worth_another_try(error):
                    raise
                pause = _FIRST_PAUSE_SECONDS * 2**attempt * random.random()
                time.sleep(pause)

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
            self._in_own_transaction(
                rule.company_id.id,
                lambda env: env["jit.exception"]._reconcile(
                    {known_id: cause for known_id in rule.ids}
                ),
            )
        except Exception:
            # the failure is in the log already; the rules after it must have their turn
            _logger.exception("Just in Time: the failure could not be shown")
