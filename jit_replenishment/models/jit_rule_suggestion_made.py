import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import Query

from ..faults import bisect, is_passing
from ..notices import notice
from ..queries.check_scope import Scope
from ..queries.rule_candidates import (
    forget_kept,
    next_suggestions,
    refresh_suggestions,
)

_logger = logging.getLogger(__name__)

# what a person waits for; more is done in the background
_WORKED_OUT_AT_ONCE, _MADE_AT_ONCE = 100, 300
# what an interruption costs in the background
_BATCH = 500


class JitRuleSuggestion(models.Model):
    """How suggestions come about, and how rules are made of them."""

    _inherit = "jit.rule.suggestion"

    @api.model
    def _ensure_manager(self) -> None:
        user = self.env.user
        if not (self.env.su or user.has_group("jit_replenishment.group_jit_manager")):
            raise AccessError(
                self.env._(
                    "Only managers of Just in Time choose what it looks after. Ask one "
                    "of them."
                )
            )

    @api.model
    def _refresh(self, scope: Scope, moving: Query) -> None:
        """Suggest rules for what moves there; a few are worked out at once.

        :param moving: of ``jit.stock.audit``
        """
        self._ensure_manager()
        # nobody but this writes suggestions
        refresh_suggestions(self.sudo().env, scope, moving, self.env.uid)
        waiting = next_suggestions(self.env, "waiting", 0, _WORKED_OUT_AT_ONCE + 1)
        if len(waiting) <= _WORKED_OUT_AT_ONCE:
            self._work_out_each(waiting)
        else:
            self._go_on_later()

    @api.model
    def _go_on_later(self) -> None:
        # a manager need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_suggest_rules").sudo()._trigger()

    @api.model
    def _class_changed(self, templates: models.Model) -> None:
        """What is suggested of these products was learned for another service."""
        if not templates:
            return
        # whoever answers for a product need not be allowed to see suggestions
        learned = self.sudo().search(
            [
                ("product_id.product_tmpl_id", "in", templates.ids),
                ("state", "=", "ready"),
                ("is_edited", "=", False),
            ]
        )
        if learned:
            learned.write({"state": "waiting"})
            self._go_on_later()

    @api.model
    def _work_out_each(self, ids: list[int]) -> None:
        """One that fails costs itself only, and says so."""

        def work_out(batch: list[int]) -> None:
            with self.env.cr.savepoint():
                self._work_out(batch)

        bisect(ids, work_out, self._say_failed, strikes_all=is_passing)

    @api.model
    def _say_failed(self, ids: list[int], error: Exception) -> None:
        if is_passing(error):
            raise error
        _logger.warning(
            "Just in Time: no rule suggested or made of %s", ids, exc_info=error
        )
        failed = self.sudo().browse(ids).exists()
        failed.write({"state": "failed", "failure": str(error) or repr(error)})

    # -- in the background ---------------------------------------------------------

    @api.model
    def _cron_suggest_rules(self) -> None:
        """Make the rules that were chosen, and work out what is suggested.

        Each batch is kept by itself; what the time does not suffice for goes on in the
        next run.
        """
        self.env["jit.transaction"]._run(None, lambda env: forget_kept(env))
        if self._each_batch("chosen", "_make_chosen"):
            self._each_batch("waiting", "_work_out_each")

    @api.model
    def _each_batch(self, state: str, method: str) -> bool:
        """:returns: whether all was done in the time there is"""
        after, transaction = 0, self.env["jit.transaction"]
        while ids := next_suggestions(self.env, state, after, _BATCH):
            self.env["ir.cron"]._commit_progress()
            transaction._run(
                None,
                lambda env, ids=ids: getattr(env["jit.rule.suggestion"], method)(ids),
            )
            after = ids[-1]
            if self.env["ir.cron"]._commit_progress(len(ids)) <= 0:
                self._go_on_later()
                return False
        return True

    # -- rules -------------------------------------------------------------------

    def action_make(self) -> dict:
        """Make manual rules of these, on trial: nothing orders by them by itself."""
        self._ensure_manager()
        self.check_access("write")
        wanted = self.filtered(lambda each: each.state in ("ready", "aside"))
        if not wanted:
            raise UserError(
                self.env._(
                    "Nothing to make of these: their figures are being worked out, or "
                    "the rules are there already."
                )
            )
        if len(wanted) > _MADE_AT_ONCE:
            wanted.sudo().write({"state": "chosen", "chosen_by_id": self.env.uid})
            self._go_on_later()
            return notice(
                self.env._(
                    "%(count)s rules are being made in the background. This list gets "
                    "shorter by those that are.",
                    count=len(wanted),
                )
            )
        rules = wanted._make()
        return notice(
            self.env._(
                "Rules made and put on trial: %(count)s. They order nothing until you "
                "let them go live; Rules on Trial shows what they would order.",
                count=len(rules),
            )
        )

    @api.model
    def _make_chosen(self, ids: list[int]) -> None:
        def make(batch: list[int]) -> None:
            with self.env.cr.savepoint():
                chosen = self.browse(batch).exists()
                # what was answered otherwise since these were taken stays so
                chosen.filtered(lambda each: each.state == "chosen")._make_by_chooser()

        bisect(ids, make, self._say_failed, strikes_all=is_passing)

    def _make_by_chooser(self) -> None:
        """As who chose them: core deletes manual rules that nobody in person made."""
        for (user, company), batch in self.grouped(
            lambda each: (each.chosen_by_id, each.company_id)
        ).items():
            asked = batch.with_user(user).with_context(
                allowed_company_ids=company.ids, jit_engine=None
            )
            asked._ensure_manager()
            asked._make()

    def _make(self) -> models.Model:
        """The rules made of these; where one is by now, it stays as it is."""
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        known = rules.search(
            [
                ("product_id", "in", self.product_id.ids),
                ("location_id", "in", self.warehouse_id.lot_stock_id.ids),
            ]
        )
        passing = known.filtered(
            lambda rule: (
                rule.create_uid.id == SUPERUSER_ID
                and rule.trigger == "manual"
                and not rule.product_min_qty
                and not rule.product_max_qty
            )
        )
        # core made them for one look and deletes them itself, whoever looks
        passing.sudo().unlink()
        taken = {(rule.product_id, rule.location_id) for rule in known - passing}
        wanted = self.filtered(
            lambda each: (each.product_id, each.warehouse_id.lot_stock_id) not in taken
        )
        made = rules.create([each._prepare_rule_vals() for each in wanted])
        # nobody but this says what became of a suggestion
        for suggestion, rule in zip(wanted.sudo(), made, strict=True):
            suggestion.write({"state": "made", "orderpoint_id": rule.id})
        (self - wanted).sudo().unlink()
        return made

    def _prepare_rule_vals(self) -> dict:
        return {
            "product_id": self.product_id.id,
            "company_id": self.company_id.id,
            "warehouse_id": self.warehouse_id.id,
            "location_id": self.warehouse_id.lot_stock_id.id,
            "trigger": "manual",
            "product_min_qty": self.reorder_point,
            "product_max_qty": self.target_stock,
            "jit_trial_since": fields.Datetime.now(),
        }

    def action_set_aside(self) -> dict:
        """Not wanted: it is not suggested again until somebody puts it back."""
        self._ensure_manager()
        self.check_access("write")
        wanted = self.filtered(lambda each: each.state in ("ready", "failed"))
        wanted.sudo().write({"state": "aside"})
        return notice(self.env._("Not suggested again: %(count)s.", count=len(wanted)))

    def action_put_back(self) -> dict:
        self._ensure_manager()
        self.check_access("write")
        wanted = self.filtered(lambda each: each.state in ("aside", "failed"))
        wanted.sudo().write({"state": "waiting", "is_edited": False})
        self._go_on_later()
        return notice(
            self.env._("Suggested again in a moment: %(count)s.", count=len(wanted))
        )

    @api.model
    @api.readonly
    def read_parts(self) -> dict:
        """Texts of the line above the list; whether anything is being worked out."""
        here = Domain("company_id", "in", self.env.companies.ids)
        health = self.env["jit.health"]
        making = self.search_count(here & Domain("state", "=", "chosen"))
        waiting = self.search_count(here & Domain("state", "=", "waiting"))
        ready = self.search_count(here & Domain("state", "=", "ready"))
        parts = [
            health._part(
                self.env._(
                    "Tick those you want and choose Make These Rules: they are made "
                    "manual and on trial, nothing is ordered by them until you let "
                    "them go live."
                )
            )
        ]
        if making:
            text = self.env._("Being made: %(count)s", count=making)
            parts.append(health._part(text, "info"))
        if waiting:
            text = self.env._(
                "Worked out: %(done)s of %(all)s", done=ready, all=ready + waiting
            )
            parts.append(health._part(text, "info"))
        return {"parts": parts, "pending": bool(making or waiting)}
