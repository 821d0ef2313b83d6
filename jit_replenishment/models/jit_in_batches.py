import logging
from functools import partial

from odoo import api, fields, models
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
    def _wake(self) -> None:
        # who may ask need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_batches").sudo()._trigger()

    # -- doing it ----------------------------------------------------------------

    def _do_batch(self) -> None:
        ids = self.queue[self.position : self.position + _AT_ONCE]
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
        if self.position >= self.queued:
            self.write({"state": "done", "queue": False})

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
            while page_id := run(None, lambda env, name=name: env[name]._next_page()):
                try:
                    run(None, lambda env, at=(name, page_id): env[at[0]]._go_on(at[1]))
                except Exception:
                    # passing, as all else is noted of its rule: in a minute once more
                    _logger.exception("Just in Time: %s %s waits", name, page_id)
                    self._wake()
                    return
                if not cron._commit_progress(1):
                    self._wake()
                    return

    @api.model
    def _next_page(self) -> int:
        return self.search([("state", "=", "running")], order="id", limit=1).id

    @api.model
    def _go_on(self, page_id: int) -> None:
        """One batch, as who asked for it; nothing if it was deleted meanwhile."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET position = position WHERE id = %s",
                SQL.identifier(self._table),
                page_id,
            ),
            log_exceptions=False,
        )
        page = self.browse(page_id).exists()
        if not page or page.state != "running":
            return
        user = page.create_uid
        context = {"lang": user.lang, "allowed_company_ids": user.company_ids.ids}
        # not in the engine's name: it is this person's yes. Only how far it is may be
        # noted, whatever became of their rights
        env = self.env(user=user, context=context, su=True)
        env[self._name].browse(page_id)._do_batch()

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
