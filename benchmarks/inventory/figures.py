"""Rows of the tables that terminal and page show alike."""

from collections.abc import Mapping
from typing import Any

Figures = dict[str, Any]


def unit_of(bucket_days: float) -> str:
    """
    >>> unit_of(1.0), unit_of(7.0), unit_of(30.4375)
    ('days', 'weeks', 'months')
    """
    known = {1: "days", 7: "weeks", 30: "months"}
    return known.get(int(bucket_days), f"{bucket_days:.3g}-day buckets")


def forward_rows(by_lead: Mapping[str, Mapping[str, Figures]]) -> list[Figures]:
    """Days ahead by way of counting what is booked."""
    return [
        {
            "booked ahead": f"{lead} days",
            "booked demand": way,
            "stock, asked 95 %": figures["stock_when_asked_95"],
            "fill": figures["fill_when_asked_95"],
            "achieved": figures["achieved_when_asked_95"],
            **{
                f"stock at {fill} %": stock
                for fill, stock in figures["stock_at_fill"].items()
            },
        }
        for lead, ways in by_lead.items()
        for way, figures in ways.items()
    ]


def cold_start_rows(found: Figures) -> list[Figures]:
    return [
        {
            "reorder point from": way,
            "covered, asked 95 %": figures["covered_when_asked_95"],
            "stock": figures["stock"],
        }
        for way, figures in found["ways"].items()
    ]
