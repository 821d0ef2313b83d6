from odoo import api, models

from ..forms import open_form
from ..queries.last_paid import PaidRow
from .jit_card import Subject


class JitCard(models.AbstractModel):
    """Where the price comes from, for those who buy."""

    _inherit = "jit.card"

    @api.model
    def _price_section(self, subject: Subject) -> dict | None:
        told = subject.told
        vals, asked = told.vals, told.facts.get("terms", {}).get("asked")
        has_price = told.facts.get("quantity") and vals["vendor_id"]
        if not self.env["jit.reason"]._tells_prices() or not (asked or has_price):
            return None
        rows = []
        if has_price:
            rows.append(self._unit_price_row(subject))
        if asked:
            rows += self._price_list_rows(subject, asked)
        rows.append(self._paid_row(subject, asked, subject.known.paid))
        note = ""
        if not asked:
            note = self.env._(
                "Which line of the price list it was, is not kept with a reason so old."
            )
        section = self._section("price", self.env._("Price"), rows, note)
        # nothing is ordered, yet what it would cost is known
        said = rows[0]["value"] if has_price else self._asked_price(subject, asked)
        return section | {"said": said}

    @api.model
    def _asked_price(self, subject: Subject, asked: dict) -> str:
        return self.env._(
            "%(price)s / %(unit)s",
            price=self._money(asked["price"], asked["currency_id"]),
            unit=subject.product.uom_id.name,
        )

    @api.model
    def _unit_price_row(self, subject: Subject) -> dict:
        """As on the order: for one of the vendor's unit, before discount."""
        vals, note, now = subject.told.vals, "", ""
        unit = self.env["uom.uom"].browse(vals["purchase_uom_id"] or ())
        price = self._money(vals["price_unit"], vals["currency_id"])
        if vals["discount"]:
            share = self._share(vals["discount"] / 100)
            note = self.env._("less %(discount)s", discount=share)
        today = subject.now and subject.now.vals
        if today and today["vendor_id"] and today["price_unit"] != vals["price_unit"]:
            now = self._money(today["price_unit"], today["currency_id"])
        label = self.env._("Unit Price")
        if unit and unit != subject.product.uom_id:
            label = self.env._("Price of 1 %(unit)s", unit=unit.name)
        return self._row(label, price, now, note=note)

    @api.model
    def _price_list_rows(self, subject: Subject, asked: dict) -> list[dict]:
        offer = self._readable(subject, "product.supplierinfo", [asked["offer_id"]])
        gone = "" if offer else self.env._("This line of the price list is gone.")
        from_quantity = asked["from_quantity"]
        rows = [
            self._row(
                self.env._("Line of the Price List"),
                self.env._(
                    "from %(quantity)s on",
                    quantity=self._quantity(subject, from_quantity),
                )
                if from_quantity
                else self.env._("any quantity"),
                note=gone,
                action=open_form(offer) if offer else None,
            ),
            self._row(
                self.env._("Valid Until"),
                self.env["jit.reason"]._day(asked["date_end"])
                if asked["date_end"]
                else self.env._("no end"),
            ),
        ]
        if asked["next"]:
            quantity, price = asked["next"]
            rows.append(
                self._row(
                    self.env._("Next Price Break"),
                    self.env._(
                        "from %(quantity)s on: %(price)s",
                        quantity=self._quantity(subject, quantity),
                        price=self._money(price, asked["currency_id"]),
                    ),
                )
            )
        return rows

    @api.model
    def _paid_row(
        self, subject: Subject, asked: dict | None, paid: PaidRow | None
    ) -> dict:
        label = self.env._("Last Paid")
        if not paid:
            never = self.env._("Never bought from this vendor before.")
            return self._row(label, "", note=never)
        order = self._readable(subject, "purchase.order", [paid.order_id])
        day = self.env["jit.reason"]._day(paid.day.isoformat() if paid.day else None)
        notes = [self.env._("%(order)s on %(day)s", order=paid.order_name, day=day)]
        price = self._piece_price(subject, asked)
        if price and paid.price and paid.currency_id == price[1]:
            change = price[0] / paid.price - 1
            if abs(change) >= 0.005:
                share = self._share(abs(change))
                notes.append(
                    self.env._("%(share)s more now", share=share)
                    if change > 0
                    else self.env._("%(share)s less now", share=share)
                )
        return self._row(
            label,
            self.env._(
                "%(price)s / %(unit)s",
                price=self._money(paid.price, paid.currency_id),
                unit=subject.product.uom_id.name,
            ),
            note=", ".join(notes),
            action=open_form(order) if order else None,
        )

    @api.model
    def _piece_price(
        self, subject: Subject, asked: dict | None
    ) -> tuple[float, int] | None:
        """Of one of the product's unit after discount, and in which currency."""
        if asked:
            return asked["price"], asked["currency_id"]
        vals = subject.told.vals
        unit = self.env["uom.uom"].browse(vals["purchase_uom_id"] or ())
        if not unit:
            return None
        price = unit._compute_price(vals["price_unit"], subject.product.uom_id)
        return price * (1 - vals["discount"] / 100), vals["currency_id"]
