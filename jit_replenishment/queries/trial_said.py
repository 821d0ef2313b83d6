"""How many rules on trial the last look said the same of."""

from typing import NamedTuple

from odoo.fields import Domain
from odoo.models import BaseModel


class SaidRow(NamedTuple):
    """:param value: what they would order, in the currencies of their companies"""

    state: str
    outcome: str | None
    count: int
    value: float

    @property
    def is_looked_at(self) -> bool:
        return self.state != "new" and (self.state != "noted" or bool(self.outcome))

    @property
    def is_stuck(self) -> bool:
        return self.state in ("failed", "impossible") or self.outcome == "to_fix"

    @property
    def is_order(self) -> bool:
        return self.state == "noted" and self.outcome == "order"


def count_said(tried: BaseModel, domain: Domain) -> list[SaidRow]:
    """:param tried: ``jit.trial``, as who asks may read it"""
    rows = tried._read_group(domain, ["state", "outcome"], ["__count", "value:sum"])
    return [SaidRow(*row) for row in rows]
