"""Load the demo: products and vendors, a year of history, what is open, the rules."""

from dataclasses import dataclass
from datetime import date

from odoo import api

from .further import TRIAL_DAYS, Further, plan_further
from .history_calendar import Calendar
from .load_catalogue import add_further, load_catalogue
from .load_deliveries import load_deliveries, load_promised_deliveries
from .load_faults import plant_faults, without_opening
from .load_further import live_through_trial, load_ordinary_rules
from .load_orders import (
    Purchase,
    confirm_purchases,
    create_purchases,
    receive_purchases,
)
from .load_rules import load_rules
from .load_stock import load_opening_stock, load_quants
from .replay import Order, Shipment, replay
from .source import read_further_products, read_products, read_vendors
from .terms import Item, plan_items


@dataclass(frozen=True)
class Loaded:
    """How many records of each kind were made."""

    products: int
    vendors: int
    rules: int
    ordinary_rules: int
    received_orders: int
    open_orders: int
    deliveries: int
    done_moves: int


def already_loaded(env: api.Environment) -> bool:
    """Whether a product with an internal reference of the demo exists."""
    skus = [product.sku for product in read_products()]
    products = env["product.product"].with_context(active_test=False)
    return bool(products.search_count([("default_code", "in", skus)], limit=1))


def load_demo(
    env: api.Environment,
    today: date,
    limit: int | None = None,
    *,
    with_further: bool = True,
) -> Loaded:
    """Load everything as if it had happened before `today`.

    `limit` takes that many products instead of all; without `with_further` there are
    only those kept just in time. The history goes to the company and the warehouse of
    `env`. Nothing is ordered for them: that is left to the replenisher, which is told
    about every product once.
    """
    # Nobody follows the past: no tracking, no subscriptions, no messages.
    env = env(context=dict(env.context, tracking_disable=True, mail_notrack=True))
    products, vendors = read_products(), read_vendors()
    items = plan_items(read_products(limit) if limit else products, vendors)
    further = (
        plan_further(read_further_products(), vendors, len(products))
        if with_further
        else None
    )
    return Loader(env, items, further, today).load()


class Loader:
    """What was planned becomes records; `further` is missing where nobody wants it."""

    def __init__(
        self,
        env: api.Environment,
        items: list[Item],
        further: Further | None,
        today: date,
    ) -> None:
        self._items = items
        self._further = further
        self._years = [replay(items)]
        if further:
            self._years.append(further.year)
        self._calendar = Calendar(today, self._years[0].days)
        self._catalogue = load_catalogue(env, items, self._calendar)
        if further:
            self._catalogue = add_further(self._catalogue, further)

    def load(self) -> Loaded:
        catalogue, calendar = self._catalogue, self._calendar
        moves = load_opening_stock(catalogue, self._opening(), calendar)
        purchases = create_purchases(catalogue, self._orders(), calendar)
        received, later, still_open = self._by_arrival(purchases)
        moves |= receive_purchases(catalogue, received, calendar)
        moves |= load_deliveries(catalogue, self._shipments(), calendar)
        load_quants(catalogue, moves)
        confirm_purchases(catalogue, still_open, calendar)
        ordinary = catalogue.env["stock.warehouse.orderpoint"]
        if self._further:
            ordinary = load_ordinary_rules(catalogue, self._further)
            moves |= live_through_trial(
                catalogue, self._further, ordinary, later, calendar
            )
        stocks = [stock for year in self._years for stock in year.stocks]
        load_promised_deliveries(catalogue, stocks, calendar)
        rules = load_rules(catalogue, self._items)
        if self._further:
            plant_faults(catalogue, self._further, calendar)
        env = catalogue.env
        # nobody can write to a vendor without an address of their own
        visitor = env.ref("base.user_admin").partner_id
        visitor.email = visitor.email or "admin@example.com"
        env["jit.signal"]._emit(rules.product_id, env.company)
        return Loaded(
            products=len(catalogue.products),
            vendors=len(catalogue.vendors),
            rules=len(rules),
            ordinary_rules=len(ordinary),
            received_orders=len(received) + len(later),
            open_orders=len(still_open),
            deliveries=len(moves.filtered("is_out").picking_id),
            done_moves=len(moves),
        )

    def _opening(self) -> dict[str, int]:
        opening = {
            sku: quantity
            for year in self._years
            for sku, quantity in year.opening.items()
        }
        if self._further:
            for sku, quantity in without_opening(self._further).items():
                opening[sku] -= quantity
        return opening

    def _orders(self) -> list[Order]:
        orders = [order for year in self._years for order in year.orders]
        return sorted(orders, key=lambda order: order.day)

    def _shipments(self) -> list[Shipment]:
        """Without those of the trial, which leave day by day."""
        first, *others = self._years
        shipments = first.shipments + [
            shipment
            for year in others
            for shipment in year.shipments
            if shipment.day < year.days - TRIAL_DAYS
        ]
        return sorted(shipments, key=lambda shipment: shipment.day)

    def _by_arrival(
        self, purchases: list[Purchase]
    ) -> tuple[list[Purchase], list[Purchase], list[Purchase]]:
        """Received before, received while the trial ran, and still on their way."""
        first = {id(order) for order in self._years[0].orders}
        days = self._calendar.days
        found: tuple[list[Purchase], ...] = ([], [], [])
        for each in purchases:
            tried = id(each.order) not in first
            day = each.order.received_day
            place = 2 if day >= days else int(tried and day >= days - TRIAL_DAYS)
            found[place].append(each)
        return found
