"""Geometry of tables: which figures stand in one column, and which columns a header covers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.formats.words import Piece

_UNCOVERED = 0.3
_LEFT, _RIGHT = 0.2, 0.4
_FAR = 1e9
_MAX_EDGES = 800


@dataclass(frozen=True)
class Extent:
    """From where to where a column's figures reach."""

    x0: float
    x1: float

    @property
    def centre(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2

    def overlap(self, x0: float, x1: float) -> float:
        """Width in common; negative is the distance."""
        return min(self.x1, x1) - max(self.x0, x0)


@dataclass
class _Cluster:
    x0: float
    x1: float
    rows: set[int]

    def take(self, other: _Cluster) -> None:
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.rows |= other.rows


def cluster(rows: Sequence[Sequence[Piece]], unit: float) -> list[Extent]:
    """The columns of rows that are set alike: figures that overlap and never share a row.

    Right edges come first, because figures are set flush right; then what overlaps most is put together.
    """
    spread = max(piece.x1 for row in rows for piece in row) - min(piece.x0 for row in rows for piece in row)
    grid = max(unit, spread / _MAX_EDGES)
    edges: dict[int, _Cluster] = {}
    for number, row in enumerate(rows):
        for piece in row:
            key = round(piece.x1 / grid)
            one = _Cluster(piece.x0, piece.x1, {number})
            if key in edges:
                edges[key].take(one)
            else:
                edges[key] = one
    clusters = sorted(edges.values(), key=lambda each: (each.x0 + each.x1, each.x0))
    while True:
        best, place = 0.0, -1
        for at, (left, right) in enumerate(pairwise(clusters)):
            if left.rows & right.rows:
                continue
            width = max(min(left.x1 - left.x0, right.x1 - right.x0), unit / 2)
            share = (min(left.x1, right.x1) - max(left.x0, right.x0) + unit / 2) / width
            if share > best:
                best, place = share, at
        if place < 0:
            break
        clusters[place].take(clusters.pop(place + 1))
        clusters.sort(key=lambda each: (each.x0 + each.x1, each.x0))
    return _by_rank(rows, len(clusters)) or [Extent(each.x0, each.x1) for each in clusters]


def _by_rank(rows: Sequence[Sequence[Piece]], found: int) -> list[Extent]:
    """Columns that drift: where most rows hold the same most figures, the first of each are one, and so on.

    Empty where that many columns were found anyway, or where such columns would run into each other.
    """
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    if found == most or most < 2 or len(full) < 2 or 2 * len(full) < len(rows):
        return []
    ranks = [Extent(min(row[at].x0 for row in full), max(row[at].x1 for row in full)) for at in range(most)]
    apart = all(
        left.overlap(right.x0, right.x1) <= min(left.x1 - left.x0, right.x1 - right.x0) / 2
        for left, right in pairwise(ranks)
    )
    known = all(any(rank.overlap(piece.x0, piece.x1) > 0 for rank in ranks) for row in rows for piece in row)
    return ranks if apart and known else []


def assign(columns: Sequence[Extent], row: Sequence[Piece]) -> list[int]:
    """The column of each figure of a row: in order, no two in one, nearest in all."""
    width = len(columns)
    if len(row) == width:
        return list(range(width))
    best = [[0.0] * (width + 1) for _ in range(len(row) + 1)]
    for i in range(len(row) - 1, -1, -1):
        for j in range(width, -1, -1):
            rest = best[i][j + 1] if j < width else -_FAR
            here = columns[j].overlap(row[i].x0, row[i].x1) + best[i + 1][j + 1] if j < width else -_FAR
            best[i][j] = max(rest, here)
    places: list[int] = []
    j = 0
    for i in range(len(row)):
        while j < width - 1 and best[i][j] == best[i][j + 1]:
            j += 1
        places.append(min(j, width - 1))
        j += 1
    return places


def align(old: Sequence[Extent], new: Sequence[Extent]) -> list[int | None] | None:
    """For each new column its place among the old ones, in order; None is a column of its own.

    By what overlaps first; what is left between the same neighbours is the same column, drifted. The answer
    is None where the two do not belong together.
    """
    matched = _by_overlap(old, new)
    anchors = [(at, place) for at, place in enumerate(matched) if place is not None]
    if not anchors:
        return list(range(len(old))) if len(old) == len(new) and len(new) > 1 else None
    for (at, place), (next_at, next_place) in pairwise([(-1, -1), *anchors, (len(new), len(old))]):
        if next_at - at == next_place - place:
            for step in range(1, next_at - at):
                matched[at + step] = place + step
    found = sum(place is not None for place in matched)
    strangers = min(len(new), len(old)) - found
    return None if strangers > 0 and len(new) - found > found else matched


def _by_overlap(old: Sequence[Extent], new: Sequence[Extent]) -> list[int | None]:
    """The matching in order that overlaps most, by the usual table of two sequences."""
    width = len(old)
    best = [[0.0] * (width + 1) for _ in range(len(new) + 1)]
    for i in range(len(new) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            common = old[j].overlap(new[i].x0, new[i].x1)
            paired = common + 0.001 + best[i + 1][j + 1] if common > 0 else -1.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    matched: list[int | None] = [None] * len(new)
    i = j = 0
    while i < len(new) and j < width:
        common = old[j].overlap(new[i].x0, new[i].x1)
        if common > 0 and best[i][j] == common + 0.001 + best[i + 1][j + 1]:
            matched[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def nearest(columns: Sequence[Extent], x0: float, x1: float) -> int:
    """The column that overlaps most, or stands nearest."""
    return max(range(len(columns)), key=lambda each: columns[each].overlap(x0, x1))


def pitch(columns: Sequence[Extent]) -> float:
    """The usual distance from one column to the next; the width of the column where there is but one."""
    steps = sorted(right.centre - left.centre for left, right in pairwise(columns))
    return max(steps[len(steps) // 2] if steps else columns[0].x1 - columns[0].x0, 1e-6)


class Header(NamedTuple):
    """A header piece and what its words say: `single` covers one column, `edged` may be set flush."""

    piece: Piece
    single: bool
    edged: bool


def partition(
    columns: Sequence[Extent],
    headers: Sequence[Header],
    walls: Collection[int] = (),
    closed: Collection[int] = (),
) -> list[tuple[int, int]] | None:
    """First and last column of each header piece: contiguous, in order, each column at most once.

    The partition with the least distance between the pieces and what they cover, where a column left without
    a header costs less than half a step between columns. Headers are set over the figures, or over cells that
    reach from one right edge to the next: whichever fits the line better. No piece covers columns on both
    sides of a wall (a wall has the number of the column right of it), none a closed column. None where there
    are more pieces than open columns.
    """
    if not columns or len(headers) > len(columns):
        return None
    cost, spans = _best(columns, headers, walls, closed)
    if len(headers) < len(columns) and len(columns) > 1:
        other_cost, other = _best(_as_cells(columns), headers, walls, closed)
        if other_cost < cost - 1e-6:
            cost, spans = other_cost, other
    return spans if cost < _FAR else None


def _as_cells(columns: Sequence[Extent]) -> list[Extent]:
    """Columns from right edge to right edge, as wide as columns set flush right may be."""
    rights = [column.x1 for column in columns]
    steps = sorted(right - left for left, right in pairwise(rights))
    return [Extent(left, right) for left, right in pairwise([rights[0] - steps[len(steps) // 2], *rights])]


def _best(
    columns: Sequence[Extent], headers: Sequence[Header], walls: Collection[int], closed: Collection[int]
) -> tuple[float, list[tuple[int, int]]]:
    count, width = len(headers), len(columns)
    step = pitch(columns)
    best = [[_FAR] * (width + 1) for _ in range(count + 1)]
    choice: dict[tuple[int, int], int] = {}
    best[count] = [_UNCOVERED * step * (width - j) for j in range(width + 1)]
    for i in range(count - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j], choice[i, j] = best[i][j + 1] + _UNCOVERED * step, -1
            for last in range(j, width if not headers[i].single else j + 1):
                if last in closed or (last > j and last in walls):
                    break
                cost = _distance(columns, headers[i], (j, last), step) + best[i + 1][last + 1]
                if cost < best[i][j] - 1e-9:
                    best[i][j], choice[i, j] = cost, last
    if best[0][0] >= _FAR:
        return _FAR, []
    spans: list[tuple[int, int]] = []
    i = j = 0
    while i < count:
        last = choice[i, j]
        if last < 0:
            j += 1
            continue
        spans.append((j, last))
        i, j = i + 1, last + 1
    return best[0][0], spans


def _distance(columns: Sequence[Extent], header: Header, span: tuple[int, int], step: float) -> float:
    """How far a piece stands from columns: by the middles, or, at a price where they are several, an edge.

    A column that the piece reaches over and does not cover counts as a whole step.
    """
    piece, _, edged = header
    first, last = span
    x0, x1 = columns[first].x0, columns[last].x1
    left, right = abs(x0 - piece.x0), abs(x1 - piece.x1)
    edge = min(left, right)
    if first < last:
        edge = min(left + _LEFT * step, right + _RIGHT * step) if edged else _FAR
    apart = max(0.0, piece.x0 - x1, x0 - piece.x1)
    missed = sum(
        columns[at].overlap(piece.x0, piece.x1) > (columns[at].x1 - columns[at].x0) / 2
        for at in (first - 1, last + 1)
        if 0 <= at < len(columns)
    )
    return min(abs((x0 + x1) / 2 - piece.centre), edge) + apart + missed * step
