from markupsafe import Markup

from odoo import api, models


class JitReason(models.AbstractModel):
    """The movements behind a sum, as a table: to be added up by hand."""

    _inherit = "jit.reason"

    def _say_booked(self, values, unit):
        # said by a table, not by a sentence
        return ""

    def _say_terms(self, values, unit):
        # said by the card
        return ""

    @api.model
    def _booked_table(self, values: dict, unit: models.Model) -> Markup | bool:
        """What was counted when a decision was frozen, what was not, and why."""
        rows = [
            self._movement(
                "incoming",
                self._changed_draft(document, changed_by),
                due,
                quantity,
                unit,
                cause=cause,
            )
            for document, due, quantity, cause, changed_by, *_more in (
                # rows may have been frozen before all of this was known
                [*row, None, None]
                for row in values["incoming"]
            )
        ]
        rows += self._others("incoming", values, unit)
        rows += [
            self._movement("promised", "", *row[:2], unit) for row in values["promised"]
        ]
        rows += self._others("promised", values, unit)
        return self._as_table(rows)

    def _movement(
        self,
        direction: str,
        document: str,
        due: str | None,
        quantity: float,
        unit: models.Model,
        cause: str | None = None,
        who: str = "",
    ) -> list:
        """The cells of one movement."""
        return [
            self._direction(direction),
            document,
            who,
            self._number(quantity, unit),
            self._day(due),
            self._short_cause(cause),
        ]

    def _others(self, direction: str, values: dict, unit: models.Model) -> list:
        """A row for the movements that are too many to be listed."""
        count = values[f"{direction}_more"]
        if not count:
            return []
        quantity = self._number(values[f"{direction}_more_quantity"], unit)
        name = self.env._("and %(count)s more", count=count)
        return [[self._direction(direction), name, "", quantity, "", ""]]

    def _direction(self, direction: str) -> str:
        return {
            "incoming": self.env._("Incoming"),
            "promised": self.env._("Promised"),
        }[direction]

    def _short_cause(self, cause: str | None) -> str:
        """Why a supply is not counted, in the few words a table has room for."""
        return {
            None: "",
            "kept_for_later": self.env._("not counted: kept for a later promise"),
            "overdue": self.env._("not counted: overdue"),
            "never_sent": self.env._("not counted: never sent"),
            "too_late": self.env._("not counted: a new order is there sooner"),
        }.get(cause, cause)

    @api.model
    def _as_table(self, rows: list[list]) -> Markup | bool:
        """Cells are texts, escaped, or markup; the fourth is a figure."""
        if not rows:
            return False
        lines = [
            Markup().join(
                Markup("<td class='{}'>{}</td>").format("text-end" if n == 3 else "", c)
                for n, c in enumerate(cells)
            )
            for cells in rows
        ]
        return Markup("<table class='table table-sm mb-0'>{}</table>").format(
            Markup().join(Markup("<tr>{}</tr>").format(line) for line in lines)
        )
