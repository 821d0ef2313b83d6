"""Two managers, the learning job and who edits a rule meet at one suggestion."""

from .steps import Fault

RULES_WRITTEN = Fault("hold", statement='UPDATE "jit_reorder_proposal"')
RULES_EDITED = Fault("hold", statement="INSERT INTO jit_signal")
STATES = (
    "SELECT state, COUNT(*) FROM jit_reorder_proposal GROUP BY state ORDER BY state"
)
HISTORY = "SELECT source, COUNT(*) FROM jit_rule_change GROUP BY source ORDER BY source"
# rules that do not order by what was last accepted of them
STRAY = """
    SELECT COUNT(*) FROM stock_warehouse_orderpoint op
      JOIN jit_reorder_proposal said ON said.orderpoint_id = op.id
     WHERE said.state = 'accepted'
       AND (op.product_min_qty <> said.new_reorder_point
            OR op.product_max_qty <> said.new_target_stock)
"""


def meet(stage, first, second, fault=RULES_WRITTEN):
    """The second comes while the first has not committed what it wrote."""
    before = stage.start("person", acts=[first], fault=fault)
    before.wait_for("holding")
    after = stage.start("person", acts=[second])
    stage.wait_until_one_waits()
    before.go_on()
    for actor in (before, after):
        actor.finish()


def suggested(stage):
    """How many rules have a suggestion."""
    stage.run("person", acts=["suggest"])
    ((state, count),) = stage.run("read", query=STATES)
    assert state == "open"
    assert count > 3
    return count


def test_first_of_two_managers_answers_and_the_second_finds_it_answered(stage):
    count = suggested(stage)
    meet(stage, "accept_suggestions", "decline_suggestions")
    assert stage.run("read", query=STATES) == [("accepted", count)]
    assert stage.run("read", query=HISTORY) == [("accepted", count)]
    assert stage.run("read", query=STRAY) == [(0,)]
    # the next run orders by them, and for more than any rule wanted before
    wrong = [each for each in stage.run("inspect") if "more was started" not in each]
    assert wrong == []


def test_declined_first_is_not_accepted_by_the_second(stage):
    count = suggested(stage)
    figures = "SELECT SUM(product_min_qty) FROM stock_warehouse_orderpoint"
    before = stage.run("read", query=figures)
    meet(stage, "decline_suggestions", "accept_suggestions")
    assert stage.run("read", query=STATES) == [("declined", count)]
    assert stage.run("read", query=HISTORY) == [("declined", count)]
    assert stage.run("read", query=figures) == before


def test_job_that_meets_a_manager_tries_again_and_suggests_what_is_new(stage):
    count = suggested(stage)
    meet(stage, "accept_suggestions", "suggest")
    states = stage.run("read", query=STATES)
    assert states == [("accepted", count), ("open", count)]
    assert stage.run("read", query=STRAY) == [(0,)]


def test_rule_edited_meanwhile_keeps_what_was_typed(stage):
    count = suggested(stage)
    meet(stage, "raise_all", "accept_suggestions", RULES_EDITED)
    assert stage.run("read", query=STATES) == [("open", count)]
    assert stage.run("read", query=HISTORY) == [("hand", count)]
    stage.run("person", acts=["accept_suggestions"])
    assert stage.run("read", query=STATES) == [("accepted", count)]
    assert stage.run("read", query=STRAY) == [(0,)]
