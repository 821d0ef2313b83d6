"""Events of rules, price lists, vendors, products: each returns the act."""


def rule_field(name, value):
    def changed(case):
        return lambda: case.rule.write({name: value})

    changed.__name__ = f"rule_{name}_changed"
    return changed


def rule_created(case):
    case.rule.unlink()
    return lambda: case.make_rule(case.product)


def rule_around_a_deleted_one(case):
    shelf = case.env["stock.location"].create(
        {"name": "Shelf", "location_id": case.stock.id}
    )
    return case.make_rule(case.product, location_id=shelf.id).unlink


def rule_class_changed(case):
    return lambda: case.rule.write({"jit_consequence_class_id": case.vital.id})


def rule_vendor_set(case):
    return lambda: case.rule.write({"supplier_id": case.offer.id})


def rule_checked_now(case):
    return case.rule.action_jit_check_now


def order_now_pressed(case):
    return case.rule.action_replenish


def offer_field(name, value):
    def changed(case):
        return lambda: case.offer.write({name: value})

    changed.__name__ = f"offer_{name}_changed"
    return changed


def offer_created(case):
    rival = case.make_vendor("Rival")
    return lambda: case.make_offer(case.product, rival)


def offer_deleted(case):
    return case.offer.unlink


def offer_unit_changed(case):
    dozens = case.env.ref("uom.product_uom_dozen")
    return lambda: case.offer.write({"product_uom_id": dozens.id})


def offer_vendor_changed(case):
    rival = case.make_vendor("Rival")
    return lambda: case.offer.write({"partner_id": rival.id})


def offer_currency_changed(case):
    other = case.env.ref("base.EUR") - case.env.company.currency_id
    currency = other or case.env.ref("base.USD")
    return lambda: case.offer.write({"currency_id": currency.id})


def vendor_archived(case):
    return case.vendor.action_archive


def vendor_restored(case):
    case.vendor.active = False
    return case.vendor.action_unarchive


def vendor_of_one_company(case):
    return lambda: case.vendor.write({"company_id": case.env.company.id})


def vendor_buyer_changed(case):
    return lambda: case.vendor.write({"buyer_id": case.env.user.id})


def vendor_fiscal_position_changed(case):
    abroad = case.env["account.fiscal.position"].create({"name": "Abroad"})
    return lambda: case.vendor.write({"property_account_position_id": abroad.id})


def product_archived(case):
    return case.product.product_tmpl_id.action_archive


def product_restored(case):
    case.product.product_tmpl_id.active = False
    return case.product.product_tmpl_id.action_unarchive


def variant_archived(case):
    return case.product.action_archive


def product_not_purchased_any_more(case):
    return lambda: case.product.write({"purchase_ok": False})


def product_taxes_changed(case):
    tax = case.env["account.tax"].create({"name": "9 %", "amount": 9})
    return lambda: case.product.write({"supplier_taxes_id": tax.ids})


def product_routes_changed(case):
    buy = case.env.ref("purchase_stock.route_warehouse0_buy")
    return lambda: case.product.write({"route_ids": [(6, 0, buy.ids)]})


def product_category_changed(case):
    category = case.env["product.category"].create({"name": "Office"})
    return lambda: case.product.write({"categ_id": category.id})


def product_class_changed(case):
    template = case.product.product_tmpl_id
    return lambda: template.write({"jit_consequence_class_id": case.vital.id})


def category_class_changed(case):
    category = case.env["product.category"].create({"name": "Office"})
    case.product.categ_id = category
    return lambda: category.write({"jit_consequence_class_id": case.vital.id})


def assumed_class_moved(case):
    return lambda: case.minor.write({"is_default": True})


TERM_EVENTS = [
    rule_field("product_min_qty", 12),
    rule_field("product_max_qty", 40),
    rule_field("snoozed_until", "2026-05-01"),
    rule_field("active", False),
    rule_field("trigger", "auto"),
    rule_created,
    rule_around_a_deleted_one,
    rule_class_changed,
    rule_vendor_set,
    rule_checked_now,
    order_now_pressed,
    offer_field("price", 3),
    offer_field("discount", 5),
    offer_field("min_qty", 50),
    offer_field("delay", 30),
    offer_field("sequence", 99),
    offer_field("jit_order_multiple", 12),
    offer_field("product_code", "B-77"),
    offer_field("date_start", "2026-05-01"),
    offer_field("date_end", "2026-01-01"),
    offer_field("jit_unchecked", True),
    offer_created,
    offer_deleted,
    offer_unit_changed,
    offer_vendor_changed,
    offer_currency_changed,
    vendor_archived,
    vendor_restored,
    vendor_of_one_company,
    vendor_buyer_changed,
    vendor_fiscal_position_changed,
    product_archived,
    product_restored,
    variant_archived,
    product_not_purchased_any_more,
    product_taxes_changed,
    product_routes_changed,
    product_category_changed,
    product_class_changed,
    category_class_changed,
    assumed_class_moved,
]
