import pytest

from policy.inventory_position import ProtectionInterval, SupplyTerms
from policy.stock_projection import project_stock
from policy.supply_cover import JudgedSupply, covering, judge_supplies

from .builders import TODAY, day, supply

VITAL = SupplyTerms(
    late_supply_counts=False, overdue_supply_days=2, unsent_rfq_counts=False
)
MINOR = SupplyTerms(
    late_supply_counts=True, overdue_supply_days=14, unsent_rfq_counts=True
)
LEAD_TIME = 5


def judge(*supplies, terms=MINOR, on_hand=100.0):
    """With nothing promised, the shelf is empty from today on or never."""
    projection = project_stock(on_hand, supplies, (), TODAY, empty_below=0.005)
    interval = ProtectionInterval(TODAY, LEAD_TIME, review_period_days=1)
    return judge_supplies(supplies, terms, projection, interval)


def verdict(judged: JudgedSupply) -> tuple[bool, bool]:
    """Whether the only supply is counted, and whether it is to be chased."""
    return bool(judged.counted), bool(judged.expedite)


@pytest.mark.parametrize("kind", ["receipt", "draft", "sent", "to_approve"])
def test_supply_due_in_time_covers_whatever_it_is(kind):
    judged = judge(supply(20, 3, kind=kind), terms=VITAL)
    assert verdict(judged) == (True, False)
    assert judged.on_order == 20


def test_undated_supply_covers_and_is_not_chased():
    assert verdict(judge(supply(20, None), terms=VITAL, on_hand=0)) == (True, False)


@pytest.mark.parametrize(
    ("overdue_days", "covers"),
    [
        pytest.param(1, True, id="since yesterday"),
        pytest.param(2, True, id="the class's last day"),
        pytest.param(3, False, id="a day longer than the class allows"),
    ],
)
def test_overdue_supply_is_chased_and_covers_for_the_days_of_the_class(
    overdue_days, covers
):
    assert verdict(judge(supply(20, -overdue_days), terms=VITAL)) == (covers, True)


@pytest.mark.parametrize(
    ("kind", "terms", "covers"),
    [
        pytest.param("draft", VITAL, False, id="never sent, Vital"),
        pytest.param("draft", MINOR, True, id="never sent, Minor"),
        pytest.param("sent", VITAL, True, id="sent, Vital"),
        pytest.param("to_approve", VITAL, True, id="waiting for approval, Vital"),
    ],
)
def test_overdue_request_never_sent_stops_covering_vital_at_once(kind, terms, covers):
    assert verdict(judge(supply(20, -1, kind=kind), terms=terms)) == (covers, True)


def test_unsent_request_still_to_come_covers_vital():
    assert verdict(judge(supply(20, 4, kind="draft"), terms=VITAL)) == (True, False)


@pytest.mark.parametrize(
    ("due", "terms", "covers"),
    [
        pytest.param(30, MINOR, True, id="class that waits"),
        pytest.param(30, VITAL, False, id="a new order would be sooner"),
        pytest.param(LEAD_TIME, VITAL, True, id="a new order would come the same day"),
        pytest.param(LEAD_TIME + 1, VITAL, False, id="a new order wins by a day"),
        pytest.param(1, VITAL, True, id="nearly here"),
    ],
)
def test_late_supply_is_chased_and_replaced_only_by_something_sooner(
    due, terms, covers
):
    assert verdict(judge(supply(20, due), terms=terms, on_hand=0)) == (covers, True)


def test_supply_of_today_is_not_late():
    assert verdict(judge(supply(20, 0), terms=VITAL, on_hand=0)) == (True, False)


def test_supply_after_a_refill_is_not_late():
    refill, next_one = supply(20, 1, "P1"), supply(20, 30, "P2")
    judged = judge(refill, next_one, terms=VITAL, on_hand=0)
    assert judged.counted == (refill, next_one)
    assert judged.expedite == (refill,)


@pytest.mark.parametrize(
    ("pegged", "covers"),
    [
        pytest.param(-1, True, id="demand overdue"),
        pytest.param(LEAD_TIME + 1, True, id="demand on the interval's last day"),
        pytest.param(LEAD_TIME + 2, False, id="demand a day later"),
        pytest.param(90, False, id="demand far away"),
    ],
)
def test_supply_for_a_demand_beyond_the_interval_covers_that_demand_only(
    pegged, covers
):
    assert verdict(judge(supply(20, 3, pegged_due=day(pegged)))) == (covers, False)


@pytest.mark.parametrize(
    ("due", "chased"),
    [
        pytest.param(-1, True, id="overdue goods are chased for whomever"),
        pytest.param(3, False, id="our empty shelf is not their concern"),
    ],
)
def test_supply_for_a_later_demand_is_chased_only_when_overdue(due, chased):
    pegged = supply(20, due, pegged_due=day(90))
    assert verdict(judge(pegged, on_hand=0)) == (False, chased)


def test_supply_arrives_by_day_and_only_with_something_in_it():
    nothing = supply(0, 1, "P0")
    undated = supply(5, None, "P1")
    later, sooner = supply(5, 9, "P2"), supply(5, 4, "P3")
    judged = judge(nothing, undated, later, sooner)
    assert judged.arriving == (sooner, later, undated)


@pytest.mark.parametrize(
    ("stock", "named"),
    [
        pytest.param(30, (), id="enough on the shelf"),
        pytest.param(8, ("P1",), id="the first suffices"),
        pytest.param(5, ("P1", "P2"), id="two together"),
        pytest.param(-14, ("P1", "P2", "P3"), id="all of them"),
    ],
)
def test_cover_is_the_first_supplies_until_the_reorder_point_is_passed(stock, named):
    """Reorder point 10, three supplies."""
    judged = judge(supply(20, 9, "P3"), supply(4, 3, "P1"), supply(3, 5, "P2"))
    found = covering(stock, judged, lambda stock: stock <= 10)
    assert tuple(each.document for each in found) == named
