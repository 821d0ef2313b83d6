from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools.misc import formatLang

from ..marks import ORDERING_BY_HAND, is_ordering_by_hand
from ..notices import notice
from ..queries.trial_report import count_noted


class StockWarehouseOrderpoint(models.Model):
    """What the trial of a rule would have ordered so far."""

    _inherit = "stock.warehouse.orderpoint"

    jit_trial_said = fields.Text(
        string="Trial", compute="_compute_jit_trial", compute_sudo=True
    )
    jit_trial_days = fields.Integer(
        string="Days on Trial", compute="_compute_jit_trial", compute_sudo=True
    )

    @api.depends("jit_trial_since", "trigger")
    @api.depends_context("lang", "uid")
    def _compute_jit_trial(self) -> None:
        noted = count_noted(self.env, self._origin.ids)
        for rule in self:
            found = noted.get(rule._origin.id)
            rule.jit_trial_days = found.days if found else 0
            rule.jit_trial_said = rule._jit_say_trial(found)

    def _jit_say_trial(self, found) -> str | bool:
        if self.jit_stage != "trial":
            return False
        if not found:
            return self.env._("It is looked at within the hour.")
        if not found.orders:
            return self.env._("Just in Time would have ordered nothing so far.")
        writer = self.env["jit.reason"]
        parts = {
            "count": found.orders,
            "quantity": writer._number(found.quantity, self.product_uom),
            "unit": self.product_uom.display_name,
        }
        if not writer._tells_prices() or not found.value:
            if found.orders == 1:
                return self.env._(
                    "Just in Time would have ordered once: %(quantity)s %(unit)s.",
                    **parts,
                )
            return self.env._(
                "Just in Time would have ordered %(count)s times: %(quantity)s "
                "%(unit)s in all.",
                **parts,
            )
        parts["value"] = formatLang(
            self.env, found.value, currency_obj=self.company_id.currency_id
        )
        if found.orders == 1:
            return self.env._(
                "Just in Time would have ordered once: %(quantity)s %(unit)s for "
                "%(value)s.",
                **parts,
            )
        return self.env._(
            "Just in Time would have ordered %(count)s times: %(quantity)s %(unit)s "
            "in all, for %(value)s.",
            **parts,
        )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        rules = super().create(vals_list)
        rules._jit_begin_trial(any(vals.get("jit_trial_since") for vals in vals_list))
        return rules

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        self._jit_begin_trial(bool(vals.get("jit_trial_since")))
        return result

    def _jit_begin_trial(self, is_asked: bool) -> None:
        """What they would order now is noted as soon as a worker is free."""
        begun = is_asked and self.filtered(lambda rule: rule.jit_stage == "trial")
        if begun:
            self.env["jit.trial"]._begin(begun)

    def action_jit_try_out(self) -> dict:
        """Start trials of those that can be tried; say what became of the others."""
        stages = self.grouped("jit_stage")
        started = stages.get("hand", self.browse())
        self.action_jit_start_trial()
        said = [self._jit_say_started(len(started))]
        if live := stages.get("live"):
            said.append(
                self.env._(
                    "Left out, as they are live already: %(count)s.", count=len(live)
                )
            )
        if tried := stages.get("trial"):
            said.append(
                self.env._(
                    "Left out, as they are on trial already: %(count)s.",
                    count=len(tried),
                )
            )
        return notice(" ".join(said), "warning" if len(said) > 1 else "success")

    @api.model
    def _jit_say_started(self, count: int) -> str:
        """How many trials began, and what happens next."""
        if count == 1:
            return self.env._(
                "1 trial started. Its first report follows within the hour, under "
                "Rules on Trial."
            )
        return self.env._(
            "%(count)s trials started. Their first report follows within the hour, "
            "under Rules on Trial.",
            count=count,
        )

    @api.model
    def get_views(self, views, options=None):
        """Where all rules are live already nothing is offered that only others need."""
        result = super().get_views(views, options)
        listing = (options or {}).get("action_id")
        if listing and listing == self.env.ref("jit_replenishment.jit_rule_action").id:
            left_out = {
                self.env.ref(f"jit_replenishment.action_server_jit_{name}").id
                for name in ("start_trial", "end_trial", "go_live")
            }
            for view in result["views"].values():
                toolbar = view.get("toolbar", {})
                if "action" in toolbar:
                    toolbar["action"] = [
                        action
                        for action in toolbar["action"]
                        if action["id"] not in left_out
                    ]
        return result

    def action_replenish(self, force_to_max=False):
        marked = self.with_context(jit_ordering_by_hand=ORDERING_BY_HAND)
        return super(StockWarehouseOrderpoint, marked).action_replenish(
            force_to_max=force_to_max
        )

    def unlink(self) -> bool:
        """Core drops manual rules that it made itself as soon as they have ordered:
        not those on trial, nor what was noted of them."""
        dropped = self - self._jit_tried() if is_ordering_by_hand(self.env) else self
        return super(StockWarehouseOrderpoint, dropped).unlink()

    def _unlink_processed_orderpoints(self):
        """The same, whenever somebody opens the replenishment."""
        made = self.with_context(active_test=False).search(
            [("create_uid", "=", SUPERUSER_ID), ("trigger", "=", "manual")]
        )
        dropped = (self & made if self.ids else made) - made._jit_tried()
        if not dropped:
            # none at all would mean every one to core
            return dropped
        return super(StockWarehouseOrderpoint, dropped)._unlink_processed_orderpoints()

    def _jit_tried(self) -> models.Model:
        """Those that are on trial, or were."""
        # what is kept of trials is closed to storekeepers, who order by hand
        known = self.env["jit.trial"].sudo().search([("orderpoint_id", "in", self.ids)])
        return self.filtered(
            lambda rule: rule.jit_trial_since or rule in known.orderpoint_id
        )

    def action_jit_open_trial(self) -> dict:
        """The days noted of this rule, of all its trials."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_trial_day_action"
        )
        action["domain"] = [("orderpoint_id", "=", self.id)]
        action["context"] = {"create": False}
        return action
