import logging

from odoo import api, models

from ..faults import bisect, is_passing
from ..queries.unread_products import next_unread

_logger = logging.getLogger(__name__)

# what is read at once: neither memory nor what an interruption costs grows beyond it
_PRODUCTS_AT_ONCE, _MOVES_AT_ONCE = 20_000, 1_000_000


class JitLearner(models.AbstractModel):
    """Reads what moved, learns each rule from it, and keeps what it learned.

    Each step is a transaction of its own that also keeps how far it came: whatever
    interrupts it, the next run goes on from there.
    """

    _name = "jit.learner"
    _description = "Just in Time: Learner"

    @api.model
    def _cron_learn(self) -> None:
        """Nightly, and when a request woke it."""
        self._take_in()

    @api.model
    def _take_in(self) -> bool:
        """Read the moves of all products whose moves changed.

        :returns: whether all was read in the time there is
        """
        run = self.env["jit.transaction"]._run
        run(None, lambda env: env["jit.demand.unread"]._note_changed())
        self.env["ir.cron"]._commit_progress()
        while batch := next_unread(self.env, _PRODUCTS_AT_ONCE, _MOVES_AT_ONCE):
            self._read_anew(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                return False
        return True

    @api.model
    def _read_anew(self, product_ids: list[int]) -> None:
        """A product whose moves cannot be read costs itself only."""
        run = self.env["jit.transaction"]._run

        def read(ids: list[int]) -> None:
            run(None, lambda env: env["jit.demand.unread"]._read_anew(ids))

        def fail(ids: list[int], error: Exception) -> None:
            if is_passing(error):
                raise error
            _logger.warning(
                "Just in Time: moves of products %s could not be read",
                ids,
                exc_info=error,
            )
            run(None, lambda env: env["jit.demand.unread"]._forget(ids))

        bisect(product_ids, read, fail, strikes_all=is_passing)
