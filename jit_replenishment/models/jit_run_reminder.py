from odoo import api, fields, models
from odoo.tools import formatLang


class JitRun(models.Model):
    """Has the managers answer: each has one reminder of an open question.

    It is put away with any answer, and fetched back when something is asked again.
    """

    _name = "jit.run"
    _inherit = ["jit.run", "jit.reminder"]
    _jit_activity_type = "mail.mail_activity_data_todo"

    reminded_at = fields.Datetime(readonly=True)

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if vals.get("state", "waiting") != "waiting":
            self._stop_reminding()
        return result

    def _answer(self, yes: tuple[str, ...] = ()) -> None:
        """Nobody has to answer twice; each answer stays readable on the run."""
        lines = self._lines_that_are(*yes or ("asked",))
        said = self.env._("Order Them") if yes else self.env._("Not Now")
        body = self.env._(
            "%(answer)s: %(lines)s for %(amount)s.",
            answer=said,
            **self._counted(len(lines), sum(lines.mapped("amount"))),
        )
        result = super()._answer(yes)
        # whoever answers only reads runs
        run = self.sudo()
        run._message_log(body=body, author_id=self.env.user.partner_id.id)
        run.reminded_at = False
        run._stop_reminding()
        return result

    @api.model
    def _ask_people(self) -> None:
        """Remind of what is asked and nobody was reminded of yet.

        Each on a cursor of its own that begins with the run's row: of two workers the
        second tries again, and finds it done.
        """
        for run in self._unasked():
            self.env["jit.transaction"]._run(
                run.company_id.id,
                lambda env, run=run: run.with_env(env)._ask_managers(),
            )

    @api.model
    def _unasked(self) -> "JitRun":
        runs = self.search([("state", "=", "waiting"), ("reminded_at", "=", False)])
        return runs.filtered("waiting_lines")

    def _ask_managers(self) -> None:
        run = self & self._unasked()
        if not run:
            return
        run.reminded_at = fields.Datetime.now()
        run.flush_recordset()
        known = run._reminders()
        for reminder in known.filtered(lambda each: each.user_id in run._managers()):
            vals = run._prepare_reminder_vals(reminder.user_id)
            reminder.write(
                {"active": True}
                | {name: vals[name] for name in ("note", "date_deadline")}
            )
        run._remind()

    def _reminded(self) -> models.Model:
        """The managers who have no reminder of it yet."""
        return self._managers() - self._reminders().user_id

    def _managers(self) -> models.Model:
        """Whom the settings name, if they may answer; else all who may."""
        managers = self.company_id._jit_managers()
        return managers & self.company_id.jit_mender_id or managers

    def _reminder_words(self) -> tuple[str, str]:
        summary = self.env._("More than one run may order")
        asked = self.env._(
            "Lines that wait for your answer: %(count)s, for %(amount)s.",
            count=self.waiting_lines,
            amount=formatLang(
                self.env, self.waiting_amount, currency_obj=self.currency_id
            ),
        )
        return summary, " ".join(filter(None, [asked, self.limit_reached]))
