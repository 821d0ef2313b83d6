"""What may go wrong with a transaction, and what to do about it."""

from collections.abc import Callable

import psycopg2
import psycopg2.errors
from psycopg2.pool import PoolError

from odoo.exceptions import ConcurrencyError, LockError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

# SQLSTATE: connection lost, no resources (disk, memory, connections), operator
# intervention (shutdown), system error
_SERVER_STATES = ("08", "53", "57P", "58")
_LOST_STATES = ("08", "57P")


def has_lost_connection(error: Exception) -> bool:
    """Whether nobody at the other end could answer: another connection may do."""
    if isinstance(error, psycopg2.InterfaceError):
        return True
    if not isinstance(error, psycopg2.OperationalError):
        return False
    # an error the server itself worded has a state, a broken line has none
    return error.pgcode is None or error.pgcode.startswith(_LOST_STATES)


def is_passing(error: Exception) -> bool:
    """Whether the same work may succeed later: nothing is wrong with the rule."""
    if isinstance(
        error,
        (
            *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
            ConcurrencyError,
            LockError,
            PoolError,
        ),
    ):
        return True
    state = getattr(error, "pgcode", None) or ""
    return has_lost_connection(error) or state.startswith(_SERVER_STATES)


def is_worth_another_try(error: Exception) -> bool:
    """Whether trying again at once, with a fresh snapshot, is likely to help.

    A unique index of ours says that another worker was first, a missing reference that
    somebody deleted what was read: both will be seen. Whoever waited for a lock in vain
    has waited long enough, and a full disk stays full.
    """
    if isinstance(error, psycopg2.errors.LockNotAvailable):
        return False
    return has_lost_connection(error) or isinstance(
        error,
        (
            psycopg2.errors.SerializationFailure,
            psycopg2.errors.DeadlockDetected,
            psycopg2.errors.UniqueViolation,
            psycopg2.errors.ForeignKeyViolation,
            ConcurrencyError,
            LockError,
        ),
    )


def bisect(
    ids: list[int],
    work: Callable[[list[int]], None],
    on_failure: Callable[[list[int], Exception], None],
    strikes_all: Callable[[Exception], bool],
) -> None:
    """Do ``work`` on all ids; where it fails, on halves, down to the culprit.

    :param strikes_all: whether an error says nothing about any single id, so that
        halves would only fail again
    """
    if not ids:
        return
    try:
        work(ids)
    except Exception as error:
        if len(ids) == 1 or strikes_all(error):
            on_failure(ids, error)
            return
        middle = len(ids) // 2
        bisect(ids[:middle], work, on_failure, strikes_all)
        bisect(ids[middle:], work, on_failure, strikes_all)
