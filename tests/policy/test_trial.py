from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.decision import decide
from policy.inventory_position import Commitment, SupplyTerms
from policy.trial import TrialStock, WouldBeOrder, has_run_out, on_trial

from .builders import TODAY, day, situation
from .strategies import quantities, situations

orders = st.builds(
    WouldBeOrder,
    quantity=quantities,
    planned_on=st.integers(-60, 60).map(day),
    expected_on=st.integers(-60, 60).map(day),
    document=st.just("Trial 1"),
)
stocks = st.builds(
    TrialStock, received=quantities, ordered=st.lists(orders, max_size=5).map(tuple)
)


@given(stocks, quantities, st.integers(-70, 70).map(day))
def test_goods_are_on_the_shelf_or_on_their_way_and_never_both(stock, really, when):
    ordered = sum(each.quantity for each in stock.ordered)
    coming = sum(each.quantity for each in stock.on_its_way(when))
    assert stock.on_hand(really, when) + coming == really - stock.received + ordered


@given(stocks, quantities, st.integers(-70, 69))
def test_shelf_grows_from_one_day_to_the_next_by_what_comes(stock, really, number):
    today, tomorrow = day(number), day(number + 1)
    came = sum(each.quantity for each in stock.ordered if each.expected_on == tomorrow)
    more = stock.on_hand(really, tomorrow) - stock.on_hand(really, today)
    assert more == came


@given(situations(), stocks)
def test_only_the_shelf_and_what_is_on_its_way_are_others(rule, stock):
    tried = on_trial(rule, stock, TODAY)
    assert replace(tried, on_hand=rule.on_hand, supplies=rule.supplies) == rule
    assert tried.supplies[: len(rule.supplies)] == rule.supplies


@given(situations())
def test_trial_that_has_just_begun_decides_as_a_live_rule(rule):
    assert decide(on_trial(rule, TrialStock(), TODAY), TODAY) == decide(rule, TODAY)


@given(situations())
def test_what_would_have_been_ordered_is_not_ordered_again(rule):
    """Whatever its day: on its way or here, it covers the need it was made for."""
    decision = decide(rule, TODAY)
    if decision.outcome != "order":
        return
    due = decision.schedule.planned_on
    made = TrialStock(ordered=(WouldBeOrder(decision.quantity, due, due, "Trial 1"),))
    # those that are too late, or nobody trusts any more, may change their mind
    plain = replace(rule, supplies=())
    again = decide(on_trial(plain, made, TODAY), TODAY)
    assert again.position.quantity >= decide(plain, TODAY).position.quantity
    if decide(plain, TODAY).quantity <= decision.quantity:
        assert again.outcome != "order"


@pytest.mark.parametrize(
    ("on_hand", "due", "keeps_stock", "out"),
    [
        (0, 0, True, True),
        (-3, 0, True, True),
        (1, 0, True, False),
        (0, 0, False, False),
        (5, 5, False, False),
        (5, 6, False, True),
        (5, 6, True, True),
        # less than the shelf holds, but nobody waits: sold before it was there
        (-2, 0, False, False),
    ],
)
def test_shelf_has_run_out_when_it_is_empty_or_somebody_waits(
    on_hand, due, keeps_stock, out
):
    promises = [Commitment(due, TODAY)] if due else []
    promises.append(Commitment(1000, day(1)))
    assert has_run_out(on_hand, promises, TODAY, keeps_stock=keeps_stock) is out


def test_order_of_a_day_that_is_not_there_yet_covers_until_it_is():
    due = date(2026, 3, 16)
    stock = TrialStock(120, (WouldBeOrder(60, due, due, "Trial 1"),))
    rule = situation(reorder_point=10, target_stock=70, on_hand=125)
    decision = decide(on_trial(rule, stock, date(2026, 3, 10)), date(2026, 3, 10))
    assert decision.outcome == "covered"
    assert decision.position.on_hand == 5
    assert decision.position.on_order == 60


@pytest.mark.parametrize("late_supply_counts", [True, False])
@pytest.mark.parametrize("late_days", [0, 5])
def test_need_is_ordered_once_while_it_is_on_its_way(late_supply_counts, late_days):
    """Day after day, with an empty shelf, from a vendor that is late as ever."""
    terms = SupplyTerms(late_supply_counts, overdue_supply_days=7)
    rule = situation(reorder_point=10, target_stock=30, on_hand=0, supply_terms=terms)
    made = TrialStock()
    for number in range(30):
        decision = decide(on_trial(rule, made, day(number)), day(number))
        if decision.outcome == "order":
            due = decision.schedule.planned_on
            order = WouldBeOrder(
                decision.quantity, due, due + timedelta(late_days), f"Trial {number}"
            )
            made = TrialStock(ordered=(*made.ordered, order))
    assert [each.document for each in made.ordered] == ["Trial 0"]


def test_vendor_that_is_late_beyond_all_patience_is_asked_again_but_not_daily():
    rule = situation(reorder_point=10, target_stock=30, on_hand=0)
    made = TrialStock()
    for number in range(40):
        decision = decide(on_trial(rule, made, day(number)), day(number))
        if decision.outcome == "order":
            due = decision.schedule.planned_on
            late = due + timedelta(90)
            order = WouldBeOrder(decision.quantity, due, late, f"Trial {number}")
            made = TrialStock(ordered=(*made.ordered, order))
    lead = (made.ordered[0].planned_on - day(0)).days
    patience = rule.supply_terms.overdue_supply_days
    again = f"Trial {lead + patience + 1}"
    assert [each.document for each in made.ordered][:2] == ["Trial 0", again]
