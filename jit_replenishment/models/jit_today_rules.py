from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import format_date

from ..policy.inventory_position import Supply
from ..queries.today import ShortRow, read_short
from .jit_wish import Wish


class Remedies(NamedTuple):
    """What there is to do something with, about the rules shown.

    :param wishes: what is decided of each rule right now
    :param orders: by company and name, orders whose vendor can be chased
    :param unsent: the same, approved ones that their vendor was never told of
    :param problems: by rule id, what is to be mended first
    """

    wishes: dict[int, Wish]
    orders: dict[tuple[int, str], models.Model]
    unsent: dict[tuple[int, str], models.Model]
    problems: dict[int, models.Model]


class JitToday(models.AbstractModel):
    """First of all: shelves that are empty before supply."""

    _inherit = "jit.today"

    @api.model
    def _block_running_out(self, rule_ids: list[int]) -> dict:
        rules = self.env["stock.warehouse.orderpoint"].browse(rule_ids)
        short = read_short(self.env, rules.ids)
        remedies = self._remedies(rules)
        return {
            "title": self.env._("Running Out before Supply"),
            "empty": self.env._("Nothing runs out before its supply is there."),
            "action": "jit_replenishment.jit_running_out_action",
            "rows": [
                self._row_running_out(rule, short[rule.id], remedies)
                for rule in rules
                if rule.id in short
            ],
        }

    @api.model
    def _remedies(self, rules: models.Model) -> Remedies:
        wishes = rules._jit_wishes()
        names = {
            supply.document
            for wish in wishes.values()
            for supply in wish.verdict.decision.expedite
        }
        found = self.env["purchase.order"]
        if found.has_access("write"):
            found = found.search(
                [
                    ("name", "in", list(names)),
                    ("company_id", "in", rules.company_id.ids),
                    ("state", "in", ("sent", "purchase")),
                ]
            )
        # nobody can be asked for what the vendor was never told of
        unsent = found.filtered(lambda order: order._jit_is_unsent())
        problems = self.env["jit.exception"].search(
            [("orderpoint_id", "in", rules.ids), ("closed_at", "=", False)]
        )
        return Remedies(
            wishes,
            {(order.company_id.id, order.name): order for order in found - unsent},
            {(order.company_id.id, order.name): order for order in unsent},
            {problem.orderpoint_id.id: problem for problem in problems},
        )

    @api.model
    def _row_running_out(
        self,
        rule: models.Model,
        short: ShortRow,
        remedies: Remedies,
    ) -> dict:
        today = rule.company_id._jit_today()
        wish = remedies.wishes.get(rule.id)
        order = self._late_order(rule, wish, remedies)
        to_send = self._late_order(
            rule, wish, remedies._replace(orders=remedies.unsent)
        )
        vendor = order.partner_id if order else rule.jit_vendor_id
        parts = [vendor.name, order.name if order else "", self._place(rule)]
        return self._row(
            rule,
            title=rule.product_id.display_name,
            subtitle=" · ".join(filter(None, parts)),
            when=self._runs_out(short.runs_out_on, today),
            urgent=bool(short.runs_out_on and short.runs_out_on <= today),
            note=self._with_failure(
                self._with_refusal(self._comes(rule, short, wish, order), wish), order
            ),
            button=self._remedy(rule, order, to_send, remedies.problems),
            other=self._other_vendor(rule),
            opens=self._rule_behind(rule),
        )

    @api.model
    def _place(self, rule: models.Model) -> str:
        """Where, for who has several places."""
        if self.env.user.has_group("stock.group_stock_multi_locations"):
            return rule.location_id.display_name
        return ""

    @api.model
    def _late_order(
        self, rule: models.Model, wish: Wish | None, remedies: Remedies
    ) -> models.Model:
        """The first that can be chased of those that come too late."""
        for supply in self._late_supplies(wish):
            order = remedies.orders.get((rule.company_id.id, supply.document))
            if order:
                return order
        return self.env["purchase.order"]

    @api.model
    def _late_supplies(self, wish: Wish | None) -> list[Supply]:
        """The first to come first, as Why names them; of one day the largest."""
        if not wish:
            return []
        return sorted(
            wish.verdict.decision.expedite,
            key=lambda supply: (supply.due or date.max, -supply.quantity),
        )

    @api.model
    def _runs_out(self, day: date | None, today: date) -> str:
        if not day:
            return ""
        if day <= today:
            return self.env._("Out now")
        days = (day - today).days
        if days == 1:
            return self.env._("Runs out tomorrow")
        return self.env._(
            "Runs out %(day)s, in %(days)s",
            day=format_date(self.env, day),
            days=self._count_of_days(days),
        )

    @api.model
    def _comes(
        self,
        rule: models.Model,
        short: ShortRow,
        wish: Wish | None,
        order: models.Model,
    ) -> str:
        """What comes, and when: the late ones by name, else the day of a new order.

        :param order: the one that can be chased, if any
        """
        today = rule.company_id._jit_today()
        late = self._late_supplies(wish)
        late = [each for each in late if each.document == order.name] or late
        if late:
            supply, unit = late[0], rule.product_uom
            quantity = self.env["jit.reason"]._number(supply.quantity, unit)
            if not supply.due:
                return self.env._(
                    "%(quantity)s of %(order)s without a date",
                    quantity=quantity,
                    order=supply.document,
                )
            parts = {
                "quantity": quantity,
                "order": supply.document,
                "day": self._days_ago(supply.due, today),
            }
            if supply.due < today:
                return self.env._(
                    "%(quantity)s of %(order)s, due %(day)s: late", **parts
                )
            return self.env._("%(quantity)s of %(order)s due %(day)s", **parts)
        if short.back_on:
            return self.env._(
                "Goods again %(day)s", day=self._days_ago(short.back_on, today)
            )
        return self.env._("Nothing is on its way")

    @api.model
    def _with_refusal(self, note: str, wish: Wish | None) -> str:
        """A note on a rule, and until when a person wants nothing ordered."""
        decision = wish.verdict.decision if wish else None
        if not decision or decision.outcome not in ("rejected", "snoozed"):
            return note
        said = decision.reasons[0]
        day = format_date(self.env, said.values["until"])
        if said.values.get("is_skip") or decision.outcome == "snoozed":
            refused = self.env._("Skipped until %(day)s", day=day)
        elif said.code == "rest_refused":
            refused = self.env._("Ordered less, rest until %(day)s", day=day)
        else:
            refused = self.env._("Rejected until %(day)s", day=day)
        return f"{note} · {refused}"

    @api.model
    def _remedy(
        self,
        rule: models.Model,
        order: models.Model,
        to_send: models.Model,
        problems: dict[int, models.Model],
    ) -> dict:
        """The one thing that helps soonest."""
        if order:
            return self._chase(order)
        if to_send:
            return self._send(to_send)
        if rule.id in problems:
            return self._fix(problems[rule.id])
        draft = rule.jit_draft_order_id
        if draft and self.env["purchase.order"].has_access("write"):
            return self._button(self.env._("Approve"), draft, "action_jit_open_lines")
        return self._button(self.env._("Open"), rule, "action_jit_open")

    @api.model
    def _rule_behind(self, rule: models.Model) -> dict:
        return self._button(
            self.env._("Open the rule, with its reasons and figures"),
            rule,
            "action_jit_open",
        )

    @api.model
    def _other_vendor(self, rule: models.Model) -> dict | bool:
        """Beside it, where somebody else sells the product."""
        if not self.env["jit.buy.elsewhere"].has_access("create"):
            return False
        if len(rule._jit_offers().partner_id) < 2:
            return False
        return self._button(
            self.env._("Other Vendor..."), rule, "action_jit_buy_elsewhere"
        )
