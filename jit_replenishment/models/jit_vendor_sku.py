import re
from collections.abc import Iterable

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..queries.vendor_skus import comparable, comparable_column

_POSITIVE = frozenset({"=", "in", "ilike", "like", "=ilike", "=like"})


class JitVendorSku(models.AbstractModel):
    """Finds products by what any vendor calls them.

    Runs with the reader's own rights: whoever may not read price lists finds what core
    finds. A company named by the context (the order's) shuts out the other companies'
    price lists, even those the reader has open.
    """

    _name = "jit.vendor.sku"
    _description = "Vendor SKU"

    @api.model
    def _searchable(self, operator: str, value: object) -> bool:
        return (
            bool(value)
            and operator in _POSITIVE
            and self.env["product.supplierinfo"].has_access("read")
        )

    @api.model
    def _offers(
        self, operator: str, value: object, vendor_ids: Iterable[int] = ()
    ) -> Query:
        """Offers whose SKU matches; ``=`` and ``in`` ignore case and blanks around."""
        offers = self.env["product.supplierinfo"]
        company_id = self.env.context.get("company_id")
        companies = self.env.companies.browse(company_id or self.env.companies.ids)
        # a branch buys from its parents' price lists, though it may not open them
        company_ids = companies.sudo().parent_ids.ids
        domain = Domain("company_id", "in", [*company_ids, False])
        if vendor_ids:
            domain &= Domain("partner_id", "in", list(vendor_ids))
        if operator in ("=", "in"):
            domain &= self._exactly([value] if isinstance(value, str) else value)
        else:
            domain &= Domain("product_code", operator, value)
        return offers._search(domain)

    @api.model
    def _exactly(self, values: Iterable) -> Domain:
        skus = [comparable(value) for value in values if isinstance(value, str)]
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(%s::text[])",
                comparable_column(model._field_to_sql(alias, "product_code", query)),
                [sku for sku in skus if sku],
            )
        )

    @api.model
    def _ids_named(self, model_name: str, query: Query) -> SQL:
        """Ids of the products or templates of these offers, as a sub-query.

        An offer of one variant names that variant alone.
        """
        offers = self.env["product.supplierinfo"]
        template = offers._field_to_sql(query.table, "product_tmpl_id", query)
        if model_name == "product.template":
            return SQL("(%s)", query.select(template))
        variant = offers._field_to_sql(query.table, "product_id", query)
        return SQL(
            """
            (SELECT product.id
               FROM (%s) AS named(template_id, variant_id)
               JOIN product_product product
                 ON product.product_tmpl_id = named.template_id
                AND COALESCE(named.variant_id, product.id) = product.id)
            """,
            query.select(template, variant),
        )

    @api.model
    def _having(self, model: models.Model, operator: str, value: object) -> Domain:
        """Products with (or, asked for False, without) a vendor's SKU like this."""
        if operator == "in" and False in value:
            any_sku = self._offers("!=", False)
            return ~Domain("id", "in", self._ids_named(model._name, any_sku))
        if operator not in _POSITIVE:
            # the ORM asks again with the positive operator and negates
            return NotImplemented
        named = self._ids_named(model._name, self._offers(operator, value))
        return Domain("id", "in", named)

    @api.model
    def _widen(
        self, model: models.Model, core: Domain, operator: str, value: object
    ) -> Domain:
        """Core's search of a display name, and what vendors call so."""
        if self.env.context.get("jit_core_search") or not self._searchable(
            operator, value
        ):
            return Domain(core)
        named = self._ids_named(model._name, self._offers(operator, value))
        # one IN over a union uses the indexes, an OR of two does not
        by_core = model.with_context(active_test=False)._search(core).select()
        return Domain("id", "in", SQL("((%s) UNION ALL %s)", by_core, named))

    @api.model
    def _ranked_names(
        self,
        model: models.Model,
        found: list[tuple[int, str]],
        name: str,
        domain: Domain,
        operator: str,
        limit: int | None,
    ) -> list[tuple[int, str]]:
        """Core's answers and the products that vendors call so, best first.

        The SKU of the order's vendor, then our own reference, then another vendor's
        SKU, then what only contains the text. An exact search (an import) that core
        answers is left alone: two answers would make it ambiguous.
        """
        exact = operator == "="
        # a program may send anything: what is no text is core's to answer
        if not isinstance(name, str) or not self._searchable(operator, name):
            return found
        if exact and found:
            return found
        search = _RankedSearch(self, model, domain, limit)
        of_vendor, of_any = search.exact(name)
        core_ids = [record_id for record_id, _label in found]
        own = search.with_reference(core_ids, name)
        ids = [*of_vendor, *own, *of_any, *core_ids]
        if not ids and (bracketed := re.search(r"\[(.+?)\]", name)):
            of_vendor, of_any = search.exact(bracketed[1])
            ids = [*of_vendor, *of_any]
        # like core: a reference or barcode of ours says all
        if not exact and not own:
            ids += search.containing(operator, name)
        ids = list(dict.fromkeys(ids))[: limit or None]
        # core names its answers as superuser too: vendors' names may be closed
        return [(r.id, r.display_name) for r in model.browse(ids).sudo()]


class _RankedSearch:
    """Searches of one ``name_search``, the order's vendor before all others."""

    def __init__(self, finder, model, domain, limit):
        self._finder = finder
        self._model = model
        self._domain = Domain(domain or Domain.TRUE)
        self._limit = limit
        partner_id = finder.env.context.get("partner_id")
        partner = finder.env["res.partner"].browse(partner_id or ())
        # whoever orders from a vendor need not see the company behind the contact
        self._vendor_ids = (partner | partner.sudo().commercial_partner_id).ids

    def exact(self, name: str) -> tuple[list[int], list[int]]:
        """Of the order's vendor, and of any."""
        of_any = self._search("=", name)
        return (self._search("=", name, self._vendor_ids) if of_any else []), of_any

    def containing(self, operator: str, name: str) -> list[int]:
        of_any = self._search(operator, name)
        if not of_any:
            return []
        return [*self._search(operator, name, self._vendor_ids), *of_any]

    def with_reference(self, ids: list[int], name: str) -> list[int]:
        """Those whose own reference or barcode is just this."""
        wanted = name.strip()
        return [
            record.id
            for record in self._model.browse(ids)
            if wanted in (record.default_code, record.barcode)
        ]

    def _search(self, operator, name, vendor_ids=None) -> list[int]:
        if vendor_ids is not None and not vendor_ids:
            return []
        offers = self._finder._offers(operator, name, vendor_ids or ())
        named = self._finder._ids_named(self._model._name, offers)
        domain = self._domain & Domain("id", "in", named)
        return self._model.search(domain, limit=self._limit).ids
