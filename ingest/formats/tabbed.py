"""Text whose tables are lines of cells separated by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ingest.formats.flat import is_one_figure
from ingest.formats.grid.forms import is_notes, is_symbol
from ingest.formats.left_amounts import are_amounts
from ingest.formats.lost_corners import put_back
from ingest.formats.page.wording import heads_amounts, names_statement
from ingest.formats.pasted import (
    MAX_HEADING,
    are_parted,
    headers_mended,
    heads_rows,
    in_columns,
    is_pasted,
    right_half,
    whole_rows,
)
from ingest.formats.run_words import parted
from ingest.lines import Line, in_reading_order
from ingest.marks import (
    counts_shares,
    ends_sentence,
    is_aside,
    is_page_number,
    looks_like_figure,
    strip_markup,
)

_WORD = re.compile(r"[^\W\d_]{2,}")
_NILS = ("-", "–", "—")
_NOTES = re.compile(r"\((?:see )?notes?\b(?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[IVX]{1,5}|[ivx]{1,5}|[A-Za-z])[).]?")  # of a row in a list
_HEADS_NUMBERS = re.compile(r"(?:s|sr|sl|serial|item|line)?\W{0,2}(?:nos?|numbers?)?\W{0,2}", re.IGNORECASE)
_MAX_HEADINGS = 3
_MAX_WITHIN = 160  # characters of a heading with no blank line above or below it
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LABELS = 2  # rows of figures with their label in one column that show it to be a column of labels


def read_tabbed(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a text; those with a tab are rows of tables.

    A table is a run of tabbed lines. Where nothing but short lines without a tab, its headings, stands
    between two runs, and the second begins with figures in as many cells as the first, they are one table.
    Labels that stand in a column further right, or in steps over several, are moved into the first; columns
    of amounts left of the labels go behind all others. A table that has lost its blank cells, the one over
    its labels too, is put into columns by the order of its cells. Of two tables beside each other the right
    one is read below the left one: numbers count the lines in that order, and places say their line.
    """
    halves = _one_below_the_other(lines)
    if len(halves) > len(lines):
        return in_reading_order(
            [
                replace(line, number=halves[line.number - 1][0] + 1)
                for line in read_tabbed([text for _, text in halves])
            ]
        )
    lines = [parted(text) for text in lines]
    pasted = _read_pasted(lines) if is_pasted(lines) else None
    if pasted is not None:
        return pasted
    runs = _runs(lines)
    table_of: dict[int, int] = {}
    table = 0
    previous: range | None = None
    for run in runs:
        headings = None if previous is None else _headings_between(lines, previous, run)
        if headings is None:
            headings = []
            table += 1
        for index in (*headings, *run):
            table_of[index] = table
        previous = run
    cells = [text.split("\t") for text in lines]
    places: dict[int, list[int]] = {}
    for index, number in table_of.items():
        places.setdefault(number, []).append(index)
    laid: dict[int, Line] = {}
    for number, indexes in places.items():
        columns = headers_mended([(index, lines[index]) for index in indexes], number)
        laid |= {line.number - 1: line for line in columns or ()}
        rows = [cells[index] for index in indexes] if columns is None else []
        put_back(rows)
        _move_amounts(rows)
        _join_numbers(rows)
        _move_labels(rows)
        _move_headers(rows)
    return tuple(
        laid.get(index) or Line(index + 1, tuple(row), table_of.get(index), spans=None)
        for index, row in enumerate(cells)
    )


def _one_below_the_other(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines with their places, those of two tables beside each other once for each table."""
    found: list[tuple[int, str]] = []
    below = 0
    for run in _runs(lines):
        wall = right_half([(index, lines[index]) for index in run])
        if wall is None:
            continue
        found += [(index, lines[index]) for index in range(below, run.start)]
        for side in (slice(wall), slice(wall, None)):
            cells = [(index, "\t".join(lines[index].split("\t")[side])) for index in run]
            found += [(index, text) for index, text in cells if text.strip()]
            found.append((run.stop - 1, ""))
        below = run.stop
    return [*found, *((index, lines[index]) for index in range(below, len(lines)))]


def _read_pasted(lines: Sequence[str]) -> tuple[Line, ...] | None:
    """The lines of text copied from a page; a table goes on below headings.

    Where a blank line stands around them, it goes on with rows of its own form only. None where the figures
    of every table stand in columns already.
    """
    rows = whole_rows(lines)
    runs = _runs([text for _, text in rows])
    tables: list[list[int]] = []  # places of the rows of each table
    for run in runs:
        between = range(tables[-1][-1] + 1, run.start) if tables else range(0)
        headings = [at for at in between if rows[at][1].strip()]
        parted = len(headings) < len(between)
        heads = _is_heading if parted else heads_rows
        if (
            tables
            and len(headings) <= _MAX_HEADINGS
            and all(heads(rows[at][1]) for at in headings)
            and (not parted or _goes_on([rows[at][1] for at in run], [rows[at][1] for at in tables[-1]]))
        ):
            tables[-1] += [*headings, *run]
        else:
            tables.append(list(run))
    found = {index: Line(index + 1, ("",)) for index in range(len(lines))}
    found |= {index: Line(index + 1, (text,)) for index, text in rows}
    parts = [[rows[at] for at in places] for places in tables]
    laid: list[list[Line] | None] = []
    for number, part in enumerate(parts, start=1):
        goes_on = bool(laid and laid[-1])  # a table without a header has that of the one above
        laid.append(in_columns(part, number, goes_on))
    if not any(laid):
        return None
    for number, (part, columns) in enumerate(zip(parts, laid, strict=True), start=1):
        split = [text.split("\t") for _, text in part]
        _move_headers(split)
        _join_brackets(split)
        as_printed = [
            Line(index + 1, tuple(row), number, spans=None)
            for (index, _), row in zip(part, split, strict=True)
        ]
        found |= {line.number - 1: line for line in columns or as_printed}
    return tuple(found[index] for index in sorted(found))


def _move_amounts(rows: Sequence[list[str]]) -> None:
    """Put columns of amounts left of the labels, and their headers, behind all others."""
    leads = {i: count for i, row in enumerate(rows) if (count := _leading_figures(row))}
    if not leads:
        return
    first, most = min(leads), max(leads.values())
    heads = [i for i in range(first) if any(map(str.strip, rows[i][:most])) and any(rows[i][most:])]
    full = [rows[i][:most] for i, count in leads.items() if count == most]
    labelled = any(any(map(_is_label, row[:most])) and _has_figures_behind(row, most) for row in rows[first:])
    if (
        labelled
        or not all(are_amounts([text.strip() for text in column]) for column in zip(*full, strict=True))
        or not any(heads_amounts(cell) for i in heads for cell in rows[i][:most])
    ):
        return
    width = max(map(len, rows))
    for i, row in enumerate(rows):
        left = [cell.strip() for cell in row[:most]]
        if i in heads or (i >= first and any(left) and all(not cell or _is_figure(cell) for cell in left)):
            row[:] = [*row[most:], *[""] * (width - len(row)), *row[:most]]
        elif not any(left):
            del row[:most]


def _join_numbers(rows: Sequence[list[str]]) -> None:
    """Put the numbers of a list, in a column of their own left of the labels, in front of these."""
    numbered = [row for row in rows if _NUMBER.fullmatch(row[0].strip())]
    others = [row for row in rows if row not in numbered and row[0].strip() and any(row[1:])]
    labels = [row[1] for row in rows if _has_amounts(["-", *row[2:]])]
    if (
        len(numbered) < _LABELS
        or not all(len(row) > 1 and _is_label(row[1]) for row in numbered)
        or not all(_HEADS_NUMBERS.fullmatch(row[0].strip()) for row in others)
        or not any(map(_is_label, labels))
        or any(map(looks_like_figure, labels))
    ):
        return
    for row in rows:
        row[:2] = [" ".join(filter(None, map(str.strip, row[:2])))]


def _leading_figures(row: Sequence[str]) -> int:
    """How many figures stand before a label that has further figures behind it; else 0."""
    count = next((at for at, cell in enumerate(row) if not _is_figure(cell.strip())), len(row))
    labelled = 0 < count < len(row) and _is_label(row[count])
    return count if labelled and _has_figures_behind(row, count + 1) else 0


def _has_figures_behind(row: Sequence[str], at: int) -> bool:
    return any(map(looks_like_figure, row[at:]))


def _is_figure(text: str) -> bool:
    return looks_like_figure(text) or text in _NILS


def _goes_on(rows: Sequence[str], above: Sequence[str]) -> bool:
    """Whether rows begin with as many figures as one above has cells filled.

    Rows with nothing but a label may come first where all have as many cells as others above.
    """
    labels = list(takewhile(_is_label_alone, rows))
    if len(labels) == len(rows) or not _has_figures(rows[len(labels)]):
        return False
    widths = {text.count("\t") for text in rows[: len(labels) + 1]}
    as_wide = not labels or widths <= {text.count("\t") for text in above}
    return as_wide and _filled(rows[len(labels)]) in map(_filled, above)


def _is_label_alone(text: str) -> bool:
    label, *cells = text.split("\t")
    return _is_label(label) and not any(text and not _is_only_notes(text) for text in map(str.strip, cells))


def _is_only_notes(text: str) -> bool:
    """Whether a cell holds the numbers of notes in a form that no figure has."""
    return is_notes(text) and not is_one_figure(text)


def _heads_rows(text: str) -> bool:
    """Whether a row with nothing but a label heads those below it, and is no title of a table."""
    label = text.split("\t", maxsplit=1)[0]
    return _is_heading(label) and (label.rstrip().endswith(":") or not names_statement(label))


def _filled(text: str) -> int:
    """How many cells behind the label hold more than a sign or a bracket."""
    cells = [cell.strip() for cell in text.split("\t")[1:]]
    return sum(cell in _NILS or (any(map(str.isalnum, cell)) and not is_symbol(cell)) for cell in cells)


def _move_labels(rows: Sequence[list[str]]) -> None:
    """Put the label of each row of a table into its first cell; every figure keeps its column.

    The columns of labels are the first ones: they hold no figure, and a row of figures has words in one of
    them only.
    """
    with_figures = [row for row in rows if any(map(looks_like_figure, row))]
    taken: set[int] = set()  # the rows whose label is found
    columns = 0
    for column in range(min(map(len, with_figures), default=0)):
        filled = {i for i, row in enumerate(with_figures) if row[column].strip()}
        words = {i for i in filled if _is_label(with_figures[i][column])}
        if words != filled or taken & filled or (column and 0 < len(filled) < _LABELS):
            break
        taken |= filled
        columns = column + 1 if filled else columns
    for row in rows if columns > 1 else ():
        first = next((column for column, cell in enumerate(row[:columns]) if _is_label(cell)), 0)
        row[0], row[first] = row[first], row[0]


def _move_headers(rows: Sequence[list[str]]) -> None:
    """Put a header that stands over a column of nothing but currency signs over the figures beside it.

    So it is with a header over a blank column, where another one stands over signs (a figure has two columns)
    or figures stand on both sides. It is that of the figures on its left, where they have no other.
    """
    body = [row for row in rows if _has_amounts(row)]
    columns = range(1, max(map(len, body), default=0))
    held = {
        column: [row[column].strip() for row in body if len(row) > column and row[column].strip()]
        for column in columns
    }
    signed = {column for column in columns if held[column] and all(map(is_symbol, held[column]))}
    for column in columns[:-1]:
        is_between = _holds_figures(body, range(1, column)) and _holds_figures(body, [column + 1])
        is_blank = not held[column] and bool(held[column + 1]) and (bool(signed) or is_between)
        if column not in signed and not is_blank:
            continue
        beside_others = is_blank and _holds_figures(body, [column - 1])
        for row in rows:
            if beside_others and not "".join(row[column - 1 : column]).strip():
                continue
            over = len(row) > column and row[column].strip() and not is_symbol(row[column].strip())
            if over and not any(cell.strip() for cell in row[column + 1 : column + 2]):
                row[column : column + 2] = ["", row[column]]


def _join_brackets(rows: Sequence[list[str]]) -> None:
    """Put the closing bracket that stands in a cell of its own behind its figure."""
    for row in rows:
        for at, (cell, after) in enumerate(pairwise(row)):
            if are_parted(cell, after):
                row[at : at + 2] = [cell.rstrip() + after.strip(), ""]


def _holds_figures(rows: Sequence[Sequence[str]], columns: Iterable[int]) -> bool:
    return any(looks_like_figure(row[column]) for column in columns for row in rows if column < len(row))


def _has_amounts(row: Sequence[str]) -> bool:
    return bool(row[0].strip()) and any(map(looks_like_figure, row[1:]))


def _is_label(text: str) -> bool:
    return bool(_WORD.search(text)) and not looks_like_figure(text)


def _runs(lines: Sequence[str]) -> list[range]:
    runs: list[range] = []
    for index, text in enumerate(lines):
        if "\t" not in text:
            continue
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _headings_between(lines: Sequence[str], above: range, below: range) -> list[int] | None:
    """The lines between two runs that head rows of the first one's table; None where a new table begins.

    The number of a page is none of them.
    """
    texts = {index: lines[index].strip() for index in range(above.stop, below.start)}
    between = [
        at for at, text in texts.items() if text and (_YEAR.fullmatch(text) or not is_page_number(text))
    ]
    is_whole = len(between) == below.start - above.stop
    widths = {len(lines[index].split("\t")) for index in above}
    labels = list(takewhile(_is_label_alone, (lines[index] for index in below)))
    first = lines[below.start + len(labels)] if len(labels) < len(below) else ""
    if _ends_in_changes([lines[index] for index in above]) and "%" not in first:
        widths.add(max(widths) - 1)
    is_header = not any(_has_figures(lines[index]) for index in above)
    if is_header:
        widths.add(max(widths) + 1)  # a header has no cell behind its last column
    goes_on = (
        len(between) <= _MAX_HEADINGS
        and all(
            _is_heading(lines[at], _MAX_WITHIN if is_whole else MAX_HEADING)
            or (is_whole and counts_shares(lines[at]))
            or (is_header and _is_aside(lines[at]))
            for at in between
        )
        and _has_figures(first)
        and len(first.split("\t")) in widths
        and len(first.split("\t")) > 2
        and (not labels or (_has_amounts(first.split("\t")) and all(map(_heads_rows, labels))))
    )
    return between if goes_on else None


def _ends_in_changes(lines: Sequence[str]) -> bool:
    """Whether the last column of rows holds percentages, and no other does: changes, which not all have."""
    cells = [text.split("\t") for text in lines]
    rows = [row for row in cells if len(row) == max(map(len, cells)) and _has_amounts(row)]
    shares = [[column for column, cell in enumerate(row) if "%" in cell] for row in rows]
    last = max(map(len, cells)) - 1
    return any(shares) and all(columns in ([], [last]) for columns in shares)


def _has_figures(text: str) -> bool:
    return any(looks_like_figure(cell) or cell.strip() in _NILS for cell in text.split("\t")[1:])


def _is_aside(text: str) -> bool:
    """Whether a line stands in brackets as a whole: below a header its units, or `(unaudited)`."""
    plain = strip_markup(text)
    return len(plain) <= MAX_HEADING and is_aside(plain)


def _is_heading(text: str, longest: int = MAX_HEADING) -> bool:
    """Whether a line of so many characters at most, without a figure, heads rows; a note's number is none."""
    plain = _NOTES.sub("", strip_markup(text)).strip()
    return (
        len(plain) <= longest
        and plain[:1].isalpha()
        and not ends_sentence(plain)
        and not any(ch.isdigit() for ch in plain)
    )
