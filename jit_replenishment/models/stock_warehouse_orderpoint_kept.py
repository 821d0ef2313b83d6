from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..notices import notice
from ..queries.vendor_counts import read_vendor_counts, rules_of_one_vendor
from .jit_learning_service import SERVICES, weighed_by_cycles

_SUGGESTED = {
    "important": "jit_replenishment.consequence_class_important",
    "minor": "jit_replenishment.consequence_class_minor",
}


class StockWarehouseOrderpoint(models.Model):
    """How a rule is best kept, as learned: shown, filtered and grouped on the list.

    All of it lies in ``jit.learning``; a list reads that once, whatever its length.
    """

    _inherit = "stock.warehouse.orderpoint"

    jit_learning_id = fields.Many2one(
        "jit.learning",
        string="What Was Learned",
        compute="_compute_jit_learning_id",
        search="_search_jit_learning_id",
        compute_sudo=True,
    )
    jit_suitability = fields.Selection(
        string="Best Kept",
        related="jit_learning_id.suitability",
        help="Lean: comes soon and on time, sells steadily. Buffered: something speaks "
        "for more stock. On Demand: bought when somebody asks for it.",
    )
    jit_suitability_why = fields.Char(
        string="Kept So Because", compute="_compute_jit_suitability_why"
    )
    jit_abc = fields.Selection(
        string="ABC",
        related="jit_learning_id.abc",
        help="By what is sold in a year: A makes up 80 % of its value, B the next 15.",
    )
    jit_xyz = fields.Selection(
        string="XYZ",
        related="jit_learning_id.xyz",
        help="By how even four weeks sell: X steady, Y uneven, Z erratic.",
    )
    jit_target_service = fields.Float(
        string="Target Service", related="jit_learning_id.cycle_service_level"
    )
    jit_expected_service = fields.Float(
        string="Expected Service", related="jit_learning_id.expected_service"
    )
    jit_measured_service = fields.Float(
        string="Measured Service", related="jit_learning_id.measured_service"
    )
    jit_measured_cycles = fields.Integer(
        string="Past Cycles", related="jit_learning_id.measured_cycles"
    )
    jit_suggested_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Suggested Class",
        compute="_compute_jit_suggested_class_id",
        search="_search_jit_suggested_class_id",
        compute_sudo=True,
        help="What sales speak for where nobody answered the question. Only a person "
        "knows what happens when it runs out.",
    )
    jit_vendor_count = fields.Integer(
        string="Number of Vendors",
        compute="_compute_jit_vendor_count",
        search="_search_jit_vendor_count",
        compute_sudo=True,
        help="That have an offer which is valid today.",
    )

    @api.depends("product_id", "location_id")
    def _compute_jit_learning_id(self) -> None:
        found = self.env["jit.learning"].search(
            [("orderpoint_id", "in", self._origin.ids)]
        )
        by_rule = {learning.orderpoint_id.id: learning for learning in found}
        for rule in self:
            rule.jit_learning_id = by_rule.get(rule._origin.id)

    @api.model
    def _search_jit_learning_id(self, operator: str, value) -> Domain:
        learnings = self.env["jit.learning"]
        if operator in ("any", "any!"):
            # who may see the rules may know what was learned of them
            found = learnings.sudo()._search(value)
        elif operator == "in" and not any(value):
            every = learnings.sudo()._search([])
            return ~Domain("id", "in", every.subselect("orderpoint_id"))
        elif operator == "in":
            found = learnings.sudo()._search([("id", "in", list(value))])
        else:
            return NotImplemented
        return Domain("id", "in", found.subselect("orderpoint_id"))

    def _field_to_sql(
        self, alias: str, field_expr: str, query: Query | None = None
    ) -> SQL:
        """Where the learning of a rule is, for groups and orders."""
        if field_expr != "jit_learning_id":
            return super()._field_to_sql(alias, field_expr, query)
        self.env["jit.learning"].flush_model(["orderpoint_id"])
        return SQL(
            "(SELECT id FROM jit_learning WHERE orderpoint_id = %s)",
            SQL.identifier(alias, "id"),
        )

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        name, _colon, function = aggregate_spec.partition(":")
        if function == "avg" and name in {f"jit_{each}" for each in SERVICES}:
            return weighed_by_cycles(self, name, "jit_measured_cycles", query)
        return super()._read_group_select(aggregate_spec, query)

    @api.depends("jit_learning_id.suitability_reasons")
    @api.depends_context("lang")
    def _compute_jit_suitability_why(self) -> None:
        writer = self.env["jit.reason"]
        for rule in self:
            reasons = rule.jit_learning_id.sudo().suitability_reasons or []
            rule.jit_suitability_why = writer._sentences(reasons, rule.product_uom)

    # -- the class that sales speak for ------------------------------------------

    @api.depends(
        "jit_learning_id.suggested_class",
        "jit_consequence_class_id",
        "product_tmpl_id.jit_effective_class_id",
    )
    def _compute_jit_suggested_class_id(self) -> None:
        classes = self._jit_suggestible_classes()
        for rule in self:
            found = classes.get(rule.jit_learning_id.suggested_class)
            if rule._jit_class_is_chosen() or found == rule.jit_effective_class_id:
                found = None
            rule.jit_suggested_class_id = found

    @api.model
    def _search_jit_suggested_class_id(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        asked = set(filter(None, value))
        open_ones = Domain.OR(
            Domain("jit_learning_id.suggested_class", "=", code)
            & Domain("jit_effective_class_id", "!=", found.id)
            for code, found in self._jit_suggestible_classes().items()
            if not asked or found.id in asked
        )
        domain = open_ones & self._jit_class_is_assumed()
        return domain if asked else ~domain

    @api.model
    def _jit_suggestible_classes(self) -> dict[str, models.Model]:
        """By what is suggested; those that were deleted or archived never are."""
        found = {
            code: self.env.ref(xmlid, raise_if_not_found=False)
            for code, xmlid in _SUGGESTED.items()
        }
        return {code: each for code, each in found.items() if each and each.active}

    @api.model
    def _jit_class_is_assumed(self) -> Domain:
        answering = self.env["product.category"].search(
            [("jit_consequence_class_id", "!=", False)]
        )
        return (
            Domain("jit_consequence_class_id", "=", False)
            & Domain("product_tmpl_id.jit_consequence_class_id", "=", False)
            & ~Domain("product_id.categ_id", "child_of", answering.ids)
        )

    def _jit_class_is_chosen(self) -> bool:
        """Whether a person answered: here, on the product or on a category."""
        template = self.product_tmpl_id
        return bool(
            self.jit_consequence_class_id
            or template.jit_consequence_class_id
            or template.categ_id._jit_answering()
        )

    def action_jit_take_class(self) -> dict:
        """Make the suggested class the answer of these rules."""
        self.check_access("write")
        suggested = self.filtered("jit_suggested_class_id")
        for found, rules in suggested.grouped("jit_suggested_class_id").items():
            rules.write({"jit_consequence_class_id": found.id})
        if not suggested:
            said = self.env._("No other class is suggested of these rules.")
            return notice(said, "info")
        return notice(self.env._("Classes taken: %(count)s.", count=len(suggested)))

    # -- who sells it ------------------------------------------------------------

    @api.depends("product_id.seller_ids")
    def _compute_jit_vendor_count(self) -> None:
        counts = read_vendor_counts(self.env, self._origin.ids, self._jit_days())
        for rule in self:
            rule.jit_vendor_count = counts.get(rule._origin.id, 0)

    @api.model
    def _search_jit_vendor_count(self, operator: str, value) -> Domain:
        """One vendor only is all that is asked for."""
        if operator != "in" or set(value) != {1}:
            return NotImplemented
        return Domain("id", "in", rules_of_one_vendor(self.env, self._jit_days()))

    @api.model
    def _jit_days(self) -> dict:
        """Today, by the clock of each company."""
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        return {company.id: company._jit_today() for company in companies}
