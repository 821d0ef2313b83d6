from collections.abc import Iterable
from datetime import time

from odoo import api, fields, models
from odoo.tools import SQL

from .jit_wish import Wish


class JitDraftOrder(models.AbstractModel):
    """Lines of a draft, all of them at once: ten or a thousand in as many queries."""

    _inherit = "jit.draft.order"

    @api.model
    def _prepare_new_lines(
        self, order: models.Model, wishes: dict[int, Wish]
    ) -> list[dict]:
        """Values of the lines to create, in the order of ``wishes`` by rule id."""
        names = self._line_names(order, wishes.values())
        new = {"order_id": order.id, "jit_owned": True}
        defaults = self.env["account.analytic.distribution.model"]
        if not defaults.search_count([], limit=1):
            # without any to choose from, core would look for one line by line
            new["analytic_distribution"] = False
        return [
            self._prepare_line_vals(order, wish)
            | new
            | {"orderpoint_id": rule_id, "name": names[wish.verdict.rule.product_id]}
            for rule_id, wish in wishes.items()
        ]

    @api.model
    def _update_lines(
        self, kept: dict[int, int], wanted: dict[int, Wish]
    ) -> tuple[dict[int, models.Model], int]:
        """Make kept lines of one draft, ids by rule, say what is wanted now.

        :returns: the lines by rule, and how many of them changed
        """
        if not kept:
            return {}, 0
        lines = self.env["purchase.order.line"].browse(kept.values())
        order = lines.order_id
        names = self._line_names(order, [wanted[rule_id] for rule_id in kept])
        changed = 0
        for rule_id, line in zip(kept, lines, strict=True):
            vals = self._prepare_line_vals(order, wanted[rule_id])
            vals["name"] = names[wanted[rule_id].verdict.rule.product_id]
            changed += self._update_line(line, vals)
        return dict(zip(kept, lines, strict=True)), changed

    @api.model
    def _line_names(
        self, order: models.Model, wishes: Iterable[Wish]
    ) -> dict[int, str]:
        """Descriptions by product id, as core writes them for this order's vendor.

        What the values of each line need besides is read here too, for all at once.
        """
        product_ids = dict.fromkeys(wish.verdict.rule.product_id for wish in wishes)
        products = self.env["product.product"].browse(product_ids)
        products.mapped("supplier_taxes_id")
        named = self._as_vendor_knows(order, products)
        named.mapped("display_name")
        # core asks a line to name its product, but nothing about the line
        line = self.env["purchase.order.line"].new({})
        return {
            product.id: line._get_product_purchase_description(product)
            for product in named
        }

    @api.model
    def _prepare_line_vals(self, order: models.Model, wish: Wish) -> dict:
        """Complete values, with the name: whatever is left out core fetches one by
        one, or resets from the price list."""
        rule = wish.verdict.rule
        product = self.env["product.product"].browse(rule.product_id)
        company = order.company_id
        supplier_taxes = product.supplier_taxes_id._filter_taxes_by_company(company)
        taxes = order.fiscal_position_id.map_tax(supplier_taxes)
        price = self.env["account.tax"]._fix_tax_included_price_company(
            wish.price_unit, supplier_taxes, taxes, company
        )
        return {
            "product_id": product.id,
            "product_qty": wish.purchase_quantity,
            "product_uom_id": wish.purchase_uom_id,
            "price_unit": price,
            "technical_price_unit": price,
            "discount": wish.discount,
            # midday of the company, as core plans receipts: the same day everywhere
            "date_planned": company._jit_moment(wish.planned_on, time(12)),
            "jit_order_by": wish.order_by,
            "tax_ids": [fields.Command.set(taxes.ids)],
            "location_final_id": rule.location_id,
        }

    @api.model
    def _as_vendor_knows(
        self, order: models.Model, products: models.Model
    ) -> models.Model:
        """Named by the vendor's SKU and name, in its language."""
        return products.with_context(
            lang=order.partner_id.lang or self.env.lang,
            partner_id=order.partner_id.id,
            company_id=order.company_id.id,
        )

    @api.model
    def _update_line(self, line: models.Model, vals: dict) -> bool:
        """Make the line what is wished; whether anything of it changed."""
        same = line.tax_ids.ids == vals["tax_ids"][0][2]
        changed = not same or any(
            line._fields[name].convert_to_write(line[name], line) != value
            for name, value in vals.items()
            if name != "tax_ids"
        )
        if changed:
            # quantity alone would make core reset price, date and name
            line.write(vals)
        return changed

    @api.model
    def _link_decisions(self, decision_ids: dict[int, int]) -> None:
        """Set the reason of lines, by line id: nothing stored hangs on it."""
        if not decision_ids:
            return
        lines = self.env["purchase.order.line"].browse(decision_ids)
        lines.flush_recordset(["jit_decision_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE purchase_order_line SET jit_decision_id = latest.decision_id
                  FROM unnest(%s, %s) AS latest(line_id, decision_id)
                 WHERE purchase_order_line.id = latest.line_id
                """,
                list(decision_ids),
                list(decision_ids.values()),
            )
        )
        lines.invalidate_recordset(["jit_decision_id", "jit_reason"], flush=False)
