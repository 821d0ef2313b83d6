from odoo import api, models

from ..queries.open_faults import read_open_faults

_TOLD = 2


class JitRuleSuggestion(models.Model):
    """Tells what the check found wrong with a product before a rule is made of it."""

    _inherit = "jit.rule.suggestion"

    @api.depends("product_id", "company_id")
    def _compute_said(self) -> None:
        result = super()._compute_said()
        told = self.filtered(lambda each: each.state not in ("waiting", "chosen"))
        faults = told._faults()
        for suggestion in told:
            if sentences := faults[suggestion].mapped("sentence"):
                more = len(sentences) - _TOLD
                said = [suggestion.said] if suggestion.said else []
                said += sentences[:_TOLD]
                if more > 0:
                    text = self.env._("%(count)s more faults.", count=more)
                    said.append(text if more > 1 else sentences[_TOLD])
                suggestion.said = " ".join(f"{each.rstrip('.')}." for each in said)
        return result

    def _faults(self) -> dict[models.Model, models.Model]:
        """Open findings of each suggestion's product, the worst kind first."""
        found = read_open_faults(
            self.env, self.company_id.ids, self.product_id.product_tmpl_id.ids
        )
        by_suggestion = {
            each: [
                finding_id
                for finding_id, variant_id in found.get(
                    (each.company_id.id, each.product_id.product_tmpl_id.id), ()
                )
                if variant_id in (None, each.product_id.id)
            ]
            for each in self
        }
        # read together
        every = tuple({id_ for ids in by_suggestion.values() for id_ in ids})
        findings = self.env["jit.finding"]
        return {
            each: findings.browse(ids).with_prefetch(every)
            for each, ids in by_suggestion.items()
        }
