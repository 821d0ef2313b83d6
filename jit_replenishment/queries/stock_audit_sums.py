"""What a stock audit comes to, by company."""

from dataclasses import dataclass

from odoo.api import Environment

from .check_scope import YEAR_DAYS


@dataclass(frozen=True, slots=True)
class AuditSums:
    """Money is the company's, at cost.

    :param products: of which something is in stock
    :param supply_days: how long all of it lasts, sold as in the last year; None where
        nothing was sold
    :param dead_products: of these products, those nothing was sold of for long
    """

    products: int = 0
    stock_value: float = 0.0
    supply_days: float | None = None
    excess_value: float = 0.0
    dead_products: int = 0
    dead_value: float = 0.0
    carrying_cost: float = 0.0


def read_audit_sums(env: Environment, company_ids: list[int]) -> dict[int, AuditSums]:
    """By company; absent where nothing was ever counted."""
    audit = env["jit.stock.audit"]
    companies = [("company_id", "in", company_ids)]
    in_stock = {
        company.id: figures
        for company, *figures in audit._read_group(
            [*companies, ("on_hand", ">", 0)],
            ["company_id"],
            ["product_id:count_distinct", "stock_value:sum"],
        )
    }
    dead = {
        company.id: figures
        for company, *figures in audit._read_group(
            [*companies, ("pace", "=", "dead")],
            ["company_id"],
            ["product_id:count_distinct", "stock_value:sum"],
        )
    }
    return {
        company.id: AuditSums(
            *in_stock.get(company.id, (0, 0.0)),
            # what is sold without ever lying there has its share in it
            in_stock.get(company.id, (0, 0.0))[1] * YEAR_DAYS / sold if sold else None,
            excess,
            *dead.get(company.id, (0, 0.0)),
            cost,
        )
        for company, sold, excess, cost in audit._read_group(
            companies,
            ["company_id"],
            ["sold_value:sum", "excess_value:sum", "carrying_cost:sum"],
        )
    }
