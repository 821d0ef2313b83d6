import re
import xmlrpc.client
from contextlib import contextmanager
from unittest.mock import patch

from lxml import etree

from odoo.api import Environment
from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import HOST, HttpCase
from odoo.tests.common import Opener
from odoo.tools import mute_logger

from .rpc_stage import ELSEWHERE, RpcStage

ADDON = "odoo.addons.jit_replenishment."
# what a client is told without a traceback of ours
CLEAN = frozenset(
    f"odoo.exceptions.{name}"
    for name in (
        "AccessError",
        "MissingError",
        "RedirectWarning",
        "UserError",
        "ValidationError",
    )
)
_WRITES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# Odoo's own, whatever is called
_NOISE = frozenset({"bus_bus", "ir_cron_trigger", "res_device_log", "set", "skip"})
_QUIET = (
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.rpc.controllers.jsonrpc",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.http",
    "odoo.sql_db",
    "odoo.models",
)


# of Odoo's own XML-RPC: UserError, AccessDenied, AccessError
_FAULTS = {2: "UserError", 3: "AccessDenied", 4: "AccessError"}


class Answer:
    """What a client hears.

    :param error: name of the exception; empty where it worked
    :param wrote: tables that were written, unless it failed and all is undone
    """

    def __init__(self, result, error: str, message: str, wrote: set[str]) -> None:
        self.result = result
        self.error = error
        self.message = message
        self.wrote = set() if error else wrote - _NOISE

    @property
    def is_refused(self) -> bool:
        return self.error == "odoo.exceptions.AccessError"

    @property
    def is_clean(self) -> bool:
        if not self.error or self.error in CLEAN:
            return True
        # Odoo's own words wherever one record is needed
        return self.error == "builtins.ValueError" and "singleton" in self.message

    def __str__(self) -> str:
        if self.error:
            return f"{self.error}: {self.message[-300:]}"
        return f"worked, wrote {sorted(self.wrote)}: {str(self.result)[:80]}"


def own_methods(env: Environment) -> set[tuple[str, str]]:
    """(model, method) of all a client may call that the addon defines.

    Of abstract models only what needs no record: nobody has one.
    """
    return {
        (model, name)
        for model, cls in env.registry.items()
        for part in cls.mro()
        if part.__module__.startswith(ADDON)
        for name, value in vars(part).items()
        if callable(value)
        and is_public(env[model], name)
        and (not cls._abstract or takes_no_records(env[model], name))
    }


def own_records(env: Environment, model: str):
    """Records of this model that the addon brings."""
    found = env["ir.model.data"].search(
        [("module", "=", "jit_replenishment"), ("model", "=", model)]
    )
    return env[model].browse(found.mapped("res_id")).exists()


def own_buttons(env: Environment) -> set[tuple[str, str]]:
    """(model, method) of all buttons of the addon's views."""
    return {
        (_model_of(env[view.model], button), button.get("name"))
        for view in own_records(env, "ir.ui.view").filtered("model")
        for button in etree.fromstring(view.arch_db).iter("button")
        if button.get("type") == "object"
    }


def _model_of(records, node) -> str:
    """A list inside a form is of another model."""
    for above in reversed(list(node.iterancestors("field", "groupby", "xpath"))):
        named = re.search(r"field\[@name='(\w+)'\]/", above.get("expr", ""))
        # what has a position is only pointed at
        name = "position" not in above.attrib and above.get("name")
        name = name or (named and named[1])
        field = records._fields.get(name or "")
        if field is not None and field.relational:
            records = records.env[field.comodel_name]
    return records._name


def is_public(model, name: str) -> bool:
    try:
        return bool(get_public_method(model, name))
    except (AccessError, AttributeError):
        return False


def takes_no_records(model, name: str) -> bool:
    return getattr(getattr(type(model), name), "_api_model", False)


class RpcCase(HttpCase, RpcStage):
    """Every role has a session of its own, on one server, and calls as clients do.

    What a call changes is undone at once: the next one finds the same records.
    """

    # all that is wrong is told at once
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sessions = {}
        # not before the server shares the transaction
        cls.set_the_stage()

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*_QUIET))
        self.openers = {}
        self.statements = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            self.statements.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        self.startPatcher(patch.object(type(self.env.cr), "execute", listen))
        self.env.flush_all()
        self.env.cr.precommit.run()
        if not self.sessions:
            self.log_in()
        for role, session_id in self.sessions.items():
            self.openers[role] = Opener(self)
            self.openers[role].cookies.set("session_id", session_id, domain=HOST)

    def log_in(self):
        """Once for all tests of the class."""
        for role, user in self.users.items():
            # the sessions before stay valid
            self.session = None
            self.authenticate(user.login, user.login)
            self.sessions[role] = self.session.sid

    def opens_page(self, role, model) -> bool:
        """Whether pages of this model are anything for this role."""
        mine = self.env[model].with_user(self.users[role])
        return mine._transient and role != ELSEWHERE and mine.has_access("create")

    @contextmanager
    def undone(self):
        """What happens inside never did."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.cr.precommit.clear()
            self.env.invalidate_all()

    def call(self, role, model, method, *args, door="call_kw", **kwargs) -> Answer:
        """Over HTTP, as a client does; the answer, and what was written for it.

        :param door: of the web client, "call_kw" or "call_button"; "jsonrpc" or
            "xmlrpc" of programs
        """
        self.opener = self.openers[role]
        self.env.flush_all()
        self.statements.clear()
        heard = getattr(self, f"_by_{door}")(role, model, method, args, kwargs)
        self.env.invalidate_all()
        wrote = (_WRITES.findall(text) for text in self.statements)
        return Answer(*heard, {table.lower() for found in wrote for table in found})

    def _by_call_kw(self, _role, model, method, args, kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._by_json("/web/dataset/call_kw", params)

    def _by_call_button(self, _role, model, method, args, kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._by_json("/web/dataset/call_button", params)

    def _by_jsonrpc(self, role, model, method, args, kwargs):
        asked = [*self._who(role), model, method, args, kwargs]
        params = {"service": "object", "method": "execute_kw", "args": asked}
        return self._by_json("/jsonrpc", params)

    def _by_json(self, path, params):
        payload = self.build_rpc_payload(params)
        reply = self.url_open(path, json=payload, timeout=60).json()
        fault = reply.get("error", {}).get("data", {})
        return reply.get("result"), fault.get("name", ""), fault.get("message", "")

    def _by_xmlrpc(self, role, model, method, args, kwargs):
        asked = (*self._who(role), model, method, list(args), kwargs)
        body = xmlrpc.client.dumps(asked, "execute_kw", allow_none=True)
        headers = {"Content-Type": "text/xml"}
        reply = self.url_open("/xmlrpc/2/object", body, headers=headers, timeout=60)
        try:
            (result,), _method = xmlrpc.client.loads(reply.content)
        except xmlrpc.client.Fault as fault:
            name = _FAULTS.get(fault.faultCode)
            error = f"odoo.exceptions.{name}" if name else "builtins.Exception"
            return None, error, fault.faultString
        return result, "", ""

    def _who(self, role):
        user = self.users[role]
        return self.env.cr.dbname, user.id, user.login
