"""Damage to a page, at a rate: cells misread, rows merged, moved or bare, columns cut; the truth stays."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import mutate

from synthetic.pages import Page, PageRow

CELL_KINDS: dict[str, mutate.TextChange] = {
    "digit": mutate.change_digit,
    "lost digit": mutate.lose_digit,
    "transposed": mutate.transpose,
    "sign lost": mutate.lose_sign,
    "sign gained": mutate.gain_sign,
    "cut off": mutate.cut_off,
    "point for comma": mutate.point_for_comma,
}
LABEL_LOST, ROWS_MERGED, COLUMN_CUT = "label lost", "rows merged", "column cut"
MOVED_RIGHT, MOVED_LEFT = "moved right", "moved left"
KINDS = (*CELL_KINDS, LABEL_LOST, ROWS_MERGED, COLUMN_CUT, MOVED_RIGHT, MOVED_LEFT)
_CUT_ROWS = (3, 8)
_TRIES = 200


def damage_page(page: Page, rate: float, draw: random.Random) -> None:
    """Damage a page until this share of its figures is hit; every figure that is hit notes the kind."""
    figures = sum(len(row.figures) for row in page.rows)
    wanted = int(rate * figures + draw.random()) if rate else 0
    for _ in range(_TRIES):
        if wanted <= 0:
            return
        # a row or a column is hit as often as a cell, for each of its figures
        wanted -= _damage(page, draw.choice((*CELL_KINDS, *CELL_KINDS, *KINDS)), draw)


def _damage(page: Page, kind: str, draw: random.Random) -> int:
    """Damage one place; the number of figures that were hit."""
    _, rows = draw.choice(page.tables)
    clean = [row for row in rows if row.figures and not any(each.damage for each in row.figures.values())]
    if not clean:
        return 0
    row = draw.choice(clean)
    if kind in CELL_KINDS:
        return _change_cell(row, kind, draw)
    if kind == COLUMN_CUT:
        return _cut_column(rows, row, draw)
    if kind == ROWS_MERGED:
        return _merge(rows, clean, row)
    return _change_row(row, kind)


def _change_cell(row: PageRow, kind: str, draw: random.Random) -> int:
    column = draw.choice(list(row.figures))
    text = CELL_KINDS[kind](row.cells[column], draw)
    if text is None:
        return 0
    row.cells[column] = text
    row.figures[column].damage = kind
    return 1


def _cut_column(rows: list[PageRow], first: PageRow, draw: random.Random) -> int:
    """The last character of a column's figures is lost in some rows below each other."""
    column = max(first.figures)
    below = [row for row in rows[_place(rows, first) :] if row.figures]
    hit = 0
    for row in below[: draw.randint(*_CUT_ROWS)]:
        figure = row.figures.get(column)
        if figure is None or figure.damage or len(row.cells) <= column or len(row.cells[column]) < 2:
            continue
        row.cells[column] = row.cells[column][:-1].rstrip(".,")
        figure.damage = COLUMN_CUT
        hit += 1
    return hit


def _merge(rows: list[PageRow], clean: list[PageRow], row: PageRow) -> int:
    """Two rows become one, each cell holding both figures; the figures of both belong to the first now."""
    places = {id(each) for each in clean}
    pairs = [(one, other) for one, other in pairwise(rows) if id(one) in places and id(other) in places]
    pair = next((pair for pair in pairs if pair[0] is row), None)
    if pair is None:
        return 0
    one, other = pair
    one.cells = [f"{upper} {lower}" for upper, lower in zip(one.cells, other.cells, strict=True)]
    rows[:] = [each for each in rows if each is not other]
    figures = [*one.figures.values(), *other.figures.values()]
    for figure in figures:
        figure.damage = ROWS_MERGED
    one.figures |= {-column: figure for column, figure in other.figures.items()}
    return len(figures)


def _change_row(row: PageRow, kind: str) -> int:
    change: dict[str, Callable[[tuple[str, ...], int], tuple[str, ...] | None]] = {
        LABEL_LOST: lambda cells, first: ("",) * first + cells[first:],
        MOVED_RIGHT: mutate.move_right,
        MOVED_LEFT: mutate.move_left,
    }
    cells = change[kind](tuple(row.cells), 1)
    if cells is None:
        return 0
    row.cells = list(cells)
    for figure in row.figures.values():
        figure.damage = kind
    return len(row.figures)


def _place(rows: list[PageRow], wanted: PageRow) -> int:
    return next(place for place, row in enumerate(rows) if row is wanted)
