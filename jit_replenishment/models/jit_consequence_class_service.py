from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..queries.class_service import read_measured


class JitConsequenceClass(models.Model):
    """What of the service asked was measured: no formula keeps all it promises."""

    _inherit = "jit.consequence.class"

    measured_service = fields.Float(
        compute="_compute_measured_service",
        compute_sudo=True,
        help="Share of past order cycles that the present reorder points would have "
        "lasted, of the rules of this class in your companies.",
    )
    measured_cycles = fields.Integer(
        string="Past Cycles", compute="_compute_measured_service", compute_sudo=True
    )
    measured_said = fields.Char(
        string="Service in the Past",
        compute="_compute_measured_service",
        compute_sudo=True,
    )

    @api.depends_context("allowed_company_ids", "lang", "uid")
    def _compute_measured_service(self) -> None:
        found = read_measured(self.env, self._origin.ids, self.env.companies.ids)
        for record in self:
            service, cycles, rules = found.get(record._origin.id, (0.0, 0, 0))
            record.measured_service = service
            record.measured_cycles = cycles
            record.measured_said = (
                record._say_measured(service, cycles, rules) if cycles else False
            )

    def _say_measured(self, service: float, cycles: int, rules: int) -> str:
        return self.env._(
            "Measured %(measured)s %% over %(cycles)s of %(rules)s, "
            "target %(target)s %%.",
            measured=formatLang(self.env, 100 * service, digits=1),
            cycles=self.env["jit.reason"]._cycles(cycles),
            rules=self.env["jit.reason"]._rules(rules),
            target=self.env["jit.reason"]._percent(self.cycle_service_level),
        )
