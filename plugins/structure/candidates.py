"""Combinations of the lines above a row that may add up to it: bounded, cheap, and each still to be weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import add, sub

from structure.rows import Figures, Row

LONGEST = 60  # lines of a run
MODIFIED = 40  # lines of a run of which one has the other sign or is left out
PACKED = 64  # bits by which the second column of a pair is shifted
LOOSE = 12  # lines whose signs are all open
NAMED = re.compile(r"\s*(sub-?\s?)?total\b|\s*net (cash|increase|decrease|\(increase|\(decrease)|.*[总總合]\s*[计計额額]", re.I)


@dataclass(frozen=True, eq=False)
class Item:
    """A row on its way through the search: its figures with 0 for what is not clean, and the clean ones as bits.

    After the columns, `figures` holds their sum, which a row keeps when its figures change places, and for each
    of `pairs` two columns packed into one number, so that sums of both are compared at once. `clean` has a bit
    for each of `figures`, set where all the columns in it are clean.
    """

    row: Row
    values: Figures
    pairs: tuple[tuple[int, int], ...]
    is_total: bool = False
    figures: tuple[int, ...] = field(init=False)
    clean: int = field(init=False)

    def __post_init__(self) -> None:
        filled = [v or 0 for v in self.values]
        packed = (filled[a] + (filled[b] << PACKED) for a, b in self.pairs)
        object.__setattr__(self, "figures", (*filled, sum(filled), *packed))
        columns = [{c} for c in range(len(filled))]
        clean = {c for c, v in enumerate(self.values) if v is not None}
        parts = [*columns, set(range(len(filled))), *({a, b} for a, b in self.pairs)]
        object.__setattr__(self, "clean", sum(1 << i for i, part in enumerate(parts) if part <= clean))

    @property
    def is_named(self) -> bool:
        """Is the row a total by its name?"""
        return NAMED.match(self.row.label) is not None

    @property
    def is_expected(self) -> bool:
        """Is the row a total by its name, or by having none?"""
        return self.is_named or not self.row.label.strip()

    @property
    def is_nil(self) -> bool:
        """Are all its figures nil?"""
        return not any(self.figures)


@dataclass(frozen=True)
class Candidate:
    """Lines that may add up to a row, nearest first, with how many combinations were tried before this one."""

    terms: tuple[tuple[Item, int], ...]
    depth: int  # lines of the path that it uses up
    kind: str
    tried: int
    is_natural: bool  # begins where a section begins or with a total


def candidates(total: Item, path: Sequence[Item]) -> Iterator[Candidate]:
    """Runs, running results, those with one line changed, and short ones with open signs.

    Signs are solved on the sum of all columns and on the pairs; the caller weighs every column.
    """
    yield from _runs(total, path[:LONGEST])
    yield from _signed(total, path[:LOOSE])


def _runs(total: Item, path: Sequence[Item]) -> Iterator[Candidate]:
    width = len(total.values)
    pivots = range(width, len(total.figures))
    sums, clean, natural = [0] * len(total.figures), total.clean, 0
    seen: dict[int, dict[int, int]] = {p: {} for p in pivots}
    for depth, item in enumerate(path, 1):
        clean &= item.clean
        if not clean:
            return
        sums = list(map(add, sums, item.figures))
        reach = _over_nils(path, depth)
        is_natural = _is_natural(path, reach)
        natural += is_natural and depth > 1
        tried = max(1, natural if is_natural else depth)
        plus = list(map(sub, total.figures, sums))
        if _may_close(plus, clean, width, depth):
            yield _pattern(path, reach, 1, "equal" if reach == 1 else "run", tried, is_natural, {})
        if depth > 1:
            minus = [p + 2 * (s - v) for p, s, v in zip(plus, sums, item.figures, strict=True)]
            if _may_close(minus, clean, width, depth):
                yield _pattern(path, depth, -1, "running", 2 * tried, is_natural, {})
            if 2 < depth <= MODIFIED:
                for p in pivots:
                    if clean >> p & 1:
                        yield from _changed(path, depth, 1, seen[p], plus[p], is_natural)
                        yield from _changed(path, depth, -1, seen[p], minus[p], is_natural)
        for p in pivots:
            seen[p].setdefault(item.figures[p], depth - 1)


def _may_close(gaps: Sequence[int], clean: int, width: int, depth: int) -> bool:
    """Do half of the columns close within rounding, or all of them together?"""
    if 2 * min(map(abs, gaps)) > depth + 1:
        return False
    near = [2 * abs(gap) <= depth + 1 for gap in gaps[: width + 1]]
    tested = [near[c] for c in range(width) if clean >> c & 1]
    return 2 * sum(tested) >= len(tested) or (near[width] and clean >> width & 1 == 1)


def _changed(
    path: Sequence[Item], depth: int, sign: int, seen: dict[int, int], gap: int, is_natural: bool
) -> Iterator[Candidate]:
    """One line with the other sign, or left out; never the one that the run begins with."""
    for change, weight in ((2, -sign), (1, 0)):
        where = seen.get(-sign * gap // change) if gap and gap % change == 0 else None
        if where is not None:
            kind = "running" if weight else "sparse"
            yield _pattern(path, depth, sign, kind, 2 * depth * depth, is_natural, {where: weight})


def _pattern(
    path: Sequence[Item], depth: int, sign: int, kind: str, tried: int, is_natural: bool, weights: dict[int, int]
) -> Candidate:
    """The first `depth` lines, all with one sign but for the last, which begins the run, and `weights`."""
    signs = [weights.get(i, sign if i < depth - 1 else 1) for i in range(depth)]
    terms = tuple((item, w) for item, w in zip(path, signs, strict=False) if w)
    return Candidate(terms, depth, kind, max(1, tried), is_natural)


def _signed(total: Item, path: Sequence[Item]) -> Iterator[Candidate]:
    """All signs of up to LOOSE lines: those of the nearer half meet those of the farther half."""
    half = LOOSE // 2
    for p in range(len(total.values) + 1, len(total.figures)):
        goal = total.figures[p]
        if not goal or not total.clean >> p & 1:
            continue
        near: dict[int, int] = {0: 0}
        far: list[tuple[int, int]] = [(goal, 0)]
        for i, item in enumerate(path):
            if not item.clean >> p & 1:
                break
            figure = item.figures[p]
            if i < half:
                flipped = {s - figure: m | 1 << i for s, m in near.items()}
                near = flipped | {s + figure: m for s, m in near.items()}
                masks = [near[goal]] if goal in near else []
            else:
                far = [(s - figure, m) for s, m in far] + [(s + figure, m | 1 << i) for s, m in far]
                masks = [near[s] | m for s, m in far if s in near]
            for mask in masks if i else []:
                terms = tuple((path[j], -1 if mask >> j & 1 else 1) for j in range(i + 1))
                yield Candidate(terms, i + 1, "running", 2 << i, _is_natural(path, i + 1))


def _over_nils(path: Sequence[Item], depth: int) -> int:
    """A run goes on over lines of nils in its section, and over others where it would begin midway."""
    while depth < len(path) and path[depth].is_nil:
        if path[depth].row.section != path[depth - 1].row.section and _is_natural(path, depth):
            break
        depth += 1
    return depth


def _is_natural(path: Sequence[Item], depth: int) -> bool:
    """Does something begin with the line at `depth`: a section, or the sum of a total and what follows?"""
    first = path[depth - 1]
    if depth == len(path) or first.is_total or first.is_expected:
        return True
    below = path[depth]
    return below.is_total or below.is_expected or below.row.section != first.row.section
