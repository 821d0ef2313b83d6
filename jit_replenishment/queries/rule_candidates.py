"""Moving products that have no reordering rule where they move."""

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Domain
from odoo.models import BaseModel
from odoo.tools import SQL, Query

from .check_scope import Scope
from .check_stock import is_kit

# why nothing is suggested, beside that there is a rule
FATES = ("new", "kit", "archived", "no_vendor")


def made_for_one_look(alias: str) -> SQL:
    """A rule that core's replenishment report made for one look: it deletes it again
    as soon as nothing is to be ordered."""
    op = SQL.identifier(alias)
    return SQL(
        """
        (%(op)s.create_uid = %(core)s AND %(op)s.trigger = 'manual'
         AND %(op)s.product_min_qty = 0 AND %(op)s.product_max_qty = 0)
        """,
        op=op,
        core=SUPERUSER_ID,
    )


def _judged(env: Environment, scope: Scope, moving: Query) -> SQL:
    """Each product and warehouse in which it sold within a year, and its ``fate``.

    A rule in another place than a stock of our own keeps nothing there.

    :param moving: of ``jit.stock.audit``
    """
    for model in (
        "jit.stock.audit",
        "jit.finding",
        "stock.warehouse.orderpoint",
        "stock.location",
    ):
        env[model].flush_model()
    return SQL(
        """
        SELECT audit.product_id, pp.product_tmpl_id, audit.warehouse_id,
               audit.sold_value, audit.picks,
               CASE WHEN rules.kept THEN 'kept'
                    WHEN %(is_kit)s THEN 'kit'
                    WHEN rules.archived THEN 'archived'
                    WHEN EXISTS (SELECT FROM jit_finding finding
                                   JOIN jit_finding_kind kind
                                     ON kind.id = finding.kind_id
                                    AND kind.code = 'no_vendor'
                                  WHERE finding.company_id = audit.company_id
                                    AND finding.set_aside_on IS NULL
                                    AND finding.product_tmpl_id = pp.product_tmpl_id)
                    THEN 'no_vendor' ELSE 'new' END AS fate
          FROM jit_stock_audit audit
          JOIN product_product pp ON pp.id = audit.product_id AND pp.active
          JOIN product_template pt ON pt.id = pp.product_tmpl_id
           AND pt.active AND pt.is_storable
          JOIN stock_warehouse warehouse ON warehouse.id = audit.warehouse_id
           AND warehouse.active
     LEFT JOIN LATERAL (
               SELECT BOOL_OR(op.active AND place.usage = 'internal') AS kept,
                      BOOL_OR(NOT op.active
                              AND op.location_id = warehouse.lot_stock_id) AS archived
                 FROM stock_warehouse_orderpoint op
                 JOIN stock_location place ON place.id = op.location_id
                WHERE op.product_id = audit.product_id
                  AND op.warehouse_id = audit.warehouse_id
                  AND op.company_id = audit.company_id
                  AND %(passing)s IS NOT TRUE) rules ON TRUE
         WHERE audit.company_id = %(company)s AND audit.sold > 0
           AND audit.id IN %(moving)s
        """,
        is_kit=is_kit(env, scope, SQL("pp.product_tmpl_id")),
        passing=made_for_one_look("op"),
        company=scope.company_id,
        moving=moving.subselect(),
    )


def count_candidates(env: Environment, scope: Scope, moving: Query) -> dict[str, int]:
    """How many products and warehouses there are of each of ``FATES``, and with a rule
    (``kept``)."""
    rows = env.execute_query(
        SQL(
            "SELECT fate, COUNT(*) FROM (%s) judged GROUP BY fate",
            _judged(env, scope, moving),
        )
    )
    return dict.fromkeys((*FATES, "kept"), 0) | dict(rows)


def archived_rules(env: Environment, scope: Scope, moving: Query) -> list[int]:
    """Rules somebody archived of products that move."""
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id
              FROM (%s) judged
              JOIN stock_warehouse warehouse ON warehouse.id = judged.warehouse_id
              JOIN stock_warehouse_orderpoint op ON op.product_id = judged.product_id
               AND op.location_id = warehouse.lot_stock_id AND NOT op.active
             WHERE judged.fate = 'archived' ORDER BY op.id
            """,
            _judged(env, scope, moving),
        )
    )
    return [rule_id for (rule_id,) in rows]


def refresh_suggestions(
    env: Environment, scope: Scope, moving: Query, user_id: int
) -> None:
    """Make the rows of ``jit_rule_suggestion`` that are missing, have those worked out
    again that nobody touched, and drop those that are none any more.

    What a person set aside or made stays as it is.
    """
    env["jit.rule.suggestion"].flush_model()
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE jit_candidate ON COMMIT DROP AS
            SELECT * FROM (%s) judged
            """,
            _judged(env, scope, moving),
        )
    )
    env.cr.execute(
        SQL(
            """
            DELETE FROM jit_rule_suggestion known
             USING jit_candidate candidate
             WHERE candidate.product_id = known.product_id
               AND candidate.warehouse_id = known.warehouse_id
               AND (candidate.fate <> 'new' AND known.state NOT IN ('made', 'aside')
                    -- its rule is gone again
                    OR candidate.fate = 'new' AND known.state = 'made')
            """
        )
    )
    env.cr.execute(
        SQL(
            """
            INSERT INTO jit_rule_suggestion AS known
                   (product_id, warehouse_id, company_id, sold_value, picks, state,
                    is_edited, create_uid, write_uid, create_date, write_date)
            SELECT product_id, warehouse_id, %(company)s, sold_value, picks, 'waiting',
                   FALSE, %(user)s, %(user)s, %(now)s, %(now)s
              FROM jit_candidate WHERE fate = 'new'
             ORDER BY sold_value DESC, product_id, warehouse_id
                ON CONFLICT (product_id, warehouse_id) DO UPDATE
               SET sold_value = EXCLUDED.sold_value, picks = EXCLUDED.picks,
                   state = 'waiting'
             WHERE known.state IN ('ready', 'failed') AND NOT known.is_edited
            """,
            company=scope.company_id,
            user=user_id,
            now=env.cr.now(),
        )
    )
    env.cr.execute("DROP TABLE jit_candidate")
    env["jit.rule.suggestion"].invalidate_model()


def forget_kept(env: Environment) -> None:
    """Drop what is suggested where a rule is by now."""
    for model in ("jit.rule.suggestion", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    env.cr.execute(
        SQL(
            """
            DELETE FROM jit_rule_suggestion known
             USING stock_warehouse_orderpoint op, stock_location place
             WHERE known.state IN ('waiting', 'ready', 'failed')
               AND op.product_id = known.product_id AND op.active
               AND op.warehouse_id = known.warehouse_id
               AND place.id = op.location_id AND place.usage = 'internal'
               AND %s IS NOT TRUE
            """,
            made_for_one_look("op"),
        )
    )
    env["jit.rule.suggestion"].invalidate_model()


def count_rules(rules: BaseModel, domain: Domain) -> dict[tuple[str, str], int]:
    """Active rules by stage and trigger."""
    rows = rules._read_group(domain, ["jit_stage", "trigger"], ["__count"])
    return {(stage, trigger): count for stage, trigger, count in rows}


def count_findings(findings: BaseModel, domain: Domain) -> dict[str, int]:
    """Faults of the data by the code of their kind."""
    rows = findings._read_group(domain, ["kind_id"], ["__count"])
    return {kind.code: count for kind, count in rows}


def next_suggestions(env: Environment, state: str, after: int, most: int) -> list[int]:
    """The next in a state, by id."""
    rows = env.execute_query(
        SQL(
            """
            SELECT id FROM jit_rule_suggestion
             WHERE state = %s AND id > %s ORDER BY id LIMIT %s
            """,
            state,
            after,
            most,
        )
    )
    return [suggestion_id for (suggestion_id,) in rows]
