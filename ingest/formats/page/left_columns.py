"""Columns of amounts left of the labels: pieces of lines in; the same with such columns right of all out.

Some issuers print a full year, a translation or the quarter left of the labels. What follows reads labels
first, so such columns and their headers are taken to stand behind the last one. The boxes of their words stay
as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.formats.left_amounts import are_amounts, tells_amount
from ingest.formats.page.columns import Extent, around
from ingest.formats.page.wording import heads_amounts, says_period, says_year
from ingest.formats.page.words import TEXT, Piece, TextLine, figure_at_start, joined
from ingest.marks import is_unclosed

_MAX_HEADERS = 14  # lines
_MAX_BLANKS = 2
_ALIGNED = 2.5  # blanks from the columns' edge or middle to those of a header
_FLUSH = 1.5  # blanks between the ends of amounts of one column
_COLUMN = 4  # amounts that end at one place, each a blank before its label
_BETWEEN = 4  # blanks between the last column and the one that is moved

_DAY = re.compile(r"\d{1,2}")

Rows = Sequence[tuple[Piece, ...]]


@dataclass
class _Region:
    """Lines with figures left of their labels: `figures` by line; the labels start at `margin` or later.

    `rows` are the figures of lines with others behind the label; of all, where no line has others.
    """

    page: int
    figures: dict[int, tuple[Piece, ...]]
    rows: list[tuple[Piece, ...]]
    margin: float
    last: int

    @property
    def columns(self) -> Extent:
        """From where to where the figures reach, their signs too."""
        pieces = [piece for figures in self.figures.values() for piece in figures]
        return Extent(min(map(_start, pieces)), max(piece.x1 for piece in pieces))

    @property
    def holds_amounts(self) -> bool:
        """Whether each column holds amounts, in the lines with a figure in every one."""
        rows = self.rows or list(self.figures.values())
        most = max(map(len, rows))
        full = [figures for figures in rows if len(figures) == most]
        return all(are_amounts([piece.text for piece in column]) for column in zip(*full, strict=True))

    def takes(self, figures: Sequence[Piece], label: Piece | None) -> bool:
        """Whether figures stand in the columns, and their label clear of them."""
        margin = self.margin if label is None else min(self.margin, _start(label))
        columns = self.columns
        return columns.overlap(around(figures)) > 0 and max(columns.x1, figures[-1].x1) < margin


def labels_first(lines: Sequence[TextLine], rows: Rows) -> list[tuple[Piece, ...]]:
    """The pieces of each line, those of columns of amounts left of the labels behind all others.

    Such columns have a header that says a period or money, or go on from the page before; where only a blank
    parts amounts from labels, the header says a period.
    """
    moved = list(rows)
    page = -1
    rows, parted = _parted(lines, rows)
    for region in _regions(lines, rows):
        headers = _headers(lines, rows, region)
        words = [piece.text for pieces in headers.values() for piece in pieces]
        goes_on = not words and 0 <= region.page - page <= 1 and page >= 0
        heads = heads_amounts if parted.isdisjoint(region.figures) else says_period
        if not region.holds_amounts or not (goes_on or any(map(heads, words))):
            continue
        page = region.page
        taken = region.figures | headers
        whole = _joined_down(headers, rows)
        lowest = min(taken)
        others = [
            piece
            for at in range(lowest, region.last + 1)
            if at in taken or at >= min(region.figures)
            for piece in rows[at][len(taken.get(at, ())) :]
        ]
        start = min(_start(piece) for pieces in taken.values() for piece in pieces)
        by = around(others).x1 + _BETWEEN * lines[lowest].unit - start
        for at, pieces in taken.items():
            far = (_shifted(piece, by) for piece in whole.get(at, pieces))
            moved[at] = (*rows[at][len(pieces) :], *far)
    return moved


def _parted(lines: Sequence[TextLine], rows: Rows) -> tuple[Rows, set[int]]:
    """The rows, amounts a blank before their labels as pieces of their own, and the lines of such."""
    parted = list(rows)
    taken: set[int] = set()
    for run in _runs_of_amounts(lines, rows):
        edge = min(figure.x1 for figure, _ in run.values())
        taken |= run.keys()
        for at, (figure, label) in run.items():
            parted[at] = (_shifted(figure, edge - figure.x1), label, *rows[at][1:])
    return parted, taken


def _runs_of_amounts(lines: Sequence[TextLine], rows: Rows) -> Iterator[dict[int, tuple[Piece, Piece]]]:
    """Amounts and the labels a blank behind them, by line; most rows of figures between have one.

    They end at one place of a page, and no row of figures begins left of the labels with anything else.
    """
    run: dict[int, tuple[Piece, Piece]] = {}
    others = 0
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        if len(row) < 2 or row[0].is_figure or not any(piece.is_figure for piece in row[1:]):
            continue
        first = next(iter(run.values()), None)
        found = figure_at_start(row[0])
        if first is not None and lines[next(iter(run))].page == line.page:
            if found is not None and abs(found[0].x1 - first[0].x1) <= _FLUSH * line.unit:
                run[at] = found
                continue
            if _start(row[0]) >= _start(first[1]) - _FLUSH * line.unit:
                others += 1
                continue
        if _is_column(run, others):
            yield run
        run, others = {} if found is None else {at: found}, 0
    if _is_column(run, others):
        yield run


def _is_column(run: Mapping[int, tuple[Piece, Piece]], others: int) -> bool:
    return len(run) > others and sum(tells_amount(figure.text) for figure, _ in run.values()) >= _COLUMN


def _regions(lines: Sequence[TextLine], rows: Rows) -> Iterator[_Region]:
    """Runs of lines on a page in which no label starts left of where those behind a figure do."""
    region: _Region | None = None
    for at, row in enumerate(rows):
        if not row:
            continue
        if region is not None and lines[at].page != region.page:
            yield region
            region = None
        left = tuple(takewhile(lambda piece: piece.is_figure, row))
        label = row[len(left)] if left and len(row) > len(left) else None
        if left and label is not None and label.kind == TEXT and any(map(str.isalpha, label.text)):
            if region is not None and not region.takes(left, label):
                yield region
                region = None
            if region is None:
                region = _Region(lines[at].page, {}, [], _start(label), at)
            region.figures[at] = left
            region.margin = min(region.margin, _start(label))
            if any(piece.is_figure for piece in row[len(left) + 1 :]):
                region.rows.append(left)
        elif region is None:
            continue
        elif (
            label is None
            and len(clear := tuple(piece for piece in left if piece.x1 < region.margin)) < len(left)
            and clear
            and region.takes(clear, None)
        ):
            region.figures[at] = clear
        elif _start(row[0]) < region.margin - lines[at].unit:
            yield region
            region = None
            continue
        region.last = at
    if region is not None:
        yield region


def _headers(lines: Sequence[TextLine], rows: Rows, region: _Region) -> dict[int, tuple[Piece, ...]]:
    """The pieces over the columns by line, none where a title or another table stands above them."""
    found: dict[int, tuple[Piece, ...]] = {}
    column = region.columns
    first = min(region.figures)
    reach = _ALIGNED * lines[first].unit
    first_figure = region.figures[first][0]
    blanks = 0
    for at in range(first - 1, max(first - 1 - _MAX_HEADERS, -1), -1):
        row = rows[at]
        if lines[at].page != region.page or blanks > _MAX_BLANKS:
            break
        if not row:
            blanks += 1
            continue
        blanks = 0
        left = tuple(piece for piece in row if _start(piece) < region.margin)
        if not left:
            continue
        text = left[0].text
        below = next(reversed(found.values()))[0] if found else first_figure
        aligned = any(
            abs(left[0].x1 - one.x1) <= reach or abs(left[0].centre - one.centre) <= reach
            for one in (column, below)
        )
        titled = says_year(text) and any(says_year(p.text) for over in found.values() for p in over)
        heads = heads_amounts(text) or (is_unclosed(text) and below.text.count(")") > below.text.count("("))
        lone = len(row) == 1 and (titled or not (aligned and heads))
        over = all(piece.x1 <= region.margin and column.overlap(piece) > -reach for piece in left)
        if lone or not over or any(map(_is_amount, row)):
            break
        found[at] = left
    return found


def _joined_down(headers: Mapping[int, tuple[Piece, ...]], rows: Rows) -> dict[int, tuple[Piece, ...]]:
    """The headers as words; what stands alone on its line, or a day, which looks like a figure, goes below.

    A day goes to the month there, and the words over a single column to the next of its header.
    """
    found = {at: tuple(piece._replace(kind=TEXT) for piece in headers[at]) for at in sorted(headers)}
    for above, below in pairwise(found):
        last, first = found[above][-1:], found[below][:1]
        if not last:
            continue
        day = bool(_DAY.fullmatch(last[0].text)) and first[0].text[:1].isalpha()
        alone = len(rows[above]) == len(found[below]) == 1
        if not day and not alone:
            continue
        both = (*last, *first)
        whole = joined(both)._replace(x0=min(p.x0 for p in both), x1=max(p.x1 for p in both))
        found[above], found[below] = found[above][:-1], (whole, *found[below][1:])
    return found


def _is_amount(piece: Piece) -> bool:
    return piece.is_figure and tells_amount(piece.text)


def _start(piece: Piece) -> float:
    return piece.words[0].x0


def _shifted(piece: Piece, by: float) -> Piece:
    words = tuple(word._replace(x0=word.x0 + by, x1=word.x1 + by) for word in piece.words)
    return piece._replace(x0=piece.x0 + by, x1=piece.x1 + by, words=words)
