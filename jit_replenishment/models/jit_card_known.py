from collections import defaultdict
from collections.abc import Callable, Iterable

from odoo import api, fields, models
from odoo.fields import Domain

from ..queries.last_of import read_last_of
from ..queries.last_paid import PaidQuestion, PaidRow, read_last_paid
from .jit_card import Figures, Known, Shelf, Subject

# of each kind, the last ones: a glance, no list
MOST = 5
# changes of a rule that are looked through for the one that set a figure
_LOOKED_AT = 100


class JitCard(models.AbstractModel):
    """Reads what is behind many cards at once: one takes as many queries as twenty."""

    _inherit = "jit.card"

    @api.model
    def _with_known(self, subjects: list[Subject]) -> list[Subject]:
        """The same, each with the records behind it."""
        changes = self._last_of_rules("jit.rule.change", subjects, _LOOKED_AT)
        rejections = self._last_of_rules("jit.rejection", subjects, MOST)
        orders = self._orders_of(subjects)
        quants = self._quants_of(subjects)
        paid = self._paid_of(subjects)
        ordered = {row.order_id for row in paid.values()}
        ordered.update(orders.sudo().purchase_order_id.ids)
        shelf = self._shelf(subjects, ordered)
        self._warm(subjects)
        found = []
        for number, subject in enumerate(subjects):
            known = Known(
                shelf,
                changes=changes.filtered(
                    lambda change, rule=subject.rule: change.orderpoint_id == rule
                ),
                rejections=rejections.filtered(
                    lambda no, rule=subject.rule: no.orderpoint_id == rule
                ),
                orders=orders.filtered(self._is_order_of(subject)),
                quants=quants.filtered(self._is_quant_of(subject)),
                paid=paid.get(number),
            )
            found.append(subject._replace(known=known))
        return found

    # -- by rule, place and vendor ---------------------------------------------------

    @api.model
    def _last_of(
        self, model: str, domain: Domain, columns: tuple[str, ...], most: int
    ) -> models.Model:
        records = self.env[model]
        if not records.has_access("read"):
            return records
        records.flush_model()
        return records.browse(
            read_last_of(records, records._search(domain), columns, most)
        )

    @api.model
    def _last_of_rules(
        self, model: str, subjects: list[Subject], most: int
    ) -> models.Model:
        rule_ids = [rule_id for subject in subjects for rule_id in subject.rule.ids]
        if not rule_ids:
            return self.env[model]
        domain = Domain("orderpoint_id", "in", rule_ids)
        return self._last_of(model, domain, ("orderpoint_id",), most)

    @api.model
    def _orders_of(self, subjects: list[Subject]) -> models.Model:
        """Reasons of orders, also of rules that were deleted: by product and place."""
        places = [subject for subject in subjects if subject.location]
        domain = (
            Domain("product_id", "in", [each.product.id for each in places])
            & Domain("company_id", "in", [each.company.id for each in places])
            & Domain("location_id", "in", [each.location.id for each in places])
            & Domain("outcome", "=", "order")
        )
        columns = ("product_id", "company_id", "location_id")
        return self._last_of("jit.decision", domain, columns, MOST)

    @api.model
    def _is_order_of(self, subject: Subject) -> Callable[[models.Model], bool]:
        place = (subject.product.id, subject.company.id, subject.location.id)

        def is_order(decision: models.Model) -> bool:
            known = decision.sudo()
            return place == (
                known.product_id.id,
                known.company_id.id,
                known.location_id.id,
            )

        return is_order

    @api.model
    def _quants_of(self, subjects: list[Subject]) -> models.Model:
        """What lies there now: no reason could keep it."""
        quants = self.env["stock.quant"]
        location_ids = [each.location.id for each in subjects if each.location]
        if not location_ids or not quants.has_access("read"):
            return quants
        domain = Domain("product_id", "in", [each.product.id for each in subjects])
        domain &= Domain("location_id", "child_of", location_ids)
        if "removal_date" in quants._fields:
            # what has expired is not counted
            now = fields.Datetime.now()
            fresh = Domain("removal_date", "=", False) | Domain(
                "removal_date", ">", now
            )
            domain &= fresh
        return quants.search(domain)

    @api.model
    def _is_quant_of(self, subject: Subject) -> Callable[[models.Model], bool]:
        path = subject.location.sudo().parent_path or ""

        def is_quant(quant: models.Model) -> bool:
            known = quant.sudo()
            there = known.location_id.parent_path.startswith(path)
            return bool(path) and there and known.product_id.id == subject.product.id

        return is_quant

    @api.model
    def _paid_of(self, subjects: list[Subject]) -> dict[int, PaidRow]:
        """By number of the subject, what its vendor was paid last."""
        if not self.env["jit.reason"]._tells_prices():
            return {}
        return read_last_paid(
            self.env,
            {
                number: PaidQuestion(
                    each.product.id,
                    each.company.id,
                    vendor_id,
                    each.moment or fields.Datetime.now(),
                    each.line.id if each.line else None,
                )
                for number, each in enumerate(subjects)
                if each.told and (vendor_id := self._vendor_id_of(each.told))
            },
        )

    @api.model
    def _vendor_id_of(self, told: Figures) -> int | None:
        """Who was asked, or would be."""
        asked = told.facts.get("terms", {}).get("asked") or {}
        return told.vals["vendor_id"] or asked.get("vendor_id")

    # -- what opens ------------------------------------------------------------------

    @api.model
    def _shelf(self, subjects: list[Subject], ordered: set[int]) -> Shelf:
        """The records that all cards name, and which of them the reader may open."""
        told = [
            each
            for subject in subjects
            for each in (subject.told, subject.now, subject.before)
            if each
        ]
        wanted = defaultdict(set, {"purchase.order": ordered})
        for each in told:
            booked = each.facts.get("booked", {})
            for name in ("counted_records", "dropped_records"):
                for model, ids in self._by_model(booked.get(name, ())).items():
                    wanted[model].update(ids)
            wanted["stock.move"].update(booked.get("promised_moves", ()))
            asked = each.facts.get("terms", {}).get("asked") or {}
            wanted["product.supplierinfo"].update(filter(None, [asked.get("offer_id")]))
            wanted["res.partner"].update(filter(None, [self._vendor_id_of(each)]))
        records, documents = {}, {}
        for model in ("stock.move", "purchase.order.line", "mrp.production"):
            if model not in self.env:
                continue
            # who may not read a move may read the order it belongs to
            found = self.env[model].sudo().browse(wanted[model]).exists()
            records |= {f"{model},{record.id}": record for record in found}
        for reference, record in records.items():
            document = documents[reference] = self._document_of(record)
            wanted[document._name].add(document.id)
        # a vendor's name is no secret to who reads the reason
        vendors = self.env["res.partner"].sudo().browse(wanted["res.partner"])
        vendors = vendors.exists()
        vendors.mapped("name")
        return Shelf(self._open_of(wanted), documents, vendors)

    @api.model
    def _open_of(self, wanted: dict[str, set[int]]) -> dict[str, frozenset[int]]:
        """By model, those of these ids that are there still and may be read."""
        return {
            model: frozenset(self._read_open(model, ids).ids)
            for model, ids in wanted.items()
            if ids and model in self.env
        }

    @api.model
    def _read_open(self, model: str, ids: Iterable[int]) -> models.Model:
        records = self.env[model].with_context(active_test=False)
        if not records.has_access("read"):
            return records
        return records.search([("id", "in", list(ids))])

    @api.model
    def _warm(self, subjects: list[Subject]) -> None:
        """Names that cards look up one by one are read for all of them."""
        told = [
            each
            for subject in subjects
            for each in (subject.told, subject.now, subject.before)
            if each
        ]
        for model, name in (
            ("uom.uom", "purchase_uom_id"),
            ("res.currency", "currency_id"),
            ("jit.consequence.class", "consequence_class_id"),
        ):
            ids = {each.vals[name] for each in told if each.vals[name]}
            self.env[model].browse(ids).mapped("display_name")
