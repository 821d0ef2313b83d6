import logging

from odoo import api, models

from .jit_run import RunReport

_logger = logging.getLogger(__name__)


class JitReplenisher(models.AbstractModel):
    """What a run did is told after it, for people to read."""

    _inherit = "jit.replenisher"

    @api.model
    def _tell(self, report: RunReport) -> None:
        """One company after the other; failing at that undoes nothing."""
        # ends the snapshot: what follows is written on cursors of its own
        self.env["ir.cron"]._commit_progress()
        try:
            for company_id in report.companies():
                self.env["jit.transaction"]._run(
                    company_id,
                    lambda env, company_id=company_id: env["jit.run"]._record(
                        company_id, report
                    ),
                )
            self.env["jit.transaction"]._run(
                None, lambda env: env["jit.run"]._close_settled()
            )
            self.env["jit.heartbeat"]._replenished(report.deferred)
            self.env["jit.run"]._ask_people()
        except Exception:
            _logger.exception("Just in Time: what the run did could not be told")

    @api.model
    def _count_failures(self, report: RunReport, rule_ids: list[int]) -> None:
        rules = self.env["stock.warehouse.orderpoint"].browse(rule_ids).exists()
        report.failed.update(rule.company_id.id for rule in rules)
