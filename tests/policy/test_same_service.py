"""The service to ask for so that as much is served as other figures do."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.same_service import (
    LEAST_LEVEL,
    MOST_LEVEL,
    MOST_TRIES,
    NEAR_ENOUGH,
    nearest,
    next_level,
)

NORMAL = NormalDist()
USUAL = (0.9, 0.95, 0.98)


def search(fill_of, wanted, begin=USUAL):
    """All that was tried, those to begin with first."""
    tried = [(level, fill_of(level)) for level in begin]
    for tries in range(MOST_TRIES + 1):
        level = next_level(tried, wanted, MOST_TRIES - tries)
        if level is None:
            return tried
        tried.append((level, fill_of(level)))
    raise AssertionError("it never ends")


def bent(level):
    """As real rules do: less and less is gained."""
    return 0.4 + 0.6 * NORMAL.cdf(NORMAL.inv_cdf(level) / 1.7 + 1.1)


@pytest.mark.parametrize("wanted", [0.75, 0.8, 0.883, 0.93, 0.97, 0.985, 0.995])
@pytest.mark.parametrize("begin", [USUAL, (), (0.97,)])
def test_level_that_serves_as_much_is_found(wanted, begin):
    found = nearest(search(bent, wanted, begin), wanted)
    assert found[1] == pytest.approx(wanted, abs=NEAR_ENOUGH)


@given(st.floats(0.02, 0.98), st.floats(0.3, 3.0), st.floats(-2.0, 2.0), st.booleans())
def test_search_ends_and_never_leaves_what_can_be_asked(wanted, slope, shift, coarse):
    def fill_of(level):
        fill = NORMAL.cdf(NORMAL.inv_cdf(level) / slope + shift)
        return round(fill, 2) if coarse else fill

    tried = search(fill_of, wanted)
    assert len(tried) <= len(USUAL) + MOST_TRIES
    assert all(LEAST_LEVEL <= level <= MOST_LEVEL for level, _fill in tried)
    assert len({level for level, _fill in tried}) == len(tried)


def test_served_more_even_at_the_lowest_ends_there():
    tried = search(lambda level: 0.9 + level / 20, 0.6)
    assert nearest(tried, 0.6)[0] == pytest.approx(LEAST_LEVEL)


def test_served_less_even_at_the_highest_ends_there():
    tried = search(lambda level: 0.5 + level / 20, 0.99)
    assert nearest(tried, 0.99)[0] == pytest.approx(MOST_LEVEL)


def test_jump_that_figures_in_whole_units_make_is_met_at_its_nearer_side():
    tried = search(lambda level: 0.99 if level > 0.6 else 0.7, 0.9)
    assert nearest(tried, 0.9)[1] == 0.99
    assert min(abs(level - 0.6) for level, _fill in tried) < 0.06


def test_what_was_tried_already_and_fits_is_not_tried_again():
    assert next_level([(0.9, 0.97)], 0.97, MOST_TRIES) is None
    assert next_level([(0.9, 0.97)], 0.9, 0) is None
