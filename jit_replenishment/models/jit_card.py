from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from odoo import api, models
from odoo.tools import format_datetime
from odoo.tools.misc import formatLang

from ..queries.last_paid import PaidRow
from .jit_wish import Wish

# beyond them a price list says nothing
_PRICE_DIGITS = 4
# as typographers want it: as wide as a plus
MINUS = "\N{MINUS SIGN}"


class Figures(NamedTuple):
    """What was known at one moment.

    :param vals: values of ``jit.decision``, ids for records
    :param facts: figures by the code of their reason
    """

    vals: dict
    facts: dict


class Shelf(NamedTuple):
    """The records that many cards name.

    :param open_ids: by model, those the reader may open
    :param documents: by "model,id" of a movement, what a person knows it by
    :param vendors: those there are still
    """

    open_ids: dict[str, frozenset[int]]
    documents: dict[str, models.Model]
    vendors: models.Model


class Known(NamedTuple):
    """The records behind one card, newest first.

    :param paid: what the vendor was paid last, None where nobody may know
    """

    shelf: Shelf
    changes: models.Model
    rejections: models.Model
    orders: models.Model
    quants: models.Model
    paid: PaidRow | None


class Subject(NamedTuple):
    """What a card is about.

    :param told: what it says; None where there are no figures
    :param now: what is so today, where ``told`` is from another day
    :param before: what was so at the last decision, where ``told`` is of today
    :param moment: of ``told``, None for today; ``before_moment`` of ``before``
    :param rule: empty where there is none, or none any more
    :param line: the purchase order line it was ordered on, if any
    :param words: the reason in full, for who wants more than the headline
    :param known: filled in as the card is built
    """

    product: models.Model
    location: models.Model
    company: models.Model
    rule: models.Model
    told: Figures | None
    now: Figures | None = None
    before: Figures | None = None
    before_moment: datetime | None = None
    moment: datetime | None = None
    line: models.Model | None = None
    notes: tuple[str, ...] = ()
    words: str = ""
    known: Known | None = None

    @property
    def is_live(self) -> bool:
        """Whether the rule is the engine's today."""
        return bool(self.rule) and self.rule.active and self.rule.trigger == "jit"


class JitCard(models.AbstractModel):
    """Puts the figures behind an order together, for a person to check each.

    A card is plain values for the screen: sections of rows, each with its figure, what
    it is today where that differs, and the action that lists what is behind it. What
    the reader may not open has its figure and no action.
    """

    _name = "jit.card"
    _description = "Just in Time: Why Card"

    @api.model
    def _build(self, subjects: list[Subject]) -> list[dict]:
        """The cards of these, in as many queries as of one."""
        return [self._build_one(subject) for subject in self._with_known(subjects)]

    @api.model
    def _build_one(self, subject: Subject) -> dict:
        card = {
            "headline": self._headline(subject),
            "notes": list(subject.notes),
            "about": self._about(subject),
            "words": subject.words,
            "then": self._then(subject.moment),
            "before": self._then(subject.before_moment),
            "sections": [],
        }
        if subject.told:
            sections = (
                self._position_section(subject),
                self._reorder_point_section(subject),
                self._vendor_section(subject),
                self._rounding_section(subject),
                self._price_section(subject),
            )
            card["sections"] += filter(None, sections)
        history = self._history_section(subject)
        if history:
            card["sections"].append(history)
        return card

    @api.model
    def _then(self, moment: datetime | None) -> str:
        """When the figures were true."""
        if not moment:
            return self.env._("Now")
        return format_datetime(self.env, moment, dt_format="short")

    @api.model
    def _about(self, subject: Subject) -> str:
        """When was decided last, on a card of today."""
        if not subject.before:
            return ""
        outcomes = self.env["jit.decision"]._fields["outcome"]
        said = dict(outcomes._description_selection(self.env))
        return self.env._(
            "Last decided on %(moment)s: %(outcome)s. What was another figure then "
            "stands beside that of now.",
            moment=self._then(subject.before_moment),
            outcome=said[subject.before.vals["outcome"]],
        )

    @api.model
    def _headline(self, subject: Subject) -> str | bool:
        """What was ordered and why, in one sentence; False where nothing was."""
        told = subject.told
        if not told or told.vals["outcome"] != "order":
            return False
        if not subject.moment and not subject.is_live:
            # the engine would order it, but it is not asked to
            return False
        vendor = told.vals["vendor_id"] and self._vendor_of(subject)
        parts = {
            "quantity": self._quantity(subject, told.vals["ordered_quantity"]),
            "available": self._quantity(subject, told.vals["inventory_position"]),
            "reorder_point": self._quantity(subject, told.vals["reorder_point"]),
        }
        if not vendor:
            return self.env._(
                "To order: %(quantity)s, as %(available)s are available to plan and "
                "the reorder point is %(reorder_point)s.",
                **parts,
            )
        return self.env._(
            "To order: %(quantity)s from %(vendor)s, as %(available)s are available "
            "to plan and the reorder point is %(reorder_point)s.",
            vendor=vendor.name or "",
            **parts,
        )

    @api.model
    def _vendor_of(self, subject: Subject) -> models.Model:
        vendor_id = self._vendor_id_of(subject.told)
        return subject.known.shelf.vendors.filtered(lambda each: each.id == vendor_id)

    # -- parts of a card -----------------------------------------------------------

    @api.model
    def _section(self, key: str, title: str, rows: list, note: str = "") -> dict | None:
        rows = [row for row in rows if row]
        if not rows and not note:
            return None
        totals = [row for row in rows if row["total"]]
        said = (totals or [row for row in rows if row["value"]])[-1:]
        return {
            "key": key,
            "title": title,
            "said": said[0]["value"] if said else "",
            "rows": rows,
            "note": note,
        }

    @api.model
    def _row(
        self,
        label: str,
        value: str = "",
        now: str = "",
        then: str = "",
        note: str = "",
        action: dict | None = None,
        part: bool = False,
        total: bool = False,
        amount: float | None = None,
        sign: str = "",
    ) -> dict:
        """:param then: what it was before, where that differs
        :param part: a part of the row above
        :param total: what the rows above come to
        :param amount: what it adds to the row above or to the total, None: nothing
        :param sign: how it does so
        """
        return {
            "label": label,
            "value": value,
            "now": now,
            "then": then,
            "note": note,
            "action": action or False,
            "part": part,
            "total": total,
            "amount": amount,
            "sign": sign,
        }

    @api.model
    def _compared(self, subject: Subject, name: str, label: str, **more) -> dict:
        """A row of one figure, and what it is or was where that differs."""
        return self._beside(subject, lambda told: told.vals[name], label, **more)

    @api.model
    def _beside(
        self, subject: Subject, figure_of: Callable, label: str, **more
    ) -> dict:
        """:param figure_of: takes what is told, gives a quantity"""
        unit = subject.product.uom_id
        quantity = figure_of(subject.told)
        others = {
            name: self._quantity(subject, figure_of(other))
            for name, other in (("now", subject.now), ("then", subject.before))
            if other and unit.compare(figure_of(other), quantity)
        }
        return self._row(label, self._quantity(subject, quantity), **others, **more)

    @api.model
    def _part(self, subject: Subject, label: str, quantity: float, **more) -> dict:
        """A part of the row above, which counts."""
        value = self._quantity(subject, quantity)
        return self._row(label, value, part=True, amount=quantity, **more)

    @api.model
    def _quantity(self, subject: Subject, quantity: float) -> str:
        unit = subject.product.uom_id
        return f"{self.env['jit.reason']._number(quantity, unit)} {unit.name}"

    @api.model
    def _money(self, amount: float, currency_id: int) -> str:
        """With as many digits as it takes: screws cost less than a cent."""
        currency = self.env["res.currency"].browse(currency_id)
        if abs(amount - currency.round(amount)) < 10**-_PRICE_DIGITS / 2:
            return formatLang(self.env, amount, currency_obj=currency)
        number = formatLang(self.env, amount, digits=_PRICE_DIGITS)
        return f"{number} {currency.symbol}"

    @api.model
    def _share(self, share: float) -> str:
        return f"{formatLang(self.env, 100 * share, digits=0)} %"

    @api.model
    def _figures_of_wish(self, wish: Wish | None) -> Figures | None:
        if not wish:
            return None
        vals = self.env["jit.wish"]._prepare_decision_vals(wish)
        return Figures(vals, dict(vals["facts"]))
