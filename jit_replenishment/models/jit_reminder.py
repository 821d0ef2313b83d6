from odoo import api, fields, models
from odoo.tools import plaintext2html


class JitReminder(models.AbstractModel):
    """Records about which people have one reminder each.

    A reminder is an activity on the record: made when it opens, put away when it
    closes, fetched back when it opens again. Nobody ever has a second.
    """

    _name = "jit.reminder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Just in Time: Reminders"
    # whoever may read it may say that it is done
    _mail_post_access = "read"
    _jit_activity_type = "mail.mail_activity_data_warning"

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """Nothing here is worth a message or a follower."""
        silent = self.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        )
        return super(JitReminder, silent).create(vals_list).with_env(self.env)

    def message_subscribe(self, partner_ids=None, subtype_ids=None) -> bool:
        """Nobody follows it: whoever it concerns has the reminder."""
        return True

    def _reminded(self) -> models.Model:
        """The people this record concerns."""
        raise NotImplementedError

    def _reminder_words(self) -> tuple[str, str]:
        """Summary and note, in the language at hand."""
        raise NotImplementedError

    def _remind(self) -> None:
        """One activity for each person, without a mail: a hundred may come at once."""
        # activities ask for the names one by one: have them read together
        self.mapped("display_name")
        model_id = self.env["ir.model"]._get_id(self._name)
        type_id = self.env["ir.model.data"]._xmlid_to_res_id(
            self._jit_activity_type, raise_if_not_found=False
        )
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(
            [
                record._prepare_reminder_vals(user)
                | {"res_model_id": model_id, "activity_type_id": type_id}
                for record in self
                for user in record._reminded()
            ]
        )

    def _prepare_reminder_vals(self, user: models.Model) -> dict:
        """In the words of who reads it."""
        self.ensure_one()
        summary, note = self.with_context(lang=user.lang)._reminder_words()
        return {
            "res_id": self.id,
            "user_id": user.id,
            "summary": summary,
            # a name as "Hose <25 mm>" is no markup
            "note": plaintext2html(note),
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
