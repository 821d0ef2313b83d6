"""The screens that are looked at: the addon's, and Odoo's own to compare with."""

from dataclasses import dataclass, field, replace

DESKTOP, PHONE = "desktop", "phone"
BUYER, ADMINISTRATOR = "buyer", "admin"
_JIT = "jit_replenishment."
Domain = list[tuple[str, str, object]]

# What a screen shows if it shows anything.
_SHOWS = {
    "list": ".o_list_view :is(.o_data_row, .o_group_header)",
    "kanban": ".o_kanban_record:not(.o_kanban_ghost)",
    "form": ".o_form_view .o_form_sheet, .o_form_view .o_form_nosheet",
    "dialog": ".modal .o_form_view",
    "pivot": ".o_pivot tbody tr",
    "graph": ".o_graph_renderer canvas",
    "page": ".o_jit_today_block",
    "settings": ".o_setting_container .o_setting_box",
}
_VIEWS = ("list", "kanban", "pivot", "graph", "form")


@dataclass(frozen=True)
class Screen:
    """How to get to a screen, and how to tell that it is there.

    ``kind`` says what it is compared with; ``clicks`` follow after it is open.
    """

    name: str
    kind: str
    action: str
    model: str = ""
    domain: Domain = field(default_factory=list)
    clicks: tuple[str, ...] = ()
    device: str = DESKTOP
    login: str = BUYER
    view: str = ""

    @property
    def shows(self) -> str:
        """What must be there after everything was clicked."""
        return _SHOWS[self.kind]

    def as_opened(self) -> dict[str, object]:
        """What the page is asked to open."""
        view = self.view or (self.kind if self.kind in _VIEWS else "")
        return {
            "action": self.action,
            "view": view,
            "model": self.model,
            "domain": self.domain,
        }


def _screen(name: str, kind: str, action: str, **how) -> Screen:
    return Screen(name, kind, f"{_JIT}{action}", **how)


def _record(name: str, model: str, action: str, domain: Domain, **how) -> Screen:
    return _screen(name, "form", action, model=model, domain=domain, **how)


_LIVE: Domain = [("trigger", "=", "jit"), ("jit_proposal_ids.state", "=", "open")]
_DRAFT: Domain = [("jit_owned", "=", True), ("state", "=", "draft")]
_FIRST_TICK = ".o_data_row .o_list_record_selector input"
_RULES = "stock.warehouse.orderpoint"

TODAY = _screen("Today", "page", "jit_today_action")
APPROVE = _screen("Approve", "list", "jit_approve_line_action")
START = _screen("Getting Started", "form", "jit_start_action")

CHASE = replace(
    TODAY,
    name="Chase: dialog",
    kind="dialog",
    clicks=("button[data-method=action_jit_chase]",),
)
OTHER_VENDOR = replace(
    TODAY,
    name="Other Vendor: dialog",
    kind="dialog",
    clicks=("button[data-method=action_jit_buy_elsewhere]",),
)
GO_LIVE = replace(
    START, name="Go Live", clicks=("button[name=action_go_live]", "div[name=said]")
)
RULE = _record("Rule", _RULES, "jit_rule_action", _LIVE)
WHAT_IF = replace(RULE, name="What If", clicks=("button:has-text('What If')",))
SUGGESTED_CHANGE = _record(
    "Suggested Change",
    "jit.reorder.proposal",
    "jit_reorder_proposal_action",
    [("state", "=", "open")],
)


def _on_card(name: str, *clicks: str) -> Screen:
    """A dialog over the cards of a phone."""
    return replace(APPROVE, name=name, kind="dialog", view="kanban", clicks=clicks)


EVERY_DAY = (
    TODAY,
    CHASE,
    OTHER_VENDOR,
    START,
    APPROVE,
    replace(APPROVE, name="Approve: ticked", clicks=(_FIRST_TICK,)),
    replace(
        APPROVE,
        name="Approve: dialog",
        kind="dialog",
        view="list",
        clicks=(_FIRST_TICK, "button[name=action_jit_ask]"),
    ),
    replace(
        APPROVE,
        name="Reject: dialog",
        kind="dialog",
        view="list",
        clicks=("button[name=action_jit_reject]",),
    ),
    replace(
        APPROVE,
        name="Skip: dialog",
        kind="dialog",
        view="list",
        clicks=(_FIRST_TICK, "button[name=action_jit_skip]"),
    ),
    replace(
        APPROVE,
        name="Why: dialog",
        kind="dialog",
        view="list",
        clicks=("button[name=action_jit_open_reason]",),
    ),
    _screen("Draft Orders", "list", "jit_draft_order_action"),
    _record("Draft Order", "purchase.order", "jit_draft_order_action", _DRAFT),
    _screen("Orders to Send", "list", "jit_approved_order_action"),
    _screen("To Fix", "list", "jit_exception_action"),
    _screen("To Fix: cards", "kanban", "jit_exception_action"),
    _screen("Rules", "list", "jit_rule_action"),
    _screen("Rules: cards", "kanban", "jit_rule_action"),
    RULE,
    replace(
        RULE,
        name="Rule: demand",
        clicks=(".o_notebook .nav-link:has-text('Demand')",),
    ),
    WHAT_IF,
    _screen("Suggested Changes", "list", "jit_reorder_proposal_action"),
    _screen("Suggested Changes: cards", "kanban", "jit_reorder_proposal_action"),
    SUGGESTED_CHANGE,
    _screen("Planned Changes", "list", "jit_adjustment_action"),
    _record("Planned Change", "jit.adjustment", "jit_adjustment_action", []),
    _screen("Pauses", "list", "jit_pause_action"),
    _screen("Rejections", "list", "jit_rejection_action"),
)
LOOK_BACK = (
    _screen("Service and Stock", "pivot", "jit_learning_action"),
    _screen("Service and Stock: graph", "graph", "jit_learning_action"),
    _screen("Service and Stock: list", "list", "jit_learning_action"),
    _screen("Why", "list", "jit_decision_action"),
    _screen("Why: cards", "kanban", "jit_decision_action"),
    _record(
        "Why: one", "jit.decision", "jit_decision_action", [("outcome", "=", "order")]
    ),
    _screen("Changed Figures", "list", "jit_rule_change_action"),
    _screen("Runs", "list", "jit_run_action"),
    _record("Run", "jit.run", "jit_run_action", []),
)
SET_UP = (
    _screen(
        "Faults in the Data",
        "list",
        "jit_finding_action",
        clicks=(".o_group_header",),
    ),
    _screen("Faults in the Data: cards", "kanban", "jit_finding_action"),
    _screen("Stock Audit", "list", "jit_stock_audit_action"),
    _screen("Choose", "dialog", "jit_choose_action"),
    _screen("Answer the Question", "list", "jit_quick_sheet_action"),
    _screen("Suggested Rules", "list", "jit_rule_suggestion_action"),
    _screen("Sheet In", "dialog", "jit_sheet_import_action"),
    _screen("Rules on Trial", "list", "jit_trial_action"),
    _screen("Trial Report", "form", "jit_trial_report_action"),
    _screen(
        "Trial by Day",
        "list",
        "jit_trial_day_action",
        clicks=(".o_group_header",),
    ),
    _screen("Would-Be Orders", "list", "jit_trial_order_action"),
    _screen("Replays", "list", "jit_replay_action"),
    _record("Replay", "jit.replay", "jit_replay_action", [("state", "=", "done")]),
    GO_LIVE,
    _screen("Roll-out", "list", "jit_rollout_line_action"),
    _screen("Consequence Classes", "list", "jit_consequence_class_action"),
)
ELSEWHERE = (
    Screen(
        "Product: Just in Time",
        "form",
        "purchase.product_normal_action_puchased",
        "product.template",
        [("purchase_ok", "=", True), ("jit_rule_ids", "!=", False)],
        clicks=(".o_notebook a[name=jit]",),
    ),
    Screen(
        "Vendor",
        "form",
        "base.action_partner_form",
        "res.partner",
        [("supplier_rank", ">", 0)],
        clicks=(".o_notebook .nav-link:has-text('Purchase')",),
    ),
    Screen(
        "Settings",
        "settings",
        "purchase.action_purchase_configuration",
        login=ADMINISTRATOR,
    ),
)
_CARDS = replace(APPROVE, kind="kanban")
_MORE = ".o_statusbar_buttons button[title=More]"
_LINE = ".o_kanban_record:not(.o_kanban_ghost) .fw-bold"
ON_PHONES = tuple(
    replace(screen, device=PHONE)
    for screen in (
        TODAY,
        CHASE,
        OTHER_VENDOR,
        START,
        GO_LIVE,
        _CARDS,
        _on_card("Approve: dialog", "button[name=action_jit_ask]"),
        _on_card("Why: dialog", ".o_jit_why"),
        _on_card("Reject: dialog", "button[name=action_jit_reject]"),
        replace(_CARDS, name="Line", kind="form", view="kanban", clicks=(_LINE,)),
        _on_card(
            "Skip: dialog",
            _LINE,
            _MORE,
            ".o-dropdown-item button[name=action_jit_skip]",
        ),
        _screen("Draft Orders", "kanban", "jit_draft_order_action"),
        _record("Draft Order", "purchase.order", "jit_draft_order_action", _DRAFT),
        _screen("Orders to Send", "kanban", "jit_approved_order_action"),
        _screen("Running Out", "kanban", "jit_running_out_action"),
        _screen("Late Orders", "kanban", "jit_late_action"),
        _screen("To Fix", "kanban", "jit_exception_action"),
        _screen("Rules", "kanban", "jit_rule_action"),
        RULE,
        replace(WHAT_IF, clicks=(_MORE, ".o-dropdown-item button:has-text('What If')")),
        _screen("Suggested Changes", "kanban", "jit_reorder_proposal_action"),
        SUGGESTED_CHANGE,
        _screen("Choose", "dialog", "jit_choose_action"),
        _screen("Answer the Question", "list", "jit_quick_sheet_action"),
        _screen("Rules on Trial", "list", "jit_trial_action"),
        _screen("Roll-out", "kanban", "jit_rollout_line_action"),
        _screen("Pauses", "kanban", "jit_pause_action"),
    )
)

# Nothing of the addon's own is on these, or it carries the addon's name.
CORE_LIST = Screen("Purchase Orders", "list", "purchase.purchase_form_action")
CORE_FORM = Screen(
    "Transfer", "form", "stock.action_picking_tree_incoming", "stock.picking", []
)
LANGUAGES = Screen(
    "Languages: dialog",
    "dialog",
    "base.action_view_base_language_install",
    login=ADMINISTRATOR,
)
ORDER = Screen(
    "Purchase Order", "form", "purchase.purchase_form_action", "purchase.order"
)
CORE_SMALL = (
    CORE_LIST,
    Screen("Transfers", "list", "stock.action_picking_tree_incoming"),
    CORE_FORM,
)
CORE = (
    *CORE_SMALL,
    replace(CORE_LIST, name="Purchase Orders: ticked", clicks=(_FIRST_TICK,)),
    Screen("Products", "kanban", "purchase.product_normal_action_puchased"),
    Screen(
        "Contact",
        "form",
        "base.action_partner_form",
        "res.partner",
        [("category_id", "!=", False)],
    ),
    LANGUAGES,
    replace(LANGUAGES, device=PHONE),
    Screen("Scheduled Actions", "list", "base.ir_cron_act", login=ADMINISTRATOR),
    Screen(
        "Scheduled Action", "form", "base.ir_cron_act", "ir.cron", login=ADMINISTRATOR
    ),
    Screen("Users", "list", "base.action_res_users", login=ADMINISTRATOR),
    Screen("Models", "list", "base.action_model_model", login=ADMINISTRATOR),
    Screen("Requests", "list", "purchase.purchase_rfq"),
    Screen("Requests", "kanban", "purchase.purchase_rfq"),
    Screen("Requests", "kanban", "purchase.purchase_rfq", device=PHONE),
    Screen(
        "Settings of stock",
        "settings",
        "stock.action_stock_config_settings",
        login=ADMINISTRATOR,
    ),
    Screen("Vendors", "kanban", "base.action_partner_form"),
    Screen("Purchase Orders: cards", "kanban", "purchase.purchase_form_action"),
    Screen("Purchase Analysis", "graph", "purchase.action_purchase_order_report_all"),
    Screen("Purchase Analysis", "pivot", "purchase.action_purchase_order_report_all"),
    ORDER,
    replace(
        ORDER,
        name="Send an Order: dialog",
        kind="dialog",
        domain=[("state", "=", "purchase")],
        clicks=("button[name=action_rfq_send]:visible",),
    ),
    replace(ORDER, device=PHONE),
    replace(
        ORDER,
        name="Send a Request: dialog",
        kind="dialog",
        domain=[("state", "=", "draft")],
        clicks=("button[name=action_rfq_send]:visible",),
        device=PHONE,
    ),
    replace(CORE_FORM, device=PHONE),
    Screen(
        "Stock Move",
        "form",
        "stock.stock_move_line_action",
        "stock.move.line",
        device=PHONE,
    ),
    replace(
        CORE_FORM,
        name="Transfer: done",
        domain=[("state", "=", "done")],
        device=PHONE,
    ),
    Screen(
        "Product",
        "form",
        "stock.product_template_action_product",
        "product.template",
        [("jit_rule_ids", "=", False)],
        device=PHONE,
    ),
    Screen("Categories", "list", "product.product_category_action_form"),
    Screen(
        "Category", "form", "product.product_category_action_form", "product.category"
    ),
)

ALL = (*EVERY_DAY, *LOOK_BACK, *SET_UP, *ELSEWHERE, *ON_PHONES)
SMALL = (TODAY, APPROVE, START)
