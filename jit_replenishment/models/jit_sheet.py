from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from odoo import api, models
from odoo.fields import Domain

from ..marks import SHEET
from ..policy.sheet import (
    CLASS,
    MULTIPLE,
    REORDER_POINT,
    RULE,
    TARGET,
    VENDOR,
    VENDOR_SKU,
    Change,
    Names,
    OddCell,
    Reading,
    RuleOnSheet,
    SheetRow,
    VendorOnSheet,
    read_sheet,
    same_name,
)
from ..queries.rules import read_rules
from ..queries.vendor_offers import OfferRow, read_offers

# of the rule, by column of the sheet; a SKU is the vendor's
_FIELDS = {
    CLASS: "jit_consequence_class_id",
    REORDER_POINT: "product_min_qty",
    TARGET: "product_max_qty",
    MULTIPLE: "replenishment_uom_id",
    VENDOR: "supplier_id",
}


class JitSheet(models.AbstractModel):
    """Rules as a sheet that people edit elsewhere, and back.

    A sheet is read, compared and only then written, all of it or nothing.
    """

    _name = "jit.sheet"
    _description = "Just in Time: Rules as a Sheet"

    # -- what is ---------------------------------------------------------------------

    @api.model
    def _as_on_sheet(self, rules: models.Model) -> list[RuleOnSheet]:
        """These rules in the words of the sheet, in a constant number of queries."""
        # offers may be closed to who may see the rules; their vendors show there too
        engine = self.sudo().env
        rows = read_rules(engine, rules.ids)
        days = engine["jit.situation"]._days(rows)
        sourcings = engine["jit.learnable"]._sourcings(rows, days)
        offers = read_offers(engine, rules.ids)
        return [
            self._one_on_sheet(
                rule,
                offers.get(rule.id, []),
                sourcings[rule.id].vendor_id,
                days[rule.id],
            )
            for rule in rules
        ]

    @api.model
    def _one_on_sheet(
        self, rule: models.Model, offers: list[OfferRow], vendor_id: int, today: date
    ) -> RuleOnSheet:
        unit = rule.product_uom
        vendors = self._vendors(offers, today)
        asked = next((each for each in vendors if each.vendor_id == vendor_id), None)
        inherited = {CLASS: rule.jit_consequence_class_id, VENDOR: rule.supplier_id}
        # whoever may see the rule may know from whom it is bought
        multiple = rule.replenishment_uom_id
        units = rule.product_id.uom_ids | unit | multiple
        units |= units.browse({each.unit_id for each in offers if each.unit_factor})
        return RuleOnSheet(
            rule_id=rule.id,
            name=rule.name,
            values={
                CLASS: rule.jit_effective_class_id.name,
                REORDER_POINT: unit.round(rule.product_min_qty),
                TARGET: unit.round(rule.product_max_qty),
                MULTIPLE: multiple.name or None,
                VENDOR: asked.name if asked else None,
                VENDOR_SKU: (asked.vendor_sku or None) if asked else None,
            },
            step=unit.rounding,
            units={each.name: each.id for each in units},
            vendors=vendors,
            inherited=frozenset(name for name, own in inherited.items() if not own),
        )

    @api.model
    def _vendors(self, offers: list[OfferRow], today: date) -> list[VendorOnSheet]:
        """Each vendor once; the price a rule names is one that holds today."""
        by_vendor = defaultdict(list)
        for offer in offers:
            if offer.vendor_active:
                by_vendor[offer.vendor_id].append(offer)
        found = []
        for vendor_id, rows in by_vendor.items():
            valid = [row for row in rows if not row.date_end or row.date_end >= today]
            skus = [row.vendor_sku for row in rows if row.vendor_sku]
            found.append(
                VendorOnSheet(
                    vendor_id,
                    rows[0].vendor_name,
                    skus[0] if skus else "",
                    (valid or rows)[0].offer_id,
                    tuple(row.offer_id for row in rows),
                )
            )
        return found

    # -- what is wanted ------------------------------------------------------------

    @api.model
    def _compare(self, rows: list[SheetRow]) -> Reading:
        """What a sheet would change of the rules in the companies at hand."""
        named = {
            " ".join(cell.split())
            for row in rows
            if isinstance(cell := row.cells.get(RULE), str)
        }
        return read_sheet(rows, self._names(named))

    @api.model
    def _names(self, named: set[str]) -> Names:
        every = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        here = [
            ("name", "in", list(named)),
            ("company_id", "in", self.env.companies.ids),
        ]
        mine = every.search(here)
        active = mine.filtered("active")
        by_name = defaultdict(list)
        for rule in self._as_on_sheet(active):
            by_name[same_name(rule.name)].append(rule)
        unreachable = {same_name(rule.name): "archived" for rule in mine - active}
        missing = named - set(mine.mapped("name"))
        # only that it is there: what it says stays with its company
        elsewhere = every.sudo().search([("name", "in", list(missing))])
        unreachable |= {same_name(rule.name): "other_company" for rule in elsewhere}
        classes = self.env["jit.consequence.class"].search(Domain.TRUE)
        return Names(by_name, {each.name: each.id for each in classes}, unreachable)

    # -- what is written -------------------------------------------------------------

    @api.model
    def _write(self, changes: Iterable[Change], name: str) -> None:
        """Write all of it, as if by hand; the history of the rules names the sheet."""
        by_rule: dict[int, dict] = defaultdict(dict)
        by_sku: dict[str, set[int]] = defaultdict(set)
        for change in changes:
            if change.column == VENDOR_SKU:
                by_sku[change.value].update(change.offer_ids)
            else:
                field = _FIELDS[change.column]
                # no id at all takes it away, while no quantity is one
                is_quantity = change.column in (REORDER_POINT, TARGET)
                by_rule[change.rule_id][field] = (
                    change.value if is_quantity else change.value or False
                )
        rules = self.env["stock.warehouse.orderpoint"].with_context(
            jit_sheet=SHEET, jit_sheet_name=name
        )
        for vals, ids in self._batches(by_rule).items():
            # what they read is read for all of them at once
            rules.browse(ids).with_prefetch(list(by_rule)).write(dict(vals))
        offers = self.env["product.supplierinfo"]
        for sku, offer_ids in by_sku.items():
            offers.browse(sorted(offer_ids)).write({"product_code": sku or False})

    @api.model
    def _batches(self, by_rule: Mapping[int, dict]) -> dict[tuple, list[int]]:
        """Rules with the same values are written together."""
        found = defaultdict(list)
        for rule_id, vals in by_rule.items():
            found[tuple(vals.items())].append(rule_id)
        return found

    @api.model
    def _odd(self, code: str, value: object) -> OddCell:
        return OddCell(code, str(value)[:40])
