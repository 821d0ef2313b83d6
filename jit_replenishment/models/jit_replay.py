from datetime import date, timedelta
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..forms import open_form
from ..policy.replayed_rule import learning_days
from .jit_demand_unread import HISTORY_DAYS, first_day_known

# before so many days there is nothing to count, see ``policy.replayed_rule``
FEWEST_DAYS = 120
_LEAST_LEVEL, _MOST_LEVEL = 0.5, 0.9999
_ASKED = (
    "company_id",
    "warehouse_ids",
    "product_category_ids",
    "partner_ids",
    "consequence_class_ids",
    "orderpoint_ids",
    "first_day",
    "last_day",
    "first_level",
    "second_level",
    "third_level",
)
_SCOPE = _ASKED[1:6]
# what the work tells of itself
_TOLD = (
    "state",
    "total",
    "done",
    "started_at",
    "finished_at",
    "failure",
    "without_rule",
    "after_id",
    "summed_up_at",
    "pools",
    "tries",
    "trying",
    "tried_rules",
    "same_level",
    "younger_rules",
    "youngest_on",
)
LEVELS = {"first": "first_level", "second": "second_level", "third": "third_level"}


class JitReplay(models.Model):
    """The past of some rules lived through again, under their figures and under ours.

    Asked for by a user, made by a scheduled action; nothing else ever changes by it.
    """

    _name = "jit.replay"
    _inherit = ["jit.bounded.history"]
    _description = "Replay"
    _order = "id desc"
    _jit_kept_days = ("jit_replenishment.replay_retention_days", 365)

    name = fields.Char(required=True, default=lambda self: self._default_name())
    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_ids = fields.Many2many(
        "stock.warehouse", domain="[('company_id', '=', company_id)]"
    )
    product_category_ids = fields.Many2many("product.category", string="Categories")
    partner_ids = fields.Many2many("res.partner", string="Vendors")
    consequence_class_ids = fields.Many2many("jit.consequence.class", string="Classes")
    orderpoint_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        string="Reordering Rules",
        domain="[('company_id', '=', company_id)]",
    )
    first_day = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_first_day(),
        help="Of rules whose history begins later, from then on.",
    )
    last_day = fields.Date(
        string="To", required=True, default=lambda self: self._yesterday()
    )
    first_level = fields.Float(string="First Service", default=0.9, digits=(16, 4))
    second_level = fields.Float(string="Second Service", default=0.95, digits=(16, 4))
    third_level = fields.Float(string="Third Service", default=0.98, digits=(16, 4))
    state = fields.Selection(
        [
            ("new", "Not Started"),
            ("queued", "Waiting for a Worker"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="new",
        copy=False,
    )
    total = fields.Integer(string="Rules", readonly=True, copy=False)
    done = fields.Integer(string="Rules Looked At", readonly=True, copy=False)
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    finished_at = fields.Datetime(string="Finished", readonly=True, copy=False)
    failure = fields.Text(readonly=True, copy=False)
    without_rule = fields.Integer(
        string="Products Without a Rule",
        readonly=True,
        copy=False,
        help="That were asked for in these days.",
    )
    line_ids = fields.One2many("jit.replay.line", "replay_id", string="Result")
    result_ids = fields.One2many(
        "jit.replay.result", "replay_id", string="Rule by Rule"
    )
    # how far the work came: the last rule, what the catalogue had taught by when
    after_id = fields.Integer(copy=False)
    summed_up_at = fields.Integer(copy=False)
    pools = fields.Json(copy=False)

    # -- what is asked -----------------------------------------------------------

    @api.model
    def _default_name(self) -> str:
        today = format_date(self.env, self.env.company._jit_today())
        return self.env._("Replay of %(day)s", day=today)

    @api.model
    def _yesterday(self) -> date:
        return self.env.company._jit_today() - timedelta(days=1)

    def _learning_days(self) -> list[int]:
        """On whose morning is learned anew what the catalogue had taught by then."""
        return learning_days(self.first_day.toordinal(), self.last_day.toordinal())

    @api.constrains("first_day", "last_day")
    def _check_days(self) -> None:
        for replay in self:
            today = replay.company_id._jit_today()
            known = first_day_known(today)
            if replay.last_day >= today:
                raise ValidationError(
                    self.env._(
                        "Replay days that are over: choose a last day before today."
                    )
                )
            if replay.first_day < known:
                raise ValidationError(
                    self.env._(
                        "Moves are remembered for %(days)s days: choose a first day "
                        "from %(day)s on.",
                        days=HISTORY_DAYS,
                        day=format_date(self.env, known),
                    )
                )
            if (replay.last_day - replay.first_day).days + 1 < FEWEST_DAYS:
                raise ValidationError(
                    self.env._(
                        "Choose at least %(days)s days: the first ones are for "
                        "learning and are not counted.",
                        days=FEWEST_DAYS,
                    )
                )

    @api.constrains(*LEVELS.values())
    def _check_levels(self) -> None:
        for replay in self:
            for name in LEVELS.values():
                level = replay[name]
                if level and not _LEAST_LEVEL <= level <= _MOST_LEVEL:
                    raise ValidationError(
                        self.env._(
                            "A service is between 50 % and 99.99 %; leave it at 0 to "
                            "do without."
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]):
        if not self.env.su:
            # nothing is done yet, whatever a client sends or has as a default
            fresh = dict.fromkeys(_TOLD, False) | {"state": "new"}
            vals_list = [vals | fresh for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals: dict[str, Any]) -> bool:
        if not self.env.su and not vals.keys() <= {"name", *_ASKED}:
            raise AccessError(
                self.env._(
                    "How far a replay came is written by its own work. Change its "
                    "name or what it asks for, or use Start, Cancel and Again."
                )
            )
        if set(_ASKED) & set(vals) and any(each.state != "new" for each in self):
            raise UserError(
                self.env._(
                    "This replay was started already. Choose Again to ask for another "
                    "one with other days, rules or services."
                )
            )
        result = super().write(vals)
        if "company_id" in vals:
            # nobody may hand one to a company that is not theirs
            self.check_access("write")
        return result

    @api.model
    def _jit_outdated(self, before) -> Domain:
        return Domain("create_date", "<", before) & Domain(
            "state", "not in", ("queued", "running")
        )

    # -- buttons -----------------------------------------------------------------

    def action_start(self) -> bool:
        self.check_access("write")
        for replay in self:
            if replay.state != "new":
                raise UserError(self.env._("This replay was started already."))
            if not replay._rules(limit=1):
                raise UserError(
                    self.env._(
                        "No reordering rule is in these warehouses, categories, "
                        "vendors and classes: choose fewer of them."
                    )
                )
            # whoever may ask need not be able to say how far it came
            replay.sudo().state = "queued"
        # a buyer need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_replay").sudo()._trigger()
        # over RPC nothing is no answer
        return True

    def action_cancel(self) -> bool:
        """What is known by now is kept."""
        self.check_access("write")
        for replay in self.filtered(lambda each: each.state in ("queued", "running")):
            # how far it came and its figures are written by the work alone, else
            replay.sudo().write(
                {"state": "cancelled", "finished_at": fields.Datetime.now()}
            )
            replay.sudo()._drop_try()
            replay.env["jit.replay.line"].sudo()._sum_up(replay)
        return True

    def action_again(self) -> dict:
        """The same question, to be changed and asked anew."""
        self.ensure_one()
        again = self.copy({"name": self._default_name()})
        return again._open()

    def action_open_results(self) -> dict:
        """All rules that were counted, one by one."""
        return self._open_results(
            [("left_out", "=", False)], {"search_default_group_figures": 1}
        )

    def action_open_left_out(self) -> dict:
        return self._open_results([("left_out", "!=", False)], {"jit_counted": False})

    def _open_results(self, domain: list, context: dict | None = None) -> dict:
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_replay_result_action"
        )
        domain = [
            ("replay_id", "=", self.id),
            ("scenario", "!=", "trying"),
            *domain,
        ]
        return action | {
            "domain": domain,
            "context": {"jit_counted": True} | (context or {}),
        }

    def _open(self) -> dict:
        self.ensure_one()
        return open_form(self)

    # -- which rules -------------------------------------------------------------

    def _rule_domain(self) -> Domain:
        """Of any trigger and stage: those by hand and on trial are the point."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        for field, ids in (
            ("warehouse_id", self.warehouse_ids),
            ("jit_effective_class_id", self.consequence_class_ids),
            ("id", self.orderpoint_ids),
        ):
            if ids:
                domain &= Domain(field, "in", ids.ids)
        for field, ids in (
            ("product_id.categ_id", self.product_category_ids),
            ("product_id.seller_ids.partner_id", self.partner_ids),
        ):
            if ids:
                domain &= Domain(field, "child_of", ids.ids)
        return domain

    def _rules(self, after: int = 0, limit: int | None = None) -> models.Model:
        domain = self._rule_domain() & Domain("id", ">", after)
        rules = self.env["stock.warehouse.orderpoint"]
        return rules.search(domain, order="id", limit=limit)

    def _asks_for_all(self) -> bool:
        return not any(self[name] for name in _SCOPE)
