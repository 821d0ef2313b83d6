from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ..policy.replayed_rule import LEARN_DAYS, RELEARN_EVERY_DAYS
from ..policy.same_service import MOST_TRIES, NEAR_ENOUGH
from ..queries.replay_inputs import count_left_out
from .jit_replay import LEVELS
from .jit_replay_result import LEFT_OUT

_NAMED = 10


class JitReplay(models.Model):
    """A replay in sentences and in a picture."""

    _inherit = "jit.replay"

    summary = fields.Text(compute="_compute_summary")
    left_out_said = fields.Text(string="Left Out", compute="_compute_left_out")
    left_out = fields.Integer(string="Rules Left Out", compute="_compute_left_out")
    assumptions = fields.Html(compute="_compute_assumptions", sanitize=False)
    chart = fields.Json(string="Stock and Service", compute="_compute_chart")

    # -- names of the kinds of figures -------------------------------------------

    def _scenario_names(self) -> dict[str, str]:
        """As people read them, in their order; those asked for alone."""
        self.ensure_one()
        names = {
            "hand": self.env._("As They Are"),
            "same": self.env._("Just in Time at the Same Service"),
            "own": self.env._("Just in Time at the Classes' Service"),
        }
        for scenario, field in LEVELS.items():
            if level := self[field]:
                names[scenario] = self.env._(
                    "Just in Time at %(level)s %%", level=self._percent(level, 2)
                )
        return names

    def _level_of(self, scenario: str) -> float:
        """The cycle service level that was asked for all classes; 0 for none."""
        if scenario == "same":
            return self.same_level
        return self[LEVELS[scenario]] if scenario in LEVELS else 0.0

    def _percent(self, share: float, digits: int = 1) -> str:
        """With so many digits at most: 95, 97.5.

        Hundredths matter where stock-outs are rare.
        """
        text = formatLang(self.env, 100 * share, digits=digits)
        point = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        point = point.decimal_point or "."
        return text.rstrip("0").rstrip(point) if point in text else text

    # -- sentences ---------------------------------------------------------------

    @api.depends("line_ids", "state", "done", "total", "failure", "trying", "tries")
    @api.depends_context("lang")
    def _compute_summary(self) -> None:
        for replay in self:
            totals = replay.line_ids.filtered("is_total")
            parts = [replay._say_state(bool(totals))]
            parts.append(replay._say_same(totals))
            parts += [replay._say_total(line) for line in totals]
            parts.append(replay._say_younger() if totals else None)
            replay.summary = "\n".join(filter(None, parts)) or False

    def _say_state(self, any_result: bool) -> str | None:
        rules = self.env["jit.reason"]._rules
        figures = {"done": self.done, "total": rules(self.total)}
        if self.state == "new":
            return None
        if self.state == "queued":
            return self.env._("Waiting for a worker.")
        if self.state == "failed":
            return self.env._("It came to no end: %(why)s", why=self.failure or "")
        if self.state == "cancelled":
            return self.env._("Cancelled after %(done)s of %(total)s.", **figures)
        if self.state == "running" and (self.trying or self.tries):
            return self.env._(
                "Through with %(total)s. Searching for the service at which "
                "Just in Time serves as much: try %(try)s of %(most)s at most.",
                **figures
                | {
                    "try": min(len(self.tries or ()) + 1, MOST_TRIES),
                    "most": MOST_TRIES,
                },
            )
        if self.state == "running" and not self.done:
            return self.env._("Learning what your products had taught by then...")
        if self.state == "running":
            return self.env._("So far, of %(done)s of %(total)s:", **figures)
        if not any_result:
            return self.env._(
                "No rule has a past that is long enough. Replay again when there are "
                "more days of sales, or choose an earlier first day."
            )
        return None

    def _say_total(self, line: models.Model) -> str:
        figures = {
            "figures": line.name,
            "served": self._percent(line.fill_rate),
            "stock": self._money(line.stock_value),
        }
        if line.scenario == "hand":
            return self.env._(
                "With the rules as they are: %(served)s %% served at once, with "
                "%(stock)s in stock.",
                **figures,
            )
        return self.env._("%(figures)s: %(served)s %% with %(stock)s.", **figures)

    def _say_same(self, totals: models.Model) -> str | None:
        """What the service of the rules as they are costs with ours."""
        hand = totals.filtered(lambda line: line.scenario == "hand")
        same = totals.filtered(lambda line: line.scenario == "same")
        if not hand or not same:
            return None
        figures = {
            "served": self._percent(hand.fill_rate),
            "ours": self._percent(same.fill_rate, 2),
            "exactly": self._percent(hand.fill_rate, 2),
            "asked": self._percent(self.same_level),
            "tries": len(self.tries or ()),
            "stock": self._money(same.stock_value),
            "hand": self._money(hand.stock_value),
            "share": self._percent(abs(same.stock_change), 0),
            "orders": same.orders,
            "hand_orders": hand.orders,
        }
        if abs(same.fill_rate - hand.fill_rate) > 2 * NEAR_ENOUGH:
            return self._say_not_the_same(same.fill_rate > hand.fill_rate, figures)
        if round(same.stock_change, 2) == 0:
            said = self.env._(
                "At the same service Just in Time needs as much stock: %(stock)s, "
                "%(hand)s with the rules as they are.",
                **figures,
            )
        elif same.stock_change < 0:
            said = self.env._(
                "At the same service Just in Time needs %(share)s %% less stock: "
                "%(stock)s instead of %(hand)s, with %(orders)s orders instead of "
                "%(hand_orders)s.",
                **figures,
            )
        else:
            said = self.env._(
                "At the same service Just in Time needs %(share)s %% more stock: "
                "%(stock)s instead of %(hand)s, with %(orders)s orders instead of "
                "%(hand_orders)s.",
                **figures,
            )
        near = self.env._(
            "It serves %(ours)s %% at once, the rules %(exactly)s %%, when asked for "
            "%(asked)s %% of cycles without a stock-out (the nearest of %(tries)s "
            "tries).",
            **figures,
        )
        return f"{said} {near}"

    def _say_not_the_same(self, serves_more: bool, figures: dict) -> str:
        if self.state in ("queued", "running"):
            return self.env._("The service the rules reached is still searched for.")
        if serves_more:
            return self.env._(
                "Just in Time came no nearer to what the rules serve (%(exactly)s %%) "
                "than %(ours)s %%, when asked for %(asked)s %% of cycles without a "
                "stock-out: it serves more with %(stock)s in stock, the rules have "
                "%(hand)s.",
                **figures,
            )
        return self.env._(
            "Just in Time came no nearer to what the rules serve (%(exactly)s %%) "
            "than %(ours)s %%, when asked for %(asked)s %% of cycles without a "
            "stock-out: it serves less with %(stock)s in stock, the rules have "
            "%(hand)s.",
            **figures,
        )

    def _say_younger(self) -> str | None:
        """Figures that may have been set knowing what was to come."""
        if not self.younger_rules:
            return None
        return self.env._(
            "Mind: the figures of %(younger)s of %(total)s rules were set on %(day)s, "
            "the first day replayed, or later, the last on %(last)s. Whoever set them "
            "may have known these days, which makes the rules look better; Just in "
            "Time knew only what was over. A trial has no such advantage.",
            younger=self.younger_rules,
            total=self.total,
            day=format_date(self.env, self.first_day),
            last=format_date(self.env, self.youngest_on),
        )

    def _money(self, value: float) -> str:
        currency = self.currency_id
        return formatLang(self.env, value, currency_obj=currency, rounding_unit="units")

    @api.depends("line_ids", "state", "without_rule")
    @api.depends_context("lang")
    def _compute_left_out(self) -> None:
        counts = count_left_out(self.env, self.ids)
        for replay in self:
            known = {kind: counts.get((replay.id, kind), 0) for kind, _name in LEFT_OUT}
            replay.left_out = sum(known.values())
            parts = replay._say_left_out(known)
            replay.left_out_said = "\n".join(parts) or False

    def _say_left_out(self, known: dict[str, int]) -> list[str]:
        said, rules = [], self.env["jit.reason"]._rules
        if count := known["too_new"]:
            said.append(
                self.env._("With too short a past: %(count)s.", count=rules(count))
            )
        if count := known["no_source"]:
            said.append(
                self.env._(
                    "With nobody to order from today: %(count)s.", count=rules(count)
                )
            )
        if count := known["failed"]:
            failed = self.env["jit.replay.result"].search(
                [("replay_id", "=", self.id), ("left_out", "=", "failed")],
                limit=_NAMED,
            )
            names = ", ".join(failed.orderpoint_id.mapped("product_id.display_name"))
            said.append(
                self.env._(
                    "Could not be replayed, %(count)s: %(names)s.",
                    count=rules(count),
                    names=names if count <= _NAMED else names + ", ...",
                )
            )
        if count := self.without_rule:
            said.append(
                self.env._(
                    "Products that were asked for and have no rule: %(count)s.",
                    count=count,
                )
            )
        return said

    @api.depends("first_day", "last_day")
    @api.depends_context("lang")
    def _compute_assumptions(self) -> None:
        for replay in self:
            items = Markup().join(
                Markup("<li>%s</li>") % text for text in replay._assumptions()
            )
            replay.assumptions = Markup("<ul>%s</ul>") % items

    def _assumptions(self) -> list[str]:
        return [*self._say_demand_replayed(), *self._say_figures_replayed()]

    def _say_demand_replayed(self) -> list[str]:
        days = {
            "first": format_date(self.env, self.first_day),
            "last": format_date(self.env, self.last_day),
        }
        return [
            self.env._(
                "What left each rule's place from %(first)s to %(last)s, day by day, "
                "returns taken off, is asked for again. What a person left out is not; "
                "what was known ahead comes as a surprise here.",
                **days,
            ),
            self.env._(
                "What was shipped late counts on the day it was shipped: rules that "
                "made customers wait look better here than they were."
            ),
            self.env._(
                "On days without stock nobody knows what would have been asked for: "
                "nothing is, and these days are not counted."
            ),
            self.env._(
                "What is not there waits and is served first when goods come in. It "
                "counts as not served at once."
            ),
            self.env._(
                "Stock and what was served are valued at today's cost. Products "
                "without any count nothing in both."
            ),
        ]

    def _say_figures_replayed(self) -> list[str]:
        days = {"learn": LEARN_DAYS, "every": RELEARN_EVERY_DAYS}
        return [
            self.env._(
                "Every kind of figures begins with the shelf filled to the rule's "
                "present target, and sees the same demand."
            ),
            self.env._(
                "The same service is searched for: all rules are replayed with one "
                "service more, %(tries)s times or little more, until as much is served "
                "at once as with the rules as they are: by all together, a class may "
                "have more or less.",
                tries=MOST_TRIES,
            ),
            self.env._(
                "The rules' figures are today's. Whoever set them may have known these "
                "days already, which Just in Time is not told before they are over."
            ),
            self.env._(
                "Just in Time's figures are learned from the days before alone, and "
                "taken over unchanged every %(every)s days. Until %(learn)s days of a "
                "product's past are known its rule's own figures hold.",
                **days,
            ),
            self.env._(
                "Counted is from the day on which what Just in Time ordered first can "
                "be there: the same days for all kinds of figures."
            ),
            self.env._(
                "All order the way Just in Time does: looked at every evening, on the "
                "vendor's order days, with its present minimum, multiple and terms. "
                "Pauses, snoozes, limits and minimums shared by variants are left out."
            ),
            self.env._(
                "An order takes as long as the real one of the same product that was "
                "ordered nearest in time; where there is none, as long as the price "
                "list says. What has not come yet takes as long as is to be expected "
                "by now. Goods can be sold from the day after they came. Nothing is "
                "ordered again because it is late."
            ),
            self.env._(
                "Transfers and productions find what they need. Planned changes and "
                "what new products teach are not used; how evenly vendors deliver in "
                "general is taken as known today."
            ),
        ]

    # -- the picture -------------------------------------------------------------

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_chart(self) -> None:
        for replay in self:
            totals = replay.line_ids.filtered(
                lambda line: line.is_total and line.asked_value
            )
            replay.chart = bool(totals) and {
                "kind": "scatter",
                "points": [
                    {
                        "label": line.name,
                        "x": round(100 * line.fill_rate, 2),
                        "y": round(line.stock_value, 2),
                        "tip": replay._say_total(line),
                    }
                    for line in totals
                ],
                "x_title": self.env._("Served at once, %"),
                "y_title": self.env._(
                    "Average stock, %(currency)s", currency=replay.currency_id.name
                ),
                "said": replay.summary,
            }
