from odoo.tests import tagged

from .common import JitCommon

SENTENCES = [
    ("change_frozen", {}, "Somebody asked to leave these figures as they are."),
    (
        "change_unknown",
        {"days": 60},
        "Nothing sold in 60 days, which is too short to say anything.",
    ),
    (
        "change_small",
        {"reorder_point": 47.0},
        "Learned reorder point 47: too near the present one to matter.",
    ),
    (
        "change_declined",
        {"reorder_point": 47.0},
        "Reorder point 47 was declined, and little has changed since.",
    ),
    ("keep_idle", {"days": 190}, "Not sold for 190 days."),
    (
        "keep_rarely_sold",
        {"expected": 0.0342, "days": 15},
        "Sells 0.03 in the 15 days a new order takes: nothing is kept, what is "
        "promised is bought.",
    ),
    ("keep_single_vendor", {}, "Only one vendor sells it."),
    ("keep_long_lead_time", {"days": 45.2}, "Long lead time: 45 days."),
    (
        "keep_uneven_lead_time",
        {"days": 14.2, "deviation": 6.1},
        "Uneven lead time: 14 days, give or take 6 days.",
    ),
    (
        "keep_late_vendor",
        {"late": 4, "deliveries": 9, "days": 6.3},
        "Comes late: 4 of 9 deliveries came after the day promised in the order, by 6 "
        "days on average.",
    ),
    (
        "keep_slow_vendor",
        {"days": 16.0, "listed": 12.0},
        "Takes longer than the price list says: 16 days, listed are 12 days.",
    ),
    ("keep_few_events", {"events": 6.2}, "Few sales to learn from: 6."),
    (
        "keep_volatile",
        {"variation": 1.414},
        "Sales of four weeks vary by 141 % of their mean.",
    ),
    (
        "keep_seasonal",
        {"peak": 1.72},
        "Seasonal: the strongest month sells 1.7 times the average.",
    ),
    (
        "keep_miscounted",
        {"counts": 9, "right": 6},
        "Stock was right in 6 of 9 counts.",
    ),
]

NOTHING = {
    "first": None,
    "last": None,
    "factor": 1.0,
    "days": 0.0,
    "other_stock": 0.0,
    "reorder_point": 0.0,
    "target_stock": 0.0,
}
ADJUSTED = [
    (
        {
            "kind": "uplift",
            "factor": 1.3,
            "first": "2026-12-01",
            "last": "2026-12-24",
            "reorder_point": 12.0,
            "target_stock": 14.0,
        },
        "Demand times 1.3 (12/01/2026 until 12/24/2026): reorder point +12, "
        "target +14.",
    ),
    (
        {"kind": "freeze", "last": "2026-12-24"},
        "Figures stay as they are (until 12/24/2026): reorder point \xb10, target "
        "\xb10.",
    ),
    (
        {"kind": "launch", "factor": 0.5, "reorder_point": 3.0, "target_stock": 9.0},
        "Sells as another, times 0.5: reorder point +3, target +9.",
    ),
    (
        {
            "kind": "supersession",
            "first": "2026-12-01",
            "other_stock": 7.0,
            "reorder_point": 3.0,
        },
        "Takes over from its predecessor, of which 7 are left (from 12/01/2026): "
        "reorder point +3, target \xb10.",
    ),
    (
        {"kind": "retire", "first": "2026-12-01", "reorder_point": -40.0},
        "Phased out (from 12/01/2026): reorder point -40, target \xb10.",
    ),
    (
        {"kind": "shelf_life", "days": 20.0, "target_stock": -8.0},
        "Keeps 20 days: reorder point \xb10, target -8.",
    ),
]


@tagged("post_install", "-at_install")
class TestLearnedReasons(JitCommon):
    """What was learned is told in sentences with its figures."""

    def test_codes_are_said_with_their_figures(self):
        unit = self.env.ref("uom.product_uom_unit")
        for code, values, sentence in SENTENCES:
            with self.subTest(code):
                said = self.env["jit.reason"]._say(code, values, unit)
                self.assertEqual(said, sentence)

    def test_adjustments_are_said_with_dates_and_effect(self):
        unit = self.env.ref("uom.product_uom_unit")
        for values, sentence in ADJUSTED:
            with self.subTest(values["kind"]):
                said = self.env["jit.reason"]._say("adjusted", NOTHING | values, unit)
                self.assertEqual(said, sentence)
        said = self.env["jit.reason"]._say(
            "adjusted_excluded",
            NOTHING | {"orders": 2, "quantity": 650.0, "reorder_point": -9.0},
            unit,
        )
        self.assertEqual(
            said,
            "2 orders not counted (650 in all): reorder point -9, target \xb10.",
        )
