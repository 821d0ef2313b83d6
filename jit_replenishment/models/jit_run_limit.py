from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.limit import Limit, hold_back, raised_by
from ..queries.draft_lines import DraftLineRow, OrderKey
from .jit_wish import Wish

# runs follow one another within seconds: what they order within this time counts as
# the order of one
ONE_RUN = timedelta(hours=1)


class JitRunLimit(models.Model):
    """What the engine newly ordered lately, one row per company.

    The row is updated by whoever orders, so two workers never order up to the limit
    each: the second waits, fails to serialise and weighs its order again.
    """

    _name = "jit.run.limit"
    _description = "Just in Time: Ordered Lately"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    since = fields.Datetime(required=True)
    lines = fields.Integer()
    money = fields.Float(help="In the company's currency.")

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _brake(
        self,
        key: OrderKey | None,
        wishes: dict[int, Wish | None],
        lines: dict[int, DraftLineRow],
        stopped: bool,
    ) -> tuple[dict[int, Wish | None], int, int]:
        """Hold back what is too much: all this draft would newly order, or nothing.

        Lines that shrink, go or stay as they are never wait, and neither does what a
        manager approved, as long as it is no more than was shown.

        :returns: the wishes, with ``waiting`` in place of the orders held back; how
            many these are; how many that waited do so no more
        """
        company = self.env["res.company"].browse(key.company_id if key else [])
        limit = Limit(company.jit_limit_lines, company.jit_limit_amount)
        raised = self._raised(key, wishes) if key else {}
        shown = self._known(list(wishes))
        held = {}
        if limit and raised:
            held = self._too_much(company, limit, raised, lines, shown, stopped)
        wishes = wishes | {
            rule_id: self._held_back(raised[rule_id]) for rule_id in held
        }
        waiting = held | {
            rule_id: self._added_amount(wish, lines.get(rule_id))
            for rule_id, wish in wishes.items()
            if wish and wish.verdict.decision.outcome == "waiting"
            if rule_id not in held
        }
        self._keep(waiting, wishes, shown)
        settled = [
            line.id
            for rule_id, line in shown.items()
            if rule_id not in waiting and self._is_served(wishes[rule_id], key)
        ]
        self.env["jit.run.line"].browse(settled).unlink()
        return wishes, len(held), len(settled)

    @api.model
    def _raised(self, key: OrderKey, wishes: dict[int, Wish | None]) -> dict[int, Wish]:
        """Wishes for this draft that order more than a draft holds already."""
        return {
            rule_id: wish
            for rule_id, wish in wishes.items()
            if wish and wish.key == key and self._is_raised(wish)
        }

    @api.model
    def _is_raised(self, wish: Wish) -> bool:
        unit = self.env["uom.uom"].browse(wish.verdict.rule.unit_id)
        more = raised_by(wish.verdict.decision, wish.verdict.brakes)
        return not unit.is_zero(more)

    @api.model
    def _known(self, rule_ids: list[int]) -> dict[int, models.Model]:
        rows = self.env["jit.run.line"].search([("orderpoint_id", "in", rule_ids)])
        return {row.orderpoint_id.id: row for row in rows}

    @api.model
    def _too_much(
        self,
        company: models.Model,
        limit: Limit,
        raised: dict[int, Wish],
        lines: dict[int, DraftLineRow],
        shown: dict[int, models.Model],
        stopped: bool,
    ) -> dict[int, float]:
        """Rules whose order has to wait, and what each would add, in money."""
        added = {
            rule_id: self._added_amount(wish, lines.get(rule_id))
            for rule_id, wish in raised.items()
        }
        approved = {
            rule_id: shown[rule_id].amount
            for rule_id, wish in raised.items()
            if wish.verdict.brakes.approved and rule_id in shown
        }
        weighed = {
            rule_id: amount
            for rule_id, amount in added.items()
            if rule_id not in approved
            or company.currency_id.compare_amounts(amount, approved[rule_id]) > 0
        }
        new_lines = len(weighed.keys() - lines.keys() - approved.keys())
        money = sum(
            amount - approved.get(rule_id, 0.0) for rule_id, amount in weighed.items()
        )
        if weighed and (stopped or not self._fits(company, limit, new_lines, money)):
            return weighed
        return {}

    @api.model
    def _added_amount(self, wish: Wish, row: DraftLineRow | None) -> float:
        """What the wish costs more than the draft line there is, never less than 0, in
        the company's currency at today's rate."""
        rule, offer = wish.verdict.rule, wish.verdict.decision.offer
        company = self.env["res.company"].browse(rule.company_id)
        amount = wish.purchase_quantity * wish.price_unit * (1 - wish.discount / 100)
        added = self._in_company_currency(amount, offer.currency_id, company)
        if row:
            line = self.env["purchase.order.line"].browse(row.line_id)
            amount = row.quantity * line.price_unit * (1 - line.discount / 100)
            added -= self._in_company_currency(amount, row.key.currency_id, company)
        return max(added, 0.0)

    @api.model
    def _in_company_currency(
        self, amount: float, currency_id: int, company: models.Model
    ) -> float:
        currency = self.env["res.currency"].browse(currency_id)
        today = company._jit_today()
        return currency._convert(amount, company.currency_id, company, today)

    @api.model
    def _fits(
        self, company: models.Model, limit: Limit, lines: int, money: float
    ) -> bool:
        """Count an order in if the limit allows it beside what was ordered lately."""
        if not limit.allows(lines, money):
            return False
        now = fields.Datetime.now()
        self.env.cr.execute(
            # another worker was faster: no error, the caller tries again
            log_exceptions=False,
            query=SQL(
                """
                INSERT INTO jit_run_limit AS lately (company_id, since, lines, money)
                VALUES (%(company)s, %(now)s, %(lines)s, %(money)s)
                ON CONFLICT (company_id) DO UPDATE SET
                   since = CASE WHEN %(fresh)s THEN lately.since
                                ELSE EXCLUDED.since END,
                   lines = EXCLUDED.lines
                         + CASE WHEN %(fresh)s THEN lately.lines ELSE 0 END,
                   money = EXCLUDED.money
                         + CASE WHEN %(fresh)s THEN lately.money ELSE 0 END
                WHERE NOT (%(fresh)s)
                   OR (%(most_lines)s = 0
                       OR lately.lines + EXCLUDED.lines <= %(most_lines)s)
                  AND (%(most_money)s = 0
                       OR lately.money + EXCLUDED.money <= %(most_money)s)
                """,
                company=company.id,
                now=now,
                lines=lines,
                money=money,
                fresh=SQL("lately.since > %s", now - ONE_RUN),
                most_lines=limit.lines,
                most_money=limit.money,
            ),
        )
        return bool(self.env.cr.rowcount)

    @api.model
    def _held_back(self, wish: Wish) -> Wish:
        """The wish as it will be decided from now on, until somebody answers."""
        verdict = wish.verdict
        decision = hold_back(verdict.decision)
        return self.env["jit.wish"]._of(verdict._replace(decision=decision))

    @api.model
    def _is_served(self, wish: Wish | None, key: OrderKey | None) -> bool:
        """Whether this transaction settles the rule, not that of another draft."""
        return wish is None or wish.key is None or wish.key == key

    @api.model
    def _keep(
        self,
        waiting: dict[int, float],
        wishes: dict[int, Wish | None],
        shown: dict[int, models.Model],
    ) -> None:
        """Make the rows of what waits equal to what would be ordered."""
        if not waiting:
            return
        company_id = wishes[next(iter(waiting))].verdict.rule.company_id
        run = self.env["jit.run"]._ask(company_id)
        missing, changed = [], []
        for rule_id, amount in waiting.items():
            vals = self._prepare_line_vals(wishes[rule_id], amount) | {"run_id": run.id}
            row = shown.get(rule_id)
            if not row:
                missing.append(vals)
            elif any(
                row._fields[name].convert_to_write(row[name], row) != value
                for name, value in vals.items()
            ):
                changed.append((row, vals))
        if missing or changed:
            run._claim()
        for row, vals in changed:
            row.write(vals)
        self.env["jit.run.line"].create(missing)

    @api.model
    def _prepare_line_vals(self, wish: Wish, amount: float) -> dict:
        rule = wish.verdict.rule
        return {
            "orderpoint_id": rule.rule_id,
            "company_id": rule.company_id,
            "product_id": rule.product_id,
            "partner_id": wish.verdict.decision.offer.vendor_id,
            "quantity": wish.purchase_quantity,
            "product_uom_id": wish.purchase_uom_id,
            "raises_line": bool(wish.verdict.brakes.kept),
            "amount": amount,
            "approved_at": False,
        }
