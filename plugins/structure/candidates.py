"""Combinations of the lines above a row that may add up to it: bounded, cheap, and each still to be weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import sub

from structure.rows import Figures, Row

LONGEST = 60  # lines of a run
MODIFIED = 40  # lines of a run of which one has the other sign or is left out
LOOSE = 12  # lines whose signs are all open
NAMED = re.compile(r"\s*(sub-?\s?)?total\b|\s*net (cash|increase|decrease|\(increase|\(decrease)|.*[总總合]\s*[计計额額]", re.I)


@dataclass(frozen=True, eq=False)
class Item:
    """A row on its way through the search: nil for a figure that is not clean, with the clean columns as bits.

    The last of `figures` is the sum over all columns, which a row keeps when its figures change places; its bit
    is set where every column is clean.
    """

    row: Row
    values: Figures
    figures: tuple[int, ...] = field(init=False)
    clean: int = field(init=False)
    is_total: bool = False

    def __post_init__(self) -> None:
        bits = sum(1 << c for c, v in enumerate(self.values) if v is not None)
        whole = bits == (1 << len(self.values)) - 1
        filled = tuple(v or 0 for v in self.values)
        object.__setattr__(self, "figures", (*filled, sum(filled)))
        object.__setattr__(self, "clean", bits | whole << len(self.values))

    @property
    def is_expected(self) -> bool:
        """Is the row a total by its name, or by having none?"""
        return not self.row.label.strip() or NAMED.match(self.row.label) is not None


@dataclass(frozen=True)
class Candidate:
    """Lines that may add up to a row, nearest first, with how many combinations were tried before this one."""

    terms: tuple[tuple[Item, int], ...]
    depth: int  # lines of the path that it uses up
    kind: str
    tried: int
    is_natural: bool  # begins where a section begins or with a total


def candidates(total: Item, path: Sequence[Item], pivots: Sequence[int]) -> Iterator[Candidate]:
    """Runs, running results, those with one line changed, and short ones with open signs.

    `pivots` are the positions in `figures` on which signs are solved; the caller weighs all columns.
    """
    yield from _runs(total, path[:LONGEST], pivots)
    yield from _signed(total, path[:LOOSE], pivots)


def _runs(total: Item, path: Sequence[Item], pivots: Sequence[int]) -> Iterator[Candidate]:
    sums, clean, natural = [0] * len(total.figures), total.clean, 0
    seen: dict[int, dict[int, int]] = {p: {} for p in pivots}
    for depth, item in enumerate(path, 1):
        clean &= item.clean
        if not clean:
            return
        sums = [s + v for s, v in zip(sums, item.figures, strict=True)]
        is_natural = _is_natural(path, depth)
        natural += is_natural
        plus = list(map(sub, total.figures, sums))
        minus = [p + 2 * s - 2 * v for p, s, v in zip(plus, sums, item.figures, strict=True)]
        for gaps, sign in ((plus, 1), (minus, -1)):
            if depth == 1 and sign == -1:
                continue
            if 2 * min(map(abs, gaps)) <= depth + 1:
                tried = natural if is_natural else depth
                kind = "equal" if depth == 1 else "run" if sign == 1 else "running"
                yield _pattern(path, depth, sign, kind, 2 * tried if sign == -1 else tried, is_natural, {})
            if 2 < depth <= MODIFIED:
                for p in pivots:
                    yield from _changed(path, depth, sign, seen[p], gaps[p] if clean >> p & 1 else 0, is_natural)
        for p in pivots:
            seen[p].setdefault(item.figures[p], depth - 1)


def _changed(
    path: Sequence[Item], depth: int, sign: int, seen: dict[int, int], gap: int, is_natural: bool
) -> Iterator[Candidate]:
    """One line with the other sign, or left out; never the one that the run begins with."""
    if gap:
        for change, weight in ((2, -sign), (1, 0)):
            where = seen.get(-sign * gap // change) if gap % change == 0 else None
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


def _signed(total: Item, path: Sequence[Item], pivots: Sequence[int]) -> Iterator[Candidate]:
    """All signs of up to LOOSE lines on one column: those of the nearer half meet those of the farther half."""
    half = LOOSE // 2
    for p in pivots:
        usable = 0
        while usable < len(path) and total.clean & path[usable].clean >> p & 1:
            usable += 1
        figures, goal = [item.figures[p] for item in path[:usable]], total.figures[p]
        if not total.clean >> p & 1 or not goal:
            continue
        near: dict[int, int] = {0: 0}
        far: list[tuple[int, int]] = [(0, 0)]
        for i, figure in enumerate(figures):
            if i < half:
                flipped = {s - figure: m | 1 << i for s, m in near.items()}
                near = flipped | {s + figure: m for s, m in near.items()}
                found = near.get(goal)
                masks = [found] if found is not None else []
            else:
                far = [(s + figure, m) for s, m in far] + [(s - figure, m | 1 << i) for s, m in far]
                masks = [near[goal - s] | m for s, m in far if goal - s in near]
            if i:
                for mask in masks:
                    terms = tuple((path[j], -1 if mask >> j & 1 else 1) for j in range(i + 1))
                    yield Candidate(terms, i + 1, "running", 2 << i, _is_natural(path, i + 1))


def _is_natural(path: Sequence[Item], depth: int) -> bool:
    """Does something begin with the line at `depth`: a section, or the sum of a total and what follows?"""
    first = path[depth - 1]
    if first.is_total or depth == len(path):
        return True
    below = path[depth]
    return below.is_total or below.row.section != first.row.section
