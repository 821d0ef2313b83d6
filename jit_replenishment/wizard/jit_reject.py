from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

from ..marks import GIVING_BACK
from ..notices import notice

_DAYS = 7
_NAMED = 5


class JitReject(models.TransientModel):
    """Say no to lines of the engine, or "not now": why, and until when."""

    _name = "jit.reject"
    _description = "Reject"

    line_ids = fields.Many2many(
        "purchase.order.line", string="Lines", required=True, readonly=True
    )
    is_skip = fields.Boolean(
        readonly=True, help="Only not now: the day is all there is to say."
    )
    reason = fields.Char(required=True)
    until = fields.Date(
        string="Not Before",
        required=True,
        default=lambda self: self._default_until(),
        help="From this day on it is ordered again, if it is needed.",
    )
    sooner = fields.Boolean(
        string="Sooner if Stock Falls",
        compute="_compute_sooner",
        store=True,
        readonly=False,
    )
    sooner_at = fields.Float(
        string="To",
        digits="Product Unit",
        compute="_compute_sooner_at",
        store=True,
        readonly=False,
        help="Ordered before that day where on hand + incoming - promised falls to "
        "this, in the product's unit. Of several lines each has its own: half of its "
        "reorder point, or of what there is where that is less.",
    )
    # by line, of several: what was said holds whatever becomes of the others
    levels_then = fields.Json(readonly=True)
    can_fall = fields.Boolean(
        compute="_compute_can_fall", help="Some stock is left that could fall."
    )
    product_uom_id = fields.Many2one(
        "uom.uom", string="Unit", compute="_compute_product_uom_id"
    )
    # by line: what all the others below are worked out from
    stocks = fields.Json(compute="_compute_stocks")
    said = fields.Text(string="Concerns", compute="_compute_said")
    stands = fields.Char(string="Stands At", compute="_compute_stands")

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """Promised is what there is now, whatever a client says."""
        wizards = super().create(vals_list)
        for wizard in wizards:
            levels = wizard._levels() if len(wizard.line_ids) > 1 else {}
            wizard.levels_then = {line.id: level for line, level in levels.items()}
        return wizards

    @api.depends("line_ids")
    def _compute_stocks(self) -> None:
        lines = self.line_ids.exists()
        stock = {
            line._origin.id: each for line, each in lines._jit_stock_without().items()
        }
        for wizard in self:
            wizard.stocks = {
                # JSON makes texts of numbers that are keys
                str(line_id): stock[line_id]
                for line_id in wizard.line_ids._origin.ids
                if line_id in stock
            }

    def _stock_without(self) -> dict[models.Model, float]:
        """By line, as the page was opened: read once for all that it shows."""
        stocks = self.stocks or {}
        return {
            line: stocks[str(line._origin.id)]
            for line in self.line_ids.exists()
            if str(line._origin.id) in stocks
        }

    @api.model
    def _default_until(self):
        days = self.env.company.jit_rejection_days or _DAYS
        return self.env.company._jit_today() + timedelta(days=days)

    @api.depends("stocks")
    def _compute_can_fall(self) -> None:
        for wizard in self:
            levels = wizard._levels().values()
            wizard.can_fall = any(level is not None for level in levels)

    @api.depends("can_fall", "is_skip")
    def _compute_sooner(self) -> None:
        """Who only puts it off wants it back before it runs out."""
        for wizard in self:
            wizard.sooner = wizard.is_skip and wizard.can_fall

    @api.depends("stocks")
    def _compute_sooner_at(self) -> None:
        for wizard in self:
            levels = wizard._levels()
            (level,) = levels.values() if len(levels) == 1 else (0.0,)
            wizard.sooner_at = level or 0.0

    @api.depends("line_ids")
    def _compute_product_uom_id(self) -> None:
        """Of one line alone: below what means something for one product only."""
        for wizard in self:
            lines = wizard.line_ids.exists()
            one = lines if len(lines) == 1 else lines.browse()
            wizard.product_uom_id = one.product_id.uom_id

    @api.depends("stocks", "sooner")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            lines = wizard.line_ids.exists()
            named = lines[:_NAMED]
            levels = wizard._levels() if wizard.sooner and lines[1:] else {}
            said = [wizard._say(line, levels) for line in named]
            if len(lines) > _NAMED:
                said.append(self.env._("and %(count)s more", count=len(lines) - _NAMED))
            wizard.said = "\n".join(said)

    @api.depends("stocks")
    @api.depends_context("lang")
    def _compute_stands(self) -> None:
        for wizard in self:
            lines = wizard.line_ids.exists()
            stock = wizard._stock_without() if len(lines) == 1 else {}
            wizard.stands = bool(stock) and self.env._(
                "now %(stock)s, reorder point %(point)s",
                stock=lines._jit_in_products_unit(stock[lines]),
                point=lines._jit_in_products_unit(lines.orderpoint_id.product_min_qty),
            )

    def _say(self, line: models.Model, levels: dict) -> str:
        """What is not ordered, for how much; of several also when it comes sooner."""
        parts = {
            "product": line.product_id.display_name,
            "quantity": line._jit_in_its_unit(line.product_uom_qty),
            "money": formatLang(
                self.env, line.price_subtotal, currency_obj=line.currency_id
            ),
        }
        if line not in levels:
            return self.env._("%(product)s: %(quantity)s, %(money)s", **parts)
        if levels[line] is None:
            return self.env._(
                "%(product)s: %(quantity)s, %(money)s; none is left, only the day "
                "counts",
                **parts,
            )
        return self.env._(
            "%(product)s: %(quantity)s, %(money)s; sooner at %(level)s",
            level=line._jit_in_products_unit(levels[line]),
            **parts,
        )

    def _levels(self) -> dict[models.Model, float | None]:
        """By line: below what it is ordered sooner, in its product's unit."""
        return self.line_ids._jit_levels_at(self._stock_without())

    @api.constrains("until")
    def _check_until(self) -> None:
        if any(
            wizard.until <= company._jit_today()
            for wizard in self
            for company in wizard.line_ids.company_id
        ):
            raise ValidationError(
                self.env._("Choose a day after today: until then it is not ordered.")
            )

    @api.constrains("reason")
    def _check_reason(self) -> None:
        if not all(wizard.reason.strip() for wizard in self):
            raise ValidationError(self.env._("Say why: the rule will show it."))

    def action_reject(self) -> dict:
        """Take the lines away, remember why, and cancel drafts that are empty then."""
        self.ensure_one()
        lines = self.line_ids._jit_rejectable()
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing was rejected: somebody confirmed or deleted these lines "
                    "meanwhile."
                )
            )
        # also says no to who may not change orders
        lines.check_access("unlink")
        orders = lines.order_id
        levels = self._chosen_levels(lines) if self.sooner else {}
        self.env["jit.rejection"]._reject(
            lines, self.reason, self.until, levels, self.is_skip
        )
        lines.with_context(jit_giving_back=GIVING_BACK).unlink()
        orders._jit_retire_emptied()
        return self._tell(len(lines), bool(levels))

    def _tell(self, count: int, is_sooner: bool) -> dict:
        """What holds now: until when nothing of it is ordered."""
        parts = {"count": count, "day": format_date(self.env, self.until)}
        if self.is_skip and is_sooner:
            said = self.env._(
                "Skipped: %(count)s. Not ordered before %(day)s, unless stock falls as "
                "far as you said.",
                **parts,
            )
        elif self.is_skip:
            said = self.env._(
                "Skipped: %(count)s. Not ordered before %(day)s.", **parts
            )
        elif is_sooner:
            said = self.env._(
                "Rejected: %(count)s. Not ordered before %(day)s, unless stock falls "
                "as far as you said.",
                **parts,
            )
        else:
            said = self.env._(
                "Rejected: %(count)s. Not ordered before %(day)s.", **parts
            )
        return notice(said, next={"type": "ir.actions.act_window_close"})

    def _chosen_levels(self, lines: models.Model) -> dict[models.Model, float]:
        """By line: below what it comes sooner; that of the dialog where one was said.

        :raises UserError: stock is there already, so it would be ordered at once
        """
        # JSON makes texts of numbers that are keys
        then = self.levels_then or {}
        if then and not self.sooner_at:
            levels = {line: then.get(str(line.id)) for line in lines}
            return {line: level for line, level in levels.items() if level is not None}
        for line, stock in lines._jit_stock_without().items():
            if line.product_id.uom_id.compare(stock, self.sooner_at) <= 0:
                raise UserError(
                    self.env._(
                        "%(product)s stands at %(stock)s (on hand + incoming - "
                        "promised), so it would be ordered again at once. Choose less, "
                        "or untick Sooner if Stock Falls.",
                        product=line.product_id.display_name,
                        stock=line._jit_in_products_unit(stock),
                    )
                )
        return dict.fromkeys(lines, self.sooner_at)
