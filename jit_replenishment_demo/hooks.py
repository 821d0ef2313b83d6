"""Installing the addon loads the demo."""

import logging
import time

from odoo import api, fields
from odoo.tools import config

from .load_demo import already_loaded, load_demo

_logger = logging.getLogger(__name__)
# Enough for every rule of the demo to show, quick enough for each test run.
PRODUCTS_UNDER_TEST = 24


def post_init_hook(env: api.Environment) -> None:
    if already_loaded(env):
        _logger.info("The demo products are here already: nothing loaded again.")
        return
    started = time.monotonic()
    today = fields.Date.context_today(env.user)
    if config["test_enable"]:
        loaded = load_demo(env, today, PRODUCTS_UNDER_TEST, with_further=False)
    else:
        loaded = load_demo(env, today)
    _logger.info("Demo loaded in %.0f s: %s", time.monotonic() - started, loaded)
