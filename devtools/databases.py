"""Databases, most of them copies of templates that are built once and kept.

Every database carries a key in its comment, written when it is complete: what it was
made of. A database without its comment was interrupted and is made anew.
"""

import shutil
from collections.abc import Callable, Sequence

from .console import Problem, step
from .locks import exclusive
from .odoo_session import OdooSession
from .workspace import DEMO_ADDON, PRODUCTION_ADDON, digest, digest_of_files

CORE = ("purchase_stock",)
# The addon's neighbours: sales commit stock or pass it by, manufacturing consumes it,
# vendors make from our parts, lots expire, a shop sells over the counter.
NEIGHBOURS = (
    "sale_stock",
    "mrp",
    "mrp_subcontracting",
    "product_expiry",
    "stock_dropshipping",
    "point_of_sale",
)


def core_template(session: OdooSession) -> str:
    """What a minimal installation has before the addon, without demo data."""
    database = session.database("template_core")
    key = digest(session.odoo_identity, *CORE)
    if key_of(session, database) != key:
        with step(f"Template database with {', '.join(CORE)} (once)"):
            drop(session, database)
            install(session, database, CORE)
            set_key(session, database, key)
    return database


def neighbours_template(session: OdooSession) -> str:
    """The core template with the addon's neighbours."""
    core = core_template(session)
    database = session.database("template_neighbours")
    key = digest(key_of(session, core), *NEIGHBOURS)
    if key_of(session, database) != key:
        with step(f"Template database with {', '.join(NEIGHBOURS)} (once)"):
            replace(session, core, database)
            install(session, database, NEIGHBOURS)
            set_key(session, database, key)
    return database


def addon_template(session: OdooSession) -> str:
    """The neighbours' template with the addon; nobody ever stays connected to it."""
    neighbours = neighbours_template(session)
    database = session.database("template_addon")
    files = digest_of_files([session.workspace.root / PRODUCTION_ADDON])
    key = digest(key_of(session, neighbours), files)
    if key_of(session, database) != key:
        with step(f"Installing {PRODUCTION_ADDON}, whose files changed"):
            replace(session, neighbours, database)
            install(session, database, [PRODUCTION_ADDON])
            set_key(session, database, key)
    return database


def demo_template(session: OdooSession) -> str:
    """The core template with the addon and real sales; nothing is decided on yet."""
    core = core_template(session)
    database = session.database("template_demo")
    addons = (PRODUCTION_ADDON, DEMO_ADDON)
    files = digest_of_files(session.workspace.root / addon for addon in addons)
    key = digest(key_of(session, core), files)
    if key_of(session, database) != key:
        with step("Installing the addon, loading real sales"):
            replace(session, core, database)
            install(session, database, addons)
            set_key(session, database, key)
    return database


def install(session: OdooSession, database: str, addons: Sequence[str]) -> None:
    """Install addons; makes the database if it is not there.

    Odoo only warns of a name it does not know; tests would miss it much later.
    """
    names = ",".join(addons)
    session.run_odoo(database, "--init", names, "--no-http", "--stop-after-init")
    query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    installed = {name for (name,) in session.sql(query, database=database)}
    if unknown := sorted(set(addons) - installed):
        raise Problem(
            f"this Odoo does not have the addons {', '.join(unknown)}; if an earlier "
            "version of this checkout fetched it, 'make clean' has it fetched anew"
        )


def copy_of(
    session: OdooSession, template: Callable[[OdooSession], str], database: str
) -> str:
    """Replace a database by a copy of one of the templates; return the template.

    Alone in this checkout: a template that another command builds cannot be copied.
    """
    waiting = "Waiting for another command here to build its template database"
    with exclusive(session.workspace.locks / "templates", waiting=waiting):
        name = template(session)
        replace(session, name, database)
    return name


def replace(session: OdooSession, template: str, database: str) -> None:
    """Replace a database by a copy of one that nobody is connected to."""
    drop(session, database)
    session.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    files = session.filestore(template)
    if files.exists():
        shutil.copytree(files, session.filestore(database))


def drop(session: OdooSession, database: str) -> None:
    """Remove a database and its files, whoever is connected."""
    session.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    shutil.rmtree(session.filestore(database), ignore_errors=True)


def key_of(session: OdooSession, database: str) -> str:
    """What a complete database was made of; empty if it is not complete."""
    rows = session.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        f" WHERE datname = '{database}'"
    )
    return str(rows[0][0]) if rows and rows[0][0] else ""


def set_key(session: OdooSession, database: str, key: str) -> None:
    session.sql(f"COMMENT ON DATABASE \"{database}\" IS '{key}'")
