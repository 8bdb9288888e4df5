"""A column of amounts left of a grid's labels: rows of cells in; the same with it right of all others out.

Some issuers print a full year, or a translation, left of the labels; what follows reads labels first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.grid.cells import GridRow, Part, parts_of
from ingest.formats.grid.forms import is_figure, is_words
from ingest.formats.left_amounts import are_amounts
from ingest.formats.page.wording import heads_amounts


def labels_first(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows; where figures under a period or money stand left of the labels, those behind all others.

    A cell keeps its ordinal. A row whose only cell is in that column is a title and stays.
    """
    read = [parts_of(row) for row in rows]
    leads = [i for i, parts in enumerate(read) if _leads(parts)]
    if not leads:
        return list(rows)
    edge = max(read[i][0].last for i in leads)
    margin = min(read[i][1].first for i in leads)
    heads = [i for i in range(leads[0]) if _is_left(read[i], margin)]
    body = [
        i
        for i in range(leads[0], len(rows))
        if _is_left(read[i], margin)
        and is_figure(read[i][0].text)
        and (i <= leads[-1] or any(part.is_figure for part in read[i][1:]))
    ]
    labelled = any(
        any(part.is_figure for part in parts[1:]) and is_words(parts[0].text) and parts[0].first <= edge
        for parts in read[leads[0] :]
    )
    if (
        edge >= margin
        or labelled
        or not are_amounts([read[i][0].text for i in leads])
        or not any(heads_amounts(read[i][0].text) for i in heads)
    ):
        return list(rows)
    behind = 1 + max(cell.last for row in rows for cell in row.cells)
    moved = {*heads, *body}
    return [_moved(row, margin, behind) if i in moved else row for i, row in enumerate(rows)]


def _leads(parts: Sequence[Part]) -> bool:
    """Whether a figure, words and further figures stand in a row, in this order."""
    return (
        len(parts) > 2
        and is_figure(parts[0].text)
        and is_words(parts[1].text)
        and any(part.is_figure for part in parts[2:])
    )


def _is_left(parts: Sequence[Part], margin: int) -> bool:
    """Whether a row of several cells begins left of the labels, in one cell."""
    return len(parts) > 1 and parts[0].last < margin <= parts[1].first


def _moved(row: GridRow, margin: int, by: int) -> GridRow:
    stay = tuple(cell for cell in row.cells if cell.last >= margin)
    far = (replace(c, first=c.first + by, last=c.last + by) for c in row.cells if c.last < margin)
    return GridRow(row.number, (*stay, *far))
