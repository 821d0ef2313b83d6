"""One morning in a browser. Prints one line of JSON: what each step took.

Arguments: address of the web client, program of the browser, folder for pictures, which
morning, and as JSON which product is changed, bought elsewhere and rejected. Run in the
environment of ``make screenshots``.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from devtools.accessible.walk import log_in
from devtools.pictures import OPTIONS, WINDOW

from . import report, requests, with_addon
from .hand import PATIENCE_MS, Hand
from .picks import Picks

MORNINGS = {"ours": with_addon, "requests": requests, "report": report}
BUYER = "buyer"


def main() -> None:
    address, program, folder, which, picks = sys.argv[1:6]
    morning, chosen = MORNINGS[which], Picks(**json.loads(picks))
    with browser_page(address, program, Path(folder), f"morning_{which}") as page:
        warm_up(page, morning.PAGES)
        hand = Hand(page)
        morning.work(hand, chosen)
    print(json.dumps(described(hand.steps)))


@contextmanager
def browser_page(
    address: str, program: str, folder: Path, picture: str
) -> Iterator[Page]:
    """A page of the buyer's, logged in; ends with what the page complained of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        page = browser.new_page(base_url=address, viewport=WINDOW)
        page.set_default_timeout(PATIENCE_MS)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, BUYER)
        try:
            yield page
        except Exception:
            page.screenshot(path=folder / f"{picture}_broke_off.png")
            raise
        page.screenshot(path=folder / f"{picture}.png")
        browser.close()
    if errors:
        raise SystemExit("\n".join(errors))


def warm_up(page: Page, pages: Mapping[str, str]) -> None:
    """What a server does the first time it shows a page is nobody's morning."""
    for path, shows in pages.items():
        page.goto(path)
        page.wait_for_selector(shows)
    page.goto("/odoo/discuss")
    page.wait_for_selector(".o_navbar_apps_menu button")


def described(steps: Mapping[str, Mapping[str, float]]) -> dict:
    return {
        name: {kind: round(figure, 2) for kind, figure in counted.items()}
        for name, counted in steps.items()
    }


if __name__ == "__main__":
    main()
