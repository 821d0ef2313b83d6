"""Rules with which something was done since they were made."""

from odoo.api import Environment

_TRACES = ("jit.trial", "jit.rule.change", "purchase.order.line", "stock.move")


def rules_in_use(env: Environment, rule_ids: list[int]) -> set[int]:
    """Of these rules, those that were tried, changed or ordered by.

    :param env: of who may read all that; a query for each kind of trace
    """
    return {
        rule.id
        for model in _TRACES
        for (rule,) in env[model]
        .with_context(active_test=False)
        ._read_group([("orderpoint_id", "in", rule_ids)], ["orderpoint_id"])
    }
