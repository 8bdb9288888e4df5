"""Which of the candidates for a row hold: those that chance would hardly give, within a bounded effort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from structure.candidates import Candidate, Item, candidates
from structure.displaced import TOTAL, returns
from structure.evidence import ASKED, ASKED_FIRST, Closing, close

RUN, RESULT, EQUAL, SIGNED, SPARSE, MOVED, MISREAD = range(7)  # the better reading first
CELLS = 600_000  # figures added up for a statement; real ones need less than a tenth
FIXED = 50  # lines that the search for open signs counts as


@dataclass(frozen=True)
class Found:
    """A candidate that holds along a choice of readings, the better the lower its rank.

    `total` is the row as it goes on, with its figures moved back where that is what lets the sum close;
    `moved` the line that was moved back.
    """

    rank: tuple[int, ...]
    candidate: Candidate
    closing: Closing
    odds: int
    choice: tuple[int, ...]
    total: Item
    kind: str
    moved: int | None = None


@dataclass
class Scales:
    """Weighs candidates of one statement of `rows` rows and `width` columns while there is effort left."""

    rows: int
    width: int
    left: int = CELLS

    def may_spend(self, lines: int) -> bool:
        """Is there enough left of what a statement may cost? What follows stays unproven if not."""
        self.left -= lines * self.width
        return self.left >= 0

    def candidates(self, item: Item, path: Sequence[Item]) -> Iterator[Candidate]:
        """The candidates along a path, while effort is left."""
        if self.may_spend(FIXED + len(path)):
            yield from candidates(item, path)

    def weigh(self, item: Item, candidate: Candidate, order: int, choice: tuple[int, ...]) -> Iterator[Found]:
        """The candidate if it holds: in every column, in most, or after one row is moved back."""
        if not self.may_spend(len(candidate.terms)):
            return
        terms = [(term.values, w) for term, w in candidate.terms]
        closing = close(item.values, terms)
        odds = closing.strength // candidate.tried
        asked = self._asked(item, candidate)
        kind, begins = candidate.kind, not candidate.is_natural
        if not closing.failed:
            if odds >= asked and _is_exact_enough(item, candidate, closing):
                rank = (_class(candidate), order, begins, -odds)
                yield Found(rank, candidate, closing, odds, choice, item, kind)
        elif odds >= asked and _is_misread(item, candidate, closing):
            rank = (MISREAD, order, begins, -odds)
            yield Found(rank, candidate, closing, odds, choice, item, kind)
        elif _may_be_expected(item, candidate):
            back = returns(item.values, terms) if self.may_spend(4 * len(terms)) else []
            odds = back[0].strength // (2 * (len(terms) + 1) * candidate.tried) if len(back) == 1 else 0
            if odds >= asked:
                is_total = back[0].operand == TOTAL
                total = item.moved(back[0].values) if is_total else item
                moved = item if is_total else candidate.terms[back[0].operand][0]
                rank = (MOVED, order, begins, -odds)
                yield Found(rank, candidate, closing, odds, choice, total, "expected", moved.row.line)

    def _asked(self, item: Item, candidate: Candidate) -> int:
        if not item.is_expected or candidate.kind == "sparse":
            return ASKED * self.rows
        return ASKED_FIRST if candidate.kind == "run" and candidate.tried == 1 else ASKED


def is_both(candidate: Candidate) -> bool:
    """Is it a first line less all the others, so that the first may also be the total of the rest?"""
    weights = [w for _, w in candidate.terms]
    return len(weights) > 1 and weights[-1] == 1 and all(w == -1 for w in weights[:-1])


def _class(candidate: Candidate) -> int:
    if candidate.kind == "running":
        return RESULT if is_both(candidate) else SIGNED
    return {"run": RUN, "equal": EQUAL, "sparse": SPARSE}[candidate.kind]


def _is_exact_enough(item: Item, candidate: Candidate, closing: Closing) -> bool:
    """Does it close to the unit where rounding could hide a line, and twice where much was tried?"""
    exact, rounding = len(closing.exact), len(closing.rounding)
    if _class(candidate) in (SIGNED, SPARSE):
        return exact >= max(2, rounding)
    return exact >= (1 if item.is_expected else rounding)


def _is_misread(item: Item, candidate: Candidate, closing: Closing) -> bool:
    """Do enough columns close to take the others for misread? A translation of one that closes is none.

    At least two and a clear majority; of two columns one, for an expected total of whole sections.
    """
    exact, failed = closing.telling, len(closing.failed)
    if candidate.kind not in ("run", "running"):
        return False
    if exact >= 2:
        return exact >= 2 * failed
    return exact == failed == 1 and candidate.kind == "run" and candidate.is_natural and item.is_expected


def _may_be_expected(item: Item, candidate: Candidate) -> bool:
    return candidate.kind in ("run", "running") or (candidate.kind == "sparse" and item.is_expected)
