"""Load the demo: products and vendors, a year of history, what is open, the rules."""

from dataclasses import dataclass
from datetime import date

from odoo import api

from .history_calendar import Calendar
from .load_catalogue import load_catalogue
from .load_deliveries import load_deliveries, load_promised_deliveries
from .load_orders import confirm_purchases, create_purchases, receive_purchases
from .load_rules import load_rules
from .load_stock import load_opening_stock, load_quants
from .replay import replay
from .source import read_products, read_vendors
from .terms import plan_items


@dataclass(frozen=True)
class Loaded:
    """How many records of each kind were made."""

    products: int
    vendors: int
    rules: int
    received_orders: int
    open_orders: int
    deliveries: int
    done_moves: int


def already_loaded(env: api.Environment) -> bool:
    """Whether a product with an internal reference of the demo exists."""
    skus = [product.sku for product in read_products()]
    products = env["product.product"].with_context(active_test=False)
    return bool(products.search_count([("default_code", "in", skus)], limit=1))


def load_demo(env: api.Environment, today: date, limit: int | None = None) -> Loaded:
    """Load everything as if it had happened before `today`.

    `limit` takes that many products instead of all. The history goes to the company
    and the warehouse of `env`. Nothing is ordered: that is left to the replenisher,
    which is told about every product once.
    """
    # Nobody follows the past: no tracking, no subscriptions, no messages.
    env = env(context=dict(env.context, tracking_disable=True, mail_notrack=True))
    items = plan_items(read_products(limit), read_vendors())
    year = replay(items)
    calendar = Calendar(today, year.days)

    catalogue = load_catalogue(env, items, calendar)
    done_moves = load_opening_stock(catalogue, year.opening, calendar)
    purchases = create_purchases(catalogue, year.orders, calendar)
    received = [each for each in purchases if each.order.received_day < year.days]
    still_open = [each for each in purchases if each.order.received_day >= year.days]
    done_moves |= receive_purchases(catalogue, received, calendar)
    done_moves |= load_deliveries(catalogue, year.shipments, calendar)
    load_quants(catalogue, done_moves)
    confirm_purchases(catalogue, still_open, calendar)
    load_promised_deliveries(catalogue, year.stocks, calendar)
    rules = load_rules(catalogue, items)
    env["jit.signal"]._emit(catalogue.all_products, env.company)
    return Loaded(
        products=len(catalogue.products),
        vendors=len(catalogue.vendors),
        rules=len(rules),
        received_orders=len(received),
        open_orders=len(still_open),
        deliveries=len({shipment.day for shipment in year.shipments}),
        done_moves=len(done_moves),
    )
