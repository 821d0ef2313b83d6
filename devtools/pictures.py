"""Walk through the web client and save pictures.

Arguments: address of the web client, program of the browser, folder of the pictures.
Run by ``make screenshots`` in an environment of its own.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WINDOW = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# the first of the demo that has a just-in-time rule
PRODUCT = "Giftware 10133"
# Chromium's sandbox does not work for root, and nothing but our own pages is opened.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Take every picture; fail on the first error that a page reports."""
    address, program, folder = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        page = browser.new_page(base_url=address, viewport=WINDOW)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page)
        for picture in (
            today,
            approve,
            approve_phone,
            draft_order,
            reason,
            rules,
            suggestions,
            start,
            rule,
            product,
        ):
            picture(page)
            # Nothing is hovered or still fading in.
            page.mouse.move(0, 0)
            page.wait_for_function("document.getAnimations().length === 0")
            page.screenshot(path=Path(folder) / f"screenshot_{picture.__name__}.png")
            if errors:
                raise SystemExit("\n".join(errors))
        browser.close()


def log_in(page: Page) -> None:
    page.goto("/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click(".oe_login_buttons button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def today(page: Page) -> None:
    """What waits this morning, worst class first."""
    page.goto("/odoo/just-in-time-today")
    page.wait_for_selector(".o_jit_today_block")


def approve(page: Page) -> None:
    """The lines of all vendors, the usual ones ticked."""
    page.goto("/odoo/approve")
    page.wait_for_selector(".o_data_row")
    page.click(".o_jit_select_usual")
    page.wait_for_selector(".o_data_row_selected")


def approve_phone(page: Page) -> None:
    """The same lines as cards."""
    page.set_viewport_size(PHONE)
    page.goto("/odoo/approve")
    page.wait_for_selector(".o_kanban_record button[name=action_jit_reject]")


def draft_order(page: Page) -> None:
    """The draft with the most lines."""
    page.set_viewport_size(WINDOW)
    page.goto("/odoo/just-in-time-drafts")
    page.wait_for_selector(".o_data_row")
    lines = page.locator(".o_data_row td[name=jit_line_count]")
    counts = [int(text) for text in lines.all_inner_texts()]
    lines.nth(counts.index(max(counts))).click()
    page.wait_for_selector(".o_form_view .o_data_row")


def reason(page: Page) -> None:
    """Why the first line of the draft was ordered."""
    page.locator("button[name=action_jit_open_reason]").first.click()
    page.wait_for_selector(".modal div[name=card]")


def rules(page: Page) -> None:
    page.goto("/odoo/just-in-time")
    page.wait_for_selector(".o_data_row")


def suggestions(page: Page) -> None:
    page.goto("/odoo/suggested-changes")
    page.wait_for_selector(".o_data_row")


def start(page: Page) -> None:
    """The four steps, with the check made."""
    page.click("button[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']")
    page.click("a[data-menu-xmlid='jit_replenishment.jit_start_menu']")
    page.wait_for_selector("div[name=check_said]:has-text('faults')")


def rule(page: Page) -> None:
    """What was learned of the rule behind the first suggestion."""
    suggestions(page)
    page.set_viewport_size(WINDOW | {"height": 1000})
    page.locator(".o_data_row .o_list_record_open_form_view button").first.click()
    page.click("button[name=action_open_rule]")
    page.wait_for_selector(".o_form_view .o_jit_reorder_bar")
    page.click(".o_notebook .nav-link:has-text('Demand')")
    page.wait_for_selector(".o_notebook canvas")


def product(page: Page) -> None:
    """Class question, reorder points and vendors of a product kept just in time."""
    page.set_viewport_size(WINDOW | {"height": 1000})
    page.goto("/odoo/purchase-products")
    page.click(f".o_kanban_record:has-text('{PRODUCT}')")
    page.click("a[name=jit]")
    page.wait_for_selector("div[name=jit_rule_ids] .o_data_row")


if __name__ == "__main__":
    main()
