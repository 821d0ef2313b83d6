"""The morning on Today and Approve."""

from .hand import Hand
from .picks import Picks

PAGES = {
    "/odoo/just-in-time-today": ".o_jit_today_block",
    "/odoo/approve": ".o_data_row",
}
MENU = "jit_replenishment.jit_replenishment_menu"
CLOSED = "body:not(:has(.modal))"
APPROVE = ".modal button[name=action_approve]"


def work(hand: Hand, picks: Picks) -> None:
    with hand.step("find the work"):
        hand.open_app("purchase.menu_purchase_root", then=".o_main_navbar")
        hand.open_menu(
            MENU, "jit_replenishment.jit_today_menu", then=".o_jit_today_block"
        )
    with hand.step("chase a late order"):
        hand.click(
            ".o_jit_today_block[data-block=late] button[data-method=action_jit_chase]",
            then=".modal button[name=action_send_mail]",
            opens=True,
        )
        hand.click(".modal button[name=action_send_mail]", then=CLOSED)
    with hand.step("see every line"):
        hand.open_menu(
            MENU, "jit_replenishment.jit_approve_menu", then=".o_jit_approve"
        )
    with hand.step("approve the usual ones"):
        hand.click("button[name=action_jit_ask_usual]", then=APPROVE, opens=True)
        hand.click(APPROVE, then=CLOSED)
    with hand.step("change a quantity"):
        hand.click(f"{row(picks.change)} td[name=product_qty]")
        hand.type(".o_selected_row div[name=product_qty] input", picks.quantity)
        hand.click(".o_list_button_save")
    with hand.step("another vendor"):
        hand.click(
            f"{row(picks.vendor)} button[name=action_jit_other_vendor]",
            then=".modal div[name=partner_id] input",
            opens=True,
        )
        hand.choose(".modal div[name=partner_id] input", picks.other)
        hand.click(".modal button[name=action_move]", then=CLOSED)
    with hand.step("reject until a day"):
        hand.click(
            f"{row(picks.reject)} button[name=action_jit_reject]",
            then=".modal div[name=reason] input",
            opens=True,
        )
        hand.type(".modal div[name=reason] input", "The project has ended")
        hand.click(".modal div[name=until] :is(input, button)")
        hand.type(".modal div[name=until] input", picks.until)
        hand.click(".modal button[name=action_reject]", then=CLOSED)
    with hand.step("order the rest"):
        hand.click("thead .o_list_record_selector input")
        hand.click("button[name=action_jit_ask]", then=APPROVE, opens=True)
        hand.click(APPROVE, then=f"{CLOSED} .o_view_nocontent")


def row(product: str) -> str:
    return f".o_data_row:has(td[name=jit_item]:has-text('{product}'))"
