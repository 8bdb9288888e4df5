"""Columns set out in two: rows in; the same rows with the figures of both columns in the inner one out.

Some statements print the lines of a group in an inner column and the totals in an outer one, under one date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Protocol

from ingest.marks import looks_like_figure

_FEWEST = 2  # figures of each column


class Cells(Protocol):
    """What is needed of a row."""

    cells: list[str]
    role: str
    places: tuple[str, ...]


def join_set_out(rows: Sequence[Cells], headers: Mapping[int, str]) -> None:
    """Moves the figures of neighbouring columns with one header into the first, if no row has two of them.

    `headers` are the headers by column. Columns of which a row holds figures in two stay as they are: what
    sets them apart is not printed above them.
    """
    data = [row for row in rows if row.role == "data"]
    for group in _alike(data, headers):
        filled = [[row for row in data if _holds(row, column)] for column in group]
        single = all(sum(_holds(row, column) for column in group) < 2 for row in data)
        if len(group) < 2 or not single or any(len(each) < _FEWEST for each in filled):
            continue
        first, *others = group
        for column, each in zip(others, filled[1:], strict=True):
            for row in each:
                row.cells[first], row.cells[column] = row.cells[column], ""
                if row.places:
                    places = list(row.places)
                    places[first], places[column] = places[column], ""
                    row.places = tuple(places)


def _alike(data: Sequence[Cells], headers: Mapping[int, str]) -> list[list[int]]:
    """The columns of figures with a header, in runs of neighbours that have the same one."""
    columns = sorted(
        {
            column
            for row in data
            for column, cell in enumerate(row.cells)
            if column > 0 and looks_like_figure(cell)
        }
    )
    runs = groupby(columns, key=lambda column: headers.get(column, ""))
    return [list(run) for header, run in runs if header]


def _holds(row: Cells, column: int) -> bool:
    return column < len(row.cells) and bool(row.cells[column].strip())
