from collections import defaultdict
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools.misc import format_date
from odoo.tools.safe_eval import safe_eval

from ..queries.demand_histories import HistoryRow, read_histories

_MONTHS = 24
_MOST_RECEIPTS = 30
_DAYS_A_MONTH = 30.4375


class StockWarehouseOrderpoint(models.Model):
    """The past of a rule as its page draws it: demand by month, days vendors took."""

    _inherit = "stock.warehouse.orderpoint"

    jit_demand_chart = fields.Json(
        string="Demand of 24 Months",
        compute="_compute_jit_demand_chart",
        compute_sudo=True,
    )
    jit_receipt_chart = fields.Json(
        string="Days Vendors Took",
        compute="_compute_jit_receipt_chart",
        compute_sudo=True,
    )

    # -- demand ------------------------------------------------------------------

    @api.depends("product_id", "location_id", "jit_learning_id")
    @api.depends_context("lang")
    def _compute_jit_demand_chart(self) -> None:
        first = fields.Date.today().replace(day=1) - relativedelta(months=_MONTHS - 1)
        rows = read_histories(self.env, self._origin.ids, first)
        for rule in self:
            row = rows.get(rule._origin.id)
            rule.jit_demand_chart = row and rule._jit_demand_chart(row)

    def _jit_demand_chart(self, row: HistoryRow) -> dict | bool:
        months = self._jit_months()
        sold, left_out, uncounted = self._jit_by_month(row)
        if not (sold or left_out):
            return False
        counted = [
            max(sold.get(month, 0.0) - uncounted.get(month, 0.0), 0.0)
            for month in months
        ]
        series = [(self.env._("Sold"), counted)]
        if uncounted:
            parts = [uncounted.get(month, 0.0) for month in months]
            series.append((self.env._("Not stocked for"), parts))
        if left_out:
            parts = [left_out.get(month, 0.0) for month in months]
            series.append((self.env._("Left out"), parts))
        return {
            "kind": "bar",
            "labels": [self._jit_month_name(month) for month in months],
            "series": [{"label": label, "values": values} for label, values in series],
            "lines": self._jit_usual_month(months),
            "unit": self.product_uom.name,
            "said": self._jit_say_months(months, sold),
        }

    def _jit_months(self) -> list[date]:
        this_month = self.company_id._jit_today().replace(day=1)
        return [
            this_month - relativedelta(months=ago) for ago in reversed(range(_MONTHS))
        ]

    def _jit_by_month(self, row: HistoryRow) -> tuple[dict, dict, dict]:
        """By the first of each month: sold, left out by a person, and of what was sold
        the part nobody stocks for."""
        sold, left_out = defaultdict(float), defaultdict(float)
        uncounted = defaultdict(float)
        excluded = set(row.excluded)
        months = set(self._jit_months())
        for day, quantity in zip(row.days, row.quantities, strict=True):
            month = date.fromordinal(day).replace(day=1)
            if month in months:
                (left_out if day in excluded else sold)[month] += quantity
        for day, quantity, counts in self.jit_learning_id.cut_orders or []:
            month = date.fromordinal(day).replace(day=1)
            if month in months and day not in excluded:
                uncounted[month] += quantity - counts
        return sold, left_out, uncounted

    def _jit_usual_month(self, months: list[date]) -> list[dict]:
        """What is learned to sell in a month, since the product is known here."""
        rate = self.jit_learning_id.demand_rate
        since = self.jit_learning_id.first_day
        if not rate:
            return []
        label = self.env._(
            "Learned: %(quantity)s a month",
            quantity=self.env["jit.reason"]._about(rate * _DAYS_A_MONTH),
        )
        values = [
            rate * _DAYS_A_MONTH if not since or month >= since.replace(day=1) else None
            for month in months
        ]
        return [{"label": label, "values": values}]

    def _jit_month_name(self, month: date) -> str:
        return format_date(self.env, month, date_format="MMM yy")

    def _jit_say_months(self, months: list[date], sold: dict) -> str:
        """For those who cannot see the bars."""
        said = ", ".join(
            f"{self._jit_month_name(month)} {self._jit_shown(sold.get(month, 0.0))}"
            for month in months
        )
        return self.env._("Demand by month: %(months)s", months=said)

    # -- receipts ----------------------------------------------------------------

    @api.depends("product_id", "company_id", "jit_learning_id")
    @api.depends_context("lang")
    def _compute_jit_receipt_chart(self) -> None:
        found = self.env["jit.receipt"].search(
            [
                ("product_id", "in", self.product_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        by_product = found.grouped(lambda each: (each.product_id, each.company_id))
        for rule in self:
            receipts = by_product.get((rule.product_id, rule.company_id), found[:0])
            rule.jit_receipt_chart = rule._jit_receipt_chart(receipts[:_MOST_RECEIPTS])

    def _jit_receipt_chart(self, receipts: models.Model) -> dict | bool:
        if not receipts:
            return False
        receipts = receipts.sorted(lambda each: (each.received_on, each.id))
        usual = self.jit_learning_id.usual_vendor_id.commercial_partner_id
        mine = [each.partner_id.commercial_partner_id == usual for each in receipts]
        return {
            "kind": "dots",
            "labels": [format_date(self.env, each.received_on) for each in receipts],
            "series": self._jit_dots(receipts, mine, usual),
            "lines": self._jit_day_lines(receipts),
            "tips": [self._jit_say_receipt(each) for each in receipts],
            "unit": self.env._("days"),
            "said": " ".join(self._jit_say_receipt(each) for each in receipts),
        }

    def _jit_dots(
        self, receipts: models.Model, mine: list, usual: models.Model
    ) -> list:
        """The usual vendor's, and those of all others."""
        days, series = [each.days for each in receipts], []
        for wanted, label in ((True, usual.name), (False, self.env._("Other vendors"))):
            values = [
                day if is_mine is wanted else None
                for day, is_mine in zip(days, mine, strict=True)
            ]
            if any(value is not None for value in values):
                series.append({"label": label, "values": values})
        return series

    def _jit_day_lines(self, receipts: models.Model) -> list[dict]:
        learning = self.jit_learning_id
        lines = [
            {
                "label": self.env._("Promised in the Order"),
                "values": [each.promised_days for each in receipts],
                "stepped": True,
            }
        ]
        if learning.receipts:
            label = self.env._(
                "Learned: %(days)s days",
                days=self.env["jit.reason"]._about(learning.lead_time_mean),
            )
            values = [learning.lead_time_mean] * len(receipts)
            lines.append({"label": label, "values": values})
        return lines

    def _jit_say_receipt(self, receipt: models.Model) -> str:
        return self.env._(
            "%(vendor)s, received %(day)s: %(days)s, promised %(promised)s.",
            vendor=receipt.partner_id.display_name,
            day=format_date(self.env, receipt.received_on),
            days=self.env["jit.reason"]._days(receipt.days),
            promised=receipt.promised_days,
        )

    # -- all of it ---------------------------------------------------------------

    def action_jit_open_demand(self) -> dict:
        """Its demand by month, in Odoo's own graph; its list leaves days out."""
        return self._jit_past_action("jit_demand_event_action")

    def action_jit_open_receipts(self) -> dict:
        """What vendors took for it, one line an order line."""
        return self._jit_past_action("jit_receipt_action")

    def _jit_past_action(self, name: str) -> dict:
        """Of this rule alone, also where its address is opened anew: that keeps the
        rule, and no domain."""
        self.ensure_one()
        actions = self.env["ir.actions.act_window"]
        action = actions._for_xml_id(f"jit_replenishment.{name}")
        context = safe_eval(action["context"]) | {"active_id": self.id}
        return action | {"domain": [("rule_id", "=", self.id)], "context": context}
