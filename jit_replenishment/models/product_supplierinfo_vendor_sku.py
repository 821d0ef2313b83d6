from typing import NoReturn

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..queries.vendor_skus import (
    SkuClaim,
    colliding_offers,
    comparable,
    find_collisions,
)

# a change of one of these may make a SKU name another product
_CLAIM_FIELDS = frozenset(
    {"product_code", "partner_id", "company_id", "product_id", "product_tmpl_id"}
)
# more would not fit a dialog; the list has them all
_NAMED_AT_MOST = 10


class ProductSupplierinfo(models.Model):
    """One SKU of a vendor names one product.

    Price tiers and variants of the product share it. Whatever a database already holds
    is listed and never stands in the way; a new collision warns, or is refused where
    the company says so.
    """

    _inherit = "product.supplierinfo"

    product_code = fields.Char(index="trigram")
    jit_same_sku = fields.Char(
        string="SKU Also Used For",
        compute="_compute_jit_same_sku",
        search="_search_jit_same_sku",
        help="The same vendor uses this SKU for these products too. Correct the one "
        "that is wrong, or archive the product that is no longer bought.",
    )

    # of queries.vendor_skus.comparable_column
    _jit_comparable_sku = models.Index(
        "(lower(btrim(product_code, E' \\t\\r\\n\\u00A0')))"
    )

    @api.depends(*_CLAIM_FIELDS)
    @api.depends_context("allowed_company_ids", "lang")
    def _compute_jit_same_sku(self) -> None:
        collisions = self._jit_collisions()
        for offer in self:
            offer.jit_same_sku = self._jit_product_names(collisions.get(offer))

    @api.model
    def _search_jit_same_sku(self, operator: str, value: object) -> Domain:
        if operator != "in" or set(value) - {False, ""}:
            return NotImplemented
        return ~Domain("id", "in", colliding_offers(self.env))

    def _jit_claim(self) -> SkuClaim | None:
        """Whose SKU this line says names which product; also of a line being typed."""
        self.ensure_one()
        sku = comparable(self.product_code)
        # whose contact the vendor is counts, though the reader may not see the company
        vendor = self.sudo().partner_id.commercial_partner_id._origin
        if not sku or not vendor:
            return None
        return SkuClaim(
            vendor_id=vendor.id,
            company_id=self.company_id._origin.id or None,
            # a product not yet saved has no other line
            template_id=self.product_tmpl_id._origin.id or 0,
            vendor_sku=sku,
        )

    def _jit_collisions(self) -> dict:
        """Stored lines of other products with the same SKU, for each line that has
        such; in one query."""
        claims = {}
        for offer in self:
            if (not offer.product_tmpl_id or offer.product_tmpl_id.active) and (
                claim := offer._jit_claim()
            ):
                claims[offer] = claim
        found = find_collisions(self.env, list(claims.values()))
        offers = list(claims)
        return {
            offers[place]: self.browse(offer_id for offer_id, _template in pairs)
            for place, pairs in found.items()
        }

    @api.model
    def _jit_product_names(self, others: models.Model | None) -> str | bool:
        """The products of these lines, in the reader's language."""
        if not others:
            return False
        # the query kept to the reader's companies
        templates = others.sudo().product_tmpl_id
        return ", ".join(templates.sorted("id").mapped("display_name"))

    def _jit_skus_text(self) -> str | bool:
        """The different SKUs of these lines, in their order."""
        return ", ".join(dict.fromkeys(filter(None, self.mapped("product_code")))) or (
            False
        )

    @api.onchange(*_CLAIM_FIELDS)
    def _onchange_jit_same_sku(self) -> dict | None:
        others = self._jit_collisions().get(self)
        if not others:
            return None
        return {
            "warning": {
                "title": self.env._("Vendor SKU Already Used"),
                "message": self._jit_collision_text(others),
            }
        }

    def _jit_collision_text(self, others: models.Model) -> str:
        self.ensure_one()
        return self.env._(
            "%(vendor)s already uses the SKU %(sku)s for %(others)s. One SKU of a "
            "vendor names one product: enter another one, or correct it there.",
            vendor=self.sudo().partner_id.commercial_partner_id.display_name,
            sku=self.product_code.strip(),
            others=self._jit_product_names(others),
        )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        offers = super().create([self._jit_tidy(vals) for vals in vals_list])
        offers._jit_check_skus()
        return offers

    def write(self, vals: dict) -> bool:
        if not _CLAIM_FIELDS & vals.keys():
            return super().write(vals)
        before = {offer.id: offer._jit_claim() for offer in self}
        result = super().write(self._jit_tidy(vals))
        # writing what is there already, as an import does, is no new collision
        changed = self.filtered(lambda offer: before[offer.id] != offer._jit_claim())
        changed._jit_check_skus()
        return result

    @api.model
    def _jit_tidy(self, vals: dict) -> dict:
        """Blanks around a SKU come from spreadsheets and break every later search."""
        if isinstance(vals.get("product_code"), str):
            return vals | {"product_code": vals["product_code"].strip() or False}
        return vals

    def _jit_check_skus(self) -> None:
        """Refuse new collisions where the company of the line (of a shared line: the
        reader's) refuses them."""
        strict = self.filtered(
            lambda offer: (
                (offer.company_id or self.env.company).sudo().jit_refuse_duplicate_sku
            )
        )
        if collisions := strict._jit_collisions():
            self._jit_refuse(collisions)

    @api.model
    def _jit_refuse(self, collisions: dict) -> NoReturn:
        texts = [
            offer.product_tmpl_id.display_name
            + ": "
            + offer._jit_collision_text(others)
            for offer, others in list(collisions.items())[:_NAMED_AT_MOST]
        ]
        if len(collisions) > _NAMED_AT_MOST:
            texts.append(
                self.env._(
                    "And %(count)s more lines like these.",
                    count=len(collisions) - _NAMED_AT_MOST,
                )
            )
        raise ValidationError("\n\n".join(texts))

    def action_jit_open_same_sku(self) -> dict:
        """Show this line beside those with the same SKU."""
        self.ensure_one()
        others = self._jit_collisions().get(self, self.browse())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.product_supplierinfo_same_sku_action"
        )
        action["domain"] = [("id", "in", (self | others).ids)]
        return action
