"""Two approvers, and the engine, meet at one draft."""

from .approvers import ALL_SENT, SAID
from .steps import Fault

LINES_TAKEN = Fault("hold", statement='UPDATE "purchase_order_line"')
ORDER_TAKEN = Fault("hold", statement='UPDATE "purchase_order"')
# of each vendor's draft, the lines of every second rule
SOME = """
    SELECT COUNT(*) FROM purchase_order_line line
      JOIN purchase_order po ON po.id = line.order_id
     WHERE line.jit_decision_id IS NOT NULL AND line.orderpoint_id % 2 = {part}
       AND po.state = '{state}'
"""
APPROVED = "SELECT id FROM purchase_order WHERE jit_approved_at IS NOT NULL ORDER BY id"
# orders with lines of both parts
MIXED = """
    SELECT order_id FROM purchase_order_line line
      JOIN purchase_order po ON po.id = line.order_id AND po.state = 'purchase'
     WHERE line.jit_decision_id IS NOT NULL
     GROUP BY order_id HAVING COUNT(DISTINCT line.orderpoint_id % 2) = 2
     ORDER BY order_id
"""
# drafts that two windows take lines of
SHARED = """
    SELECT order_id FROM purchase_order_line line
      JOIN purchase_order po ON po.id = line.order_id AND po.state = 'draft'
     WHERE line.jit_decision_id IS NOT NULL
     GROUP BY order_id HAVING COUNT(DISTINCT line.orderpoint_id % 4) > 1
"""
LEFT = """
    SELECT COUNT(*) FROM purchase_order_line line
      JOIN purchase_order po ON po.id = line.order_id AND po.state <> 'purchase'
     WHERE line.jit_decision_id IS NOT NULL
"""
ORDERED_APART = """
    SELECT partner_id, picking_type_id FROM purchase_order
     WHERE jit_approved_at IS NOT NULL AND state = 'purchase'
     GROUP BY partner_id, picking_type_id HAVING COUNT(*) > 1
"""
ORDERED_TWICE = """
    SELECT orderpoint_id FROM purchase_order_line line
      JOIN purchase_order po ON po.id = line.order_id AND po.state <> 'cancel'
     WHERE line.jit_decision_id IS NOT NULL
     GROUP BY orderpoint_id HAVING COUNT(*) > 1
"""


def count(stage, part, state):
    query = SOME.format(part=part, state=state)
    ((lines,),) = stage.run("read", query=query)
    return lines


def said(stage, name):
    query = f"SELECT value FROM ir_config_parameter WHERE key = '{SAID}.{name}'"
    ((text,),) = stage.run("read", query=query)
    return text


def drafts(stage):
    """Every bought rule has a draft line; two buyers are there to approve."""
    stage.run("person", acts=["hire", "deliver_much"])
    stage.run("serve")
    # what was started takes parts, which are needed in their turn
    stage.run("run_now", sweep=True)
    lines = count(stage, 0, "draft")
    assert lines > 3
    return lines


def meet(stage, first, second, fault=LINES_TAKEN):
    """The second comes while the first has not committed what was taken."""
    before = stage.start(**first, fault=fault)
    before.wait_for("holding")
    after = stage.start(**second)
    stage.wait_until_one_waits()
    before.go_on()
    for actor in (before, after):
        actor.finish()


def person(act):
    return {"act": "person", "acts": [act]}


def test_second_of_two_approvers_sees_who_was_first(stage):
    lines = drafts(stage)
    meet(stage, person("approve_some"), person("approve_the_same"))
    assert count(stage, 0, "purchase") == lines
    assert f"{lines} lines approved" in said(stage, "Ana")
    assert "Nothing was ordered" in said(stage, "Ben")
    assert "approved by Ana" in said(stage, "Ben")
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_two_approvers_of_other_lines_of_one_draft_both_order(stage):
    lines, others = drafts(stage), count(stage, 1, "draft")
    meet(stage, person("approve_some"), person("approve_the_others"))
    assert count(stage, 0, "purchase") == lines
    assert count(stage, 1, "purchase") == others
    assert f"{others} lines approved" in said(stage, "Ben")
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_lines_approved_later_are_added_to_what_was_approved_before(stage):
    lines, others = drafts(stage), count(stage, 1, "draft")
    stage.run("person", acts=["approve_some"])
    before = stage.run("read", query=APPROVED)
    stage.run("person", acts=["approve_the_rest"])
    assert count(stage, 0, "purchase") == lines
    assert count(stage, 1, "purchase") == others
    # vendors of some lines have no further order
    joined = stage.run("read", query=MIXED)
    assert joined and set(joined) <= set(before)
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_two_windows_of_one_approver_add_to_the_same_orders(stage):
    """In opposite order: their drafts are claimed before the orders are written."""
    drafts(stage)
    stage.run("person", acts=["approve_a_quarter"])
    assert len(stage.run("read", query=SHARED)) > 1
    meet(stage, person("approve_a_quarter_more"), person("approve_the_other_half"))
    assert stage.run("read", query=LEFT) == [(0,)]
    assert stage.run("read", query=ORDERED_APART) == []
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_nothing_is_added_to_an_order_that_is_sent_meanwhile(stage):
    drafts(stage)
    stage.run("person", acts=["approve_some"])
    others = count(stage, 1, "draft")
    told = Fault("hold", statement=ALL_SENT)
    meet(stage, person("send_all"), person("approve_the_rest"), told)
    assert count(stage, 1, "purchase") == others
    assert stage.run("read", query=MIXED) == []
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_engine_that_waits_for_an_approver_writes_no_line_that_was_ordered(stage):
    lines = drafts(stage)
    stage.run("person", acts=["deliver"])
    meet(stage, person("approve_some"), {"act": "serve"})
    ordered = count(stage, 0, "purchase")
    # what was delivered meanwhile may have moved one need beyond the tolerance
    assert lines - 1 <= ordered <= lines
    assert stage.run("read", query=ORDERED_TWICE) == []
    assert stage.run("inspect") == []


def test_approver_that_waits_for_the_engine_orders_what_it_wrote(stage):
    lines = drafts(stage)
    stage.run("person", acts=["deliver_much"])
    meet(stage, {"act": "serve"}, person("approve_some"))
    # every need has moved by more than a tenth: either the line was written first,
    # or it is shown again, but never is the old quantity ordered unseen
    stale = """
        SELECT COUNT(*) FROM purchase_order_line line
          JOIN purchase_order po ON po.id = line.order_id AND po.state = 'purchase'
          JOIN jit_decision why ON why.id = line.jit_decision_id
         WHERE line.product_qty <> why.purchase_quantity
    """
    assert stage.run("read", query=stale) == [(0,)]
    left = count(stage, 0, "draft")
    assert count(stage, 0, "purchase") + left == lines
    assert stage.run("inspect") == []


def test_two_approvers_of_two_drafts_do_not_slip_below_the_vendors_limit(stage):
    drafts(stage)
    halves = "SELECT state FROM purchase_order WHERE jit_approved_at IS NOT NULL"
    confirm, approve = person("confirm_one_half"), person("approve_other_half")
    for first, second in ((confirm, approve), (approve, confirm)):
        stage.keep("drafts")
        stage.run("person", acts=["halve_a_draft"])
        meet(stage, first, second, ORDER_TAKEN)
        states = sorted(stage.run("read", query=halves))
        assert states == [("purchase",), ("to approve",)]
        stage.restore("drafts")
