"""How a sum closes, column by column, and what that proves.

The bound. Say a combination of printed lines has nothing to do with the printed total. Take the two largest
figures of the equation as given: they may well be near each other (equity with and without a small minority).
The others must then fill the gap between them to the unit. Their scale is the third largest figure, m, so the
gap is one of at least 2m + 1 whole numbers, and a column closes by chance in at most one case of 2m + 1;
within rounding, in as many cases as the window has units. Columns multiply, save those that repeat an earlier
one up to a factor (a translation at one rate says nothing new). Nils and tiny figures so prove nothing. The
product is divided by the number of combinations tried for this row: `odds`. An equation of two lines has no
third figure: there m is the smaller of the two.

What is asked. A row named as a total, or without a name, is expected to be one: odds of ASKED, or ASKED_FIRST
for the one run that its place gives it (the lines back to where its section or group begins). Any other row
must reach ASKED times the rows of its statement, so that a whole statement holds a sum by chance in less than
one case of ASKED.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from structure.rows import Figures

ASKED = 100
ASKED_FIRST = 10


@dataclass(frozen=True)
class Closing:
    """Columns in which a sum closes to the unit, within rounding, and not; those without a figure in none."""

    exact: tuple[int, ...]
    rounding: tuple[int, ...]
    failed: tuple[int, ...]
    strength: int  # cases of chance in one of which all the columns that close would close
    telling: int  # columns that strength counts: none of them repeats another at one rate


def close(total: Figures, terms: Sequence[tuple[Figures, int]]) -> Closing:
    """How `total` closes on its weighted `terms`; strength counts exact columns only where others fail."""
    exact: list[int] = []
    rounding: list[int] = []
    failed: list[int] = []
    columns: dict[int, list[int]] = {}
    for c, printed in enumerate(total):
        figures = [f[c] for f, _ in terms]
        clean = [f for f in figures if f is not None]
        if printed is None or len(clean) < len(figures):
            continue
        gap = abs(printed - sum(w * f for f, (_, w) in zip(clean, terms, strict=True)))
        columns[c] = [printed, *clean]
        (exact if gap == 0 else rounding if 2 * gap <= len(terms) + 1 else failed).append(c)
    window = {c: 1 for c in exact}
    if not failed:
        window |= {c: 2 * ((len(terms) + 1) // 2) + 1 for c in rounding}
    return Closing(tuple(exact), tuple(rounding), tuple(failed), *_strength(columns, window))


def _strength(columns: dict[int, list[int]], window: dict[int, int]) -> tuple[int, int]:
    """The product over the columns that close and say something of their own, and how many these are."""
    operands = zip(*columns.values(), strict=True)
    rank = 2 if sum(any(figures) for figures in operands) > 2 else 1
    strength, counted = 1, list[list[int]]()
    for c in sorted(window, key=lambda c: (-max(map(abs, columns[c])), c)):
        sizes = sorted((abs(f) for f in columns[c]), reverse=True)
        size = sizes[rank] if len(sizes) > rank else 0
        if size and not any(_proportional(columns[c], other) for other in counted):
            strength *= max(1, (2 * size + 1) // window[c])
            counted.append(columns[c])
    return strength, len(counted)


def _proportional(figures: list[int], base: list[int]) -> bool:
    """Are the figures those of `base` at one rate, each within a unit?"""
    lead = max(range(len(base)), key=lambda i: abs(base[i]))
    return all(
        abs(x * base[lead] - figures[lead] * b) <= abs(base[lead]) + abs(b)
        for x, b in zip(figures, base, strict=True)
    )
