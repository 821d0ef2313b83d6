"""How long a list of many lines lets its reader wait. Prints one line of JSON.

Arguments: address of the web client, program of the browser, folder for pictures, and
the number of the action that opens Odoo's own list of the same lines. Answers, for each
of the two lists, what each act took, as often as it was done: seconds until the page
has its answer, and the longest time the page stood still for it.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from .hand import Hand
from .walk import browser_page, warm_up
from .with_addon import APPROVE, CLOSED, MENU, PAGES

TIMES = 5
ALL = "thead .o_list_record_selector input"
LINE = ".o_data_row"
_TICKED = ".o_selection_box"
_UNTICKED = "body:not(:has(.o_selection_box))"
# Chromium tells of each piece of work that keeps a page from answering for 50 ms
_WATCH = """
    window.stoodStill = [];
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) window.stoodStill.push(each.duration);
    }).observe({ type: "longtask" });
"""
_STOOD_STILL = "Math.max(0, ...window.stoodStill.splice(0))"


class Watch:
    """What acts took, by name."""

    def __init__(self, page: Page) -> None:
        self.page, self.hand = page, Hand(page)
        self.took: defaultdict[str, list[dict[str, float]]] = defaultdict(list)

    @contextmanager
    def act(self, name: str) -> Iterator[Hand]:
        """Note what the acts of the block take together."""
        self.page.evaluate(_STOOD_STILL)
        with self.hand.step(name):
            before = self.hand.steps[name]["seconds"]
            yield self.hand
        seconds = self.hand.steps[name]["seconds"] - before
        still = self.page.evaluate(_STOOD_STILL) / 1000
        self.took[name].append({"seconds": round(seconds, 3), "still": round(still, 3)})


def main() -> None:
    address, program, folder, plain = sys.argv[1:]
    with browser_page(address, program, Path(folder), "many_lines") as page:
        page.add_init_script(_WATCH)
        warm_up(page, {**PAGES, f"/odoo/action-{plain}": LINE})
        found = {"theirs": plain_list(Watch(page), plain), "ours": approve(Watch(page))}
    print(json.dumps(found))


def plain_list(watch: Watch, plain: str) -> dict:
    for _time in range(TIMES):
        watch.page.goto("/odoo/discuss")
        watch.hand.see(".o_navbar_apps_menu button")
        with watch.act("open") as hand:
            hand.do(lambda: _go(watch.page, plain), then=LINE)
        tick(watch)
    return watch.took


def approve(watch: Watch) -> dict:
    """The last act orders everything: this comes last."""
    for time in range(TIMES):
        watch.page.goto("/odoo/just-in-time-today")
        watch.hand.see(".o_jit_today_block")
        watch.hand.click(f"button[data-menu-xmlid='{MENU}']")
        with watch.act("open") as hand:
            hand.click(
                "a[data-menu-xmlid='jit_replenishment.jit_approve_menu']", then=LINE
            )
        tick(watch)
        change(watch, time)
        ask(watch)
    with watch.act("approve all") as hand:
        hand.click(ALL, then=_TICKED)
        hand.click("button[name=action_jit_ask]", then=APPROVE)
        hand.click(APPROVE, then=f"{CLOSED} .o_view_nocontent")
    return watch.took


def tick(watch: Watch) -> None:
    one = f"{LINE} .o_list_record_selector input"
    with watch.act("tick one") as hand:
        hand.click(one, then=_TICKED)
    watch.hand.click(one, then=_UNTICKED)
    with watch.act("tick all") as hand:
        hand.click(ALL, then=_TICKED)
    watch.hand.click(ALL, then=_UNTICKED)


def change(watch: Watch, time: int) -> None:
    cell = watch.page.locator(f"{LINE} td[name=product_qty]").nth(time)
    asked = int("".join(filter(str.isdigit, cell.inner_text().split()[0])))
    with watch.act("change a quantity") as hand:
        hand.click(cell)
        hand.type(".o_selected_row div[name=product_qty] input", str(asked + 1))
        hand.click(".o_list_button_save")


def ask(watch: Watch) -> None:
    """Up to the question; Escape leaves it."""
    for name, ticked in (
        ("ask about one", f"{LINE} .o_list_record_selector input"),
        ("ask about all", ALL),
    ):
        watch.hand.click(ticked, then=_TICKED)
        with watch.act(name) as hand:
            hand.click("button[name=action_jit_ask]", then=APPROVE)
        watch.hand.key("Escape", then=CLOSED)
        if watch.page.locator(_TICKED).count():
            watch.hand.click(ticked, then=_UNTICKED)


def _go(page: Page, plain: str) -> None:
    """As a menu does, within the client."""
    page.evaluate(
        "(id) => odoo.__WOWL_DEBUG__.root.env.services.action.doAction(id)", int(plain)
    )


if __name__ == "__main__":
    main()
