"""A user at the other end of the wire: Odoo's XML-RPC, one call a transaction."""

from typing import Any
from xmlrpc.client import Fault, ServerProxy

Ids = list[int]


class Client:
    """Calls methods of models as the administrator."""

    def __init__(self, address: str, database: str) -> None:
        self._database = database
        common = ServerProxy(f"{address}/xmlrpc/2/common")
        self._user_id = common.authenticate(database, "admin", "admin", {})
        if not self._user_id:
            raise RuntimeError("the administrator cannot log in")
        self._models = ServerProxy(f"{address}/xmlrpc/2/object", allow_none=True)

    def call(self, model: str, method: str, *args: Any, **options: Any) -> Any:
        try:
            return self._models.execute_kw(
                self._database, self._user_id, "admin", model, method, args, options
            )
        except Fault as fault:
            # a method that answers None cannot say so in XML-RPC; it has been done
            if "cannot marshal None" in fault.faultString:
                return None
            raise

    def create(self, model: str, **vals: Any) -> int:
        return self.call(model, "create", [vals])[0]

    def search(self, model: str, domain: list, **options: Any) -> Ids:
        return self.call(model, "search", domain, **options)

    def ref(self, name: str) -> int:
        module, _, name = name.partition(".")
        domain = [("module", "=", module), ("name", "=", name)]
        return self.call("ir.model.data", "search_read", domain, fields=["res_id"])[0][
            "res_id"
        ]
