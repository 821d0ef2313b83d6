"""Stock against fill, a line a method, as a drawing that any browser shows."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 900, 560
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 70, 60
_LEAST_FILL = 0.70
_COLOURS = {
    "ours": "#c2185b",
    "hindsight": "#000000",
    "clairvoyant": "#777777",
    "hand": "#8d6e63",
    "oca_safety_stock": "#1565c0",
    "ddmrp": "#2e7d32",
    "normal": "#42a5f5",
    "ses_nb": "#ef6c00",
    "croston_nb": "#7b1fa2",
    "sba_nb": "#ab47bc",
    "tsb_nb": "#f9a825",
    "imapa_nb": "#00897b",
}
Points = Sequence[tuple[float, float]]


class _Scale(NamedTuple):
    """Stock on a scale of powers: a good method needs half of a bad one's."""

    least: float
    most: float

    def x(self, fill: float) -> float:
        width = _WIDTH - _LEFT - _RIGHT
        return _LEFT + width * (fill - _LEAST_FILL) / (1.0 - _LEAST_FILL)

    def y(self, stock: float) -> float:
        height = _HEIGHT - _TOP - _BOTTOM
        share = math.log(stock / self.least) / math.log(self.most / self.least)
        return _TOP + height * (1.0 - share)


def drawing(title: str, unit: str, curves: Mapping[str, Points]) -> str:
    """An SVG; methods without a point in the picture are left out.

    :param curves: fill and stock of each setting, by method
    """
    shown = {name: _shown(points) for name, points in curves.items()}
    shown = {name: points for name, points in shown.items() if points}
    stocks = [stock for points in shown.values() for _fill, stock in points] or [1.0]
    scale = _Scale(min(stocks) * 0.8, max(stocks) * 1.25)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        _text(_LEFT, 28, title, size=17),
        *_axes(scale, unit),
    ]
    for row, (name, points) in enumerate(shown.items()):
        parts += _line(scale, row, name, points)
    return "\n".join([*parts, "</svg>"])


def _shown(points: Points) -> list[tuple[float, float]]:
    """Those inside the picture, in the order of fill."""
    return sorted(
        (fill, stock)
        for fill, stock in points
        if fill is not None and stock and fill >= _LEAST_FILL
    )


def _axes(scale: _Scale, unit: str) -> list[str]:
    parts = []
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for percent in range(round(_LEAST_FILL * 100), 101, 5):
        x = scale.x(percent / 100)
        parts.append(_rule(x, _TOP, x, bottom))
        parts.append(_text(x, bottom + 18, f"{percent}", anchor="middle"))
    for stock in _steps(scale.least, scale.most):
        y = scale.y(stock)
        parts.append(_rule(_LEFT, y, right, y))
        parts.append(_text(_LEFT - 8, y + 4, f"{stock:g}", anchor="end"))
    middle = (_LEFT + right) / 2
    parts.append(
        _text(middle, _HEIGHT - 16, "demand served from the shelf, %", anchor="middle")
    )
    parts.append(_text(_LEFT, _TOP - 12, f"average stock, {unit} of demand"))
    return parts


def _steps(least: float, most: float) -> list[float]:
    """1, 2, 5, 10, 20 ... as far as they lie between.

    >>> _steps(3.0, 60.0)
    [5.0, 10.0, 20.0, 50.0]
    """
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    steps = [d * 10.0**n for n in range(first, last + 1) for d in (1, 2, 5)]
    return [step for step in steps if least <= step <= most]


def _line(scale: _Scale, row: int, name: str, points: Points) -> list[str]:
    colour = _COLOURS.get(name, "#555555")
    width = 3.5 if name == "ours" else 1.5
    dashes = ' stroke-dasharray="6 4"' if name in ("hindsight", "clairvoyant") else ""
    path = " ".join(
        f"{scale.x(fill):.1f},{scale.y(stock):.1f}" for fill, stock in points
    )
    dots = [
        f'<circle cx="{scale.x(fill):.1f}" cy="{scale.y(stock):.1f}" r="2.5" '
        f'fill="{colour}"/>'
        for fill, stock in points
        if name != "hindsight"
    ]
    x, y = _WIDTH - _RIGHT + 16, _TOP + 12 + row * 22
    style = f'stroke="{colour}" stroke-width="{width}" fill="none"{dashes}'
    return [
        f'<polyline points="{path}" {style}/>',
        *dots,
        f'<line x1="{x}" y1="{y}" x2="{x + 26}" y2="{y}" {style}/>',
        _text(x + 34, y + 4, name),
    ]


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="#dddddd"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start", size: int = 13) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">'
        f"{escape(text)}</text>"
    )
