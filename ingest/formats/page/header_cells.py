"""Headers that wrap within their cells: printed lines in; the lines of each row of a header as one, out.

Where the labels of tables tell how far apart the lines of one cell stand (`cells.label_step`), those of a
header as close as that are one row of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.formats.page.cells import CLOSE
from ingest.formats.page.columns import around
from ingest.formats.page.roles import DATA, MULTI, SINGLE, Printed
from ingest.formats.page.wording import heads_column, says_period
from ingest.formats.page.words import Piece, joined

_DAY = re.compile(r"\d\d?,?")
_MAX_LINES = 12
_MAX_WORDS = 14


def with_header_cells(printed: Sequence[Printed], steps: Mapping[int, float]) -> list[Printed]:
    """The lines, those of a header's row put together; `steps` by `size_of` the type."""
    found: list[Printed] = []
    run: list[Printed] = []
    for each in printed:
        if run and not _follows(run[-1], each, steps):
            found += _row(run)
            run = []
        run.append(each)
    return found + _row(run)


def size_of(each: Printed) -> int:
    """The size of a line's type in quarters of a point."""
    return round(4 * each.line.height)


def _follows(above: Printed, below: Printed, steps: Mapping[int, float]) -> bool:
    """Whether a line of a header stands as close below another as the lines of one cell."""
    step = steps.get(size_of(below), 0.0)
    words = all(each.role in {MULTI, SINGLE} or _are_days(each) for each in (above, below))
    alike = above.line.page == below.line.page and size_of(above) == size_of(below)
    return words and alike and below.line.y - above.line.y <= CLOSE * step


def _are_days(each: Printed) -> bool:
    """Whether a line holds nothing but days of a month or short years, whose rest may be above or below."""
    return (
        each.role == DATA and each.label is None and all(_DAY.fullmatch(piece.text) for piece in each.pieces)
    )


def _row(run: list[Printed]) -> list[Printed]:
    """The lines of a row as one line, a piece for each cell; as they are where they head nothing.

    Where what stands over the labels all stands below what heads the columns, it heads the rows below.
    """
    if not 1 < len(run) <= _MAX_LINES or max(len(each.pieces) for each in run) < 2:
        return run
    columns = [at for at, each in enumerate(run) if each.role != SINGLE]
    left = min(run[at].pieces[0].x0 for at in columns)
    over_labels = [at for at, each in enumerate(run) if each.pieces[0].x1 < left]
    if over_labels and columns[-1] < over_labels[0]:
        return _row(run[: over_labels[0]]) + run[over_labels[0] :]
    cells: list[list[Piece]] = []
    for each in run:
        for piece in each.pieces:
            under = [cell for cell in cells if around(cell).overlap(piece) > 0]
            if len(under) > 1 or (under and under[0][-1] in each.pieces):
                return run  # over several columns, or of a row above
            if under:
                under[0].append(piece)
            else:
                cells.append([piece])
    pieces = [_cell(cell) for cell in sorted(cells, key=lambda cell: around(cell).x0)]
    heads = [heads_column(piece.text) for piece in pieces]
    apart = all(left.x1 < right.x0 for left, right in pairwise(pieces))
    days = [piece for each in run if _are_days(each) for piece in each.pieces]
    dated = all(
        says_period(whole.text) for whole in pieces if any(around((whole,)).overlap(day) > 0 for day in days)
    )
    if sum(heads) < 2 or not (apart and dated) or any(len(piece.words) > _MAX_WORDS for piece in pieces):
        return run
    words = tuple(word for piece in pieces for word in piece.words)
    text = " ".join(piece.text for piece in pieces)
    line = replace(run[0].line, words=words, text=text, y=run[-1].line.y)
    return [Printed(line, MULTI, tuple(pieces))]


def _cell(lines: Sequence[Piece]) -> Piece:
    whole = around(lines)
    return joined(lines)._replace(x0=whole.x0, x1=whole.x1)
