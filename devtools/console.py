"""What the commands say: progress lines and errors that name the way out."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Something outside the code is missing or wrong; the text says what to do."""


def say(text: str = "") -> None:
    """Print at once, also when the output is a pipe."""
    print(text, flush=True)


def seconds(duration: float) -> str:
    """``12 s``, or ``3 min 05 s`` from two minutes on."""
    whole = round(duration)
    if whole < 120:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02d} s"


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show ``==> text`` while the block runs, and how long it took."""
    started = time.monotonic()
    finished = threading.Event()
    ticker = None
    if sys.stdout.isatty():
        ticker = threading.Thread(target=_tick, args=(text, started, finished))
        ticker.start()
    else:
        say(f"==> {text}")
    done = False
    try:
        yield
        done = True
    finally:
        finished.set()
        if ticker:
            ticker.join()
        ending = seconds(time.monotonic() - started) if done else "failed"
        say(f"\r\033[K==> {text}, {ending}" if ticker else f"    {ending}")


def _tick(text: str, started: float, finished: threading.Event) -> None:
    while True:
        elapsed = seconds(time.monotonic() - started)
        print(f"\r\033[K==> {text}, {elapsed}", end="", flush=True)
        if finished.wait(1):
            return
