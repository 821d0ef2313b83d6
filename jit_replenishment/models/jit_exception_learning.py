from collections.abc import Collection

from odoo import api, models


class JitException(models.Model):
    """What kept rules from being learned, or products from being read."""

    _inherit = "jit.exception"

    @api.model
    def _learning_failed(self, rule_id: int, detail: str) -> None:
        self._show_of_learning("learning_failed", [rule_id], detail)

    @api.model
    def _learning_succeeded(self, rule_ids: list[int]) -> None:
        self._open_of_learning("learning_failed", rule_ids)._close()

    @api.model
    def _reading_failed(self, product_ids: list[int], detail: str) -> None:
        """Whoever looks after one of their rules sees it."""
        rules = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", product_ids)]
        )
        self._show_of_learning("moves_unread", rules.ids, detail)

    @api.model
    def _reading_succeeded(self, product_ids: list[int]) -> None:
        cured = [
            ("kind", "=", "moves_unread"),
            ("product_id", "in", product_ids),
            ("closed_at", "=", False),
        ]
        self.search(cured)._close()

    @api.model
    def _show_of_learning(
        self, kind: str, rule_ids: Collection[int], detail: str
    ) -> None:
        found = self._open_of_learning(kind, rule_ids)
        found.write({"detail": detail})
        missing = set(rule_ids).difference(found.orderpoint_id.ids)
        if missing:
            self._open(
                {(rule_id, kind): {"detail": detail} for rule_id in sorted(missing)}
            )

    @api.model
    def _open_of_learning(self, kind: str, rule_ids: Collection[int]) -> "JitException":
        return self.search(
            [
                ("orderpoint_id", "in", list(rule_ids)),
                ("kind", "=", kind),
                ("closed_at", "=", False),
            ]
        )
