"""Tables, for a terminal and for Markdown: the first column to the left, figures to the right."""
from __future__ import annotations

from collections.abc import Sequence


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns a table of aligned columns."""
    widths = [max(len(line[i]) for line in (columns, *rows)) for i in range(len(columns))]
    return '\n'.join(_aligned(line, widths) for line in (columns, *rows))


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first = line[0].ljust(widths[0])
    return '  '.join((first, *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:])))).rstrip()


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns a table in GitHub's Markdown."""
    lines = [columns, ['---', *('---:' for _ in columns[1:])], *rows]
    return '\n'.join('| ' + ' | '.join(cell.replace('|', '\\|') for cell in line) + ' |' for line in lines)
