import pytest

from policy.sourcing import NoOffer, NotAsked, VendorOffer, choose_offer

from .builders import ACME, BETA, TODAY, beta, day, term


def offer_of(*terms, preferred=None) -> VendorOffer:
    found = choose_offer(terms, preferred, TODAY).found
    assert isinstance(found, VendorOffer), found
    return found


def fault_of(*terms, preferred=None) -> NoOffer:
    found = choose_offer(terms, preferred, TODAY).found
    assert isinstance(found, NoOffer), found
    return found


# -- which vendor ------------------------------------------------------------


def test_first_vendor_on_the_list_is_chosen_though_another_is_cheaper():
    chosen = choose_offer([term(price=3.0), beta(price=1.0)], None, TODAY)
    assert chosen.found.vendor_id == ACME
    assert chosen.not_asked == (NotAsked("Beta"),)


def test_preferred_vendor_is_kept_though_its_minimum_is_above_the_need():
    assert offer_of(term(minimum_quantity=500), beta()).minimum_order_quantity == 500


def test_vendor_set_on_the_rule_comes_before_the_list():
    chosen = choose_offer([term(), beta()], BETA, TODAY)
    assert chosen.found.vendor_id == BETA
    assert chosen.not_asked == (NotAsked("Acme"),)


def test_vendor_set_on_the_rule_who_does_not_sell_it_is_not_replaced():
    missing = choose_offer([term()], BETA, TODAY)
    assert missing.found == NoOffer("no_vendor")
    assert missing.not_asked == (NotAsked("Acme"),)


def test_vendor_not_asked_says_what_is_wrong_with_its_offer():
    expired = beta(date_end=day(-1))
    assert choose_offer([term(), expired], None, TODAY).not_asked == (
        NotAsked("Beta", "offer_expired"),
    )


def test_no_price_list_is_a_fault():
    assert choose_offer([], None, TODAY).found == NoOffer("no_vendor")


# -- is its offer valid ------------------------------------------------------


@pytest.mark.parametrize(
    ("differs", "fault"),
    [
        pytest.param({"vendor_active": False}, "vendor_archived", id="archived"),
        pytest.param({"date_end": day(-1)}, "offer_expired", id="expired yesterday"),
        pytest.param({"date_start": day(1)}, "offer_not_started", id="from tomorrow"),
        pytest.param({"accepted": False}, "offer_not_accepted", id="nobody checked it"),
        pytest.param(
            {"unit_factor": None}, "unit_without_conversion", id="unit of another kind"
        ),
        pytest.param({"price": 0.0}, "zero_price", id="zero price"),
        pytest.param({"price": -1.0}, "zero_price", id="negative price"),
        pytest.param({"discount": 100.0}, "zero_price", id="discounted to nothing"),
    ],
)
def test_faulty_offer_is_reported_and_no_other_vendor_silently_taken(differs, fault):
    assert fault_of(term(**differs), beta()) == NoOffer(fault, "Acme", 14)


@pytest.mark.parametrize(
    "differs",
    [
        pytest.param({"date_end": TODAY}, id="last day"),
        pytest.param({"date_start": TODAY}, id="first day"),
        pytest.param({"date_start": day(-9), "date_end": day(9)}, id="between"),
    ],
)
def test_offer_holds_from_its_first_to_its_last_day(differs):
    assert offer_of(term(**differs)).vendor_id == ACME


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        pytest.param(
            [term(date_end=day(-9)), term(date_start=day(9))],
            "offer_not_started",
            id="one expired, its successor still to come",
        ),
        pytest.param(
            [term(date_end=day(-9)), term(unit_factor=None)],
            "unit_without_conversion",
            id="the one in force is in a wrong unit",
        ),
        pytest.param(
            [term(vendor_active=False, date_end=day(-9))],
            "vendor_archived",
            id="archived before it expired",
        ),
        pytest.param(
            [term(), term(minimum_quantity=100, price=0.0)],
            "zero_price",
            id="one tier without a price",
        ),
    ],
)
def test_fault_names_what_to_mend_first(terms, fault):
    assert fault_of(*terms).fault == fault


def test_expired_row_does_not_spoil_a_valid_one():
    valid = offer_of(term(date_end=day(-1), price=1.0), term(offer_id=5, price=2.0))
    assert [tier.offer_id for tier in valid.tiers] == [5]


# -- rows of the variant and of the template ---------------------------------


def test_rows_of_the_variant_stand_before_those_of_the_template():
    own = term(offer_id=5, variant_specific=True, minimum_quantity=100)
    offer = offer_of(term(), own)
    assert [tier.offer_id for tier in offer.tiers] == [5]
    assert offer.minimum_order_quantity == 100
    assert not offer.shared_by_variants


def test_rows_of_the_template_hold_when_those_of_the_variant_have_expired():
    expired = term(offer_id=5, variant_specific=True, date_end=day(-1))
    offer = offer_of(expired, term())
    assert [tier.offer_id for tier in offer.tiers] == [1]
    assert offer.shared_by_variants


# -- tiers -------------------------------------------------------------------


TIERS = (
    term(offer_id=3, minimum_quantity=100, price=1.50),
    term(offer_id=2, minimum_quantity=50, price=2.00),
    term(offer_id=1, minimum_quantity=20, price=2.10),
)


def test_minimum_order_quantity_is_the_smallest_tier():
    assert offer_of(*TIERS).minimum_order_quantity == 20


@pytest.mark.parametrize(
    ("quantity", "offer_id"),
    [
        pytest.param(20, 1, id="smallest tier"),
        pytest.param(49.99, 1, id="just below the second"),
        pytest.param(50, 2, id="second tier"),
        pytest.param(99, 2, id="cheapest tier does not win below its minimum"),
        pytest.param(100, 3, id="cheapest tier"),
        pytest.param(99.9999999999, 3, id="float noise below a tier"),
        pytest.param(5, 1, id="below all: the smallest tier, not the cheapest"),
    ],
)
def test_tier_is_the_cheapest_whose_minimum_is_reached(quantity, offer_id):
    assert offer_of(*TIERS).tier_for(quantity).offer_id == offer_id


def test_discount_makes_a_tier_the_cheaper_one():
    plain = term(offer_id=1, price=2.00)
    discounted = term(offer_id=2, price=2.50, discount=40.0)
    tier = offer_of(plain, discounted).tier_for(10)
    assert tier.offer_id == 2
    assert tier.net_price == pytest.approx(1.50)


def test_tier_in_another_currency_is_not_compared():
    offer = offer_of(*TIERS, term(offer_id=4, minimum_quantity=30, currency_id=2))
    assert 4 not in [tier.offer_id for tier in offer.tiers]
    assert offer.currency_id == 1


# -- units and packs ---------------------------------------------------------


SINGLE = term(offer_id=1, price=2.00, minimum_quantity=1)
BOX_OF_TEN = term(
    offer_id=2, price=15.0, minimum_quantity=2, unit_id=9, unit_factor=10.0
)


def test_minimum_is_converted_to_the_products_unit():
    dozens = term(minimum_quantity=3, unit_id=9, unit_factor=12.0)
    assert offer_of(dozens).minimum_order_quantity == 36


def test_pack_is_sold_whole():
    assert offer_of(BOX_OF_TEN).order_multiple == 10


def test_multiple_of_the_vendor_is_in_its_own_unit():
    in_twos = term(order_multiple=2, unit_id=9, unit_factor=12.0)
    assert offer_of(in_twos).order_multiple == 24


def test_stated_multiple_lets_a_pack_be_broken():
    tonnes = term(order_multiple=0.25, unit_id=9, unit_factor=1000.0)
    assert offer_of(tonnes).order_multiple == 250


def test_unit_smaller_than_the_products_is_sold_in_any_quantity():
    grams = term(unit_id=9, unit_factor=0.001)
    assert offer_of(grams).order_multiple == 0


def test_order_is_in_the_unit_of_the_smallest_tier():
    offer = offer_of(BOX_OF_TEN, SINGLE)
    assert (offer.unit_id, offer.unit_factor, offer.order_multiple) == (1, 1.0, 0.0)


@pytest.mark.parametrize(
    ("quantity", "price"),
    [
        pytest.param(10, 2.00, id="one box, the vendor wants two"),
        pytest.param(20, 1.50, id="two boxes"),
        pytest.param(26, 2.00, id="two boxes and a half are no boxes"),
        pytest.param(30, 1.50, id="three boxes"),
    ],
)
def test_price_by_the_box_holds_for_whole_boxes_and_is_told_per_unit(quantity, price):
    tier = offer_of(SINGLE, BOX_OF_TEN).tier_for(quantity)
    assert tier.price == pytest.approx(price)


def test_price_per_piece_is_told_per_box_when_boxes_are_ordered():
    pieces = term(offer_id=3, price=1.20, minimum_quantity=100)
    tier = offer_of(BOX_OF_TEN, pieces).tier_for(100)
    assert (tier.offer_id, tier.price) == (3, pytest.approx(12.0))


# -- the vendor's own number -------------------------------------------------


@pytest.mark.parametrize(
    ("skus", "expected"),
    [
        pytest.param(("A-1", "A-2"), "A-1", id="that of the ordered row"),
        pytest.param((None, "A-2"), "A-2", id="else that of another tier"),
        pytest.param((None, None), None, id="none"),
    ],
)
def test_vendor_sku_belongs_to_the_ordered_row(skus, expected):
    ordered, bulk = skus
    offer = offer_of(
        term(minimum_quantity=100, vendor_sku=bulk),
        term(minimum_quantity=20, vendor_sku=ordered),
    )
    assert offer.vendor_sku == expected
