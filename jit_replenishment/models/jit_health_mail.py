from datetime import timedelta

from odoo import api, fields, models

from .jit_digest import NO_EMAIL

# long enough for Monday to tell of the weekend
_LATELY = timedelta(days=3)
_MANAGER = "jit_replenishment.group_jit_manager"


def _still_waits(person: models.Model) -> bool:
    """Whether somebody would have the morning mail, if only it could be written."""
    return person.active and person.jit_digest and not person.email


class JitHealth(models.AbstractModel):
    """Whom no morning mail could be written to: for managers to know."""

    _inherit = "jit.health"

    @api.model
    @api.readonly
    def read_parts(self) -> list[dict]:
        parts = super().read_parts()
        if not self.env.user.has_group(_MANAGER):
            return parts
        failed = self.env["jit.digest"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("day", ">=", fields.Date.context_today(self) - _LATELY),
                ("failure", "!=", False),
            ]
        )
        unknown = failed.filtered(lambda each: each.failure == NO_EMAIL)
        if unknown := unknown.filtered(lambda each: _still_waits(each.sudo().user_id)):
            text = self.env._(
                "No e-mail address, so no morning mail: %(names)s",
                names=self._people(unknown),
            )
            part = self._part(text, "warning")
            tip = self.env._(
                "An administrator enters it under Users; under Preferences each person "
                "can, or turns the mail off."
            )
            parts.append(part | {"tip": tip})
        failed = failed.filtered(lambda each: each.failure != NO_EMAIL)
        if failed:
            text = self.env._(
                "Morning mail not sent to %(names)s", names=self._people(failed)
            )
            part = self._part(text, "warning")
            parts.append(part | {"tip": failed[0].failure})
        return parts

    @api.model
    def _people(self, mails: models.Model) -> str:
        # whom it is about a manager may know, wherever they work
        return ", ".join(mails.sudo().user_id.mapped("name"))
