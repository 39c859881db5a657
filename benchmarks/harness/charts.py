"""Charts as plain SVG: bars and lines, readable on light and on dark, with units, a title and a description."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.quiet { fill: #59636e; }
.head { font-weight: 600; font-size: 15px; }
.ours { fill: #0969da; } .other { fill: #8c959f; }
.line { fill: none; stroke-width: 2; } .line.ours { stroke: #0969da; } .line.other { stroke: #8c959f; stroke-dasharray: 5 4; }
.grid { stroke: #d1d9e0; }
.spread { stroke: #1f2328; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; } .quiet { fill: #9198a1; } .grid { stroke: #3d444d; } .spread { stroke: #f0f6fc; }
  .ours { fill: #4493f8; } .line.ours { stroke: #4493f8; }
}
</style>"""

WIDTH = 760


@dataclass(frozen=True)
class Bar:
    """One bar, with the spread of its rounds. `ours` is drawn in another colour."""

    label: str
    value: float
    low: float
    high: float
    ours: bool


@dataclass(frozen=True)
class Line:
    """Points from left to right."""

    label: str
    points: Sequence[tuple[float, float]]
    ours: bool


def bars(title: str, unit: str, items: Sequence[Bar]) -> str:
    """Returns horizontal bars, each with its figure."""
    left, row, top = 190, 34, 48
    most = max(item.high for item in items)
    scale = (WIDTH - left - 110) / most
    parts = []
    for number, item in enumerate(items):
        y = top + number * row
        middle = y + 12
        parts += [
            f'<text x="{left - 10}" y="{middle + 4}" text-anchor="end">{escape(item.label)}</text>',
            f'<rect class="{_side(item.ours)}" x="{left}" y="{y}" width="{item.value * scale:.1f}" height="24" rx="3"/>',
            f'<line class="spread" x1="{left + item.low * scale:.1f}" x2="{left + item.high * scale:.1f}" '
            f'y1="{middle}" y2="{middle}"/>',
            f'<text x="{left + item.high * scale + 8:.1f}" y="{middle + 4}">{figure(item.value)} {escape(unit)}</text>',
        ]
    said = '; '.join(f'{item.label} {figure(item.value)} {unit}' for item in items)
    return _document(title, said, top + len(items) * row + 10, parts)


def lines(title: str, x_label: str, unit: str, items: Sequence[Line]) -> str:
    """Returns lines over a logarithmic axis; the upright axis begins at zero."""
    left, right, top, height = 70, 130, 56, 240
    xs = sorted({x for item in items for x, _ in item.points})
    most = ceiling(max(y for item in items for _, y in item.points))

    def at_x(x: float) -> float:
        span = math.log(xs[-1] / xs[0]) or 1
        return left + math.log(x / xs[0]) / span * (WIDTH - left - right)

    def at_y(y: float) -> float:
        return top + height * (1 - y / most)

    parts = [f'<text class="quiet" x="{left - 50}" y="{top - 12}">{escape(unit)}</text>',
             f'<text class="quiet" x="{(left + WIDTH - right) / 2}" y="{top + height + 42}" text-anchor="middle">'
             f'{escape(x_label)}</text>']
    for step in range(5):
        y = most * step / 4
        parts += [f'<line class="grid" x1="{left}" x2="{WIDTH - right}" y1="{at_y(y):.1f}" y2="{at_y(y):.1f}"/>',
                  f'<text class="quiet" x="{left - 8}" y="{at_y(y) + 4:.1f}" text-anchor="end">{figure(y)}</text>']
    parts += [f'<text class="quiet" x="{at_x(x):.1f}" y="{top + height + 20}" text-anchor="middle">{x:,.0f}</text>' for x in xs]
    for item in items:
        side = _side(item.ours)
        drawn = ' '.join(f'{at_x(x):.1f},{at_y(y):.1f}' for x, y in item.points)
        last_x, last_y = item.points[-1]
        parts.append(f'<polyline class="line {side}" points="{drawn}"/>')
        parts += [f'<circle class="{side}" cx="{at_x(x):.1f}" cy="{at_y(y):.1f}" r="4"/>' for x, y in item.points]
        parts.append(f'<text x="{at_x(last_x) + 10:.1f}" y="{at_y(last_y) + 4:.1f}">{escape(item.label)} {figure(last_y)}</text>')
    said = '; '.join(f'{item.label}: ' + ', '.join(f'{figure(y)} at {x:,.0f}' for x, y in item.points) for item in items)
    return _document(title, f'{unit}, by {x_label}. {said}', top + height + 56, parts)


def _document(title: str, description: str, height: float, parts: Sequence[str]) -> str:
    return '\n'.join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>', f'<desc id="desc">{escape(description)}</desc>', STYLE,
        f'<text class="head" x="10" y="24">{escape(title)}</text>', *parts, '</svg>')) + '\n'


def _side(ours: bool) -> str:
    return 'ours' if ours else 'other'


def figure(value: float) -> str:
    """Returns a number with as many places as say something."""
    return f'{value:,.0f}' if value >= 100 or value == int(value) else f'{value:.1f}' if value >= 10 else f'{value:.2f}'


def ceiling(value: float) -> float:
    """Returns the next round number: 1, 2, 2.5, 4, 5 or 8 times a power of ten."""
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= value)
