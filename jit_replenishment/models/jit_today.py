from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_date, formatLang

from ..queries.compiling import without_compiling
from ..queries.today import Waiting, among, running_out, suggested, to_fix, worst_of
from ..queries.today_sales import WaitingSales, sold_by, waiting_sales

_USER = "jit_replenishment.group_jit_user"
# in the order in which they are dealt with
KINDS = ("running_out", "to_approve", "late", "to_fix", "suggested")
# what a person takes in at one look; the count opens all of them
ROWS = 5


class JitToday(models.AbstractModel):
    """What waits for a buyer, worst first: five kinds, each with its first rows.

    Read every minute by whoever looks: a constant number of queries, whatever the
    number of rules. What is behind each kind is asked by ``queries.today``; lists and
    mails ask the same.
    """

    _name = "jit.today"
    _description = "Just in Time: Today"

    @api.model
    @api.readonly
    def read_blocks(self) -> list[dict]:
        """The kinds in the order they are dealt with, for the companies at hand.

        Each is ``{key, title, count, classes, money, action, empty, rows}``; a row has
        texts, the name and colour of its class, and what its button calls. Kinds the
        reader may not see are left out.

        :raises AccessError: for who has no access to Just in Time
        """
        self._ensure_user()
        with without_compiling(self.env):
            return self._blocks(ROWS)

    @api.model
    def _blocks(
        self, rows: int, only: Mapping[str, list[int]] | None = None
    ) -> list[dict]:
        """The kinds as above, each with so many rows.

        :param only: by kind, ids of what is told; a kind it does not name is left out
        """
        blocks = []
        watched = self._is_anything_live()
        sales = waiting_sales(self.env, self.env.companies.ids)
        rates = self._rates()
        for key in KINDS:
            found = self._found(key) if only is None or key in only else None
            if found is None:
                continue
            if only is not None:
                found = among(found, only[key])
            sold = sold_by(key, sales, rates)
            waiting = worst_of(self.env, found, rows, sold)
            frame = {
                "key": key,
                "count": waiting.total,
                "classes": self._classes(waiting),
                "money": self._money_of(key, sales, only),
                "more": waiting.total - len(waiting.worst),
            }
            said = getattr(self, f"_block_{key}")(list(waiting.worst))
            for row in said["rows"]:
                worst = waiting.worst[row["id"]]
                row["class"] = self._class(worst.class_id)
                row["money"] = self._sales_text({worst.company_id: worst.sales})
            if not watched:
                said["empty"] = self.env._("No rule is live: nothing is watched here.")
            blocks.append(frame | said)
        return blocks

    @api.model
    def _rates(self) -> dict[int, float]:
        """By company, what its money is worth in the currency of the company at hand:
        good enough to say what comes first."""
        company, today = self.env.company, self.env.company._jit_today()
        currencies = {each.id: each.currency_id for each in self.env.companies}
        return {
            company_id: currency._get_conversion_rate(
                currency, company.currency_id, company, today
            )
            for company_id, currency in currencies.items()
        }

    @api.model
    def _money_of(
        self,
        key: str,
        sales: Mapping[int, WaitingSales],
        only: Mapping[str, list[int]] | None,
    ) -> str:
        """All that customers wait for: of shelves that are empty, or it would be told
        again of each order and each problem."""
        if key != "running_out":
            return ""
        told = sales.keys() if only is None else sales.keys() & set(only[key])
        sums: dict[int, float] = defaultdict(float)
        for rule_id in told:
            sums[sales[rule_id].company_id] += sales[rule_id].value
        return self._sales_text(sums)

    @api.model
    def _sales_text(self, sums: Mapping[int, float]) -> str:
        """What customers wait for, by company; each currency by itself."""
        by_currency: dict[models.Model, float] = defaultdict(float)
        for company_id, value in sums.items():
            company = self.env["res.company"].browse(company_id)
            by_currency[company.currency_id] += value
        amounts = [
            formatLang(self.env, value, currency_obj=currency)
            for currency, value in by_currency.items()
            if not currency.is_zero(value)
        ]
        if not amounts:
            return ""
        return self.env._("Sales waiting: %(amounts)s", amounts=", ".join(amounts))

    @api.model
    def _is_anything_live(self) -> bool:
        # whoever may look at this page may know that
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        live = [
            ("trigger", "=", "jit"),
            ("company_id", "in", self.env.companies.ids),
        ]
        return bool(rules.search_count(live, limit=1))

    @api.model
    def _ensure_user(self) -> None:
        if not (self.env.su or self.env.user.has_group(_USER)):
            raise AccessError(
                self.env._(
                    "Today is for users of Just in Time. Ask your administrator for "
                    "access."
                )
            )

    @api.model
    def _found(self, key: str) -> SQL | None:
        """SELECT of a kind, as ``queries.today``; None where the reader may not."""
        company_ids = self.env.companies.ids
        if key == "running_out":
            return running_out(self.env, company_ids)
        if key == "to_fix":
            return to_fix(self.env, company_ids)
        if key == "suggested":
            return suggested(self.env, company_ids)
        orders = self.env["purchase.order"]
        return orders._jit_waiting(key) if orders.has_access("read") else None

    @api.model
    def _classes(self, waiting: Waiting) -> list[dict]:
        """How many of each class, the worst first."""
        return [
            self._class(class_id) | {"count": count}
            for class_id, count in waiting.by_class.items()
        ]

    @api.model
    def _class(self, class_id: int | None) -> dict:
        answer = self.env["jit.consequence.class"].browse(class_id or ())
        return {
            "id": class_id or 0,
            "name": answer.name or self.env._("No Class"),
            "color": answer.color,
        }

    @api.model
    def _row(self, record: models.Model, **said) -> dict:
        """A row about a record; ``said`` has at least title and button.

        ``opens``, if any, is what is behind its title.
        """
        texts = dict.fromkeys(("subtitle", "when", "note", "money"), "")
        return (
            texts
            | {
                "id": record.id,
                "urgent": False,
                "company": self._company_named(record),
                "other": False,
                "opens": False,
            }
            | said
        )

    @api.model
    def _company_named(self, record: models.Model) -> str:
        """Whose it is, where several companies are looked at together."""
        return record.company_id.name if len(self.env.companies) > 1 else ""

    @api.model
    def _button(self, label: str, record: models.Model, method: str) -> dict:
        return {
            "label": label,
            "model": record._name,
            "id": record.id,
            "method": method,
        }

    @api.model
    def _days_ago(self, day: date, today: date) -> str:
        """A day told from today on, for texts such as "due ..."."""
        days = (day - today).days
        if days == 0:
            return self.env._("today")
        if days == 1:
            return self.env._("tomorrow")
        if days == -1:
            return self.env._("yesterday")
        return format_date(self.env, day)

    @api.model
    def _count_of_days(self, days: int) -> str:
        if days == 1:
            return self.env._("1 day")
        return self.env._("%(days)s days", days=days)
