"""Generated cases. Quantities are quarters, so that sums of them are exact."""

from hypothesis import strategies as st

from policy.inventory_position import Commitment, Supply, SupplyTerms

from .builders import ACME, beta, day, situation, term

quantities = st.integers(0, 8_000).map(lambda quarters: quarters / 4)
multiples = st.sampled_from([0, 0.1, 0.25, 1 / 3, 0.5, 1, 2, 5, 6, 10, 12, 25, 100])
days = st.integers(-30, 120).map(day)
weekdays = st.just(()) | st.sets(st.integers(0, 6)).map(lambda some: tuple(some))

supplies = st.builds(
    Supply,
    quantity=quantities,
    due=st.none() | days,
    document=st.sampled_from(["P1", "P2", "P3"]),
    kind=st.sampled_from(["receipt", "draft", "sent", "to_approve"]),
    pegged_due=st.none() | days,
)
commitments = st.builds(Commitment, quantity=quantities, due=days)
supply_terms = st.builds(
    SupplyTerms,
    late_supply_counts=st.booleans(),
    overdue_supply_days=st.integers(0, 30),
    unsent_rfq_counts=st.booleans(),
)
valid_terms = st.builds(
    term,
    minimum_quantity=quantities,
    order_multiple=multiples,
    lead_time_days=st.integers(0, 90),
    variant_specific=st.booleans(),
    order_weekdays=weekdays,
)
faulty_terms = st.sampled_from(
    [
        term(vendor_active=False),
        term(date_end=day(-1)),
        term(date_start=day(1)),
        term(unit_factor=None),
        term(price=0.0),
    ]
)


@st.composite
def situations(draw: st.DrawFn, terms=valid_terms | faulty_terms):
    """Any rule whose target is not below its reorder point."""
    reorder_point = draw(quantities)
    return situation(
        reorder_point=reorder_point,
        target_stock=reorder_point + draw(st.just(0.0) | quantities),
        on_hand=draw(quantities) - draw(st.just(0.0) | quantities),
        supplies=tuple(draw(st.lists(supplies, max_size=4))),
        commitments=tuple(draw(st.lists(commitments, max_size=4))),
        terms=(draw(terms), *draw(st.sampled_from([(), (beta(),)]))),
        supply_terms=draw(supply_terms),
        preferred_vendor_id=draw(st.sampled_from([None, ACME])),
        rule_multiple=draw(multiples),
        review_period_days=draw(st.integers(0, 14)),
        snoozed_until=draw(st.sampled_from([None, None, day(-1), day(0), day(1)])),
        purchase_days=draw(st.sampled_from([0, 0, 3])),
        expected_demand=draw(st.just(0.0) | quantities),
        unsuppliable=draw(st.sampled_from([None, None, None, "no_route"])),
    )
