"""Text with as many blanks between all cells of its rows: tabbed text that lost its blank cells.

So a page is written as text by a program that joins cells. Those of a column of notes, which most rows leave
blank, are told apart from figures by the header that names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.dates import DATE
from ingest.formats.broken_cells import is_broken, joined
from ingest.formats.flat import is_one_figure
from ingest.formats.grid.forms import heads_notes, is_symbol
from ingest.formats.tabbed import read_tabbed
from ingest.lines import Line, in_reading_order

_GAP = re.compile(r" {3,}")
_ROWS = 10  # rows of two or more figures that show how a text was written
_FEW = 20  # one row in so many may have other blanks between its cells
_NOTE = re.compile(r"\d{1,2}")
_NUMBERED = re.compile(  # "2.   Funding of the Bank", no row
    r"^((?:[IVX]+|\d{1,2}|[a-z])[.)]|Notes? ?:? ?\d{1,2}\)) {3,}(?=\D\S*(?: \S+)*$)"
)
_QUARTER = re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)
_PAIRS = 4  # rows of two labels that show that a table has two for each
_LEAST = 3  # cells of such a row: label, quarter, figures
_HUNDREDTHS = re.compile(r"\(?\d[\d,.]*\)? ?(?:[pc]|pence|cents?|¢)\)?", re.IGNORECASE)  # "30.7p"
_PERIOD = re.compile(rf"(?:19|20)\d{{2}}|{DATE}", re.IGNORECASE)


def is_spaced(lines: Sequence[str]) -> bool:
    """Whether the same wide blank stands in front of all figures of rows, however long their labels are."""
    gaps = [
        frozenset(map(len, _GAP.findall(line.strip())))
        for line in lines
        if sum(map(is_one_figure, _GAP.split(line.strip())[1:])) > 1
    ]
    same = max(Counter(gap for gap in gaps if len(gap) == 1).values(), default=0)
    return len(gaps) >= _ROWS and _FEW * (len(gaps) - same) <= len(gaps)


def read_spaced(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of such a text, read as those of a tabbed one; rows that were broken over lines are whole."""
    if not is_broken(lines):
        return read_tabbed(_tabbed(lines))
    rows = joined(lines)
    read = read_tabbed(_tabbed([text for _, text in rows]))
    return in_reading_order([replace(line, number=rows[line.number - 1][0] + 1) for line in read])


def _tabbed(lines: Sequence[str]) -> list[str]:
    """The lines with tabs between cells, a blank one for the note that a row of a table with notes lacks."""
    rows = [_GAP.split(_NUMBERED.sub(r"\1 ", line.strip())) for line in lines]
    fills = any(not any(map(str.isalnum, cell)) and is_one_figure(cell) for row in rows for cell in row[1:])
    found: list[str] = []
    width = 0  # columns of figures in a table with a column of notes
    for cells in _of_quarters(list(map(_signs_joined, rows))):
        notes = next((at for at, cell in enumerate(cells[:2]) if heads_notes(cell)), None)
        if notes is not None and len(cells) > notes + 2:
            width = len(cells) - notes - 1
            found.append("\t".join(["", *cells][notes:]))
            continue
        words = next((at for at in range(len(cells), 0, -1) if not _is_figure(cells[at - 1])), 0)
        heads = cells[words:] or cells[-2:]
        if len(heads) > 1 and all(map(_PERIOD.fullmatch, heads)):
            width = 0  # the header of another table
        figures = len(cells) - words > (words == 0)
        found.append("\t".join(_row(cells, words, width, fills) if width and figures else cells))
    return found


def _of_quarters(rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows; where two have one label, of the quarter and of the year so far, the second is words.

    Their header has a cell for each figure, and the label stands in the first of the two alone: "Sales",
    "Quarter", figures above "Cumulative", figures.
    """
    found = list(rows)
    at = 1
    while at < len(rows):
        kinds, width = _kinds(rows, at), len(rows[at - 1])
        end = at
        while kinds and _kinds(rows, end) == kinds and len(rows[end]) == width + 1:
            end += 2
        if end - at >= _PAIRS and not any(map(is_one_figure, rows[at - 1])):
            found[at - 1] = [rows[at - 1][0], "", *rows[at - 1][1:]]
            found[at + 1 : end : 2] = [[" ".join(row), *[""] * width] for row in rows[at + 1 : end : 2]]
        at = max(end, at + 1)
    return found


def _kinds(rows: Sequence[list[str]], at: int) -> tuple[str, str] | None:
    """What parts a row from the next: the word behind its label, and the label of the next one."""
    first, second = [*rows[at : at + 2], [], []][:2]
    both = len(first) == len(second) + 1 > _LEAST and all(map(is_one_figure, [*first[2:], *second[1:]]))
    if not both or any(map(is_one_figure, (first[0], second[0]))) or not _QUARTER.search(first[1]):
        return None
    return first[1], second[0]


def _is_figure(cell: str) -> bool:
    """Whether a cell holds one figure, one in hundredths of its currency too."""
    return is_one_figure(cell) or bool(_HUNDREDTHS.fullmatch(cell))


def _signs_joined(cells: Sequence[str]) -> list[str]:
    """The cells of a row, each currency sign that has one of its own in front of the cell behind it."""
    found: list[str] = []
    for cell in cells:
        signed = bool(found) and is_symbol(found[-1])
        found.append(f"{found.pop()} {cell}" if signed else cell)
    return found


def _row(cells: Sequence[str], words: int, width: int, fills: bool) -> list[str]:
    """A row with a cell in each of its columns, of which `width` are of figures, behind `words` cells.

    Where a note may stand in place of a figure, there are none of either: the row stays words. That cannot be
    where nils of the text are printed, which `fills` says.
    """
    label, note, figures = cells[0] if words else "", list(cells[1:words]), list(cells[words:])
    if len(figures) == width + 1 and words == 1 and _NOTE.fullmatch(figures[0]):
        note = [figures.pop(0)]
    marked = not note and bool(_NOTE.fullmatch(figures[0])) and not all(map(_NOTE.fullmatch, figures))
    if len(figures) == width and (fills or not marked):
        return [label, " ".join(note), *figures]
    return [" ".join(cells), *[""] * (width + 1)]
