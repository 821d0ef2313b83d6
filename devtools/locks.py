"""File locks: the kernel drops them when their process dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .console import Problem, say


@contextmanager
def exclusive(path: Path, *, waiting: str = "", refusal: str = "") -> Iterator[None]:
    """Hold the lock alone. If it is taken: wait and say so, or refuse."""
    with path.open("a") as handle:
        if not _taken_now(handle, fcntl.LOCK_EX):
            if refusal:
                raise Problem(refusal)
            say(f"==> {waiting}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def shared_until_last(path: Path) -> Iterator["Share"]:
    """Hold the lock together with other processes.

    The yielded ``Share`` tells at the end whether all others are gone.
    """
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield Share(handle)


class Share:
    """One process's part in a shared lock."""

    def __init__(self, handle: IO[str]) -> None:
        self._handle = handle

    def is_last(self) -> bool:
        """Take the lock alone if nobody else shares it; newcomers then wait."""
        return _taken_now(self._handle, fcntl.LOCK_EX)


def _taken_now(handle: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
