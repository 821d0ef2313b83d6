from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime, format_time, formatLang

# four sweeps missed: the server is busy no more, the action stopped
_STALE_AFTER = timedelta(hours=1)
# what a sweep finds is served right after it
_LATER = timedelta(minutes=1)
_PAUSES_NAMED = 2
# buyers need not know how long it took, unless it is long
_SLOW_SECONDS = 10


class JitHealth(models.AbstractModel):
    """One line for buyers: when was looked last, what failed, what waits for them."""

    _name = "jit.health"
    _description = "Just in Time: Is It at Work"

    @api.model
    @api.readonly
    def read_parts(self) -> list[dict]:
        """Texts of the line, for the companies at hand, each with where it leads.

        Empty for who has no access to Just in Time, and where there are no rules.
        """
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            return []
        beats = self.env["jit.heartbeat"].search(
            [("company_id", "in", self.env.companies.ids), ("rules", ">", 0)]
        )
        parts = [self._checked(beats), self._to_fix(), self._deferred(beats)]
        parts += [*self._pauses(), *self._questions(), *self._under_way()]
        return [part for part in parts if part]

    @api.model
    def _part(self, text: str, level: str = "muted", action: str | None = None) -> dict:
        xmlid = f"jit_replenishment.{action}" if action else False
        return {"text": text, "level": level, "action": xmlid, "tip": False}

    @api.model
    def _checked(self, beats: models.Model) -> dict | None:
        if not beats:
            return None
        swept_at = min(beats.mapped("swept_at"))
        if self._is_stale(beats):
            return self._part(
                self.env._(
                    "Not checked since %(when)s: scheduled action stopped?",
                    when=self._moment(swept_at),
                ),
                "danger",
            )
        failed = self._count_open([("kind", "=", "failed")])
        seconds = max(beats.mapped("seconds"))
        figures = {
            "when": self._moment(swept_at),
            "rules": self.env["jit.reason"]._rules(sum(beats.mapped("rules"))),
            "failed": failed,
            "seconds": formatLang(self.env, seconds, digits=1),
        }
        text = self.env._("Checked %(when)s, %(rules)s", **figures)
        if served := self._served_since(beats):
            text = self.env._(
                "%(checked)s, drafts brought up to date %(when)s",
                checked=text,
                when=self._moment(served),
            )
        if failed:
            text = self.env._(
                "%(checked)s, %(count)s failed", checked=text, count=failed
            )
        if seconds >= _SLOW_SECONDS:
            text = self.env._(
                "%(checked)s, %(seconds)s s",
                checked=text,
                seconds=figures["seconds"],
            )
        part = self._part(
            text,
            "danger" if failed else "muted",
            "jit_exception_action" if failed else None,
        )
        part["tip"] = self.env._(
            "Last looked at %(when)s: %(rules)s, %(failed)s failed, in %(seconds)s s",
            **figures,
        )
        return part

    @api.model
    def _served_since(self, beats: models.Model) -> datetime | None:
        """When drafts last followed what came after all was checked: what changes is
        looked at within seconds, and all of it every 15 minutes only."""
        served = [
            beat.replenished_at
            for beat in beats
            if beat.replenished_at and beat.replenished_at - beat.swept_at >= _LATER
        ]
        return max(served, default=None)

    @api.model
    def _under_way(self) -> list[dict]:
        """Rules that go live or are taken off, more than one request can do."""
        parts = []
        for name, text in (
            ("jit.go.live", self.env._("Going live: %(done)s of %(all)s rules")),
            ("jit.undo", self.env._("Being taken off: %(done)s of %(all)s rules")),
        ):
            done, count = self.env[name]._under_way()
            if count:
                parts.append(self._part(text % {"done": done, "all": count}, "info"))
        return parts

    @api.model
    def _deferred(self, beats: models.Model) -> dict | None:
        """What the last run could not serve, though nothing is wrong with it."""
        count = sum(beats.mapped("deferred"))
        if not count:
            return None
        text = self.env._(
            "Tried again every minute: %(count)s (draft being edited, or database "
            "busy)",
            count=count,
        )
        return self._part(text, "warning")

    @api.model
    def _is_stale(self, beats: models.Model) -> bool:
        """Nobody looked for an hour, or nobody served what was found."""
        before = fields.Datetime.now() - _STALE_AFTER
        if any(beat.swept_at < before for beat in beats):
            return True
        served = [beat.replenished_at for beat in beats if beat.replenished_at]
        if not served or min(served) >= before:
            return False
        # buyers need not see what waits, only that it does
        waiting = self.env["jit.signal"].sudo()
        return bool(waiting.search_count([], limit=1))

    @api.model
    def _moment(self, moment: datetime) -> str:
        """The time alone for one of today."""
        local = fields.Datetime.context_timestamp(self, moment)
        if local.date() == fields.Date.context_today(self):
            return format_time(self.env, moment, time_format="short")
        return format_datetime(self.env, moment, dt_format="short")

    @api.model
    def _count_open(self, domain: list) -> int:
        problems = self.env["jit.exception"]
        companies = ("company_id", "in", self.env.companies.ids)
        return problems.search_count([*domain, companies, ("closed_at", "=", False)])

    @api.model
    def _to_fix(self) -> dict | None:
        count = self._count_open([])
        if not count:
            return None
        text = self.env._("To fix: %(count)s", count=count)
        return self._part(text, "danger", "jit_exception_action")

    @api.model
    def _pauses(self) -> list[dict]:
        pauses = self.env["jit.pause"]._holding(self.env.companies)
        if not pauses:
            return []
        names = [pause._title() for pause in pauses[:_PAUSES_NAMED]]
        if len(pauses) > _PAUSES_NAMED:
            names.append(
                self.env._("%(count)s more", count=len(pauses) - _PAUSES_NAMED)
            )
        text = self.env._("Paused: %(reasons)s", reasons=", ".join(names))
        return [self._part(text, "warning", "jit_pause_action")]

    @api.model
    def _questions(self) -> list[dict]:
        """What runs that reached their limit ask for, and what was put off of it."""
        runs = self.env["jit.run"].search(
            [("company_id", "in", self.env.companies.ids), ("state", "=", "waiting")]
        )
        put_off = runs.filtered("put_off_lines")
        asking = runs.filtered(lambda run: run.waiting_lines or run not in put_off)
        parts = []
        if asking:
            lines = self._lines(sum(asking.mapped("waiting_lines")))
            if self.env.user.has_group("jit_replenishment.group_jit_manager"):
                text = self.env._("Waiting for you: %(lines)s", lines=lines)
            else:
                text = self.env._(
                    "Waiting for a purchasing manager: %(lines)s", lines=lines
                )
            parts.append(self._question(asking, text, "warning"))
        if put_off:
            text = self.env._(
                "Put off until %(until)s: %(lines)s",
                until=self._moment(min(put_off.mapped("put_off_until"))),
                lines=self._lines(sum(put_off.mapped("put_off_lines"))),
            )
            parts.append(self._question(put_off, text, "warning"))
        return parts

    @api.model
    def _lines(self, count: int) -> str:
        if count == 1:
            return self.env._("1 line")
        return self.env._("%(count)s lines", count=count)

    @api.model
    def _question(self, runs: models.Model, text: str, level: str) -> dict:
        part = self._part(text, level, "jit_run_action_waiting")
        if len(runs) == 1:
            # a list of one would be a click more
            action = self.env["ir.actions.act_window"]._for_xml_id(part["action"])
            part["action"] = action | {"res_id": runs.id, "views": [(False, "form")]}
        return part
