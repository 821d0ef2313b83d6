"""Shared by every folder of tests. Imports no Odoo: tests/policy runs without it."""

import os

import pytest

DATABASE_VARIABLES = ("ODOO_RC", "OPENERP_SERVER")
DATABASE_OPTIONS = ("odoo_database", "odoo_config")


def pytest_configure(config: pytest.Config) -> None:
    """Say what to do where pytest-odoo would stop with an IndexError."""
    if not config.pluginmanager.hasplugin("odoo"):
        return
    named = any(os.environ.get(name) for name in DATABASE_VARIABLES) or any(
        config.getoption(name, None) for name in DATABASE_OPTIONS
    )
    if not named:
        raise pytest.UsageError(
            "pytest-odoo is active, but no database is named. Run `make test`, or add "
            "`-p no:odoo` for the tests that need no Odoo (tests/policy, "
            "tests/repository)."
        )
