from odoo.tests import tagged

from .rpc_calls import arguments, target
from .rpc_common import RpcCase, own_buttons, takes_no_records
from .rpc_stage import BUYER, MANAGER, ROLES
from .rpc_table import METHODS, READS, SAYS_NO, WRITES

# programs of two roles come by their own doors, the others by the web client's
_DOORS = {MANAGER: "xmlrpc", BUYER: "jsonrpc"}


@tagged("post_install", "-at_install")
class TestRpcMethods(RpcCase):
    """Each method is called by each role over HTTP; what happens is in the table."""

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
