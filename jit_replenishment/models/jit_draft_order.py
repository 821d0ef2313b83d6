from odoo import api, models
from odoo.tools import SQL

from ..queries.draft_lines import (
    DraftLineRow,
    OrderKey,
    PositionRow,
    read_draft_lines,
    read_positions,
)
from ..queries.rule_marks import stale_marks
from .jit_run import Written
from .jit_wish import Wish


class JitDraftOrder(models.AbstractModel):
    """Makes the engine's untouched lines of one draft equal to what is needed now.

    Lines grow, shrink, move and go; nothing is ever added on top. Everything here runs
    on a cursor of its own, as superuser, in the company of the draft.
    """

    _name = "jit.draft.order"
    _description = "Just in Time: Draft Order"

    @api.model
    def _write(
        self, key: OrderKey | None, rule_ids: list[int], stopped: bool = False
    ) -> Written:
        """Reconcile the lines, history and state of ``rule_ids`` for the draft ``key``.

        Claims come first and everything is read again after them: what the plan saw may
        have been confirmed or edited meanwhile.

        :param stopped: the run is over its limit: nothing more is ordered in it
        """
        if key:
            self.env["jit.vendor.witness"]._claim(key)
        self._claim_orders(key, rule_ids)
        self._release_strays(key, rule_ids)
        verdicts = self.env["jit.situation"]._decide(rule_ids)
        wishes = {
            rule_id: self.env["jit.wish"]._of(verdicts.get(rule_id))
            for rule_id in rule_ids
        }
        lines = read_draft_lines(self.env, rule_ids)
        positions = read_positions(self.env, rule_ids)
        self._signal_strays(wishes, key)
        limits = self.env["jit.run.limit"]
        wishes, held, settled = limits._brake(key, wishes, lines, stopped)
        written = self._write_lines(key, wishes, lines, positions)
        self.env["jit.exception"]._reconcile_wishes(wishes)
        # last, as the mark counts the lines themselves: the next look writes no row
        self.env["jit.position"]._mark_seen(stale_marks(self.env, rule_ids))
        return written._replace(held=held, settled=settled)

    @api.model
    def _claim_orders(self, key: OrderKey | None, rule_ids: list[int]) -> None:
        """Update every order that may be written, so that a user confirming or editing
        it at the same time and this transaction cannot both win."""
        self.env.cr.execute(
            # a person was faster: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                UPDATE purchase_order SET jit_revision = COALESCE(jit_revision, 0) + 1
                 WHERE id IN (
                       SELECT id FROM purchase_order
                        WHERE jit_owned AND state = 'draft'
                          AND ((company_id, partner_id, picking_type_id, currency_id)
                                = (%s, %s, %s, %s)
                            OR id IN (SELECT order_id FROM purchase_order_line
                                       WHERE jit_owned AND orderpoint_id = ANY(%s)))
                          -- all in one order, or two workers lock each other out
                        ORDER BY id FOR NO KEY UPDATE)
                """,
                *(key or (None, None, None, None)),
                rule_ids,
            ),
        )

    @api.model
    def _release_strays(self, key: OrderKey | None, rule_ids: list[int]) -> None:
        """Take marks off what is no draft: raw SQL or an old backup may leave some.

        The indexes of one open draft and one open line would refuse new ones for ever.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE purchase_order SET jit_owned = FALSE
                 WHERE jit_owned AND state <> 'draft'
                   AND (company_id, partner_id, picking_type_id, currency_id)
                       = (%s, %s, %s, %s)
                """,
                *(key or (None, None, None, None)),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE purchase_order_line line SET jit_owned = FALSE
                  FROM purchase_order po
                 WHERE po.id = line.order_id AND po.state <> 'draft'
                   AND line.jit_owned AND line.orderpoint_id = ANY(%s)
                """,
                rule_ids,
            )
        )

    @api.model
    def _signal_strays(
        self, wishes: dict[int, Wish | None], key: OrderKey | None
    ) -> None:
        """A rule that wants another draft by now is served by that draft's turn."""
        signal = self.env["jit.signal"].with_context(jit_engine=False)
        for wish in wishes.values():
            if wish and wish.key and wish.key != key:
                rule = wish.verdict.rule
                signal._emit_ids([rule.product_id], [rule.company_id])

    @api.model
    def _write_lines(
        self,
        key: OrderKey | None,
        wishes: dict[int, Wish | None],
        lines: dict[int, DraftLineRow],
        positions: dict[int, PositionRow],
    ) -> Written:
        wanted = {
            rule_id: wish
            for rule_id, wish in wishes.items()
            if wish and wish.key and wish.key == key
        }
        kept = {
            rule_id: row
            for rule_id, row in lines.items()
            if rule_id in wanted and row.key == key
        }
        left = self.env["purchase.order.line"].browse(
            row.line_id
            for rule_id, row in lines.items()
            if rule_id not in kept
            and not (wishes[rule_id] and wishes[rule_id].keeps_line)
        )
        left_orders, removed = left.order_id, len(left)
        # first, or the index of one open line per rule would refuse the new one
        left.unlink()
        created = self._create_lines(
            key, {r: wish for r, wish in wanted.items() if r not in kept}
        )
        updated, changed = self._update_lines(
            {rule_id: row.line_id for rule_id, row in kept.items()}, wanted
        )
        lines_by_rule = created | updated
        self.env["jit.demand"]._link(wanted, lines_by_rule)
        self._retire_empty(left_orders)
        self._keep_deadlines(left_orders, lines_by_rule)
        # a new line has a reason of its own, even if it is what a lost one said
        known = {r: row for r, row in positions.items() if r not in created}
        self._write_history(key, wishes, positions, known, lines_by_rule)
        return Written(len(created), changed, removed)

    @api.model
    def _create_lines(
        self, key: OrderKey | None, wanted: dict[int, Wish]
    ) -> dict[int, models.Model]:
        if not wanted:
            return {}
        order = self._open_order(key, next(iter(wanted.values())))
        lines = self.env["purchase.order.line"].create(
            self._prepare_new_lines(order, wanted)
        )
        return dict(zip(wanted, lines, strict=True))

    @api.model
    def _open_order(self, key: OrderKey, wish: Wish) -> models.Model:
        orders = self.env["purchase.order"]
        order = orders.search(
            [
                ("jit_owned", "=", True),
                ("state", "=", "draft"),
                ("company_id", "=", key.company_id),
                ("partner_id", "=", key.vendor_id),
                ("picking_type_id", "=", key.operation_type_id),
                ("currency_id", "=", key.currency_id),
            ]
        )
        return order or orders.create(self._prepare_order_vals(key, wish))

    @api.model
    def _prepare_order_vals(self, key: OrderKey, wish: Wish) -> dict:
        company = self.env["res.company"].browse(key.company_id)
        vendor = self.env["res.partner"].browse(key.vendor_id).with_company(company)
        fiscal_position = self.env["account.fiscal.position"].with_company(company)
        return {
            "partner_id": vendor.id,
            "company_id": company.id,
            "currency_id": key.currency_id,
            "picking_type_id": key.operation_type_id,
            "user_id": vendor.buyer_id.id,
            "payment_term_id": vendor.property_supplier_payment_term_id.id,
            "fiscal_position_id": fiscal_position._get_fiscal_position(vendor).id,
            "date_order": self._end_of_day(company, wish.order_by),
            "origin": self.env._("Just in Time"),
            "jit_owned": True,
        }

    @api.model
    def _retire_empty(self, orders: models.Model) -> None:
        """Cancel drafts the engine emptied; one with people's lines becomes theirs."""
        for order in orders.filtered(
            lambda order: not any(order.order_line.mapped("jit_owned"))
        ):
            order.jit_owned = False
            if not order.order_line and order.state == "draft":
                order.button_cancel()

    @api.model
    def _write_history(
        self,
        key: OrderKey | None,
        wishes: dict[int, Wish | None],
        positions: dict[int, PositionRow],
        decided: dict[int, PositionRow],
        lines: dict[int, models.Model],
    ) -> None:
        """Decisions whose outcome changed, and what is known of every rule now.

        :param decided: rows of ``positions`` whose decision may still hold
        """
        settled = {
            rule_id: wish
            for rule_id, wish in wishes.items()
            # what is to be started is history once it has been
            if wish and not wish.starts and wish.key in (None, key)
        }
        decision_ids = {
            rule_id: decided[rule_id].decision_id if rule_id in decided else None
            for rule_id in settled
        }
        changed = [
            rule_id
            for rule_id, wish in settled.items()
            if not decision_ids[rule_id]
            or decided[rule_id].fingerprint != wish.fingerprint
        ]
        decision_ids |= self.env["jit.decision"]._record(
            [self._prepare_decision(settled[r], lines.get(r)) for r in changed]
        )
        self._link_decisions(
            {
                line.id: decision_ids[rule_id]
                for rule_id, line in lines.items()
                if line.jit_decision_id.id != decision_ids[rule_id]
            }
        )
        self.env["jit.position"]._store(
            positions,
            {
                rule_id: wish.position_row(decision_ids[rule_id])._asdict()
                | {"company_id": wish.verdict.rule.company_id}
                for rule_id, wish in settled.items()
                if positions.get(rule_id) != wish.position_row(decision_ids[rule_id])
            },
        )

    @api.model
    def _prepare_decision(self, wish: Wish, line: models.Model | None) -> dict:
        vals = self.env["jit.wish"]._prepare_decision_vals(wish)
        if line:
            vals["purchase_line_id"] = line.id
            vals["purchase_order_id"] = line.order_id.id
        return vals
