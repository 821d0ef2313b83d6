"""Tables as people write them."""

import numpy as np
import pytest

from benchmarks.inventory.datasets import demand_files

from .builders import write


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def read(folder, name=None):
    (file,) = [each for each in demand_files(folder) if name in (None, each.name)]
    return file.read()


def test_daily_sales_are_summed_by_day_from_the_first_to_the_last(folder):
    write(
        folder / "shop_daily_sales.csv.gz",
        "sku,date,quantity,order_lines\n"
        "A,2024-01-01,2,1\nA,2024-01-01,3,1\nA,2024-01-04,1,1\nB,2024-01-02,7,2\n",
    )
    found = read(folder)
    assert found.skus == ["A", "B"]
    assert found.demand.tolist() == [[5, 0, 0, 1], [0, 7, 0, 0]]
    assert (found.bucket_days, found.lost_sales) == (1.0, True)
    assert found.lead_time.tolist() == [14, 14]


def test_prices_are_optional_and_so_is_any_of_them(folder):
    sales = "sku,date,quantity\nA,2024-01-01,2\nB,2024-01-02,7\nC,2024-01-02,7\n"
    write(folder / "shop_daily_sales.csv.gz", sales)
    assert read(folder).unit_cost.tolist() == [1, 1, 1]
    prices = "sku,unit_price_gbp\nA,2.5\nB,\nX,9\n"
    write(folder / "shop_prices.csv.gz", prices)
    assert read(folder).unit_cost.tolist() == [2.5, 1, 1]


def test_return_that_outweighs_the_sales_of_a_day_is_no_demand(folder):
    sales = "sku,date,quantity\nA,2024-01-01,2\nA,2024-01-01,-5\nA,2024-01-02,3\n"
    write(folder / "shop_daily_sales.csv.gz", sales)
    assert read(folder).demand.tolist() == [[0, 3]]


def test_training_part_is_374_days_or_two_thirds_of_a_shorter_history(folder):
    for name, last in (("long", "2026-01-01"), ("short", "2024-04-09")):
        sales = f"sku,date,quantity\nA,2024-01-01,1\nA,{last},1\n"
        write(folder / f"{name}_daily_sales.csv.gz", sales)
    assert read(folder, "long").training == 374
    assert read(folder, "short").training == 65


@pytest.mark.parametrize(
    ("bucket", "columns", "days"),
    [
        pytest.param("monthly", "1998-01,1998-02,1998-03", 365.25 / 12, id="months"),
        pytest.param("monthly", "m1,m2,m3", 365.25 / 12, id="numbered months"),
        pytest.param("weekly", "w1,w2,w3", 7.0, id="numbered weeks"),
        pytest.param("weekly", "2024-W01,2024-W02,2024-W03", 7.0, id="weeks by name"),
    ],
)
def test_wide_table_has_a_row_a_product_and_a_column_a_bucket(
    folder, bucket, columns, days
):
    table = f"sku,{columns}\nA,1,,3\nB,0,2,NA\n"
    write(folder / f"parts_{bucket}_demand.csv.gz", table)
    found = read(folder)
    np.testing.assert_array_equal(found.demand, [[1, np.nan, 3], [0, 2, np.nan]])
    assert found.bucket_days == pytest.approx(days)
    assert not found.lost_sales
    assert (found.lead_time.tolist(), found.unit_cost.tolist()) == ([2, 2], [1, 1])


def test_terms_are_read_where_there_are_any(folder):
    write(
        folder / "parts_weekly_demand.csv.gz",
        "\ufeffsku, lead_time_weeks ,unit_cost,moq,order_cost,w1,w2\n"
        "A,3,2.5,12,40,1,2\nB,0,0,,,1,2\nC,2.4,-1,x,inf,1,2\n",
    )
    found = read(folder)
    assert found.skus == ["A", "B", "C"]
    assert found.lead_time.tolist() == [3, 1, 3]
    assert found.unit_cost.tolist() == [2.5, 1, 1]
    assert found.minimum_order.tolist() == [12, 0, 0]
    assert found.order_cost.tolist() == [40, 0, 0]


def test_products_are_chosen_by_the_training_part_alone(folder):
    """Two demands in the first two thirds; dead afterwards stays in."""
    write(
        folder / "parts_monthly_demand.csv.gz",
        "sku,m1,m2,m3,m4,m5,m6\n"
        "dead,1,1,0,0,0,0\nnew,0,0,0,1,5,5\nonce,1,0,0,0,5,5\nunseen,1,1,0,0,,\n",
    )
    whole = read(folder)
    assert whole.training == 4
    assert whole.compared().skus == ["dead"]


def test_table_without_rows_has_no_products(folder):
    write(folder / "a_daily_sales.csv.gz", "sku,date,quantity,order_lines\n")
    write(folder / "b_weekly_demand.csv.gz", "sku,w1,w2\n")
    write(folder / "c_monthly_demand.csv.gz", "")
    for file in demand_files(folder):
        assert file.read().compared().skus == []


def test_sets_of_one_name_are_told_apart(folder):
    write(folder / "x_weekly_demand.csv.gz", "sku,w1\n")
    write(folder / "x_monthly_demand.csv.gz", "sku,m1\n")
    assert [file.name for file in demand_files(folder)] == ["x", "x_monthly"]


def test_folder_without_a_demand_set_has_none(folder):
    write(folder / "vendor_deliveries.csv.gz", "id\n1\n")
    assert demand_files(folder) == []
