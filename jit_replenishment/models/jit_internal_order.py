from datetime import time
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.stock.models.stock_rule import Procurement, ProcurementException

from ..policy.reason import Reason
from ..queries.draft_lines import read_positions
from ..queries.internal_supply import read_started_documents
from .jit_run import Written
from .jit_wish import Wish

# rules in one transaction: what a fault or a killed server costs at most
STARTED_AT_ONCE = 100


class StartKey(NamedTuple):
    """Transfers or productions that are started together."""

    company_id: int
    operation_type_id: int | None


class SupplyRefused(Exception):
    """Core's stock rules would not start something; the message is theirs."""


class JitInternalOrder(models.AbstractModel):
    """Starts the transfers and productions that are due, by core's own stock rules.

    What was started is never made smaller or taken back here: people are at work on it.
    It counts as supply from the moment it exists, so the next run starts nothing.
    """

    _name = "jit.internal.order"
    _description = "Just in Time: Transfers and Production"

    @api.model
    def _start(self, rule_ids: list[int]) -> Written:
        """Start what these rules need now, and write it into their history.

        Runs on a cursor of its own as superuser, in the company of the rules, whose
        rows of ``jit.position`` exist and are committed. The claim comes first and
        everything is read after it, so of two workers one finds the other's work.

        :raises SupplyRefused: where core refuses; nothing of the batch is to be kept
        """
        self.env["jit.position"]._claim(rule_ids)
        before = self._wishes(rule_ids)
        due = {rule_id: wish for rule_id, wish in before.items() if wish.starts}
        if due:
            self._procure(due)
        after = self._wishes(rule_ids) if due else before
        self._check_counted(due, after)
        self._write_started(due)
        self._write_outcome(rule_ids, due, after)
        return Written(started=len(due))

    @api.model
    def _wishes(self, rule_ids: list[int]) -> dict[int, Wish]:
        """What each rule that is still just-in-time wants now."""
        verdicts = self.env["jit.situation"]._decide(rule_ids)
        of = self.env["jit.wish"]._of
        return {rule_id: of(verdict) for rule_id, verdict in verdicts.items()}

    @api.model
    def _procure(self, due: dict[int, Wish]) -> None:
        """Core's own door, as its scheduler uses it.

        Without the engine's mark: what core writes on the way, components or a purchase
        order further up the chain, is watched and owned like anything of core's.
        """
        rules = self.env["stock.warehouse.orderpoint"].browse(due)
        rules = rules.with_context(jit_engine=False)
        stock_rules = rules.env["stock.rule"].with_context(from_orderpoint=True)
        try:
            stock_rules.run(
                [self._procurement(rule, due[rule.id]) for rule in rules],
                raise_user_error=False,
            )
            rules._post_process_scheduler()
        except ProcurementException as refusal:
            messages = [message for _what, message in refusal.procurement_exceptions]
            raise SupplyRefused("\n".join(dict.fromkeys(messages))) from refusal
        except UserError as refusal:
            raise SupplyRefused(str(refusal)) from refusal

    @api.model
    def _procurement(self, rule: models.Model, wish: Wish) -> Procurement:
        arrival = rule.company_id._jit_moment(wish.planned_on, time(12))
        return Procurement(
            rule.product_id,
            wish.ordered_quantity,
            rule.product_id.uom_id,
            rule.location_id,
            rule.name,
            rule.name,
            rule.company_id,
            rule._prepare_procurement_values(date=arrival),
        )

    @api.model
    def _check_counted(self, due: dict[int, Wish], after: dict[int, Wish]) -> None:
        """Refuse what does not count as supply: it would be started again for ever."""
        for rule_id, wish in due.items():
            rule = self.env["stock.warehouse.orderpoint"].browse(rule_id)
            grown = after[rule_id].on_order - wish.on_order
            if rule.product_id.uom_id.compare(grown, wish.ordered_quantity) < 0:
                raise SupplyRefused(
                    self.env._(
                        "What the route of %(rule)s starts does not arrive at "
                        "%(location)s.",
                        rule=rule.display_name,
                        location=rule.location_id.display_name,
                    )
                )

    @api.model
    def _write_started(self, due: dict[int, Wish]) -> None:
        """Why each was started, with the documents people will meet."""
        documents = read_started_documents(self.env, list(due))
        vals_list = []
        for rule_id, wish in due.items():
            vals = self.env["jit.wish"]._prepare_decision_vals(wish)
            if names := documents.get(rule_id):
                started = Reason("started", {"documents": ", ".join(names)})
                vals["facts"] = [*vals["facts"], started.as_list()]
            vals_list.append(vals)
        self.env["jit.decision"]._record(vals_list)

    @api.model
    def _write_outcome(
        self, rule_ids: list[int], due: dict[int, Wish], after: dict[int, Wish]
    ) -> None:
        """What is true of the rules now, as for those with nothing to do."""
        positions = read_positions(self.env, rule_ids)
        decided = {r: row for r, row in positions.items() if r not in due}
        history = self.env["jit.draft.order"]
        history._write_history(None, after, positions, decided, {})
        self.env["jit.exception"]._reconcile_wishes({r: after.get(r) for r in rule_ids})
