from odoo import api, fields, models
from odoo.tools import formatLang

from ..policy.usual import is_parted_from_minimum
from ..queries.waiting_lines import read_staying, read_vendor_terms

_NAMED = 5
# of each vendor
_GOODS = 8


class JitApprove(models.TransientModel):
    """What approving several lines means for each vendor, before it is done."""

    _name = "jit.approve"
    _description = "Approve"

    line_ids = fields.Many2many(
        "purchase.order.line", string="Lines", required=True, readonly=True
    )
    came = fields.Integer(
        string="New Lines",
        readonly=True,
        help="Usual lines that came since the page was read.",
    )
    total = fields.Char(string="In All", compute="_compute_said")
    said = fields.Text(string="To Be Ordered", compute="_compute_said")
    warnings = fields.Text(string="Mind", compute="_compute_said")
    unusual = fields.Text(string="Not Usual", compute="_compute_said")

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            # what was answered meanwhile is not ordered again
            lines = wizard.line_ids.exists().filtered(lambda line: line._jit_waits())
            drafts = lines.grouped("order_id")
            staying = read_staying(self.env, lines.ids)
            earlier = self.env["jit.approval"]._orders_of_today(lines.order_id)
            wizard.said = "\n".join(
                wizard._say_draft(draft, chosen, earlier.get(draft))
                for draft, chosen in drafts.items()
            )
            warnings = [
                sentence
                for draft, chosen in drafts.items()
                for sentence in wizard._warn(
                    draft,
                    sum((earlier.get(draft) or draft.browse()).mapped("amount_untaxed"))
                    + sum(chosen.mapped("price_subtotal")),
                    *staying.get(draft.id, (0, 0.0)),
                )
            ]
            warnings += wizard._warn_apart(lines, earlier)
            wizard.warnings = "\n".join(warnings) or False
            wizard.unusual = wizard._say_unusual(lines)
            wizard.total = wizard._say_total(lines)

    def _say_draft(
        self, draft: models.Model, chosen: models.Model, earlier: models.Model | None
    ) -> str:
        """Whom, how much money, and which goods."""
        said = self.env._(
            "%(vendor)s: %(lines)s, %(money)s.",
            vendor=draft.partner_id.display_name,
            lines=self._count_lines(len(chosen)),
            money=self._money(sum(chosen.mapped("price_subtotal")), draft),
        )
        if earlier:
            added = self.env._(
                "Added to %(order)s, which you approved today and nobody has sent.",
                order=earlier.name,
            )
            said = f"{said} {added}"
        return f"{said}\n    {self._say_goods(chosen)}"

    def _say_goods(self, lines: models.Model) -> str:
        number = self.env["jit.reason"]._number
        named = [
            f"{line.product_id.display_name} "
            f"({number(line.product_qty, line.product_uom_id)} "
            f"{line.product_uom_id.name})"
            for line in lines[:_GOODS]
        ]
        if len(lines) > _GOODS:
            named.append(self.env._("%(count)s more", count=len(lines) - _GOODS))
        return ", ".join(named)

    def _say_total(self, lines: models.Model) -> str:
        """Of all vendors together; each currency by itself."""
        sums = [
            formatLang(
                self.env, sum(some.mapped("price_subtotal")), currency_obj=currency
            )
            for currency, some in lines.grouped("currency_id").items()
        ]
        return self.env._(
            "%(lines)s, %(money)s before taxes",
            lines=self._count_lines(len(lines)),
            money=" + ".join(sums),
        )

    def _warn(
        self, draft: models.Model, ordered: float, count: int, amount: float
    ) -> list[str]:
        """Below the vendor's minimum, now or with what stays; two orders for one.

        :param ordered: the money of the order that the lines will be on
        """
        vendor = draft.partner_id.with_company(draft.company_id)
        least = vendor.jit_minimum_order_value
        parts = {
            "vendor": vendor.display_name,
            "least": self._money(least, draft),
            "order": draft.name,
        }
        said = []
        if draft.currency_id.compare_amounts(ordered, least) < 0:
            said.append(
                self.env._(
                    "%(vendor)s: %(missing)s are missing to the minimum order value of "
                    "%(least)s.",
                    missing=self._money(least - ordered, draft),
                    **parts,
                )
            )
        if not count:
            return said
        parts["stays"] = self.env._(
            "%(lines)s for %(money)s",
            lines=self._count_lines(count),
            money=self._money(amount, draft),
        )
        if draft.currency_id.compare_amounts(amount, least) < 0:
            said.append(
                self.env._(
                    "%(vendor)s: %(order)s keeps %(stays)s, below the minimum order "
                    "value of %(least)s.",
                    **parts,
                )
            )
        else:
            said.append(
                self.env._(
                    "%(vendor)s: %(order)s keeps %(stays)s. Approved today, before "
                    "this is sent, it goes on the same order.",
                    **parts,
                )
            )
        return said

    def _warn_apart(
        self, lines: models.Model, earlier: dict[models.Model, models.Model]
    ) -> list[str]:
        """What reaches its vendor's minimum only with lines that stay."""
        kept = read_vendor_terms(self.env, lines.ids)
        apart = read_vendor_terms(self.env, lines.ids, lines.ids)
        said = {}
        for line in lines.filtered(lambda line: line.id in apart):
            terms, draft, unit = apart[line.id], line.order_id, line.product_id.uom_id
            concerned = line.product_id
            if not terms.of_variant:
                concerned = concerned.product_tmpl_id
            # the other lines of the same goods share what it says
            if (draft, concerned) in said:
                continue
            quantity = line.product_uom_qty
            there = _ordered_before(earlier.get(draft) or draft.browse(), concerned)
            ordered = quantity + terms.others + there
            together = quantity + kept[line.id].others
            if is_parted_from_minimum(terms.minimum, together, ordered, unit.rounding):
                said[draft, concerned] = self._say_apart(
                    line, concerned, ordered, terms.minimum
                )
        return list(said.values())

    def _say_apart(
        self, line: models.Model, concerned: models.Model, ordered: float, least: float
    ) -> str:
        unit = line.product_id.uom_id
        number = self.env["jit.reason"]._number
        return self.env._(
            "%(vendor)s: %(ordered)s %(unit)s of %(product)s are ordered, below the "
            "vendor's minimum of %(least)s; what reaches it together stays on "
            "%(order)s.",
            vendor=line.partner_id.display_name,
            ordered=number(ordered, unit),
            unit=unit.name,
            product=concerned.display_name,
            least=number(least, unit),
            order=line.order_id.name,
        )

    def _say_unusual(self, lines: models.Model) -> str | bool:
        odd = lines.filtered(lambda line: not line.jit_is_usual or line.jit_has_note)
        said = [
            # a need that is none any more is the first thing to know
            f"{line.product_id.display_name}: {line.jit_judged}"
            for line in odd[:_NAMED]
        ]
        if len(odd) > _NAMED:
            said.append(self.env._("%(count)s more", count=len(odd) - _NAMED))
        return "\n".join(said) or False

    def _count_lines(self, count: int) -> str:
        if count == 1:
            return self.env._("1 line")
        return self.env._("%(count)s lines", count=count)

    def _money(self, amount: float, draft: models.Model) -> str:
        return formatLang(self.env, amount, currency_obj=draft.currency_id)

    def action_approve(self) -> dict:
        """As the lines themselves do it, with all they check."""
        self.ensure_one()
        return self.line_ids.action_jit_approve()

    def action_approve_and_send(self) -> dict:
        self.ensure_one()
        return self.line_ids.action_jit_approve_and_send()

    def action_ask_price(self) -> dict:
        self.ensure_one()
        return self.line_ids.action_jit_ask_price()


def _ordered_before(order: models.Model, concerned: models.Model) -> float:
    """On an order, of a variant or of all variants of a product."""
    of_variant = concerned._name == "product.product"
    lines = order.order_line.filtered(
        lambda line: (
            concerned
            == (line.product_id if of_variant else line.product_id.product_tmpl_id)
        )
    )
    return sum(lines.mapped("product_uom_qty"))
