from odoo import api, models


class JitOnDemand(models.AbstractModel):
    """One line above what was worked out: when all was last, and what came of it.

    Models of it put the sentences.
    """

    _inherit = "jit.on.demand"

    @api.model
    @api.readonly
    def read_parts(self) -> dict:
        """Texts of the line for the companies at hand, and whether work is due.

        Empty for who has no access to Just in Time.
        """
        if not self._is_shown():
            return {"parts": [], "pending": False}
        states = self._states()
        pending = any(state._is_pending() for state in states)
        done = states.filtered(self._done_field)
        health = self.env["jit.health"]
        if pending:
            parts = [health._part(self._say_at_work(), "info")]
        elif not done:
            parts = [health._part(self._say_never(), "warning")]
        else:
            parts = [health._part(done._say_done())]
        parts += [state._failed_part() for state in states if state.failed_at]
        return {"parts": parts + done._more_parts(), "pending": pending}

    @api.model
    def open_parts(self) -> dict:
        """The same for somebody who opens the page: what is out of date is asked for
        first."""
        if self._is_shown():
            states = self._states()
            asked = states.filtered(lambda state: state._is_pending()).company_id
            if outdated := self._outdated(self.env.companies - asked):
                self._append(outdated)
        return self.read_parts()

    @api.model
    def _is_shown(self) -> bool:
        """Whether there is such a line for this user; the abstract model has none."""
        group = "jit_replenishment.group_jit_user"
        return not self._abstract and self.env.user.has_group(group)

    @api.model
    def _states(self) -> models.Model:
        return self.search([("company_id", "in", self.env.companies.ids)])

    @api.model
    def _outdated(self, companies: models.Model) -> models.Model:
        """Of these companies, those to be worked out anew once the page is opened."""
        return companies.browse()

    def _when(self) -> str:
        """Since when all of these are as they are shown."""
        moments = self.mapped(self._done_field)
        return self.env["jit.health"]._moment(min(moments))

    def _failed_part(self) -> dict:
        self.ensure_one()
        health = self.env["jit.health"]
        when = health._moment(self.failed_at)
        part = health._part(self._say_failed(when), "danger")
        return part | {"tip": self.failure}

    # -- sentences -----------------------------------------------------------------

    @api.model
    def _say_at_work(self) -> str:
        raise NotImplementedError

    @api.model
    def _say_never(self) -> str:
        raise NotImplementedError

    def _say_done(self) -> str:
        """Of those that came to an end."""
        raise NotImplementedError

    def _say_failed(self, when: str) -> str:
        raise NotImplementedError

    def _more_parts(self) -> list[dict]:
        """Further parts, of those that came to an end."""
        return []
