"""The sums of a statement, from top to bottom: a total takes up the lines before it and stands for them.

The lines not yet taken up form a pile. A row that closes on the lines next to it takes them off and is laid
down in their place, so a later total finds subtotals and loose lines, each once. Where lines can be read both
ways (a result after its deductions, or a total before its parts: the same equation) the pile keeps both
readings until a later total decides which line goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product, zip_longest

from structure.candidates import LONGEST, Item, natural_runs
from structure.evidence import close
from structure.rows import Figures, Row, Sum
from structure.weighing import RUN, Found, Scales, is_both

OPEN_NODES = 3  # nodes of several readings that are open at a time; older ones keep their first reading
PATHS = 12
PARTS = re.compile(r"attribut|of which|(^|> )\W*includ|歸屬|归属", re.I)


@dataclass
class Node:
    """One place of the pile: its readings, the likeliest first, each with lines (nearest first) and sum."""

    ways: list[list[Item]]
    sums: list[Sum | None] = field(default_factory=lambda: [None])

    @property
    def is_line(self) -> bool:
        """Is it one row that neither is nor should be a total?"""
        return len(self.ways) == 1 and not (self.ways[0][0].is_total or self.ways[0][0].is_expected)


def find_sums(rows: Sequence[Row]) -> list[Sum]:
    """The sums among the rows of one statement, in the order of their totals.

    A total has at most one sum of lines before it and one of lines after it. Rows that are not in a currency
    and rows without a figure take no part. Effort is bounded (`weighing.CELLS`); a statement that exceeds it
    has no sums past that row.
    """
    return Statement(rows).sums()


class Statement:
    """The pile of one statement."""

    def __init__(self, rows: Sequence[Row]) -> None:
        width = max((len(row.values) for row in rows), default=0)
        padded: list[tuple[Row, Figures]] = []
        for row in rows:
            values = tuple(0 if nil else v for v, nil in zip(row.values, row.is_nil, strict=True))
            if row.unit == "currency" and any(v is not None for v in values):
                padded.append((row, values + (None,) * (width - len(values))))
        pairs = _pairs([values for _, values in padded])
        self.items = [Item(row, values, pairs) for row, values in padded]
        self.scales = Scales(len(self.items), width)
        self.pile: list[Node] = []
        self.found: list[Sum] = []

    def sums(self) -> list[Sum]:
        """Walk the rows, then settle what is still open."""
        for item, following in zip_longest(self.items, self.items[1:]):
            best = self._best(item)
            if best is None or self._is_line_of(item, best, following):
                self._lay(item)
            else:
                self._take(best)
        for node in self.pile:
            self._record(node.sums[0])
        return sorted(self.found, key=lambda s: (s.total, s.terms))

    def _record(self, found: Sum | None) -> None:
        if found is not None:
            self.found.append(found)

    # The paths through the pile, and the best sum along them.

    def _paths(self) -> Iterator[tuple[tuple[int, ...], list[Item]]]:
        """Choices of a reading for each node from the top, and the lines they give, nearest first."""
        top = self.pile[: -LONGEST - 1 : -1]
        open_ = [i for i, node in enumerate(top) if len(node.ways) > 1][:OPEN_NODES]
        choices = sorted(product(*(range(len(top[i].ways)) for i in open_)), key=sum)
        for picked in islice(choices, PATHS):
            choice = [0] * len(top)
            for i, way in zip(open_, picked, strict=True):
                choice[i] = way
            ways = (node.ways[way] for node, way in zip(top, choice, strict=True))
            yield tuple(choice), [item for way in ways for item in way]

    def _best(self, item: Item) -> Found | None:
        found: list[Found] = []
        if item.is_nil:
            return None
        for order, (choice, path) in enumerate(self._paths()):
            for candidate in self.scales.candidates(item, path):
                found += self.scales.weigh(item, candidate, order, choice)
            if not found and item.is_expected:
                for candidate in natural_runs(item, path):
                    found += self.scales.weigh(item, candidate, order, choice)
        best = min(found, key=lambda f: f.rank, default=None)
        if best is None or best.moved is None:
            return best
        return best if len({f.moved for f in found if f.moved is not None}) == 1 else None

    def _is_line_of(self, item: Item, best: Found, following: Item | None) -> bool:
        """Is the row no result, but the last line of the run that the next row is the total of?

        Where a total can be had from lines and from other totals, its last line closes on all the rest.
        """
        if following is None or item.is_expected or best.rank[0] == RUN:
            return False
        self.pile.append(Node([[item]]))
        after = self._best(following)
        self.pile.pop()
        if after is None or after.candidate.kind != "run":
            return False
        if after.rank[0] != RUN and not following.is_expected:
            return False
        return item in (term for term, _ in after.candidate.terms)

    # What a row and a sum do to the pile.

    def _lay(self, item: Item) -> None:
        """Lay a row down. A total by name that does not close may still stand for its section's lines."""
        lines: list[Item] = []
        while item.is_named and self.pile and self.pile[-1].is_line:
            line = self.pile[-1].ways[0][0]
            if lines and line.row.section != lines[0].row.section:
                break
            lines.append(line)
            self.pile.pop()
        self.pile.append(Node([[item], [item, *lines]], [None, None]) if lines else Node([[item]]))

    def _take(self, best: Found) -> None:
        """Take the lines of a sum off the pile and lay its total down, in every reading that is left open."""
        candidate, total = best.candidate, replace(best.total, is_total=True)
        self._clear(best)
        own = _sum(best, best.total, candidate.terms, best.kind)
        first = candidate.terms[-1][0]
        if best.kind == "equal":
            self._record(own)
            is_same = not total.row.label.strip() or PARTS.search(total.row.label)
            self.pile.append(Node([[first if is_same else total]]))
        elif best.kind == "running" and is_both(candidate):
            parts = _parts(best, total)
            ways = [[total], [first], [total, *(item for item, _ in candidate.terms)]]
            sums = [own, _sum(best, first, parts, "parts"), None]
            if _reads_as_parts(first, [item for item, _ in parts]):
                ways[:2], sums[:2] = ways[1::-1], sums[1::-1]
            self.pile.append(Node(ways, sums))
        else:
            self._record(own)
            self.pile.append(self._with_whole(total))

    def _with_whole(self, total: Item) -> Node:
        """A total that has its own sum, with the line before it that it is a part of or a second printing."""
        for choice, path in islice(self._paths(), 1):
            for candidate in self.scales.candidates(total, path):
                if candidate.kind != "equal" and not is_both(candidate):
                    continue
                for found in self.scales.weigh(total, candidate, 0, choice):
                    if found.closing.failed:
                        continue
                    self._clear(found)
                    whole = candidate.terms[-1][0]
                    if candidate.kind == "equal":
                        self._record(_sum(found, whole, ((total, 1),), "equal"))
                        return Node([[total]])
                    ways = [[whole], [total, *(item for item, _ in candidate.terms)]]
                    return Node(ways, [_sum(found, whole, _parts(found, total), "parts"), None])
        return Node([[total]])

    def _clear(self, found: Found) -> None:
        """Take the lines of a sum off the pile; a line that it leaves out may be dropped or used later."""
        left, used = found.candidate.depth, {term.row.line for term, _ in found.candidate.terms}
        out: list[Item] = []
        for way in found.choice:
            if left <= 0:
                break
            node = self.pile.pop()
            self._record(node.sums[way])
            lines = node.ways[way]
            out += [item for item in lines[:left] if item.row.line not in used]
            self.pile += [Node([[item]]) for item in reversed(lines[left:])]
            left -= len(lines)
        self.pile += [Node([[], [item]], [None, None]) for item in reversed(out)]


def _pairs(figures: Sequence[Figures]) -> tuple[tuple[int, int], ...]:
    """Two of the three fullest columns each: whichever of the three is misread, one pair is clean of it."""
    columns = list(zip(*figures, strict=True))
    fullest = sorted(
        range(len(columns)),
        key=lambda c: (columns[c].count(None), -sum(abs(v or 0) for v in columns[c]), c),
    )[:3]
    return tuple(combinations(fullest, 2)) or ((0, 0),)


def _parts(found: Found, last: Item) -> tuple[tuple[Item, int], ...]:
    """The lines of a result, read as the parts of the line that it begins with."""
    between = [item for item, _ in found.candidate.terms[:-1]]
    return tuple((item, 1) for item in (*reversed(between), last))


def _reads_as_parts(whole: Item, parts: Sequence[Item]) -> bool:
    """Do the words say that the lines after the first are its parts?"""
    following = parts[0].row
    if PARTS.search(following.label):
        return True
    if PARTS.search(following.section) and not PARTS.search(whole.row.section):
        return True
    return whole.is_named and not whole.is_total and not parts[-1].is_expected


def _sum(found: Found, total: Item, terms: Sequence[tuple[Item, int]], kind: str) -> Sum:
    """The sum as it is printed: where a row was moved back for it to close, it is an expected one."""
    closing = found.closing
    if any(item.printed != item.values for item in (total, *(item for item, _ in terms))):
        closing = close(total.printed, [(item.printed, w) for item, w in terms])
        kind = "expected"
    lines = tuple(sorted((item.row.line, w) for item, w in terms))
    return Sum(total.row.line, lines, closing.exact, closing.rounding, closing.failed, kind, found.odds)
