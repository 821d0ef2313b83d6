"""The morning in Odoo alone, on its Replenishment page: rules that are manual.

The shortest way Odoo has. Nothing is drafted before somebody opens this page.
"""

from .hand import Hand
from .in_odoo import (
    LIST,
    PURCHASE,
    chase,
    confirm_all,
    open_replenishment,
    open_requests,
    rule,
    show_column,
    snooze,
)
from .picks import Picks

PAGES = {"/odoo/purchase": LIST, "/odoo/replenishment": ".o_list_view"}


def work(hand: Hand, picks: Picks) -> None:
    with hand.step("find the work"):
        hand.open_app(PURCHASE, then=LIST)
    with hand.step("chase a late order"):
        chase(hand)
    with hand.step("see every line"):
        open_replenishment(hand)
    with hand.step("once in a life"):
        show_column(hand, "Vendor")
    with hand.step("change a quantity"):
        hand.click(f"{rule(picks.change)} td[name=qty_to_order]")
        hand.type(".o_selected_row div[name=qty_to_order] input", picks.quantity)
        hand.click(".o_list_button_save")
    with hand.step("another vendor"):
        hand.click(f"{rule(picks.vendor)} td[name=supplier_id]")
        hand.choose(".o_selected_row td[name=supplier_id] input", picks.other)
        hand.click(".o_list_button_save")
    with hand.step("reject until a day"):
        snooze(hand, picks)
    with hand.step("order the rest"):
        hand.click("thead .o_list_record_selector input")
        hand.click("button:has(.o_dropdown_title:has-text('Order'))")
        hand.click(".o-dropdown-item:text-is('Order')")
        open_requests(hand)
        confirm_all(hand)
