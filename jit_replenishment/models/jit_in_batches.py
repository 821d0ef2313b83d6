import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, split_every

from ..faults import bisect, is_passing
from ..queries.rule_locks import lock_rules

_logger = logging.getLogger(__name__)

# one transaction: large enough to be fast, small enough to be tried again in halves
_AT_ONCE = 500
# Taking 1,000 rules off takes 7 to 14 s, most of it Odoo's own figures of rules it
# orders for again (28 ms each): more would bring a worker near its limits
_IN_REQUEST = 1000
_PAGES = ("jit.go.live", "jit.undo")
# a page that could not go on is tried again
_AGAIN_SECONDS = 60


def _strikes_all(error: Exception) -> bool:
    """Nothing is wrong with a single rule."""
    return is_passing(error) or isinstance(error, AccessError)


class JitInBatches(models.AbstractModel):
    """A page whose yes may be about more rules than one request can do.

    The first batches are done at once, the others by a scheduled action, each in a
    transaction that also keeps how far it came: what interrupts it costs one batch,
    and the next run goes on from there. A rule is done or it is not.
    """

    _name = "jit.in.batches"
    _description = "Just in Time: Rules in Batches"

    # ids of rules in their order, and how many of them are through
    queue = fields.Json(readonly=True, copy=False)
    position = fields.Integer(readonly=True, copy=False)
    queued = fields.Integer(readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")

    @api.depends("position", "queued")
    def _compute_progress(self) -> None:
        for page in self:
            page.progress = 100 * page.position / page.queued if page.queued else 0

    # -- asking ------------------------------------------------------------------

    def _begin(self, rule_ids: list[int]) -> None:
        """Do the first of these rules now, and have the others done."""
        self.write(
            {
                "state": "running",
                "queue": rule_ids,
                "queued": len(rule_ids),
                "position": 0,
            }
        )
        while self.state == "running" and self.position < _IN_REQUEST:
            self._do_batch()
        if self.state == "running":
            self._wake()

    @api.model
    def _wake(self, in_seconds: int = 0) -> None:
        # who may ask need not be allowed to look at scheduled actions
        cron = self.env.ref("jit_replenishment.ir_cron_batches").sudo()
        cron._trigger(fields.Datetime.now() + timedelta(seconds=in_seconds))

    # -- doing it ----------------------------------------------------------------

    def _do_batch(self) -> None:
        ids = (self.queue or [])[self.position : self.position + _AT_ONCE]
        failures: dict[int, str] = {}
        for some in split_every(_AT_ONCE, ids, list):
            bisect(
                some,
                self._do_alone,
                partial(self._fail, failures),
                strikes_all=_strikes_all,
            )
        if failures:
            self._note_failed(failures)
        self.position += len(ids)
        if self.position >= self.queued or not ids:
            self._end()

    def _end(self) -> None:
        self.write({"state": "done", "queue": False})

    def _waiting_ids(self) -> list[int]:
        """Of rules that wait for their batch, on any page at work."""
        pages = self.search([("state", "=", "running")])
        return [id_ for page in pages for id_ in page.queue[page.position :]]

    def _drop(self, is_dropped: Callable[[models.Model], models.Model]) -> int:
        """Rules of pages at work that are not to be done any more, which their page
        then says.

        :param is_dropped: of the rules that wait on a page, those to leave
        :returns: how many were left
        """
        dropped = 0
        for page in self.search([("state", "=", "running")]):
            page._lock_page()
            waiting = page.queue[page.position :]
            rules = self.env["stock.warehouse.orderpoint"].browse(waiting)
            left = is_dropped(rules.with_context(active_test=False).exists())
            kept = [rule_id for rule_id in waiting if rule_id not in left._ids]
            queue = page.queue[: page.position] + kept
            page.write({"queue": queue, "queued": len(queue)})
            said = self.env._("Stopped by %(person)s.", person=self.env.user.name)
            page._note_failed(dict.fromkeys(left.ids, said))
            dropped += len(left)
            if not kept:
                page._end()
        return dropped

    def _lock_page(self) -> None:
        """Whoever is at it has ended, or this is tried again after it."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET position = position WHERE id = %s",
                SQL.identifier(self._table),
                self.id,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset()

    def _do_alone(self, rule_ids: list[int]) -> None:
        with self.env.cr.savepoint():
            lock_rules(self.env, rule_ids)
            asking = self.env(su=False)["stock.warehouse.orderpoint"]
            rules = asking.with_context(active_test=False).browse(rule_ids).exists()
            rules.check_access("write")
            self._do(rules)
            self.env.flush_all()

    def _fail(
        self, failures: dict[int, str], rule_ids: list[int], error: Exception
    ) -> None:
        if is_passing(error):
            raise error
        _logger.info(
            "Just in Time: rules %s stay as they are", rule_ids, exc_info=error
        )
        failures.update(dict.fromkeys(rule_ids, str(error)))

    def _do(self, rules: models.Model) -> None:
        """What was said yes to, with the rights these rules come with; those done by
        others are left."""
        raise NotImplementedError

    def _note_failed(self, failures: dict[int, str]) -> None:
        """Name them, by their ids, with what is in the way."""
        raise NotImplementedError

    # -- going on ----------------------------------------------------------------

    @api.model
    def _cron_go_on(self) -> None:
        """The rest of all pages, batch by batch."""
        cron, run = self.env["ir.cron"], self.env["jit.transaction"]._run
        # ends the snapshot: each batch has a transaction of its own
        cron._commit_progress()
        for name in _PAGES:
            waits: set[int] = set()
            while page_id := run(
                None, lambda env, at=(name, waits): env[at[0]]._next_page(at[1])
            ):
                try:
                    run(None, lambda env, at=(name, page_id): env[at[0]]._go_on(at[1]))
                except Exception:
                    # passing, as all else is noted of its rule; it keeps no other
                    # page waiting
                    _logger.exception("Just in Time: %s %s waits", name, page_id)
                    waits.add(page_id)
                if not cron._commit_progress(1):
                    self._wake()
                    return
            if waits:
                self._wake(in_seconds=_AGAIN_SECONDS)

    @api.model
    def _next_page(self, waits: Collection[int] = ()) -> int:
        running = [("state", "=", "running"), ("id", "not in", list(waits))]
        return self.search(running, order="id", limit=1).id

    @api.model
    def _go_on(self, page_id: int) -> None:
        """One batch, as who asked for it; nothing if it was deleted meanwhile."""
        self.browse(page_id)._lock_page()
        page = self.browse(page_id).exists()
        if not page or page.state != "running":
            return
        user = page.create_uid
        if not (user.active or user.id == SUPERUSER_ID):
            page._refuse_rest(
                self.env._("Who said yes does not work here any more. Ask again.")
            )
            return
        context = {"lang": user.lang, "allowed_company_ids": user.company_ids.ids}
        # not in the engine's name: it is this person's yes. Only how far it is may be
        # noted, whatever became of their rights
        env = self.env(user=user, context=context, su=True)
        env[self._name].browse(page_id)._do_batch()

    def _refuse_rest(self, why: str) -> None:
        """Name what waits with the reason, and end."""
        waiting = (self.queue or [])[self.position :]
        self._note_failed(dict.fromkeys(waiting, why))
        self._end()

    @api.model
    def _keep_at_work(self) -> None:
        """Before Odoo drops old pages: those at work stay, however long they wait."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = now() AT TIME ZONE 'UTC' "
                "WHERE state = 'running'",
                SQL.identifier(self._table),
            )
        )

    # -- telling -----------------------------------------------------------------

    @api.model
    def _under_way(self) -> tuple[int, int]:
        """Of the companies at hand: rules that are through, and all, whoever asked."""
        # pages are one's own; how far they are concerns whoever sees the rules
        pages = self.sudo().search([("state", "=", "running")])
        here = pages.filtered(
            lambda page: page._concerned_companies() & self.env.companies
        )
        return sum(here.mapped("position")), sum(here.mapped("queued"))

    def _concerned_companies(self) -> models.Model:
        raise NotImplementedError

    def _say_under_way(self) -> str:
        return self.env._(
            "%(done)s of %(all)s rules are through. The others follow by themselves, "
            "also if you leave this page.",
            done=self.position,
            all=self.queued,
        )
