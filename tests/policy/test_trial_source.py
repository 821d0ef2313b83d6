from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.inventory_position import Commitment
from policy.trial import TrialStock, WouldBeOrder
from policy.trial_source import Transfer, share_out, taken

from .builders import day
from .strategies import quantities

SOURCES = ("1/7/", "1/8/", "1/8/9/")
TARGETS = ("1/7/", "1/8/", "1/10/", "1/11/")
transfers = st.lists(
    st.builds(
        Transfer,
        key=st.none(),
        from_path=st.sampled_from(SOURCES),
        to_path=st.sampled_from(TARGETS),
        day=st.integers(-5, 0).map(day),
        planned_on=st.just(day(0)),
        expected_on=st.integers(-5, 5).map(day),
        quantity=quantities,
    ),
    max_size=8,
).map(lambda some: [replace(each, key=key) for key, each in enumerate(some)])
stocks = st.dictionaries(st.sampled_from(SOURCES), st.integers(-50, 500))


@given(st.integers(-100, 1000), st.lists(quantities, max_size=8))
def test_shares_are_never_more_than_there_is_nor_than_is_wanted(available, wanted):
    shares = share_out(available, wanted)
    assert len(shares) == len(wanted)
    assert all(0 <= got <= asked for got, asked in zip(shares, wanted, strict=True))
    assert sum(shares) == pytest.approx(min(max(available, 0), sum(wanted)))


@given(st.integers(0, 1000), st.lists(quantities, min_size=1, max_size=8))
def test_who_asks_later_takes_nothing_from_who_asked_before(available, wanted):
    assert share_out(available, wanted)[:-1] == share_out(available, wanted[:-1])


@given(transfers, stocks)
def test_no_source_gives_more_than_lay_there_and_came_in(asked, stock):
    got = taken(asked, stock, day(0))
    assert set(got) == {each.key for each in asked}
    for source in SOURCES:
        gave = sum(got[each.key] for each in asked if each.from_path == source)
        came = sum(
            got[each.key]
            for each in asked
            if source.startswith(each.to_path) and each.expected_on <= day(0)
        )
        assert gave <= max(stock.get(source, 0), 0) + came + 1e-6


@given(transfers, stocks)
def test_each_gets_all_it_asked_for_or_its_source_is_empty(asked, stock):
    plenty = {source: 10**9 for source in SOURCES}
    got = taken(asked, plenty, day(0))
    assert got == {each.key: each.quantity for each in asked}


def test_what_came_into_a_source_can_be_taken_from_it():
    on = day(-1)
    up = Transfer("up", "1/8/", "1/7/", on, on, on, 20)
    down = Transfer("down", "1/7/", "1/10/", on, on, on, 30)
    assert taken([down, up], {"1/8/": 15}, day(0)) == {"up": 15, "down": 15}


def test_transfers_that_go_round_end():
    on = day(0)
    one = Transfer(1, "1/7/", "1/8/", on, on, on, 20)
    two = Transfer(2, "1/8/", "1/7/", on, on, on, 20)
    assert taken([one, two], {"1/7/": 5}, on)[1] <= 20


def test_promised_is_what_would_leave_in_place_of_what_really_does():
    stock = TrialStock(
        taken=(WouldBeOrder(5, day(1), day(2)), WouldBeOrder(9, day(-3), day(-2))),
        asked=(Commitment(4, day(0)),),
        replaced=(Commitment(7, day(3)),),
    )
    really = [Commitment(7, day(3)), Commitment(2, day(3))]
    promised = stock.promised(really, day(0))
    assert promised == (
        Commitment(4, day(0)),
        Commitment(5, day(1)),
        Commitment(2, day(3)),
    )
    assert stock.on_hand(20, day(0)) == 11
