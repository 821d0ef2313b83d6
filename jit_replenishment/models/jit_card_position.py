from collections import defaultdict

from odoo import api, models

from .jit_card import MINUS, Figures, Subject
from .jit_card_links import NAMED


class JitCard(models.AbstractModel):
    """The position: each part with the movements it is the sum of."""

    _inherit = "jit.card"

    @api.model
    def _position_section(self, subject: Subject) -> dict | None:
        vals = subject.told.vals
        source, note = self._movements(subject)
        rows = [
            self._compared(
                subject,
                "on_hand",
                self.env._("On Hand"),
                action=self._quants_action(subject),
                amount=vals["on_hand"],
            ),
            *self._incoming_rows(subject, source),
            *self._promised_rows(subject, source),
        ]
        known = filter(None, (subject.told, subject.now, subject.before))
        if any(each.vals["already_expected"] for each in known):
            rows.append(
                self._compared(
                    subject,
                    "already_expected",
                    self.env._("Already Expected"),
                    amount=vals["already_expected"],
                    sign="+",
                    note=self.env._(
                        "Of what is promised, what the reorder point contains as "
                        "demand it expects: not counted a second time."
                    ),
                )
            )
        rows.append(
            self._compared(
                subject,
                "inventory_position",
                self.env._("Available to Plan"),
                total=True,
                amount=vals["inventory_position"],
                sign="=",
            )
        )
        return self._section("position", self.env._("Stock"), rows, note)

    @api.model
    def _movements(self, subject: Subject) -> tuple[Figures, str]:
        """Where the records behind the figures are kept, and what to say of it."""
        kept = subject.told.facts.get("booked", {})
        if "counted_records" in kept:
            return subject.told, ""
        if not subject.now:
            return subject.told, self.env._(
                "What was behind these figures was not kept with a reason this old."
            )
        return subject.now, self.env._(
            "What was behind these figures was not kept with a reason this old: what "
            "opens is what there is now."
        )

    @api.model
    def _quants_action(self, subject: Subject) -> dict | None:
        """What lies there now: no reason could keep it."""
        name = self.env._("On Hand Now: %(product)s", product=subject.product.name)
        return self._list(name, subject.known.quants)

    # -- incoming ----------------------------------------------------------------

    @api.model
    def _incoming_rows(self, subject: Subject, source: Figures) -> list[dict]:
        booked = source.facts.get("booked", {})
        counted = self._by_model(booked.get("counted_records", ()))
        label = self.env._("Incoming")
        action = None
        if len(counted) == 1:
            ((model, ids),) = counted.items()
            action = self._list_of(subject, label, model, ids)
        figure = {"amount": subject.told.vals["on_order"], "sign": "+"}
        rows = [self._compared(subject, "on_order", label, action=action, **figure)]
        if len(counted) > 1:
            rows += [
                self._row(
                    self._kind_label(model),
                    str(len(ids)),
                    action=self._list_of(subject, self._kind_label(model), model, ids),
                    part=True,
                )
                for model, ids in counted.items()
            ]
        return rows + self._supply_rows(subject, booked, source is subject.told)

    @api.model
    def _kind_label(self, model: str) -> str:
        return {
            "stock.move": self.env._("Receipts"),
            "purchase.order.line": self.env._("Requests for Quotation"),
            "mrp.production": self.env._("Manufacturing Orders"),
        }.get(model, model)

    @api.model
    def _supply_rows(self, subject: Subject, booked: dict, is_told: bool) -> list[dict]:
        """One for each supply; what is not counted says why.

        :param is_told: these are the supplies of the figures on the card
        """
        counted = iter(booked.get("counted_records", ()))
        dropped = iter(booked.get("dropped_records", ()))
        writer = self.env["jit.reason"]
        supplies = []
        for row in booked.get("incoming", ()):
            # rows may have been frozen before all of this was known
            name, due, quantity, cause, changed_by, *_more = [*row, None, None]
            record = next(dropped if cause else counted, None)
            supplies.append((name, due, quantity, cause, changed_by, record))
        documents = subject.known.shelf.documents
        rows = []
        for name, due, quantity, cause, changed_by, record in supplies:
            behind = self._behind(subject, documents.get(record))
            label = writer._changed_draft(name, changed_by)
            notes = (writer._day(due), writer._short_cause(cause))
            rows.append(
                self._row(
                    self.env._("Another company") if behind.is_foreign else label,
                    self._quantity(subject, quantity),
                    note=", ".join(filter(None, notes)),
                    action=self._form_behind(behind),
                    part=True,
                    amount=quantity if is_told and not cause else None,
                )
            )
        return rows + self._more_row(subject, booked, "incoming")

    @api.model
    def _more_row(self, subject: Subject, booked: dict, direction: str) -> list[dict]:
        count = booked.get(f"{direction}_more")
        if not count:
            return []
        label = self.env._("and %(count)s more", count=count)
        quantity = booked[f"{direction}_more_quantity"]
        if subject.product.uom_id.is_zero(quantity):
            return [self._row(label, note=self.env._("not counted"), part=True)]
        return [self._part(subject, label, quantity)]

    # -- promised ------------------------------------------------------------------

    @api.model
    def _promised_rows(self, subject: Subject, source: Figures) -> list[dict]:
        booked = source.facts.get("booked", {})
        move_ids = booked.get("promised_moves", [])
        label = self.env._("Promised")
        action = self._list_of(subject, label, "stock.move", move_ids)
        figure = {"amount": subject.told.vals["committed"], "sign": MINUS}
        rows = [self._compared(subject, "committed", label, action=action, **figure)]
        # whom it is promised to is told to who may know of the product and the place
        documents = subject.known.shelf.documents
        by_document = defaultdict(lambda: self.env["stock.move"].sudo())
        for move in self.env["stock.move"].sudo().browse(move_ids):
            if document := documents.get(f"stock.move,{move.id}"):
                by_document[document] |= move
        if by_document:
            told = self._demand_rows(subject, by_document)
        else:
            told = self._promised_days(subject, booked)
        if source is not subject.told:
            # what is promised now is no part of what was promised then
            return rows + [row | {"amount": None} for row in told]
        if by_document:
            told += self._other_promises(subject, told, len(by_document) - NAMED)
        return rows + told

    @api.model
    def _demand_rows(self, subject: Subject, by_document: dict) -> list[dict]:
        writer = self.env["jit.reason"]
        named = list(by_document.items())[:NAMED]
        rows = []
        for document, moves in named:
            behind = self._behind(subject, document)
            label, who = writer._document_name(document), writer._who(document)
            if behind.is_foreign:
                label, who = self.env._("Another company"), ""
            day = writer._day(writer._due(moves).isoformat())
            rows.append(
                self._part(
                    subject,
                    label,
                    sum(moves.mapped("product_qty")),
                    note=", ".join(filter(None, (who, day, self._outcome_of(moves)))),
                    action=self._form_behind(behind),
                )
            )
        return rows

    @api.model
    def _other_promises(
        self, subject: Subject, named: list[dict], more: int
    ) -> list[dict]:
        """What is missing to the sum: documents that are not named, and what moves were
        for before somebody changed, split or removed them."""
        unit = subject.product.uom_id
        known = sum(row["amount"] for row in named)
        left = unit.round(subject.told.vals["committed"] - known)
        if more > 0:
            label = self.env._("and %(count)s more", count=more)
        elif not unit.is_zero(left):
            label = self.env._("Changed or removed since")
        else:
            return []
        return [self._part(subject, label, left)]

    @api.model
    def _outcome_of(self, moves: models.Model) -> str:
        """What became of a promise since."""
        states = set(moves.mapped("state"))
        if states == {"cancel"}:
            return self.env._("cancelled since")
        return self.env._("delivered since") if states == {"done"} else ""

    @api.model
    def _promised_days(self, subject: Subject, booked: dict) -> list[dict]:
        """By day, where the moves themselves are not known any more."""
        writer = self.env["jit.reason"]
        rows = [
            self._part(subject, writer._day(due), quantity)
            for due, quantity in booked.get("promised", ())
        ]
        return rows + self._more_row(subject, booked, "promised")
