from odoo import api, models
from odoo.exceptions import UserError

_SAID_BY = ("jit.pause", "jit.rejection", "jit.rule.change")


class ResUsers(models.Model):
    """People whose word keeps something from being ordered, or changes how much."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_jit_author(self) -> None:
        """Rules and lists say who paused, who refused and who set the figures: that
        stays answerable."""
        mine = [("user_id", "in", self.ids)]
        # an administrator of users need not have access to Just in Time
        said = (self.env[name].sudo().search(mine) for name in _SAID_BY)
        authors = self.browse().union(*(records.user_id for records in said))
        if authors:
            raise UserError(
                self.env._(
                    "Pauses, rejections and changed figures of Just in Time say that "
                    "they are by %(names)s. Archive instead of deleting: archived "
                    "users can no longer log in, and what they did stays readable.",
                    names=", ".join(authors.mapped("name")),
                )
            )
