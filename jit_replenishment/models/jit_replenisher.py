import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias

import psycopg2
import psycopg2.errors

from odoo import SUPERUSER_ID, api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

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
from ..queries.rules import rules_of_products
from ..queries.signals import last_signal, next_signals
from .jit_internal_order import STARTED_AT_ONCE, StartKey, SupplyRefused
from .jit_wish import Wish

_logger = logging.getLogger(__name__)

_MAX_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.05
# a unique index of ours says "another worker was first", which a new try will see
_RETRIED = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.errors.UniqueViolation)

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

        Later ones have woken the action anew: one run comes to an end whatever happens.
        """
        signal = self.env["jit.signal"]
        last = last_signal(self.env)
        newest = last
        while batch := next_signals(self.env, newest, last):
            self._replenish(batch.keys)
            signal._forget(batch.ids)
            left = self.env["ir.cron"]._commit_progress(
                len(batch.ids), remaining=len(next_signals(self.env, last, last).ids)
            )
            if not left:
                break
            if batch.swept:
                # what people did meanwhile goes before the rest of a sweep
                newest = last_signal(self.env)

    @api.model
    def _replenish(self, keys: list[tuple[int, int]]) -> None:
        """Bring the drafts of the signalled (product, company) pairs up to today."""
        rule_ids = rules_of_products(self.env, keys)
        groups: Groups = defaultdict(list)
        seen: dict[int, str] = {}
        _bisect(
            rule_ids, lambda ids: self._plan(ids, groups, seen), self._report_failure
        )
        self._ensure_witnesses(
            [key for _company, key in groups if isinstance(key, OrderKey)]
        )
        # ends the snapshot: the groups below commit on cursors of their own
        self.env["ir.cron"]._commit_progress()
        self._mark_seen(seen)
        for (company_id, key), group_ids in groups.items():
            if isinstance(key, StartKey):
                self._start(company_id, group_ids)
                continue
            _bisect(
                group_ids,
                lambda ids, company_id=company_id, key=key: self._in_own_transaction(
                    company_id, lambda env: env["jit.draft.order"]._write(key, ids)
                ),
                self._report_failure,
            )

    @api.model
    def _start(self, company_id: int, rule_ids: list[int]) -> None:
        """Start transfers and productions: once each, whoever else is at it."""
        self._in_own_transaction(
            company_id, lambda env: env["jit.position"]._ensure(rule_ids)
        )
        for batch in split_every(STARTED_AT_ONCE, rule_ids, list):
            _bisect(
                batch,
                lambda ids: self._in_own_transaction(
                    company_id, lambda env: env["jit.internal.order"]._start(ids)
                ),
                self._report_failure,
            )

    @api.model
    def _ensure_witnesses(self, keys: list[OrderKey]) -> None:
        """Two workers may miss the same row: the loser's second try finds it."""
        if keys:
            self._in_own_transaction(
                keys[0].company_id,
                lambda env: env["jit.vendor.witness"]._ensure(keys),
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
            found = wish.problems.keys() if wish else set()
            if (
                found == problems.get(rule_id, set())
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
                self.env.company.id, lambda env: env["jit.position"]._mark_seen(seen)
            )
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            _logger.info("Just in Time: another worker looked at the same rules")

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
        self, company_id: int, work: Callable[[api.Environment], None]
    ) -> None:
        """Run ``work`` on a cursor of its own, again when another transaction won."""
        context = {
            "allowed_company_ids": [company_id],
            "jit_engine": ENGINE,
            # a draft that follows the need would fill its own chatter
            "mail_notrack": True,
        }
        for attempt in range(1, _MAX_TRIES + 1):
            try:
                with self.env.registry.cursor() as cr:
                    work(api.Environment(cr, SUPERUSER_ID, context))
                    cr.flush()
                return
            except _RETRIED:
                if attempt == _MAX_TRIES:
                    raise
                pause = _FIRST_PAUSE_SECONDS * 2**attempt * random.random()
                time.sleep(pause)

    @api.model
    def _report_failure(self, rule_id: int, error: Exception) -> None:
        """One rule failed: say so where a person looks, and go on with the others.

        Somebody else being faster at every try is no failure: the sweep signals the
        rule again. Signalling it here would keep this run going round in circles.
        """
        if isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            _logger.info("Just in Time: rule %s waits for the next sweep", rule_id)
            return
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


def _bisect(
    ids: list[int],
    work: Callable[[list[int]], None],
    on_failure: Callable[[int, Exception], None],
) -> None:
    """Do ``work`` on all ids; where it fails, on halves, down to the culprit."""
    if not ids:
        return
    try:
        work(ids)
    except Exception as error:
        if len(ids) == 1:
            on_failure(ids[0], error)
            return
        middle = len(ids) // 2
        _bisect(ids[:middle], work, on_failure)
        _bisect(ids[middle:], work, on_failure)
