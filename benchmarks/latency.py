"""From a user's commit to the draft line's, with a running server, for each dip.

Arguments: address of the server, database, repeats, and what to add to each name.
Prints one line of JSON: seconds by event.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice

import psycopg2

from .client import Client
from .dips import BY_SQL, DIPS, Part, Warehouse
from .figures import spread
from .watching import GIVE_UP_SECONDS, Watch

DURING_SWEEP = "delivery confirmed, during a sweep"


def main() -> None:
    address, database, repeats, suffix = sys.argv[1:]
    place = Warehouse(Client(address, database))
    parts = _parts(database)
    found = {}
    for event in DIPS:
        chosen = _take(parts, int(repeats))
        found[event + suffix] = _spread(_measure(place, database, event, chosen))
    chosen = _take(parts, int(repeats))
    found[DURING_SWEEP + suffix] = _spread(_during_sweep(place, database, chosen))
    print(json.dumps(found))


def _take(parts: Iterator[Part], count: int) -> list[Part]:
    chosen = list(islice(parts, count))
    if len(chosen) < count:
        raise SystemExit(f"{count} dips of every kind need more rules")
    return chosen


def _spread(latencies: list[float | None]) -> dict[str, float | None]:
    """A single dip that led to no line, and there is no latency to speak of."""
    if None in latencies:
        return {"p50": None, "p95": None}
    return spread(latencies)


def _parts(database: str) -> Iterator[Part]:
    """Parts with 30 on hand, two of one vendor never in a row."""
    with psycopg2.connect(dbname=database) as connection, connection.cursor() as cr:
        cr.execute(
            """
            SELECT op.product_id, product.product_tmpl_id, op.id
              FROM stock_warehouse_orderpoint op
              JOIN product_product product ON product.id = op.product_id
              JOIN (SELECT product_id, SUM(quantity) AS quantity FROM stock_quant
                     GROUP BY product_id) shelf
                ON shelf.product_id = op.product_id AND shelf.quantity = 30
             WHERE op.active AND NOT EXISTS (
                   SELECT FROM purchase_order_line line
                    WHERE line.orderpoint_id = op.id)
             ORDER BY md5(op.id::text)
            """
        )
        found = cr.fetchall()
    return (Part(*row) for row in found)


def _measure(
    place: Warehouse, database: str, event: str, parts: list[Part]
) -> list[float | None]:
    latencies = []
    for part in parts:
        call = DIPS[event](place, part)
        _settle(database)
        _by_sql(database, BY_SQL.get(event), part)
        latencies.append(_one(database, part, call))
    return latencies


def _one(database: str, part: Part, call) -> float | None:
    watch = Watch(database, part.rule_id)
    watch.start()
    call()
    return watch.latency(time.monotonic())


def _during_sweep(
    place: Warehouse, database: str, parts: list[Part]
) -> list[float | None]:
    """A day's first sweep, which has the most to look at, runs all the while."""
    calls = [(part, DIPS["delivery confirmed"](place, part)) for part in parts]
    latencies = []
    for part, call in calls:
        _settle(database)
        _by_sql(database, "UPDATE jit_position SET seen = NULL WHERE id <> %s", part)
        sweep = threading.Thread(target=_wake_sweep, args=(database,))
        sweep.start()
        latencies.append(_one(database, part, call))
        sweep.join()
    return latencies


def _wake_sweep(database: str) -> None:
    """Due now; the server looks as soon as it is notified."""
    with psycopg2.connect(dbname=database) as connection, connection.cursor() as cr:
        cr.execute(
            """
            INSERT INTO ir_cron_trigger (cron_id, call_at)
            SELECT res_id, now() AT TIME ZONE 'UTC' FROM ir_model_data
             WHERE module = 'jit_replenishment' AND name = 'ir_cron_sweep'
            """
        )
    with psycopg2.connect(dbname="postgres") as connection, connection.cursor() as cr:
        cr.execute("SELECT pg_notify('cron_trigger', %s)", [database])


def _by_sql(database: str, statement: str | None, part: Part) -> None:
    if statement:
        with psycopg2.connect(dbname=database) as connection, connection.cursor() as cr:
            cr.execute(statement, [part.rule_id])


def _settle(database: str) -> None:
    """Return once all signals of the preparation are served."""
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    give_up = time.monotonic() + GIVE_UP_SECONDS
    with connection.cursor() as cr:
        while time.monotonic() < give_up:
            cr.execute("SELECT EXISTS (SELECT FROM jit_signal)")
            if not cr.fetchone()[0]:
                connection.close()
                return
            time.sleep(0.05)
    raise RuntimeError("the replenisher does not serve its signals")


if __name__ == "__main__":
    main()
