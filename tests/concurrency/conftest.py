"""A database of its own for every test here: they really commit."""

import os
import subprocess
from collections.abc import Callable, Iterator
from unittest import mock
from uuid import uuid4

import pytest

import odoo.sql_db
import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .stage import OPENED, Stage, open_stage


def _postgres(program: str, *arguments: str) -> None:
    path = os.path.join(os.environ.get("JIT_PG_BIN", ""), program)
    subprocess.run([path, *arguments], check=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def registry() -> Iterator[Registry]:
    """A fresh copy of the database with the addon, dropped afterwards."""
    name = f"jit_scratch_{uuid4().hex[:8]}"
    _postgres("createdb", "-T", os.environ["JIT_TEMPLATE_DB"], name)
    try:
        # pytest-odoo keeps test_enable on, which breaks loading a second registry
        with mock.patch.dict(odoo.tools.config.options, {"test_enable": False}):
            scratch = Registry(name)
        yield scratch
    finally:
        Registry.delete(name)
        odoo.sql_db.close_db(name)
        _postgres("dropdb", "--force", name)


@pytest.fixture
def committed(registry: Registry) -> Callable:
    """Run ``work(env)`` in a transaction of its own and commit it."""

    def run(work: Callable[[api.Environment], object]) -> object:
        with registry.cursor() as cr:
            return work(api.Environment(cr, SUPERUSER_ID, {}))

    return run


@pytest.fixture(scope="session")
def theatre() -> Iterator[Stage]:
    """One stage for all scenarios: preparing it takes longer than most of them."""
    with open_stage() as stage:
        yield stage


@pytest.fixture
def stage(theatre: Stage) -> Stage:
    """The stage as it was in the beginning: every part in stock, nothing to order."""
    theatre.restore(OPENED)
    return theatre
