import pytest

from policy.decision import decide
from policy.shared_minimum import share_minimums

from .builders import TODAY, day, reason, situation, term

SHARED = term(minimum_quantity=20)


def sized(need: float, **differs):
    """An order of ``need`` for one size of an article."""
    usual = {"reorder_point": 30, "on_hand": 30 - need, "terms": (SHARED,)}
    return decide(situation(**{**usual, **differs}), TODAY)


def quantities(decisions) -> dict:
    return {key: decision.quantity for key, decision in decisions.items()}


def test_sizes_of_one_article_reach_the_minimum_together():
    alone = {"S": sized(3), "M": sized(5)}
    assert quantities(alone) == {"S": 20, "M": 20}
    assert quantities(share_minimums(alone, [["S", "M"]])) == {"S": 3, "M": 17}


def test_needs_that_reach_the_minimum_themselves_stay_as_they_are():
    decisions = {"S": sized(22), "M": sized(25)}
    assert share_minimums(decisions, [["S", "M"]]) == decisions


def test_size_beside_a_large_order_is_bought_as_needed():
    shared = share_minimums({"S": sized(3), "M": sized(25)}, [["S", "M"]])
    assert quantities(shared) == {"S": 3, "M": 25}


def test_each_line_keeps_its_own_multiple():
    decisions = {"S": sized(3, rule_multiple=4), "M": sized(5, rule_multiple=6)}
    shared = share_minimums(decisions, [["S", "M"]])
    assert quantities(shared) == {"S": 4, "M": 18}


def test_shared_quantity_is_told_with_its_reason():
    shared = share_minimums({"S": sized(3), "M": sized(5)}, [["S", "M"]])
    assert reason(shared["S"], "quantity").values == {
        "target_stock": 30,
        "need": 3,
        "quantity": 3,
        "minimum_order_quantity": 20,
        "order_multiple": 0,
        "shared": True,
    }
    assert reason(shared["M"], "quantity").values["quantity"] == 17


def test_line_below_the_minimum_pays_the_price_of_the_smallest_tier():
    tiers = (SHARED, term(minimum_quantity=40, price=1.0))
    decisions = {"S": sized(3, terms=tiers), "M": sized(5, terms=tiers)}
    shared = share_minimums(decisions, [["S", "M"]])
    assert reason(shared["S"], "vendor_preferred").values["price"] == 2.10


def test_price_is_that_of_the_smaller_quantity():
    tiers = (term(minimum_quantity=10), term(minimum_quantity=30, price=1.0))
    in_tens = {"rule_multiple": 30, "terms": tiers}
    decisions = {"S": sized(3, terms=tiers), "M": sized(5, **in_tens)}
    shared = share_minimums(decisions, [["S", "M"]])
    assert quantities(shared) == {"S": 3, "M": 30}
    assert reason(shared["S"], "vendor_preferred").values["price"] == 2.10
    assert reason(shared["M"], "vendor_preferred").values["price"] == 1.0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"on_hand": 31}, id="has enough"),
        pytest.param({"on_hand": 0, "snoozed_until": day(2)}, id="snoozed"),
        pytest.param({"on_hand": 0, "unsuppliable": "no_route"}, id="cannot be bought"),
    ],
)
def test_only_orders_share_and_one_alone_pays_the_whole_minimum(other):
    decisions = {"S": sized(3), "M": decide(situation(**other), TODAY)}
    assert share_minimums(decisions, [["S", "M"]]) == decisions


def test_rule_in_no_group_and_group_of_unknown_rules_change_nothing():
    decisions = {"S": sized(3), "M": sized(5)}
    assert share_minimums(decisions, [["S"], ["gone", "M"], []]) == decisions


def test_offer_without_a_minimum_has_nothing_to_share():
    decisions = {
        "S": sized(3, terms=(term(),)),
        "M": sized(5, terms=(term(),)),
    }
    assert share_minimums(decisions, [["S", "M"]]) == decisions


def test_groups_share_each_for_itself():
    decisions = {key: sized(4) for key in "ABCD"}
    shared = share_minimums(decisions, ["AB", "CD"])
    assert quantities(shared) == {"A": 16, "B": 4, "C": 16, "D": 4}


def test_decisions_given_are_left_alone():
    decisions = {"S": sized(3), "M": sized(5)}
    share_minimums(decisions, [["S", "M"]])
    assert quantities(decisions) == {"S": 20, "M": 20}
    assert "shared" not in reason(decisions["S"], "quantity").values
