import logging

from odoo import api, models

from ..faults import is_passing
from ..queries.draft_lines import OrderKey
from .jit_run import RunReport

_logger = logging.getLogger(__name__)


class JitReplenisher(models.AbstractModel):
    """Where a class approves its usual lines by itself: after a draft was written and
    committed, in a transaction of its own. What fails there stays a draft line."""

    _inherit = "jit.replenisher"

    @api.model
    def _write_draft(
        self,
        company_id: int,
        key: OrderKey | None,
        rule_ids: list[int],
        on_failure,
        report: RunReport,
    ) -> None:
        super()._write_draft(company_id, key, rule_ids, on_failure, report)
        if not key:
            return
        try:
            self.env["jit.transaction"]._run(
                company_id, lambda env: env["jit.approval"]._approve_by_class(key)
            )
        except Exception as error:
            if not is_passing(error):
                _logger.warning(
                    "Just in Time: usual lines wait for a person", exc_info=error
                )
