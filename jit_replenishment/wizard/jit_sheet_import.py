import base64
import hashlib

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..forms import open_form
from ..policy.sheet import VENDOR_SKU, Change, Complaint, Reading

# more is read by nobody; how many there are is said
_SHOWN_AT_MOST = 500
# Written all at once, or nothing of it: within a minute, half of what a worker has.
# 1,000 live rules take 6 s; of any other rule Odoo works out anew what it would order,
# 18 to 32 s for 1,000
_MOST_LIVE = 10000
_MOST_OTHERS = 2000


class JitSheetImport(models.TransientModel):
    """A sheet of rules on its way back: first what it would change, then all of it.

    What it would change is worked out anew before it is written: nothing is written
    that nobody saw.
    """

    _name = "jit.sheet.import"
    _description = "Sheet In"

    content = fields.Binary(string="Sheet", attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        [("ask", "Choose a File"), ("look", "Differences"), ("done", "Written")],
        default="ask",
        required=True,
    )
    digest = fields.Char(readonly=True)
    is_refused = fields.Boolean(readonly=True, help="No sheet: nothing could be read.")
    said = fields.Text(string="What Came of It", readonly=True)
    change_count = fields.Integer(readonly=True)
    fault_count = fields.Integer(readonly=True)
    change_ids = fields.One2many(
        "jit.sheet.import.line",
        "import_id",
        string="Differences",
        readonly=True,
    )
    fault_ids = fields.One2many(
        "jit.sheet.import.line",
        "fault_import_id",
        string="To Correct in the Sheet",
        readonly=True,
    )

    @api.model
    def _ensure_manager(self) -> None:
        if not self.env.user.has_group("jit_replenishment.group_jit_manager"):
            raise AccessError(
                self.env._(
                    "Only managers of Just in Time change rules by a sheet. Ask one of "
                    "them."
                )
            )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        """A sheet whose differences were shown before there was a record: they are
        shown on, whatever comes of the button."""
        wizards = super().create(vals_list)
        for wizard in wizards:
            if wizard.state == "look" and wizard.content:
                seen = wizard.digest
                wizard._show(wizard._read())
                # what was on the screen, which may be another by now
                wizard.digest = seen
        return wizards

    @api.onchange("content")
    def _onchange_content(self) -> None:
        """Nobody has to ask for the differences: they are there with the file."""
        self._ensure_manager()
        self.update({"state": "ask", "said": False, "is_refused": False})
        if not self.content:
            return
        try:
            self._show(self._read())
        except UserError as error:
            # another file may be chosen at once; a dialog would take this one away
            self.update({"said": str(error), "is_refused": True})

    def action_look(self) -> dict:
        """Read the sheet and show what it would change; nothing is written."""
        self.ensure_one()
        self._ensure_manager()
        self._show(self._read())
        return self._reopen()

    def action_apply(self) -> dict:
        """Write all of what is on the screen, or nothing."""
        self.ensure_one()
        self._ensure_manager()
        reading = self._read()
        if reading.complaints or self._digest_of(reading) != self.digest:
            self._show(reading)
            self.said = self.env._(
                "The rules changed while you looked: these are the differences now. "
                "Nothing was written yet."
            )
            return self._reopen()
        if not reading.changes:
            raise UserError(self.env._("There is no difference: nothing to write."))
        self.env["jit.sheet"]._write(reading.changes, self.filename or "")
        counted = self.env["jit.reason"]
        rules = len({change.rule_id for change in reading.changes})
        self.write(
            {
                "state": "done",
                "said": self.env._(
                    "Written: %(changes)s of %(rules)s. Each rule's "
                    "history names the sheet.",
                    changes=counted._changes(len(reading.changes)),
                    rules=counted._rules(rules),
                ),
            }
        )
        return self._reopen()

    def action_again(self) -> dict:
        """Take another file, a corrected one mostly."""
        self.ensure_one()
        self.write({"state": "ask", "content": False, "filename": False, "said": False})
        return self._reopen()

    def _read(self) -> Reading:
        content = self.with_context(bin_size=False).content
        if not content:
            raise UserError(
                self.env._("Choose the file first: a sheet that was exported here.")
            )
        sheet = self.env["jit.sheet"]
        try:
            book = base64.b64decode(content)
        except ValueError:
            # no workbook either, and refused as one
            book = b""
        reading = sheet._compare(sheet._rows(book))
        self._refuse_too_many(reading)
        return self._without_rights(reading)

    def _refuse_too_many(self, reading: Reading) -> None:
        """Before anything is written: it would be stopped half-way, and all be lost."""
        changed = {change.rule_id for change in reading.changes}
        rules = self.env["stock.warehouse.orderpoint"].browse(changed)
        live = len(rules.filtered(lambda rule: rule.trigger == "jit"))
        others = len(rules) - live
        if live / _MOST_LIVE + others / _MOST_OTHERS > 1:
            raise UserError(
                self.env._(
                    "This sheet would change %(count)s rules: more than can be written "
                    "all at once. Nothing was written. Split it into sheets of at most "
                    "%(live)s live rules, or %(others)s that are not live.",
                    count=len(rules),
                    live=_MOST_LIVE,
                    others=_MOST_OTHERS,
                )
            )

    def _without_rights(self, reading: Reading) -> Reading:
        """SKUs belong to price lists, which not everybody may change."""
        if self.env["product.supplierinfo"].has_access("write"):
            return reading
        refused = tuple(
            Complaint(change.line, "no_right_to_sku", {"text": change.new})
            for change in reading.changes
            if change.column == VENDOR_SKU
        )
        complaints = sorted(
            reading.complaints + refused, key=lambda complaint: complaint.line
        )
        return Reading(reading.changes, tuple(complaints), reading.rows)

    @api.model
    def _digest_of(self, reading: Reading) -> str:
        shown = repr([reading.changes, reading.complaints])
        return hashlib.sha256(shown.encode()).hexdigest()

    def _show(self, reading: Reading) -> None:
        sheet = self.env["jit.sheet"]
        titles = sheet._titles()
        changes = reading.changes[:_SHOWN_AT_MOST]
        faults = reading.complaints[:_SHOWN_AT_MOST]
        differences = [self._prepare_change_vals(change, titles) for change in changes]
        to_correct = [
            {"line": complaint.line, "said": sheet._say(complaint)}
            for complaint in faults
        ]
        self.update(
            {
                "change_ids": [Command.clear(), *map(Command.create, differences)],
                "fault_ids": [Command.clear(), *map(Command.create, to_correct)],
                "state": "look",
                "is_refused": False,
                "digest": self._digest_of(reading),
                "change_count": len(reading.changes),
                "fault_count": len(reading.complaints),
                "said": self._summary(reading),
            }
        )

    def _prepare_change_vals(self, change: Change, titles: dict[str, str]) -> dict:
        sheet = self.env["jit.sheet"]
        return {
            "line": change.line,
            "orderpoint_id": change.rule_id,
            "title": titles[change.column],
            "old_shown": sheet._shown(change.old) or "-",
            "new_shown": sheet._shown(change.new) or "-",
        }

    def _summary(self, reading: Reading) -> str:
        counted = self.env["jit.reason"]
        figures = {
            "rows": counted._rows(reading.rows),
            "changes": counted._differences(len(reading.changes)),
            "faults": len({complaint.line for complaint in reading.complaints}),
            "rules": counted._rules(len({each.rule_id for each in reading.changes})),
            "shown": _SHOWN_AT_MOST,
        }
        if reading.complaints:
            text = self.env._(
                "%(rows)s read. %(faults)s of them have to be corrected first; "
                "until then nothing is written, not even the others.",
                **figures,
            )
        elif reading.changes:
            text = self.env._(
                "%(rows)s read: %(changes)s in %(rules)s. Nothing is written yet.",
                **figures,
            )
        else:
            text = self.env._(
                "%(rows)s read: no difference. The rules are as the sheet says, "
                "or the cells are empty.",
                **figures,
            )
        if max(len(reading.changes), len(reading.complaints)) > _SHOWN_AT_MOST:
            more = self.env._("The first %(shown)s are shown.", **figures)
            text = f"{text} {more}"
        return text

    def _reopen(self) -> dict:
        return open_form(self, name=self.env._("Sheet In"), target="new")
