from odoo import api, models


class ProductTemplate(models.Model):
    """An answer changes what is suggested where a rule is missing."""

    _inherit = "product.template"

    @api.depends("jit_consequence_class_id", "categ_id.jit_effective_class_id")
    def _compute_jit_effective_class_id(self) -> None:
        result = super()._compute_jit_effective_class_id()
        self.env["jit.rule.suggestion"]._class_changed(self.filtered("id"))
        return result
