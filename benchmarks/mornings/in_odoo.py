"""What both mornings in Odoo alone have in common."""

from .hand import Hand
from .picks import Picks

PURCHASE = "purchase.menu_purchase_root"
LIST = ".o_list_view .o_data_row"
DRAFTS = "div[filter_name=draft_rfqs] a"
_CLOSED = "body:not(:has(.modal))"


def open_requests(hand: Hand) -> None:
    """Odoo's Purchase opens on all orders; one card of its shows the new ones."""
    hand.open_app(PURCHASE, then=LIST)
    hand.click(DRAFTS)


def confirm_all(hand: Hand) -> None:
    """The mass action of the list."""
    hand.click("thead .o_list_record_selector input")
    hand.click(".o_cp_action_menus button:has(.fa-cog)")
    hand.click(".o-dropdown-item:has-text('Confirm RFQ')")


def chase(hand: Hand) -> None:
    """On the page of requests: Late Receipt; its first order is sent again."""
    hand.click("div[filter_name=late_receipt] a", then=LIST)
    hand.click(f"{LIST} td[name=name]", then=".o_form_view", opens=True)
    hand.click(
        "button[name=action_rfq_send]",
        then=".modal button[name=action_send_mail]",
        opens=True,
    )
    hand.click(".modal button[name=action_send_mail]", then=_CLOSED)


def open_replenishment(hand: Hand) -> None:
    hand.open_app("stock.menu_stock_root", then=".o_main_navbar")
    hand.open_menu(
        "stock.menu_stock_warehouse_mgmt",
        "stock.menu_reordering_rules_replenish",
        then=".o_list_view",
    )


def snooze(hand: Hand, picks: Picks) -> None:
    hand.click(
        f"{rule(picks.reject)} button:has(.fa-bell-slash)",
        then=".modal div[name=predefined_date]",
        opens=True,
    )
    hand.click(".modal div[name=predefined_date] input[data-value=custom]")
    hand.click(".modal div[name=snoozed_until] :is(input, button)")
    hand.type(".modal div[name=snoozed_until] input", picks.until)
    hand.click(".modal button[name=action_snooze]", then=_CLOSED)


def rule(product: str) -> str:
    return f".o_data_row:has(td[name=product_id]:has-text('{product}'))"


def show_column(hand: Hand, name: str) -> None:
    """Once in a life; the browser remembers."""
    hand.click(".o_optional_columns_dropdown button")
    hand.click(f".o-dropdown-item:has-text('{name}') input")
    hand.key("Escape")
