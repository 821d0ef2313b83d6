from odoo import api, fields, models

from .jit_card import Figures, Subject
from .jit_why import Now

# what a card reads of a decision
_NAMES = (
    "outcome",
    "on_hand",
    "on_order",
    "committed",
    "already_expected",
    "inventory_position",
    "reorder_point",
    "target_stock",
    "need_quantity",
    "ordered_quantity",
    "purchase_quantity",
    "price_unit",
    "discount",
)
_RECORDS = ("vendor_id", "purchase_uom_id", "currency_id", "consequence_class_id")


class JitDecision(models.Model):
    """The card of a reason: as it was, and beside it what is so today."""

    _inherit = "jit.decision"

    card = fields.Json(compute="_compute_card", string="Figures")
    headline = fields.Char(compute="_compute_card", string="In Short")

    @api.depends("facts", "outcome", "orderpoint_id", "purchase_line_id")
    @api.depends_context("lang", "tz", "uid", "allowed_company_ids")
    def _compute_card(self) -> None:
        """Worked out for who reads it: what they may not open has no action."""
        # the figures are read as the engine's own below
        self.check_access("read")
        answers = self._answers_now()
        subjects = [
            decision._card_subject(answer)
            for decision, answer in zip(self, answers, strict=True)
        ]
        cards = self.env["jit.card"]._build(subjects)
        for decision, card in zip(self, cards, strict=True):
            decision.card = card
            decision.headline = card["headline"]
            if not card["headline"]:
                # the page has the reason itself then
                decision.card = card | {"words": ""}

    def _card_figures(self) -> Figures:
        """What was known."""
        self.check_access("read")
        known = self.sudo()
        vals = {name: known[name] for name in _NAMES}
        vals |= {name: known[name].id for name in _RECORDS}
        return Figures(vals, dict(known.facts or []))

    def _card_subject(self, answer: Now | None) -> Subject:
        # the figures of a reason belong to who may read the reason; prices are left
        # out by the card
        known = self.sudo()
        now = self.env["jit.card"]._figures_of_wish(answer.wish) if answer else None
        return Subject(
            product=known.product_id.sudo(self.env.su),
            location=known.location_id.sudo(self.env.su),
            company=known.company_id,
            rule=known.orderpoint_id.sudo(self.env.su),
            told=self._card_figures(),
            now=now,
            moment=self.decided_at,
            line=known.purchase_line_id or None,
            notes=tuple(self._card_notes(known, answer)),
            words=self.reason or "",
        )

    def _answers_now(self) -> list[Now | None]:
        """What the engine says today; None where the place or product is closed."""
        if not self.env["stock.warehouse.orderpoint"].has_access("read"):
            return [None] * len(self)
        products = self.product_id._filtered_access("read")
        locations = self.location_id._filtered_access("read")
        open_to = [
            (decision.product_id, decision.location_id)
            if decision.product_id in products and decision.location_id in locations
            else None
            for decision in self
        ]
        found = self.env["jit.why"]._now(list(dict.fromkeys(filter(None, open_to))))
        return [found.get(place) for place in open_to]

    def _card_notes(self, known: models.Model, answer: Now | None) -> list[str]:
        """What a reader has to know before they compare figures."""
        notes, rule = [], known.orderpoint_id
        if not rule:
            notes.append(self.env._("The rule was deleted since."))
        elif not rule.active:
            notes.append(self.env._("The rule was archived since."))
        elif rule.trigger != "jit":
            notes.append(self.env._("The rule was taken off Just in Time since."))
        line = known.purchase_line_id
        if known.outcome == "order" and known.purchase_order_id and not line:
            notes.append(self.env._("The line it was ordered on was removed since."))
        elif line and line.state != "cancel" and not line.jit_owned:
            notes.append(
                self.env._("The line of this order counts as incoming by now.")
            )
        if answer and not answer.wish:
            writer = self.env["jit.reason"]
            unit = known.product_id.uom_id
            notes.append(writer._say(answer.obstacle, answer.values, unit))
        return notes
