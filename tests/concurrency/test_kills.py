"""A process dies by kill -9, a connection is lost: nothing is lost, nothing is twice.

A few places of each kind; `make chaos` visits every statement.
"""

from random import Random

import pytest

from . import scenes
from .stage import OPENED

KILLS = 6
LOST_CONNECTIONS = 2
ROUNDS = 2


@pytest.fixture(scope="module")
def dipped(theatre):
    theatre.restore(OPENED)
    theatre.steps = scenes.dip(theatre)
    return theatre


def spread(steps, number):
    """So many steps from the first to the last."""
    return [1 + turn * (steps - 1) // (number - 1) for turn in range(number)]


def test_kill_at_any_statement_loses_nothing(dipped):
    for step in spread(dipped.steps, KILLS):
        assert scenes.die_at(dipped, step) == [], f"killed at step {step}"


def test_connection_lost_at_any_statement_loses_nothing(dipped):
    for step in spread(dipped.steps, LOST_CONNECTIONS):
        assert scenes.sever_at(dipped, step) == [], f"severed at step {step}"


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_die_among_people(stage, workers):
    chance = Random(workers)
    killed = 0
    for turn in range(ROUNDS):
        found, dead = scenes.everyday(stage, chance, workers, fatal=True)
        assert found == [], f"round {turn}"
        killed += dead
    assert killed


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_and_people_at_once(stage, workers):
    chance = Random(workers)
    for turn in range(ROUNDS):
        found, dead = scenes.everyday(stage, chance, workers, fatal=False)
        assert (found, dead) == ([], 0), f"round {turn}"


@pytest.mark.parametrize("table", ["purchase_order_line", "stock_move"])
@pytest.mark.parametrize("lasting", [False, True])
def test_no_space_for_a_row_loses_nothing(dipped, table, lasting):
    assert scenes.refuse_rows(dipped, (table, 3), lasting=lasting) == []
