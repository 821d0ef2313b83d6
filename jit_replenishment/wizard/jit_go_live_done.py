from datetime import timedelta

from odoo import api, fields, models

# a worker that is busy takes longer than seconds; what takes longer still has a reason
_FOLLOWS_WITHIN = timedelta(minutes=5)
# the database dates what is made, the server the yes
_CLOCKS_APART = timedelta(seconds=30)


class JitGoLive(models.TransientModel):
    """What came of it once rules are live: as it is, not as it was foreseen."""

    _inherit = "jit.go.live"

    live_at = fields.Datetime(readonly=True)
    is_at_work = fields.Boolean(compute="_compute_ordered")
    ordered_count = fields.Integer(compute="_compute_ordered")

    @api.depends("state", "position", "live_at")
    def _compute_ordered(self) -> None:
        for page in self:
            lines, missing = page._ordered(), page._not_ordered()
            page.ordered_count = len(lines)
            page.is_at_work = page.state == "running" or (
                page.state == "done" and bool(missing) and page._is_fresh()
            )

    def _is_fresh(self) -> bool:
        """Whether the engine may still be at it."""
        now = fields.Datetime.now()
        return bool(self.live_at) and now - self.live_at < _FOLLOWS_WITHIN

    def _going(self, part: str) -> models.Model:
        """Rows that went live with this in view."""
        return self.line_ids.filtered(lambda line: line.part == part and line.goes_live)

    def _ordered(self) -> models.Model:
        """Lines made for these rules since they are live, whatever became of them."""
        if not self.live_at:
            return self.env["purchase.order.line"]
        # whoever takes rules live need not be allowed to read orders: they are counted
        return (
            self.env["purchase.order.line"]
            .sudo()
            .search(
                [
                    ("orderpoint_id", "in", self.line_ids.orderpoint_id.ids),
                    ("jit_decision_id", "!=", False),
                    ("create_date", ">", self.live_at - _CLOCKS_APART),
                    ("order_id.state", "!=", "cancel"),
                ]
            )
        )

    def _not_ordered(self) -> models.Model:
        """Rules of which an order was foreseen, and none is there."""
        return self._going("order").orderpoint_id - self._ordered().orderpoint_id

    # -- sentences -----------------------------------------------------------------

    def _say_done(self) -> list[str]:
        said = [self.env._("Rules live now: %(count)s.", count=self.went_live)]
        if self.state == "running":
            said.append(self._say_under_way())
        said += self._say_orders()
        if starts := self._going("start"):
            said.append(
                self.env._(
                    "Transfers or productions that are started: %(count)s.",
                    count=len(starts),
                )
            )
        if to_fix := self._going("to_fix"):
            said.append(
                self.env._(
                    "To fix before they can order: %(count)s.", count=len(to_fix)
                )
            )
        if waiting := self.waiting_line_ids:
            said.append(
                self.env._(
                    "Rules as they were, as the first run was full: %(count)s.",
                    count=len(waiting),
                )
            )
        if refused := self.line_ids.filtered(lambda line: line.part == "refused"):
            said.append(
                self.env._(
                    "Rules that could not go live: %(count)s. Why stands under To Fix.",
                    count=len(refused),
                )
            )
        return said

    def _say_orders(self) -> list[str]:
        """What was ordered, what follows, or that nothing does."""
        lines, missing = self._ordered(), self._not_ordered()
        said = []
        if lines:
            said.append(
                self.env._(
                    "Ordered: %(lines)s in %(orders)s. What waits for a yes stands "
                    "under Approve.",
                    lines=self.env["jit.health"]._lines(len(lines)),
                    orders=self._count_orders(len(lines.order_id)),
                )
            )
        if missing:
            said.append(self._say_missing(missing))
        elif not lines:
            said.append(
                self.env._(
                    "Nothing is to be ordered now. A draft order follows when stock "
                    "dips to a reorder point."
                )
            )
        return said

    def _count_orders(self, count: int) -> str:
        if count == 1:
            return self.env._("1 order")
        return self.env._("%(count)s orders", count=count)

    def _say_missing(self, rules: models.Model) -> str:
        figures = {"lines": self.env["jit.health"]._lines(len(rules))}
        waiting = [
            ("state", "=", "waiting"),
            ("company_id", "in", rules.company_id.ids),
        ]
        if self.env["jit.run"].search_count(waiting, limit=1):
            return self.env._(
                "Not ordered yet: %(lines)s. It is more than one run may order: a "
                "manager is asked first, above the rules.",
                **figures,
            )
        if self.state == "running" or self._is_fresh():
            return self.env._("Drafts follow within seconds: %(lines)s.", **figures)
        return self.env._(
            "Not ordered: %(lines)s. Why stands on the rules, or under To Fix.",
            **figures,
        )
