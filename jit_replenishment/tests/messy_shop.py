"""A company of a messy database."""

from datetime import timedelta

from odoo import fields
from odoo.api import Environment
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tools import SQL


class Shop:
    """One company of the mess, and builders whose defaults are healthy."""

    def __init__(self, env: Environment, name: str) -> None:
        company = env["res.company"].create({"name": name})
        env.user.company_ids |= company
        self.env = env(context=dict(env.context, allowed_company_ids=company.ids))
        self.company = company.with_env(self.env)
        warehouses = self.env["stock.warehouse"]
        self.first = warehouses.search(
            [("company_id", "=", company.id)], limit=1
        ) or warehouses.create({"name": name, "code": "FIRST"})
        self.second = warehouses.create({"name": f"{name} 2", "code": "SEC"})
        self.stock = self.first.lot_stock_id
        self.customers = self.env.ref("stock.stock_location_customers")
        self.vendor = self.make_vendor("Acme")
        self.now = fields.Datetime.now()
        self.today = self.company._jit_today()

    def make_vendor(self, name: str, **vals) -> BaseModel:
        own = {"company_id": self.company.id, "supplier_rank": 1, "is_company": True}
        vals = own | {"name": f"{name} of {self.company.name}"} | vals
        return self.env["res.partner"].create(vals)

    def make_products(self, count: int, name: str, **vals) -> BaseModel:
        own = {"is_storable": True, "company_id": self.company.id} | vals
        return self.env["product.product"].create(
            [{"name": f"{name} {n + 1}", **own} for n in range(count)]
        )

    def make_offers(self, products: BaseModel, vendor=None, **vals) -> BaseModel:
        terms = {"price": 2.5, "delay": 5, "company_id": self.company.id} | vals
        return self.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": (vendor or self.vendor).id,
                    "product_tmpl_id": product.product_tmpl_id.id,
                    **terms,
                }
                for product in products
            ]
        )

    def make_bought(self, count: int, name: str, **vals) -> BaseModel:
        """Products that Acme sells, with nothing wrong about them."""
        products = self.make_products(count, name, **vals)
        self.make_offers(products)
        return products

    def make_rules(self, products: BaseModel, place=None, **vals) -> BaseModel:
        place = place or self.stock
        return self.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": place.id,
                    "product_min_qty": 5,
                    "product_max_qty": 20,
                    "trigger": "manual",
                    **vals,
                }
                for product in products
            ]
        )

    def deliver(self, product: BaseModel, quantity: float, days_ago: int, **vals):
        """Goods that left for a customer, or came back, so many days ago."""
        when = self.now - timedelta(days=days_ago)
        places = {"location_id": self.stock.id, "location_dest_id": self.customers.id}
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                **places,
                **vals,
            }
        )
        move._action_confirm(merge=False)
        move.quantity, move.picked = quantity, True
        move._action_done()
        for moved in (move, move.move_line_ids):
            moved.write({"date": when})
        return move

    def make_request(self, product: BaseModel, days_ago: int) -> BaseModel:
        """A request for quotation that was entered so many days ago."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "picking_type_id": self.first.in_type_id.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": 4})
                ],
            }
        )
        self.env.flush_all()
        entered = self.now - timedelta(days=days_ago)
        self.write_past_the_models(order, "create_date", entered)
        return order

    def write_past_the_models(self, records: BaseModel, name: str, value) -> None:
        """What imports and old versions left, and the models refuse today."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id IN %s",
                SQL.identifier(records._table),
                SQL.identifier(name),
                value,
                records._ids,
            )
        )
        self.env.invalidate_all()
