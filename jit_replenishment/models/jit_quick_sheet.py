from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, formatLang

from ..forms import open_form
from ..notices import notice
from ..queries.quick_sheet import quick_sheet, read_answered


class JitQuickSheet(models.Model):
    """Products that sell, those first for which the answer matters most.

    Read from the stock audit each time; an answer is written on the product.
    """

    _name = "jit.quick.sheet"
    _description = "Answer the Question"
    _auto = False
    _log_access = False
    _order = "weight desc, picks desc, id"
    _rec_name = "product_tmpl_id"
    _depends = {
        "jit.stock.audit": ["company_id", "product_id", "sold_value", "picks"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["active", "categ_id", "jit_consequence_class_id"],
        "product.category": ["parent_path", "jit_consequence_class_id"],
    }

    product_tmpl_id = fields.Many2one("product.template", "Product", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    category_id = fields.Many2one("product.category", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sold_value = fields.Monetary(
        string="Value Sold", readonly=True, help="What was sold in a year, at cost."
    )
    picks = fields.Integer(readonly=True, help="Deliveries of it within a year.")
    weight = fields.Float(
        string="Value x Picks",
        readonly=True,
        help="The more of it is sold and the more often, the more the answer matters.",
    )
    is_assumed = fields.Boolean(
        readonly=True, help="Nobody answered, for it or for its category."
    )
    answer_id = fields.Many2one(
        "jit.consequence.class",
        string="What Happens If It Runs Out for a Week?",
        compute="_compute_answer_id",
        inverse="_inverse_answer_id",
        compute_sudo=True,
    )
    # of the client: more may be answered at once
    others_count = fields.Integer(
        string="Others of the Category", compute="_compute_others_count"
    )

    @property
    def _table_query(self) -> SQL:
        return quick_sheet()

    @api.depends("product_tmpl_id.jit_consequence_class_id")
    def _compute_answer_id(self) -> None:
        for line in self:
            line.answer_id = line.product_tmpl_id.jit_consequence_class_id

    def _inverse_answer_id(self) -> None:
        self._ensure_manager()
        by_answer = defaultdict(self.browse)
        for line in self:
            by_answer[line.answer_id] |= line
        for answer, lines in by_answer.items():
            # whoever answers the question need not be allowed to edit products
            templates = lines.product_tmpl_id.sudo()
            templates.write({"jit_consequence_class_id": answer.id})

    @api.depends("category_id")
    def _compute_others_count(self) -> None:
        counts = read_answered(self.env, self.env.companies.ids).by_category
        for line in self:
            line.others_count = counts.get(line.category_id.id, 0)

    @api.model
    def _ensure_manager(self) -> None:
        if not self.env.user.has_group("jit_replenishment.group_jit_manager"):
            raise AccessError(
                self.env._(
                    "Only managers of Just in Time answer for a product. Ask one of "
                    "them."
                )
            )

    def write(self, vals: dict) -> bool:
        """The answer is all there is to write; the rest is counted."""
        if not vals.keys() <= {"answer_id"}:
            raise UserError(self.env._("Only the answer can be written here."))
        return super().write(vals)

    def action_open_product(self) -> dict:
        self.ensure_one()
        return open_form(self.product_tmpl_id)

    def action_same_for_category(self) -> dict:
        """The same answer for all of the category that have none."""
        self.ensure_one()
        self._ensure_manager()
        self.check_access("read")
        if not self.answer_id:
            raise UserError(
                self.env._(
                    "Answer for this product first; then the same can hold for its "
                    "category."
                )
            )
        # whoever answers the question need not be allowed to edit categories
        category = self.category_id.sudo()
        if not category:
            raise UserError(
                self.env._(
                    "This product is in no category: the answer holds for it alone."
                )
            )
        answering = category._jit_answering()
        if answering:
            raise UserError(
                self.env._(
                    "Somebody answered for %(category)s meanwhile: %(answer)s.",
                    category=answering.display_name,
                    answer=answering.jit_consequence_class_id.name,
                )
            )
        category.jit_consequence_class_id = self.answer_id
        return notice(
            self.env._(
                "%(answer)s holds for all of %(category)s that have no answer of "
                "their own.",
                answer=self.answer_id.name,
                category=category.display_name,
            )
        )

    @api.model
    @api.readonly
    def read_parts(self) -> list[dict]:
        """How much is answered, for the line above the sheet."""
        health = self.env["jit.health"]
        self.check_access("read")
        found = read_answered(self.env, self.env.companies.ids)
        if not found.products:
            return [
                health._part(
                    self.env._(
                        "What sells was not counted yet: choose Check > Stock Audit > "
                        "Check Now."
                    ),
                    "warning",
                )
            ]
        share = found.answered_value / found.value if found.value else 0.0
        return [
            health._part(
                self.env._(
                    "Products that wait for an answer: %(left)s of %(all)s; "
                    "%(percent)s %% of the value sold is answered.",
                    left=formatLang(self.env, found.left, digits=0),
                    all=formatLang(self.env, found.products, digits=0),
                    percent=int(100 * share),
                ),
                "muted" if found.left else "success",
            )
        ]
