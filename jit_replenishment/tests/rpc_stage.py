from base64 import b64encode
from io import BytesIO
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.fields import Command, Date, Datetime
from odoo.modules import module

from ..marks import ENGINE
from .common import JitCommon
from .proposal_common import LEARNED

PORTAL, EMPLOYEE, STORE = "portal", "employee", "storekeeper"
BUYER, MANAGER, ELSEWHERE = "buyer", "manager", "manager elsewhere"
ROLES = (PORTAL, EMPLOYEE, STORE, BUYER, MANAGER, ELSEWHERE)
_GROUPS = {
    PORTAL: ("base.group_portal",),
    EMPLOYEE: ("base.group_user",),
    STORE: ("stock.group_stock_user",),
    BUYER: ("purchase.group_purchase_user",),
    MANAGER: ("purchase.group_purchase_manager", "base.group_allow_export"),
    ELSEWHERE: ("purchase.group_purchase_manager", "base.group_allow_export"),
}
# named alike in all models that have them
_USUAL = ("company_id", "product_id", "orderpoint_id", "currency_id")


# pages that are part of another one, and how they know it
_PARENTS = {
    "jit.buy.elsewhere.line": ("jit.buy.elsewhere", "wizard_id"),
    "jit.go.live.line": ("jit.go.live", "go_live_id"),
    "jit.go.live.request": ("jit.go.live", "go_live_id"),
    "jit.go.live.vendor": ("jit.go.live", "go_live_id"),
    "jit.sheet.import.line": ("jit.sheet.import", "import_id"),
    "jit.trial.report.line": ("jit.trial.report", "report_id"),
}


class Shelf:
    """One company with a record of every kind the addon keeps."""

    def __init__(self, case, company, manager) -> None:
        self.env = case.env(
            context=dict(case.env.context, allowed_company_ids=company.ids)
        )
        self.case = case
        self.company = company.with_env(self.env)
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        self.records = {}
        self.keep(self.company, self.warehouse, self.warehouse.lot_stock_id)
        self.keep(self.warehouse.in_type_id, self.company.currency_id)
        self.keep(manager.with_env(self.env))
        self.make_goods()
        self.make_rules()

    def keep(self, *records) -> None:
        for each in records:
            self.records[each._name] = each

    def make_goods(self) -> None:
        """Two vendors sell what has a rule; nobody sells the odd one."""
        name = self.company.name
        self.vendor = self.case.make_vendor(
            f"Acme of {name}", email="acme@example.com", company_id=self.company.id
        )
        self.beta = self.case.make_vendor(f"Beta of {name}")
        category = self.env["product.category"].create({"name": f"Parts of {name}"})
        self.products = self.env["product.product"].create(
            [
                {
                    "name": f"{part} of {name}",
                    "is_storable": True,
                    "standard_price": 2,
                    "categ_id": category.id,
                }
                for part in ("Bolt", "Nut", "Washer", "Orphan", "Hook", "Nail")
            ]
        )
        self.product, *others = self.products
        self.hand_product, self.trial_product, self.orphan, self.hook, self.nail = (
            others
        )
        sold = self.products - self.orphan
        terms = {"company_id": self.company.id}
        self.offers = self.case.make_offer(sold, self.vendor, **terms)
        self.case.make_offer(sold, self.beta, **terms)
        self.keep(self.vendor, self.product, self.product.product_tmpl_id)
        self.keep(self.offers[:1], self.product.categ_id)
        self.keep(self.env.ref("jit_replenishment.consequence_class_vital"))

    def fill_up(self) -> None:
        """All that is known once the engine has ordered."""
        self.line = self.env["purchase.order.line"].search(
            [("orderpoint_id", "=", self.live.id), ("jit_owned", "=", True)]
        )
        self.order = self.line.order_id
        self.keep(self.line, self.order, self.line.jit_decision_id)
        self.bought = self.buy(self.nail, 5)
        self.bought.button_confirm()
        self.asked = self.buy(self.hand_product, 5)
        self.drafts = self.order | self.asked
        for model, rule in (
            ("jit.exception", self.unsold),
            ("jit.takeover", self.taken),
            ("jit.trial", self.trial),
            ("jit.rule.change", self.taken),
            ("jit.position", self.live),
        ):
            found = self.env[model].search([("orderpoint_id", "=", rule.id)], limit=1)
            self.keep(found or self.put(model, orderpoint_id=rule.id))
        self.suggest()
        self.ask()
        self.check()
        self.replay()
        self.try_out()
        for model in sorted(self.env.registry):
            records = self.env[model]
            is_kept = records._auto and not records._transient
            if model.startswith("jit.") and is_kept and model not in self.records:
                self.keep(records.search(self.ours(records), limit=1))
                if not self.records[model]:
                    self.put(model)

    def ours(self, records) -> list:
        if "company_id" in records._fields:
            return [("company_id", "=", self.company.id)]
        return []

    def buy(self, product, quantity):
        """A request of a person."""
        line = {"product_id": product.id, "product_qty": quantity, "price_unit": 2}
        return self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, "order_line": [Command.create(line)]}
        )

    def suggest(self) -> None:
        """Another reorder point, for the rule on the shelf."""
        learned = {"company_id": self.company.id, "usual_vendor_id": self.vendor.id}
        learning = self.env["jit.learning"].create(
            LEARNED
            | learned
            | {"orderpoint_id": self.live.id, "interval_days": 17, "lot_size": 45}
        )
        self.env["jit.reorder.proposal"]._propose(learning)
        self.keep(learning, self.live.jit_open_proposal_id)
        self.put(
            "jit.rule.suggestion",
            product_id=self.nail.id,
            orderpoint_id=False,
            state="ready",
            reorder_point=1,
            target_stock=2,
        )
        self.put("jit.adjustment", kind="retire", applies_to="rule", reason="ends")

    def ask(self) -> None:
        """A run that reached its limit waits for a yes."""
        self.keep(self.env["jit.run"]._ask(self.company.id).with_env(self.env))
        self.put("jit.run.line", quantity=30)
        self.put(
            "jit.rejection",
            orderpoint_id=self.hand.id,
            until="2026-04-01",
            user_id=self.records["res.users"].id,
        )
        self.put("jit.pause", scope="vendor", partner_id=self.beta.id)

    def check(self) -> None:
        self.keep(self.env.ref("jit_replenishment.finding_kind_no_vendor"))
        self.put(
            "jit.finding",
            product_tmpl_id=self.orphan.product_tmpl_id.id,
            product_id=False,
            orderpoint_id=False,
            target_ids=self.orphan.product_tmpl_id.ids,
        )
        self.product.product_tmpl_id.jit_consequence_class_id = self.records[
            "jit.consequence.class"
        ]
        self.put("jit.stock.audit", sold=9, sold_value=18, picks=9)
        self.env.flush_all()
        sheet = self.env["jit.quick.sheet"]
        self.keep(sheet.search(self.ours(sheet), limit=1))

    def replay(self) -> None:
        self.put("jit.replay", first_day="2025-10-01", last_day="2026-03-01")
        self.put("jit.replay.line", is_total=True)
        self.put("jit.replay.result")

    def try_out(self) -> None:
        since = {"trial_since": self.trial.jit_trial_since}
        trial = {"orderpoint_id": self.trial.id, "product_id": self.trial_product.id}
        for model in ("jit.trial.order", "jit.trial.day"):
            names = self.env[model]._fields
            self.put(model, **{k: v for k, v in (trial | since).items() if k in names})

    # -- pages ---------------------------------------------------------------------

    def page(self, model: str, user):
        """A page as this user opens it."""
        env = self.env(user=user.id, su=False)
        if model == "jit.go.live":
            return self.opened(self.hand.with_env(env).action_jit_open_go_live(), env)
        if parent := _PARENTS.get(model):
            name, inverse = parent
            above = self.page(name, user)
            found = env[model].search([(inverse, "=", above.id)], limit=1)
            return found or self.put_below(env, model, inverse, above)
        page = env[model].create(self.page_vals(model))
        if model == "jit.sheet.import":
            page.action_look()
        return page

    def put_below(self, env, model, inverse, above):
        shelf_env, self.env = self.env, env
        try:
            return self.put(model, **{inverse: above.id}).with_env(env)
        finally:
            self.env = shelf_env

    def opened(self, action, env):
        return env[action["res_model"]].browse(action["res_id"])

    def sheet(self) -> bytes:
        """The rule on a sheet, with another target typed in."""
        book = load_workbook(BytesIO(self.env["jit.sheet"]._book(self.live)))
        titles, row = list(book.worksheets[0])[:2]
        for title, cell in zip(titles, row, strict=True):
            if title.value == "Target":
                cell.value = 44
        edited = BytesIO()
        book.save(edited)
        return edited.getvalue()

    def page_vals(self, model: str) -> dict:
        lines, rules = self.line.ids, self.live.ids
        proposals = self.records["jit.reorder.proposal"].ids
        book = self.sheet()
        return {
            "jit.accept": {"proposal_ids": proposals},
            "jit.approve": {"line_ids": lines},
            "jit.buy.elsewhere": {"orderpoint_id": self.live.id},
            "jit.choose": {"product_ids": self.hand_product.ids},
            "jit.confirm": {"order_id": self.order.id, "line_ids": lines},
            "jit.decline": {"proposal_ids": proposals, "reason": "no"},
            "jit.enroll": {
                "product_ids": self.nail.ids,
                "company_id": self.company.id,
                "warehouse_id": self.warehouse.id,
                "target_stock": 5,
            },
            "jit.explain": {
                "product_id": self.product.id,
                "location_id": self.warehouse.lot_stock_id.id,
            },
            "jit.other.vendor": {"line_ids": lines, "partner_id": self.beta.id},
            "jit.pin": {"orderpoint_ids": rules, "reason": "stays"},
            "jit.reject": {"line_ids": lines, "reason": "no", "until": "2026-04-01"},
            "jit.set.aside": {
                "finding_ids": self.records["jit.finding"].ids,
                "reason": "fine",
            },
            "jit.sheet.export": {"name": "r.xlsx", "content": b64encode(book)},
            "jit.sheet.import": {"filename": "r.xlsx", "content": b64encode(book)},
            "jit.start": {},
            "jit.trial.report": {},
            "jit.undo": {"orderpoint_ids": rules, "company_ids": self.company.ids},
            "jit.what.if": {
                "orderpoint_id": self.live.id,
                "service_asked": 0.99,
                "lead_time_days": 20,
                "lead_time_deviation": 2,
            },
        }[model]

    def make_rules(self) -> None:
        def rule(product, **vals):
            rules = self.case.make_rule_of(self.warehouse, product, **vals)
            return rules.with_env(self.env)

        self.live = rule(self.product)
        self.hand = rule(self.hand_product, trigger="manual")
        self.trial = rule(self.trial_product, trigger="manual")
        self.unsold = rule(self.orphan)
        self.taken = rule(self.hook, trigger="manual")
        self.trial.action_jit_start_trial()
        self.taken.action_jit_go_live()
        self.taken.product_max_qty = 40
        self.keep(self.live)

    def put(self, model: str, **vals):
        """A record as the engine writes it, with what it cannot do without."""
        records = self.env[model].sudo().with_context(jit_engine=ENGINE)
        wanted = {
            name: field
            for name, field in records._fields.items()
            if name not in vals
            and field.store
            and not (field.related or field.compute)
            and (field.required or name in _USUAL)
        }
        vals |= {
            name: self.filler(field)
            for name, field in wanted.items()
            if name in _USUAL or not records.default_get([name]).get(name)
        }
        made = records.create(vals)
        self.keep(made.sudo(False).with_env(self.env))
        return self.records[model]

    def filler(self, field):
        if field.type == "many2one":
            return self.records[field.comodel_name].id
        if field.type in ("many2many", "one2many"):
            return [Command.set(self.records[field.comodel_name].ids)]
        if field.type == "selection":
            return field.get_values(self.env)[0]
        if field.type == "date":
            return Date.today()
        if field.type == "datetime":
            return Datetime.now()
        return "spring" if field.type in ("char", "text") else 1


class RpcStage(JitCommon):
    """Two companies with the same records, and one user of each role."""

    @classmethod
    def set_the_stage(cls):
        cls.here = cls.env.company
        cls.there = cls.env["res.company"].create({"name": "There"})
        cls.env.user.company_ids += cls.there
        cls.users = {}
        for role in ROLES:
            company = cls.there if role == ELSEWHERE else cls.here
            login = role.replace(" ", ".")
            user = cls.make_user(
                role,
                *_GROUPS[role],
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
                password=f"rpc {login}",
                login=f"rpc {login}",
            )
            cls.users[role] = user
        cls.shelf = Shelf(cls, cls.here, cls.users[MANAGER])
        cls.far_shelf = Shelf(cls, cls.there, cls.users[ELSEWHERE])
        cls.order_now()
        for shelf in (cls.shelf, cls.far_shelf):
            shelf.fill_up()

    @classmethod
    def order_now(cls):
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cron = cls.env.ref("jit_replenishment.ir_cron_replenish")
        # Odoo lends a second cursor to tests, not to what is set up for all of them
        with patch.object(module, "current_test", cls("order_now")):
            cron.method_direct_trigger()
        cls.env.invalidate_all()
