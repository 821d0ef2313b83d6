"""When a draft line follows a user's call, seen from a connection of its own."""

import threading
import time
from typing import NamedTuple

import psycopg2

# how exactly moments are known
_PAUSE_SECONDS = 0.003
GIVE_UP_SECONDS = 60


class Sight(NamedTuple):
    """What others can see of one rule.

    :param signals: waiting signals of its product
    :param line: id, quantity and price of the engine's open line
    """

    signals: int
    line: tuple | None


class Watch:
    """Looks at one rule all the time, from before a call until its line has changed.

    A call's commit is when its signal is seen or the call returns, whichever is first;
    so a replenisher that is faster than the poll does not look faster than it is.
    """

    def __init__(self, database: str, rule_id: int) -> None:
        self._connection = psycopg2.connect(dbname=database)
        self._connection.autocommit = True
        self._rule_id = rule_id
        self._before = self.look()
        self._signalled_at: float | None = None
        self._changed_at: float | None = None
        self._thread = threading.Thread(target=self._poll, daemon=True)

    def look(self) -> Sight:
        with self._connection.cursor() as cr:
            cr.execute(
                """
                SELECT (SELECT COUNT(*) FROM jit_signal
                         WHERE product_id = op.product_id),
                       (SELECT ARRAY[line.id, line.product_qty, line.price_unit]
                          FROM purchase_order_line line
                         WHERE line.orderpoint_id = op.id AND line.jit_owned)
                  FROM stock_warehouse_orderpoint op WHERE op.id = %s
                """,
                [self._rule_id],
            )
            signals, line = cr.fetchone()
        return Sight(signals, tuple(line) if line else None)

    def start(self) -> None:
        self._thread.start()

    def _poll(self) -> None:
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < give_up:
            sight = self.look()
            now = time.monotonic()
            if sight.signals and self._signalled_at is None:
                self._signalled_at = now
            if sight.line and sight.line != self._before.line:
                self._changed_at = now
                return
            time.sleep(_PAUSE_SECONDS)

    def latency(self, returned_at: float) -> float | None:
        """Seconds from the commit of a call that returned then to the line's commit;
        None if no line followed within a minute."""
        self._thread.join()
        self._connection.close()
        if self._changed_at is None:
            return None
        committed_at = min(self._signalled_at or returned_at, returned_at)
        return max(self._changed_at - committed_at, 0.0)
