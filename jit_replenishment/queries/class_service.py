"""Measured service of the rules of a class together."""

from odoo.api import Environment


def read_measured(
    env: Environment, class_ids: list[int], company_ids: list[int]
) -> dict[int, tuple[float, int, int]]:
    """By class: service, past cycles, rules with any; absent without past cycles."""
    rows = env["jit.learning"]._read_group(
        [
            ("consequence_class_id", "in", class_ids),
            ("company_id", "in", company_ids),
            ("orderpoint_id.active", "=", True),
            ("measured_cycles", ">", 0),
        ],
        ["consequence_class_id"],
        ["measured_service:avg", "measured_cycles:sum", "__count"],
    )
    return {found.id: tuple(figures) for found, *figures in rows}
