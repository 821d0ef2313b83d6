from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import Query

from ..notices import notice
from ..queries.check_scope import Scope
from ..queries.rule_candidates import (
    archived_rules,
    count_candidates,
    count_findings,
    count_rules,
)

_SCOPE = ("company_id", "warehouse_ids", "category_ids", "vendor_ids")
_SCOPE += ("class_ids", "product_ids")


class JitChoose(models.TransientModel):
    """Choose what Just in Time looks after, and see what that is before anything
    happens."""

    _name = "jit.choose"
    _description = "Choose Products"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Warehouses",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    category_ids = fields.Many2many(
        "product.category",
        string="Categories",
        help="With those below them.",
    )
    vendor_ids = fields.Many2many(
        "res.partner",
        "jit_choose_vendor_rel",
        string="Vendors",
        domain="[('supplier_rank', '>', 0)]",
        help="Products that have a price of one of them.",
    )
    class_ids = fields.Many2many("jit.consequence.class", string="Classes")
    product_ids = fields.Many2many(
        "product.product", string="Products", check_company=True
    )

    auto_count = fields.Integer(string="Automatic", compute="_compute_counts")
    manual_count = fields.Integer(string="Manual", compute="_compute_counts")
    trial_count = fields.Integer(string="On Trial", compute="_compute_counts")
    live_count = fields.Integer(string="Live", compute="_compute_counts")
    startable_count = fields.Integer(compute="_compute_counts")
    new_count = fields.Integer(
        string="Without a Rule",
        compute="_compute_counts",
        help="Each counted in every warehouse in which it sells.",
    )
    odd_count = fields.Integer(string="Rules in Odd Places", compute="_compute_counts")
    archived_count = fields.Integer(compute="_compute_counts")
    kit_count = fields.Integer(compute="_compute_counts")
    no_vendor_count = fields.Integer(compute="_compute_counts")
    untracked_count = fields.Integer(compute="_compute_counts")
    left_out_count = fields.Integer(compute="_compute_counts")
    counted_said = fields.Char(compute="_compute_counted")
    is_counted = fields.Boolean(compute="_compute_counted")

    what = fields.Selection(
        [
            ("trial", "Start a Trial"),
            ("live", "Go Live"),
            ("leave", "Leave Them as They Are"),
        ],
        string="With These Rules",
        default="trial",
        required=True,
        help="Either way they keep their figures. On trial a rule stays what it is, "
        "and what Just in Time would do is noted.",
    )
    suggests = fields.Boolean(
        string="Suggest Rules for What Sells without One", default=True
    )

    @api.depends("company_id")
    @api.depends_context("lang", "tz")
    def _compute_counted(self) -> None:
        for wizard in self:
            check = self.env["jit.check"].search(
                [("company_id", "=", wizard.company_id.id)], limit=1
            )
            wizard.is_counted = bool(check.checked_at)
            if check.checked_at:
                wizard.counted_said = self.env._(
                    "What sells where was last counted %(when)s.",
                    when=self.env["jit.health"]._moment(check.checked_at),
                )
            elif check and check._is_pending():
                wizard.counted_said = self.env._(
                    "What sells where is being counted: look again in a minute."
                )
            else:
                wizard.counted_said = self.env._(
                    "What sells where was not counted yet. Until it is, products "
                    "without a rule cannot be found."
                )

    @api.depends(*_SCOPE)
    def _compute_counts(self) -> None:
        for wizard in self:
            wizard._count_rules()
            wizard._count_others()
            wizard.left_out_count = sum(
                wizard[f"{name}_count"]
                for name in ("odd", "archived", "kit", "no_vendor", "untracked")
            )

    def _count_rules(self) -> None:
        rules = self.env["stock.warehouse.orderpoint"]
        every, fit = self._rule_domain(), self._fit_domain()
        found = count_rules(rules, fit)
        self.auto_count = found.get(("hand", "auto"), 0)
        self.manual_count = found.get(("hand", "manual"), 0)
        self.startable_count = self.auto_count + self.manual_count
        for stage in ("trial", "live"):
            self[f"{stage}_count"] = sum(
                count for (known, _trigger), count in found.items() if known == stage
            )
        self.odd_count = rules.search_count(every) - sum(found.values())

    def _count_others(self) -> None:
        # who may choose may know what sells; the check wrote it for all of them
        found = count_candidates(self.env, self._scope(), self._moving())
        for fate in ("new", "archived", "kit", "no_vendor"):
            self[f"{fate}_count"] = found[fate]
        faults = count_findings(self.env["jit.finding"], self._fault_domain())
        self.untracked_count = faults.get("untracked", 0)

    # -- the scope -----------------------------------------------------------------

    def _scope(self) -> Scope:
        return self.env["jit.check"]._scope(self.company_id)

    def _product_domain(self, path: str, classes: str) -> Domain:
        """What of the scope concerns products.

        :param path: from the model that is searched to a template or a variant
        :param classes: its field of the class that holds
        """
        domain = Domain("company_id", "=", self.company_id.id)
        if self.category_ids:
            domain &= Domain(f"{path}.categ_id", "child_of", self.category_ids.ids)
        if self.vendor_ids:
            domain &= Domain(
                f"{path}.seller_ids",
                "any",
                [
                    ("partner_id", "child_of", self.vendor_ids.ids),
                    ("company_id", "in", [False, self.company_id.id]),
                ],
            )
        if self.class_ids:
            domain &= Domain(classes, "in", self.class_ids.ids)
        return domain

    def _rule_domain(self) -> Domain:
        """Active rules of the scope, but those that core makes for one look."""
        domain = self._product_domain("product_id", "jit_effective_class_id")
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        if self.warehouse_ids:
            domain &= Domain("warehouse_id", "in", self.warehouse_ids.ids)
        passing = (
            Domain("create_uid", "=", SUPERUSER_ID)
            & Domain("trigger", "=", "manual")
            & Domain("product_min_qty", "=", 0)
            & Domain("product_max_qty", "=", 0)
        )
        return domain & ~passing

    def _fit_domain(self) -> Domain:
        """Those that can be kept just in time: of tracked goods, in a stock of ours."""
        return (
            self._rule_domain()
            & Domain("location_id.usage", "=", "internal")
            & Domain("location_id.active", "=", True)
            & Domain("product_id.active", "=", True)
            & Domain("product_id.is_storable", "=", True)
        )

    def _moving(self) -> Query:
        """What was counted of the scope."""
        domain = self._product_domain(
            "product_id", "product_id.product_tmpl_id.jit_effective_class_id"
        )
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        if self.warehouse_ids:
            domain &= Domain("warehouse_id", "in", self.warehouse_ids.ids)
        return self.env["jit.stock.audit"]._search(domain & Domain("sold", ">", 0))

    def _fault_domain(self) -> Domain:
        """Faults of products of the scope; no warehouse is at fault."""
        domain = self._product_domain(
            "product_tmpl_id", "product_tmpl_id.jit_effective_class_id"
        )
        if self.product_ids:
            templates = self.product_ids.product_tmpl_id
            domain &= Domain("product_tmpl_id", "in", templates.ids)
        return (
            domain
            & Domain("kind_id.code", "in", ["untracked", "no_vendor"])
            & Domain("set_aside_on", "=", False)
        )

    # -- what to do ----------------------------------------------------------------

    def action_choose(self) -> dict:
        """Start trials or go live, suggest what is missing, show what came of it."""
        self.ensure_one()
        self.env["jit.rule.suggestion"]._ensure_manager()
        if not (self.startable_count or self.trial_count or self.new_count):
            raise UserError(
                self.env._(
                    "Nothing to do here: all rules of these products are live, and "
                    "nothing else of them sells. Choose others."
                )
            )
        suggested = self.suggests and self.new_count
        if suggested:
            self.env["jit.rule.suggestion"]._refresh(self._scope(), self._moving())
        asked, said = self._put_to_work()
        if asked:
            return asked
        shown = self._show_suggestions() if suggested else self._show_rules()
        return self._said(said, shown) if said else shown

    def _put_to_work(self) -> tuple[dict | None, str | None]:
        """:returns: a dialog that asks before anything goes live, if there is one; else
        what happened"""
        rules = self.env["stock.warehouse.orderpoint"]
        if self.what == "trial" and self.startable_count:
            hand = self._fit_domain() & Domain("jit_stage", "=", "hand")
            started = rules.search(hand)
            started.action_jit_start_trial()
            return None, rules._jit_say_started(len(started))
        if self.what == "live" and (self.startable_count or self.trial_count):
            waiting = rules.search(
                self._fit_domain() & Domain("jit_stage", "!=", "live")
            )
            return waiting.action_jit_open_go_live(), None
        return None, None

    def _said(self, message: str, shown: dict) -> dict:
        return notice(message, next=shown)

    def _show_rules(self) -> dict:
        """Those of the scope: on trial, or as they are."""
        rules = self.env["stock.warehouse.orderpoint"]
        if self.what != "trial":
            return self._show(self.env._("Rules"), rules.search(self._fit_domain()))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_trial_action"
        )
        domain = Domain("stage", "=", "trial")
        domain &= Domain("company_id", "=", self.company_id.id)
        if any(self[name] for name in _SCOPE if name != "company_id"):
            tried = rules.search(self._fit_domain() & Domain("jit_stage", "=", "trial"))
            domain &= Domain("orderpoint_id", "in", tried.ids)
        return action | {"domain": list(domain)}

    def _show_suggestions(self) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_rule_suggestion_action"
        )
        domain = Domain("company_id", "=", self.company_id.id)
        if self.warehouse_ids:
            domain &= Domain("warehouse_id", "in", self.warehouse_ids.ids)
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        for path, values in (
            ("product_id.categ_id", self.category_ids),
            ("product_id.seller_ids.partner_id", self.vendor_ids),
        ):
            if values:
                domain &= Domain(path, "child_of", values.ids)
        if self.class_ids:
            classes = "product_id.product_tmpl_id.jit_effective_class_id"
            domain &= Domain(classes, "in", self.class_ids.ids)
        return action | {"domain": list(domain)}

    def action_count(self) -> dict:
        """Have what sells where counted, and stay here."""
        self.ensure_one()
        self.env["jit.check"]._ask(self.company_id)
        return self._reopen()

    def action_refresh(self) -> dict:
        self.ensure_one()
        return self._reopen()

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose Products"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def action_export(self) -> dict:
        """The rules of the scope, on a sheet."""
        self.ensure_one()
        rules = self.env["stock.warehouse.orderpoint"].search(self._rule_domain())
        return self.env["jit.sheet.export"]._export(rules)

    def action_show_faults(self) -> dict:
        """The products that nobody counts, and those nobody sells."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_finding_action"
        )
        return action | {"domain": list(self._fault_domain())}

    def action_show_odd(self) -> dict:
        """The rules that cannot be kept, however they came about."""
        self.ensure_one()
        rules = self.env["stock.warehouse.orderpoint"]
        odd = rules.search(self._rule_domain()) - rules.search(self._fit_domain())
        return self._show(self.env._("Rules in Odd Places"), odd)

    def action_show_archived(self) -> dict:
        self.ensure_one()
        ids = archived_rules(self.env, self._scope(), self._moving())
        archived = self.env["stock.warehouse.orderpoint"].browse(ids)
        return self._show(self.env._("Archived Rules of What Sells"), archived)

    def _show(self, name: str, rules: models.Model) -> dict:
        view = self.env.ref(
            "jit_replenishment.stock_warehouse_orderpoint_check_view_list"
        )
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "stock.warehouse.orderpoint",
            "views": [(view.id, "list"), (False, "form")],
            "domain": [("id", "in", rules.ids)],
            "context": {"active_test": False},
        }
