import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class JitSheetExport(models.TransientModel):
    """Rules on their way out, as a workbook."""

    _name = "jit.sheet.export"
    _description = "Rules as a Sheet"

    name = fields.Char(required=True, readonly=True)
    content = fields.Binary(required=True, readonly=True)

    @api.model
    def _export(self, rules: models.Model) -> dict:
        """Have the browser fetch a workbook of these rules."""
        if not rules:
            raise UserError(
                self.env._(
                    "There is no rule to write on a sheet. Choose others, or make "
                    "rules first."
                )
            )
        today = fields.Date.context_today(self)
        sheet = self.create(
            {
                "name": self.env._("Rules %(day)s", day=today) + ".xlsx",
                "content": base64.b64encode(self.env["jit.sheet"]._book(rules)),
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{sheet.id}/content/"
            f"{sheet.name}?download=true",
            "target": "self",
        }
