from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..queries.brakes import paused_products

# a change of one of these changes which rules are paused, or for how long
_TERMS = frozenset(
    {"scope", "warehouse_id", "partner_id", "company_id", "started_at", "until"}
)
# told by this model alone: who paused and who resumed, and when
_MARKS = frozenset({"user_id", "ended_at", "ended_by"})


class JitPause(models.Model):
    """Nothing is ordered, and drafts stay as they are: a stocktake, a vendor's holiday.

    Rules are decided anew once it ends: by the button, or by its last day passing,
    which the sweep notices.
    """

    _name = "jit.pause"
    _description = "Pause"
    _order = "ended_at desc, started_at desc, id desc"
    _rec_name = "reason"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    scope = fields.Selection(
        [
            ("all", "Everything"),
            ("warehouse", "One Warehouse"),
            ("vendor", "One Vendor"),
        ],
        string="What Is Paused",
        required=True,
        default="all",
        help="One vendor: the products that would be bought from it.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        ondelete="cascade",
        domain="[('company_id', '=', company_id)]",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Vendor", check_company=True, ondelete="cascade"
    )
    reason = fields.Char(required=True, help="Every rule concerned says it.")
    started_at = fields.Datetime(
        string="From", required=True, default=fields.Datetime.now
    )
    until = fields.Date(help="Ordering goes on that day. Empty: when you resume it.")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        readonly=True,
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    ended_at = fields.Datetime(string="Resumed", readonly=True)
    ended_by = fields.Many2one(
        "res.users", string="Resumed by", readonly=True, ondelete="set null"
    )

    @api.onchange("scope")
    def _onchange_scope(self) -> None:
        """What is not meant any more is not kept."""
        if self.scope != "warehouse":
            self.warehouse_id = False
        if self.scope != "vendor":
            self.partner_id = False

    @api.constrains("scope", "warehouse_id", "partner_id")
    def _check_scope(self) -> None:
        for pause in self:
            if pause.scope == "warehouse" and not pause.warehouse_id:
                raise ValidationError(self.env._("Say which warehouse is paused."))
            if pause.scope == "vendor" and not pause.partner_id:
                raise ValidationError(self.env._("Say which vendor is paused."))

    @api.constrains("reason")
    def _check_reason(self) -> None:
        if not all(pause.reason.strip() for pause in self):
            raise ValidationError(self.env._("Say why: every rule concerned shows it."))

    @api.constrains("started_at", "until")
    def _check_days(self) -> None:
        for pause in self:
            if pause.until and pause.until <= pause.company_id._jit_day(
                pause.started_at
            ):
                raise ValidationError(
                    self.env._(
                        "Ordering would go on before the pause begins. Choose a later "
                        "day, or leave it empty and resume by hand."
                    )
                )

    @api.constrains(
        "scope", "warehouse_id", "partner_id", "company_id", "started_at", "until"
    )
    def _check_once(self) -> None:
        """A thing is paused once at a time, or resuming it would not resume it."""
        for pause in self.filtered(lambda pause: not pause.ended_at):
            others = self.sudo().search(
                [
                    ("id", "!=", pause.id),
                    ("company_id", "=", pause.company_id.id),
                    ("scope", "=", pause.scope),
                    ("ended_at", "=", False),
                ]
            )
            if other := others.filtered(pause._doubles)[:1]:
                raise ValidationError(
                    self.env._(
                        "This is paused already: %(title)s. Change that pause, or "
                        "resume it first.",
                        title=other._title(),
                    )
                )

    def _doubles(self, other: "JitPause") -> bool:
        """Whether both are of the same and there is a day on which both hold."""
        if self.warehouse_id != other.warehouse_id:
            return False
        if self._vendor() != other._vendor():
            return False
        return not (self._is_over_before(other) or other._is_over_before(self))

    def _is_over_before(self, other: "JitPause") -> bool:
        begins = other.company_id._jit_day(other.started_at)
        return bool(self.until) and self.until <= begins

    def _vendor(self) -> models.Model:
        """All contacts of a vendor pause together."""
        return self.partner_id.commercial_partner_id

    @api.model
    def _holding(self, companies: models.Model) -> "JitPause":
        """What is paused at this moment."""
        begun = self.search(
            [
                ("company_id", "in", companies.ids),
                ("ended_at", "=", False),
                ("started_at", "<=", fields.Datetime.now()),
            ]
        )
        return begun.filtered(
            lambda pause: not pause.until or pause.until > pause.company_id._jit_today()
        )

    def _concerning(
        self, company: models.Model, warehouse: models.Model, vendor: models.Model
    ) -> "JitPause":
        """Those of these that hold what a vendor brings to a warehouse."""
        return self.filtered(
            lambda pause: (
                pause.company_id == company
                and (
                    pause.scope == "all"
                    or (pause.scope == "warehouse" and pause.warehouse_id == warehouse)
                    or (
                        pause.scope == "vendor"
                        and pause._vendor() == vendor.commercial_partner_id
                    )
                )
            )
        )

    def _said(self) -> str:
        """Why, until when and by whom, as every rule concerned says it."""
        writer = self.env["jit.reason"]
        return " ".join(
            writer._say_paused(
                {
                    "reason": pause.reason,
                    "until": pause.until and fields.Date.to_string(pause.until),
                    # whoever may see the pause may know who paused
                    "by": pause.sudo().user_id.name,
                },
                self.env["uom.uom"],
            )
            for pause in self
        )

    def _open(self) -> dict:
        """The page on which these are resumed, in front of the one at hand."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Paused"),
            "res_model": self._name,
            "target": "new",
        }
        if len(self) == 1:
            return action | {"res_id": self.id, "views": [(False, "form")]}
        domain = [("id", "in", self.ids)]
        return action | {
            "domain": domain,
            "views": [(False, "list"), (False, "form")],
            "target": "current",
        }

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        # the name on every rule is that of who paused, whatever a client sends
        mine = {"user_id": self.env.uid, "ended_at": False, "ended_by": False}
        return super().create([vals | mine for vals in vals_list])

    def write(self, vals: dict) -> bool:
        if not self.env.su:
            vals = {name: vals[name] for name in vals if name not in _MARKS}
        changes = _TERMS & vals.keys()
        if changes:
            self._signal_concerned()
        result = super().write(vals)
        if changes:
            self._signal_concerned()
        if "company_id" in vals:
            # nobody may hand a pause to a company that is not theirs
            self.check_access("write")
        return result

    def unlink(self) -> bool:
        self._signal_concerned()
        return super().unlink()

    def action_resume(self) -> bool:
        """Order again, from what is needed now."""
        self.check_access("write")
        running = self.sudo().filtered(lambda pause: not pause.ended_at)
        running.write({"ended_at": fields.Datetime.now(), "ended_by": self.env.uid})
        running._signal_concerned()
        # over RPC nothing is no answer
        return True

    @api.model
    def _end_passed(self) -> None:
        """Resume what was paused until today, company by company."""
        dated = self.search([("ended_at", "=", False), ("until", "!=", False)])
        passed = dated.filtered(
            lambda pause: pause.until <= pause.company_id._jit_today()
        )
        for company, pauses in passed.grouped("company_id").items():
            # on a cursor of its own: a manager may resume at the same moment
            self.env["jit.transaction"]._run(
                company.id,
                lambda env, pauses=pauses: pauses.with_env(env)._end(),
            )

    def _end(self) -> None:
        """The last day passed: nobody ended it."""
        running = self.exists().filtered(lambda pause: not pause.ended_at)
        running.write({"ended_at": fields.Datetime.now()})
        running._signal_concerned()

    def _title(self) -> str:
        """Why, and what of, in few words."""
        self.ensure_one()
        place = self.warehouse_id.name or self.partner_id.name
        return f"{self.reason} ({place})" if place else self.reason

    def _signal_concerned(self) -> None:
        """Have the engine look at all rules concerned, in one INSERT; what people do
        meanwhile goes before them."""
        self.env["jit.signal"]._append(
            "ir_cron_replenish", paused_products(self.env, self.ids), swept=True
        )
