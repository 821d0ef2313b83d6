import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

# those who may read what is to be mended
_MENDERS = ("jit_replenishment.group_jit_user", "stock.group_stock_user")


class JitException(models.Model):
    """Who mends it, and is reminded of it."""

    _inherit = "jit.exception"

    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        readonly=True,
        index="btree_not_null",
        help="The vendor's buyer, else the person responsible for the product, else "
        "whom the settings name, else a manager of Just in Time.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """Find each its owner."""
        records = super().create(vals_list)
        records._find_owners()
        return records

    def _find_owners(self) -> None:
        """Set owners in a constant number of queries, one write for each owner."""
        owned = {}
        for company, records in self.grouped("company_id").items():
            there = records.with_company(company)
            manager = company._jit_managers()[:1]
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

    def _reminded(self) -> models.Model:
        return self.user_id

    def _reminder_words(self) -> tuple[str, str]:
        return self.env._("Cannot be ordered"), self.message
