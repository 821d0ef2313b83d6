"""How an item is best kept, and why."""

from datetime import date

import pytest

from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.suitability import Circumstances, choice_after, idle_days, suitability

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY.toordinal() - 1
ROBUST = Circumstances(vendors=2, counts=10, right_counts=10)


def sold(every=2, quantity=4.0, days=400, silent=0):
    first, last = YESTERDAY - days + 1, YESTERDAY - silent
    events = [DemandEvent(day, quantity) for day in range(first, last + 1, every)]
    return DemandHistory(events, first, YESTERDAY)


def judged(history=None, known=ROBUST, lead_time=(7.0, 1.0, 7.0, 9), pool=None):
    history = history or sold()
    learnable = Learnable(history, pool or DemandPool(), LeadTime(*lead_time), 0.95)
    found = suitability(learn_rule(learnable, TODAY), history, known)
    return found.keeping, [reason.code for reason in found.reasons]


def late(**known):
    return Circumstances(2, **{"days_late": 5.0, **known})


def test_vendor_that_keeps_the_days_of_its_orders_is_slow_and_not_late():
    kept = Circumstances(2, deliveries=9, late_deliveries=0)
    assert judged(known=kept, lead_time=(58.0, 10.0, 46.0, 9))[1] == [
        "keep_long_lead_time",
        "keep_slow_vendor",
    ]


def test_steady_item_of_reliable_vendors_is_kept_lean():
    assert judged() == ("lean", [])


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"known": Circumstances(1)}, "keep_single_vendor"),
        ({"known": Circumstances(2, season_peak=1.7)}, "keep_seasonal"),
        ({"known": Circumstances(2, counts=9, right_counts=6)}, "keep_miscounted"),
        ({"lead_time": (45.0, 5.0, 45.0, 9)}, "keep_long_lead_time"),
        ({"lead_time": (14.0, 6.0, 14.0, 9)}, "keep_uneven_lead_time"),
        ({"lead_time": (16.0, 2.0, 12.0, 9)}, "keep_slow_vendor"),
        ({"known": late(deliveries=9, late_deliveries=4)}, "keep_late_vendor"),
        ({"history": sold(every=10, days=60)}, "keep_few_events"),
        ({"history": sold(every=14, quantity=20.0), "lead_time": (7.0, 1.0, 7.0, 9)},
         "keep_volatile"),
    ],
)  # fmt: skip
def test_each_weakness_is_a_reason_for_a_buffer(options, reason):
    if reason == "keep_volatile":
        options["pool"] = DemandPool(intercept=1.5, clumping=4.0)
    keeping, reasons = judged(**options)
    assert keeping == "buffer"
    assert reason in reasons


@pytest.mark.parametrize(
    "options",
    [
        # nothing is known of vendors without receipts, and of two counts
        {"lead_time": (14.0, 6.0, 14.0, 2)},
        {"lead_time": (16.0, 2.0, 12.0, 1)},
        # one delivery of many is late now and then, or a day
        {"known": late(deliveries=9, late_deliveries=2)},
        {"known": late(deliveries=2, late_deliveries=2)},
        {"known": late(deliveries=9, late_deliveries=9, days_late=1.0)},
        {"known": Circumstances(2, counts=2, right_counts=0)},
        # a day more or less is nothing, whatever the share
        {"lead_time": (2.0, 1.0, 1.0, 9)},
    ],
)
def test_little_evidence_is_no_reason(options):
    assert judged(**options) == ("lean", [])


def test_reasons_come_with_their_figures():
    history = sold()
    learnable = Learnable(history, DemandPool(), LeadTime(16.0, 2.0, 12.0, 9), 0.95)
    found = suitability(learn_rule(learnable, TODAY), history, Circumstances(1))
    assert [(reason.code, reason.values) for reason in found.reasons] == [
        ("keep_single_vendor", {}),
        ("keep_slow_vendor", {"days": 16.0, "listed": 12.0}),
    ]


def test_what_nobody_asked_for_in_half_a_year_is_bought_on_demand():
    assert judged(sold(silent=200)) == ("on_demand", ["keep_idle"])


def test_what_hardly_sells_is_bought_on_demand():
    rare = sold(every=150, quantity=1.0, silent=20)
    assert judged(rare) == ("on_demand", ["keep_rarely_sold"])


@pytest.mark.parametrize(
    ("silent", "expected"), [(100, None), (190, "on_demand"), (366, "retire")]
)
def test_choice_for_what_does_not_sell(silent, expected):
    assert choice_after(idle_days(sold(silent=silent))) == expected


def test_nobody_could_ask_while_there_was_none():
    last = YESTERDAY - 200
    gone = DemandHistory(
        [DemandEvent(last, 1.0)], last, YESTERDAY, [(last + 20, YESTERDAY)]
    )
    assert idle_days(gone) == 19
    assert choice_after(idle_days(gone)) is None
