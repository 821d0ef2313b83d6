from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ..policy.usual import has_moved
from ..queries.waiting_lines import claim_orders


class JitConfirm(models.TransientModel):
    """Ask once more before a draft is confirmed whose need is not what it says.

    What was asked about is kept: an answer is taken for nothing else.
    """

    _name = "jit.confirm"
    _description = "Confirm although the Need Has Moved"

    order_id = fields.Many2one(
        "purchase.order", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.Many2many("purchase.order.line", string="Lines", readonly=True)
    asked = fields.Json(readonly=True)
    said = fields.Text(string="What Has Moved", compute="_compute_said")
    changed = fields.Text(string="Changed Meanwhile", readonly=True)

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """Asked about is what there is now, whatever a client says."""
        wizards = super().create(vals_list)
        # whoever may confirm the order may know the need; not all stock
        wishes = wizards.line_ids.orderpoint_id.sudo()._jit_wishes()
        for wizard in wizards:
            wizard.asked = wizard._standing(wizard.line_ids, wishes)
        return wizards

    @api.model
    def _ask(
        self, order: models.Model, stale: models.Model, wishes: dict, changed: str
    ) -> "JitConfirm":
        """The question about these lines, whose needs were just read."""
        # asked about is what was just read, and not once more
        wizard = super().create(  # pylint: disable=super-method-mismatch
            {"order_id": order.id, "line_ids": stale.ids, "changed": changed}
        )
        wizard.asked = wizard._standing(stale, wishes)
        return wizard

    @api.depends("asked", "line_ids")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            asked = wizard._asked_lines()
            wizard.said = "\n".join(
                self.env._(
                    "%(product)s: %(quantity)s on the draft, %(need)s needed now.",
                    product=line.product_id.display_name,
                    quantity=line._jit_in_its_unit(asked[line.id]["quantity"]),
                    need=line._jit_in_its_unit(asked[line.id]["need"]),
                )
                for line in wizard.line_ids.exists()
                if "need" in asked.get(line.id, ())
            )

    def _standing(self, stale: models.Model, wishes: dict) -> dict:
        """What the order says now; the needs of these lines, in the product's unit."""
        lines = self.order_id.order_line.filtered(lambda line: not line.display_type)
        standing = {
            line.id: {
                "product_id": line.product_id.id,
                "name": line.product_id.display_name,
                "quantity": line.product_uom_qty,
                "price": line.price_unit,
                "discount": line.discount,
                "planned": fields.Datetime.to_string(line.date_planned),
            }
            for line in lines
        }
        for line in stale & lines:
            wish = wishes.get(line.orderpoint_id.id)
            if wish:
                standing[line.id]["need"] = line._jit_need_now(wish)
        return {
            "vendor_id": self.order_id.partner_id.id,
            "currency_id": self.order_id.currency_id.id,
            "lines": standing,
        }

    def _asked_lines(self) -> dict[int, dict]:
        # what JSON makes of numbers that are keys
        lines = (self.asked or {}).get("lines", {})
        return {int(line_id): line for line_id, line in lines.items()}

    def action_confirm(self) -> dict | bool:
        """As the page's own button does it, if the order is what was asked about.

        :raises UserError: somebody was faster
        """
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        claim_orders(self.env, order.ids)
        if order.state not in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "%(answered)s. Nothing was done.",
                    answered=order._jit_answered_sentence(),
                )
            )
        waiting, asked_before = order._jit_waiting_lines(), self.line_ids.exists()
        wishes = (waiting | asked_before).orderpoint_id.sudo()._jit_wishes()
        stale = self.env["jit.approval"]._stale(waiting, wishes)
        changes = self._changes(self._standing(stale | asked_before, wishes))
        if changes or stale - asked_before:
            return order._jit_ask_to_confirm(stale, wishes, "\n".join(changes))
        return order.button_confirm()

    def _changes(self, standing: dict) -> list[str]:
        """What is no longer as it was when it was asked about, by line."""
        before, now = self._asked_lines(), standing["lines"]
        said = []
        if (self.asked or {}).get("vendor_id") != standing["vendor_id"]:
            vendor = self.order_id.partner_id.display_name
            said.append(self.env._("The vendor is %(vendor)s now.", vendor=vendor))
        if (self.asked or {}).get("currency_id") != standing["currency_id"]:
            currency = self.order_id.currency_id.name
            said.append(
                self.env._("The currency is %(currency)s now.", currency=currency)
            )
        for line in self.order_id.order_line:
            if line.id in now:
                then = before.get(line.id)
                sentence = self._say_change(line, then, now[line.id])
                said += [sentence] if sentence else []
        said += [
            self.env._("%(product)s was taken off.", product=line["name"])
            for line_id, line in before.items()
            if line_id not in now
        ]
        return said

    def _say_change(
        self, line: models.Model, then: dict | None, now: dict
    ) -> str | bool:
        parts = {
            "product": now["name"],
            "quantity": line._jit_in_its_unit(now["quantity"]),
        }
        if not then or then["product_id"] != now["product_id"]:
            return self.env._("%(product)s, %(quantity)s, was added.", **parts)
        unit = line.product_id.uom_id
        if unit.compare(then["quantity"], now["quantity"]):
            return self.env._(
                "%(product)s: %(quantity)s, it was %(before)s.",
                before=line._jit_in_its_unit(then["quantity"]),
                **parts,
            )
        digits = self.env["decimal.precision"].precision_get("Product Price")
        if float_compare(then["price"], now["price"], digits):
            return self.env._("%(product)s has another price.", **parts)
        digits = self.env["decimal.precision"].precision_get("Discount")
        if float_compare(then["discount"], now["discount"], digits):
            return self.env._("%(product)s has another discount.", **parts)
        if then["planned"] != now["planned"]:
            return self.env._("%(product)s is planned for another day.", **parts)
        need = now.get("need")
        if need is not None and has_moved(
            then.get("need", need), need, step=unit.rounding
        ):
            return self.env._(
                "%(product)s: %(need)s needed now, it was %(before)s.",
                product=now["name"],
                need=line._jit_in_its_unit(need),
                before=line._jit_in_its_unit(then["need"]),
            )
        return False
