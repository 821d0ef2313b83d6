from datetime import date, datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, split_every

from ..marks import by_engine
from ..policy.returned_goods import Returned, Sold, net_returns
from ..queries.taken_demand import (
    put_sold,
    read_returned,
    read_sold,
    returns_to_think_about,
    sum_demand,
)
from ..queries.taken_moves import take_moves

_PRODUCTS_AT_ONCE = 500
# a person's choice to leave one out stands on the row: it is not written anew
_DIFFERENCE = """
    CREATE TEMPORARY TABLE jit_taken_difference ON COMMIT DROP AS
    SELECT event.id AS event_id, taken.*
      FROM (SELECT * FROM jit_demand_event WHERE product_id = ANY(%s)) event
 FULL JOIN (SELECT * FROM jit_taken_event WHERE day >= %s) taken
        ON taken.product_id = event.product_id
       AND taken.location_id = event.location_id
       AND taken.day = event.day AND taken.company_id = event.company_id
     WHERE event.quantity IS DISTINCT FROM taken.quantity
"""
_DROP = """
    DELETE FROM jit_demand_event event
     USING jit_taken_difference taken
     WHERE event.id = taken.event_id AND taken.product_id IS NULL
"""
_CHANGE = """
    UPDATE jit_demand_event event SET quantity = taken.quantity
      FROM jit_taken_difference taken
     WHERE event.id = taken.event_id AND taken.product_id IS NOT NULL
"""
_ADD = """
    INSERT INTO jit_demand_event
           (product_id, location_id, company_id, day, quantity, excluded)
    SELECT product_id, location_id, company_id, day, quantity, FALSE
      FROM jit_taken_difference
     WHERE event_id IS NULL
     ORDER BY product_id, location_id, day
"""


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
        rules._jit_learn_again()

    @api.model
    def _read_anew(self, product_ids: list[int], since: datetime) -> None:
        """Make the events of these products equal to what their moves say.

        What is so is not written; what a person left out stays so.
        """
        take_moves(self.env, product_ids, since)
        sum_demand(self.env)
        for keys in split_every(
            _PRODUCTS_AT_ONCE, returns_to_think_about(self.env), list
        ):
            sold, returned = read_sold(self.env, keys), read_returned(self.env, keys)
            put_sold(
                self.env,
                {
                    key: net_returns(
                        (Sold(*row) for row in sold.get(key, ())),
                        (Returned(*row) for row in returned.get(key, ())),
                    )
                    for key in keys
                },
            )
        # of the first day some moves may be missing, as its clock is not Greenwich's
        self._keep_taken(product_ids, since.date() + timedelta(days=1))

    @api.model
    def _keep_taken(self, product_ids: list[int], first_day: date) -> None:
        """Write where ``jit_taken_event`` differs from what is kept."""
        self.env.cr.execute("DROP TABLE IF EXISTS jit_taken_difference")
        self.env.cr.execute(SQL(_DIFFERENCE, product_ids, first_day))
        self.env.cr.execute("ANALYZE jit_taken_difference")
        for statement in (_DROP, _CHANGE, _ADD):
            # another worker reads the same: no error, the caller tries again
            self.env.cr.execute(statement, log_exceptions=False)
        self.invalidate_model()
