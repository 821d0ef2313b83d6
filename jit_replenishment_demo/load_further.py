"""The ordinary rules, and their last days lived through with the clock set."""

from freezegun import freeze_time

from odoo import models

from odoo.addons.jit_replenishment.queries.compiling import stop_compiling

from .bulk import set_created
from .catalogue import Catalogue
from .further import TRIAL_DAYS, Further
from .history_calendar import LOOKING, OPENING, ORDERING, RECEIVING, SHIPPING, Calendar
from .load_deliveries import load_deliveries
from .load_orders import Purchase, receive_purchases
from .load_stock import move_quants

Rules = models.Model
# by hand somebody looks every other week, and today again
_BY_HAND_EVERY_DAYS = 14


def load_ordinary_rules(catalogue: Catalogue, further: Further) -> Rules:
    """Automatic and manual rules, as a person made them.

    Core deletes manual rules of its own user as soon as nothing is to be ordered.
    """
    person = catalogue.env.ref("base.user_admin")
    rules = catalogue.env["stock.warehouse.orderpoint"].with_user(person)
    return rules.create(
        [
            {
                "product_id": catalogue.products[item.product.sku].id,
                "warehouse_id": catalogue.warehouse.id,
                "location_id": catalogue.stock_location.id,
                "trigger": further.triggers[item.product.sku],
                "product_min_qty": item.reorder_point,
                "product_max_qty": item.target_stock,
            }
            for item in further.items
            if item.product.sku in further.triggers
        ]
    ).sudo()


def live_through_trial(
    catalogue: Catalogue,
    further: Further,
    rules: Rules,
    purchases: list[Purchase],
    calendar: Calendar,
) -> models.Model:
    """Day by day: goods come, Odoo orders by the rules, goods go, the trial looks.

    :param purchases: those that are received within these days
    :returns: the moves done
    """
    tried = rules.filtered(
        lambda rule: rule.product_id.default_code in further.on_trial
    )
    moves = catalogue.env["stock.move"]
    first = calendar.days - TRIAL_DAYS
    stop_compiling(catalogue.env)
    with freeze_time(calendar.moment(first, OPENING)) as clock:
        tried.action_jit_start_trial()
        for day in range(first, calendar.days):
            clock.move_to(calendar.moment(day, RECEIVING))
            received = [each for each in purchases if each.order.received_day == day]
            if received:
                done = receive_purchases(catalogue, received, calendar)
                move_quants(catalogue, done)
                moves |= done
            clock.move_to(calendar.moment(day, ORDERING))
            _order(catalogue, rules, day, calendar)
            clock.move_to(calendar.moment(day, SHIPPING))
            shipped = [each for each in further.year.shipments if each.day == day]
            if shipped:
                done = load_deliveries(catalogue, shipped, calendar)
                move_quants(catalogue, done)
                moves |= done
            clock.move_to(calendar.moment(day, LOOKING))
            _look(tried)
    return moves


def _order(catalogue: Catalogue, rules: Rules, day: int, calendar: Calendar) -> None:
    """Automatic rules each day, manual ones now and then; what they ask for is
    confirmed at once."""
    automatic = rules.filtered(lambda rule: rule.trigger == "auto")
    rules._compute_qty_to_order_computed()
    automatic._procure_orderpoint_confirm(
        company_id=catalogue.env.company, raise_user_error=False
    )
    if (calendar.days - day) % _BY_HAND_EVERY_DAYS == 0:
        (rules - automatic).action_replenish()
    lines = catalogue.env["purchase.order.line"].search(
        [("orderpoint_id", "in", rules.ids), ("state", "=", "draft")]
    )
    if not lines:
        return
    orders = lines.order_id
    moment = calendar.moment(day, ORDERING)
    orders.user_id = catalogue.env.ref("base.user_admin")
    orders.flush_recordset()
    for entered in (orders, orders.order_line):
        set_created(entered, [moment] * len(entered))
    orders.button_confirm()


def _look(tried: Rules) -> None:
    """What the hourly scheduled action does; its own transactions would not see what
    is being loaded."""
    trial = tried.env["jit.trial"]
    trial._ensure(tried.ids)
    trial._try(tried.ids)
