"""Who may read, write, create and delete which model, of their own company."""

from typing import NamedTuple


class Rights(NamedTuple):
    """Letters of what each role may: r(ead), w(rite), c(reate), d(elete).

    Portal users may nothing; who manages another company may there what the manager
    may here.
    """

    employee: str = ""
    storekeeper: str = ""
    buyer: str = ""
    manager: str = ""


_NOBODY = Rights()
_SHOP = Rights("", "r", "r", "r")
_BUYERS = Rights("", "", "r", "r")
_BOSS = Rights("", "", "", "r")
_EVERYBODY = Rights("r", "r", "r", "r")
# pages that people open, with what they ask on them
_PAGE_OF_SHOP = Rights("", "rwcd", "rwcd", "rwcd")
_PAGE_OF_BUYERS = Rights("", "", "rwcd", "rwcd")
_PAGE_OF_BOSS = Rights("", "", "", "rwcd")

RIGHTS = {
    "jit.accept": _PAGE_OF_BOSS,
    "jit.adjustment": Rights("", "r", "r", "rwcd"),
    "jit.adjustment.effect": _SHOP,
    "jit.alert": _BUYERS,
    "jit.approve": _PAGE_OF_BUYERS,
    "jit.buy.elsewhere": _PAGE_OF_BUYERS,
    "jit.buy.elsewhere.line": _PAGE_OF_BUYERS,
    "jit.check": _BUYERS,
    "jit.choose": _PAGE_OF_BOSS,
    "jit.confirm": _PAGE_OF_BUYERS,
    "jit.consequence.class": Rights("r", "r", "r", "rwcd"),
    "jit.decision": _SHOP,
    "jit.decline": _PAGE_OF_BOSS,
    "jit.demand.event": Rights("", "r", "r", "rw"),
    "jit.demand.pool": _SHOP,
    "jit.demand.span": _SHOP,
    "jit.demand.unread": _NOBODY,
    "jit.digest": _BOSS,
    "jit.enroll": _PAGE_OF_BOSS,
    "jit.exception": _SHOP,
    "jit.explain": _PAGE_OF_SHOP,
    "jit.finding": _BUYERS,
    "jit.finding.kind": _BUYERS,
    "jit.go.live": _PAGE_OF_BOSS,
    "jit.go.live.line": _PAGE_OF_BOSS,
    "jit.go.live.request": _PAGE_OF_BOSS,
    "jit.go.live.vendor": _PAGE_OF_BOSS,
    "jit.heartbeat": _BUYERS,
    "jit.learning": _SHOP,
    "jit.learning.request": _NOBODY,
    "jit.learning.state": _NOBODY,
    "jit.other.vendor": _PAGE_OF_BUYERS,
    "jit.pause": Rights("", "r", "r", "rwc"),
    "jit.pin": _PAGE_OF_BOSS,
    "jit.position": _SHOP,
    "jit.quick.sheet": Rights("", "", "r", "rw"),
    "jit.receipt": _SHOP,
    "jit.reject": _PAGE_OF_BUYERS,
    "jit.rejection": _SHOP,
    "jit.reorder.proposal": Rights("", "", "r", "rw"),
    "jit.replay": Rights("", "", "rwcd", "rwcd"),
    "jit.replay.line": _BUYERS,
    "jit.replay.result": _BUYERS,
    "jit.rollout": _BUYERS,
    "jit.rollout.line": _BUYERS,
    "jit.rule.change": _SHOP,
    "jit.rule.suggestion": Rights("", "", "r", "rw"),
    "jit.run": _BUYERS,
    "jit.run.approval": _BUYERS,
    "jit.run.limit": _NOBODY,
    "jit.run.line": _BUYERS,
    "jit.set.aside": _PAGE_OF_BOSS,
    "jit.sheet.export": _PAGE_OF_BOSS,
    "jit.sheet.import": _PAGE_OF_BOSS,
    "jit.sheet.import.line": _PAGE_OF_BOSS,
    "jit.signal": _NOBODY,
    "jit.start": _PAGE_OF_BUYERS,
    "jit.stock.audit": _BUYERS,
    "jit.takeover": _BOSS,
    "jit.trial": _BUYERS,
    "jit.trial.day": _BUYERS,
    "jit.trial.order": _BUYERS,
    "jit.trial.report": _PAGE_OF_BUYERS,
    "jit.trial.report.line": _PAGE_OF_BUYERS,
    "jit.undo": _PAGE_OF_BOSS,
    "jit.vendor.witness": _NOBODY,
    "jit.weekday": _EVERYBODY,
    "jit.what.if": _PAGE_OF_SHOP,
    # core keeps deleting rules for who manages stock
    "stock.warehouse.orderpoint": Rights("", "r", "r", "rwc"),
}
