from odoo import api, models
from odoo.tools import formatLang

from ..queries.stock_audit_sums import AuditSums, read_audit_sums


class JitStockAudit(models.Model):
    """The line above the stock: when it was counted, what it comes to."""

    _inherit = "jit.stock.audit"

    @api.model
    @api.readonly
    def read_parts(self) -> dict:
        """Texts for the companies at hand, and whether a count is due.

        Empty for who has no access to Just in Time.
        """
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            return {"parts": [], "pending": False}
        companies = self.env.companies
        checks = self.env["jit.check"].search([("company_id", "in", companies.ids)])
        pending = any(check._is_pending() for check in checks)
        parts = [self._counting() if pending else self._counted(checks)]
        parts += [check._failed_part() for check in checks if check.failed_at]
        done = checks.filtered("checked_at").company_id
        found = read_audit_sums(self.env, done.ids)
        for company in done:
            sums = found.get(company.id, AuditSums())
            parts += self._say_sums(company, sums, named=len(done) > 1)
        return {"parts": parts, "pending": pending}

    @api.model
    def _counting(self) -> dict:
        return self.env["jit.health"]._part(self.env._("Counting now..."), "info")

    @api.model
    def _counted(self, checks: models.Model) -> dict:
        health = self.env["jit.health"]
        done = checks.filtered("checked_at")
        if not done:
            return health._part(
                self.env._("Nothing was counted yet: choose Check Now."), "warning"
            )
        when = health._moment(min(done.mapped("checked_at")))
        return health._part(self.env._("Counted %(when)s", when=when))

    @api.model
    def _say_sums(
        self, company: models.Model, sums: AuditSums, *, named: bool
    ) -> list[dict]:
        """:param named: whether the company is, as there are several"""
        said, part = self._texts(company, sums), self.env["jit.health"]._part
        if named:
            said["stock"] = self.env._(
                "%(company)s: %(said)s", company=company.name, said=said["stock"]
            )
        parts = [part(said["stock"])]
        if sums.supply_days is not None and sums.products:
            parts.append(part(said["lasts"]))
        parts.append(part(said["excess"]))
        parts.append(part(said["dead"], "danger" if sums.dead_products else "muted"))
        parts.append(part(said["cost"]) | self._where_the_rate_is_set())
        return parts

    @api.model
    def _texts(self, company: models.Model, sums: AuditSums) -> dict[str, str]:
        def money(value: float) -> str:
            currency = company.currency_id
            return formatLang(
                self.env, value, currency_obj=currency, rounding_unit="units"
            )

        days = formatLang(self.env, sums.supply_days or 0.0, digits=0)
        rate = f"{100 * company.jit_holding_rate:.4g}"
        return {
            "stock": self.env._(
                "%(products)s products in stock, %(value)s",
                products=sums.products,
                value=money(sums.stock_value),
            ),
            "lasts": self.env._("lasts %(days)s days as it sells", days=days),
            "excess": self.env._("%(value)s in excess", value=money(sums.excess_value)),
            "dead": self.env._(
                "%(products)s products dead, %(value)s",
                products=sums.dead_products,
                value=money(sums.dead_value),
            ),
            "cost": self.env._(
                "keeping it costs %(cost)s a year, at %(rate)s %%",
                cost=money(sums.carrying_cost),
                rate=rate,
            ),
        }

    @api.model
    def _where_the_rate_is_set(self) -> dict:
        """Leads there who may set it, and tells the others."""
        tip = self.env._(
            "The rate is set under Settings > Purchase > Just in Time: Lots, Stock a "
            "year."
        )
        if not self.env.user.has_group("base.group_system"):
            return {"tip": tip}
        return {"tip": tip, "action": "purchase.action_purchase_configuration"}
