"""The page and the drawing, from figures."""

import json
from xml.etree import ElementTree

import pytest

from benchmarks.inventory.compare import nothing
from benchmarks.inventory.plot import drawing
from benchmarks.inventory.results import BEGIN, END, write


@pytest.fixture
def out(tmp_path):
    ours = nothing() | {
        "stock_at_fill": {"90": 50.0, "95": 80.0, "98": 160.25},
        "achieved_when_asked_95": 0.94,
        "turnover": 0.0123,
        "orders": 8945.9,
    }
    ddmrp = nothing() | {"stock_at_fill": {"90": 100.0, "95": None, "98": None}}
    found = {"shop": {"ours": ours, "ddmrp": ddmrp}}
    details = {"shop": {"products": 1633, "bucket_days": 1.0, "curves": {}}}
    (tmp_path / "inventory.json").write_text(json.dumps(found))
    (tmp_path / "inventory_details.json").write_text(json.dumps(details))
    return tmp_path


def test_tables_are_put_between_the_marks_and_the_prose_stays(out):
    page = out / "RESULTS.md"
    page.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nProse.\n")
    write(out, page)
    write(out, page)
    text = page.read_text()
    assert text.startswith("# Title\n\n") and text.endswith("\n\nProse.\n")
    assert "old" not in text
    assert "### shop: 1,633 products, stock in days" in text
    assert text.count("| ours | 50.0 | 80.0 | 160.2 | 1 | 1 | 0.94 |") == 1
    assert "| ddmrp | 100.0 | - | - | 0.5 | - | - | - | - |" in text


def test_drawing_has_a_line_for_every_method_with_figures():
    curves = {
        "ours": [(0.8, 20.0), (0.9, 40.0), (0.99, 200.0)],
        "ddmrp": [(0.75, 30.0), (None, None), (0.6, 10.0)],
        "none": [(0.5, 3.0)],
    }
    root = ElementTree.fromstring(drawing("a < b", "days", curves))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}polyline")) == 2
    texts = [text.text for text in root.findall(f"{space}text")]
    assert {"a < b", "ours", "ddmrp"} <= set(texts)
    assert "none" not in texts
    for line in root.findall(f"{space}polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 900 and 0 <= y <= 560


def test_drawing_without_any_figures_is_still_one():
    drawn = drawing("nothing", "days", {"ours": [(None, None)]})
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
