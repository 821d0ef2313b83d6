from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval, time

from .rpc_calls import target
from .rpc_common import RpcCase, own_records
from .rpc_rights import RIGHTS
from .rpc_stage import BUYER, ELSEWHERE, EMPLOYEE, MANAGER, PORTAL, ROLES, STORE
from .rpc_table import METHODS

_LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}
# they belong to no company
_SHARED = {
    "jit.consequence.class",
    "jit.finding.kind",
    "jit.weekday",
}


@tagged("post_install", "-at_install")
class TestRpcRecords(RpcCase):
    """Who reads and writes what by the methods all models have, and which screens open
    for whom."""

    def rights(self, role, model):
        stated = RIGHTS[model]
        if role == ELSEWHERE:
            return stated.manager if model in _SHARED else ""
        return "" if role == PORTAL else getattr(stated, role)

    def records(self, role, model):
        if self.env[model]._transient:
            return self.shelf.page(
                model, self.users[role if self.opens_page(role, model) else MANAGER]
            )
        return self.shelf.records[model]

    def test_rights_are_those_stated_for_every_model_and_role(self):
        for model in RIGHTS:
            for role in (EMPLOYEE, STORE, BUYER, MANAGER):
                mine = self.env[model].with_user(self.users[role])
                found = [
                    letter for name, letter in _LETTERS.items() if mine.has_access(name)
                ]
                stated = getattr(RIGHTS[model], role)
                self.assertEqual("".join(found), stated, f"{role} on {model}")

    def test_nobody_reads_writes_or_deletes_more_by_asking(self):
        wrong = []
        for model in RIGHTS:
            for role in ROLES:
                with self.undone():
                    ids = self.records(role, model).ids
                    may = self.rights(role, model)
                    wrong += [
                        f"{role} {name} {model}: {found}"
                        for name, found in self.tried(role, model, ids, may)
                        if found.is_refused != (_LETTERS[name] not in may)
                        or not found.is_clean
                    ]
        self.assertEqual(wrong, [])

    def tried(self, role, model, ids, may):
        """What each method says; who may nothing is not asked about the rest."""
        calls = {"read": [ids, ["id"]]}
        if may:
            calls |= {"unlink": [ids], "write": [ids, {}]}
        if may and "c" not in may:
            calls["create"] = [{}]
        for name, args in calls.items():
            with self.undone():
                yield name, self.call(role, model, name, *args)

    def test_windows_open_for_who_may_read_what_they_show(self):
        wrong, opened = [], 0
        for action in own_records(self.env, "ir.actions.act_window"):
            records = self.env[action.res_model]
            if records._transient:
                continue
            for role in (EMPLOYEE, STORE, BUYER, MANAGER):
                may = records.with_user(self.users[role]).has_access("read")
                domain = self.domain_of(action, role)
                shown = {"display_name": {}}
                found = self.call(
                    role, action.res_model, "web_search_read", domain, shown, limit=1
                )
                opened += not found.error
                if found.is_refused == may or not found.is_clean:
                    wrong.append(f"{action.name} for {role}: {found}")
        self.assertEqual(wrong, [])
        self.assertGreater(opened, 30)

    def domain_of(self, action, role):
        """As the client makes it; one about the record at hand is about none here."""
        names = {"uid": self.users[role].id, "active_id": 0, "time": time}
        return safe_eval(action.domain or "[]", names)

    def test_server_actions_are_for_those_who_may_call_their_methods(self):
        wrong, tried = [], 0
        for action in own_records(self.env, "ir.actions.server"):
            method = action.code and action.code.rpartition(".")[2].strip("()")
            if method not in METHODS.get(action.model_name, {}):
                continue
            tried += 1
            allowed, _kind = METHODS[action.model_name][method]
            with self.undone():
                ids = target(self, action.model_name, method)
                wrong += [
                    f"{action.name} by {role}: {found}"
                    for role, found in self.run_by_each(action, ids)
                    if not found.is_clean
                    or (not found.is_refused and role not in allowed)
                    or (found.is_refused and role == MANAGER)
                ]
        self.assertEqual(wrong, [])
        self.assertGreater(tried, 15)

    def run_by_each(self, action, ids):
        context = {"active_model": action.model_name, "active_ids": ids}
        context |= {"active_id": ids[0]} if ids else {}
        for role in ROLES:
            with self.undone():
                yield (
                    role,
                    self.call(
                        role, "ir.actions.server", "run", action.ids, context=context
                    ),
                )
