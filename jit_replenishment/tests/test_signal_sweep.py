"""What changes any number of rules at once: the sweep is woken, and finds the due."""

from odoo.tests import tagged

from .signal_common import SignalCommon


def class_terms_changed(case):
    return lambda: case.important.write({"overdue_supply_days": 3})


def class_service_changed(case):
    return lambda: case.important.write({"cycle_service_level": 0.95})


def category_route_changed(case):
    buy = case.env.ref("purchase_stock.route_warehouse0_buy")
    return lambda: case.product.categ_id.write({"route_ids": [(4, buy.id)]})


def route_archived(case):
    route = case.env["stock.route"].create({"name": "Round about"})
    return lambda: route.write({"active": False})


def rule_of_a_route_changed(case):
    rules = case.env["stock.rule"].search([("action", "=", "buy")], limit=1)
    return lambda: rules.write({"sequence": 99})


def rule_of_a_route_added(case):
    rule = case.env["stock.rule"].search([("action", "=", "buy")], limit=1)
    return lambda: rule.copy()


def rule_of_a_route_deleted(case):
    rule = case.env["stock.rule"].search([("action", "=", "buy")], limit=1)
    return rule.copy().unlink


def warehouse_not_bought_for(case):
    return lambda: case.warehouse.write({"buy_to_resupply": False})


def warehouse_receives_in_two_steps(case):
    return lambda: case.warehouse.write({"reception_steps": "two_steps"})


def shelf_archived(case):
    shelf = case.make_shelf()
    return lambda: shelf.write({"active": False})


def shelf_moved(case):
    shelf = case.make_shelf()
    place = case.warehouse.view_location_id
    return lambda: shelf.write({"location_id": place.id})


def operation_delivers_elsewhere(case):
    shelf = case.make_shelf()
    operation = case.warehouse.in_type_id
    return lambda: operation.write({"default_location_dest_id": shelf.id})


def clock_of_the_company_changed(case):
    partner = case.env.company.partner_id
    return lambda: partner.write({"tz": "Pacific/Auckland"})


def days_to_purchase_changed(case):
    return lambda: case.env.company.write({"days_to_purchase": 4})


def unit_factor_changed(case):
    dozens = case.env.ref("uom.product_uom_dozen")
    return lambda: dozens.write({"relative_factor": 13})


EVENTS = [
    class_terms_changed,
    class_service_changed,
    category_route_changed,
    route_archived,
    rule_of_a_route_changed,
    rule_of_a_route_added,
    rule_of_a_route_deleted,
    warehouse_not_bought_for,
    warehouse_receives_in_two_steps,
    shelf_archived,
    shelf_moved,
    operation_delivers_elsewhere,
    clock_of_the_company_changed,
    days_to_purchase_changed,
    unit_factor_changed,
]


@tagged("post_install", "-at_install")
class TestSignalSweep(SignalCommon):
    def make_shelf(self):
        return self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )

    def woken_by(self, act):
        """Whether the act woke the sweep, leaving nothing else to be done."""
        self.settle()
        act()
        self.assertFalse(self.signalled())
        return self.woken("ir_cron_sweep")

    def test_change_for_many_rules_wakes_the_sweep_once(self):
        for event in EVENTS:
            savepoint = self.env.cr.savepoint()
            with self.subTest(event=event.__name__):
                self.assertEqual(self.woken_by(event(self)), 1)
            savepoint.close(rollback=True)

    def test_class_that_only_gets_another_name_wakes_nothing(self):
        self.assertFalse(self.woken_by(lambda: self.important.write({"name": "Grave"})))

    def test_plain_contact_that_changes_its_clock_wakes_nothing(self):
        vendor = self.vendor
        self.assertFalse(self.woken_by(lambda: vendor.write({"tz": "Asia/Tokyo"})))

    def test_shelf_moved_out_of_stock_is_ordered_after_the_sweep(self):
        shelf = self.make_shelf()
        self.set_stock(self.product, 5)
        self.set_stock(self.product, 15, shelf)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        shelf.location_id = self.warehouse.view_location_id
        self.run_sweep()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)

    def test_stricter_class_is_ordered_after_the_sweep(self):
        self.set_stock(self.product, 5)
        self.make_receipt(30).move_ids.date = "2026-03-06 12:00:00"
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.important.overdue_supply_days = 0
        self.run_sweep()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)
