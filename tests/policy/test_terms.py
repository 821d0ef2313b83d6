"""What the vendors asked, kept beside the reasons."""

import json

from policy.sourcing import choose_offer
from policy.terms import differences, terms_reason

from .builders import TODAY, day, term


def kept(*terms, quantity=30):
    reason = terms_reason(choose_offer(terms, None, TODAY), quantity, 0.0)
    json.dumps(reason.as_list(), allow_nan=False)
    return reason.values


def test_price_that_holds_is_kept_with_the_next_one_that_is_cheaper():
    values = kept(
        term(offer_id=1, minimum_quantity=1, price=2.0, date_end=day(90)),
        term(offer_id=2, minimum_quantity=20, price=1.8),
        term(offer_id=3, minimum_quantity=100, price=1.5),
    )
    asked = values["asked"]
    assert (asked["offer_id"], asked["from_quantity"]) == (2, 20)
    assert asked["date_end"] is None
    assert asked["next"] == [100, 1.5]


def test_last_price_has_none_after_it():
    assert kept(term(date_end=day(90)))["asked"]["next"] is None
    assert kept(term(date_end=day(90)))["asked"]["date_end"] == day(90).isoformat()


def test_others_are_kept_with_their_terms_or_what_is_wrong_with_them():
    values = kept(
        term(),
        term(vendor_id=2, vendor_name="Beta", price=1.0, lead_time_days=30),
        term(vendor_id=3, vendor_name="Gone", date_end=day(-1)),
    )
    beta, gone = values["not_asked"]
    assert beta[:2] == ["Beta", None]
    assert (beta[2]["price"], beta[2]["lead_time_days"]) == (1.0, 30)
    assert gone == ["Gone", "offer_expired", None]


def test_prices_of_packs_are_compared_by_the_piece():
    values = kept(
        term(price=2.0),
        term(vendor_id=2, vendor_name="Beta", price=15.0, unit_id=9, unit_factor=10.0),
    )
    (cheaper, *_more) = differences(values["asked"], values["not_asked"][0][2])
    assert (cheaper.code, round(cheaper.amount, 6)) == ("cheaper", 0.25)


def test_prices_in_two_currencies_are_not_compared():
    asked = {"price": 2.0, "currency_id": 1, "lead_time_days": 5, "minimum": 1}
    assert differences(asked, asked | {"currency_id": 2, "price": 1.0}) == ()


def test_no_vendor_leaves_nothing_to_compare():
    values = terms_reason(None, 0, 12.0).values
    assert (values["asked"], values["not_asked"]) == (None, [])
    assert values["expected_demand"] == 12.0
