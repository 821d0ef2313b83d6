"""What it costs to check the data of a company and to audit its stock.

Arguments: configuration file, database, number of products. Prints one line of JSON.
One product in a hundred has each fault that is found in vendors' prices and in stock.
What was sold is read from the moves by the learning, which is measured elsewhere
(``learning.py``): here it is filled in, a sale a product and month.
"""

import json
import sys

from odoo.api import Environment
from odoo.tools import SQL

from . import data
from .measuring import environment, measured, open_registry

SALES = 24
_FAULTS = (
    "UPDATE product_supplierinfo SET price = 0 WHERE id %% 100 = 1",
    "UPDATE product_supplierinfo SET delay = 0 WHERE id %% 100 = 2",
    "UPDATE product_supplierinfo SET date_end = now() - interval '9 days'"
    " WHERE id %% 100 = 3",
    "UPDATE product_supplierinfo SET product_code = 'V-SAME-' || id / 100"
    " WHERE id %% 100 IN (14, 15)",
    "DELETE FROM product_supplierinfo WHERE id %% 100 = 5",
    "UPDATE stock_quant SET quantity = -3 WHERE id %% 200 = 6",
)


def main() -> None:
    configuration, database, products = sys.argv[1:4]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(products), "jit")
        plant(env)
    found = {}
    for name in ("first", "again"):
        with measured() as cost, environment(registry) as env:
            env = env(context={"allowed_company_ids": env.company.ids})
            done = env["jit.check"]._work_out(env.company)
            found[f"{name}_findings"] = done["findings"]
        found[f"{name}_seconds"] = round(cost.seconds or 0, 2)
        found[f"{name}_queries"] = cost.queries
        found[f"{name}_megabytes"] = round(cost.megabytes or 0)
    with environment(registry) as env:
        found["audited"] = env["jit.stock.audit"].search_count([])
    print(json.dumps(found))


def plant(env: Environment) -> None:
    """A past of sales, and the faults; commits."""
    cr = env.cr
    cr.execute(
        SQL(
            """
            INSERT INTO jit_demand_event
                   (product_id, location_id, company_id, day, quantity, excluded)
            SELECT pp.id, warehouse.lot_stock_id, warehouse.company_id,
                   now()::date - (30 * k + hashint4(pp.id) %% 25), 1 + pp.id %% 7, FALSE
              FROM product_product pp
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
               AND pt.is_storable
        CROSS JOIN generate_series(1, %s) k
        CROSS JOIN (SELECT lot_stock_id, company_id FROM stock_warehouse
                     WHERE company_id = %s LIMIT 1) warehouse
             WHERE pp.active
            """,
            SALES,
            env.company.id,
        )
    )
    for statement in _FAULTS:
        cr.execute(SQL(statement))
    cr.commit()
    with env.registry.cursor() as settling:
        settling.execute("ANALYZE")


if __name__ == "__main__":
    main()
