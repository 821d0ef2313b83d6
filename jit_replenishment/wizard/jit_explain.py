from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.jit_card import Subject
from ..models.jit_decision import OUTCOMES, STATUSES, status_of
from ..models.jit_why import Answer
from ..policy.supply_cover import JudgedSupply


class JitExplain(models.TransientModel):
    """Why a product is ordered at a place, or why not, as things stand now.

    The page is worked out as it is opened; asking stores nothing.
    """

    _name = "jit.explain"
    _description = "Why and Why Not"

    product_id = fields.Many2one("product.product", required=True)
    location_id = fields.Many2one(
        "stock.location", required=True, domain="[('usage', '=', 'internal')]"
    )
    company_id = fields.Many2one(related="location_id.company_id", store=True)
    outcome = fields.Selection(OUTCOMES, compute="_compute_answer")
    status = fields.Selection(STATUSES, compute="_compute_answer")
    is_live = fields.Boolean(compute="_compute_answer")
    has_figures = fields.Boolean(compute="_compute_answer")
    on_hand = fields.Float(digits="Product Unit", compute="_compute_answer")
    on_order = fields.Float(
        string="Incoming", digits="Product Unit", compute="_compute_answer"
    )
    committed = fields.Float(
        string="Promised", digits="Product Unit", compute="_compute_answer"
    )
    already_expected = fields.Float(
        digits="Product Unit",
        compute="_compute_answer",
        help="Of what is promised, the part that the reorder point contains as the "
        "demand it expects. It is not counted a second time.",
    )
    available = fields.Float(
        string="Available to Plan",
        digits="Product Unit",
        compute="_compute_answer",
        help="On hand + incoming - promised + already expected.",
    )
    rule_id = fields.Many2one("stock.warehouse.orderpoint", compute="_compute_answer")
    reorder_point = fields.Float(digits="Product Unit", compute="_compute_answer")
    target_stock = fields.Float(
        string="Target", digits="Product Unit", compute="_compute_answer"
    )
    to_order = fields.Float(digits="Product Unit", compute="_compute_answer")
    runs_out_on = fields.Date(string="Runs Out", compute="_compute_answer")
    why = fields.Text(compute="_compute_answer")
    headline = fields.Char(string="In Short", compute="_compute_answer")
    why_more = fields.Text(string="Why, in Full", compute="_compute_answer")
    card = fields.Json(string="Figures", compute="_compute_answer")

    @api.model
    def _open(self, product: models.Model, location: models.Model) -> dict:
        """The page about a product, at this place or the main stock of the user."""
        # the page itself checks what may be read; here it only picks a place
        location = location or self._default_place(product.sudo().company_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why? Why Not?"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_product_id": product.id,
                "default_location_id": location.id,
            },
        }

    @api.model
    def _default_place(self, owner: models.Model | None = None) -> models.Model:
        """:param owner: whose product it is, if it is one company's alone"""
        company = self.env.company
        if owner and owner in self.env.companies:
            company = owner
        warehouse = self.env.user._get_default_warehouse_id()
        if warehouse.company_id != company:
            warehouse = warehouse.search([("company_id", "=", company.id)], limit=1)
        if not warehouse:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse to ask about.", company=company.name
                )
            )
        return warehouse.lot_stock_id

    @api.depends("product_id", "location_id")
    @api.depends_context("lang", "uid")
    def _compute_answer(self) -> None:
        for page in self:
            answer = None
            if page.product_id and page.location_id:
                answer = self.env["jit.why"]._answer(
                    page.product_id._origin, page.location_id._origin
                )
            values = page._prepare_page(answer)
            card = page._card(answer)
            page.update(values | page._in_short(answer, card) | {"card": card})

    def _in_short(self, answer: Answer | None, card: dict | bool) -> dict:
        """What matters first in one sentence, then the others; of an order all but its
        draft is below, on the card."""
        sentences = self._sentences(answer) if answer else [""]
        if not card or not card["headline"]:
            if card:
                card["words"] = ""
            sentences.insert(0, sentences.pop(self._obstacle_at(answer)))
            return {"headline": sentences[0], "why_more": "\n".join(sentences[1:])}
        has_draft = answer.facts[0][0] == "on_draft"
        return {
            "headline": card["headline"],
            "why_more": sentences[0] if has_draft else "",
        }

    @api.model
    def _obstacle_at(self, answer: Answer | None) -> int:
        """Which of the sentences says what has to be mended; else the first."""
        fault = answer and answer.wish and answer.wish.verdict.decision.fault
        is_live = fault and answer.rule.active and answer.rule.trigger == "jit"
        codes = [code for code, _values in answer.facts] if is_live else []
        return codes.index(fault) if fault in codes else 0

    def _prepare_page(self, answer: Answer | None) -> dict:
        """Values of all computed fields."""
        wish = answer.wish if answer else None
        rule = answer.rule if answer else self.env["stock.warehouse.orderpoint"]
        decision = wish.verdict.decision if wish else None
        live = bool(wish and rule.active and rule.trigger == "jit")
        return {
            "outcome": decision.outcome if live else False,
            "status": status_of(decision.outcome, decision.is_late) if live else False,
            "is_live": live,
            "has_figures": bool(wish),
            "on_hand": wish.on_hand if wish else 0.0,
            "on_order": wish.on_order if wish else 0.0,
            "committed": wish.committed if wish else 0.0,
            "already_expected": wish.already_expected if wish else 0.0,
            "available": wish.inventory_position if wish else 0.0,
            "rule_id": rule.id,
            "reorder_point": rule.product_min_qty,
            "target_stock": rule.product_max_qty,
            "to_order": wish.ordered_quantity if live else 0.0,
            "runs_out_on": decision.runs_out_on if decision else False,
            "why": "\n".join(self._sentences(answer)) if answer else False,
        }

    def _card(self, answer: Answer | None) -> dict | bool:
        if not answer or not answer.wish:
            return False
        cards = self.env["jit.card"]
        place, last = self.location_id._origin, self._last_decision(answer.rule)
        (card,) = cards._build(
            [
                Subject(
                    product=self.product_id._origin,
                    location=place,
                    company=place.company_id or self.env.company,
                    rule=answer.rule,
                    told=cards._figures_of_wish(answer.wish),
                    before=last._card_figures() if last else None,
                    before_moment=last.decided_at or None,
                    words="\n".join(self._sentences(answer)),
                )
            ]
        )
        return card

    @api.model
    def _last_decision(self, rule: models.Model) -> models.Model:
        """What was decided last about a rule that is live; empty if nothing was."""
        decisions = self.env["jit.decision"]
        live = rule.active and rule.trigger == "jit"
        if not live or not decisions.has_access("read"):
            return decisions
        return decisions.search([("orderpoint_id", "=", rule.id)], limit=1)

    def _sentences(self, answer: Answer) -> list[str]:
        writer = self.env["jit.reason"]
        unit = self.product_id.uom_id
        said = (writer._say(code, values, unit) for code, values in answer.facts)
        return [sentence for sentence in said if sentence]

    def _documents(self, answer: Answer) -> list[dict]:
        """What comes and what is promised, with the record where it may be opened."""
        return self._incoming(answer) + self._promised(answer)

    def _incoming(self, answer: Answer) -> list[dict]:
        judged = answer.wish.verdict.decision.judged if answer.wish else JudgedSupply()
        supplies = [(supply, None) for supply in judged.counted]
        supplies += [(each.supply, each.cause) for each in judged.dropped]
        known = self._by_name({supply.document for supply, _cause in supplies})
        rows = []
        for supply, cause in sorted(supplies, key=lambda row: row[0].due or date.max):
            document = known.get(supply.document)
            rows.append(
                {
                    "direction": "incoming",
                    "name": supply.document,
                    "model": document._name if document else False,
                    "id": document.id if document else False,
                    "who": self.env["jit.reason"]._who(document) if document else "",
                    "quantity": supply.quantity,
                    "due": supply.due.isoformat() if supply.due else None,
                    "counted": not cause,
                    "cause": cause,
                }
            )
        return rows

    def _by_name(self, names: set[str]) -> dict[str, models.Model]:
        """Orders and transfers of these names that the reader may open."""
        found = {}
        for model in ("stock.picking", "mrp.production", "purchase.order"):
            if model not in self.env or not self.env[model].has_access("read"):
                continue
            records = self.env[model].search(
                [
                    ("name", "in", list(names)),
                    ("company_id", "=", self.location_id.company_id.id),
                ]
            )
            found |= {record.name: record for record in records}
        return found

    def _promised(self, answer: Answer) -> list[dict]:
        writer = self.env["jit.reason"]
        by_document = answer.demand.grouped(lambda move: move._jit_document())
        rows = []
        for document, moves in by_document.items():
            mine = document.sudo(False)
            opens = mine._name != "stock.move" and mine.has_access("read")
            rows.append(
                {
                    "direction": "promised",
                    "name": writer._document_name(document),
                    "model": mine._name if opens else False,
                    "id": mine.id if opens else False,
                    "who": writer._who(document),
                    "quantity": sum(moves.mapped("product_qty")),
                    "due": writer._due(moves).isoformat(),
                    "counted": True,
                    "cause": None,
                }
            )
        return rows

    def action_enroll(self) -> dict:
        """What nothing orders here, or core does: keep it just in time from now on."""
        self.ensure_one()
        action = self.product_id.action_jit_enroll()
        warehouse = self.location_id.warehouse_id
        if warehouse:
            action["context"] |= {
                "default_company_id": warehouse.company_id.id,
                "default_warehouse_id": warehouse.id,
            }
        return action

    def _as_values(self) -> dict:
        """The page for a program: figures, sentences and documents."""
        self.ensure_one()
        answer = self.env["jit.why"]._answer(self.product_id, self.location_id)
        page = self._prepare_page(answer)
        runs_out_on = page.pop("runs_out_on")
        return page | {
            "runs_out_on": runs_out_on.isoformat() if runs_out_on else False,
            "why": self._sentences(answer),
            "documents": self._documents(answer),
        }
