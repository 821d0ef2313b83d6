"""Products nobody has put under Just in Time yet: how each is kept, and on trial.

Standard library only, no chance. Like the others they have a year of real sales; their
rules are of the ordinary kind, or they have none.
"""

from dataclasses import dataclass

from .replay import Year, replay
from .source import ProductSource, VendorSource
from .terms import Item, plan_items

# by rank in turn; None: no rule at all
_KEPT_BY = ("auto", None, "manual", None)
TRIAL_DAYS = 21
ON_TRIAL = 8
# beside those for the other products
ORDERING_OFFSET_DAYS = 3


@dataclass(frozen=True)
class Further:
    """The products and their year; nothing is ordered in its last ``TRIAL_DAYS`` days.

    :param triggers: of the rules, by sku; absent where there is none
    :param on_trial: skus of those whose rules are on trial
    """

    items: tuple[Item, ...]
    triggers: dict[str, str]
    on_trial: frozenset[str]
    year: Year

    @property
    def ruleless(self) -> list[Item]:
        return [item for item in self.items if item.product.sku not in self.triggers]

    def kept(self, trigger: str) -> list[Item]:
        """Those with such a rule that is not on trial."""
        return [
            item
            for item in self.items
            if self.triggers.get(item.product.sku) == trigger
            and item.product.sku not in self.on_trial
        ]


def plan_further(
    products: list[ProductSource], vendors: list[VendorSource], first_rank: int
) -> Further:
    """:param first_rank: how many products were dealt to the vendors before these"""
    items = plan_items(products, vendors, first_rank)
    triggers = {
        item.product.sku: trigger
        for rank, item in enumerate(items)
        if (trigger := _KEPT_BY[rank % len(_KEPT_BY)])
    }
    year = replay(items, TRIAL_DAYS, ORDERING_OFFSET_DAYS)
    return Further(tuple(items), triggers, _to_try(items, triggers, year), year)


def _to_try(items: list[Item], triggers: dict[str, str], year: Year) -> frozenset[str]:
    """Rules due most recently: who tries something takes what there is to see of.

    Not where customers wait: the loader has their deliveries wait from today only.
    """
    ordered: dict[str, int] = {}
    for order in replay(items, 0, ORDERING_OFFSET_DAYS).orders:
        for line in order.lines:
            ordered[line.item.product.sku] = order.day
    served = {stock.item.product.sku for stock in year.stocks if not stock.backlog}
    latest = sorted(
        triggers.keys() & served, key=lambda sku: (-ordered.get(sku, -1), sku)
    )
    return frozenset(latest[:ON_TRIAL])
