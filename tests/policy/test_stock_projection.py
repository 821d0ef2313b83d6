import pytest

from policy.stock_projection import project_stock

from .builders import TODAY, day, promise, supply


def project(on_hand, supplies=(), promises=(), **more):
    return project_stock(on_hand, supplies, promises, TODAY, **more)


@pytest.mark.parametrize(
    ("on_hand", "supplies", "promises", "expected"),
    [
        pytest.param(6, [], [], None, id="nothing booked"),
        pytest.param(6, [], [promise(4, 3)], None, id="promises can be kept"),
        pytest.param(6, [], [promise(4, 3), promise(4, 5)], 5, id="second cannot"),
        pytest.param(6, [], [promise(7, -20)], 0, id="overdue promise is due today"),
        pytest.param(-1, [], [], 0, id="negative stock has run out"),
        pytest.param(
            2, [supply(9, 4)], [promise(5, 4)], None, id="arrives before it leaves"
        ),
        pytest.param(2, [supply(9, 0)], [promise(5, 4)], None, id="arrives today"),
        pytest.param(2, [supply(9, 5)], [promise(5, 4)], 4, id="arrives a day late"),
        pytest.param(
            2, [supply(9, -1)], [promise(5, 4)], 4, id="overdue supply brings nothing"
        ),
        pytest.param(
            2, [supply(9, None)], [promise(5, 4)], 4, id="undated brings nothing"
        ),
        pytest.param(
            2,
            [supply(9, 1, pegged_due=day(90))],
            [promise(5, 4), promise(9, 90)],
            4,
            id="goods for a later demand are kept for it",
        ),
        pytest.param(
            2, [supply(9, 1, pegged_due=day(4))], [promise(9, 4)], None, id="pegged"
        ),
    ],
)
def test_stock_runs_out_on_the_first_day_a_promise_cannot_be_kept(
    on_hand, supplies, promises, expected
):
    found = project(on_hand, supplies, promises).runs_out_on
    assert found == (None if expected is None else day(expected))


@pytest.mark.parametrize(
    ("empty_below", "expected"),
    [
        pytest.param(0.005, day(3), id="kept in stock: an empty shelf is a stock-out"),
        pytest.param(-0.005, None, id="on demand: an empty shelf is as intended"),
    ],
)
def test_last_unit_promised_away_is_a_stock_out_where_stock_is_kept(
    empty_below, expected
):
    emptied = project(6, promises=[promise(6, 3)], empty_below=empty_below)
    assert emptied.runs_out_on == expected


def test_float_noise_on_an_empty_shelf_is_no_stock_out_on_demand():
    kept = project(0.3, promises=[promise(0.1, 1), promise(0.2, 2)], empty_below=-0.005)
    assert kept.runs_out_on is None


@pytest.mark.parametrize(
    ("due", "finds_empty_shelf"),
    [
        pytest.param(3, False, id="day of the last delivery"),
        pytest.param(4, True, id="day after"),
        pytest.param(8, True, id="day of the refill"),
        pytest.param(9, False, id="after the refill"),
    ],
)
def test_shelf_is_empty_between_stock_out_and_refill(due, finds_empty_shelf):
    projection = project(6, [supply(20, 8)], [promise(7, 3)])
    assert projection.is_out_before(day(due)) is finds_empty_shelf


def test_goods_of_today_find_no_earlier_day():
    assert not project(-5).is_out_before(TODAY)
