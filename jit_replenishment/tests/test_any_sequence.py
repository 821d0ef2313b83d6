import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import NOW, TODAY, JitCommon

SEEDS = range(6)
STEPS = 20
TABLES = (
    "purchase_order",
    "purchase_order_line",
    "jit_position",
    "jit_decision",
    "jit_exception",
    "jit_vendor_witness",
    "jit_rejection",
    "jit_run",
    "jit_run_limit",
)
OPEN = ("draft", "sent", "to approve")


@tagged("post_install", "-at_install")
class TestAnySequence(JitCommon):
    """Whatever happens in whatever order: the lines equal the need, nothing is doubled,
    what people decided stands, and a second run writes no row.

    The sequences are random with fixed seeds; the expected position is counted by core
    on the product, not by the engine's own queries.
    """

    def setUp(self):
        super().setUp()
        self.other_vendor = self.make_vendor("Globex")
        self.rules = self.env["stock.warehouse.orderpoint"]
        for number, multiple in enumerate((0, 12, 0, 5)):
            product = self.make_product(f"Part {number}")
            self.make_offer(product, min_qty=7, jit_order_multiple=multiple)
            self.make_offer(product, self.other_vendor, price=3, sequence=9)
            self.rules |= self.make_rule(product, reorder_point=10, target=30)

    def test_lines_equal_the_need_after_any_sequence(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                savepoint = self.env.cr.savepoint()
                self._assert_holds_throughout(random.Random(seed))
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def _assert_holds_throughout(self, chance):
        steps = sorted(name for name in dir(self) if name.startswith("_step_"))
        played = []
        for _number in range(STEPS):
            rule = chance.choice(self.rules)
            step = chance.choice(steps)
            played.append(f"{step[6:]} {rule.product_id.name}")
            getattr(self, step)(chance, rule)
            theirs, kept = self._lines_of_people(), self._kept_quantities()
            self._run_all()
            self.assertEqual(self._lines_of_people() & theirs, theirs, played)
            self._check_need(played, kept)
            before = self._rows()
            self._run_all()
            self.assertEqual(self._rows(), before, played)

    def _run_all(self):
        """Look at every rule, whether or not the step asked for it."""
        self.rules.with_context(active_test=False)._jit_signal()
        self.run_replenishment()

    def _rows(self):
        """Every row with its place: one that was rewritten alike differs as well."""
        self.env.flush_all()
        rows = {}
        for table in TABLES:
            self.env.cr.execute(f"SELECT ctid, t.* FROM {table} t ORDER BY id")
            rows[table] = self.env.cr.fetchall()
        return rows

    def _lines_of_people(self):
        """(line, quantity, price, date, state): what the engine may not write."""
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", self.rules.product_id.ids), ("jit_owned", "=", False)]
        )
        return {
            (ln.id, ln.product_qty, ln.price_unit, ln.date_planned, ln.state)
            for ln in lines
        }

    def _kept_quantities(self):
        return {rule: self.draft_lines(rule).product_qty for rule in self.rules}

    def _check_need(self, played, kept):
        drafts = self.env["purchase.order"].search([("jit_owned", "=", True)])
        self.assertEqual(len(drafts), len(drafts.partner_id), played)
        self.assertEqual(set(drafts.mapped("state")) - {"draft"}, set(), played)
        for order in drafts:
            self.assertTrue(order.order_line, played)
        for rule in self.rules:
            expected = kept[rule] if self._is_paused(rule) else self._expected(rule)
            self.assertEqual(self.draft_lines(rule).product_qty, expected, played)

    def _expected(self, rule):
        """By the book: position at or below the reorder point orders up to the target,
        raised to the vendor's minimum and multiple."""
        today = fields.Date.to_date(TODAY)
        if not rule.active or (rule.snoozed_until and rule.snoozed_until > today):
            return 0
        if self._open("jit.rejection", [("orderpoint_id", "=", rule.id)]):
            return 0
        offer = rule.product_id.seller_ids.sorted("sequence")[0]
        if not offer.partner_id.active:
            return 0
        position = self._position(rule)
        if position > rule.product_min_qty or position >= rule.product_max_qty:
            return 0
        quantity = max(rule.product_max_qty - position, offer.min_qty)
        multiple = offer.jit_order_multiple or 1
        return -(-quantity // multiple) * multiple

    def _position(self, rule):
        """By core's own count: what is there, comes in, is asked for, and has to leave
        until an order of tomorrow would arrive."""
        offer = rule.product_id.seller_ids.sorted("sequence")[0]
        until = fields.Date.to_date(TODAY) + timedelta(days=offer.delay + 1)
        product = rule.product_id.with_context(location=rule.location_id.id)
        product.invalidate_recordset()
        leaving = product.with_context(to_date=f"{until} 23:59:59").outgoing_qty
        asked = self.env["purchase.order.line"].search(
            [
                ("product_id", "=", product.id),
                ("state", "in", OPEN),
                ("jit_owned", "=", False),
            ]
        )
        coming = product.incoming_qty + sum(asked.mapped("product_uom_qty"))
        return product.qty_available + coming - leaving

    def _step_count(self, chance, rule):
        self.set_stock(rule.product_id, chance.randrange(-5, 45))

    def _step_count_to_the_edge(self, _chance, rule):
        off = rule.product_min_qty - self._position(rule)
        self.set_stock(rule.product_id, rule.product_id.qty_available + off)

    def _step_promise(self, chance, rule):
        self.promise(rule.product_id, chance.randrange(1, 15))

    def _step_promise_later(self, chance, rule):
        days = chance.randrange(1, 40)
        when = fields.Datetime.to_datetime(NOW) + timedelta(days=days)
        self.promise(rule.product_id, chance.randrange(1, 15), when)

    def _step_cancel_a_promise(self, _chance, rule):
        self._open_moves(rule, self.customers)[:1]._action_cancel()

    def _step_deliver(self, _chance, rule):
        move = self._open_moves(rule, self.customers)[:1]
        if move:
            move.quantity = move.product_uom_qty
            move.picked = True
            move._action_done()

    def _step_receive(self, _chance, rule):
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", rule.product_id.id),
                ("location_dest_id", "=", self.stock.id),
                ("state", "in", ("confirmed", "assigned")),
            ]
        )
        if moves:
            move = moves[0]
            move.quantity = move.product_uom_qty
            move.picked = True
            move._action_done()

    def _step_edit_the_quantity(self, chance, rule):
        self.draft_lines(rule).write({"product_qty": chance.randrange(1, 40)})

    def _step_edit_the_date(self, _chance, rule):
        self.draft_lines(rule).write({"date_planned": "2026-03-12 12:00:00"})

    def _step_give_back(self, _chance, rule):
        lines = self.env["purchase.order.line"].search(
            [
                ("orderpoint_id", "=", rule.id),
                ("jit_decision_id", "!=", False),
                ("state", "=", "draft"),
            ]
        )
        if rule.active:
            lines.action_jit_give_back()

    def _step_confirm(self, _chance, rule):
        self.draft_lines(rule).order_id.button_confirm()

    def _step_send(self, _chance, rule):
        self.draft_lines(rule).order_id.write({"state": "sent"})

    def _step_cancel_an_order(self, _chance, rule):
        lines = self.env["purchase.order.line"].search(
            [("orderpoint_id", "=", rule.id), ("state", "in", ("sent", "purchase"))]
        )
        orders = lines.order_id.filtered(
            lambda order: "done" not in order.picking_ids.mapped("state")
        )
        orders.button_cancel()

    def _step_delete_the_line(self, _chance, rule):
        self.draft_lines(rule).unlink()

    def _step_cancel_the_draft(self, _chance, rule):
        self.draft_lines(rule).order_id.button_cancel()

    def _step_reject(self, _chance, rule):
        lines = self.draft_lines(rule)
        vals = {"line_ids": lines.ids, "reason": "too early", "until": "2026-04-01"}
        if lines:
            self.env["jit.reject"].create(vals).action_reject()

    def _step_lift(self, _chance, rule):
        self._open("jit.rejection", [("orderpoint_id", "=", rule.id)]).action_lift()

    def _step_pause(self, _chance, _rule):
        if not self._open("jit.pause"):
            self.env["jit.pause"].create({"reason": "Stocktake"})

    def _step_resume(self, _chance, _rule):
        self._open("jit.pause").action_resume()

    def _step_note(self, chance, rule):
        self.draft_lines(rule).order_id.note = f"Note {chance.random()}"

    def _step_change_the_rule(self, chance, rule):
        low = chance.randrange(0, 20)
        rule.write({"product_min_qty": low, "product_max_qty": low + 15})

    def _step_snooze(self, chance, rule):
        rule.snoozed_until = chance.choice([False, "2026-03-20"])

    def _step_archive(self, _chance, rule):
        rule.active = not rule.active

    def _step_swap_vendors(self, _chance, rule):
        first, second = rule.product_id.seller_ids.sorted("sequence")[:2]
        first.sequence, second.sequence = second.sequence, first.sequence

    def _step_change_the_minimum(self, chance, rule):
        offer = rule.product_id.seller_ids.sorted("sequence")[0]
        offer.min_qty = chance.choice([0, 25, 50])

    def _step_archive_a_vendor(self, chance, _rule):
        vendor = chance.choice([self.vendor, self.other_vendor])
        vendor.active = not vendor.active

    def _step_ask_for_more(self, chance, rule):
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": rule.product_id.id,
                "product_qty": chance.randrange(1, 10),
            }
        )

    def _is_paused(self, rule):
        return rule.active and bool(self._open("jit.pause"))

    def _open(self, model, domain=()):
        """Rejections that hold, or pauses that run."""
        closed_at = "ended_at" if model == "jit.pause" else "lifted_at"
        return self.env[model].search([*domain, (closed_at, "=", False)])

    def _open_moves(self, rule, target):
        return self.env["stock.move"].search(
            [
                ("product_id", "=", rule.product_id.id),
                ("location_dest_id", "=", target.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )
