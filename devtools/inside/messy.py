"""Make a database messy and say what was planted, for a look at the check.

Arguments: configuration file, database, number of healthy products of each company,
of how many of them there are rules.
"""

import json
import sys

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config


def main() -> None:
    configuration, database, products, rules = sys.argv[1:]
    config.parse_config(
        ["--config", configuration, "--database", database, "--no-http"],
        setup_logging=True,
    )
    with Registry(database).cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        print(json.dumps(make_messy(env, int(products), int(rules)), indent=2))


def make_messy(env: Environment, products: int, rules: int) -> dict[str, int]:
    """How many faults of each kind were planted, by ``Company: kind``."""
    # its tests can be imported only while Odoo runs
    from odoo.addons.jit_replenishment.tests.messy import Mess

    mess = Mess(env, products, rules)
    for shop in mess.shops:
        env.ref("base.user_admin").company_ids |= shop.company
    names = {shop.company.id: shop.company.name for shop in mess.shops}
    return {
        f"{names[company_id]}: {kind}": count
        for (company_id, kind), count in sorted(mess.counts().items())
    }


if __name__ == "__main__":
    main()
