"""What ``make bench-morning`` says, and when it fails."""

import pytest

from benchmarks.mornings.picks import pick
from benchmarks.mornings.summary import ONCE, differences, total, totals, untrue


def line(product: str, **changed) -> dict:
    known = {
        "product": product,
        "name": f"Giftware {product}",
        "vendor": "Acme",
        "order": "P1",
        "quantity": 10.0,
        "in_stock_unit": True,
        "vendors": ["Acme"],
        "usual": False,
    }
    return known | changed


LINES = [
    line("1", usual=True),
    line("2"),
    line("3", vendors=["Acme", "Beta"]),
    line("4"),
    line("5", vendor="Beta", vendors=["Beta"]),
]
STEPS = {"find the work": {"clicks": 3, "screens": 1, "seconds": 1.25}}


def morning(**changed) -> dict:
    picks = pick(LINES, LINES, "12/30/2026")
    ordered = [
        line("1"),
        line("2", quantity=20.0),
        line("3", vendor="Beta"),
        line("5", vendor="Beta"),
    ]
    outcome = {
        "lines": ordered,
        "orders": 2,
        "drafts": 0,
        "put_off": {"4": "2026-12-30"},
        "asked": 1,
    }
    ours = {"steps": STEPS, "outcome": outcome | changed, "back": []}
    return {"picks": vars(picks), "ours": ours}


def test_lines_that_are_not_usual_are_picked():
    picks = pick(LINES, LINES, "12/30/2026")
    assert (picks.change, picks.quantity) == ("Giftware 2", "20")
    assert (picks.vendor, picks.other) == ("Giftware 3", "Beta")
    assert picks.reject == "Giftware 4"


def test_what_only_one_of_them_drafted_is_not_picked():
    picks = pick(LINES, [each for each in LINES if each["product"] != "2"], "")
    assert (picks.change, picks.reject) == ("Giftware 4", "Giftware 5")


def test_without_a_second_vendor_there_is_no_morning():
    with pytest.raises(ValueError, match="two vendors"):
        pick(LINES[:2], LINES[:2], "")


def test_what_is_done_once_is_not_in_the_sum():
    assert total(STEPS | {ONCE: {"clicks": 9}})["clicks"] == 3
    assert totals(morning(), ["ours"])[0]["lines"] == 4


def test_a_morning_as_it_should_be_has_no_complaint():
    assert untrue(morning()) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"lines": []}, "Giftware 3 is not ordered from Beta"),
        ({"lines": LINES}, "Giftware 4 is ordered, though it was rejected"),
        ({"drafts": 2}, "2 draft lines are left"),
        ({"put_off": {}}, "instead of one product"),
        ({"asked": 0}, "0 messages to a late vendor"),
    ],
)
def test_a_morning_that_went_wrong_is_told(changed: dict, complaint: str):
    assert any(complaint in said for said in untrue(morning(**changed)))


def test_a_line_that_comes_back_is_told():
    found = morning()
    found["ours"]["back"] = [line("4")]
    assert untrue(found) == ["ours: Giftware 4 came back"]


def test_a_run_that_counts_otherwise_says_so():
    before, now = morning(), morning()
    now["usual"] = 3
    now["ours"]["steps"] = {"find the work": {"clicks": 4, "screens": 1}}
    assert list(differences(before, now)) == ["ours: 4 clicks, was 3"]
    assert list(differences(None, now)) == []
