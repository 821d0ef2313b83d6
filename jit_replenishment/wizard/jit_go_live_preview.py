from collections import defaultdict

from odoo import fields, models

from ..models.jit_first_run import Prospect


class JitGoLive(models.TransientModel):
    """Makes the preview, and does what it shows."""

    _inherit = "jit.go.live"

    def _preview(self) -> None:
        """Decide all rules as if they were live, and keep what is shown of it."""
        first_run = self.env["jit.first.run"]
        rules = self.orderpoint_ids.filtered(lambda rule: rule.trigger != "jit")
        prospects = first_run._look_ahead(rules, self._figures(rules))
        waiting = first_run._put_off(prospects, self._cap)
        self.line_ids.unlink()
        self.vendor_ids.unlink()
        self.request_ids.unlink()
        self.env["jit.go.live.line"].create(
            [
                self._prepare_line_vals(place, each, each.rule.id in waiting)
                for place, each in enumerate(prospects)
            ]
        )
        self.env["jit.go.live.vendor"].create(
            self._prepare_vendor_vals(prospects, waiting)
        )
        self.env["jit.go.live.request"].create(
            [
                {
                    "go_live_id": self.id,
                    "purchase_order_id": row.order_id,
                    "partner_id": row.vendor_id,
                    "product_id": row.product_id,
                    "quantity": row.quantity,
                    "state": row.state,
                    "counts": counts,
                }
                for row, counts in first_run._open_requests(prospects)
            ]
        )
        self.shown_for = self._asked_for()

    def _prepare_line_vals(self, place: int, each: Prospect, waits: bool) -> dict:
        rule, wish = each.rule, each.wish
        vals = {
            "go_live_id": self.id,
            "sequence": place,
            "orderpoint_id": rule.id,
            "company_id": rule.company_id.id,
            "part": each.part,
            "waits": waits,
            "refused": each.refused,
        }
        if not wish:
            return vals
        decision, offer = wish.verdict.decision, wish.verdict.decision.offer
        return vals | {
            "outcome": decision.outcome,
            "facts": [reason.as_list() for reason in decision.reasons],
            "on_hand": wish.on_hand,
            "on_order": wish.on_order,
            "committed": wish.committed,
            "reorder_point": decision.reorder_point,
            "target_stock": decision.target_stock,
            "ordered_quantity": wish.ordered_quantity,
            "partner_id": offer.vendor_id if offer else False,
            "purchase_quantity": wish.purchase_quantity,
            "purchase_uom_id": wish.purchase_uom_id,
            "price_unit": wish.price_unit,
            "price_currency_id": offer.currency_id if offer else False,
            "amount": each.amount,
            "order_by": wish.order_by,
            "planned_on": wish.planned_on,
            "expected_on": each.expected_on,
            "runs_out_on": decision.runs_out_on,
        }

    def _prepare_vendor_vals(
        self, prospects: list[Prospect], waiting: frozenset[int]
    ) -> list[dict]:
        """Of what goes live now; the dearest vendor first."""
        orders = defaultdict(list)
        for each in prospects:
            if each.part == "order" and each.rule.id not in waiting:
                vendor_id = each.wish.verdict.decision.offer.vendor_id
                orders[each.rule.company_id.id, vendor_id].append(each)
        vals_list = [
            {
                "go_live_id": self.id,
                "company_id": company_id,
                "partner_id": vendor_id,
                "line_count": len(some),
                "amount": sum(each.amount for each in some),
                "order_by": min(each.wish.order_by for each in some),
                "expected_on": min(each.expected_on for each in some),
            }
            for (company_id, vendor_id), some in orders.items()
        ]
        return sorted(vals_list, key=lambda vals: -vals["amount"])

    def _signature(self) -> list[tuple]:
        """What somebody says yes to."""
        return [
            (
                line.orderpoint_id.id,
                line.part,
                line.waits,
                line.partner_id.id,
                line.purchase_quantity,
                line.ordered_quantity,
                line.currency_id.round(line.amount),
                line.reorder_point,
                line.target_stock,
                line.order_by,
                line.planned_on,
                line.expected_on,
            )
            for line in self.line_ids.sorted("orderpoint_id")
        ]

    def _put_live(self) -> None:
        """The most urgent first; one rule that cannot go live costs itself only, and
        is named."""
        rules = self.line_ids.filtered("goes_live").orderpoint_id
        seen = {str(rule.id): self._as_seen(rule) for rule in rules}
        self.write({"notice": False, "live_at": fields.Datetime.now(), "seen": seen})
        self._begin(rules.ids)

    def _as_seen(self, rule: models.Model) -> list:
        """What a rule was when somebody said yes to it."""
        return [*rule._jit_as_made(), rule.product_id.active]

    def _do(self, rules: models.Model) -> None:
        joining = rules.filtered(lambda rule: rule.trigger != "jit")
        seen = self.seen or {}
        # nobody said yes to what a rule that waited became meanwhile
        other = joining.filtered(
            lambda rule: seen.get(str(rule.id)) != self._as_seen(rule)
        )
        if other:
            said = self.env._("It has changed since it was shown. Look at it again.")
            self._note_failed(dict.fromkeys(other.ids, said))
        joining -= other
        self._take_live(joining)
        self.went_live += len(joining)

    def _note_failed(self, failures: dict[int, str]) -> None:
        for line in self.line_ids:
            if said := failures.get(line.orderpoint_id.id):
                line.write({"part": "refused", "refused": said})

    def _concerned_companies(self) -> models.Model:
        return self.orderpoint_ids.company_id

    def _take_live(self, rules: models.Model) -> None:
        rules.action_jit_go_live()
        if self.with_suggestions:
            self._accept(rules)

    def _accept(self, rules: models.Model) -> None:
        """As the suggestions themselves do it, with all they check."""
        if suggestions := self._suggestions(rules):
            suggestions.action_accept()

    def _totals(self) -> dict:
        """By company, what goes live now: lines, money, vendors."""
        return {
            company: (
                sum(vendors.mapped("line_count")),
                sum(vendors.mapped("amount")),
                len(vendors.partner_id),
            )
            for company, vendors in self.vendor_ids.grouped("company_id").items()
        }
