from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from odoo import api, models

from ..forms import open_form
from .jit_card import Subject

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
    def _list_of(
        self, subject: Subject, name: str, model: str, ids: Iterable[int]
    ) -> dict | None:
        """The action that lists these; None where nothing of it may be read."""
        return self._list(name, self._readable(subject, model, ids))

    @api.model
    def _list(self, name: str, found: models.Model | None) -> dict | None:
        """The action that lists these, which may be read; None where there are none."""
        if not found:
            return None
        model = found._name
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
    def _readable(
        self, subject: Subject, model: str, ids: Iterable[int]
    ) -> models.Model | None:
        """Those of these records that are there still and may be read."""
        open_ids = subject.known.shelf.open_ids.get(model, ())
        found = [record_id for record_id in ids if record_id in open_ids]
        return self.env[model].browse(found) if found else None

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
    def _behind(self, subject: Subject, document: models.Model | None) -> Behind:
        """What there is to open behind a part."""
        if not document:
            return Behind()
        opens = self._readable(subject, document._name, document.ids)
        return Behind(
            opens=document.sudo(False) if opens else None,
            is_foreign=self._is_foreign(document),
        )

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
        return open_form(opens)

    @api.model
    def _document_of(self, record: models.Model) -> models.Model:
        if record._name == "stock.move":
            return record._jit_document()
        if record._name == "purchase.order.line":
            return record.order_id
        return record
