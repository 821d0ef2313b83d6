from odoo import api, fields, models

from ..forms import open_form
from ..models.jit_exception_remedy import REMEDY_OF
from ..models.jit_why import Answer

_PRODUCT = ("not_tracked", "product_archived")
# what a person put in the way, by the outcome that says so
_BRAKES = {
    "snoozed": "wake",
    "rejected": "lift",
    "paused": "pauses",
    "waiting": "run",
}


class JitExplain(models.TransientModel):
    """What stops an order has a button that mends it, or leads to where it is mended.

    One at most: the first thing that stands in the way.
    """

    _inherit = "jit.explain"

    remedy = fields.Selection(
        [
            ("product", "Product"),
            ("price", "Price"),
            ("rule", "Rule"),
            ("wake", "End the Snooze"),
            ("lift", "Lift the Rejection"),
            ("pauses", "Pauses"),
            ("run", "Held Back"),
            ("draft", "Draft Order"),
        ],
        compute="_compute_answer",
    )

    def _prepare_page(self, answer: Answer | None) -> dict:
        remedy = self._remedy(answer) if answer else False
        return super()._prepare_page(answer) | {"remedy": remedy}

    @api.model
    def _remedy(self, answer: Answer) -> str | bool:
        """Only what the reader may do."""
        codes = [code for code, _values in answer.facts]
        if codes[0] in _PRODUCT:
            return "product"
        if not answer.wish:
            return False
        live = answer.rule.active and answer.rule.trigger == "jit"
        decision = answer.wish.verdict.decision
        if live and (brake := _BRAKES.get(decision.outcome)):
            return brake if self._may_release(answer.rule, brake) else False
        faults = [REMEDY_OF[code] for code in codes if code in REMEDY_OF]
        if faults:
            kind = faults[0] if faults[0] in ("product", "price") else "rule"
            # without a rule only the product is there to be mended
            return kind if answer.rule or kind != "rule" else "product"
        drafts = self.env["purchase.order"].has_access("read")
        return "draft" if "on_draft" in codes and drafts else False

    @api.model
    def _may_release(self, rule: models.Model, brake: str) -> bool:
        if brake == "wake":
            return rule.has_access("write")
        if brake == "pauses":
            return self.env["jit.pause"].has_access("read")
        if brake == "run":
            return self.env["jit.run"].has_access("read")
        return self.env.user.has_group("jit_replenishment.group_jit_user")

    # -- what the buttons do: the page is asked anew where something was mended -------

    def action_wake(self) -> dict:
        """Order again from today on, though somebody put the rule to sleep."""
        self.ensure_one()
        # by the rights of who asks
        self.rule_id.snoozed_until = False
        return self._ask_again()

    def action_lift(self) -> dict:
        self.ensure_one()
        self.rule_id.action_jit_lift_rejection()
        return self._ask_again()

    def _ask_again(self) -> dict:
        return self._open(self.product_id, self.location_id)

    def action_open_pauses(self) -> dict:
        self.ensure_one()
        return self.rule_id.action_jit_open_pauses()

    def action_open_run(self) -> dict:
        """The orders that wait for a yes, this rule's among them."""
        self.ensure_one()
        held = self.env["jit.run.line"].search(
            [("orderpoint_id", "=", self.rule_id.id)], limit=1
        )
        return open_form(held.run_id or self.rule_id)

    def action_open_draft(self) -> dict:
        self.ensure_one()
        return open_form(self.rule_id._jit_card_draft() or self.rule_id)

    def action_open_price(self) -> dict:
        """The price that is in the way; the product, where a vendor is missing."""
        self.ensure_one()
        offers = self.env["product.supplierinfo"]
        if offers.has_access("read") and self.rule_id:
            rule = self.rule_id
            offers = rule._jit_offers().filtered(
                lambda offer: offer.partner_id == rule.jit_vendor_id
            )
        if len(offers) != 1:
            return self.action_open_product()
        return open_form(offers) | {"context": {"visible_product_tmpl_id": False}}

    def action_open_product(self) -> dict:
        self.ensure_one()
        return open_form(self.product_id)

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return open_form(self.rule_id)
