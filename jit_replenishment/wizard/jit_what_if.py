import math
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..marks import ACCEPTING
from ..policy.lead_time import LeadTime
from ..policy.learned_rule import LearnedRule
from ..policy.stock_effect import expected_service
from ..policy.what_if import (
    Outcome,
    Terms,
    demand_of,
    outcome,
    what_if,
    with_minimum,
)
from ..policy.whole_parts import whole_parts

# what differs by less is alike
_ALIKE = 1e-6
_LEAST_SERVICE, _MOST_SERVICE, _MOST_DAYS = 0.5, 0.9999, 1000.0
_MOST_UNITS = 1e9
_ASKED = ("service_asked", "lead_time_days", "lead_time_deviation", "minimum")


class JitWhatIf(models.TransientModel):
    """Other service, lead time or minimum: what a rule would be, before it is saved.

    Answered from what was learned already, so it follows each key that is pressed.
    """

    _name = "jit.what.if"
    _description = "What If"
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    product_uom_id = fields.Many2one(related="orderpoint_id.product_uom", string="Unit")
    company_id = fields.Many2one(related="orderpoint_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    tells_value = fields.Boolean(compute="_compute_tells_value")

    service_asked = fields.Float(
        string="Target Service",
        help="Share of order cycles in which the shelf must not run empty.",
    )
    lead_time_days = fields.Float(
        string="Lead Time (Days)", digits=(16, 1), help="On average."
    )
    lead_time_deviation = fields.Float(
        string="Give or Take (Days)",
        digits=(16, 1),
        help="How far deliveries usually are from that. 0: always the same.",
    )
    minimum = fields.Float(
        string="Vendor's Minimum",
        digits="Product Unit",
        help="The least the vendor sells at a time, in the product's unit.",
    )
    is_changed = fields.Boolean(compute="_compute_outcomes")

    reorder_point_now = fields.Float(digits="Product Unit", compute="_compute_outcomes")
    reorder_point_learned = fields.Float(
        digits="Product Unit", compute="_compute_outcomes"
    )
    reorder_point_then = fields.Float(
        string="Reorder Point", digits="Product Unit", compute="_compute_outcomes"
    )
    target_now = fields.Float(digits="Product Unit", compute="_compute_outcomes")
    target_learned = fields.Float(digits="Product Unit", compute="_compute_outcomes")
    target_then = fields.Float(
        string="Target", digits="Product Unit", compute="_compute_outcomes"
    )
    stock_now = fields.Float(digits=(16, 1), compute="_compute_outcomes")
    stock_learned = fields.Float(digits=(16, 1), compute="_compute_outcomes")
    stock_then = fields.Float(
        string="Average Stock", digits=(16, 1), compute="_compute_outcomes"
    )
    value_now = fields.Monetary(compute="_compute_outcomes")
    value_learned = fields.Monetary(compute="_compute_outcomes")
    value_then = fields.Monetary(string="Its Value", compute="_compute_outcomes")
    service_now = fields.Float(compute="_compute_outcomes")
    service_learned = fields.Float(compute="_compute_outcomes")
    service_then = fields.Float(string="Expected Service", compute="_compute_outcomes")
    fill_now = fields.Float(compute="_compute_outcomes")
    fill_learned = fields.Float(compute="_compute_outcomes")
    fill_then = fields.Float(string="Sold from the Shelf", compute="_compute_outcomes")
    orders_now = fields.Float(digits=(16, 1), compute="_compute_outcomes")
    orders_learned = fields.Float(digits=(16, 1), compute="_compute_outcomes")
    orders_then = fields.Float(
        string="Orders a Year", digits=(16, 1), compute="_compute_outcomes"
    )
    said = fields.Char(compute="_compute_outcomes")
    reason = fields.Char(string="Why")
    is_pinned = fields.Boolean(
        string="Pin Them",
        default=True,
        help="Otherwise the figures learned for the class, the vendor's lead time and "
        "its minimum as they are may be suggested in their place.",
    )

    @api.model
    def default_get(self, fields: list[str]) -> dict:
        """Start from what was learned, and from what the vendor says today."""
        vals = super().default_get(fields)
        rule_id = vals.get("orderpoint_id")
        if rule_id:
            rule = self.env["stock.warehouse.orderpoint"].browse(rule_id)
            rule.check_access("read")
            vals |= self._start(rule)
        return {name: vals[name] for name in vals if name in fields}

    @api.model
    def _start(self, rule: models.Model) -> dict:
        learning = self._learning_of(rule)
        terms = self._terms_of(rule)
        return {
            "service_asked": terms.cycle_service_level,
            "lead_time_days": round(learning.lead_time_mean, 1),
            "lead_time_deviation": round(learning.lead_time_deviation, 1),
            "minimum": self._listed_minimum(terms),
        }

    @api.model
    def _learning_of(self, rule: models.Model) -> models.Model:
        # whoever may see the rule may know what was learned of it
        learning = rule.sudo().jit_learning_id
        if not learning:
            raise UserError(
                self.env._(
                    "Nothing was learned of this rule yet. It is, every night, and "
                    "at once when its class or its vendor changes."
                )
            )
        return learning

    @api.model
    def _terms_of(self, rule: models.Model) -> Terms:
        # offers may be closed to who may see the rule; of them only the lot shows
        return self.env["jit.learnable"].sudo()._read_terms(rule.id)

    @api.depends_context("uid")
    def _compute_tells_value(self) -> None:
        self.tells_value = self.env["jit.reason"]._tells_prices()

    @api.depends(*_ASKED, "orderpoint_id")
    @api.depends_context("lang")
    def _compute_outcomes(self) -> None:
        for wizard in self:
            rule, terms = wizard.orderpoint_id, wizard._terms_of(wizard.orderpoint_id)
            learning = wizard._learning_of(rule)
            learned, step = learning._as_learned(), learning.step or 1.0
            present = (rule.product_min_qty, rule.product_max_qty)
            kept = (learned.reorder_point.quantity, learned.target_stock)
            now = outcome(learned, *present, step=step)
            found = {"now": now, "learned": outcome(learned, *kept, step=step)}
            fault = wizard._fault()
            found["then"] = now if fault else wizard._answer(learned, terms, step)
            for name, each in found.items():
                wizard._show(name, each, learning.unit_cost)
            wizard.is_changed = wizard._differs(learned, terms)
            wizard.said = fault or wizard._say(learned, step)

    def _differs(self, learned: LearnedRule, terms: Terms) -> bool:
        """Whether something else is asked than what the figures are learned for."""
        return bool(
            self._lead_time(learned)
            or abs(self.service_asked - terms.cycle_service_level) > _ALIKE
            or abs(self.minimum - self._listed_minimum(terms)) > _ALIKE
        )

    @api.onchange("lead_time_days")
    def _onchange_lead_time_days(self) -> None:
        """Who takes half as long is usually half as uneven; it can be typed over."""
        learning = self._learning_of(self.orderpoint_id)
        if learning.lead_time_mean > 0 and self.lead_time_days >= 0:
            uneven = learning.lead_time_deviation / learning.lead_time_mean
            self.lead_time_deviation = round(uneven * self.lead_time_days, 1)

    def _show(self, name: str, found: Outcome, unit_cost: float) -> None:
        self[f"reorder_point_{name}"] = found.reorder_point.quantity
        self[f"target_{name}"] = found.target_stock
        # no average is exacter than that
        digits = 1 if found.average_stock < 10 else 0
        self[f"stock_{name}"] = round(found.average_stock, digits)
        self[f"value_{name}"] = found.average_stock * unit_cost
        self[f"service_{name}"] = found.expected_service
        self[f"fill_{name}"] = found.expected_fill_rate
        self[f"orders_{name}"] = found.orders

    def _answer(self, learned: LearnedRule, terms: Terms, step: float) -> Outcome:
        if not self._differs(learned, terms):
            # with all that is planned, as a shelf life
            point = learned.reorder_point.quantity
            return outcome(learned, point, learned.target_stock, step=step)
        tiers = tuple(terms.tiers)
        if abs(self.minimum - self._listed_minimum(terms)) > _ALIKE:
            tiers = with_minimum(tiers, self.minimum)
        asked = replace(terms, cycle_service_level=self.service_asked, tiers=tiers)
        return what_if(learned, asked, self._lead_time(learned), step)

    @api.model
    def _listed_minimum(self, terms: Terms) -> float:
        return terms.tiers[0].minimum if terms.tiers else 0.0

    def _lead_time(self, learned: LearnedRule) -> LeadTime | None:
        """None where it is the learned one, as far as the screen tells."""
        known = learned.lead_time
        same = (round(known.mean, 1), round(known.deviation, 1))
        asked = (round(self.lead_time_days, 1), round(self.lead_time_deviation, 1))
        if asked == same:
            return None
        mean, deviation = asked
        return replace(known, mean=mean, deviation=deviation)

    def _fault(self) -> str | None:
        """What cannot be asked, in words."""
        if not _LEAST_SERVICE <= self.service_asked <= _MOST_SERVICE:
            return self.env._(
                "Enter a target service from %(least)s %% to %(most)s %%: no stock "
                "can promise never to run out.",
                least=self.env["jit.reason"]._percent(_LEAST_SERVICE),
                most=self.env["jit.reason"]._percent(_MOST_SERVICE),
            )
        days = (self.lead_time_days, self.lead_time_deviation)
        if not 0 <= min(days) <= max(days) <= _MOST_DAYS:
            return self.env._("Enter a lead time from 0 to %(days)s days.", days=1000)
        if not 0 <= self.minimum < _MOST_UNITS:
            return self.env._("Enter a minimum that is 0 or more.")
        return None

    def _say(self, learned: LearnedRule, step: float) -> str | bool:
        """What a lead time does to the figures as they are."""
        lead_time, rule = self._lead_time(learned), self.orderpoint_id
        if not lead_time:
            return False
        demand = demand_of(learned, lead_time)
        service = expected_service(
            demand, rule.product_min_qty, step, learned.sold_first
        )
        return self.env._(
            "With this lead time the present reorder point would last %(percent)s %% "
            "of order cycles.",
            percent=round(100 * service),
        )

    def action_use(self) -> dict:
        """Set the figures, as accepting a suggestion does; the history says why."""
        self.ensure_one()
        rule = self.orderpoint_id
        rule.check_access("write")
        if fault := self._fault():
            raise ValidationError(fault)
        learning = self._learning_of(rule)
        learned, terms = learning._as_learned(), self._terms_of(rule)
        found = self._answer(learned, terms, learning.step or 1.0)
        why = self._why(learned, terms)
        before = {rule.id: rule._jit_both_figures()}
        rule.with_context(jit_accepting=ACCEPTING).write(
            {
                "product_min_qty": found.reorder_point.quantity,
                "product_max_qty": found.target_stock,
                "jit_expected_demand": self._expected(found, learned, learning.step),
            }
        )
        changes = self.env["jit.rule.change"]
        changes._record(rule, "what_if", before, {rule.id: {"reason": why}})
        # it is answered: these figures were chosen with it on the screen
        rule._jit_withdraw_suggestions()
        # what is learned anyway needs no pin
        if self.is_pinned and self._differs(learned, terms):
            rule.action_jit_pin(why)
        return {"type": "ir.actions.act_window_close"}

    def _expected(self, found: Outcome, learned: LearnedRule, step: float) -> float:
        """In whole units, as where a suggestion is accepted. No more than is expected
        in the lead time as it is: the engine looks no further ahead."""
        if self.orderpoint_id.trigger != "jit":
            return 0.0
        point = found.reorder_point
        parts = (point.expected, point.safety_stock)
        expected = whole_parts(point.quantity, parts, step or 1.0)[0]
        return min(expected, math.ceil(learned.lead_time_demand.mean))

    def _why(self, learned: LearnedRule, terms: Terms) -> str:
        """What was asked, and what the person says of it."""
        unit, writer = self.product_uom_id, self.env["jit.reason"]
        said = [
            self.env._(
                "service %(percent)s %%",
                percent=writer._percent(self.service_asked),
            )
        ]
        lead_time = self._lead_time(learned)
        if lead_time:
            said.append(
                self.env._(
                    "lead time %(days)s ±%(deviation)s days",
                    days=writer._figure(lead_time.mean),
                    deviation=writer._figure(lead_time.deviation),
                )
            )
        if abs(self.minimum - self._listed_minimum(terms)) > _ALIKE:
            said.append(
                self.env._(
                    "minimum %(minimum)s", minimum=writer._number(self.minimum, unit)
                )
            )
        asked = self.env._("What if: %(asked)s.", asked=", ".join(said))
        return f"{asked} {self.reason.strip()}" if self.reason else asked
