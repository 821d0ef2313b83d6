from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from ..arguments import without_defaults
from ..notices import notice
from ..queries.brakes import overtaken_rests, read_overtaken


class JitRejection(models.Model):
    """A person said no to a line: it is not made again until a day, or until lifted."""

    _name = "jit.rejection"
    _description = "Rejection"
    _order = "lifted_at desc, until desc, id desc"
    _rec_name = "product_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id", store=True)
    company_id = fields.Many2one(
        related="orderpoint_id.company_id", store=True, index=True
    )
    reason = fields.Char(required=True)
    is_skip = fields.Boolean(
        string="Skipped", help='Only "not now": it comes back by itself on its day.'
    )
    until = fields.Date(required=True, help="Ordered again from that day on.")
    sooner = fields.Boolean(string="Sooner if Stock Falls")
    sooner_at = fields.Float(
        string="To",
        digits="Product Unit",
        help="Ordered before that day where on hand + incoming - promised falls to "
        "this, in the product's unit.",
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, ondelete="restrict"
    )
    document = fields.Char(string="Order", help="Where the line was.")
    quantity = fields.Float(string="Rejected", digits="Product Unit")
    product_uom_id = fields.Many2one("uom.uom", string="Unit", ondelete="restrict")
    lifted_at = fields.Datetime(string="Lifted")
    lifted_by = fields.Many2one("res.users", ondelete="set null")
    is_open = fields.Boolean(
        string="Holds", compute="_compute_state", search="_search_is_open"
    )
    state = fields.Selection(
        [
            ("holds", "In Force"),
            ("overtaken", "Overtaken"),
            ("over", "Over"),
            ("lifted", "Lifted"),
        ],
        compute="_compute_state",
        search="_search_state",
        help="Overtaken: the rule has other figures since, or the line it was said of "
        "brings nothing any more, so what is needed is ordered. Over: its day came.",
    )

    @api.depends(
        "until",
        "lifted_at",
        "company_id",
        "quantity",
        "is_rest",
        "purchase_line_id.product_uom_qty",
        "purchase_line_id.state",
        "purchase_line_id.move_ids.state",
        "orderpoint_id.product_min_qty",
        "orderpoint_id.product_max_qty",
    )
    def _compute_state(self) -> None:
        overtaken = read_overtaken(self.env, self.filtered("is_rest").ids)
        for rejection in self:
            if rejection.lifted_at:
                rejection.state = "lifted"
            elif rejection.until <= rejection.company_id._jit_today():
                rejection.state = "over"
            else:
                is_overtaken = rejection._origin.id in overtaken
                rejection.state = "overtaken" if is_overtaken else "holds"
            rejection.is_open = rejection.state == "holds"

    def _search_is_open(self, operator: str, _value) -> Domain:
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "holds")

    def _search_state(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        # the day is not the same in every company
        days = defaultdict(list)
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            days[company._jit_today()].append(company.id)
        lifted = Domain("lifted_at", "!=", False)
        ahead = Domain.OR(
            Domain("company_id", "in", company_ids) & Domain("until", ">", today)
            for today, company_ids in days.items()
        )
        # all there were in years need not be judged again
        overtaken = Domain("id", "in", overtaken_rests(self.env, min(days)))
        states = {
            "holds": ~lifted & ahead & ~overtaken,
            "overtaken": ~lifted & ahead & overtaken,
            "over": ~lifted & ~ahead,
            "lifted": lifted,
        }
        return Domain.OR(states[each] for each in value if each in states)

    @api.model
    def _reject(
        self,
        lines: models.Model,
        reason: str,
        until: date,
        levels: Mapping[models.Model, float] | None = None,
        is_skip: bool = False,
    ) -> "JitRejection":
        """Remember that these lines of rules are not wanted before a day.

        :param levels: by line, wanted before that day where the stock falls to it, in
            the product's unit
        :param is_skip: not now, rather than no

        Whoever may delete the lines may refuse them; only this method writes it. The
        last one said counts, so what was said of their rules before is lifted.
        """
        self._lift_whole(lines.orderpoint_id)
        levels = levels or {}
        vals_list = [
            {
                "orderpoint_id": line.orderpoint_id.id,
                "reason": reason,
                "until": until,
                "is_skip": is_skip,
                "sooner": line in levels,
                "sooner_at": levels.get(line, 0.0),
                "user_id": self.env.uid,
                "document": line.order_id.name,
                "quantity": line.product_qty,
                "product_uom_id": line.product_uom_id.id,
            }
            for line in lines
            if line.orderpoint_id
        ]
        for order, refused in lines.grouped("order_id").items():
            self._tell(order, refused, "" if is_skip else reason, until)
        return without_defaults(self.sudo()).create(vals_list)

    @api.model
    def _tell(
        self, order: models.Model, lines: models.Model, reason: str, until: date
    ) -> None:
        """Leave a note on the order the lines were on; what was skipped has no reason
        but that."""
        if not reason:
            order.message_post(
                body=self.env._(
                    "Skipped: %(products)s. Just in Time asks again on %(until)s, or "
                    "sooner where stock falls as far as was said. To be asked at once, "
                    "lift it under Purchase > Just in Time > Rejections.",
                    until=format_date(self.env, until),
                    products=", ".join(lines.product_id.mapped("display_name")),
                )
            )
            return
        order.message_post(
            body=self.env._(
                "Just in Time will not order this again before %(until)s: "
                "%(products)s (%(reason)s). To have it ordered sooner, lift the "
                "rejection under Purchase > Just in Time > Rejections.",
                until=format_date(self.env, until),
                products=", ".join(lines.product_id.mapped("display_name")),
                reason=reason,
            )
        )

    @api.model
    def _reject_by_hand(self, lines: models.Model, reason: str) -> None:
        """A person took lines away: a no for the company's days."""
        for order, refused in lines.grouped("order_id").items():
            days = order.company_id.jit_rejection_days
            if days <= 0:
                continue
            until = order.company_id._jit_today() + timedelta(days=days)
            self._reject(refused, reason, until)

    @api.model
    def _lift_for(self, rules: models.Model) -> None:
        """What a person gives back to the engine is wanted again."""
        # the marks of who said no are written by this model alone
        self.sudo().search(
            [("orderpoint_id", "in", rules.ids), ("lifted_at", "=", False)]
        )._lift(self.env.uid)

    @api.model
    def _lift_whole(self, rules: models.Model) -> None:
        """Of these rules, what holds back all they need; not the rests of lines.

        What is over stays over: nobody lifted it.
        """
        if not rules:
            return
        # whoever answers for a line need not be allowed to write marks
        self.sudo().search(
            [
                ("orderpoint_id", "in", rules.ids),
                ("lifted_at", "=", False),
                ("is_rest", "=", False),
            ]
        ).filtered("is_open")._lift(self.env.uid)

    def action_lift(self) -> dict:
        """Order it again from now on, whoever said no.

        For those who could have said no: buyers.
        """
        self.check_access("read")
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            raise AccessError(
                self.env._("Only those who work on draft orders may lift a rejection.")
            )
        held = self.sudo().filtered(lambda each: not each.lifted_at)
        held._lift(self.env.uid)
        if not held:
            return notice(self.env._("Nothing was lifted: it is over already."), "info")
        said = [self.env._("Lifted: %(count)s.", count=len(held))]
        return notice(" ".join(said + held.orderpoint_id._jit_say_looked_at()))

    def _lift(self, user_id: int) -> None:
        if not self:
            return
        self.write({"lifted_at": fields.Datetime.now(), "lifted_by": user_id})
        self.orderpoint_id._jit_signal()
