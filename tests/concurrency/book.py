"""A book beside the engine's own: what people settled, and what the engine wrote.

Triggers keep it in the very transactions that it tells of, so it holds just what was
committed, and knows what each writer could see.
"""

from odoo.api import Environment

# of a transaction: a person is at work, not the engine
_AT_WORK = "SELECT set_config('stage.person', 'yes', true)"

_TABLES = """
    CREATE TABLE stage_settled_order (order_id int PRIMARY KEY, contents text);
    CREATE TABLE stage_settled_line (line_id int PRIMARY KEY, quantity float);
    -- by how much the engine's lines of a rule, or what it started, have grown
    CREATE TABLE stage_written (
        id serial PRIMARY KEY,
        writer xid8 DEFAULT pg_current_xact_id(),
        saw pg_snapshot DEFAULT pg_current_snapshot(),
        at timestamptz DEFAULT now(),
        kind text, rule_id int, lines int, quantity float, amount float,
        limit_lines int, limit_amount float, paused boolean, refused boolean);
    CREATE INDEX ON stage_written (rule_id);
    CREATE TABLE stage_approved (rule_id int, amount float);
"""

# as the writer of a row sees them; {rule} is the rule's id, {vendor} who is asked
PAUSED = """
    EXISTS (SELECT FROM jit_pause pause
              JOIN stock_warehouse_orderpoint braked ON braked.id = {rule}
               AND braked.company_id = pause.company_id
         LEFT JOIN stock_warehouse place ON place.id = pause.warehouse_id
             WHERE pause.ended_at IS NULL
               AND (pause.scope = 'all' OR place.id = braked.warehouse_id
                    OR pause.partner_id = {vendor}))
"""
REFUSED = """
    EXISTS (SELECT FROM jit_rejection
             WHERE orderpoint_id = {rule} AND lifted_at IS NULL
               AND until > CURRENT_DATE)
"""

_TRIGGERS = f"""
    CREATE FUNCTION stage_note(what text, of_rule int, vendor int, more_lines int,
                               more float, more_amount float)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        IF of_rule IS NULL OR current_setting('stage.person', true) = 'yes' THEN
            RETURN;
        END IF;
        INSERT INTO stage_written (kind, rule_id, lines, quantity, amount,
                                   limit_lines, limit_amount, paused, refused)
        SELECT what, of_rule, more_lines, more, more_amount,
               COALESCE(company.jit_limit_lines, 0),
               COALESCE(company.jit_limit_amount, 0),
               {PAUSED.format(rule="of_rule", vendor="vendor")},
               {REFUSED.format(rule="of_rule")}
          FROM stock_warehouse_orderpoint op
          JOIN res_company company ON company.id = op.company_id
         WHERE op.id = of_rule;
    END $$;

    CREATE FUNCTION stage_note_line() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        vendor int;
    BEGIN
        -- what a vendor's pause forbids is more of it, not less
        IF TG_OP <> 'INSERT' AND OLD.jit_owned THEN
            PERFORM stage_note('line', OLD.orderpoint_id, NULL, -1, -OLD.product_qty,
                -OLD.product_qty * OLD.price_unit * (1 - OLD.discount / 100));
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.jit_owned THEN
            SELECT partner_id INTO vendor FROM purchase_order WHERE id = NEW.order_id;
            PERFORM stage_note('line', NEW.orderpoint_id, vendor, 1, NEW.product_qty,
                NEW.product_qty * NEW.price_unit * (1 - NEW.discount / 100));
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER stage_note AFTER INSERT OR DELETE
        OR UPDATE OF product_qty, price_unit, discount, jit_owned
        ON purchase_order_line FOR EACH ROW EXECUTE FUNCTION stage_note_line();

    CREATE FUNCTION stage_note_start() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        was float := 0;
        is_now float := 0;
    BEGIN
        IF TG_OP <> 'INSERT' THEN was := COALESCE(OLD.product_uom_qty, 0); END IF;
        IF TG_OP <> 'DELETE' THEN is_now := COALESCE(NEW.product_uom_qty, 0); END IF;
        IF is_now <> was THEN
            PERFORM stage_note('start', COALESCE(NEW.orderpoint_id, OLD.orderpoint_id),
                               NULL, 0, is_now - was, 0);
        END IF;
        RETURN NULL;
    END $$;
"""
# only the move that arrives: those before it are the same goods
_ON_MOVES = """
    CREATE FUNCTION stage_arrives(rule int, place int) RETURNS boolean LANGUAGE sql AS
        'SELECT EXISTS (SELECT FROM stock_warehouse_orderpoint
                         WHERE id = rule AND location_id = place)';
    CREATE TRIGGER stage_note_new AFTER INSERT ON stock_move FOR EACH ROW
        WHEN (NEW.purchase_line_id IS NULL
              AND stage_arrives(NEW.orderpoint_id, NEW.location_dest_id))
        EXECUTE FUNCTION stage_note_start();
    CREATE TRIGGER stage_note AFTER DELETE OR UPDATE OF product_uom_qty ON stock_move
        FOR EACH ROW WHEN (OLD.purchase_line_id IS NULL
              AND stage_arrives(OLD.orderpoint_id, OLD.location_dest_id))
        EXECUTE FUNCTION stage_note_start();
"""
_ON_PRODUCTIONS = """
    CREATE TRIGGER stage_note AFTER INSERT OR DELETE OR UPDATE OF product_uom_qty
        ON mrp_production FOR EACH ROW EXECUTE FUNCTION stage_note_start();
"""
_ON_APPROVALS = """
    CREATE FUNCTION stage_note_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO stage_approved VALUES (NEW.orderpoint_id, NEW.amount);
        RETURN NULL;
    END $$;
    CREATE TRIGGER stage_note AFTER UPDATE OF approved_at ON jit_run_line FOR EACH ROW
        WHEN (NEW.approved_at IS NOT NULL
              AND current_setting('stage.person', true) = 'yes')
        EXECUTE FUNCTION stage_note_approval();
"""


def open_book(env: Environment) -> None:
    """Begin to write down what is ordered, started, approved and settled."""
    env.flush_all()
    env.cr.execute(_TABLES + _TRIGGERS + _ON_MOVES + _ON_APPROVALS)
    if "mrp.production" in env:
        env.cr.execute(_ON_PRODUCTIONS)


def at_work(env: Environment) -> None:
    """This transaction is a person's, so nothing in it is the engine's doing."""
    env.cr.execute(_AT_WORK)


# what an order holds, as one text; what a receipt writes later is left out, and notes,
# which people may still add
CONTENTS = """
    SELECT po.id, concat_ws(' ', po.state, (
           SELECT string_agg(concat_ws(',', line.id, line.product_id, line.product_qty,
                                       line.price_unit), ' ' ORDER BY line.id)
             FROM purchase_order_line line
            WHERE line.order_id = po.id AND line.display_type IS NULL)) AS contents
      FROM purchase_order po
"""


def settle_order(env: Environment, order) -> None:
    """From here on nobody but people may change it."""
    env.flush_all()
    env.cr.execute(
        f"""
        INSERT INTO stage_settled_order {CONTENTS} WHERE po.id = %s
            ON CONFLICT (order_id) DO UPDATE SET contents = EXCLUDED.contents;
        DELETE FROM stage_settled_line WHERE line_id IN (
               SELECT id FROM purchase_order_line WHERE order_id = %s)
        """,
        [order.id, order.id],
    )


def settle_line(env: Environment, line) -> None:
    """From here on nobody but people may change it."""
    env.cr.execute(
        """
        INSERT INTO stage_settled_line VALUES (%s, %s)
            ON CONFLICT (line_id) DO UPDATE SET quantity = EXCLUDED.quantity
        """,
        [line.id, line.product_qty],
    )
