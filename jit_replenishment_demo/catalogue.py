"""What the loaders share: the records behind the names of the extract."""

from dataclasses import dataclass

from odoo import api, models


@dataclass(frozen=True)
class Catalogue:
    """Products by sku, vendors by name, and the warehouse everything happens in.

    :param products: ``product.product`` records
    :param vendors: ``res.partner`` records
    :param vendor_units: the ``uom.uom`` each vendor sells in, by the vendor's name
    :param warehouse: the ``stock.warehouse``
    :param customer: the ``res.partner`` everything is delivered to
    """

    env: api.Environment
    products: dict[str, models.Model]
    vendors: dict[str, models.Model]
    vendor_units: dict[str, models.Model]
    warehouse: models.Model
    customer: models.Model

    @property
    def all_products(self) -> models.Model:
        return self.env["product.product"].concat(*self.products.values())

    @property
    def stock_location(self) -> models.Model:
        return self.warehouse.lot_stock_id

    @property
    def customer_location(self) -> models.Model:
        return self.customer.property_stock_customer
