from odoo import api, models
from odoo.exceptions import UserError

_SAID_BY = ("jit.pause", "jit.rejection")


class ResUsers(models.Model):
    """People whose word keeps something from being ordered."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_jit_author(self) -> None:
        """Rules and lists say who paused and who refused: that stays answerable."""
        mine = [("user_id", "in", self.ids)]
        # an administrator of users need not have access to Just in Time
        said = (self.env[name].sudo().search(mine) for name in _SAID_BY)
        authors = self.browse().union(*(records.user_id for records in said))
        if authors:
            raise UserError(
                self.env._(
                    "Pauses and rejections of Just in Time say that they are by "
                    "%(names)s. Archive instead of deleting: archived users can no "
                    "longer log in, and what they did stays readable.",
                    names=", ".join(authors.mapped("name")),
                )
            )
