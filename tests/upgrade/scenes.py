"""What upgrade and uninstallation start from, and what they may not leave behind."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from unittest import mock

import odoo.tools
from odoo import SUPERUSER_ID, fields
from odoo.api import Environment
from odoo.models import Model
from odoo.modules.registry import Registry

OLD_VERSION = "19.0.1.0.0"
# touched by every write, or worked out anew by core from the rest
NOT_COMPARED = {
    "write_date",
    "write_uid",
    "qty_to_order_computed",
    "deadline_date",
}


def make_rules(env: Environment) -> list[int]:
    """A former auto rule, a former manual one with its quantity, an archived one."""
    rules = env["stock.warehouse.orderpoint"]
    for name in ("Bolt", "Nut", "Washer"):
        product = env["product.product"].create({"name": name, "is_storable": True})
        env["product.supplierinfo"].create(
            {
                "partner_id": env.ref("base.main_partner").id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "price": 2.1,
            }
        )
        rules |= rules.create(
            {"product_id": product.id, "product_min_qty": 10, "product_max_qty": 30}
        )
    rules[1].write({"trigger": "manual", "qty_to_order_manual": 77})
    rules[2].active = False
    return rules.ids


def stored(env: Environment, rule_ids: list[int]) -> list[dict]:
    """The columns core has of these rules, as the database has them."""
    env.flush_all()
    env.cr.execute(
        "SELECT * FROM stock_warehouse_orderpoint WHERE id = ANY(%s) ORDER BY id",
        [rule_ids],
    )
    rows = env.cr.dictfetchall()
    return [
        {
            name: value
            for name, value in row.items()
            if name not in NOT_COMPARED and not name.startswith("jit_")
        }
        for row in rows
    ]


def sell(env: Environment, rule_ids: list[int], days: int = 60) -> None:
    """4 of each left for customers every other day; nothing is left."""
    now = fields.Datetime.now()
    suppliers = env.ref("stock.stock_location_suppliers")
    customers = env.ref("stock.stock_location_customers")
    rules = env["stock.warehouse.orderpoint"].browse(rule_ids)
    first = now - timedelta(days)
    _move([(rule, 2 * days, suppliers, rule.location_id, first) for rule in rules])
    _move(
        [
            (rule, 4, rule.location_id, customers, now - timedelta(age))
            for rule in rules
            for age in range(days - 1, 0, -2)
        ]
    )


def _move(wanted: list[tuple[Model, float, Model, Model, datetime]]) -> None:
    """Done, each on its day: rule, quantity, from where, where to."""
    env = wanted[0][0].env
    moves = env["stock.move"].create(
        [
            {
                "product_id": rule.product_id.id,
                "product_uom_qty": quantity,
                "product_uom": rule.product_uom.id,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
            for rule, quantity, source, target, _day in wanted
        ]
    )
    moves._action_confirm(merge=False)
    for move in moves:
        move.quantity, move.picked = move.product_uom_qty, True
    moves._action_done()
    env.flush_all()
    for move, (*_what, day) in zip(moves, wanted, strict=True):
        env.cr.execute(
            "UPDATE stock_move SET date = %s, create_date = %s WHERE id = %s",
            [day, day, move.id],
        )


def take_away(
    env: Environment,
    models: Iterable[str],
    columns: Mapping[str, Iterable[str]],
    actions: Iterable[str],
) -> None:
    """Have the database as the first version left it, without these of now.

    Views hold nothing of anybody's and are all made anew: those of then knew no
    button of now.

    :param columns: model that was there before -> what it has since
    :param actions: scheduled ones
    """
    names = [model.replace(".", "_") for model in models]
    patterns = [
        f"^((model|field|selection|constraint|access)_+)?({'|'.join(names)})(_|$)",
        *(
            f"^field_{model.replace('.', '_')}__({'|'.join(added)})$"
            for model, added in columns.items()
        ),
        f"^({'|'.join(actions)})$",
    ]
    env.flush_all()
    env.cr.execute(
        "UPDATE ir_model_data SET module = 'jit_since_then'"
        " WHERE module = 'jit_replenishment'"
        " AND (model = 'ir.ui.view' OR name ~ ANY(%s))",
        [patterns],
    )
    env.invalidate_all()
    env["ir.model.data"]._module_data_uninstall(["jit_since_then"])
    module = env["ir.module.module"].search([("name", "=", "jit_replenishment")])
    module.latest_version = OLD_VERSION


def upgrade(registry: Registry) -> Registry:
    """Load the addon's files as an upgrade does."""
    with registry.cursor() as cr:
        modules = Environment(cr, SUPERUSER_ID, {})["ir.module.module"]
        modules.search([("name", "=", "jit_replenishment")]).button_upgrade()
    return _reload(registry)


def uninstall(registry: Registry) -> Registry:
    with registry.cursor() as cr:
        modules = Environment(cr, SUPERUSER_ID, {})["ir.module.module"]
        modules.search([("name", "=", "jit_replenishment")]).button_uninstall()
    return _reload(registry)


def _reload(registry: Registry) -> Registry:
    # pytest-odoo keeps test_enable on, which breaks loading a second registry
    with mock.patch.dict(odoo.tools.config.options, {"test_enable": False}):
        return Registry.new(registry.db_name, update_module=True)


def traces(env: Environment) -> list[str]:
    """Tables, columns, indexes, settings and scheduled actions that stayed behind."""
    env.cr.execute(
        r"""
        SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'jit\_%'
         UNION ALL
        SELECT table_name || '.' || column_name FROM information_schema.columns
         WHERE column_name LIKE 'jit\_%'
         UNION ALL
        SELECT model || ' ' || name FROM ir_model_data
         WHERE module = 'jit_replenishment'
         UNION ALL
        SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Just in Time%'
         UNION ALL
        SELECT indexname FROM pg_indexes
         WHERE indexname = 'product_supplierinfo__product_code_index'
        """
    )
    return [name for (name,) in env.cr.fetchall()]
