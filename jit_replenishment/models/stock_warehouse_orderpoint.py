import math
from collections.abc import Iterable

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..marks import ENGINE, is_restoring
from ..notices import notice

_FIGURES = ("product_min_qty", "product_max_qty")
# a change of one of these may change what is to be ordered
_TERMS = frozenset(
    {
        "active",
        "trigger",
        "product_min_qty",
        "product_max_qty",
        "jit_expected_demand",
        "replenishment_uom_id",
        "supplier_id",
        "route_id",
        "product_id",
        "company_id",
        "warehouse_id",
        "location_id",
        "snoozed_until",
        "jit_consequence_class_id",
    }
)


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    trigger = fields.Selection(
        selection_add=[("jit", "Just in Time")], ondelete={"jit": "set default"}
    )
    jit_consequence_class_id = fields.Many2one(
        "jit.consequence.class",
        string="If It Runs Out Here for a Week",
        ondelete="restrict",
        help="Empty: the answer of the product or its category holds.",
    )
    jit_effective_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Consequence Class",
        compute="_compute_jit_effective_class_id",
        store=True,
        index="btree_not_null",
        compute_sudo=True,
    )
    jit_class_origin = fields.Char(
        string="Where the Class Comes From", compute="_compute_jit_class_origin"
    )
    jit_decision_ids = fields.One2many(
        "jit.decision", "orderpoint_id", string="History"
    )
    jit_draft_line_ids = fields.One2many(
        "purchase.order.line",
        "orderpoint_id",
        string="Draft Line",
        domain=[("jit_owned", "=", True)],
    )
    jit_draft_order_id = fields.Many2one(
        "purchase.order",
        string="Draft Order",
        compute="_compute_jit_draft_order_id",
        compute_sudo=True,
    )

    @api.depends("jit_consequence_class_id", "product_tmpl_id.jit_effective_class_id")
    def _compute_jit_effective_class_id(self) -> None:
        for rule in self:
            rule.jit_effective_class_id = (
                rule.jit_consequence_class_id
                or rule.product_tmpl_id.jit_effective_class_id
            )
        # an answer given on a product or category reaches its rules only here
        self.filtered("id")._jit_signal()

    @api.depends("jit_consequence_class_id", "product_tmpl_id.jit_effective_class_id")
    def _compute_jit_class_origin(self) -> None:
        for rule in self:
            if rule.jit_consequence_class_id:
                rule.jit_class_origin = self.env._("set on this rule")
            elif rule.product_tmpl_id.jit_consequence_class_id:
                rule.jit_class_origin = self.env._("from the product")
            else:
                template = rule.product_tmpl_id
                rule.jit_class_origin = (
                    template._jit_class_origin_text() if template else False
                )

    @api.depends("jit_draft_line_ids.jit_owned")
    def _compute_jit_draft_order_id(self) -> None:
        lines = self._origin._jit_open_lines()
        for rule in self:
            line = lines.get(rule._origin.id)
            rule.jit_draft_order_id = line and line.order_id

    def _jit_open_lines(self) -> dict:
        """By rule id, the line made for it that waits in a draft: the engine's own, or
        else the one that a person changed last."""
        lines = self.env["purchase.order.line"].search(
            [
                ("orderpoint_id", "in", self.ids),
                ("jit_decision_id", "!=", False),
                ("order_id.state", "=", "draft"),
            ],
            order="jit_owned, jit_changed_at NULLS FIRST, id",
        )
        return {line.orderpoint_id.id: line for line in lines}

    @api.depends("trigger")
    def _compute_product_max_qty(self) -> None:
        """Core raises the target to the reorder point without a word; a just-in-time
        rule refuses instead (``_check_min_max_qty``). Only a rule being typed in still
        gets its target proposed."""
        settled = self.filtered(lambda rule: rule.trigger == "jit" and rule._origin)
        return super(
            StockWarehouseOrderpoint, self - settled
        )._compute_product_max_qty()

    @api.model
    def _jit_check_numbers(self, vals: dict, names: Iterable[str]) -> None:
        """Refuse what no field can hold before the field fails without a word."""
        for name in names:
            if not math.isfinite(float(vals.get(name) or 0)):
                raise ValidationError(
                    self.env._(
                        "The reorder point and the target must be plain numbers; "
                        "%(value)s is not.",
                        value=vals[name],
                    )
                )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        for vals in vals_list:
            self._jit_check_numbers(vals, _FIGURES)
        rules = super().create(vals_list)
        rules._jit_signal()
        return rules

    def write(self, vals: dict) -> bool:
        self._jit_check_numbers(vals, _FIGURES)
        live = self.filtered(lambda rule: rule.trigger == "jit")
        if vals.get("trigger", "jit") == "jit" and vals.get("qty_to_order_manual"):
            live._jit_refuse_manual_quantity()
        if vals.get("trigger") == "jit":
            vals = (self - live)._jit_join(vals)
        elif "trigger" in vals and not is_restoring(self.env):
            live._jit_leave()
        if not vals.get("active", True):
            live._jit_close_problems()
        result = super().write(vals)
        if _TERMS & vals.keys():
            self._jit_signal()
        return result

    def unlink(self) -> bool:
        """The draft line of a rule nobody wants any more goes with it."""
        # rules around its place have counted on it
        self._jit_signal()
        lines = self._jit_engine_lines()
        orders = lines.order_id
        lines.unlink()
        self.env["jit.draft.order"]._retire_empty(orders)
        # by hand: the database would leave their reminders behind
        problems = self.env["jit.exception"].sudo()
        problems.search([("orderpoint_id", "in", self.ids)]).unlink()
        return super().unlink()

    def _jit_signal(self) -> None:
        for company, rules in self.grouped("company_id").items():
            self.env["jit.signal"]._emit(rules.product_id, company, forced=True)

    def _jit_engine_lines(self) -> models.Model:
        """The engine's open lines of these rules."""
        # whoever may change a rule, a storekeeper say, need not see purchase orders
        lines = self.env["purchase.order.line"].sudo().with_context(jit_engine=ENGINE)
        return lines.search(
            [("orderpoint_id", "in", self.ids), ("jit_owned", "=", True)]
        )

    def _jit_join(self, vals: dict) -> dict:
        """Remember these rules before they go live; the values to write then."""
        self.env["jit.takeover"]._remember(self)
        # only where there is one: an empty quantity has to come back as empty
        manual = self.filtered("qty_to_order_manual")
        manual.write({"qty_to_order_manual": 0})
        return {name: vals[name] for name in vals if name != "qty_to_order_manual"}

    def _jit_leave(self) -> None:
        """A plain change of the trigger: figures stay as they are now, drafts stay as
        ordinary requests, and what was before is forgotten."""
        self._jit_release_drafts()
        self.env["jit.takeover"]._forget(self)

    def _jit_release_drafts(self) -> None:
        """Draft lines of rules that leave just-in-time become ordinary requests."""
        lines = self._jit_engine_lines()
        lines._jit_release()
        self.env["jit.draft.order"]._retire_empty(lines.order_id)
        self._jit_close_problems()

    def _jit_close_problems(self) -> None:
        """Nothing is to be mended for rules the engine does not order for."""
        # problems are written by the engine alone, whoever changes the rule
        problems = self.env["jit.exception"].sudo()
        problems._reconcile({rule_id: {} for rule_id in self.ids})

    def _inverse_route_id(self) -> None:
        restoring = self if is_restoring(self.env) else self.browse()
        return super(StockWarehouseOrderpoint, self - restoring)._inverse_route_id()

    def _inverse_supplier_id(self) -> None:
        restoring = self if is_restoring(self.env) else self.browse()
        return super(StockWarehouseOrderpoint, self - restoring)._inverse_supplier_id()

    def action_jit_go_live(self) -> bool:
        """Hand the rules to the engine, figures kept, the former state remembered."""
        self.filtered(lambda rule: rule.trigger != "jit").write({"trigger": "jit"})
        # over RPC nothing is no answer
        return True

    def action_jit_undo(self) -> bool:
        """Put the rules back exactly as they were before they went live."""
        rules = self.filtered(lambda rule: rule.trigger == "jit")
        self.env["jit.takeover"]._restore(rules)
        return True

    def action_jit_check_now(self) -> dict:
        """Have the engine look at once; the answer comes on the draft order."""
        rules = self.filtered(lambda rule: rule.trigger == "jit")
        if not rules:
            raise UserError(
                self.env._("Put the rule under Just in Time first (Actions menu).")
            )
        rules._jit_signal()
        return notice(
            self.env._(
                "Being checked. A draft order follows within seconds if one is needed."
            ),
            "info",
            next=False,
        )
