from datetime import date

from odoo import api, models


class JitReason(models.AbstractModel):
    """Sentences about what just-in-time does not order, and about documents."""

    _inherit = "jit.reason"

    # -- who orders it, if just-in-time does not ---------------------------------

    def _say_is_kit(self, values, unit):
        return self.env._(
            "This is a kit: it is not bought as such. Ask about its components."
        )

    def _say_not_tracked(self, values, unit):
        return self.env._(
            "Nobody counts this product, so nobody can tell when it runs out, and "
            "nothing orders it. Tick Track Inventory on it and count it."
        )

    def _say_not_goods(self, values, unit):
        return self.env._(
            "This is no product that is kept in stock, so it never runs out and "
            "nothing orders it by itself."
        )

    def _say_product_archived(self, values, unit):
        return self.env._(
            "This product is archived: nothing orders it. Unarchive it to have it "
            "ordered again."
        )

    def _say_other_company(self, values, unit):
        return self.env._(
            "This product belongs to %(company)s: ask about a place of that company.",
            company=values["company"],
        )

    def _say_on_trial(self, values, unit):
        return self.env._(
            "On trial since %(since)s: Just in Time only notes what it would order.",
            since=self._day(values["since"]),
        )

    def _say_outside_warehouse(self, values, unit):
        return self.env._(
            "%(location)s is not a warehouse location for your own stock.",
            location=values["location"],
        )

    def _say_rule_none(self, values, unit):
        return self.env._("No reordering rule here: nothing orders it by itself.")

    def _say_rule_archived(self, values, unit):
        return self.env._(
            "Its reordering rule here is archived: nothing orders it by itself."
        )

    def _say_rule_auto(self, values, unit):
        return self.env._(
            "Not under Just in Time: Odoo's automatic rule orders it here, below "
            "%(reorder_point)s up to %(target)s, when its own scheduler runs.",
            **self._figures(values, unit),
        )

    def _say_rule_manual(self, values, unit):
        return self.env._(
            "Not under Just in Time: a person has to order it, on the Replenishment "
            "page. Its rule here says below %(reorder_point)s up to %(target)s.",
            **self._figures(values, unit),
        )

    def _say_rule_around(self, values, unit):
        return self.env._(
            "The rule of %(locations)s counts the stock of this place as its own.",
            locations=values["locations"],
        )

    def _say_rules_elsewhere(self, values, unit):
        return self.env._(
            "It has a rule for %(locations)s.", locations=values["locations"]
        )

    def _say_made_to_order(self, values, unit):
        return self.env._(
            "By its route %(route)s each customer order has its own purchase or "
            "production.",
            route=values["route"],
        )

    # -- how it stands ------------------------------------------------------------

    def _say_on_draft(self, values, unit):
        parts = {
            "quantity": self._number(values["quantity"], unit),
            "document": values["document"],
        }
        changed_by = values.get("changed_by")
        if changed_by is None:
            return self.env._("%(quantity)s are on draft order %(document)s.", **parts)
        if not changed_by:
            return self.env._(
                "%(quantity)s are on draft order %(document)s, changed by hand.",
                **parts,
            )
        return self.env._(
            "%(quantity)s are on draft order %(document)s, changed by %(person)s.",
            person=changed_by,
            **parts,
        )

    def _say_would_be(self, values, unit):
        return self.env._("Under Just in Time, with the same figures:")

    def _say_stock_now(self, values, unit):
        return self.env._(
            "On hand %(on_hand)s + incoming %(on_order)s - promised %(committed)s = "
            "%(available)s.",
            **self._position(values, unit),
        )

    def _say_would_ask(self, values, unit):
        return self.env._("If it were to be ordered today:")

    def _say_no_answer(self, values, unit):
        return self.env._(
            "No figures can be given. Look under To Fix, or ask your administrator."
        )

    # -- documents ------------------------------------------------------------------

    @api.model
    def _promise(self, document: models.Model, moves: models.Model) -> str:
        """A document and what it promises: S00012 (Azure, 5 due 28 Nov)."""
        unit = moves[:1].product_id.uom_id
        promise = self.env._(
            "%(quantity)s due %(due)s",
            quantity=self._number(sum(moves.mapped("product_qty")), unit),
            due=self._day(self._due(moves).isoformat()),
        )
        if all(move.state == "cancel" for move in moves):
            promise = self.env._("cancelled")
        who = self._who(document)
        parts = ", ".join([who, promise] if who else [promise])
        return f"{self._document_name(document)} ({parts})"

    @api.model
    def _due(self, moves: models.Model) -> date:
        """The day of the first of them, by their company's clock."""
        return moves.company_id[:1]._jit_day(min(moves.mapped("date")))

    @api.model
    def _who(self, document: models.Model) -> str:
        has_partner = "partner_id" in document
        return document.partner_id.display_name or "" if has_partner else ""

    @api.model
    def _document_name(self, document: models.Model) -> str:
        """A move outside any transfer is known by where it goes."""
        if document._name == "stock.move":
            return document.reference or document.location_dest_id.display_name
        return document.display_name

    @api.model
    def _cancelled(self, document: models.Model) -> str:
        name = self._document_name(document)
        if document._name == "sale.order":
            return self.env._(
                "Customer order %(document)s was cancelled.", document=name
            )
        return self.env._("%(document)s was cancelled.", document=name)

    def _figures(self, values, unit) -> dict[str, str]:
        return {
            "reorder_point": self._number(values["reorder_point"], unit),
            "target": self._number(values["target_stock"], unit),
        }
