"""What ``make bench-approve`` says, and when it fails."""

import doctest

from benchmarks import approving


def test_examples_of_its_table_and_complaint_are_true():
    result = doctest.testmod(approving)
    assert result.attempted > 0
    assert not result.failed


def test_no_act_is_missing_from_the_table():
    took = dict.fromkeys(approving.ACTS, [{"seconds": 1.0, "still": 0.0}])
    shown = approving.rows({"ours": took, "theirs": {}})
    assert [row["Approve"] for row in shown] == ["1.00 (1.00)"] * len(approving.ACTS)


def test_as_many_lines_as_wanted_are_no_complaint():
    assert approving.missing({"60": {"lines": 60}}) == []
