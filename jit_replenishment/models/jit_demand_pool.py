from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from statistics import median

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..policy.catalogue import learn_catalogue
from ..policy.demand_history import DemandHistory
from ..policy.demand_pool import DemandPool
from ..policy.launch import RECORDS_BEGIN_DAYS, LaunchPrior, learn_launch
from ..policy.lead_time import usual_ratio
from ..policy.memory_mix import UNTOLD_MIX, all_memories
from ..policy.order_crossing import lead_time_correlation
from ..policy.season import Season
from ..queries.learning_inputs import (
    days_taken_by_vendor,
    first_day_of_company,
    read_worths,
    sample_rules,
)

_LEARNED_EVERY_DAYS = 7
# histories in memory at once: what is alike for all shows in a part of them
_MOST_HISTORIES, _AT_ONCE = 2000, 500
_MOST_VENDORS = 2000
# a vendor with fewer receipts is judged as all are
_TELLING_RECEIPTS = 10
_USUAL_INTERVAL_DAYS = 14.0
_EVERYTHING = "0"


@dataclass(frozen=True)
class Pool:
    """What a catalogue teaches about one rule.

    :param vendor_ratios: deviation / mean of the lead times of vendors with enough of
        them, by partner id
    :param lead_time_correlation: of successive orders, see ``order_crossing``
    :param vendor_correlations: of vendors with receipts enough, by partner id
    :param launches: by category id, ``"0"`` for the whole catalogue
    """

    demand: DemandPool = DemandPool()
    lead_time_ratio: float = 0.2
    vendor_ratios: dict[int, float] = field(default_factory=dict)
    lead_time_correlation: float = 1.0
    vendor_correlations: dict[int, float] = field(default_factory=dict)
    launches: dict[str, LaunchPrior] = field(default_factory=dict)

    def launch_of(self, categories: list[int]) -> LaunchPrior | None:
        """Of the nearest category that has had launches enough."""
        for category_id in categories:
            if prior := self.launches.get(str(category_id)):
                return prior
        return self.launches.get(_EVERYTHING)


def _by_vendor(stored: dict[str, float] | None) -> dict[int, float]:
    return {int(key): value for key, value in (stored or {}).items()}


class JitDemandPool(models.Model):
    """What is alike for all products of a company, as learned on a day."""

    _name = "jit.demand.pool"
    _description = "What the Catalogue Teaches"
    _log_access = False
    _order = "learned_on desc, id desc"
    _rec_name = "learned_on"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    learned_on = fields.Date(string="Learned", required=True)
    products = fields.Integer(help="Whose history it was learned from.")
    log_size_deviation = fields.Float(
        string="Spread of Sizes", default=1.0, digits=(16, 6)
    )
    intercept = fields.Float(default=0.0, digits=(16, 6))
    slope = fields.Float(default=0.0, digits=(16, 6))
    clumping = fields.Float(default=1.0, digits=(16, 6))
    drift = fields.Float(
        digits=(16, 6), help="How far rates moved from what was expected, as a share."
    )
    lead_time_ratio = fields.Float(
        string="Spread of Lead Times",
        default=0.2,
        digits=(16, 6),
        help="Standard deviation of what vendors take / its mean.",
    )
    vendor_ratios = fields.Json(help="The same of vendors with receipts enough.")
    lead_time_correlation = fields.Float(
        string="Late Together",
        default=1.0,
        digits=(16, 6),
        help="How far successive orders are late together: 0 not at all, so that later "
        "ones overtake earlier ones; 1 always.",
    )
    vendor_correlations = fields.Json(help="The same of vendors with receipts enough.")
    season = fields.Json(help="Demand of each twelfth of the year / its mean.")
    mix = fields.Json(
        string="Memory",
        help="How much the last weeks, months and years say of what comes next.",
    )
    calibration = fields.Float(
        default=1.0,
        digits=(16, 6),
        help="What safety stock had to be multiplied by in the past, so that it "
        "covered as often as was asked.",
    )
    launch = fields.Json(
        help="What new products of each category sell, and of all of them."
    )

    _one_per_day = models.UniqueIndex("(company_id, learned_on)")

    @api.model
    def _current(self, company_id: int) -> Pool:
        """The latest of a company; what is usual anywhere where it has none yet."""
        # read once a transaction: it is the same for all of a company's rules
        known = self.env.cr.cache.setdefault("jit_demand_pool", {})
        if company_id not in known:
            record = self.search([("company_id", "=", company_id)], limit=1)
            known[company_id] = record._as_pool() if record else Pool()
        return known[company_id]

    def _as_pool(self) -> Pool:
        self.ensure_one()
        return Pool(
            DemandPool(
                self.log_size_deviation,
                self.intercept,
                self.slope,
                self.clumping,
                Season(tuple(self.season or ())),
                all_memories(self.mix or UNTOLD_MIX),
                self.calibration or 1.0,
                self.drift,
            ),
            self.lead_time_ratio,
            _by_vendor(self.vendor_ratios),
            self.lead_time_correlation,
            _by_vendor(self.vendor_correlations),
            {key: LaunchPrior(**prior) for key, prior in (self.launch or {}).items()},
        )

    @api.model
    def _learn_stale(self) -> None:
        """Learn what is a week old, each company's in a transaction of its own."""
        for company in self.env["res.company"].search(Domain.TRUE):
            today = company._jit_today()
            latest = self.search([("company_id", "=", company.id)], limit=1)
            age = timedelta(days=_LEARNED_EVERY_DAYS)
            if not latest or today - latest.learned_on >= age:
                self.env["jit.transaction"]._run(
                    company.id,
                    lambda env, company_id=company.id, day=today: env[
                        "jit.demand.pool"
                    ]._learn(company_id, day),
                )

    @api.model
    def _learn(self, company_id: int, today: date) -> None:
        rule_ids = sample_rules(self.env, company_id, _MOST_HISTORIES)
        known = self._weigh(self._read_histories(rule_ids))
        histories, interval = list(known.values()), self._usual_interval(rule_ids)
        pool = learn_catalogue(histories, interval)
        vals = {
            "products": len(known),
            "log_size_deviation": pool.log_size_deviation,
            "intercept": pool.intercept,
            "slope": pool.slope,
            "clumping": pool.clumping,
            "drift": pool.drift,
            "season": list(pool.season.index),
            "mix": list(pool.mix),
            "calibration": pool.calibration,
            "launch": self._learn_launches(company_id, pool),
            **self._learn_ratios(company_id),
        }
        same_day = [("company_id", "=", company_id), ("learned_on", "=", today)]
        if found := self.search(same_day):
            found.write(vals)
        else:
            self.create(vals | {"company_id": company_id, "learned_on": today})
        self.env.cr.cache.pop("jit_demand_pool", None)

    @api.model
    def _read_histories(self, rule_ids: list[int]) -> dict[int, DemandHistory]:
        found = {}
        learnable = self.env["jit.learnable"]
        for some in split_every(_AT_ONCE, rule_ids, list):
            found |= learnable._read_histories(some)
        return found

    @api.model
    def _weigh(self, known: dict[int, DemandHistory]) -> dict[int, DemandHistory]:
        """With what a unit costs: kilograms and pieces are not to be added up.

        Where nobody knows any cost, all units weigh alike.
        """
        worths = read_worths(self.env, list(known))
        costs = {
            rule_id: max(worth.unit_cost, 0.0) for rule_id, worth in worths.items()
        }
        if not any(costs.values()):
            return known
        return {
            rule_id: replace(history, unit_value=costs.get(rule_id, 0.0))
            for rule_id, history in known.items()
        }

    @api.model
    def _usual_interval(self, rule_ids: list[int]) -> float:
        """Days, as last learned."""
        learned = self.env["jit.learning"].search_fetch(
            [("orderpoint_id", "in", rule_ids)], ["interval_days"]
        )
        days = [each.interval_days for each in learned if each.interval_days > 0]
        return median(days) if days else _USUAL_INTERVAL_DAYS

    @api.model
    def _learn_ratios(self, company_id: int) -> dict:
        known = dict(days_taken_by_vendor(self.env, company_id, _MOST_VENDORS))
        groups = [days for each in known.values() for days in each]
        together = lead_time_correlation(groups)
        telling = {
            str(vendor_id): days
            for vendor_id, days in known.items()
            if sum(map(len, days)) >= _TELLING_RECEIPTS
        }
        return {
            "lead_time_ratio": usual_ratio(groups),
            "vendor_ratios": {key: usual_ratio(days) for key, days in telling.items()},
            "lead_time_correlation": together,
            "vendor_correlations": {
                key: lead_time_correlation(days, together)
                for key, days in telling.items()
            },
        }

    @api.model
    def _learn_launches(self, company_id: int, pool: DemandPool) -> dict[str, dict]:
        """Of the catalogue, and of each category that had launches enough."""
        first_day = first_day_of_company(self.env, company_id)
        if first_day is None:
            return {}
        after = first_day + RECORDS_BEGIN_DAYS
        rule_ids = sample_rules(self.env, company_id, _MOST_HISTORIES, after)
        histories = self._read_histories(rule_ids)
        together = {_EVERYTHING: list(histories.values())}
        for rule_id, worth in read_worths(self.env, list(histories)).items():
            for category_id in worth.categories:
                together.setdefault(str(category_id), []).append(histories[rule_id])
        priors = {
            key: learn_launch(some, pool, after) for key, some in together.items()
        }
        return {key: asdict(prior) for key, prior in priors.items() if prior}
