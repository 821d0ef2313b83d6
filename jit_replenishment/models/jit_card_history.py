from odoo import api, models
from odoo.fields import Domain

from .jit_card import Subject

# of each kind, the last ones: a glance, no list
_MOST = 5


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
        return self._section("history", self.env._("History"), rows)

    @api.model
    def _kind_rows(self, label: str, rows: list[dict]) -> list[dict]:
        return [self._row(label), *rows] if rows else []

    @api.model
    def _last_of(self, model: str, domain: Domain) -> models.Model:
        records = self.env[model]
        if not records.has_access("read"):
            return records
        return records.search(domain, order="id DESC", limit=_MOST)

    @api.model
    def _change_rows(self, subject: Subject) -> list[dict]:
        if not subject.rule:
            return []
        changes = self._last_of(
            "jit.rule.change", Domain("orderpoint_id", "in", subject.rule.ids)
        )
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
        """Also of a rule that was deleted: by product and place."""
        if not subject.location:
            return []
        decisions = self._last_of(
            "jit.decision",
            Domain("product_id", "=", subject.product.id)
            & Domain("company_id", "=", subject.company.id)
            & Domain("location_id", "=", subject.location.id)
            & Domain("outcome", "=", "order"),
        )
        orders = decisions.sudo().purchase_order_id
        found = self._readable("purchase.order", orders.ids)
        rows = []
        for decision in decisions.sudo():
            order = decision.purchase_order_id
            notes = [decision.vendor_id.name, order.name]
            if order:
                states = order._fields["state"]._description_selection(self.env)
                notes.append(dict(states)[order.state])
            opens = order.sudo(False) if found and order.id in found.ids else None
            rows.append(
                self._row(
                    self._date_of(subject, decision.decided_at),
                    self._quantity(subject, decision.ordered_quantity),
                    note=", ".join(filter(None, notes)),
                    action=self._form_of(opens) if opens else None,
                    part=True,
                )
            )
        return rows

    @api.model
    def _rejection_rows(self, subject: Subject) -> list[dict]:
        if not subject.rule:
            return []
        rejections = self._last_of(
            "jit.rejection", Domain("orderpoint_id", "in", subject.rule.ids)
        )
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
            for rejection in rejections
        ]
