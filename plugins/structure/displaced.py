"""Rows whose figures stand one column off, known by the sums that close once the figures are moved back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from structure.evidence import Closing, close
from structure.rows import Displaced, Figures, Row, Sum

TOTAL = -1


@dataclass(frozen=True)
class Return:
    """An operand (its place among the terms, or TOTAL) moved back, and how the sum closes then."""

    operand: int
    shift: int
    values: Figures
    closing: Closing
    strength: int


def moved_back(values: Figures, shift: int) -> Figures | None:
    """The figures before they went `shift` columns to the right; None where such a move leaves no trace.

    Figures pushed over the edge come round. Where the column that they left is blank they were shifted, and
    what stood at the edge is lost.
    """
    n = len(values)
    if n < 2 or (n == 2 and shift == -1 and None not in values):
        return None
    gaps = [c for c, v in enumerate(values) if v is None]
    if gaps and gaps != [0 if shift == 1 else n - 1]:
        return None
    back = tuple(values[(c + shift) % n] for c in range(n))
    return back if back != values else None


def returns(total: Figures, terms: Sequence[tuple[Figures, int]]) -> list[Return]:
    """Every way to move one operand back after which the sum closes in every column."""
    found: list[Return] = []
    holes = [sum(f[c] is None for f in (total, *(f for f, _ in terms))) for c in range(len(total))]
    gaps = [(total[c] or 0) - sum(w * (f[c] or 0) for f, w in terms) for c in range(len(total))]
    for operand in range(TOTAL, len(terms)):
        values, weight = (total, -1) if operand == TOTAL else terms[operand]
        for shift in (1, -1):
            back = moved_back(values, shift)
            if back is None or any(r.operand == operand and r.values == back for r in found):
                continue
            left = (
                gap - weight * (b - (v or 0))
                for gap, b, v, n in zip(gaps, back, values, holes, strict=True)
                if b is not None and n == (v is None)
            )
            if any(2 * abs(gap) > len(terms) + 1 for gap in left):
                continue
            after = [(back if i == operand else f, w) for i, (f, w) in enumerate(terms)]
            closing = close(back if operand == TOTAL else total, after)
            if closing.failed or len(closing.exact) < 2:
                continue
            move = 1
            for c in closing.exact:
                before, figure = values[c], back[c]
                if before is not None and figure is not None:
                    move *= 2 * abs(before - figure) + 1
            found.append(Return(operand, shift, back, closing, min(move, closing.strength)))
    return found


def find_displaced(rows: Sequence[Row], sums: Sequence[Sum]) -> list[Displaced]:
    """Rows that stand a column off: exactly one a failing sum, and in no sum that closes without a move."""
    width = max((len(row.values) for row in rows), default=0)
    values: dict[int, Figures] = {}
    for row in rows:
        figures = tuple(0 if nil else v for v, nil in zip(row.values, row.is_nil, strict=True))
        values[row.line] = figures + (None,) * (width - len(figures))
    sound = {line for s in sums if not s.failed and s.kind != "expected" for line in _lines(s)}
    found: dict[int, set[int]] = {}
    shown: dict[int, int] = {}
    for s in sums:
        if s.failed:
            back = returns(values[s.total], [(values[line], w) for line, w in s.terms])
            if len(back) == 1:
                line = s.total if back[0].operand == TOTAL else s.terms[back[0].operand][0]
                if line not in sound:
                    found.setdefault(line, set()).add(back[0].shift)
                    shown.setdefault(line, s.total)
    return [
        Displaced(line, min(shifts), shown[line])
        for line, shifts in sorted(found.items())
        if len(shifts) == 1
    ]


def _lines(s: Sum) -> list[int]:
    return [s.total, *(line for line, _ in s.terms)]
