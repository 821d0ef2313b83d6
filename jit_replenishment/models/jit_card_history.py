from odoo import api, models

from ..forms import open_form
from .jit_card import Subject
from .jit_card_known import MOST


class JitCard(models.AbstractModel):
    """What happened to the rule: figures, orders, rejections, with dates and people."""

    _inherit = "jit.card"

    @api.model
    def _history_section(self, subject: Subject) -> dict | None:
        rows = [
            *self._kind_rows(self.env._("Changed Figures"), self._change_rows(subject)),
            *self._kind_rows(self.env._("Last Orders"), self._order_rows(subject)),
            *self._kind_rows(self.env._("Rejections"), self._rejection_rows(subject)),
        ]
        section = self._section("history", self.env._("History"), rows)
        return section and section | {"said": ""}

    @api.model
    def _kind_rows(self, label: str, rows: list[dict]) -> list[dict]:
        return [self._row(label), *rows] if rows else []

    @api.model
    def _change_rows(self, subject: Subject) -> list[dict]:
        changes = subject.known.changes[:MOST]
        sources = dict(changes._fields["source"]._description_selection(self.env))
        return [
            self._row(
                self._date_of(subject, change.changed_at),
                change.figures,
                note=", ".join(
                    filter(
                        None,
                        # a colleague's name is no secret
                        (
                            sources[change.source],
                            change.sudo().user_id.name,
                            change.why,
                        ),
                    )
                ),
                part=True,
            )
            for change in changes
        ]

    @api.model
    def _order_rows(self, subject: Subject) -> list[dict]:
        rows = []
        for decision in subject.known.orders.sudo():
            order = decision.purchase_order_id
            notes = [decision.vendor_id.name, order.name]
            if order:
                states = order._fields["state"]._description_selection(self.env)
                notes.append(dict(states)[order.state])
            quantity = decision.ordered_quantity
            line = decision.purchase_line_id
            if line and line.product_uom_id:
                quantity = line.product_uom_qty
            if quantity != decision.ordered_quantity:
                notes.append(
                    self.env._(
                        "suggested %(quantity)s",
                        quantity=self._quantity(subject, decision.ordered_quantity),
                    )
                )
            opens = self._readable(subject, "purchase.order", order.ids)
            rows.append(
                self._row(
                    self._date_of(subject, decision.decided_at),
                    self._quantity(subject, quantity),
                    note=", ".join(filter(None, notes)),
                    action=open_form(opens) if opens else None,
                    part=True,
                )
            )
        return rows

    @api.model
    def _rejection_rows(self, subject: Subject) -> list[dict]:
        writer = self.env["jit.reason"]
        return [
            self._row(
                self._date_of(subject, rejection.create_date),
                f"{writer._number(rejection.quantity, rejection.product_uom_id)} "
                f"{rejection.product_uom_id.name or ''}",
                note=self.env._(
                    "%(person)s: %(reason)s, until %(until)s",
                    # a colleague's name is no secret
                    person=rejection.sudo().user_id.name,
                    reason=rejection.reason,
                    until=writer._day(rejection.until.isoformat()),
                ),
                part=True,
            )
            for rejection in subject.known.rejections
        ]
