"""Open screens in a browser, ask axe-core about each, say whose its violations are.

Arguments: address of the web client, program of the browser, file of the report,
``all`` or ``small``, and beginnings of names if only some are meant. Run by ``make
accessibility`` in an environment of its own. Ends with 3 if a grave violation is the
addon's, with 4 if a screen could not be opened: 1 is what Python ends with by itself.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Error, Page, sync_playwright

from devtools.pictures import OPTIONS, WINDOW

from . import screens, table, verdict
from .screens import DESKTOP, PHONE, Screen
from .verdict import Violation

ROOT = Path(__file__).parents[2]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
IN_PAGE = Path(__file__).with_name("in_page.js")
TEMPLATES = ROOT / "jit_replenishment" / "static" / "src"
PATIENCE_MS = 30_000
COMPLAINT = ".o_error_dialog"
# what a dialog covers is drawn no more: its animations end and are told of all the same
STILL = (
    "!document.querySelector('.o_loading_indicator')"
    " && document.getAnimations().every(({ playState }) => playState !== 'running')"
)
# a phone shows an arrow back instead of the cross
CLOSE = ".modal :is(.btn-close, .modal-header button:has(.oi-arrow-left))"
# The first page has Odoo put its styles and scripts together.
FIRST_PAGE_MS = 180_000
DEVICES = {
    DESKTOP: {"viewport": WINDOW},
    PHONE: {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
    },
}


def main() -> int:
    address, program, report, which, *beginnings = sys.argv[1:]
    ours, of_odoo = screens.ALL, screens.CORE
    if which == "small":
        ours, of_odoo = screens.SMALL, screens.CORE_SMALL
    if beginnings:
        ours = [each for each in ours if each.name.startswith(tuple(beginnings))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        walk = Walk(browser, address)
        found = walk.past(ours)
        looked_at = list(walk.seen)
        of_core = walk.past(of_odoo)
        browser.close()
    verdicts = verdict.tell_apart(found, of_core)
    described = verdict.as_report(looked_at, verdicts, walk.version)
    Path(report).write_text(json.dumps(described, indent=2))
    print(*table.lines(looked_at, verdicts, why=which == "all"), sep="\n")
    for name, why in walk.unseen:
        print(f"could not be looked at: {name}: {why}")
    if walk.unseen:
        return 4
    return 3 if verdicts.grave else 0


def widgets() -> list[str]:
    """The classes of what the addon draws itself."""
    texts = (path.read_text() for path in sorted(TEMPLATES.rglob("*.xml")))
    return sorted({name for text in texts for name in re.findall(r"o_jit_\w+", text)})


class Walk:
    """From screen to screen, logged in as whoever sees it, on a desk or a phone."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._pages: dict[tuple[str, str], Page] = {}
        self._widgets = widgets()
        self._errors: list[str] = []
        # what the client says of its own errors, beside the dialog
        self._logged: list[str] = []
        self.version = ""
        self.seen: list[dict[str, str]] = []
        self.unseen: list[tuple[str, str]] = []

    def past(self, chosen: Iterable[Screen]) -> list[Violation]:
        """What axe-core says of these; one that does not open costs itself only."""
        return [each for screen in chosen for each in self._look_at(screen)]

    def _look_at(self, screen: Screen) -> list[Violation]:
        page = self._page(screen.login, screen.device)
        place = {"screen": screen.name, "device": screen.device, "kind": screen.kind}
        answers: list[dict[str, object]] = []
        self._logged.clear()
        try:
            self._open(page, screen)
            answers = page.evaluate("jitAccessible.look", self._widgets)
            # an error of the server is no error of the page: it shows a dialog
            self._errors += page.evaluate("jitAccessible.complaints()")
            if not self._errors:
                self.seen.append({"name": screen.name, "device": screen.device})
        except Error as error:
            self._errors.append(str(error).splitlines()[0])
            self._errors += page.evaluate("jitAccessible.complaints()")
        if self._errors:
            answers = []
            self._errors += self._logged[-1:]
            self.unseen.append((screen.name, "; ".join(self._errors)))
            self._errors.clear()
            self._pages.pop((screen.login, screen.device)).close()
        known = {each.name for each in fields(Violation)}
        return [
            Violation(**place, **{k: v for k, v in answer.items() if k in known})
            for answer in answers
        ]

    def _open(self, page: Page, screen: Screen) -> None:
        close_dialogs(page)
        page.evaluate("jitAccessible.open", screen.as_opened())
        for selector in screen.clicks:
            page.locator(selector).first.click()
        page.locator(f"{screen.shows}, {COMPLAINT}").first.wait_for()
        # Nothing is hovered, still loading or still fading in.
        page.mouse.move(0, 0)
        page.wait_for_function(STILL)

    def _page(self, login: str, device: str) -> Page:
        key = login, device
        if key not in self._pages:
            context = self._browser.new_context(
                base_url=self._address, **DEVICES[device]
            )
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: self._errors.append(str(error)))
            page.on(
                "console",
                lambda message: (
                    message.type == "error" and self._logged.append(message.text[:600])
                ),
            )
            log_in(page, login)
            for script in (AXE, IN_PAGE):
                page.evaluate(script.read_text())
            self.version = page.evaluate("axe.version")
            self._pages[key] = page
        return self._pages[key]


def close_dialogs(page: Page) -> None:
    while left := page.locator(CLOSE).count():
        page.locator(CLOSE).last.click()
        # on a busy machine it is there for a while yet: not to be clicked again
        page.wait_for_function(
            "([css, left]) => document.querySelectorAll(css).length < left",
            arg=[CLOSE, left],
        )
    # what is behind it is read again meanwhile
    page.wait_for_function(STILL)


def log_in(page: Page, login: str) -> None:
    """The password is the login."""
    page.goto("/web/login", timeout=FIRST_PAGE_MS)
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click(".oe_login_buttons button[type=submit]", timeout=FIRST_PAGE_MS)
    page.wait_for_selector(".o_main_navbar", timeout=FIRST_PAGE_MS)


if __name__ == "__main__":
    sys.exit(main())
