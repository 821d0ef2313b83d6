from odoo import api, fields, models
from odoo.tools import float_compare, format_datetime


class JitDecision(models.Model):
    """What a person has changed on the line since its reason was frozen."""

    _inherit = "jit.decision"

    changed = fields.Char(
        string="Changed Since", compute="_compute_changed", compute_sudo=True
    )

    @api.depends(
        "purchase_line_id.jit_decision_id",
        "purchase_line_id.jit_owned",
        "purchase_line_id.jit_changed_at",
        "purchase_line_id.product_qty",
        "purchase_line_id.product_uom_id",
        "purchase_line_id.price_unit",
        "purchase_line_id.date_planned",
        "purchase_line_id.partner_id",
    )
    @api.depends_context("lang", "tz", "uid")
    def _compute_changed(self) -> None:
        for decision in self:
            line = decision.purchase_line_id
            theirs = line.jit_decision_id == decision and not line.jit_owned
            decision.changed = theirs and decision._changed_sentence(line)

    def _changed_sentence(self, line: models.Model) -> str | bool:
        if not line.jit_changed_at:
            return False
        parts = {
            "person": line.jit_changed_by_id.name or self.env._("Somebody"),
            "moment": format_datetime(self.env, line.jit_changed_at, dt_format="short"),
        }
        changes = self._changes(line)
        if not changes:
            return self.env._("%(person)s changed this line on %(moment)s.", **parts)
        return self.env._(
            "%(person)s changed this line on %(moment)s: %(changes)s.",
            changes=", ".join(changes),
            **parts,
        )

    def _changes(self, line: models.Model) -> list[str]:
        """Figures that are no longer those of the reason."""
        writer = self.env["jit.reason"]
        changes = []
        # the names alone, to whoever may read the line
        then, now = self.sudo().vendor_id, line.sudo().partner_id
        if then and then.commercial_partner_id != now.commercial_partner_id:
            changes.append(
                self.env._(
                    "vendor %(then)s to %(now)s",
                    then=then.display_name,
                    now=now.display_name,
                )
            )
        unit, unit_then = line.product_uom_id, self.purchase_uom_id
        if unit != unit_then or unit.compare(line.product_qty, self.purchase_quantity):
            quantity_then = writer._number(self.purchase_quantity, unit_then)
            changes.append(
                self.env._(
                    "from %(then)s to %(now)s",
                    then=f"{quantity_then} {unit_then.name}",
                    now=f"{writer._number(line.product_qty, unit)} {unit.name}",
                )
            )
        digits = self.env["decimal.precision"].precision_get("Product Price")
        if float_compare(line.price_unit, self.price_unit, digits):
            changes.append(self.env._("another price"))
        day = line.date_planned and line.company_id._jit_day(line.date_planned)
        if day and self.planned_on and day != self.planned_on:
            changes.append(
                self.env._(
                    "arrival %(then)s to %(now)s",
                    then=writer._day(fields.Date.to_string(self.planned_on)),
                    now=writer._day(day.isoformat()),
                )
            )
        return changes
