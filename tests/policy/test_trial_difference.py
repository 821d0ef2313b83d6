from datetime import date

import pytest

from policy.trial_difference import Compared, TrialOrder, tell_difference

THIRD = TrialOrder(date(2026, 11, 3), 120, "Acme", 12, by_rule=True)
FIRST = TrialOrder(date(2026, 11, 1), 60, "Acme", 28, need=60)
ENOUGH = ["position_enough", {"reorder_point": 10}]


def codes(**what):
    return [reason.code for reason in tell_difference(Compared(**what))]


def told(code, **what):
    (found,) = [
        each.values for each in tell_difference(Compared(**what)) if each.code == code
    ]
    return found


BOTH = ["trial_really", "trial_ours"]


@pytest.mark.parametrize(
    ("what", "because"),
    [
        (
            {"real": [THIRD], "trial": [FIRST]},
            ["trial_earlier", "trial_fills_up"],
        ),
        ({"real": [FIRST], "trial": [THIRD]}, ["trial_later"]),
        ({"real": [FIRST], "trial": [FIRST]}, []),
        (
            {"real": [TrialOrder(FIRST.day, 99, "Acme", 28)], "trial": [FIRST]},
            ["trial_fills_up"],
        ),
        (
            {
                "real": [FIRST],
                "trial": [FIRST],
                "real_figures": (12, 132),
                "trial_figures": (30, 132),
            },
            ["trial_point"],
        ),
        (
            {
                "real": [FIRST],
                "trial": [FIRST],
                "real_figures": (12, 132),
                "trial_figures": (12, 90),
            },
            ["trial_target"],
        ),
        ({"real_figures": (12, 132), "trial_figures": (30, 90)}, []),
        (
            {
                "real": [FIRST],
                "trial": [TrialOrder(FIRST.day, 60, "Zenith", 28)],
            },
            ["trial_vendor"],
        ),
        (
            {
                "real": [TrialOrder(FIRST.day, 9, "Acme", 28)],
                "trial": [TrialOrder(FIRST.day, 60, "Acme", 28, 9, 60)],
            },
            ["trial_minimum", "trial_below_minimum"],
        ),
        ({"real": [THIRD], "kept_away": ENOUGH}, ["trial_not_needed", ENOUGH[0]]),
        ({"real": [THIRD]}, []),
        (
            {
                "trial": [FIRST],
                "lowest": 28,
                "real_figures": (12, 132),
                "trial_figures": (30, 132),
            },
            ["trial_point", "trial_not_reached"],
        ),
        (
            {
                "trial": [FIRST],
                "lowest": 3,
                "is_manual": True,
                "real_figures": (12, 0),
                "trial_figures": (12, 0),
            },
            ["trial_nobody_ordered"],
        ),
        (
            {
                "trial": [FIRST],
                "lowest": 3,
                "real_figures": (12, 0),
                "trial_figures": (12, 0),
            },
            [],
        ),
        ({"out_days": 4, "trial_out_days": 1}, ["trial_ran_out"]),
        ({"out_days": 4, "trial_out_days": 4}, []),
    ],
)
def test_difference_is_told_with_its_cause(what, because):
    assert codes(**what) == BOTH + because


def test_several_orders_are_summed_and_the_first_is_named():
    later = TrialOrder(date(2026, 11, 9), 30, "Acme", 4)
    values = told("trial_really", real=[THIRD, later])
    assert values == {
        "orders": 2,
        "quantity": 150,
        "first": "2026-11-03",
        "on_hand": 12,
        "by": "both",
    }


@pytest.mark.parametrize(
    ("orders", "who"),
    [([THIRD], "odoo"), ([FIRST], "people"), ([FIRST, THIRD], "both")],
)
def test_who_ordered_is_named(orders, who):
    assert told("trial_really", real=orders)["by"] == who


def test_side_that_ordered_nothing_has_no_figures():
    assert told("trial_ours", real=[THIRD]) == {"orders": 0}


def test_days_between_are_counted_from_the_first_orders():
    assert told("trial_earlier", real=[THIRD], trial=[FIRST]) == {"days": 2}
