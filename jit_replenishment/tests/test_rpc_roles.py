from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval, time

from .rpc_calls import arguments, target
from .rpc_common import RpcCase, own_buttons, own_records, takes_no_records
from .rpc_rights import RIGHTS
from .rpc_stage import BUYER, ELSEWHERE, EMPLOYEE, MANAGER, PORTAL, ROLES, STORE
from .rpc_table import METHODS, READS, SAYS_NO, WRITES

# programs of two roles come by their own doors, the others by the web client's
_DOORS = {MANAGER: "xmlrpc", BUYER: "jsonrpc"}
_LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}
# they belong to no company
_SHARED = {"jit.consequence.class", "jit.finding.kind", "jit.weekday"}


@tagged("post_install", "-at_install")
class TestRpcRoles(RpcCase):
    """Each role tries each method, record and screen over HTTP; what happens is stated
    in ``rpc_table`` and ``rpc_rights``."""

    def ask(self, role, model, method, ids, door="call_kw"):
        head = [] if takes_no_records(self.env[model], method) else [ids]
        more = arguments(self.shelf, model, method)
        return self.call(role, model, method, *head, door=door, **more)

    def test_each_role_is_answered_or_refused_as_the_table_says(self):
        wrong = []
        for model, methods in METHODS.items():
            for method, (allowed, kind) in methods.items():
                with self.undone():
                    theirs = target(self, model, method)
                    for role in ROLES:
                        found = self.try_out(model, method, role, theirs)
                        fault = self.fault(found, role, allowed, kind)
                        if fault:
                            wrong.append(f"{model}.{method} by {role}: {fault}")
        self.assertEqual(wrong, [])

    def try_out(self, model, method, role, theirs):
        """On a page of their own, if they may have one."""
        with self.undone():
            opens = self.opens_page(role, model)
            ids = target(self, model, method, role) if opens else theirs
            return self.ask(role, model, method, ids, _DOORS.get(role, "call_kw"))

    def fault(self, found, role, allowed, kind):
        """What is not as it should be, in words."""
        if role not in allowed:
            return "" if found.is_refused else f"not refused, {found}"
        if role not in _DOORS:
            return "" if found.is_clean and not found.is_refused else str(found)
        said_no = found.error == "odoo.exceptions.UserError"
        if (kind == SAYS_NO) != said_no or found.error and not said_no:
            return str(found)
        if kind == WRITES and not found.wrote or kind == READS and found.wrote:
            return f"{kind}, but {found}"
        return ""

    def test_buttons_answer_with_a_screen_or_nothing(self):
        """The web client can only follow an action, or read its page anew."""
        pressed = {
            (model, name)
            for model, name in own_buttons(self.env)
            if MANAGER in METHODS.get(model, {}).get(name, (ROLES[:0],))[0]
        }
        self.assertGreater(len(pressed), 80)
        for model, name in sorted(pressed):
            with self.subTest(button=f"{model}.{name}"), self.undone():
                ids = target(self, model, name)
                found = self.ask(MANAGER, model, name, ids, "call_button")
                self.assertTrue(found.is_clean, found)
                if found.result:
                    self.assertIn("type", found.result)

    def test_nobody_calls_without_logging_in(self):
        self.opener = self.openers[MANAGER]
        self.opener.cookies.clear()
        for door in ("call_kw", "call_button"):
            found = self.call(MANAGER, "jit.health", "read_parts", door=door)
            self.assertEqual(found.error, "odoo.http.SessionExpiredException")
        for door in ("jsonrpc", "xmlrpc"):
            self.users[MANAGER].login = "somebody else"
            found = self.call(MANAGER, "jit.health", "read_parts", door=door)
            self.assertEqual(found.error, "odoo.exceptions.AccessDenied")

    # -- records and screens ---------------------------------------------------------

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

    @mute_logger("odoo.addons.base.models.ir_actions")
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
