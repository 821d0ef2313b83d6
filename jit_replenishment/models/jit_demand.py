from collections.abc import Mapping
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..queries.demand_moves import RELATION, read_demand_links, read_demand_moves
from ..queries.draft_lines import DraftLineRow
from .jit_wish import Wish


class JitDemand(models.AbstractModel):
    """Links the engine's lines with the promises they were ordered for."""

    _name = "jit.demand"
    _description = "Just in Time: What Lines Are For"

    @api.model
    def _read(
        self, wishes: Mapping[int, Wish | None], ordering: bool = True
    ) -> dict[int, list[int]]:
        """Ids of the moves counted as promised, of each rule.

        :param ordering: of those only that order
        """
        return read_demand_moves(
            self.env,
            {
                rule_id: wish.verdict.today
                + timedelta(days=wish.verdict.decision.protection_interval_days)
                for rule_id, wish in wishes.items()
                if wish and (wish.key or not ordering)
            },
        )

    @api.model
    def _stale(
        self, wishes: Mapping[int, Wish | None], lines: Mapping[int, DraftLineRow]
    ) -> set[int]:
        """Rules whose open line is for other moves than it is linked with."""
        ordered = {rule_id: wishes[rule_id] for rule_id in lines if rule_id in wishes}
        wanted = self._read(ordered)
        linked = read_demand_links(self.env, [row.line_id for row in lines.values()])
        return {
            rule_id
            for rule_id, wish in ordered.items()
            if wish
            and wish.key
            and set(wanted.get(rule_id, ()))
            != set(linked.get(lines[rule_id].line_id, ()))
        }

    @api.model
    def _link(
        self, wishes: Mapping[int, Wish | None], lines: Mapping[int, models.Model]
    ) -> None:
        """Make the links of these lines those of today; what is so is not written."""
        wanted = self._read({rule_id: wishes[rule_id] for rule_id in lines})
        latest = {
            (line.id, move_id)
            for rule_id, line in lines.items()
            for move_id in wanted.get(rule_id, ())
        }
        links = read_demand_links(self.env, [line.id for line in lines.values()])
        known = {
            (line_id, move_id)
            for line_id, move_ids in links.items()
            for move_id in move_ids
        }
        self._write_links(gone=known - latest, new=latest - known)

    @api.model
    def _write_links(
        self, gone: set[tuple[int, int]], new: set[tuple[int, int]]
    ) -> None:
        """All lines of a draft at once: the field would write one line at a time."""
        table = SQL.identifier(RELATION)
        if gone:
            self.env.cr.execute(
                SQL(
                    """
                    DELETE FROM %s link
                     USING unnest(%s, %s) AS gone(line_id, move_id)
                     WHERE link.line_id = gone.line_id AND link.move_id = gone.move_id
                    """,
                    table,
                    *map(list, zip(*sorted(gone), strict=True)),
                )
            )
        if new:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (line_id, move_id) SELECT * FROM unnest(%s, %s)",
                    table,
                    *map(list, zip(*sorted(new), strict=True)),
                )
            )
        if gone or new:
            lines = self.env["purchase.order.line"]
            lines.invalidate_model(["jit_demand_move_ids"], flush=False)
