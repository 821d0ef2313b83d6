import random
import time
from collections.abc import Callable
from typing import TypeVar

from odoo import SUPERUSER_ID, api, models

from ..faults import is_worth_another_try
from ..marks import ENGINE

Answer = TypeVar("Answer")

_MAX_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.05
# somebody who keeps a draft locked for longer delays that draft, and no other
_LOCK_TIMEOUT = "5s"
# To compile its queries would take PostgreSQL longer than to run them.
_SETTINGS = "SET LOCAL lock_timeout = %s; SET LOCAL jit = off"


class JitTransaction(models.AbstractModel):
    """The engine's own transactions: one piece of work each, as superuser.

    What is written on a cursor of its own is committed or lost alone; a scheduled
    action gets no second try from Odoo, so this gives it.
    """

    _name = "jit.transaction"
    _description = "Just in Time: Transaction"

    @api.model
    def _run(
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
                    cr.execute(_SETTINGS, [_LOCK_TIMEOUT])
                    answer = work(api.Environment(cr, SUPERUSER_ID, context))
                    cr.flush()
                return answer
            except Exception as error:
                if attempt == _MAX_TRIES or not is_worth_another_try(error):
                    raise
                pause = _FIRST_PAUSE_SECONDS * 2**attempt * random.random()
                time.sleep(pause)
