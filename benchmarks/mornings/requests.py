"""The morning in Odoo alone, on the requests that its scheduler has made.

A rule that orders by itself cannot be put off in Odoo: for a rejected line it is made
manual first, and somebody has to remember to make it automatic again.
"""

from .hand import Hand
from .in_odoo import (
    LIST,
    chase,
    confirm_all,
    open_replenishment,
    open_requests,
    rule,
    show_column,
    snooze,
)
from .picks import Picks

PAGES = {
    "/odoo/purchase": LIST,
    "/odoo/replenishment": ".o_list_view",
    "/odoo/purchase/new": ".o_form_view",
}
_LINES = ".o_form_view div[name=order_line]"


def work(hand: Hand, picks: Picks) -> None:
    with hand.step("find the work"):
        open_requests(hand)
    look_through(hand, picks)
    with hand.step("another vendor"):
        add_to_other_vendor(hand, picks)
    with hand.step("order the rest"):
        confirm_all(hand)
    with hand.step("chase a late order"):
        chase(hand)
    with hand.step("reject until a day"):
        open_replenishment(hand)
        put_off(hand, picks)


def look_through(hand: Hand, picks: Picks) -> None:
    """Each request is opened to see its lines, and what is odd is mended on the way."""
    with hand.step("see every line"):
        hand.click(f"{LIST} td[name=name]", then=_LINES, opens=True)
    for number in range(len(picks.vendors)):
        if has(hand, picks.change):
            with hand.step("change a quantity"):
                hand.click(f"{line(picks.change)} td[name=product_qty]")
                hand.type(".o_selected_row div[name=product_qty] input", picks.quantity)
        if has(hand, picks.vendor):
            with hand.step("another vendor"):
                hand.click(f"{line(picks.vendor)} .o_list_record_remove")
        if has(hand, picks.reject):
            with hand.step("reject until a day"):
                hand.click(f"{line(picks.reject)} .o_list_record_remove")
        with hand.step("see every line"):
            if number + 1 < len(picks.vendors):
                hand.click(".o_pager_next", opens=True)
    with hand.step("see every line"):
        hand.click(".o_breadcrumb .o_back_button", then=LIST, opens=True)


def add_to_other_vendor(hand: Hand, picks: Picks) -> None:
    """The line is made anew on the request to the other vendor."""
    asked = f"{LIST}:has(td[name=partner_id]:has-text('{picks.other}'))"
    hand.click(f"{asked} td[name=name]", then=_LINES, opens=True)
    hand.click(f"{_LINES} .o_field_x2many_list_row_add a")
    product = f"{_LINES} .o_selected_row td[name=product_id]"
    choose_focused(hand, f"{product} :is(input, textarea)", picks.vendor)
    hand.click(f"{_LINES} .o_selected_row td[name=product_qty]")
    hand.type(
        f"{_LINES} .o_selected_row div[name=product_qty] input", picks.vendor_quantity
    )
    hand.click(".o_breadcrumb .o_back_button", then=LIST, opens=True)


def choose_focused(hand: Hand, field: str, text: str) -> None:
    """A new line's field is typed into at once."""
    found = f".o-autocomplete--dropdown-item:has-text('{text}')"
    hand.type(field, text, then=found)
    hand.click(found)


def put_off(hand: Hand, picks: Picks) -> None:
    with hand.step("once in a life"):
        show_column(hand, "Trigger")
    hand.click(f"{rule(picks.reject)} td[name=trigger]")
    hand.click(".o_selected_row td[name=trigger] input")
    hand.click(".o_field_selection_menu .o_select_menu_item:has-text('Manual')")
    hand.click(".o_list_button_save")
    snooze(hand, picks)


def has(hand: Hand, product: str) -> bool:
    return hand.page.locator(line(product)).count() > 0


def line(product: str) -> str:
    return f"{_LINES} .o_data_row:has-text('{product}')"
