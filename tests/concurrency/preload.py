"""Imported once by the process every actor is forked from: loads the registry.

Forking costs milliseconds where starting Odoo costs seconds, and a forked actor is a
process like any other: ``kill -9`` ends it and nothing else.
"""

import logging
import os
import warnings

DATABASE = "JIT_STAGE_DB"
LOG = "JIT_STAGE_LOG"


def _load(database: str) -> None:
    import odoo.sql_db
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["--config", os.environ["ODOO_RC"], "--no-http"])
    # hundreds of planned disasters; who looks for the one unplanned has the file
    handler = logging.FileHandler(os.environ[LOG])
    form = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(form))
    logging.getLogger().handlers[:] = [handler]
    Registry(database)
    # what an actor imports first it has got already
    from . import acts  # noqa: F401

    # an open connection must not be shared by two processes
    odoo.sql_db.close_all()


if os.environ.get(DATABASE):
    warnings.simplefilter("ignore")
    _load(os.environ[DATABASE])
