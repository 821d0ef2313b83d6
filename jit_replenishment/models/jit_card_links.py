from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from odoo import api, models

# lists that show a row's document; of other models the first one there is
_LISTS = {
    "stock.move": "stock.view_move_tree",
    "stock.quant": "stock.view_stock_quant_tree_editable",
}
# documents named below a figure; its own action lists all
NAMED = 10


class Behind(NamedTuple):
    """The document behind a part.

    :param opens: it, where the reader may open it
    :param is_foreign: of a company the reader does not look at
    """

    opens: models.Model | None = None
    is_foreign: bool = False


class JitCard(models.AbstractModel):
    """What is behind a figure, as far as the reader may open it."""

    _inherit = "jit.card"

    @api.model
    def _list_of(self, name: str, model: str, ids: Iterable[int]) -> dict | None:
        """The action that lists these; None where nothing of it may be read."""
        found = self._readable(model, ids)
        if not found:
            return None
        view_id = _LISTS.get(model) and self.env["ir.model.data"]._xmlid_to_res_id(
            _LISTS[model]
        )
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[view_id or False, "list"], [False, "form"]],
            "domain": [["id", "in", found.ids]],
            "context": {"create": False, "active_test": False},
        }

    @api.model
    def _form_of(self, record: models.Model) -> dict:
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [[False, "form"]],
        }

    @api.model
    def _readable(self, model: str, ids: Iterable[int]) -> models.Model | None:
        """Those of these records that are there still and may be read."""
        ids = list(ids)
        if not ids or model not in self.env:
            return None
        records = self.env[model].with_context(active_test=False)
        if not records.has_access("read"):
            return None
        return records.search([("id", "in", ids)])

    @api.model
    def _by_model(self, references: Iterable[str | None]) -> dict[str, list[int]]:
        """Ids by model, of "model,id" each."""
        found = defaultdict(list)
        for reference in references:
            if reference:
                model, number = reference.split(",")
                found[model].append(int(number))
        return dict(found)

    @api.model
    def _documents_of(self, references: Iterable[str | None]) -> dict[str, Behind]:
        """By reference, what a person knows it by."""
        wanted = self._by_model(references)
        documents = {}
        for model, ids in wanted.items():
            if model not in self.env:
                continue
            # who may not read a move may read the order it belongs to
            for record in self.env[model].sudo().browse(ids).exists():
                documents[f"{model},{record.id}"] = self._document_of(record)
        ids_by_model = defaultdict(set)
        for document in documents.values():
            ids_by_model[document._name].add(document.id)
        open_to = {
            model: self._readable(model, ids) or ()
            for model, ids in ids_by_model.items()
        }
        return {
            reference: Behind(
                opens=document.sudo(False)
                if document.sudo(False) in open_to[document._name]
                else None,
                is_foreign=self._is_foreign(document),
            )
            for reference, document in documents.items()
        }

    @api.model
    def _is_foreign(self, document: models.Model) -> bool:
        """A place that companies share holds promises of all of them."""
        company = document.company_id
        return bool(company) and company not in self.env.companies

    @api.model
    def _form_behind(self, behind: Behind | None) -> dict | None:
        """A move alone has no page of its own: its list shows it."""
        opens = behind and behind.opens
        if not opens or opens._name == "stock.move":
            return None
        return self._form_of(opens)

    @api.model
    def _document_of(self, record: models.Model) -> models.Model:
        if record._name == "stock.move":
            return record._jit_document()
        if record._name == "purchase.order.line":
            return record.order_id
        return record
