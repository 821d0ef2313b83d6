from odoo import api, models


class JitCheck(models.Model):
    """One line above faults and stock: when all was last checked, what came of it."""

    _inherit = "jit.check"

    @api.model
    def _say_at_work(self) -> str:
        return self.env._("Checking now...")

    @api.model
    def _say_never(self) -> str:
        return self.env._("Nothing was checked yet: choose Check Now.")

    def _say_done(self) -> str:
        text = self.env._(
            "Checked %(when)s: %(count)s faults",
            when=self._when(),
            count=sum(self.mapped("findings")),
        )
        if missing := self.env.companies - self.company_id:
            text = self.env._(
                "%(checked)s; never checked: %(companies)s",
                checked=text,
                companies=", ".join(missing.mapped("name")),
            )
        return text

    def _say_failed(self, when: str) -> str:
        return self.env._(
            "%(company)s could not be checked at %(when)s",
            company=self.company_id.name,
            when=when,
        )
