"""A shop whose vendors take as long as real ones."""

import gzip
import random
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.uneven_vendors.deliveries import Round, deal_rounds, read_lead_times
from benchmarks.uneven_vendors.shop import Numbers, simulate

HEADINGS = "vendor,po_sent,delivered"


def written(tmp_path, lines):
    path = tmp_path / "vendor_deliveries.csv.gz"
    path.write_bytes(gzip.compress("\n".join([HEADINGS, *lines]).encode()))
    return path


def test_rows_that_say_nothing_are_left_out(tmp_path):
    good = [f"Acme,2010-01-{day:02},2010-02-{day:02}" for day in range(1, 26)]
    bad = [
        "Acme,,2010-02-01",
        "Acme,2010-03-01,",
        "Acme,2010-03-02,2010-03-01",
        "Acme,soon,2010-03-01",
        "Seldom,2010-03-01,2010-03-09",
    ]
    assert read_lead_times(written(tmp_path, good + bad)) == {"Acme": [31] * 25}


def test_lines_of_one_day_are_one_order(tmp_path):
    lines = [f"Acme,2010-01-{day:02},2010-02-{day:02}" for day in range(1, 26)]
    more = ["Acme,2010-01-05,2010-01-07"]
    found = read_lead_times(written(tmp_path, lines + more))["Acme"]
    assert found == [31] * 4 + [2] + [31] * 20


def test_vendor_is_asked_once_a_week_and_goes_on_in_real_order():
    [rounds] = deal_rounds([[3, 5, 8]], 60, random.Random(1))
    assert {b.day - a.day for a, b in pairwise(rounds)} == {7}
    assert {(a.days, b.days) for a, b in pairwise(rounds)} == {(3, 5), (5, 8), (8, 3)}


def shop(days_taken, points, days=200):
    """One product that sells 2 a day, in lots of a week."""
    numbers = [Numbers(0, np.array([[point] for point in points]), np.array([14.0]))]
    rounds = [
        [
            Round(day, days_taken[n % len(days_taken)])
            for n, day in enumerate(range(0, days, 7))
        ]
    ]
    demand = np.full((1, days), 2.0)
    vendors = np.zeros(1, dtype=int)
    return simulate(demand, np.ones(1), vendors, rounds, numbers, 60)


def test_enough_for_the_lead_time_serves_all():
    # 21 days and a week until the next look
    found = shop([21], [0.0, 30.0, 56.0])
    assert found.fill[2] == found.kept[2] == 1.0
    assert found.fill[0] < found.fill[1] < 1.0
    assert found.stock[0] < found.stock[1] < found.stock[2]


def test_later_order_that_comes_first_fills_the_shelf():
    """7 and 35 days in turn: one comes every week, as if each took 21."""
    in_turn, textbook = shop([7, 35], [56.0]), shop([35], [56.0])
    assert in_turn.fill[0] == pytest.approx(1.0)
    assert textbook.fill[0] < 1.0
