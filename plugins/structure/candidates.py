"""Combinations of the lines above a row that may add up to it: few, cheap, and each still to be weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import add, sub

from structure.rows import Figures, Row

LONGEST = 60  # lines of a run
MODIFIED = 40  # lines of a run of which one has the other sign or is left out
PACKED = 64  # bits by which the second column of a pair is shifted
EXPECTED_RUNS = 2  # runs of which a total by its name may be the total though it does not close
SIGNINGS = 4  # ways to sign the same lines that are weighed
LOOSE = 12  # lines whose signs are all open
NAMED = re.compile(r"(sub-?\s?)?total\b|net (cash|\(?increase|\(?decrease)|.*[总總合]\s*[计計额額]", re.I)


@dataclass(frozen=True, eq=False)
class Item:
    """A row on its way through the search; `values` are those it is taken for, `printed` those printed.

    `figures` holds the columns (0 where not clean), then their sum, which a row keeps when its figures change
    places, then for each of `pairs` two columns packed into one number, so that sums of both are compared at
    once. `clean` has a bit for each of `figures`, set where all the columns in it are clean.
    """

    row: Row
    values: Figures
    pairs: tuple[tuple[int, int], ...]
    is_total: bool = False
    printed: Figures = ()
    figures: tuple[int, ...] = field(init=False)
    doubled: tuple[int, ...] = field(init=False)
    clean: int = field(init=False)
    is_nil: bool = field(init=False)
    is_named: bool = field(init=False)  # a total by its name
    is_expected: bool = field(init=False)  # a total by its name, or by having none

    def __post_init__(self) -> None:
        filled = [v or 0 for v in self.values]
        packed = (filled[a] + (filled[b] << PACKED) for a, b in self.pairs)
        figures = (*filled, sum(filled), *packed)
        clean = {c for c, v in enumerate(self.values) if v is not None}
        parts = [*({c} for c in range(len(filled))), set(range(len(filled))), *map(set, self.pairs)]
        name = self.row.label.strip()
        derived = {
            "printed": self.printed or self.values,
            "figures": figures,
            "doubled": tuple(2 * v for v in figures),
            "clean": sum(1 << i for i, part in enumerate(parts) if part <= clean),
            "is_nil": not any(figures),
            "is_named": NAMED.match(name) is not None,
            "is_expected": not name or NAMED.match(name) is not None,
        }
        for key, value in derived.items():
            object.__setattr__(self, key, value)

    def moved(self, values: Figures) -> Item:
        """The row with its figures moved back."""
        return replace(self, values=values)


@dataclass(frozen=True)
class Candidate:
    """Lines that may add up to a row, nearest first, and how many combinations were tried up to this one."""

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
        is_natural = _is_natural(path, depth)
        natural += is_natural and depth > 1
        tried = max(1, natural if is_natural else depth)
        plus = list(map(sub, total.figures, sums))
        if _may_close(plus, clean, width, depth):
            yield _pattern(path, depth, 1, "equal" if depth == 1 else "run", tried, is_natural, {})
        if depth > 1:
            minus = list(map(sub, map(add, total.figures, sums), item.doubled))
            if _may_close(minus, clean, width, depth):
                yield _pattern(path, depth, -1, "running", 2 * tried, is_natural, {})
            if 2 < depth <= MODIFIED:
                for p in pivots:
                    if clean >> p & 1:
                        past, gap, gap_minus = seen[p], -plus[p], minus[p]
                        if gap in past or gap >> 1 in past:
                            yield from _changed(path, depth, 1, past, gap, is_natural)
                        if gap_minus in past or gap_minus >> 1 in past:
                            yield from _changed(path, depth, -1, past, gap_minus, is_natural)
        for p in pivots:
            seen[p].setdefault(item.figures[p], depth - 1)


def natural_runs(total: Item, path: Sequence[Item]) -> Iterator[Candidate]:
    """The runs that the place of a total gives it, closing or not."""
    clean, natural = total.clean, 0
    for depth, item in enumerate(path[:LONGEST], 1):
        clean &= item.clean
        if not clean or natural == EXPECTED_RUNS:
            return
        if depth > 1 and _is_natural(path, depth):
            natural += 1
            yield _pattern(path, depth, 1, "run", natural, True, {})


def _may_close(gaps: Sequence[int], clean: int, width: int, depth: int) -> bool:
    """Do half of the columns close within rounding, or all of them together to the unit?"""
    if 2 * min(map(abs, gaps)) > depth + 1:
        return False
    near = [2 * abs(gaps[c]) <= depth + 1 for c in range(width) if clean >> c & 1]
    return 2 * sum(near) >= len(near) or (not gaps[width] and clean >> width & 1 == 1)


def _changed(
    path: Sequence[Item], depth: int, sign: int, seen: dict[int, int], gap: int, is_natural: bool
) -> Iterator[Candidate]:
    """One line with the other sign, or left out; never the one that the run begins with."""
    for change, weight in ((2, -sign), (1, 0)):
        where = seen.get(gap // change) if gap and gap % change == 0 else None
        if where is not None:
            kind = "running" if weight else "sparse"
            yield _pattern(path, depth, sign, kind, 2 * depth * depth, is_natural, {where: weight})


def _pattern(
    path: Sequence[Item],
    depth: int,
    sign: int,
    kind: str,
    tried: int,
    is_natural: bool,
    weights: dict[int, int],
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
            for mask in masks[:SIGNINGS] if i else []:
                terms = tuple((path[j], -1 if mask >> j & 1 else 1) for j in range(i + 1))
                yield Candidate(terms, i + 1, "running", 2 << i, _is_natural(path, i + 1))


def _is_natural(path: Sequence[Item], depth: int) -> bool:
    """Does something begin with the line at `depth`: a section, or the sum of a total and what follows?"""
    first = path[depth - 1]
    if depth == len(path) or first.is_total or first.is_expected:
        return True
    below = path[depth]
    return below.is_total or below.is_expected or below.row.section != first.row.section
