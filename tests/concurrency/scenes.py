"""Rounds of trouble; each answers what is broken after it, for tests and `make chaos`.

They differ in what strikes. Afterwards the next run of the scheduled action has its
turn, as the server would give it, and ``inspect`` looks at everything.
"""

from random import Random

from .people import EVERYDAY
from .small_disk import full_disk
from .stage import Stage
from .steps import Fault

DIPPED = "dipped"
# what a run inserts into, in the order it does
INSERTED = (
    "jit_vendor_witness",
    "purchase_order",
    "purchase_order_line",
    "jit_decision",
    "ir_cron_progress",
    "jit_run",
    "jit_run_line",
    "stock_move",
)
_TOO_MUCH = ("receive_some", "reject_line", "limit_amount", "deliver_much")
_ANSWERED = (
    "order_held",
    "cancel_transfers",
    "cancel_production",
    "change_vendor",
    "edit_line",
    "confirm_draft",
    *["deliver"] * 6,
)
_AT_THE_DOOR = ("resume", "order_held", "change_limits")


def dip(stage: Stage) -> int:
    """Everything below its reorder point, among it goods whose drafts exist, whose line
    must leave for another vendor's, whose order was held back or approved, whose
    transfer was cancelled; nobody has looked yet.

    :returns: the number of statements and commits of the run that is due
    """
    stage.run("person", acts=["deliver_much"])
    stage.run("serve")
    stage.run("person", acts=_TOO_MUCH)
    stage.run("serve")
    stage.run("person", acts=_ANSWERED)
    stage.keep(DIPPED)
    steps = stage.run("serve")
    assert stage.run("inspect") == []
    return steps


def die_at(stage: Stage, step: int) -> list[str]:
    """kill -9 before the given statement of the run that is due."""
    stage.restore(DIPPED)
    worker = stage.start("serve", fault=Fault("kill", step)).finish()
    assert worker.was_killed, "the run ended before that step"
    stage.run("serve")
    return stage.run("inspect")


def sever_at(stage: Stage, step: int) -> list[str]:
    """The connection of that statement is ended by the server."""
    stage.restore(DIPPED)
    stage.start("serve", fault=Fault("sever", step)).finish()
    stage.run("serve")
    return stage.run("inspect")


def everyday(
    stage: Stage, chance: Random, workers: int, *, fatal: bool
) -> tuple[list[str], int]:
    """Workers and people at the same time, in the state the last round left.

    :param fatal: every worker dies at some statement, if it gets that far
    :returns: what is broken, and how many workers were killed
    """
    acts = ["deliver", "deliver", chance.choice(_AT_THE_DOOR)]
    stage.run("person", acts=acts, seed=chance.random())
    actors = []
    for number in range(workers):
        step = chance.randint(1, 400)
        fault = Fault("kill", step) if fatal else None
        # the first as the server does; the others as if its lock were lost
        act = "work_unlocked" if number else "serve"
        actors.append(stage.start(act, fault=fault))
    for _person in range(2):
        acts = [act.__name__ for act in chance.sample(EVERYDAY, 3)]
        actors.append(stage.start("person", acts=acts, seed=chance.random()))
    killed = sum(actor.finish().was_killed for actor in actors)
    stage.run("serve")
    return stage.run("inspect"), killed


def refuse_rows(stage: Stage, place: tuple[str, int], *, lasting: bool) -> list[str]:
    """The server has no room from a certain inserted row on, or for that one only.

    :param place: a table, and the number of the row
    """
    table, row = place
    stage.restore(DIPPED)
    stage.run("sql", statements=[_refusal(row, table, lasting)])
    stage.run("serve")
    stage.run("sql", statements=[f"DROP TRIGGER stage_refusal ON {table}"])
    stage.run("run_now")
    return stage.run("inspect")


def fill_disk(stage: Stage) -> list[str]:
    """The run meets a disk without a free block; somebody makes room afterwards."""
    stage.restore(DIPPED)
    with full_disk(stage.name):
        stage.run("serve")
    refused = stage.run("read", query="SELECT COUNT(*) FROM jit_signal") != [(0,)]
    stage.run("run_now")
    return stage.run("inspect") + ([] if refused else ["the disk was never full"])


def _refusal(row: int, table: str, lasting: bool) -> str:
    compare = ">=" if lasting else "="
    return f"""
        CREATE SEQUENCE stage_row;
        CREATE FUNCTION stage_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('stage_row') {compare} {row} THEN
                RAISE EXCEPTION 'could not extend file: No space left on device'
                      USING ERRCODE = 'disk_full';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER stage_refusal BEFORE INSERT ON {table}
               FOR EACH ROW EXECUTE FUNCTION stage_refuse();
    """
