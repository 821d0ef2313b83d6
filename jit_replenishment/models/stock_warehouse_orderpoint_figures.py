import logging
import operator as operators

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..faults import bisect, is_passing
from ..queries.due_rules import rules_that_may_order
from .jit_decision import OUTCOMES, STATUSES, status_of

_logger = logging.getLogger(__name__)

_COMPARISONS = {
    "=": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class StockWarehouseOrderpoint(models.Model):
    """One truth on every screen: for just-in-time rules core's figures are ours.

    They are decided as the page is read, never stored, so they are as true as the page.
    """

    _inherit = "stock.warehouse.orderpoint"

    jit_on_order = fields.Float(
        string="Incoming", digits="Product Unit", compute="_compute_jit_figures"
    )
    jit_committed = fields.Float(
        string="Promised", digits="Product Unit", compute="_compute_jit_figures"
    )
    jit_already_expected = fields.Float(
        string="Already Expected",
        digits="Product Unit",
        compute="_compute_jit_figures",
        help="Of what is promised, the part that the reorder point contains as the "
        "demand it expects. It is not counted a second time.",
    )
    jit_runs_out_on = fields.Date(
        string="Runs Out",
        compute="_compute_jit_figures",
        search="_search_jit_runs_out_on",
    )
    jit_outcome = fields.Selection(
        OUTCOMES,
        string="Just in Time Says",
        compute="_compute_jit_figures",
        search="_search_jit_outcome",
    )
    jit_status = fields.Selection(
        STATUSES,
        string="Status",
        compute="_compute_jit_figures",
        help="Covered Late: what covers it is overdue or comes after the shelf is "
        "empty.",
    )
    jit_why = fields.Text(string="Why", compute="_compute_jit_figures")
    jit_vendor_id = fields.Many2one(
        "res.partner", string="Buys From", compute="_compute_jit_vendor"
    )
    jit_vendor_sku = fields.Char(string="Vendor SKU", compute="_compute_jit_vendor")

    @api.depends(
        "trigger",
        "product_id",
        "location_id",
        "product_min_qty",
        "product_max_qty",
        "jit_expected_demand",
        "supplier_id",
        "snoozed_until",
    )
    @api.depends_context("lang", "uid")
    def _compute_jit_figures(self) -> None:
        wishes = self._jit_wishes()
        writer = self.env["jit.reason"]
        for rule in self:
            wish = wishes.get(rule.id)
            decision = wish.verdict.decision if wish else None
            facts = [reason.as_list() for reason in decision.reasons] if wish else []
            rule.jit_on_order = wish.on_order if wish else 0.0
            rule.jit_committed = wish.committed if wish else 0.0
            rule.jit_already_expected = wish.already_expected if wish else 0.0
            rule.jit_runs_out_on = decision.runs_out_on if decision else False
            rule.jit_outcome = decision.outcome if decision else False
            rule.jit_status = (
                status_of(decision.outcome, decision.is_late) if decision else False
            )
            rule.jit_why = writer._sentences(facts, rule.product_uom) or False

    @api.depends(
        "product_id.seller_ids.partner_id",
        "product_id.seller_ids.sequence",
        "product_id.seller_ids.product_code",
        "supplier_id",
    )
    def _compute_jit_vendor(self) -> None:
        """Who is asked when it dips: the vendor set here, else the list's first."""
        for rule in self:
            vendor = (rule.supplier_id or rule._jit_offers()[:1]).partner_id
            rule.jit_vendor_id = vendor
            rule.jit_vendor_sku = rule.product_id._jit_vendor_sku(
                vendor, rule.company_id
            )

    def _jit_offers(self) -> models.Model:
        """The price list of the rule's product for its company, the first one first."""
        self.ensure_one()
        product, company = self.product_id, self.company_id
        return product.seller_ids.filtered(
            lambda offer: (
                offer.product_id in (product, product.browse())
                and offer.company_id in (company, company.browse())
            )
        )

    def _jit_wishes(self) -> dict:
        """Decide the just-in-time rules among these now; keyed by rule id."""
        rules = self.filtered(lambda rule: rule.trigger == "jit" and rule._origin)
        if not rules:
            return {}
        # figures of the rules shown, for whoever may see them: stock, orders and price
        # lists behind them may be closed to a storekeeper
        verdicts = self._jit_decide_apart(rules._origin.ids)
        wish = self.env["jit.wish"].sudo()
        found = {rule_id: wish._of(verdict) for rule_id, verdict in verdicts.items()}
        return {
            rule.id: found[rule._origin.id]
            for rule in rules
            if rule._origin.id in found
        }

    @api.model
    def _jit_decide_apart(self, rule_ids: list[int]) -> dict:
        """Decide rules together, or where one of them fails, each by itself.

        One odd figure must not close the page that shows all the others; what the
        engine makes of it stands under To Fix.
        """
        situation = self.env["jit.situation"].sudo()
        found = {}

        def decide(ids: list[int]) -> None:
            with self.env.cr.savepoint(flush=False):
                found.update(situation._decide(ids))

        def leave_out(ids: list[int], error: Exception) -> None:
            if is_passing(error):
                raise error
            _logger.info("Just in Time: no figures for rule %s", ids, exc_info=error)

        bisect(rule_ids, decide, leave_out, strikes_all=is_passing)
        return found

    @api.depends("trigger")
    def _compute_qty(self) -> None:
        jit = self.filtered(lambda rule: rule.trigger == "jit" and rule._origin)
        wishes = jit._jit_wishes()
        for rule in jit:
            wish = wishes.get(rule.id)
            rule.qty_on_hand = wish.on_hand if wish else 0.0
            rule.qty_forecast = wish.inventory_position if wish else 0.0
        # core counts manufacturing and purchase orders in; a buyer may see the rule and
        # its figures without being allowed to read those
        others = (self - jit).sudo()
        return super(StockWarehouseOrderpoint, others)._compute_qty()

    @api.depends("trigger")
    def _compute_qty_to_order(self) -> None:
        jit = self.filtered(lambda rule: rule.trigger == "jit" and rule._origin)
        wishes = jit._jit_wishes()
        for rule in jit:
            wish = wishes.get(rule.id)
            rule.qty_to_order = wish.ordered_quantity if wish else 0.0
        others = self - jit
        return super(StockWarehouseOrderpoint, others)._compute_qty_to_order()

    def _inverse_qty_to_order(self) -> None:
        self.filtered(lambda rule: rule.trigger == "jit")._jit_refuse_manual_quantity()
        return super()._inverse_qty_to_order()

    def _jit_refuse_manual_quantity(self) -> None:
        if self:
            raise UserError(
                self.env._(
                    "The quantity of a just-in-time rule follows from its reorder "
                    "point and target. Change those, or the quantity on the draft "
                    "order."
                )
            )

    @api.model
    def _search_qty_to_order(self, operator, value) -> Domain:
        compare = _COMPARISONS.get(operator)
        if not compare:
            return NotImplemented
        # who may see the rules may know which are low, whatever stock they may read
        low = self.browse(rules_that_may_order(self.sudo().env))
        wishes = low._jit_wishes()
        shown = {rule_id: wish.ordered_quantity for rule_id, wish in wishes.items()}
        # of all others nothing is to be ordered, and the screen shows 0
        default = compare(0.0, value or 0.0)
        others = [
            rule_id
            for rule_id in low.ids
            if compare(shown.get(rule_id, 0.0), value or 0.0) != default
        ]
        matching = Domain("id", "not in" if default else "in", others)
        jit = Domain("trigger", "=", "jit")
        if not self.search_count(~jit, limit=1):
            # core would load every rule to find none of its own
            return jit & matching
        core = Domain(super()._search_qty_to_order(operator, value))
        return (core & ~jit) | (jit & matching)

    @api.depends("trigger")
    def _compute_qty_to_order_computed(self) -> None:
        """Kept at zero: a stored figure would be rewritten by every delivery."""
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        jit.qty_to_order_computed = 0.0
        others = self - jit
        return super(StockWarehouseOrderpoint, others)._compute_qty_to_order_computed()

    @api.depends("trigger")
    def _compute_deadline_date(self) -> None:
        """Empty for the same reason; Runs Out and the draft order carry the dates."""
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        jit.deadline_date = False
        return super(StockWarehouseOrderpoint, self - jit)._compute_deadline_date()

    def _compute_unwanted_replenish(self) -> None:
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        jit.unwanted_replenish = False
        others = self - jit
        return super(StockWarehouseOrderpoint, others)._compute_unwanted_replenish()

    def _procure_orderpoint_confirm(
        self, use_new_cursor=False, company_id=None, raise_user_error=True
    ):
        """Core orders here and now; a just-in-time rule only asks to be looked at."""
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        jit._jit_signal()
        others = self - jit
        if not others:
            return {}
        return super(StockWarehouseOrderpoint, others)._procure_orderpoint_confirm(
            use_new_cursor=use_new_cursor,
            company_id=company_id,
            raise_user_error=raise_user_error,
        )

    def action_replenish(self, force_to_max=False):
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        notification = jit.action_jit_check_now() if jit else False
        others = self - jit
        if not others:
            return notification
        return super(StockWarehouseOrderpoint, others).action_replenish(
            force_to_max=force_to_max
        )

    def action_replenish_auto(self):
        """Core's Automate would take a just-in-time rule off the engine: it stays."""
        jit = self.filtered(lambda rule: rule.trigger == "jit")
        notification = jit.action_jit_check_now() if jit else False
        others = self - jit
        if not others:
            return notification
        return super(StockWarehouseOrderpoint, others).action_replenish_auto()

    def action_explain(self) -> dict:
        """Show why something is ordered by this rule, or why not."""
        self.ensure_one()
        return self.product_id.action_explain(self.location_id.id)
