"""Faults of products that the check found and nobody set aside."""

from collections import defaultdict
from collections.abc import Collection

from odoo.api import Environment
from odoo.tools import SQL


def read_open_faults(
    env: Environment, company_ids: Collection[int], template_ids: Collection[int]
) -> dict[tuple[int, int], list[tuple[int, int | None]]]:
    """By company and product template: ids of findings, the worst kind first, each with
    the variant it is of; None where it is of all. One SKU of a vendor for several
    products is a fault of each of them."""
    env["jit.finding"].flush_model()
    found = defaultdict(list)
    rows = env.execute_query(
        SQL(
            """
            SELECT finding.company_id, product.id, finding.id, finding.product_id
              FROM jit_finding finding
              JOIN jit_finding_kind kind ON kind.id = finding.kind_id
              JOIN product_template product
                ON product.id = finding.product_tmpl_id
                OR kind.code = 'same_sku'
                   AND finding.facts->'products' @> to_jsonb(product.id)
             WHERE finding.set_aside_on IS NULL AND finding.company_id = ANY(%s)
               AND product.id = ANY(%s)
             ORDER BY kind.sequence, kind.id, finding.id
            """,
            [*company_ids],
            [*template_ids],
        )
    )
    for company_id, template_id, *finding in rows:
        found[company_id, template_id].append(tuple(finding))
    return dict(found)
