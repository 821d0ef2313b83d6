"""Every kind of dip: how a part is made ready for it, and the one call that causes it.

Each is a function of a warehouse and a part that prepares and returns the call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from .client import Client

Call = Callable[[], object]


@dataclass(frozen=True)
class Part:
    """A product with its rule; 30 on hand, reorder point 10, target 50."""

    product_id: int
    template_id: int
    rule_id: int


class Warehouse:
    """What people do in a warehouse and in purchasing, as calls of a client."""

    def __init__(self, client: Client) -> None:
        self.client = client
        (self.id,) = client.search("stock.warehouse", [], limit=1)
        fields = ["lot_stock_id", "in_type_id", "out_type_id"]
        (found,) = client.call("stock.warehouse", "read", [self.id], fields)
        self.stock, self.receipts, self.deliveries = (found[f][0] for f in fields)
        self.customers = client.ref("stock.stock_location_customers")
        self.suppliers = client.ref("stock.stock_location_suppliers")
        self.vital = client.ref("jit_replenishment.consequence_class_vital")
        self.customer = client.create("res.partner", name="Customer")
        self.vendor = client.create("res.partner", name="Another Vendor")

    def transfer(self, part: Part, quantity: float, operation: int) -> int:
        """A transfer in draft."""
        out = operation == self.deliveries
        places = {
            "location_id": self.stock if out else self.suppliers,
            "location_dest_id": self.customers if out else self.stock,
        }
        move = {"product_id": part.product_id, "product_uom_qty": quantity}
        return self.client.create(
            "stock.picking",
            picking_type_id=operation,
            move_ids=[(0, 0, move | places)],
            **places,
        )

    def receive_soon(self, part: Part, quantity: float) -> int:
        picking = self.transfer(part, quantity, self.receipts)
        self.client.call("stock.picking", "action_confirm", [picking])
        return picking

    def quant(self, part: Part) -> int:
        domain = [
            ("product_id", "=", part.product_id),
            ("location_id", "=", self.stock),
        ]
        return self.client.search("stock.quant", domain)[0]

    def count(self, part: Part, quantity: float) -> Call:
        """A count of what lies in the open; as much again lies on a shelf."""
        quant = self.quant(part)
        options = {"context": {"inventory_mode": True}}
        vals = {"inventory_quantity": quantity}
        self.client.call("stock.quant", "write", [quant], vals, **options)
        return partial(
            self.client.call,
            "stock.quant",
            "action_apply_inventory",
            [quant],
            **options,
        )

    def ask_vendor(self, part: Part, quantity: float, days: int) -> int:
        """Somebody's own request for quotation, due in so many days."""
        due = datetime.now() + timedelta(days=days)
        line = {
            "product_id": part.product_id,
            "product_qty": quantity,
            "date_planned": f"{due:%Y-%m-%d} 12:00:00",
        }
        return self.client.create(
            "purchase.order", partner_id=self.vendor, order_line=[(0, 0, line)]
        )


def delivery(place: Warehouse, part: Part) -> Call:
    picking = place.transfer(part, 25, place.deliveries)
    return partial(place.client.call, "stock.picking", "action_confirm", [picking])


def sale(place: Warehouse, part: Part) -> Call:
    line = {"product_id": part.product_id, "product_uom_qty": 25}
    order = place.client.create(
        "sale.order", partner_id=place.customer, order_line=[(0, 0, line)]
    )
    return partial(place.client.call, "sale.order", "action_confirm", [order])


def inventory_count(place: Warehouse, part: Part) -> Call:
    return place.count(part, -12)


def scrap(place: Warehouse, part: Part) -> Call:
    scrapped = place.client.create(
        "stock.scrap",
        product_id=part.product_id,
        scrap_qty=12,
        location_id=place.stock,
    )
    # the other half of the stock is promised already
    place.client.call(
        "stock.picking",
        "action_confirm",
        [place.transfer(part, 10, place.deliveries)],
    )
    return partial(place.client.call, "stock.scrap", "action_validate", [scrapped])


def receipt_cancelled(place: Warehouse, part: Part) -> Call:
    picking = place.receive_soon(part, 60)
    place.count(part, -12)()
    return partial(place.client.call, "stock.picking", "action_cancel", [picking])


def receipt_corrected(place: Warehouse, part: Part) -> Call:
    """Counted in as 30, found to be 1."""
    picking = place.receive_soon(part, 30)
    client = place.client
    client.call("stock.picking", "button_validate", [picking])
    place.count(part, 15)()
    client.call(
        "stock.picking",
        "action_confirm",
        [place.transfer(part, 18, place.deliveries)],
    )
    lines = client.search("stock.move.line", [("picking_id", "=", picking)])
    return partial(client.call, "stock.move.line", "write", lines, {"quantity": 1})


def receipt_postponed(place: Warehouse, part: Part) -> Call:
    """Of a part that must not run out: what comes too late does not count."""
    client = place.client
    vals = {"jit_consequence_class_id": place.vital}
    client.call("stock.warehouse.orderpoint", "write", [part.rule_id], vals)
    picking = place.receive_soon(part, 60)
    client.call(
        "stock.picking",
        "action_confirm",
        [place.transfer(part, 31, place.deliveries)],
    )
    moves = client.search("stock.move", [("picking_id", "=", picking)])
    late = datetime.now() + timedelta(days=60)
    vals = {"date": f"{late:%Y-%m-%d} 12:00:00"}
    return partial(client.call, "stock.move", "write", moves, vals)


def request_cancelled(place: Warehouse, part: Part) -> Call:
    order = place.ask_vendor(part, 60, days=2)
    place.count(part, -12)()
    return partial(place.client.call, "purchase.order", "button_cancel", [order])


def rule_raised(place: Warehouse, part: Part) -> Call:
    vals = {"product_min_qty": 40, "product_max_qty": 90}
    return partial(
        place.client.call, "stock.warehouse.orderpoint", "write", [part.rule_id], vals
    )


def class_changed(place: Warehouse, part: Part) -> Call:
    """An overdue request nobody sent covers no part that must not run out."""
    place.ask_vendor(part, 60, days=-1)
    place.count(part, -12)()
    vals = {"jit_consequence_class_id": place.vital}
    return partial(
        place.client.call, "stock.warehouse.orderpoint", "write", [part.rule_id], vals
    )


def vendor_terms_changed(place: Warehouse, part: Part) -> Call:
    """A line waits; its vendor's minimum goes up."""
    place.count(part, -12)()
    client = place.client
    offers = client.search(
        "product.supplierinfo", [("product_tmpl_id", "=", part.template_id)]
    )
    vals = {"min_qty": 120}
    return partial(client.call, "product.supplierinfo", "write", offers, vals)


def button_pressed(place: Warehouse, part: Part) -> Call:
    """Somebody saw an empty bin; the rule was raised without a word to Odoo."""
    return partial(
        place.client.call,
        "stock.warehouse.orderpoint",
        "action_jit_check_now",
        [part.rule_id],
    )


DIPS: dict[str, Callable[[Warehouse, Part], Call]] = {
    "delivery confirmed": delivery,
    "sale confirmed": sale,
    "inventory count": inventory_count,
    "scrap": scrap,
    "receipt cancelled": receipt_cancelled,
    "receipt corrected": receipt_corrected,
    "receipt postponed": receipt_postponed,
    "request cancelled": request_cancelled,
    "rule raised": rule_raised,
    "class changed": class_changed,
    "vendor terms changed": vendor_terms_changed,
    "button pressed": button_pressed,
}
# those whose dip no call causes: raw SQL does, beforehand
BY_SQL = {
    "button pressed": "UPDATE stock_warehouse_orderpoint"
    " SET product_min_qty = 40, product_max_qty = 90 WHERE id = %s"
}
