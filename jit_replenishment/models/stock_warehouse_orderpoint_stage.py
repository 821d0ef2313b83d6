from odoo import api, fields, models
from odoo.exceptions import UserError


class StockWarehouseOrderpoint(models.Model):
    """How far a rule has come: Odoo's or by hand, on trial, or live.

    On trial a rule stays what it is, for Odoo and for people; what Just in Time would
    have done is only noted.
    """

    _inherit = "stock.warehouse.orderpoint"

    jit_trial_since = fields.Datetime(
        string="On Trial Since", readonly=True, copy=False, index="btree_not_null"
    )
    jit_live_since = fields.Datetime(
        string="Live Since",
        readonly=True,
        copy=False,
        help="When the engine was first to order for it; empty while it does not.",
    )
    jit_stage = fields.Selection(
        [("hand", "As Before"), ("trial", "Trial"), ("live", "Live")],
        string="Stage",
        compute="_compute_jit_stage",
        store=True,
    )

    @api.depends("trigger", "jit_trial_since")
    def _compute_jit_stage(self) -> None:
        for rule in self:
            if rule.trigger == "jit":
                rule.jit_stage = "live"
            else:
                rule.jit_stage = "trial" if rule.jit_trial_since else "hand"

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        now = fields.Datetime.now()
        return super().create(
            [
                vals | {"jit_live_since": now} if vals.get("trigger") == "jit" else vals
                for vals in vals_list
            ]
        )

    def write(self, vals: dict) -> bool:
        if "trigger" not in vals:
            return super().write(vals)
        if vals["trigger"] != "jit":
            return super().write(vals | {"jit_live_since": False})
        live = self.filtered(lambda rule: rule.trigger == "jit")
        joining = {"jit_live_since": fields.Datetime.now(), "jit_trial_since": False}
        if live:
            super(StockWarehouseOrderpoint, live).write(vals)
        return super(StockWarehouseOrderpoint, self - live).write(vals | joining)

    def action_jit_start_trial(self) -> bool:
        """Note from now on what Just in Time would do; the rules stay as they are."""
        rules = self.filtered(lambda rule: rule.jit_stage == "hand")
        if not rules:
            raise UserError(self._jit_say_no_trial())
        rules.write({"jit_trial_since": fields.Datetime.now()})
        # over RPC nothing is no answer
        return True

    def _jit_say_no_trial(self) -> str:
        """Why there is nothing to start, and what to do instead."""
        if not self:
            return self.env._("Tick the rules to try out first.")
        stages = set(self.mapped("jit_stage"))
        if stages == {"trial"}:
            return self.env._(
                "These rules are on trial already. Rules on Trial shows what Just in "
                "Time would order for them."
            )
        if stages == {"live"}:
            return self.env._(
                "These rules are live already: Just in Time orders for them. To only "
                "try it out, choose Take off Just in Time first."
            )
        return self.env._(
            "These rules are on trial or live already. Rules on Trial shows what is "
            "noted of the former; to only try out the others, choose Take off Just in "
            "Time first."
        )

    def action_jit_end_trial(self) -> bool:
        """What was noted until now is kept."""
        self.filtered("jit_trial_since").write({"jit_trial_since": False})
        return True
