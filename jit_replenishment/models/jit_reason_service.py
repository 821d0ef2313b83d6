from odoo import models
from odoo.tools.misc import formatLang


class JitReason(models.AbstractModel):
    """Says services, which differ where they are nearly whole."""

    _inherit = "jit.reason"

    def _percent(self, share: float) -> str:
        """Of a share: 97 rather than 97.00, and 99.5 as it is; no sign."""
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        point = lang.decimal_point or "."
        text = formatLang(self.env, 100 * share, digits=2)
        return text.rstrip("0").rstrip(point) if point in text else text
