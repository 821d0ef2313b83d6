"""Planted demand can be read like any other, and is the same every time."""

import numpy as np

from benchmarks.inventory.datasets import demand_files
from benchmarks.inventory.planted import WIDE, write


def read(folder):
    write(folder, count=12)
    return {file.name: file.read() for file in demand_files(folder)}


def test_planted_sets_are_read_like_real_ones(tmp_path):
    found = read(tmp_path)
    assert found.keys() == {*WIDE, "grocer"}
    for each in found.values():
        assert len(each.compared().skus) > 6
        assert np.isfinite(each.demand).all()


def test_planted_sets_are_the_same_every_time(tmp_path):
    one, other = read(tmp_path / "one"), read(tmp_path / "other")
    for name in one:
        np.testing.assert_array_equal(one[name].demand, other[name].demand)
        np.testing.assert_array_equal(one[name].lead_time, other[name].lead_time)
