from odoo import api, models

from ..queries.rule_table import IMAGINED, IMAGINED_ID, ImaginedRules
from .jit_why import Now
from .jit_wish import Wish


class JitWhy(models.AbstractModel):
    """Asks about many products and places at once."""

    _inherit = "jit.why"

    @api.model
    def _now(self, places: list[tuple]) -> dict[tuple, Now]:
        """By product and place, which the reader may read, what is so now.

        In a constant number of queries. Rules that are imagined are asked about apart
        from those there are, which must not notice them.
        """
        rules = self._rules_there(places)
        found, live, imagined = {}, {}, {}
        for place in places:
            rule = rules.get(place, self.env["stock.warehouse.orderpoint"])
            obstacle = self._obstacle(*place)
            if obstacle:
                found[place] = Now(None, *obstacle)
            elif rule.active and rule.trigger == "jit":
                live[rule.id] = place
            else:
                number = IMAGINED_ID - len(imagined)
                row = self._imagine(rule, *place) | {"id": number}
                imagined[number] = (place, row)
        rows = tuple(row for _place, row in imagined.values())
        asked = self.with_context(**{IMAGINED: ImaginedRules(rows)})
        wishes = self._wishes_of(list(live)) | asked._wishes_of(list(imagined))
        live |= {number: place for number, (place, _row) in imagined.items()}
        for number, place in live.items():
            wish = wishes.get(number)
            found[place] = Now(wish) if wish else Now(None, "no_answer", {})
        return found

    @api.model
    def _rules_there(self, places: list[tuple]) -> dict[tuple, models.Model]:
        """The rule of each product at its place, archived only if there is no other."""
        found = {}
        for rule in (
            self.env["stock.warehouse.orderpoint"]
            .with_context(active_test=False)
            .search(
                [
                    ("product_id", "in", [product.id for product, _place in places]),
                    ("location_id", "in", [place.id for _product, place in places]),
                ],
                order="active DESC, id",
            )
        ):
            found.setdefault((rule.product_id, rule.location_id), rule)
        return found

    @api.model
    def _wishes_of(self, rule_ids: list[int]) -> dict[int, Wish]:
        """Stock, orders and price lists behind it may be closed to who asks; what is
        shown of them are the figures of a product and a place they may see."""
        if not rule_ids:
            return {}
        engine = self.sudo().env
        verdicts = engine["stock.warehouse.orderpoint"]._jit_decide_apart(rule_ids)
        return {
            rule_id: engine["jit.wish"]._of(verdict)
            for rule_id, verdict in verdicts.items()
        }
