"""The sums of a statement, found from top to bottom: each total takes up the lines before it and stands for them.

The lines not yet taken up form a pile. A row that closes on the lines next to it takes them off and is laid down
in their place, so a later total finds subtotals and loose lines, each once. Where lines can be read both ways
(a result after its deductions, or a total before its parts: the same equation) the pile keeps both readings
until a later total decides which line goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product, zip_longest

from structure.candidates import LONGEST, Candidate, Item, candidates
from structure.displaced import TOTAL, moved_back, returns
from structure.evidence import ASKED, ASKED_FIRST, Closing, close
from structure.rows import Figures, Row, Sum

OPEN_NODES = 3  # nodes of two readings that are open at a time; older ones keep their first reading
PATHS = 12
BLANKS = 3  # rows with a blank at an edge that are tried as shifted
RUN, RESULT, EQUAL, SIGNED, SPARSE, MOVED, MISREAD = range(7)  # the better reading first
PARTS = re.compile(r"attribut|of which|includ|歸屬|归属", re.I)


@dataclass
class Node:
    """One place of the pile: the readings of it, the likeliest first, each its lines (nearest first) and sum."""

    ways: list[list[Item]]
    sums: list[Sum | None] = field(default_factory=lambda: [None])

    @property
    def is_line(self) -> bool:
        """Is it one row that neither is nor should be a total?"""
        return len(self.ways) == 1 and not (self.ways[0][0].is_total or self.ways[0][0].is_expected)


@dataclass(frozen=True)
class Found:
    """A candidate that holds, and what it leaves: the pile's total, with its figures moved back if need be."""

    rank: tuple[int, ...]
    candidate: Candidate
    closing: Closing
    odds: int
    choice: tuple[int, ...]
    total: Item
    kind: str


def find_sums(rows: Sequence[Row]) -> list[Sum]:
    """The sums among the rows of one statement, in the order of their totals.

    A total has at most one sum of lines before it and one of lines after it.
    """
    return Statement(rows).sums()


class Statement:
    """The pile of one statement."""

    def __init__(self, rows: Sequence[Row]) -> None:
        width = max((len(row.values) for row in rows), default=0)
        padded = []
        for row in rows:
            values = tuple(0 if nil else v for v, nil in zip(row.values, row.is_nil, strict=True))
            if row.unit == "currency" and any(v is not None for v in values):
                padded.append((row, values + (None,) * (width - len(values))))
        pairs = _pairs([values for _, values in padded])
        self.items = [Item(row, values, pairs) for row, values in padded]
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
            yield tuple(choice), [item for node, way in zip(top, choice, strict=True) for item in node.ways[way]]

    def _best(self, item: Item) -> Found | None:
        found: list[Found] = []
        for order, (choice, path) in enumerate(self._paths()):
            for candidate in candidates(item, path):
                found += self._weigh(item, candidate, order, choice)
            if not found and item.is_expected:
                found += self._shifted(item, path, choice)
        best = min(found, key=lambda f: f.rank, default=None)
        if best is not None and best.kind == "expected":
            rivals = {_moved(f) for f in found if f.kind == "expected"}
            return best if len(rivals) == 1 else None
        return best

    def _is_line_of(self, item: Item, best: Found, following: Item | None) -> bool:
        """Is the row no result, but the last line of the run that the next row is the total of?

        Where a total can be had from lines and from other totals, its last line closes on all the rest.
        """
        if following is None or item.is_expected or best.rank[0] == RUN:
            return False
        self.pile.append(Node([[item]]))
        after = self._best(following)
        self.pile.pop()
        return after is not None and after.rank[0] == RUN and item in (term for term, _ in after.candidate.terms)

    def _asked(self, item: Item, candidate: Candidate) -> int:
        if not item.is_expected or candidate.kind == "sparse":
            return ASKED * len(self.items)
        return ASKED_FIRST if candidate.kind == "run" and candidate.tried == 1 else ASKED

    def _weigh(self, item: Item, candidate: Candidate, order: int, choice: tuple[int, ...]) -> Iterator[Found]:
        """The candidate if it holds: in every column, after one row is moved back, or in most columns."""
        terms = [(term.values, w) for term, w in candidate.terms]
        closing = close(item.values, terms)
        odds, asked = closing.strength // candidate.tried, self._asked(item, candidate)
        begins = not candidate.is_natural
        if not closing.failed:
            if odds >= asked and _is_exact_enough(item, candidate, closing):
                rank = (_class(candidate), order, begins, -odds)
                yield Found(rank, candidate, closing, odds, choice, item, candidate.kind)
        elif candidate.kind not in ("sparse", "equal"):
            if odds >= asked and _mostly(item, candidate, closing):
                yield Found((MISREAD, order, begins, -odds), candidate, closing, odds, choice, item, candidate.kind)
            elif len(closing.failed) > len(closing.exact):
                back = returns(item.values, terms)
                if len(back) == 1:
                    odds = back[0].strength // (2 * (len(terms) + 1) * candidate.tried)
                    if odds >= asked:
                        total = replace(item, values=back[0].values) if back[0].operand == TOTAL else item
                        rank = (MOVED, order, begins, -odds)
                        yield Found(rank, candidate, closing, odds, choice, total, "expected")

    def _shifted(self, item: Item, path: list[Item], choice: tuple[int, ...]) -> Iterator[Found]:
        """Runs that close once a row with a blank at its edge is moved back."""
        blanks = [i for i, term in enumerate(path) if not term.clean >> len(term.values) & 1]
        for i in [TOTAL, *blanks[:BLANKS]]:
            for shift in (1, -1):
                values = item.values if i == TOTAL else path[i].values
                back = moved_back(values, shift) if None in values else None
                if back is None:
                    continue
                total = replace(item, values=back) if i == TOTAL else item
                tried = [*path[:i], replace(path[i], values=back), *path[i + 1 :]] if i != TOTAL else path
                for candidate in candidates(total, tried):
                    if candidate.kind not in ("run", "running") or candidate.depth <= i:
                        continue
                    kept = tuple((p, w) for p, (_, w) in zip(path, candidate.terms, strict=False))
                    as_printed = replace(candidate, terms=kept)
                    for found in self._weigh(item, as_printed, 0, choice):
                        if found.kind == "expected":
                            yield found

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
        """Take the lines of a sum off the pile and lay its total down, in every reading that it leaves open."""
        candidate, total = best.candidate, replace(best.total, is_total=True)
        left = candidate.depth
        taken = {term.row.line for term, _ in candidate.terms}
        skipped: list[Item] = []
        for way in best.choice:
            if left <= 0:
                break
            node = self.pile.pop()
            self._record(node.sums[way])
            skipped += [i for i in node.ways[way][:left] if i.row.line not in taken]
            rest = node.ways[way][left:]
            left -= len(node.ways[way])
            self.pile += [Node([[item]]) for item in reversed(rest)]
        self.pile += [Node([[], [item]], [None, None]) for item in reversed(skipped)]
        own = _sum(best, best.total, candidate.terms, best.kind)
        first = candidate.terms[-1][0]
        if best.kind == "equal":
            self._record(own)
            same = first if not total.row.label.strip() or PARTS.search(total.row.label) else total
            self.pile.append(Node([[same]]))
        elif best.kind == "running" and _is_both(candidate):
            parts = tuple((item, 1) for item, _ in (*candidate.terms[:-1][::-1], (total, 1)))
            other = _sum(best, first, parts, "parts")
            ways = [[total], [first], [total, *(item for item, _ in candidate.terms)]]
            readings: list[tuple[list[Item], Sum | None]] = list(zip(ways, [own, other, None], strict=True))
            if _reads_as_parts(first, [i for i, _ in parts]):
                readings[:2] = readings[1::-1]
            self.pile.append(Node([way for way, _ in readings], [found for _, found in readings]))
        else:
            self._record(own)
            self.pile.append(self._with_whole(total))

    def _with_whole(self, total: Item) -> Node:
        """A total with its own sum, and the line before it of which it may be a part (or the same figure again)."""
        for choice, path in islice(self._paths(), 1):
            for candidate in candidates(total, path):
                whole, pure = candidate.terms[-1][0], _is_both(candidate)
                if candidate.kind != "equal" and not pure:
                    continue
                for found in self._weigh(total, candidate, 0, choice):
                    if found.closing.failed:
                        continue
                    for _ in range(candidate.depth):
                        self._record(self.pile.pop().sums[0])
                    parts = tuple((item, 1) for item, _ in (*candidate.terms[:-1][::-1], (total, 1)))
                    if candidate.kind == "equal":
                        self._record(_sum(found, whole, ((total, 1),), "equal"))
                        return Node([[total]])
                    ways = [[whole], [total, *(item for item, _ in candidate.terms)]]
                    return Node(ways, [_sum(found, whole, parts, "parts"), None])
        return Node([[total]])


def _pairs(figures: Sequence[Figures]) -> tuple[tuple[int, int], ...]:
    """Two of the three fullest columns each: whichever of the three is misread, one pair is clean of it."""
    columns = list(zip(*figures, strict=True))
    fullest = sorted(
        range(len(columns)),
        key=lambda c: (columns[c].count(None), -sum(abs(v or 0) for v in columns[c]), c),
    )[:3]
    return tuple(combinations(fullest, 2)) or ((0, 0),)


def _class(candidate: Candidate) -> int:
    if candidate.kind == "running":
        return RESULT if _is_both(candidate) else SIGNED
    return {"run": RUN, "equal": EQUAL, "sparse": SPARSE}[candidate.kind]


def _is_both(candidate: Candidate) -> bool:
    """Is it a first line less all the others, so that the first may also be the total of the rest?"""
    weights = [w for _, w in candidate.terms]
    return len(weights) > 1 and weights[-1] == 1 and all(w == -1 for w in weights[:-1])


def _reads_as_parts(whole: Item, parts: Sequence[Item]) -> bool:
    """Do the words say that the lines after the first are its parts?"""
    if any(PARTS.search(item.row.label) for item in parts):
        return True
    if any(PARTS.search(item.row.section) for item in parts) and not PARTS.search(whole.row.section):
        return True
    return whole.is_expected and bool(whole.row.label.strip()) and not parts[-1].is_expected


def _is_exact_enough(item: Item, candidate: Candidate, closing: Closing) -> bool:
    """Does it close to the unit where rounding cannot hide a small line that is missing?"""
    exact, rounding = len(closing.exact), len(closing.rounding)
    return exact >= (2 if candidate.kind == "sparse" else 1 if item.is_expected else rounding)


def _mostly(item: Item, candidate: Candidate, closing: Closing) -> bool:
    """Do enough columns close to take one that does not for misread?

    At least two and a clear majority; of two columns one, for an expected total of whole sections.
    """
    exact, failed = len(closing.exact), len(closing.failed)
    if exact >= 2:
        return exact >= 2 * failed
    return exact == failed == 1 and candidate.kind == "run" and candidate.is_natural and item.is_expected


def _moved(found: Found) -> tuple[int, int]:
    """The row that an expected sum moves back, and how far."""
    terms = found.candidate.terms
    back = returns(found.candidate and found.total.values, [(t.values, w) for t, w in terms])
    if len(back) != 1:
        return found.total.row.line, 0
    return (found.total if back[0].operand == TOTAL else terms[back[0].operand][0]).row.line, back[0].shift


def _sum(found: Found, total: Item, terms: Sequence[tuple[Item, int]], kind: str) -> Sum:
    closing = found.closing
    lines = tuple(sorted((item.row.line, w) for item, w in terms))
    return Sum(total.row.line, lines, closing.exact, closing.rounding, closing.failed, kind, found.odds)
