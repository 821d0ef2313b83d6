"""What a button answers that opens a record."""

from odoo import models


def open_form(
    record: models.Model, view: models.Model | None = None, **more: object
) -> dict:
    """An action that opens the form of a record; an empty one where there is none.

    Odoo's ``get_formview_action`` carries the context of the page it is asked on, so
    what is new there would begin with the defaults of a dialog here.

    :param view: the form, where it is not the usual one
    :param more: a name of its own, ``target="new"`` for a dialog
    """
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [(view.id if view else False, "form")],
        **more,
    }
