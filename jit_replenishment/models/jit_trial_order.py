from odoo import api, fields, models
from odoo.tools import SQL

from .jit_trial_situation import Look

# a trial begun anew on the same day begins with that day's order
_KEPT = {
    "decided_at": SQL(
        """
        CASE WHEN known.trial_since = excluded.trial_since THEN known.decided_at
             ELSE excluded.decided_at END
        """
    )
}


class JitTrialOrder(models.Model):
    """What Just in Time would have ordered for a rule on trial on a day.

    As a draft, it follows the need until the day is over; from then on it counts as
    ordered. One a rule and day, so nothing is ever ordered twice for one need.
    """

    _name = "jit.trial.order"
    _inherit = ["jit.trial.log"]
    _description = "Would-Be Order"
    _log_access = False
    _order = "day desc, id desc"
    _rec_name = "product_id"

    decided_at = fields.Datetime(string="Decided", required=True)
    quantity = fields.Float(digits="Product Unit")
    vendor_id = fields.Many2one("res.partner", ondelete="set null")
    value = fields.Monetary(help="In the company's currency, without taxes.")
    planned_on = fields.Date(
        string="Day on the Order",
        required=True,
        help="The arrival that would stand on the order.",
    )
    expected_on = fields.Date(
        string="Arrival",
        required=True,
        help="The day on the order, or later where the vendor was seen to take longer.",
    )
    on_hand = fields.Float(
        string="On Hand Then",
        digits="Product Unit",
        aggregator=None,
        help="What there would have been without the orders placed since the trial "
        "began, and with the would-be orders.",
    )
    comes_from = fields.Char(
        help="The place the goods would leave, as ids from the topmost one down; empty "
        "where they are bought."
    )
    taken_from = fields.Char(
        help="The place whose stock they are taken from in the end, likewise."
    )
    short = fields.Float(
        string="Not There",
        digits="Product Unit",
        aggregator=None,
        help="What the place they are taken from had not got on that day, after what "
        "other would-be transfers took from it. It comes when there is more.",
    )

    _one_per_day = models.UniqueIndex("(orderpoint_id, day)")

    @api.model
    def _keep(self, looks: dict[int, Look]) -> None:
        """Make today's order of each rule equal to its need of now."""
        self._store(
            [self._prepare_vals(look) for look in looks.values() if look.orders], _KEPT
        )
        idle = [
            (rule_id, look.verdict.today)
            for rule_id, look in looks.items()
            if not look.orders
        ]
        if idle:
            rules, days = zip(*idle, strict=True)
            self.env.cr.execute(
                SQL(
                    """
                    DELETE FROM jit_trial_order known
                     USING unnest(%s, %s::date[]) AS idle(rule_id, day)
                     WHERE known.orderpoint_id = idle.rule_id AND known.day = idle.day
                    """,
                    list(rules),
                    list(days),
                )
            )
            self.invalidate_model()

    @api.model
    def _prepare_vals(self, look: Look) -> dict:
        wish, decision = look.wish, look.verdict.decision
        supply = decision.internal_supply
        told = [
            reason.as_list()
            for reason in decision.reasons
            # nobody could count a shelf that is not there
            if reason.code != "count_first"
        ]
        if short := self._short(look):
            there = wish.ordered_quantity - short
            values = {"source": supply.source, "there": there}
            told.append(["trial_short", values | {"quantity": wish.ordered_quantity}])
        return self._prepare_log_vals(look) | {
            "day": look.verdict.today,
            "decided_at": fields.Datetime.now(),
            "quantity": wish.ordered_quantity,
            "vendor_id": decision.offer.vendor_id if decision.offer else None,
            "value": self._value(look),
            "planned_on": decision.schedule.planned_on,
            "expected_on": look.expected_on,
            "on_hand": wish.on_hand,
            "comes_from": supply.source_path if supply else None,
            "taken_from": supply.taken_path if supply else None,
            "short": short,
            "facts": told,
        }

    @api.model
    def _short(self, look: Look) -> float:
        unit = self.env["uom.uom"].browse(look.verdict.rule.unit_id)
        short = unit.round(look.short)
        return 0.0 if unit.is_zero(short) else short

    @api.model
    def _value(self, look: Look) -> float:
        """In the company's currency, at the rate of the day; 0 where nothing is
        bought."""
        wish, offer = look.wish, look.verdict.decision.offer
        if not offer:
            return 0.0
        company = self.env["res.company"].browse(look.tried.company_id)
        currency = self.env["res.currency"].browse(offer.currency_id)
        amount = wish.purchase_quantity * wish.price_unit * (1 - wish.discount / 100)
        return currency._convert(
            amount, company.currency_id, company, look.verdict.today
        )
