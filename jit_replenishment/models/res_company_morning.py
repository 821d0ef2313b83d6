from collections.abc import Iterable

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_USER = "jit_replenishment.group_jit_user"


class ResCompany(models.Model):
    _inherit = "res.company"

    jit_digest_hour = fields.Float(
        string="Morning Mail at",
        default=7.0,
        help="On working days each buyer then gets a mail about what waits for them, "
        "by the company's clock. Each person can turn it off in their preferences.",
        groups="base.group_user",
    )

    @api.constrains("jit_digest_hour")
    def _check_jit_digest_hour(self) -> None:
        for company in self:
            if not 0 <= company.jit_digest_hour < 24:
                raise ValidationError(
                    self.env._(
                        "The morning mail can be sent between 0:00 and 23:59. Enter "
                        "a time of day, such as 7:00."
                    )
                )

    def _jit_morning_has_come(self) -> bool:
        """It is a workday, and late enough on it."""
        self.ensure_one()
        now = fields.Datetime.context_timestamp(
            self.with_context(tz=self._jit_timezone().zone), fields.Datetime.now()
        )
        hour = now.hour + now.minute / 60
        return hour >= self.jit_digest_hour and self._jit_is_workday(now.date())

    def _jit_first_user(self, people: Iterable[models.Model]) -> models.Model:
        """The first of these who uses Just in Time in this company."""
        return next(
            (
                user
                for user in people
                if user
                and user.active
                and self in user.company_ids
                and user.has_group(_USER)
            ),
            self.env["res.users"],
        )
