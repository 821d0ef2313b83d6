"""The long form of the scenarios: every statement, and many rounds among people.

    python -m tests.concurrency [--kills 200] [--seeds 12]

Prints a table and ends with 1 if anything was broken.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from . import scenes
from .small_disk import is_possible
from .stage import OPENED, Stage, open_stage


@dataclass
class Row:
    """One line of the table."""

    scenario: str
    rounds: int = 0
    killed: int = 0
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)

    def add(self, found: list[str], killed: int, where: str) -> None:
        self.rounds += 1
        self.killed += killed
        self.found += [f"{where}: {offence}" for offence in found]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seeds", type=int, default=12)
    wanted = options.parse_args()
    rows = []
    with open_stage() as stage:
        for scenario in scenarios(stage, wanted.kills, wanted.seeds):
            rows.append(scenario)
            print(_line(scenario), flush=True)
    total = Row("all together")
    for row in rows:
        total.rounds += row.rounds
        total.killed += row.killed
        total.seconds += row.seconds
        total.found += row.found
    print(_line(total))
    for offence in total.found:
        print(offence)
    return 1 if total.found else 0


def scenarios(stage: Stage, kills: int, seeds: int) -> Iterator[Row]:
    print(f"{'scenario':<44} {'rounds':>6} {'kill -9':>7} {'seconds':>7} {'broken':>6}")
    stage.restore(OPENED)
    steps = scenes.dip(stage)
    among = kills // 4
    alone = range(1, steps + 1, max(1, steps // (kills - among)))
    yield _played(
        f"kill -9, one worker, {steps} statements",
        partial(scenes.die_at, stage),
        alone,
        deadly=True,
    )
    yield _played(
        "connection lost", partial(scenes.sever_at, stage), range(1, steps + 1, 8)
    )
    for lasting in (False, True):
        yield _played(
            f"no space for a row, {'for good' if lasting else 'once'}",
            partial(scenes.refuse_rows, stage, lasting=lasting),
            list(product(scenes.INSERTED, (1, 3, 6))),
        )
    if is_possible():
        yield _played("a full disk", lambda _turn: scenes.fill_disk(stage), range(3))
    else:
        print("a full disk: left out, as no file system can be mounted here")
    for workers in (2, 4):
        yield _among_people(stage, workers, seeds, 0)
        yield _among_people(stage, workers, seeds, among // 2)


def _among_people(stage: Stage, workers: int, seeds: int, kills: int) -> Row:
    """Rounds on one shop that lives on, a new shop every few rounds."""
    row = Row(f"{workers} workers and people{', kill -9' if kills else ''}")
    started = time.monotonic()
    while row.rounds < seeds or row.killed < kills:
        if row.rounds % 8 == 0:
            stage.restore(OPENED)
        seed = f"{workers} {kills} {row.rounds}"
        chance = random.Random(seed)
        found, killed = scenes.everyday(stage, chance, workers, fatal=bool(kills))
        row.add(found, killed, f"{row.scenario}, seed {seed}")
        if found:
            break
    row.seconds = time.monotonic() - started
    return row


def _played(
    scenario: str,
    play: Callable[..., list[str]],
    places: Iterable,
    *,
    deadly: bool = False,
) -> Row:
    row = Row(scenario)
    started = time.monotonic()
    for place in places:
        row.add(play(place), int(deadly), f"{scenario} at {place}")
    row.seconds = time.monotonic() - started
    return row


def _line(row: Row) -> str:
    return (
        f"{row.scenario:<44} {row.rounds:>6} {row.killed:>7} "
        f"{row.seconds:>7.0f} {len(row.found):>6}"
    )


if __name__ == "__main__":
    sys.exit(main())
