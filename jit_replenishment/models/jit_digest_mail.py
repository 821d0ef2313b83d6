from collections.abc import Mapping

from odoo import api, models

# of each kind; the count leads to the rest
_ROWS = 10


class JitDigest(models.Model):
    """Writes what waits for a person, in their language and with their own rights."""

    _inherit = "jit.digest"

    @api.model
    def _mail(
        self,
        user: models.Model,
        company: models.Model,
        kinds: Mapping[str, list[int]],
        *,
        at_once: bool = False,
        is_escalated: bool = False,
    ) -> models.Model:
        """Put a mail into the queue; none where nothing is left to tell.

        :param kinds: by kind of ``jit.today``, the ids to tell of
        """
        mails = self.env["mail.mail"]
        writer = self.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=company.ids
        )
        blocks = writer.env["jit.today"]._blocks(_ROWS, kinds)
        blocks = [block for block in blocks if block["count"]]
        if not blocks or not user.email:
            return mails
        if at_once:
            subject = writer._subject_at_once(blocks[0], is_escalated)
        else:
            subject = writer._subject(blocks)
        mails._jit_wake_queue()
        return mails.create(
            {
                "subject": subject,
                "body_html": writer._body(company, blocks, subject),
                "email_from": company.email_formatted or user.email_formatted,
                "email_to": user.email_formatted,
                "auto_delete": True,
            }
        )

    @api.model
    def _subject(self, blocks: list[dict]) -> str:
        """The counts, the first kinds first."""
        counts = [
            self.env._("%(kind)s %(count)s", count=block["count"], kind=block["title"])
            for block in blocks
        ]
        return self.env._("Today: %(counts)s", counts=" · ".join(counts))

    @api.model
    def _subject_at_once(self, block: dict, is_escalated: bool) -> str:
        first = block["rows"][0]["title"]
        if is_escalated:
            if block["count"] == 1:
                return self.env._("%(product)s still runs out", product=first)
            return self.env._(
                "%(product)s and %(count)s more still run out",
                product=first,
                count=block["count"] - 1,
            )
        if block["count"] == 1:
            return self.env._("%(product)s runs out before supply", product=first)
        return self.env._(
            "%(product)s and %(count)s more run out before supply",
            product=first,
            count=block["count"] - 1,
        )

    @api.model
    def _body(self, company: models.Model, blocks: list[dict], subject: str) -> str:
        # where a link leads is no secret, but actions are the administrator's to read
        actions = {
            block["action"]: self.env.ref(block["action"]).sudo() for block in blocks
        }
        base = company.sudo().get_base_url()
        values = {
            "company": company.name,
            "subject": subject,
            "blocks": [
                block | {"url": f"{base}/odoo/{actions[block['action']].path}"}
                for block in blocks
            ],
            "today_url": f"{base}/odoo/just-in-time-today",
        }
        return self.env["ir.qweb"]._render(
            "jit_replenishment.digest_mail", values, minimal_qcontext=True
        )
