"""A database made messy: every fault of the check, in known numbers.

Beside each fault stands what looks like it and is none. Two companies with two
warehouses each get the same faults, so that a fault of one found in the other shows.
"""

from collections import Counter
from datetime import timedelta

from odoo.api import Environment
from odoo.fields import Command
from odoo.models import BaseModel

from ..queries.check_orders import OLD_REQUEST_DAYS
from .messy_shop import Shop

# (company id, kind of fault, ids of the records to mend)
Fault = tuple[int, str, tuple[int, ...]]


class Mess:
    """Plants everything, and remembers what it planted as ``faults``.

    :param products: healthy ones of each company, beside the faults
    :param rules: of how many of them there are rules, automatic and manual ones in
        turn; half of them if not said
    """

    def __init__(
        self, env: Environment, products: int = 20, rules: int | None = None
    ) -> None:
        self.env = env(context=dict(env.context, tracking_disable=True))
        self.faults: set[Fault] = set()
        self.shops = [Shop(self.env, name) for name in ("North", "South")]
        for shop in self.shops:
            healthy = shop.make_bought(products, "Healthy")
            made = shop.make_rules(healthy[: products // 2 if rules is None else rules])
            made[::2].trigger = "auto"
            for plant in (
                self.plant_products_without_vendor,
                self.plant_prices,
                self.plant_units,
                self.plant_skus,
                self.plant_vendors,
                self.plant_negative_stock,
                self.plant_untracked,
                self.plant_odd_rules,
                self.plant_loops,
                self.plant_requests,
            ):
                plant(shop)
        self.plant_shared()
        self.env.flush_all()

    def counts(self) -> Counter:
        """(company id, kind) -> how many were planted."""
        return Counter((company_id, kind) for company_id, kind, _ids in self.faults)

    def remember(self, shop: Shop, kind: str, *faults: BaseModel) -> None:
        """Each of these is a fault; several records may be one."""
        for records in faults:
            ids = tuple(sorted(records.ids))
            self.faults.add((shop.company.id, kind, ids))

    # -- products and vendors ----------------------------------------------------

    def plant_products_without_vendor(self, shop: Shop) -> None:
        lonely = shop.make_products(3, "No Vendor")
        left = shop.make_products(1, "Vendor Gone")
        gone = shop.make_vendor("Gone")
        shop.make_offers(left, gone)
        gone.active = False
        half = self.make_two_sizes(shop, "Half Sold")
        shop.make_offers(half[0], product_id=half[0].id)
        for product in lonely | left | half[0]:
            self.remember(shop, "no_vendor", product.product_tmpl_id)
        # not bought, nothing to count, put away, brought from the other warehouse
        shop.make_products(1, "Not Bought", purchase_ok=False)
        shop.make_products(1, "Not Counted", is_storable=False)
        shop.make_products(1, "Archived").product_tmpl_id.active = False
        route = self.route_from(shop.first, shop.second)
        shop.make_products(1, "Transferred", route_ids=route.ids)
        shop.make_rules(
            shop.make_products(1, "Transferred by Rule"),
            shop.second.lot_stock_id,
            route_id=route.id,
        )
        if "mrp.bom" in self.env:
            made = shop.make_products(1, "Made")
            shop.env["mrp.bom"].create({"product_tmpl_id": made.product_tmpl_id.id})

    def make_two_sizes(self, shop: Shop, name: str) -> BaseModel:
        size = shop.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [
                    Command.create({"name": "S"}),
                    Command.create({"name": "L"}),
                ],
            }
        )
        template = shop.env["product.template"].create(
            {
                "name": name,
                "is_storable": True,
                "company_id": shop.company.id,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": size.id,
                            "value_ids": [Command.set(size.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        return template.product_variant_ids

    def route_from(self, giver: BaseModel, taker: BaseModel) -> BaseModel:
        taker.resupply_wh_ids |= giver
        return taker.resupply_route_ids.filtered(
            lambda route: route.supplier_wh_id == giver
        )

    def plant_prices(self, shop: Shop) -> None:
        over = shop.today - timedelta(days=1)
        for name, kind, wrong in (
            ("Free", "zero_price", {"price": 0}),
            ("All Discount", "zero_price", {"discount": 100}),
            ("At Once", "no_lead_time", {"delay": 0}),
        ):
            products = shop.make_products(2, name)
            for product in products:
                self.remember(shop, kind, shop.make_offers(product, **wrong))
            # one step of two
            shop.make_offers(products[1], min_qty=100)
            # what is over asks for nothing
            old = shop.make_bought(1, f"{name} Long Ago")
            shop.make_offers(old, date_end=over, **wrong)
            # a service
            service = {"type": "service", "is_storable": False}
            shop.make_offers(
                shop.make_products(1, f"{name} Service", **service), **wrong
            )
        expired = shop.make_products(2, "Expired")
        for product in expired:
            first = shop.make_offers(product, date_end=over)
            second = shop.make_offers(product, date_end=over, min_qty=10)
            self.remember(shop, "expired_price", first | second)
        # others still sell the second
        shop.make_offers(expired[1], shop.make_vendor("Bolt"))
        renewed = shop.make_bought(1, "Renewed")
        shop.make_offers(renewed, date_end=over)
        last_day = shop.make_products(2, "Last Day")
        shop.make_offers(last_day, date_end=shop.today)
        to_come = shop.make_products(1, "To Come")
        shop.make_offers(to_come, date_start=shop.today + timedelta(days=30))

    def plant_units(self, shop: Shop) -> None:
        kilograms, dozens = (
            shop.env.ref(f"uom.product_uom_{name}") for name in ("kgm", "dozen")
        )
        by_weight = shop.make_products(2, "By Weight")
        offers = shop.make_offers(by_weight, product_uom_id=kilograms.id)
        self.remember(shop, "unit_clash", *offers)
        by_dozen = shop.make_products(1, "By the Dozen")
        shop.make_offers(by_dozen, product_uom_id=dozens.id)

    def plant_skus(self, shop: Shop) -> None:
        same = shop.make_products(2, "Same SKU")
        offers = shop.make_offers(same[0], product_code="AB-1")
        offers |= shop.make_offers(same[1], product_code=" ab-1 ")
        self.remember(shop, "same_sku", offers)
        # of another vendor; of the sizes of one article
        other = shop.make_vendor("Nuts")
        shop.make_offers(shop.make_products(1, "Other's"), other, product_code="AB-1")
        for size in self.make_two_sizes(shop, "Two Sizes"):
            shop.make_offers(size, product_code="CD-2", product_id=size.id)

    def plant_vendors(self, shop: Shop) -> None:
        number = f"BE04774727{shop.company.id:02}"
        first = shop.make_vendor("Gears", vat=number)
        again = shop.make_vendor("Wheels", vat=f"be 0477.4727.{number[-2:]}")
        self.remember(shop, "vendor_twice", first | again)
        first = shop.make_vendor("Chains & Co")
        again = shop.make_vendor("CHAINS, Co.")
        self.remember(shop, "vendor_twice", first | again)
        # of one name, and not the same
        shop.make_vendor("Miller", vat=f"{number}1")
        shop.make_vendor("Miller", vat=f"{number}2")
        # a customer, and somebody who works there
        shop.make_vendor("Acme", supplier_rank=0)
        shop.make_vendor("Acme", parent_id=shop.vendor.id, is_company=False)

    # -- stock -------------------------------------------------------------------

    def plant_negative_stock(self, shop: Shop) -> None:
        quants = shop.env["stock.quant"].sudo()
        products = shop.make_bought(2, "Negative", standard_price=3)
        for product in products:
            quant = {"product_id": product.id, "location_id": shop.stock.id}
            self.remember(
                shop, "negative_stock", quants.create({**quant, "quantity": -4})
            )
        # sold from stock: the customers' place has it, the count adds up
        sold = shop.make_bought(1, "Sold")
        quants.create(
            {"product_id": sold.id, "location_id": shop.stock.id, "quantity": 9}
        )
        shop.deliver(sold, 9, 3)
        lost = shop.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", shop.company.id)], limit=1
        )
        quants.create({"product_id": sold.id, "location_id": lost.id, "quantity": -9})

    def plant_untracked(self, shop: Shop) -> None:
        untracked = shop.make_bought(2, "Untracked", is_storable=False)
        for product in untracked:
            shop.deliver(product, 5, 20)
            self.remember(shop, "untracked", product.product_tmpl_id)
        shop.deliver(shop.make_bought(1, "Sold Long Ago", is_storable=False), 5, 370)
        shop.deliver(shop.make_products(1, "Not Bought", is_storable=False), 5, 20)
        shop.make_bought(1, "Used Ourselves", is_storable=False)
        returned = shop.make_bought(1, "Came Back", is_storable=False)
        sale = shop.deliver(returned, 5, 20)
        shop.deliver(
            returned,
            5,
            10,
            location_id=shop.customers.id,
            location_dest_id=shop.stock.id,
            origin_returned_move_id=sale.id,
        )

    # -- rules and orders --------------------------------------------------------

    def plant_odd_rules(self, shop: Shop) -> None:
        places = shop.env["stock.location"].create(
            [
                {"name": name, "location_id": shop.stock.id, "usage": "internal"}
                for name in ("View", "Closed", "Shelf", "Given Up")
            ]
        )
        yard = shop.env["stock.location"].create(
            {"name": "Yard", "usage": "internal", "company_id": shop.company.id}
        )
        view, closed, _shelf, given_up = places
        rules = {
            place: shop.make_rules(
                shop.make_bought(1, f"In {place.name}"),
                place,
                warehouse_id=shop.first.id,
            )
            for place in places | yard
        }
        shop.write_past_the_models(view, "usage", "view")
        shop.write_past_the_models(closed | given_up, "active", False)
        rules[given_up].active = False
        self.remember(shop, "odd_location", rules[view], rules[closed], rules[yard])
        elsewhere = self.shops[0] is shop and self.shops[1].stock
        if elsewhere:
            lost = shop.make_rules(shop.make_bought(1, "Elsewhere"))
            shop.write_past_the_models(lost, "location_id", elsewhere.id)
            self.remember(shop, "odd_location", lost)

    def plant_loops(self, shop: Shop) -> None:
        there = self.route_from(shop.first, shop.second)
        back = self.route_from(shop.second, shop.first)
        product = shop.make_bought(1, "Round and Round")
        far = shop.second.lot_stock_id
        loop = shop.make_rules(product, route_id=back.id)
        loop |= shop.make_rules(product, far, route_id=there.id)
        self.remember(shop, "supply_loop", loop)
        # the first warehouse buys, the second is fed from it
        fed = shop.make_bought(1, "Fed")
        shop.make_rules(
            fed, route_id=shop.env.ref("purchase_stock.route_warehouse0_buy").id
        )
        shop.make_rules(fed, far, route_id=there.id)

    def plant_requests(self, shop: Shop) -> None:
        product = shop.make_bought(1, "Asked For")
        old, days = OLD_REQUEST_DAYS + 1, OLD_REQUEST_DAYS
        forgotten, sent = (shop.make_request(product, old) for _ in range(2))
        sent.state = "sent"
        self.remember(shop, "old_request", forgotten, sent)
        shop.make_request(product, days)
        shop.make_request(product, old).button_cancel()
        shop.make_request(product, old).button_confirm()
        service = shop.make_products(1, "Advice", type="service", is_storable=False)
        shop.make_request(service, old)
        ours = shop.make_request(product, old)
        shop.write_past_the_models(ours.order_line, "jit_owned", True)

    # -- what both companies see -------------------------------------------------

    def plant_shared(self) -> None:
        """Of both: a vendor entered twice, goods without one; of one: its prices."""
        north, south = self.shops
        everywhere = {"company_id": False}
        first = north.make_vendor("Global Parts", **everywhere)
        again = north.make_vendor("Global-Parts", **everywhere)
        unknown = north.make_products(1, "Unknown", **everywhere)
        for shop in self.shops:
            self.remember(shop, "vendor_twice", first | again)
            self.remember(shop, "no_vendor", unknown.product_tmpl_id)
        # bought by the one alone: no fault, unless the other has a rule for it
        norths = north.make_products(2, "North's", **everywhere)
        north.make_offers(norths)
        south.make_rules(norths[1].with_env(south.env))
        self.remember(south, "no_vendor", norths[1].product_tmpl_id)
