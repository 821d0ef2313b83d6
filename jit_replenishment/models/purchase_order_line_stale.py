from odoo import api, fields, models

from ..policy.usual import has_moved


class PurchaseOrderLine(models.Model):
    """Nothing is ordered that is not needed any more: whoever approves is shown the new
    need first, once."""

    _inherit = "purchase.order.line"

    jit_shown_need = fields.Float(
        string="Need Shown",
        digits="Product Unit",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="The need somebody was told when approving, in the product's unit.",
    )
    jit_shown_to_id = fields.Many2one(
        "res.users",
        string="Need Was Shown To",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
        help="Anybody else who approves the line is shown the need first.",
    )
    jit_shown_at = fields.Datetime(
        string="Need Was Shown",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )
    jit_note = fields.Text(
        string="Note", compute="_compute_jit_note", groups="base.group_user"
    )
    # what a page is coloured by; a vendor that reads its orders learns no figure
    jit_has_note = fields.Boolean(
        compute="_compute_jit_has_note", groups="base.group_user"
    )

    jit_judged = fields.Text(
        string="Usual?", compute="_compute_jit_judged", groups="base.group_user"
    )
    jit_said = fields.Text(
        string="Usual or Not", compute="_compute_jit_said", groups="base.group_user"
    )

    @api.depends("jit_note")
    def _compute_jit_has_note(self) -> None:
        for line in self:
            line.jit_has_note = bool(line.sudo().jit_note)

    @api.depends("jit_note", "jit_is_usual", "jit_unusual", "jit_terms_broken")
    @api.depends_context("lang")
    def _compute_jit_judged(self) -> None:
        """What has to be looked at first, else what is odd, else that nothing is."""
        for line in self:
            usual = line.jit_is_usual and line.env._("Usual")
            # what the vendor does not sell so is wrong whatever the need is now
            note = filter(None, (line.jit_note, line.jit_terms_broken))
            line.jit_judged = (
                line.jit_note and " ".join(note) or line.jit_unusual or usual
            )

    @api.depends("jit_judged", "jit_rest_said")
    def _compute_jit_said(self) -> None:
        """In one column: what was put off by asking for less, and how it is judged."""
        for line in self:
            said = filter(None, (line.jit_rest_said, line.jit_judged))
            line.jit_said = " ".join(said) or False

    @api.depends(
        "jit_shown_need",
        "jit_shown_at",
        "jit_needed_now",
        "jit_need_moved",
        "product_uom_qty",
        "state",
    )
    @api.depends_context("lang")
    def _compute_jit_note(self) -> None:
        for line in self:
            unit = line.product_id.uom_id
            line.jit_note = False
            if not line._jit_waits():
                continue
            shown = line.jit_shown_at and unit.compare(
                line.jit_shown_need, line.product_uom_qty
            )
            if shown:
                line.jit_note = line.env._(
                    "Look again: the need is now %(need)s. Approved once more, it is "
                    "ordered as it stands.",
                    need=line._jit_in_its_unit(line.jit_shown_need),
                )
            elif line.jit_need_moved:
                needed = line.product_uom_id._compute_quantity(
                    line.jit_needed_now, unit
                )
                line.jit_note = line.env._(
                    "Need is now %(need)s.", need=line._jit_in_its_unit(needed)
                )

    def _jit_in_its_unit(self, quantity: float) -> str:
        """A quantity of the product's unit as the line would say it, with the unit."""
        self.ensure_one()
        unit = self.product_uom_id
        number = self.env["jit.reason"]._number
        converted = self.product_id.uom_id._compute_quantity(
            quantity, unit, round=False
        )
        return f"{number(converted, unit)} {unit.name}"

    def _jit_need_now(self, wish) -> float:
        """What would be ordered today in place of this line, in the product's unit."""
        self.ensure_one()
        if self.jit_owned:
            return wish.ordered_quantity
        return self._jit_needed_instead(wish)

    def _jit_is_stale(self, need: float) -> bool:
        """Whether the need is neither what the line was made for nor what was shown."""
        self.ensure_one()
        unit = self.product_id.uom_id
        then = self.product_uom_qty if self.jit_owned else self._jit_needed_then()
        if not has_moved(then, need, step=unit.rounding):
            return False
        return self.jit_shown_to_id != self.env.user or has_moved(
            self.jit_shown_need, need, step=unit.rounding
        )
