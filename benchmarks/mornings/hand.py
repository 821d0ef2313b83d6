"""A hand on the mouse and the keyboard that counts what it does."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Locator, Page, Request

# How often it is looked whether the answer is there; what is measured is that exact.
_LOOK_MS = 25
_QUIET = (
    "!!document.querySelector('.o_main_navbar')"
    " && !document.querySelector('.o_loading_indicator, .o_blockUI')"
)
PATIENCE_MS = 60_000
# What one answer of a click may be: a page, a dialog, or another record on the page.
KINDS = ("clicks", "fields", "keys", "screens", "seconds")


class Hand:
    """Clicks, fields typed into, single keys and screens opened, by step.

    ``seconds`` is how long was waited for server and browser after each of these, until
    no request is under way and the client shows no wheel; thinking takes no time.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps: defaultdict[str, Counter] = defaultdict(Counter)
        self._step = ""
        self._under_way: set[Request] = set()
        page.on("request", self._begun)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _begun(self, request: Request) -> None:
        if request.resource_type in ("fetch", "xhr"):
            self._under_way.add(request)

    def _ended(self, request: Request) -> None:
        self._under_way.discard(request)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done in the block under this name."""
        before, self._step = self._step, name
        try:
            yield
        finally:
            self._step = before

    def click(self, what: str | Locator, *, then: str = "", opens: bool = False):
        """Click; wait for ``then``. ``opens`` if it brings another screen."""
        target = self._one(what)
        target.wait_for(timeout=PATIENCE_MS)
        self._count("clicks", opens=opens)
        with self._waiting(then):
            target.click()

    def do(self, act: Callable[[], object], *, then: str = "") -> None:
        """What no hand does; nothing is counted but the time."""
        with self._waiting(then):
            act()

    def type(self, what: str | Locator, text: str, *, then: str = "") -> None:
        """Type over what is in a field."""
        target = self._one(what)
        self._count("fields")
        with self._waiting(then):
            target.fill(text)

    def key(self, name: str, *, then: str = "") -> None:
        self._count("keys")
        with self._waiting(then):
            self.page.keyboard.press(name)

    def choose(self, what: str, text: str) -> None:
        """Type into a field that looks records up, and click the one it finds."""
        found = f".o-autocomplete--dropdown-item:has-text('{text}')"
        self.click(what)
        self._count("fields")
        with self._waiting(found):
            self._one(what).press_sequentially(text)
        self.click(found)

    def open_app(self, menu: str, *, then: str) -> None:
        self.click(".o_navbar_apps_menu button")
        self.click(f"a[data-menu-xmlid='{menu}']", then=then, opens=True)

    def open_menu(self, section: str, menu: str, *, then: str) -> None:
        self.click(f"button[data-menu-xmlid='{section}']")
        self.click(f"a[data-menu-xmlid='{menu}']", then=then, opens=True)

    def see(self, selector: str) -> None:
        """Look, which costs nothing."""
        self.page.locator(selector).first.wait_for(timeout=PATIENCE_MS)

    def _one(self, what: str | Locator) -> Locator:
        return (self.page.locator(what) if isinstance(what, str) else what).first

    def _count(self, kind: str, *, opens: bool = False) -> None:
        self.steps[self._step][kind] += 1
        if opens:
            self.steps[self._step]["screens"] += 1

    @contextmanager
    def _waiting(self, then: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        if then:
            self.see(then)
        quiet = 0
        while quiet < 2:
            ended = time.perf_counter()
            still = not self._under_way and self._is_quiet()
            quiet = quiet + 1 if still else 0
            if ended - started > PATIENCE_MS / 1000:
                raise TimeoutError(f"{self._step}: no answer, {self._under_way}")
            self.page.wait_for_timeout(_LOOK_MS)
        self.steps[self._step]["seconds"] += ended - started

    def _is_quiet(self) -> bool:
        try:
            return bool(self.page.evaluate(_QUIET))
        except Error:
            # Odoo has the browser read its page anew
            return False
