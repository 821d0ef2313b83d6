from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..forms import open_form
from ..policy.limit import Limit

# 1,000 take 2 s to be shown, and once more with the yes: within a minute each time
_MOST_AT_ONCE = 30000


class JitGoLive(models.TransientModel):
    """What the first run would order, shown before rules go live.

    Nothing but this preview is written until somebody says yes; what changed since it
    was shown is shown again first.
    """

    _name = "jit.go.live"
    _inherit = ["jit.in.batches"]
    _description = "Go Live"

    orderpoint_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        string="Reordering Rules",
        context={"active_test": False},
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("preview", "Preview"),
            ("confirm", "Confirm"),
            ("running", "Going Live"),
            ("done", "Live"),
        ],
        default="preview",
        required=True,
        readonly=True,
    )
    already_live = fields.Integer(readonly=True)
    most_lines = fields.Integer(
        string="At Most Lines",
        help="Of the first run. The most urgent rules go live: the worst class first, "
        "there what runs out first. The others stay as they are. 0: all of them.",
    )
    most_money = fields.Monetary(
        string="At Most Money",
        help="Of the first run, in the company's currency. 0: whatever it costs.",
    )
    with_suggestions = fields.Boolean(
        string="Accept Suggested Changes",
        help="The reorder points and targets that are suggested for these rules are "
        "accepted as they go live. What was before comes back when they are taken off.",
    )
    suggestion_count = fields.Integer(readonly=True)
    line_ids = fields.One2many("jit.go.live.line", "go_live_id")
    order_line_ids = fields.One2many(
        "jit.go.live.line",
        "go_live_id",
        domain=[("part", "in", ("order", "start")), ("waits", "=", False)],
    )
    waiting_line_ids = fields.One2many(
        "jit.go.live.line", "go_live_id", domain=[("waits", "=", True)]
    )
    problem_line_ids = fields.One2many(
        "jit.go.live.line",
        "go_live_id",
        domain=[("part", "in", ("to_fix", "refused"))],
    )
    quiet_line_ids = fields.One2many(
        "jit.go.live.line",
        "go_live_id",
        domain=[("part", "=", "nothing"), ("waits", "=", False)],
    )
    vendor_ids = fields.One2many("jit.go.live.vendor", "go_live_id")
    request_ids = fields.One2many("jit.go.live.request", "go_live_id")
    # what the preview was made for: typed over since, it says so
    shown_for = fields.Json()
    # by the id of each rule that goes live, what it was then
    seen = fields.Json(readonly=True)
    notice = fields.Char(readonly=True)
    went_live = fields.Integer(readonly=True)

    @api.constrains("most_lines", "most_money")
    def _check_cap(self) -> None:
        for wizard in self:
            # NaN is not at or above zero either
            if not (wizard.most_lines >= 0 and wizard.most_money >= 0):
                raise ValidationError(
                    self.env._("A limit cannot be negative. Use 0 for no limit.")
                )

    @api.model
    def _open(self, rules: models.Model, **more) -> dict:
        """The preview of these rules, as a page.

        :param more: further values of it
        """
        rules.check_access("write")
        self.check_access("create")
        joining = rules.filtered(lambda rule: rule.trigger != "jit")
        if not joining:
            raise UserError(
                self.env._("These rules are live already: there is nothing to start.")
            )
        if len(joining) > _MOST_AT_ONCE:
            raise UserError(
                self.env._(
                    "%(count)s rules are more than can be shown at once. Choose at "
                    "most %(most)s, those of a warehouse or a category say, and go on "
                    "with the others then.",
                    count=len(joining),
                    most=_MOST_AT_ONCE,
                )
            )
        companies = joining.company_id
        wizard = self.create(
            {
                "orderpoint_ids": joining.ids,
                "company_id": (self.env.company & companies or companies[:1]).id,
                "already_live": len(rules - joining),
                "suggestion_count": len(self._suggestions(joining)),
                **more,
            }
        )
        wizard._preview()
        return wizard._show()

    def _show(self) -> dict:
        return open_form(
            self,
            name=self.env._("Go Live"),
            target="main" if self._is_said_yes_to() else "current",
        )

    @api.model
    def _suggestions(self, rules: models.Model) -> models.Model:
        return rules.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "in", rules.ids), ("state", "=", "open")]
        )

    def _figures(self, rules: models.Model) -> dict[int, dict[str, float]]:
        """Those the rules go live with, where they are other than now."""
        found = {
            rule_id: {"jit_expected_demand": expected}
            for rule_id, expected in rules._jit_learned_parts().items()
        }
        if not self.with_suggestions:
            return found
        return found | {
            each.orderpoint_id.id: {
                "product_min_qty": each.new_reorder_point,
                "product_max_qty": each.new_target_stock,
                "jit_expected_demand": min(
                    each.expected_demand, each.new_reorder_point
                ),
            }
            for each in self._suggestions(rules)
        }

    def _class_of(self, rule: models.Model) -> models.Model:
        return rule.jit_effective_class_id

    def _is_said_yes_to(self) -> bool:
        return self.state in ("running", "done")

    def _ensure_open(self) -> None:
        if self._is_said_yes_to():
            raise UserError(self.env._("This was done already."))

    @property
    def _cap(self) -> Limit:
        return Limit(self.most_lines, self.most_money)

    def _asked_for(self) -> list:
        return [self.most_lines, self.most_money, self.with_suggestions]

    @api.model
    def _transient_clean_rows_older_than(self, seconds):
        self._keep_at_work()
        return super()._transient_clean_rows_older_than(seconds)

    # -- buttons -----------------------------------------------------------------

    def action_preview(self) -> bool:
        """Look again, with what was chosen."""
        self.ensure_one()
        self._ensure_open()
        self._preview()
        return self.write({"state": "preview", "notice": False})

    def action_back(self) -> bool:
        self._ensure_open()
        return self.write({"state": "preview", "notice": False})

    def action_go_live(self) -> dict | bool:
        """Yes to what is shown: not to what it became meanwhile.

        Above the companies' limits it is asked again, with lines and money named.
        """
        self.ensure_one()
        self._ensure_open()
        before, was_for = self._signature(), self.shown_for
        self._preview()
        if self._signature() != before:
            is_same_question = was_for == self.shown_for
            self.write(
                {
                    "state": "preview",
                    "notice": self.env._(
                        "It has changed since it was shown. Look at it again."
                    )
                    if is_same_question
                    else self.env._("This is what you asked for. Look at it again."),
                }
            )
            return True
        if not self.line_ids.filtered(lambda each: each.goes_live):
            raise UserError(
                self.env._(
                    "None of these rules would go live: raise the limit, or mend what "
                    "is said of them."
                )
            )
        if self.state == "preview" and self.asked_again:
            self.write({"state": "confirm", "notice": False})
            return True
        self._put_live()
        return self._show()

    def action_open_rules(self) -> dict:
        """The rules that went live."""
        return self._rules_action(self.line_ids.filtered("goes_live").orderpoint_id)

    def action_go_on(self) -> dict:
        """The preview of the rules that wait."""
        return self._open(self.waiting_line_ids.orderpoint_id)

    def action_open_lines(self) -> dict:
        """All that would be ordered, by vendor."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What the First Run Would Order"),
            "res_model": "jit.go.live.line",
            "views": [(False, "list"), (False, "form")],
            "domain": list(self._ordering()),
            "context": {"group_by": ["partner_id"]},
        }

    def _ordering(self) -> Domain:
        """Rows of what is ordered as soon as these rules are live."""
        return (
            Domain("go_live_id", "=", self.id)
            & Domain("part", "in", ("order", "start"))
            & Domain("waits", "=", False)
        )

    def _rules_action(self, rules: models.Model) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_rule_action"
        )
        return action | {"domain": [("id", "in", rules.ids)], "context": {}}
