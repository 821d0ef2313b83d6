"""Who may call what: one row for each method of the addon that a client can reach.

A new method has to be added here, or a test fails. Methods of the ORM that the addon
extends are not named: ``rpc_rights`` says who may read and write which model.
"""

from .rpc_stage import BUYER, ELSEWHERE, EMPLOYEE, MANAGER, PORTAL, ROLES, STORE

# who gets an answer; all others are refused. The last one manages another company
# only, and may what concerns that one or belongs to nobody
NOBODY: frozenset[str] = frozenset()
BOSS = frozenset({MANAGER})
BUYERS = frozenset({BUYER, MANAGER})
SHOP = frozenset({STORE, BUYER, MANAGER})
INSIDE = frozenset({EMPLOYEE, STORE, BUYER, MANAGER})
BOSSES = BOSS | {ELSEWHERE}
ALL_BUYERS = BUYERS | {ELSEWHERE}
SHOPS = SHOP | {ELSEWHERE}
INSIDERS = frozenset(ROLES) - {PORTAL}
# it names a screen, or says nothing to those who may know nothing
ANYBODY = frozenset(ROLES)

# what it does for them on the records of the stage
ANY = READS, WRITES, SAYS_NO, EITHER = "reads", "writes", "says why not", "either"
CHANGING = WRITES, SAYS_NO, EITHER

METHODS = {
    "jit.accept": {
        "action_accept": (BOSS, WRITES),
    },
    "jit.adjustment": {
        "action_open_suggestions": (SHOP, READS),
        "action_refresh": (SHOP, READS),
    },
    "jit.alert": {
        "action_open_rule": (BUYERS, READS),
        "action_other_vendor": (BUYERS, WRITES),
        "message_subscribe": (ANYBODY, READS),
    },
    "jit.approve": {
        "action_approve": (BUYERS, WRITES),
        "action_approve_and_send": (BUYERS, WRITES),
        "action_ask_price": (BUYERS, WRITES),
    },
    "jit.buy.elsewhere": {
        "action_open_product": (BUYERS, READS),
    },
    "jit.buy.elsewhere.line": {
        "action_request": (BUYERS, WRITES),
    },
    "jit.check": {
        "open_parts": (ANYBODY, EITHER),
        "read_parts": (ANYBODY, READS),
    },
    "jit.choose": {
        "action_choose": (BOSS, WRITES),
        "action_count": (BOSS, WRITES),
        "action_export": (BOSS, WRITES),
        "action_refresh": (ANYBODY, READS),
        "action_show_archived": (BOSS, READS),
        "action_show_faults": (BOSS, READS),
        "action_show_odd": (BOSS, READS),
    },
    "jit.confirm": {
        "action_confirm": (BUYERS, WRITES),
    },
    "jit.decision": {
        "action_open_demand": (SHOP, READS),
    },
    "jit.decline": {
        "action_decline": (BOSS, WRITES),
    },
    "jit.enroll": {
        "action_enroll": (BOSS, WRITES),
    },
    "jit.exception": {
        "action_check_again": (SHOP, WRITES),
        "action_open_price": (SHOP, READS),
        "action_open_product": (SHOP, READS),
        "action_open_route": (SHOP, READS),
        "action_open_rule": (SHOP, READS),
        "action_open_vendor": (SHOP, READS),
        "message_subscribe": (ANYBODY, READS),
    },
    "jit.explain": {
        "action_enroll": (SHOP, READS),
        "action_lift": (BUYERS, EITHER),
        "action_open_draft": (SHOP, READS),
        "action_open_pauses": (SHOP, READS),
        "action_open_price": (SHOP, READS),
        "action_open_product": (SHOP, READS),
        "action_open_rule": (SHOP, READS),
        "action_open_run": (BUYERS, READS),
        "action_wake": (BOSS, WRITES),
    },
    "jit.finding": {
        "action_check_now": (BOSSES, WRITES),
        "action_fix": (BUYERS, READS),
        "action_put_back": (BOSS, EITHER),
        "action_set_aside": (BOSS, WRITES),
    },
    "jit.finding.kind": {
        "action_fix_these": (ALL_BUYERS, READS),
    },
    "jit.go.live": {
        "action_back": (BOSS, WRITES),
        "action_discard": (BOSS, EITHER),
        "action_go_live": (BOSS, WRITES),
        "action_go_on": (BOSS, SAYS_NO),
        "action_open_lines": (ANYBODY, READS),
        "action_open_rules": (BOSS, READS),
        "action_preview": (BOSS, WRITES),
    },
    "jit.go.live.request": {
        "action_open_order": (BOSS, READS),
    },
    "jit.go.live.vendor": {
        "action_open_lines": (BOSS, READS),
    },
    "jit.health": {
        "read_parts": (ANYBODY, READS),
    },
    "jit.learning": {
        "action_open_rule": (SHOP, READS),
    },
    "jit.on.demand": {
        "open_parts": (ANYBODY, READS),
        "read_parts": (ANYBODY, READS),
    },
    "jit.other.vendor": {
        "action_move": (BUYERS, WRITES),
        "action_open_product": (BUYERS, READS),
    },
    "jit.pause": {
        "action_resume": (BOSS, WRITES),
    },
    "jit.pin": {
        "action_pin": (BOSS, WRITES),
    },
    "jit.quick.sheet": {
        "action_open_product": (BUYERS, READS),
        "action_same_for_category": (BOSS, WRITES),
        "read_parts": (ALL_BUYERS, READS),
    },
    "jit.reject": {
        "action_reject": (BUYERS, WRITES),
    },
    "jit.rejection": {
        "action_lift": (BUYERS, WRITES),
    },
    "jit.reorder.proposal": {
        "action_accept": (BOSS, WRITES),
        "action_decline": (BOSS, WRITES),
        "action_open_rule": (BUYERS, READS),
        "action_phase_out": (BOSS, WRITES),
        "action_pin": (BOSS, WRITES),
        "action_reset": (BOSS, WRITES),
        "action_unpin": (BOSS, WRITES),
    },
    "jit.replay": {
        "action_again": (BUYERS, WRITES),
        "action_cancel": (BUYERS, EITHER),
        "action_open_left_out": (ANYBODY, READS),
        "action_open_results": (ANYBODY, READS),
        "action_start": (BUYERS, WRITES),
    },
    "jit.replay.line": {
        "action_open_results": (BUYERS, READS),
    },
    "jit.replay.result": {
        "action_open_rule": (BUYERS, READS),
    },
    "jit.rollout": {
        "open_parts": (ANYBODY, EITHER),
        "read_parts": (ANYBODY, READS),
    },
    "jit.rollout.line": {
        "action_open_rules": (BUYERS, READS),
        "action_refresh": (ALL_BUYERS, WRITES),
    },
    "jit.rule.change": {
        "action_put_back": (BOSS, WRITES),
    },
    "jit.rule.suggestion": {
        "action_make": (BOSS, WRITES),
        "action_put_back": (BOSS, EITHER),
        "action_set_aside": (BOSS, WRITES),
        "read_parts": (ALL_BUYERS, READS),
    },
    "jit.run": {
        "action_not_now": (BOSS, WRITES),
        "action_open_orders": (BUYERS, READS),
        "action_order": (BOSS, WRITES),
        "action_order_new": (BOSS, WRITES),
        "message_subscribe": (ANYBODY, READS),
    },
    "jit.run.line": {
        "action_explain": (BUYERS, READS),
    },
    "jit.set.aside": {
        "action_set_aside": (BOSS, WRITES),
    },
    "jit.sheet.import": {
        "action_again": (BOSS, WRITES),
        "action_apply": (BOSS, WRITES),
        "action_look": (BOSS, WRITES),
    },
    "jit.start": {
        "action_check": (BOSSES, WRITES),
        "action_go_live": (BOSSES, WRITES),
        "action_open": (ALL_BUYERS, WRITES),
    },
    "jit.stock.audit": {
        "action_check_now": (BOSSES, WRITES),
        "action_open_product": (BUYERS, READS),
        "read_parts": (ANYBODY, READS),
    },
    "jit.today": {
        "read_blocks": (ALL_BUYERS, READS),
    },
    "jit.trial": {
        "action_accept_suggestions": (BUYERS, SAYS_NO),
        "action_end_trial": (BOSS, WRITES),
        "action_go_live": (BOSS, WRITES),
        "action_open_suggestion": (BUYERS, READS),
        "read_parts": (ANYBODY, READS),
        "action_open_days": (BUYERS, READS),
        "action_open_rule": (BUYERS, READS),
    },
    "jit.trial.day": {
        "action_open_rule": (BUYERS, READS),
    },
    "jit.trial.order": {
        "action_open_rule": (BUYERS, READS),
    },
    "jit.trial.report": {
        "action_open": (ALL_BUYERS, WRITES),
        "action_open_days": (BUYERS, READS),
        "action_open_unnoted": (ANYBODY, READS),
        "action_show": (BUYERS, WRITES),
    },
    "jit.trial.report.line": {
        "action_open_log": (BUYERS, READS),
    },
    "jit.undo": {
        "action_open_everything": (BOSSES, WRITES),
        "action_open_rollout": (ANYBODY, READS),
        "action_undo": (BOSS, WRITES),
    },
    "jit.what.if": {
        "action_use": (BOSS, WRITES),
        "default_get": (SHOP, READS),
    },
    "product.product": {
        "action_explain": (ANYBODY, READS),
        "action_jit_check_now": (SHOPS, WRITES),
        "action_jit_choose": (ANYBODY, READS),
        "action_jit_enroll": (ANYBODY, READS),
        "jit_explain": (SHOPS, READS),
    },
    "product.supplierinfo": {
        "action_jit_accept": (BOSS, WRITES),
        "action_jit_open_same_sku": (INSIDE, READS),
        # it ends on a page of core for who keeps stock rules
        "action_set_supplier": (NOBODY, READS),
    },
    "product.template": {
        "action_explain": (INSIDERS, READS),
        "action_jit_check_now": (SHOPS, WRITES),
        "action_jit_choose": (INSIDERS, READS),
        "action_jit_enroll": (INSIDERS, READS),
    },
    "purchase.order": {
        "action_jit_chase": (BUYERS, READS),
        "action_jit_confirm": (BUYERS, WRITES),
        "action_jit_mark_sent": (BUYERS, WRITES),
        "action_jit_open_lines": (ANYBODY, READS),
        "action_jit_open_order": (ANYBODY, READS),
        "action_jit_open_reasons": (ANYBODY, READS),
        "action_jit_open_vendor": (SHOP, READS),
        "action_jit_reject": (SHOP, READS),
        "action_jit_send": (BUYERS, WRITES),
        "action_merge": (BUYERS, WRITES),
        "button_approve": (BUYERS, WRITES),
        "button_confirm": (BUYERS, WRITES),
        "button_draft": (BUYERS, WRITES),
        "message_post": (BUYERS, WRITES),
    },
    "purchase.order.line": {
        "action_jit_approve": (BUYERS, WRITES),
        "action_jit_approve_and_send": (BUYERS, WRITES),
        "action_jit_approve_usual": (BUYERS, SAYS_NO),
        "action_jit_ask": (BUYERS, READS),
        "action_jit_ask_price": (BUYERS, WRITES),
        "action_jit_ask_usual": (BUYERS, SAYS_NO),
        "action_jit_buy_from": (BUYERS, WRITES),
        "action_jit_give_back": (BUYERS, WRITES),
        "action_jit_open_demand": (SHOP, READS),
        "action_jit_open_reason": (SHOP, READS),
        "action_jit_other_vendor": (BUYERS, READS),
        "action_jit_reject": (SHOP, READS),
        "action_jit_skip": (SHOP, READS),
    },
    "res.partner": {
        "action_jit_open_pauses": (ALL_BUYERS, READS),
    },
    "stock.warehouse.orderpoint": {
        "action_explain": (SHOP, READS),
        "action_jit_buy_elsewhere": (BUYERS, WRITES),
        "action_jit_chase": (BUYERS, SAYS_NO),
        "action_jit_check_now": (SHOP, WRITES),
        "action_jit_end_trial": (BOSS, WRITES),
        "action_jit_export": (BOSS, WRITES),
        "action_jit_go_live": (BOSS, WRITES),
        "action_jit_lift_rejection": (BUYERS, WRITES),
        "action_jit_open": (ANYBODY, READS),
        "action_jit_open_adjustments": (SHOP, READS),
        "action_jit_open_demand": (ANYBODY, READS),
        "action_jit_open_go_live": (BOSS, WRITES),
        "action_jit_open_pauses": (SHOP, READS),
        "action_jit_open_receipts": (ANYBODY, READS),
        "action_jit_open_suggestion": (SHOP, READS),
        "action_jit_open_trial": (ANYBODY, READS),
        "action_jit_open_undo": (BOSS, WRITES),
        "action_jit_pin": (BOSS, WRITES),
        "action_jit_refresh": (SHOP, READS),
        "action_jit_start_trial": (BOSS, WRITES),
        "action_jit_take_class": (BOSS, EITHER),
        "action_jit_try_out": (BOSS, WRITES),
        "action_jit_undo": (BOSS, WRITES),
        "action_jit_unpin": (BOSS, WRITES),
        "action_replenish": (SHOP, WRITES),
        "action_replenish_auto": (SHOP, WRITES),
        "get_views": (SHOPS, READS),
    },
}
