"""Whom an alert reaches, and when, where transactions really commit."""

from odoo.fields import Command

MAIL_QUEUE = "mail.ir_cron_mail_scheduler_action"


def runs_out(env):
    """A Vital product that the last look found to be empty before supply."""
    buyer = env["res.users"].create(
        {
            "name": "Bea",
            "login": "bea",
            "email": "bea@example.com",
            "group_ids": [
                Command.set([env.ref("purchase.group_purchase_user").id]),
            ],
        }
    )
    vital = env.ref("jit_replenishment.consequence_class_vital")
    vendor = env["res.partner"].create({"name": "Acme", "buyer_id": buyer.id})
    product = env["product.product"].create(
        {
            "name": "Pump",
            "is_storable": True,
            "jit_consequence_class_id": vital.id,
            "seller_ids": [Command.create({"partner_id": vendor.id, "delay": 9})],
        }
    )
    rule = env["stock.warehouse.orderpoint"].create(
        {
            "product_id": product.id,
            "product_min_qty": 10,
            "product_max_qty": 30,
            "trigger": "jit",
        }
    )
    env.flush_all()
    env["jit.position"]._ensure(rule.ids)
    env.cr.execute(
        "UPDATE jit_position SET is_short = TRUE, runs_out_on = current_date"
        " WHERE orderpoint_id = %s",
        [rule.id],
    )


def tell(env):
    env.ref("jit_replenishment.ir_cron_alert").method_direct_trigger()


def mails(env):
    return env["mail.mail"].search([("email_to", "ilike", "bea@")]).mapped("subject")


def test_run_that_finds_it_mails_it_and_the_mail_goes_out_at_once(committed):
    committed(runs_out)
    committed(tell)
    assert committed(mails) == ["Pump runs out before supply"]
    asked = committed(
        lambda env: env["ir.cron.trigger"].search_count(
            [("cron_id", "=", env.ref(MAIL_QUEUE).id)]
        )
    )
    assert asked
    committed(tell)
    assert len(committed(mails)) == 1
