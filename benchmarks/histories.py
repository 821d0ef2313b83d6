"""Two years of sales and receipts for each part, with the lines core would write.

Sales of a part come on days of their own, a few pieces each; receipts bring what was
sold meanwhile, so that shelves run empty now and then.
"""

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import SQL

from .cloning import clone, without_foreign_key_checks

SALES, RECEIPTS = 145, 20
DAYS = 730
_SOLD = SQL("1 + (hashint4(number::int) & 7)")
_RECEIVED = SQL("31")
# building the other indexes takes longer than what is measured, and nothing reads them
_READ_BY = (
    "_product_id_index",
    "_move_id_index",
    "_state_index",
    "_jit_written",
)


def load_histories(env: Environment, rules: int) -> None:
    """Give the parts of a loaded database their past; commits."""
    without_foreign_key_checks(env.cr)
    part = env["product.product"].search([("default_code", "=", "P1")])
    sale, receipt = _done(part, outwards=True), _done(part, outwards=False)
    env.flush_all()
    # or the first night takes them for written since the last look
    env.cr.execute("UPDATE stock_move SET write_date = write_date - interval '1 day'")
    definitions = [
        definition
        for table in ("stock_move", "stock_move_line")
        for definition in _drop_indexes(env, table)
    ]
    add_moves(env, sale, rules, SALES, _SOLD)
    add_moves(env, receipt, rules, RECEIPTS, _RECEIVED)
    for definition in definitions:
        env.cr.execute(definition)
    env.cr.commit()
    with env.registry.cursor() as settling:
        settling.execute("ANALYZE stock_move, stock_move_line")


def add_moves(
    env: Environment, source: BaseModel, rules: int, count: int, quantity: SQL
) -> None:
    """So many done moves of each part, in the order of time, written when done."""
    cr = env.cr
    cr.execute("SELECT MAX(id) FROM stock_move")
    (last,) = cr.fetchone()
    rows = SQL(
        "(SELECT n, (k - 1) * %(rules)s + n AS number,"
        " now() AT TIME ZONE 'UTC' - interval '1 day' * (1 + (%(count)s - k) *"
        " %(days)s / %(count)s + (hashint4((k * 7919 + n)::int) & 3)) AS done_at"
        " FROM generate_series(1, %(count)s) k, generate_series(1, %(rules)s) n) moves",
        rules=rules,
        count=count,
        days=DAYS,
    )
    common = {
        "product_id": SQL("%s + n - 1", source.product_id.id),
        "quantity": quantity,
        "date": SQL("done_at"),
        "create_date": SQL("done_at"),
        "write_date": SQL("done_at"),
    }
    done = common | {"product_qty": quantity, "product_uom_qty": quantity}
    clone(cr, "stock_move", source.id, rows, done | {"id": SQL("%s + number", last)})
    line = source.move_line_ids
    cr.execute("SELECT MAX(id) FROM stock_move_line")
    (last_line,) = cr.fetchone()
    clone(
        cr,
        "stock_move_line",
        line.id,
        rows,
        common
        | {
            "id": SQL("%s + number", last_line),
            "move_id": SQL("%s + number", last),
            "quantity_product_uom": quantity,
        },
    )


def _done(part: BaseModel, *, outwards: bool) -> BaseModel:
    """A move of one piece as core does it."""
    env = part.env
    ours = env["stock.warehouse"].search([], limit=1).lot_stock_id
    theirs = "customers" if outwards else "suppliers"
    places = ours, env.ref(f"stock.stock_location_{theirs}")
    source, target = places if outwards else reversed(places)
    move = env["stock.move"].create(
        {
            "product_id": part.id,
            "product_uom_qty": 1,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
    )
    move._action_confirm()
    move.quantity = 1
    move.picked = True
    move._action_done()
    return move


def _drop_indexes(env: Environment, table: str) -> list[str]:
    """:returns: how to build those again that are read"""
    env.cr.execute(
        SQL("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", table)
    )
    found = env.cr.fetchall()
    for name, _definition in found:
        if not name.endswith("_pkey"):
            env.cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
    return [
        definition
        for name, definition in found
        if name.endswith(_READ_BY) or " WHERE " in definition
    ]
