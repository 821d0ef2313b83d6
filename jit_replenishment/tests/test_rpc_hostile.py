import inspect

from odoo.tests import tagged

from .rpc_calls import arguments, target
from .rpc_common import ADDON, RpcCase, takes_no_records
from .rpc_stage import BUYER, ELSEWHERE, MANAGER
from .rpc_table import ANY, CHANGING, METHODS

_NONSENSE = ("x", -1, 10**12, {"a": 1}, ["x"], True, 1.5, "2026-99-99")
# about all of the companies at hand, whatever records it is called on
_OF_ALL = {
    ("jit.finding", "action_check_now"),
    ("jit.rollout.line", "action_refresh"),
    ("jit.start", "action_check"),
    ("jit.start", "action_go_live"),
    ("jit.stock.audit", "action_check_now"),
}
# everybody's, in whatever company
_SHARED = ("product.product", "product.template")
# of our own, whose value means something to this process alone
_FLAGS = (
    "jit_accepting",
    "jit_chasing",
    "jit_core_search",
    "jit_engine",
    "jit_giving_back",
    "jit_handing_over",
    "jit_order_is_written",
    "jit_ordering_by_hand",
    "jit_restoring",
    "jit_sheet",
)


@tagged("post_install", "-at_install")
class TestRpcHostile(RpcCase):
    """A manager's program sends nonsense, others' records and flags of ours: it is
    told so in words, and nothing is written that it may not write."""

    def each_method(self, kinds=ANY):
        for model, methods in METHODS.items():
            for method, (_allowed, kind) in methods.items():
                if kind in kinds:
                    with self.undone():
                        yield model, method

    def ask(self, model, method, ids, **more):
        head = [] if takes_no_records(self.env[model], method) else [ids]
        given = arguments(self.shelf, model, method) | more
        if "context" in more:
            own = arguments(self.shelf, model, method).get("context", {})
            given["context"] = own | more["context"]
        with self.undone():
            return self.call(MANAGER, model, method, *head, **given)

    def test_no_records_and_records_that_are_gone(self):
        wrong = []
        for model, method in self.each_method():
            for ids in ([], [10**9]):
                found = self.ask(model, method, ids)
                if not found.is_clean:
                    wrong.append(f"{model}.{method} on {ids}: {found}")
        self.assertEqual(wrong, [])

    def test_records_of_another_company_among_ones_own(self):
        wrong = []
        for model, method in self.each_method():
            if (model, method) in _OF_ALL or model in _SHARED:
                continue
            ids = target(self, model, method)
            try:
                far = target(self, model, method, ELSEWHERE, self.far_shelf)
            except IndexError:
                continue
            found = self.ask(model, method, [*ids, *far])
            if not found.is_clean or far != ids and found.wrote:
                wrong.append(f"{model}.{method}: {found}")
        self.assertEqual(wrong, [])

    def test_company_that_is_not_ones_own_is_not_to_be_had_by_asking(self):
        wrong = []
        for model, method in self.each_method(CHANGING):
            ids = target(self, model, method)
            context = {"allowed_company_ids": self.there.ids}
            found = self.ask(model, method, ids, context=context)
            if not found.is_clean or found.wrote:
                wrong.append(f"{model}.{method}: {found}")
        self.assertEqual(wrong, [])

    def test_flags_and_defaults_change_nothing_about_who_is_answered(self):
        context = dict.fromkeys(_FLAGS, True) | {
            "active_domain": [["company_id", "=", self.there.id]],
            "active_id": self.far_shelf.live.id,
            "active_ids": self.far_shelf.live.ids,
            "default_company_id": self.there.id,
            "default_state": "done",
            "default_user_id": self.users[BUYER].id,
        }
        wrong = []
        for model, method in self.each_method(CHANGING):
            ids = target(self, model, method)
            found = self.ask(model, method, ids, context=context)
            if not found.is_clean:
                wrong.append(f"{model}.{method}: {found}")
        self.assertEqual(wrong, [])

    def test_nonsense_instead_of_what_a_method_asks_for(self):
        wrong, tried = [], 0
        for model, method in self.each_method():
            for name in self.own_parameters(model, method):
                for value in _NONSENSE:
                    tried += 1
                    ids = target(self, model, method)
                    found = self.ask(model, method, ids, **{name: value})
                    if not found.is_clean:
                        wrong.append(f"{model}.{method}({name}={value!r}): {found}")
        self.assertEqual(wrong, [])
        self.assertGreater(tried, 60)

    def own_parameters(self, model, method):
        """What it asks for beside its records, unless that is core's to check."""
        defined = [p for p in type(self.env[model]).mro() if method in vars(p)]
        if not all(part.__module__.startswith(ADDON) for part in defined[-1:]):
            return []
        signature = inspect.signature(getattr(type(self.env[model]), method))
        return list(signature.parameters)[1:]

    # -- what a default would have said ------------------------------------------------

    def test_history_of_a_rule_keeps_its_day_and_words(self):
        context = {
            "default_changed_at": "2001-01-01 00:00:00",
            "default_reason": "the boss said so",
        }
        found = self.call(
            MANAGER,
            "stock.warehouse.orderpoint",
            "write",
            self.shelf.live.ids,
            {"product_max_qty": 77},
            context=context,
        )
        self.assertFalse(found.error, found)
        change = self.shelf.live.jit_change_ids.sorted("id")[-1:]
        self.assertEqual(change.new_target_stock, 77)
        self.assertEqual(str(change.changed_at), "2026-03-10 09:00:00")
        self.assertFalse(change.reason)

    def test_rejection_holds_although_a_default_says_it_was_lifted(self):
        with self.undone():
            page = self.shelf.page("jit.reject", self.users[BUYER])
            found = self.call(
                BUYER,
                "jit.reject",
                "action_reject",
                page.ids,
                context={"default_lifted_at": "2026-03-10 08:00:00"},
            )
            self.assertFalse(found.error, found)
            refused = self.env["jit.rejection"].search(
                [("orderpoint_id", "=", self.shelf.live.id)]
            )
            self.assertTrue(refused.is_open)

    def test_approved_lines_are_confirmed_although_a_default_says_they_are(self):
        """Else the order would be one without goods to come, and past the limit."""
        with self.undone():
            self.shelf.company.po_double_validation = "two_step"
            self.shelf.company.po_double_validation_amount = 1
            found = self.call(
                BUYER,
                "purchase.order.line",
                "action_jit_approve",
                self.shelf.line.ids,
                context={"default_state": "purchase"},
            )
            self.assertFalse(found.error, found)
            self.assertEqual(self.shelf.line.order_id.state, "to approve")

    def test_row_of_another_company_answers_for_no_category(self):
        row = self.shelf.records["jit.quick.sheet"]
        found = self.call(
            ELSEWHERE, "jit.quick.sheet", "action_same_for_category", row.ids
        )
        self.assertTrue(found.is_refused, found)
        category = self.shelf.product.categ_id
        self.assertFalse(category.jit_consequence_class_id)

    def test_answer_for_a_category_that_is_none_is_refused(self):
        with self.undone():
            self.shelf.product.categ_id = False
            row = self.shelf.records["jit.quick.sheet"]
            found = self.call(
                MANAGER, "jit.quick.sheet", "action_same_for_category", row.ids
            )
            self.assertEqual(found.error, "odoo.exceptions.UserError")

    def test_draft_that_nobody_approved_cannot_be_called_sent(self):
        found = self.call(
            BUYER, "purchase.order", "action_jit_mark_sent", self.shelf.order.ids
        )
        self.assertEqual(found.error, "odoo.exceptions.UserError")
        self.assertFalse(self.shelf.order.jit_send_state)
