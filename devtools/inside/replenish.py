"""Run the replenishment scheduled action; write the draft orders as JSON.

Arguments: configuration file, database, address of the web client, file to write.
"""

import json
import sys
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.models import BaseModel
from odoo.modules.registry import Registry
from odoo.tools import config, format_amount


def main() -> None:
    configuration, database, address, output = sys.argv[1:]
    config.parse_config(
        ["--config", configuration, "--database", database, "--no-http"],
        setup_logging=True,
    )
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        # Links in mails, and where the PDF printer fetches its styles.
        env["ir.config_parameter"].set_param("web.base.url", address)
        env["ir.config_parameter"].set_param("report.url", address)
        cursor.commit()
        replenish(env)
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        found = {"orders": draft_orders(env), "suggestions": suggestions(env)}
        Path(output).write_text(json.dumps(found))


def replenish(env: Environment) -> None:
    """Run the scheduled actions as the scheduler would in a night and a morning."""
    for name in (
        "ir_cron_learn",
        "ir_cron_check",
        "ir_cron_sweep",
        "ir_cron_replenish",
        "ir_cron_trial",
        "ir_cron_rollout",
    ):
        result = env.ref(f"jit_replenishment.{name}").method_direct_trigger()
        if isinstance(result, dict):
            # What the web client would show as an error dialog.
            trace = result["params"]["data"]["debug"]
            raise SystemExit(f"replenishment failed: {trace}")


def suggestions(env: Environment) -> int:
    """How many changes of reorder points wait for an answer."""
    return env["jit.reorder.proposal"].search_count([("state", "=", "open")])


def draft_orders(env: Environment) -> list[dict[str, object]]:
    """The draft orders the engine owns, in the order of their vendors."""
    orders = env["purchase.order"].search(
        [("jit_owned", "=", True), ("state", "=", "draft")], order="partner_id, name"
    )
    return [
        {
            "name": order.name,
            "vendor": order.partner_id.display_name,
            "amount": format_amount(env, order.amount_untaxed, order.currency_id),
            "lines": [
                order_line(line)
                for line in order.order_line
                if line.jit_owned and line.jit_decision_id
            ],
        }
        for order in orders
    ]


def order_line(line: BaseModel) -> dict[str, object]:
    """A line with the figures that its decision froze."""
    decision = line.jit_decision_id
    return {
        "vendor_sku": decision.vendor_sku or "",
        "product": line.product_id.name,
        "consequence_class": decision.consequence_class_id.name or "",
        "on_hand": decision.on_hand,
        "on_order": decision.on_order,
        "committed": decision.committed,
        "reorder_point": decision.reorder_point,
        "target_stock": decision.target_stock,
        "ordered": f"{line.product_qty:g} {line.product_uom_id.name}",
        "reason": " ".join((decision.reason or "").split()),
    }


if __name__ == "__main__":
    main()
