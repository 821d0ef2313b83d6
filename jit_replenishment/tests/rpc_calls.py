"""What each method is called with, and on which records."""

from .rpc_common import takes_no_records
from .rpc_stage import MANAGER

# by method, which records of the shelf serve it; else the one of its model
_ON = {
    "purchase.order": {
        "action_jit_chase": "bought",
        "action_jit_mark_sent": "bought",
        "action_jit_send": "bought",
        "action_merge": "drafts",
    },
    "res.partner": {"action_jit_open_pauses": "beta"},
    "stock.warehouse.orderpoint": {
        "action_jit_end_trial": "trial",
        "action_jit_go_live": "hand",
        "action_jit_lift_rejection": "hand",
        "action_jit_open_go_live": "hand",
        "action_jit_open_trial": "trial",
        "action_jit_open_undo": "taken",
        "action_jit_start_trial": "hand",
        "action_jit_try_out": "hand",
        "action_jit_undo": "taken",
    },
}


def target(case, model, method, role=MANAGER, shelf=None) -> list:
    """Ids to call it on: of the records of this shelf, or a page of the role."""
    shelf = shelf or case.shelf
    records = case.env[model]
    if takes_no_records(records, method):
        return []
    if records._transient:
        return shelf.page(model, case.users[role]).ids
    name = _ON.get(model, {}).get(method)
    return (getattr(shelf, name) if name else shelf.records[model]).ids


def arguments(shelf, model, method) -> dict:
    """What a method needs beside its records, by name."""
    reason = {"reason": "it stays so"}
    return {
        ("jit.finding", "action_set_aside"): reason,
        ("jit.reorder.proposal", "action_decline"): reason,
        ("jit.reorder.proposal", "action_pin"): reason,
        ("jit.what.if", "default_get"): {
            "fields": ["orderpoint_id", "minimum"],
            "context": {"default_orderpoint_id": shelf.live.id},
        },
        ("product.supplierinfo", "action_set_supplier"): {
            "context": {"orderpoint_id": shelf.live.id}
        },
        ("purchase.order", "message_post"): {"body": "hello"},
        ("purchase.order.line", "action_jit_buy_from"): {"vendor_id": shelf.beta.id},
        ("stock.warehouse.orderpoint", "action_jit_pin"): reason,
        ("stock.warehouse.orderpoint", "get_views"): {"views": [[False, "list"]]},
    }.get((model, method), {})
