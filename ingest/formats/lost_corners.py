"""Rows that lost their first cell, a blank one: of totals without a label, and of headers over the labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.flat import is_one_figure
from ingest.marks import looks_like_figure

_YEAR = re.compile(r"(?:19|20)\d{2}")
_SHARE = re.compile(r"%|\b(?:bps|ppts?)\b")


def put_back(rows: Sequence[list[str]]) -> None:
    """Put a blank first cell into each row that is certain to have lost it.

    That is one of figures alone, as many as the row with a label above it has, and a header of years whose
    last cell stands over changes that the row below it names: "2031 | 2030 | Change" above "reported |
    organic".
    """
    figures = 0
    for row in rows:
        if _is_labelled(row):
            figures = len(row) - 1
        elif len(row) == figures > 1 and all(map(_is_amount, row)) and not _YEAR.fullmatch(row[0].strip()):
            row.insert(0, "")
    _head_changes(rows)


def _head_changes(rows: Sequence[list[str]]) -> None:
    first = next((at for at, row in enumerate(rows) if _is_labelled(row)), len(rows))
    columns = max((len(row) for row in rows[first:] if _is_labelled(row)), default=0) - 1
    for years, changes in pairwise(rows[:first]):
        begins = len(years) > 2 and all(_YEAR.fullmatch(cell.strip()) for cell in years[:2])
        if begins and len(years) - 1 + len(changes) == columns and _are_shares(rows[first:], len(years)):
            changes[:0] = [""] * len(years)
            years.insert(0, "")


def _are_shares(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether all that stands from a column on is the share of something."""
    cells = [cell for row in rows for cell in row[column:] if any(map(str.isdigit, cell))]
    return bool(cells) and all(map(_SHARE.search, cells))


def _is_labelled(row: Sequence[str]) -> bool:
    return not looks_like_figure(row[0]) and any(map(looks_like_figure, row[1:]))


def _is_amount(cell: str) -> bool:
    return is_one_figure(cell.strip())
