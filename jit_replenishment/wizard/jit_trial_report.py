from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from ..forms import open_form
from ..policy.trial_difference import Compared, TrialOrder, tell_difference
from ..queries.rule_table import TRIED, TriedRules
from ..queries.trial_placed import PlacedRow, read_placed
from ..queries.trial_report import (
    DifferenceRow,
    EveningRow,
    OrderRow,
    count_unnoted,
    first_days_noted,
    largest_differences,
    read_evenings,
    read_orders,
    sum_days,
)

_DAYS_SHOWN = 30
_TOTALS = (
    "real_lines",
    "trial_lines",
    "real_value",
    "trial_value",
    "real_out",
    "trial_out",
    "real_stock_value",
    "trial_stock_value",
)


class JitTrialReport(models.TransientModel):
    """What Odoo and people ordered beside what Just in Time would have, of some days.

    Worked out when it is opened, and whenever somebody asks for other days or products.
    """

    _name = "jit.trial.report"
    _description = "Trial Report"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    first_day = fields.Date(
        string="From",
        required=True,
        default=lambda self: (
            self.env.company._jit_today() - timedelta(days=_DAYS_SHOWN - 1)
        ),
    )
    last_day = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self.env.company._jit_today(),
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", domain="[('company_id', '=', company_id)]"
    )
    product_category_id = fields.Many2one("product.category", string="Category")
    consequence_class_id = fields.Many2one("jit.consequence.class", string="Class")
    rules = fields.Integer(string="Rules on Trial", readonly=True)
    days = fields.Integer(string="Days Noted", readonly=True)
    unnoted = fields.Integer(readonly=True)
    too_young = fields.Integer(readonly=True)
    real_lines = fields.Integer(string="Lines Ordered", readonly=True)
    trial_lines = fields.Integer(string="Lines by Just in Time", readonly=True)
    real_value = fields.Monetary(string="Money Ordered", readonly=True)
    trial_value = fields.Monetary(string="Money by Just in Time", readonly=True)
    real_out = fields.Integer(string="Days Run Out", readonly=True)
    trial_out = fields.Integer(string="Days It Would Have Run Out", readonly=True)
    real_stock_value = fields.Monetary(string="Stock Value", readonly=True)
    trial_stock_value = fields.Monetary(
        string="Stock Value under Just in Time", readonly=True
    )
    line_ids = fields.One2many(
        "jit.trial.report.line",
        "report_id",
        string="Largest Differences",
        readonly=True,
    )

    @api.depends_context("lang")
    def _compute_display_name(self) -> None:
        self.display_name = self.env._("Trial Report")

    @api.constrains("first_day", "last_day")
    def _check_days(self) -> None:
        for report in self:
            if report.first_day > report.last_day:
                raise ValidationError(
                    self.env._(
                        "The report would end on %(last)s, before it begins on "
                        "%(first)s. Choose a later end.",
                        first=report.first_day,
                        last=report.last_day,
                    )
                )

    @api.model
    def action_open(self) -> dict:
        """The report of the last days, of all rules on trial."""
        return self.create({})._fill()._show()

    def action_show(self) -> dict:
        """The same of the days and products that are chosen now."""
        self.ensure_one()
        return self._fill()._show()

    def _show(self) -> dict:
        return open_form(self, name=self.env._("Trial Report"))

    def action_open_days(self) -> dict:
        """The days behind the figures, in a list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_trial_day_action"
        )
        return action | {"domain": list(self._domain())}

    def action_open_unnoted(self) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_trial_action"
        )
        return action | {"context": {"search_default_unnoted": 1}}

    def _domain(self) -> Domain:
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("day", ">=", self.first_day)
            & Domain("day", "<=", self.last_day)
        )
        if self.warehouse_id:
            domain &= Domain("warehouse_id", "=", self.warehouse_id.id)
        if self.product_category_id:
            domain &= Domain(
                "product_id.categ_id", "child_of", self.product_category_id.id
            )
        if self.consequence_class_id:
            domain &= Domain("consequence_class_id", "=", self.consequence_class_id.id)
        return domain

    def _fill(self) -> "JitTrialReport":
        """Work out all figures; a constant number of queries."""
        self.ensure_one()
        if self.company_id not in self.env.companies:
            raise UserError(
                self.env._("Choose a company that is ticked at the top of the screen.")
            )
        # what the reader may see of it
        young = self._too_young()
        domain = self._domain() & Domain("orderpoint_id", "not in", young.ids)
        days = self.env["jit.trial.day"]._search(domain).subselect()
        self.env["jit.trial.day"].flush_model()
        totals = sum_days(self.env, days)
        values = {name: getattr(totals, name) for name in _TOTALS}
        values |= {
            "rules": totals.rules,
            "days": totals.days,
            "too_young": len(young),
            "unnoted": count_unnoted(self.env, self.company_id.id),
            "line_ids": [
                Command.clear(),
                *map(Command.create, self._prepare_lines(days)),
            ],
        }
        self.write(values)
        return self

    def _too_young(self) -> models.Model:
        """Rules first noted on the last day, beside others noted before: nobody had
        the time to order what they were short of when their trial began."""
        first_days = first_days_noted(self.env, self._domain())
        young = [rule for rule, day in first_days.items() if day == self.last_day]
        rules = self.env["stock.warehouse.orderpoint"]
        return rules.browse(young if len(young) < len(first_days) else ())

    def _prepare_lines(self, days) -> list[dict]:
        rows = largest_differences(self.env, days)
        rule_ids = [row.rule_id for row in rows]
        span = (rule_ids, self.first_day, self.last_day)
        # a trial that has ended is looked at from when it began
        since = {row.rule_id: {"jit_trial_since": str(row.since)} for row in rows}
        asked = self.with_context(**{TRIED: TriedRules(since)})
        placed = read_placed(asked.env, *span)
        orders = read_orders(self.env, *span)
        evenings = read_evenings(self.env, *span)
        writer = self.env["jit.reason"]
        products = self.env["product.product"].browse(row.product_id for row in rows)
        lines = []
        for row, product in zip(rows, products, strict=True):
            compared = _compare(
                row, placed.get(row.rule_id, []), orders.get(row.rule_id, []), evenings
            )
            told = [reason.as_list() for reason in tell_difference(compared)]
            lines.append(
                {
                    "orderpoint_id": row.rule_id,
                    "product_id": row.product_id,
                    "real_quantity": row.real_quantity,
                    "trial_quantity": row.trial_quantity,
                    "real_value": row.real_value,
                    "trial_value": row.trial_value,
                    "value_change": row.trial_value - row.real_value,
                    "said": writer._sentences(told, product.uom_id),
                }
            )
        return lines


def _compare(
    row: DifferenceRow,
    placed: list[PlacedRow],
    orders: list[OrderRow],
    evenings: dict[tuple[int, date], EveningRow],
) -> Compared:
    first = evenings.get((row.rule_id, placed[0].day)) if placed else None
    return Compared(
        real=[_real(each, evenings.get((row.rule_id, each.day))) for each in placed],
        trial=[_would_be(each) for each in orders],
        real_figures=(row.own_reorder_point, row.own_target_stock),
        trial_figures=(row.reorder_point, row.target_stock),
        lowest=row.lowest,
        is_manual=row.is_manual,
        out_days=row.real_out,
        trial_out_days=row.trial_out,
        kept_away=_kept_away(first),
    )


def _real(each: PlacedRow, evening: EveningRow | None) -> TrialOrder:
    return TrialOrder(
        each.day,
        each.quantity,
        each.vendor_name,
        evening.on_hand if evening else None,
        by_rule=each.by_rule,
    )


def _would_be(each: OrderRow) -> TrialOrder:
    steps = dict(each.facts or []).get("quantity", {})
    return TrialOrder(
        each.day,
        each.quantity,
        each.vendor_name,
        each.on_hand,
        steps.get("need", 0.0),
        steps.get("minimum_order_quantity", 0.0),
    )


def _kept_away(evening: EveningRow | None) -> list | None:
    """What decided a day; what is to be mended is said last."""
    if not evening or not evening.facts or evening.outcome == "order":
        return None
    return evening.facts[-1 if evening.outcome == "to_fix" else 0]
