from odoo import api, fields, models
from odoo.tools import SQL


class JitHeartbeat(models.Model):
    """When the engine last looked, one row per company, updated in place.

    Written in transactions of its own: a row two actions update would make the later
    one fail, and with it all it did.
    """

    _name = "jit.heartbeat"
    _description = "Last Check"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    swept_at = fields.Datetime(string="Checked")
    rules = fields.Integer()
    seconds = fields.Float(help="How long looking at all rules took.")
    replenished_at = fields.Datetime(string="Drafts Brought up to Date")
    deferred = fields.Integer(
        help="Products that the last run had to leave for the next: somebody kept "
        "their draft locked, or the database could not do the work."
    )

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _swept(self, seconds: float) -> None:
        """All rules were looked at, which took so long."""
        now = fields.Datetime.now()
        self.env["jit.transaction"]._run(
            None,
            lambda env: env.cr.execute(
                SQL(
                    """
                    INSERT INTO jit_heartbeat (company_id, swept_at, rules, seconds)
                    SELECT company.id, %s, COALESCE(served.count, 0), %s
                      FROM res_company company
                 LEFT JOIN (SELECT company_id, COUNT(*) AS count
                              FROM stock_warehouse_orderpoint
                             WHERE active AND trigger = 'jit'
                             GROUP BY company_id) served
                        ON served.company_id = company.id
                     WHERE served.count > 0
                        OR EXISTS (SELECT FROM jit_heartbeat known
                                    WHERE known.company_id = company.id)
                    ON CONFLICT (company_id) DO UPDATE SET
                           swept_at = EXCLUDED.swept_at,
                           rules = EXCLUDED.rules,
                           seconds = EXCLUDED.seconds
                    """,
                    now,
                    seconds,
                ),
                log_exceptions=False,
            ),
        )

    @api.model
    def _replenished(self, deferred: dict[int, int]) -> None:
        """Whatever was asked for until now has been served.

        :param deferred: by company, how many products were not
        """
        now = fields.Datetime.now()
        companies, counts = list(deferred), list(deferred.values())
        self.env["jit.transaction"]._run(
            None,
            lambda env: env.cr.execute(
                SQL(
                    """
                    UPDATE jit_heartbeat SET replenished_at = %s, deferred = COALESCE(
                           (SELECT count
                              FROM unnest(%s::int[], %s::int[]) AS left_over(id, count)
                             WHERE left_over.id = company_id), 0)
                    """,
                    now,
                    companies,
                    counts,
                ),
                log_exceptions=False,
            ),
        )
