"""The scenarios can fail: what they look for is seen where it is planted."""

import pytest

from .stage import OPENED
from .steps import Fault

NO_INDEXES = [
    "DROP INDEX purchase_order_jit_one_open_draft",
    "DROP INDEX purchase_order_line_jit_one_open_line",
]
OFFENCES = {
    "a signal is left": "INSERT INTO jit_signal (product_id, company_id)"
    " SELECT product_id, company_id FROM stock_warehouse_orderpoint LIMIT 1",
    "what is needed is not what is ordered": "DELETE FROM purchase_order_line"
    " WHERE id = (SELECT MIN(id) FROM purchase_order_line WHERE jit_owned)",
    "a line is not as decided": "UPDATE stock_warehouse_orderpoint"
    " SET product_max_qty = product_max_qty + 1",
    "a rule has two lines": "DROP INDEX purchase_order_line_jit_one_open_line;"
    " UPDATE purchase_order_line SET orderpoint_id = (SELECT MIN(orderpoint_id)"
    " FROM purchase_order_line WHERE jit_owned) WHERE jit_owned",
    "an engine's mark is on what is no draft": "UPDATE purchase_order"
    " SET state = 'purchase' WHERE jit_owned",
    "an order was written after people settled it": "UPDATE purchase_order_line"
    " SET product_qty = 99 WHERE order_id IN (SELECT order_id"
    " FROM stage_settled_order)",
    "the scheduled action has failed": "UPDATE ir_cron SET active = FALSE",
    "an engine line has no reason": "UPDATE purchase_order_line"
    " SET jit_decision_id = NULL WHERE jit_owned",
}


def test_workers_that_claim_nothing_are_found_out(stage):
    """Without claims and indexes two workers write the same drafts twice."""
    stage.run("person", acts=["deliver_much"])
    stage.run("sql", statements=NO_INDEXES)
    hold = Fault("hold", statement='INSERT INTO "purchase_order" ')
    workers = [stage.start("work_unclaimed", fault=hold) for _worker in range(2)]
    for worker in workers:
        worker.wait_for("holding")
    for worker in workers:
        worker.go_on()
    for worker in workers:
        worker.finish()
    found = "\n".join(stage.run("offences"))
    assert "a vendor has two engine drafts" in found
    assert "a rule has two lines" in found


def test_claims_suffice_without_the_indexes(stage):
    stage.run("person", acts=["deliver_much"])
    stage.run("sql", statements=NO_INDEXES)
    stage.together(*[("work_unlocked", {})] * 4)
    assert stage.run("inspect") == []


@pytest.fixture(scope="module")
def settled(theatre):
    """A confirmed draft, and others beside it."""
    theatre.restore(OPENED)
    theatre.run("person", acts=["deliver_much"])
    theatre.run("serve")
    theatre.run("person", acts=["confirm_draft"])
    theatre.run("serve")
    assert theatre.run("offences") == []
    theatre.keep("settled")
    return theatre


@pytest.mark.parametrize("offence", OFFENCES)
def test_planted_offence_is_seen(settled, offence):
    settled.restore("settled")
    settled.run("sql", statements=[OFFENCES[offence]])
    found = settled.run("offences")
    assert any(sentence.startswith(offence) for sentence in found), found
