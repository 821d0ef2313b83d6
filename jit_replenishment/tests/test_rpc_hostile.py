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
