"""People answer while a run is amid its work."""

from .steps import Fault

# what is held back is in the question by then, but not committed
ASKED = Fault("hold", statement="INSERT INTO jit_decision")
# of a rule that is bought and waits for nobody
ONE_MORE = """
    WITH one AS (
         UPDATE stock_warehouse_orderpoint
            SET product_min_qty = 99, product_max_qty = 99
          WHERE id = (
                SELECT MAX(op.id) FROM stock_warehouse_orderpoint op
                  JOIN product_product product ON product.id = op.product_id
                  JOIN product_supplierinfo offer USING (product_tmpl_id)
                 WHERE op.route_id IS NULL AND NOT EXISTS (
                       SELECT FROM jit_run_line WHERE orderpoint_id = op.id))
         RETURNING product_id, company_id)
    INSERT INTO jit_signal (product_id, company_id) SELECT * FROM one
"""


def hold_back(stage):
    """Drafts exist; more of everything is needed than the limit allows."""
    stage.run("person", acts=["deliver_much"])
    stage.run("serve")
    stage.run("person", acts=["limit_amount", "deliver_much"])
    stage.run("serve")
    assert stage.run("read", query="SELECT COUNT(*) > 4 FROM jit_run_line") == [(True,)]


def test_order_held_back_while_the_question_is_answered_is_asked_about(stage):
    hold_back(stage)
    stage.run("sql", statements=[ONE_MORE])
    worker = stage.start("work_unlocked", fault=ASKED)
    worker.wait_for("holding")
    manager = stage.start("person", acts=["order_held"])
    stage.wait_until_one_waits()
    worker.go_on()
    for actor in (worker, manager):
        actor.finish()
    assert stage.run("inspect") == []
