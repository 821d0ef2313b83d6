from odoo import fields, models
from odoo.exceptions import AccessError

from ..marks import by_engine


class UnenforcedMany2one(fields.Many2one):
    """A reference that PostgreSQL does not check.

    Every event comes from a done move, which already holds its product, place and
    company in the database; checking them again would take three times as long as
    writing the event.
    """

    def update_db_foreign_key(self, model, column) -> None:
        pass


class JitDemandEvent(models.Model):
    """What left a place for customers and production on one day, returns taken off.

    Made from done moves and never by hand; whoever manages Just in Time may tell the
    learning to leave one out.
    """

    _name = "jit.demand.event"
    _description = "Demand of a Day"
    _log_access = False
    _order = "day desc, id"
    _rec_name = "product_id"

    product_id = UnenforcedMany2one("product.product", required=True)
    location_id = UnenforcedMany2one("stock.location", required=True)
    company_id = UnenforcedMany2one("res.company", required=True)
    day = fields.Date(required=True, help="By the clock of the company.")
    quantity = fields.Float(
        digits="Product Unit", help="In the product's unit, returns taken off."
    )
    excluded = fields.Boolean(
        string="Left Out",
        default=False,
        help="It says nothing about demand to come: a move of stock to a sister "
        "company, a sale of remainders.",
    )

    _one_per_day = models.UniqueIndex("(product_id, location_id, day, company_id)")

    def write(self, vals: dict) -> bool:
        """A person may leave an event out, and nothing else."""
        if vals.keys() - {"excluded"} and not by_engine(self.env):
            raise AccessError(
                self.env._("Demand is read from done moves. It can only be left out.")
            )
        result = super().write(vals)
        self._jit_learn_again()
        return result

    def _jit_learn_again(self) -> None:
        """The rules of these products that the events may be demand of."""
        rules = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", self.product_id.ids)]
        )
        self.env["jit.learning.request"]._append(rules.ids)
