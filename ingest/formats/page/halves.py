"""Two statements printed beside each other: lines of words in; the right one below the left one out.

A balance sheet may print its assets left and its liabilities right, each with labels and figures of its own.
What follows reads one label a line, so the lines of such a stretch are parted between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from ingest.formats.left_amounts import tells_amount
from ingest.formats.page.words import AMOUNT, APART, VOID, TextLine, Word, kind_of

_FULL_ROWS = 4  # with a label and figures on either side, from which the sides are known
_SINGLE_ROWS = 6  # the same, with but one figure on either side
_REACH = 4.0  # blanks between the starts of two labels of the right side
_MAX_BLANKS = 2
_YEAR = re.compile(r"(?:.*\D)?(?:19|20)\d\d")
_MAX_HEADERS = 6  # lines over the first figures that are parted, too


@dataclass(frozen=True)
class _Row:
    """A line with label and figures on either side; the right one begins with the word `first`, at `x0`."""

    at: int
    first: int
    x0: float
    columns: int
    label: str


class _Side(NamedTuple):
    """Where the right side begins, its last known line, and the lines whose first word of it is known."""

    wall: float
    last: int
    known: dict[int, int]


def one_below_the_other(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of two tables beside each other as lines of the left one, then of the right one."""
    done: list[TextLine] = []
    below = 0
    for start, stop, parts in _stretches(lines):
        done += lines[below:start]
        blank = replace(lines[stop - 1], words=(), text="", edge=False)
        for side in (0, 1):
            halves = [
                replace(lines[at], words=part[side], text=" ".join(word.text for word in part[side]))
                for at, part in zip(range(start, stop), parts, strict=True)
            ]
            done += [half for half in halves if half.words or not side]
            done.append(blank)
        below = stop
    return [*done, *lines[below:]]


def _stretches(
    lines: Sequence[TextLine],
) -> Iterator[tuple[int, int, list[tuple[tuple[Word, ...], tuple[Word, ...]]]]]:
    """First line, line behind the last, and the two halves of each line, for each two tables side by side."""
    floor = 0
    for wall, last, known in sorted((*_facing(lines), *_sides(lines)), key=lambda side: min(side.known)):
        if min(known) < floor:
            continue
        start, stop = _ends(lines, wall, min(known), last, floor)
        parts = [_halves(lines[at], wall, known.get(at)) or ((), ()) for at in range(start, stop)]
        yield start, stop, parts
        floor = stop


def _sides(lines: Sequence[TextLine]) -> Iterator[_Side]:
    """What rows with labels and figures on both sides tell of where the right side begins."""
    for rows in _runs(lines):
        known = {row.at: row.first for row in rows}
        yield _Side(sorted(row.x0 for row in rows)[len(rows) // 2], max(known), known)


def _facing(lines: Sequence[TextLine]) -> Iterator[_Side]:
    """What a header printed twice in a line tells: of two pages that face each other few rows are level."""
    floor = 0
    for at, line in enumerate(lines):
        half = len(line.words) // 2
        texts = [word.text for word in line.words]
        if at < floor or half < 2 or texts[:half] != texts[half:] or not any(map(_YEAR.fullmatch, texts)):
            continue
        left_end = line.words[half - 1].x1
        below = list(_beneath(lines, at, left_end))
        lefts = [[word for word in other.words if word.x0 <= left_end] for other in below]
        rights = [other.words[len(left) :] for other, left in zip(below, lefts, strict=True)]
        walls = [right[0].x0 for right in rights if _is_row(right)]
        if min(sum(map(_is_row, lefts)), len(walls)) < _FULL_ROWS:
            continue
        wall = min(walls)
        parted = takewhile(lambda halves: halves is not None, (_halves(other, wall) for other in below))
        rows = [on for on, halves in enumerate(parted, at + 1) if _end_with_a_figure(halves)]
        floor = max(rows, default=at)
        yield _Side(wall, floor, {at: half})


def _beneath(lines: Sequence[TextLine], at: int, end: float) -> Iterator[TextLine]:
    """The lines of the page beneath one, before a word runs far across where its left half ends."""
    for line in lines[at + 1 :]:
        across = any(word.x0 <= end and word.x1 > end + _REACH * line.unit for word in line.words)
        if across or line.page != lines[at].page:
            return
        yield line


def _ends(lines: Sequence[TextLine], wall: float, first: int, last: int, floor: int) -> tuple[int, int]:
    """The first line with headers on both sides, and the line behind the last with figures on either."""
    start = first
    for at in range(first - 1, max(first - 1 - _MAX_HEADERS, floor - 1), -1):
        halves = _halves(lines[at], wall)
        if halves is None or lines[at].page != lines[first].page:
            break
        if all(halves):
            start = at
    stop = last + 1
    blanks = 0
    for at in range(last + 1, len(lines)):
        halves = _halves(lines[at], wall)
        blanks = 0 if lines[at].words else blanks + 1
        if halves is None or blanks > 1 or lines[at].page != lines[last].page:
            break
        if lines[at].words and not _end_with_a_figure(halves):
            break
        stop = at + 1 if lines[at].words else stop
    return start, stop


def _runs(lines: Sequence[TextLine]) -> Iterator[list[_Row]]:
    """Rows with labels and figures on both sides, the right labels set alike, no line across between them."""
    found = [_rows(at, line) for at, line in enumerate(lines)]
    at = 0
    while at < len(lines):
        best: list[_Row] = []
        for seed in found[at]:
            run = _run(lines, found, seed)
            best = max(best, run, key=len)
        if _are_two_tables(best):
            yield best
            at = best[-1].at
        at += 1


def _run(lines: Sequence[TextLine], found: Sequence[Sequence[_Row]], seed: _Row) -> list[_Row]:
    """The rows from the seed on whose right labels begin where its own does."""
    run = [seed]
    blanks = 0
    for at in range(seed.at + 1, len(lines)):
        line = lines[at]
        blanks = 0 if line.words else blanks + 1
        reach = _REACH * line.unit
        near = [row for row in found[at] if abs(row.x0 - seed.x0) <= reach]
        if blanks > _MAX_BLANKS or line.page != lines[seed.at].page:
            break
        if near:
            run.append(min(near, key=lambda row: abs(row.x0 - seed.x0)))
        elif _halves(line, seed.x0) is None:
            break
    return run


def _are_two_tables(rows: Sequence[_Row]) -> bool:
    """Whether rows are enough, their right labels differ, and their figures are as many or one less."""
    labels, columns = {row.label for row in rows}, {row.columns for row in rows}
    enough = _FULL_ROWS if max(columns, default=0) > 1 else _SINGLE_ROWS
    return len(rows) >= enough and len(labels) > len(rows) // 2 and len(columns) <= 2


def _rows(at: int, line: TextLine) -> list[_Row]:
    """The ways to part a line into label, figures, label and as many figures."""
    words = line.words
    if len(words) < 4 or not _is_figure(words[-1]):
        return []
    found = []
    for first in range(2, len(words) - 1):
        if not _is_figure(words[first - 1]) or _is_figure(words[first]) or not _is_word(words[first]):
            continue
        left, right = _figures_at_end(words[:first]), _figures_at_end(words[first:])
        if not left or len(left) != len(right) or len(left) >= first:
            continue
        if not any(map(_is_word, words[:first])):
            continue
        if all(any(tells_amount(word.text) for word in side) for side in (left, right)):
            label = " ".join(word.text for word in words[first : len(words) - len(right)])
            found.append(_Row(at, first, words[first].x0, len(left), label))
    return found


def _figures_at_end(words: Sequence[Word]) -> list[Word]:
    """The figures that words end with, without signs of currency that stand alone."""
    found: list[Word] = []
    for word in reversed(words):
        if _is_figure(word):
            found.append(word)
        elif any(map(str.isalnum, word.text)):
            break
    return found


def _halves(
    line: TextLine, wall: float, first: int | None = None
) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words left and right of the wall; None where some run across it."""
    words = line.words
    if first is not None:
        return words[:first], words[first:]
    reach = _REACH * line.unit
    if not words or words[-1].x1 <= wall + reach:
        return words, ()
    if words[0].x0 >= wall - reach:
        return (), words
    gaps = [
        (right.x0 - left.x1, at)
        for at, (left, right) in enumerate(pairwise(words), start=1)
        if left.x1 <= wall + reach and right.x0 >= wall - reach
    ]
    widest, at = max(gaps, default=(0.0, 0))
    return (words[:at], words[at:]) if widest > APART * line.unit else None


def _end_with_a_figure(halves: Iterable[Sequence[Word]] | None) -> bool:
    return any(half and _is_figure(half[-1]) for half in halves or ())


def _is_row(words: Sequence[Word]) -> bool:
    return len(words) > 1 and _is_word(words[0]) and _is_figure(words[-1])


def _is_figure(word: Word) -> bool:
    return kind_of(word.text) in {AMOUNT, VOID}


def _is_word(word: Word) -> bool:
    return word.text[0].isalpha() or (len(word.text) > 1 and word.text[1].isalpha())
