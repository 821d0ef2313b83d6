import json
from collections.abc import Iterable

from odoo import api, fields, models
from odoo.tools import SQL, float_round

from ..queries.bulk_rows import column_names, unnested
from ..queries.figures_set_by import read_set_by


class JitDecision(models.Model):
    """Writing decisions down: nothing is computed of them, nobody follows them."""

    _inherit = "jit.decision"

    @api.model
    def _record(self, vals_list: list[dict]) -> dict[int, int]:
        """Create decisions of different rules in one statement; their ids by rule id.

        A line and its reason are written together: as records, the reasons would take
        longer than the lines.
        """
        if not vals_list:
            return {}
        vals_list = self._with_set_by(vals_list)
        now = fields.Datetime.now()
        log = {"create_uid": self.env.uid, "create_date": now}
        log |= {"write_uid": self.env.uid, "write_date": now, "decided_at": now}
        columns = {
            name: self._to_column(name, [vals.get(name) for vals in vals_list])
            for name in dict.fromkeys(name for vals in vals_list for name in vals)
        }
        columns |= {name: [value] * len(vals_list) for name, value in log.items()}
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO jit_decision (%s) SELECT * FROM %s RETURNING %s, id",
                column_names(columns),
                unnested(self, columns),
                SQL.identifier("orderpoint_id"),
            )
        )
        return dict(rows)

    @api.model
    def _with_set_by(self, vals_list: list[dict]) -> list[dict]:
        """The same, with who set the figures: a reason outlives its rule."""
        found = read_set_by(self.env, [vals["orderpoint_id"] for vals in vals_list])
        frozen = []
        for vals in vals_list:
            facts = list(vals.get("facts") or [])
            if row := found.get(vals["orderpoint_id"]):
                values = row._asdict() | {"at": fields.Datetime.to_string(row.at)}
                facts.append(["set_by", values])
            frozen.append(vals | {"facts": facts})
        return frozen

    @api.model
    def _to_column(self, name: str, values: Iterable) -> list:
        return self._as_column(self._fields[name], values)

    @api.model
    def _as_column(self, field: fields.Field, values: Iterable) -> list:
        """As the field itself writes values, its digits read once for all."""
        if field.type == "json":
            return [json.dumps(value) if value else None for value in values]
        digits = field.get_digits(self.env) if field.type == "float" else None
        if digits:
            return [float_round(value or 0, digits[1]) for value in values]
        if field.type in ("float", "integer", "monetary"):
            return [value or 0 for value in values]
        return [value or None for value in values]
