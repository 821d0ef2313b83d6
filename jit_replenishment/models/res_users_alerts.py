from odoo import fields, models

_OWN = ["jit_digest", "jit_alerts"]


class ResUsers(models.Model):
    """What each person wants to be told by mail; everybody answers for themselves."""

    _inherit = "res.users"

    jit_digest = fields.Boolean(
        string="Morning Mail of Just in Time",
        default=True,
        help="On working days, what waits for you: what runs out, drafts to approve, "
        "late orders, what is to fix. No mail when there is nothing.",
        groups="base.group_user",
    )
    jit_alerts = fields.Boolean(
        string="Tell Me at Once",
        default=True,
        help="A mail and a reminder when a product of a class that says so runs out "
        "before supply.",
        groups="base.group_user",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + _OWN

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + _OWN
