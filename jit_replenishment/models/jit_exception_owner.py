import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

_ACTIVITY_TYPE = "mail.mail_activity_data_warning"
_MANAGERS = "jit_replenishment.group_jit_manager"
# those who may read what is to be mended
_MENDERS = ("jit_replenishment.group_jit_user", "stock.group_stock_user")


class JitException(models.Model):
    """Who mends it, and their one reminder.

    A reminder is an activity on the record: made when it opens, put away when it
    closes, fetched back when the same cause returns. There is never a second.
    """

    _inherit = "jit.exception"
    # whoever may read it may say that it is done
    _mail_post_access = "read"

    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        readonly=True,
        index="btree_not_null",
        help="The vendor's buyer, else who is responsible for the product, else whom "
        "the settings name, else a manager of Just in Time.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """Find each its owner; nothing here is worth a message or a follower."""
        silent = self.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        )
        records = super(JitException, silent).create(vals_list)
        records._find_owners()
        return records.with_env(self.env)

    def _find_owners(self) -> None:
        """Set owners in a constant number of queries, one write for each owner."""
        owned = {}
        for company, records in self.grouped("company_id").items():
            there = records.with_company(company)
            manager = there._manager(company)
            for record in there:
                owner = record._owner() or manager
                owned[owner] = owned.get(owner, self.browse()) | record
        for owner, records in owned.items():
            if owner:
                records.user_id = owner

    def _owner(self) -> models.Model:
        """The first of those concerned who is there and may see it."""
        self.ensure_one()
        rule, product = self.orderpoint_id, self.product_id
        people = (
            rule.jit_vendor_id.buyer_id,
            product.responsible_id,
            self.company_id.jit_mender_id,
        )
        return next(
            (user for user in people if self._may_mend(user)),
            self.env["res.users"],
        )

    @api.model
    def _manager(self, company: models.Model) -> models.Model:
        """Whoever else nobody is named: the first who manages Just in Time there."""
        group = self.env.ref(_MANAGERS)
        # whoever reads problems need not be allowed to read users
        users = self.env["res.users"].sudo()
        return users.search(
            [("all_group_ids", "in", group.id), ("company_ids", "in", company.id)],
            order="id",
            limit=1,
        ).sudo(False)

    @api.model
    def _find_missing_owners(self) -> None:
        """Somebody may have come who can mend what had nobody."""
        ownerless = self.search([("user_id", "=", False), ("closed_at", "=", False)])
        if not ownerless:
            return
        try:
            # on a cursor of its own: a run may close them at the same moment
            self.env["jit.transaction"]._run(
                None, lambda env: ownerless.with_env(env)._give_owners()
            )
        except Exception:
            # the sweep has more to do than this
            _logger.exception("Just in Time: problems stay without an owner")

    def _give_owners(self) -> None:
        ownerless = self.exists().filtered(
            lambda problem: not problem.user_id and not problem.closed_at
        )
        ownerless._find_owners()
        ownerless._remind()

    def _may_mend(self, user: models.Model) -> bool:
        return (
            user.active
            and self.company_id in user.company_ids
            and any(user.has_group(group) for group in _MENDERS)
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None) -> bool:
        """Nobody follows a problem: whoever mends it has the reminder."""
        return True

    def _remind(self) -> None:
        """One activity for each owner, without a mail: a hundred may come at once."""
        # activities ask for the names one by one: have them read together
        self.mapped("display_name")
        model_id = self.env["ir.model"]._get_id(self._name)
        type_id = self.env["ir.model.data"]._xmlid_to_res_id(
            _ACTIVITY_TYPE, raise_if_not_found=False
        )
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(
            [
                record._prepare_reminder_vals()
                | {"res_model_id": model_id, "activity_type_id": type_id}
                for record in self
                if record.user_id
            ]
        )

    def _prepare_reminder_vals(self) -> dict:
        """In the words of who reads it."""
        self.ensure_one()
        told = self.with_context(lang=self.user_id.lang)
        return {
            "res_id": self.id,
            "user_id": self.user_id.id,
            "summary": told.env._("Cannot be ordered"),
            "note": told.message,
            "date_deadline": fields.Date.context_today(self),
            "automated": True,
        }

    def _reminders(self) -> models.Model:
        activities = self.env["mail.activity"].with_context(
            active_test=False, mail_activity_quick_update=True
        )
        return activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _stop_reminding(self) -> None:
        self._reminders().filtered("active").active = False

    def _remind_again(self) -> None:
        """The reminder of before, also where its owner had called it done."""
        if self:
            self._reminders().active = True
