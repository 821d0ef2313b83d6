"""Offences against the layers, the sizes and the honesty of tests."""

from . import offence

A = "jit_replenishment"
MANIFEST = {f"{A}/__manifest__.py": "{'version': '19.0.1.0.0'}"}
LONG_FUNCTION = "def step():\n" + "    x = 1\n" * 60

TIMED = """
import time
from datetime import date, datetime
from freezegun import freeze_time

@freeze_time("2025-01-06")
class Frozen:
    def test_frozen(self):
        assert date.today() < fields.Date.today()

class Free:
    def test_free(self):
        assert date.today()
        assert fields.Datetime.now() and time.perf_counter()
        with freeze_time("2025-01-06"):
            assert datetime.now()

    def test_stamp(self):
        assert time.time()
"""

EMPTY = """
class Case:
    def test_nothing(self):
        self.order()

    def test_always_true(self):
        assert True
        self.assertTrue(True)

    def test_something(self):
        self.assertEqual(self.order(), 1)

    def test_message(self):
        with self.assertRaises(UserError):
            self.order()

    def test_own_helper(self):
        self.assert_ordered(2)

    def test_browser(self):
        self.start_tour("/odoo", "jit_tour")

def test_error():
    with pytest.raises(ValueError):
        order()
"""

OFFENCES = [
    offence(
        "wrong_imports",
        (
            f"{A}/policy/decision.py:2",
            f"{A}/queries/offers.py:1",
            f"{A}/models/rule.py:3",
        ),
        {
            f"{A}/policy/decision.py": (
                "from .reason import Reason\nfrom ..queries import offers\n"
            ),
            f"{A}/queries/offers.py": (
                "from odoo.addons.jit_replenishment.policy import decide\n"
            ),
            f"{A}/models/rule.py": (
                "from odoo import models\n"
                "from ..policy.decision import decide\n"
                "from ..wizard import go\n"
                "from ..queries import offers\n"
            ),
            f"{A}/wizard/go.py": "from ..models import rule\n",
        },
    ),
    offence(
        "policy_beyond_standard_library",
        (f"{A}/policy/decision.py:2", f"{A}/policy/decision.py:3"),
        {
            f"{A}/policy/decision.py": (
                "from statistics import NormalDist\nimport numpy\n"
                "from odoo import fields\nfrom .reason import Reason\n"
            )
        },
    ),
    offence(
        "policy_that_does_not_load",
        f"{A}/policy/decision.py",
        {
            f"{A}/policy/__init__.py": "",
            f"{A}/policy/decision.py": "from .reason import Missing\n",
            f"{A}/policy/reason.py": "Reason = str\n",
        },
    ),
    offence(
        "policy_words",
        tuple(f"{A}/policy/decision.py:{line}" for line in (2, 3, 4)),
        {
            f"{A}/policy/decision.py": (
                "from .service_level import cycle_service_level\n"
                "min_qty = 1\n# a min/max rule\nservice_level = 0.9\n"
                "need = max(target_stock - position, minimum_order_quantity)\n"
                "cycle_service_level = 0.9\n"
            )
        },
    ),
    offence(
        "untyped_functions",
        (f"{A}/policy/decision.py:1", f"{A}/queries/offers.py:1"),
        {
            f"{A}/policy/decision.py": (
                "def decide(situation) -> int: ...\n"
                "class D:\n    def quantity(self) -> float: ...\n"
            ),
            f"{A}/queries/offers.py": "def read(env: object): ...\n",
            f"{A}/models/rule.py": "def free(self): ...\n",
        },
    ),
    offence(
        "reads_outside_queries",
        (f"{A}/models/rule.py:1", f"{A}/models/rule.py:2"),
        {
            f"{A}/models/rule.py": (
                "rows = self._read_group(domain)\n"
                "self.env.cr.execute(SQL('SELECT id FROM stock_move'))\n"
                "self.env.cr.execute(SQL('UPDATE jit_signal SET x = 1'))\n"
                "label = _('Select a vendor')\n"
            ),
            f"{A}/queries/offers.py": "rows = env['x']._read_group(domain)\n",
        },
    ),
    offence(
        "demo_in_addon",
        f"{A}/hooks.py",
        {
            f"{A}/hooks.py": "import odoo.addons.jit_replenishment_demo\n",
            "docker/run.py": "install('jit_replenishment_demo')\n",
        },
    ),
    offence(
        "long_files",
        (f"{A}/models/rule.py", f"{A}/views/rule_views.xml"),
        {
            **MANIFEST,
            f"{A}/models/rule.py": "x = 1\n" * 401,
            f"{A}/models/fits.py": "x = 1\n" * 400,
            f"{A}/views/rule_views.xml": "<!-- -->\n" * 401,
            f"{A}/i18n/fr.po": "\n" * 4000,
        },
    ),
    offence(
        "long_functions",
        ("devtools/run.py:1", "tests/http/test_long.py:2"),
        {
            "devtools/run.py": LONG_FUNCTION,
            "devtools/fits.py": LONG_FUNCTION.replace("    x = 1\n", "", 1),
            "tests/http/test_long.py": "\n" + LONG_FUNCTION,
        },
    ),
    offence(
        "waiting_tests",
        ("tests/http/test_page.py:2", "tests/http/test_page.py:3"),
        {
            "tests/http/test_page.py": (
                "import time\ntime.sleep(1)\npage.wait_for_timeout(500)\n"
                "page.wait_for_selector('.o_form_view')\n"
            )
        },
    ),
    offence(
        "clock_reading_tests",
        tuple(f"tests/policy/test_day.py:{line}" for line in (13, 14, 19)),
        {"tests/policy/test_day.py": TIMED},
    ),
    offence(
        "assertionless_tests",
        (f"{A}/tests/test_order.py:3", f"{A}/tests/test_order.py:6"),
        {**MANIFEST, f"{A}/tests/test_order.py": EMPTY},
    ),
    offence(
        "unspoken_reasons",
        (f"{A}/policy/decision.py:2", f"{A}/policy/decision.py:3"),
        {
            f"{A}/policy/decision.py": (
                'low = Reason("low", {"quantity": 1})\n'
                'high = Reason("high")\n'
                'found = Sourcing(fault="no_vendor")\n'
                "other = Reason(found.fault)\n"
            ),
            f"{A}/models/jit_reason.py": "def _say_low(self, values): ...\n",
        },
    ),
]
