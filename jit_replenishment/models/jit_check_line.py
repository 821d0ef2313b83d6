from odoo import api, models


class JitCheck(models.Model):
    """One line above faults and stock: when all was last checked, what came of it."""

    _inherit = "jit.check"

    @api.model
    @api.readonly
    def read_parts(self) -> dict:
        """Texts of the line for the companies at hand, and whether a check is due.

        Empty for who has no access to Just in Time.
        """
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            return {"parts": [], "pending": False}
        companies = self.env.companies
        checks = self.search([("company_id", "in", companies.ids)])
        pending = any(check._is_pending() for check in checks)
        parts = [self._checking() if pending else self._checked(checks, companies)]
        parts += [check._failed() for check in checks if check.failed_at]
        return {"parts": parts, "pending": pending}

    @api.model
    def _checking(self) -> dict:
        health = self.env["jit.health"]
        return health._part(self.env._("Checking now..."), "info")

    @api.model
    def _checked(self, checks: models.Model, companies: models.Model) -> dict:
        health = self.env["jit.health"]
        done = checks.filtered("checked_at")
        if not done:
            return health._part(
                self.env._("Nothing was checked yet: choose Check Now."), "warning"
            )
        figures = {
            "when": health._moment(min(done.mapped("checked_at"))),
            "count": sum(done.mapped("findings")),
        }
        text = self.env._("Checked %(when)s: %(count)s faults", **figures)
        if missing := companies - done.company_id:
            text = self.env._(
                "%(checked)s; never checked: %(companies)s",
                checked=text,
                companies=", ".join(missing.mapped("name")),
            )
        return health._part(text)

    def _failed(self) -> dict:
        self.ensure_one()
        health = self.env["jit.health"]
        part = health._part(
            self.env._(
                "%(company)s could not be checked at %(when)s",
                company=self.company_id.name,
                when=health._moment(self.failed_at),
            ),
            "danger",
        )
        return part | {"tip": self.failure}
