import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from .rpc_common import ADDON, is_public, own_buttons, own_methods, own_records
from .rpc_rights import RIGHTS
from .rpc_table import METHODS

# whoever may read a record may search it by name, which other addons decide
_ORM = frozenset({"create", "write", "unlink", "name_search"})
_ORM_CALL = re.compile(r'\borm(?:\.silent)?\.call\(\s*"([\w.]+)",\s*"(\w+)"')
_METHOD_OF_RECORDS = re.compile(r"\b(?:records?|model)\.(\w+)\(")


@tagged("post_install", "-at_install")
class TestRpcTable(TransactionCase):
    """What can be reached by a client is known, and nothing else can be."""

    def known(self):
        return {(model, name) for model, names in METHODS.items() for name in names}

    def test_every_method_is_in_the_table_and_nothing_else_is(self):
        methods = {(m, name) for m, name in own_methods(self.env) if name not in _ORM}
        self.assertEqual(methods - self.known(), set(), "state who may call them")
        self.assertEqual(self.known() - methods, set(), "they are gone")

    def test_every_model_has_its_rights_stated(self):
        models = {
            name
            for name, cls in self.env.registry.items()
            if name.startswith("jit.") and not cls._abstract
        }
        self.assertEqual(models - RIGHTS.keys(), set(), "state who may read and write")
        self.assertEqual(RIGHTS.keys() - models - {"stock.warehouse.orderpoint"}, set())

    def test_every_button_calls_what_a_client_may_call(self):
        buttons = set(own_buttons(self.env))
        self.assertGreater(len(buttons), 90)
        ours = {(model, name) for model, name in buttons if self.is_ours(model, name)}
        self.assertEqual(ours - self.known(), set())
        hidden = {
            (model, name)
            for model, name in buttons
            if not is_public(self.env[model], name)
        }
        self.assertEqual(hidden, set())

    def is_ours(self, model, name):
        return any(
            name in vars(part)
            for part in type(self.env[model]).mro()
            if part.__module__.startswith(ADDON)
        )

    def test_every_call_of_the_screens_is_in_the_table(self):
        sources = Path(__file__).parents[1] / "static" / "src"
        texts = [path.read_text("utf-8") for path in sources.rglob("*.js")]
        calls = {call for text in texts for call in _ORM_CALL.findall(text)}
        self.assertGreater(len(calls), 2)
        self.assertEqual(calls - self.known(), set())

    def test_every_server_action_does_what_a_client_may_call(self):
        actions = own_records(self.env, "ir.actions.server").filtered(
            lambda action: action.usage == "ir_actions_server"
        )
        self.assertGreater(len(actions), 15)
        for action in actions:
            with self.subTest(action=action.name):
                for name in _METHOD_OF_RECORDS.findall(action.code):
                    self.assertIn((action.model_name, name), self.known())
