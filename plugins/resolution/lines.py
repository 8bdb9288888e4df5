"""Lines of a statement and the tests over them.

A *line* is one line item in one column of one statement; the cells that claim it are its *claims*. A line
is open when none of its claims can be taken as printed. A *test* is an identity over lines: a sum, two
equal printings, a translation at the stated rate. Amounts are integers of a millionth of a unit, so that
nothing is rounded on the way. Verdicts follow design/rules.md, "Tolerance".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from resolution.figures import Token

MICRO = 1_000_000
EXACT, NEAR, BROKEN = "exact", "near", "broken"
SUM, EQUAL, TRANSLATION, QUOTIENT = "sum", "equal", "translation", "quotient"


@dataclass(slots=True)
class Claim:
    """One cell that a label claims for a line."""

    fact_id: str
    table_id: str
    row: int
    column: int
    label_number: int
    is_blank: bool


@dataclass(slots=True, eq=False)
class Line:
    """One line item in one column of one statement. `sign` × printed × scale is its value.

    `assumed` is what the cell of an open line seems to say, when its digits are legible: it counts while
    figures that look clean are doubted, and must be proven like every other candidate to be chosen.
    A line is undecided when its label has two meanings and no identity says which.
    """

    claims: list[Claim]
    scale: int
    sign: int
    unit: int
    printed: int | None
    elsewhere: dict[int, int] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    value: int | None = None
    assumed: int | None = None
    is_open: bool = True
    is_total: bool = False
    is_undecided: bool = False
    is_at_rate: bool = False
    source: Token | None = None

    def digits(self, value: int) -> str:
        """How the line would print a value: its digits alone."""
        decimals = len(str(self.scale // self.unit)) - 1 if self.unit < self.scale else 0
        return str(abs(value) // self.unit).zfill(decimals + 1)

    def of_units(self, units: int, negative: bool) -> int:
        """The value of so many printed units, printed in parentheses or not."""
        return units * self.unit * self.sign * (-1 if negative else 1)


Values = Callable[[Line], int | None]
Verdicts = list[tuple["Test", str]]


@dataclass(slots=True, eq=False)
class Test:
    """A rule over lines.

    - sum: the coefficients add the line values up to 0;
    - equal: two printings of one figure, a coarser one standing for its interval;
    - translation: the first line is the second at `rate`;
    - quotient: the first line is the sum of the others over the second, less `offset` (1 for a growth rate).
    """

    rule_id: str
    kind: str
    family: str
    lines: list[Line]
    coefficients: list[int]
    rate: int | None = None
    units_apart: int = 1
    offset: int = 0

    def gap(self, value: Values) -> int | None:
        """By how much the test misses, in millionths; None while a line is unknown."""
        values = [value(line) for line in self.lines]
        if any(known is None for known in values):
            return None
        if self.kind == TRANSLATION:
            return values[0] - self.translated(values[1])  # type: ignore[operator, arg-type]
        if self.kind == QUOTIENT:
            expected = self.quotient(values[1], values[2:])  # type: ignore[arg-type]
            return None if expected is None else values[0] - expected  # type: ignore[operator]
        return sum(c * v for c, v in zip(self.coefficients, values, strict=True) if v is not None)

    def verdict(self, value: Values) -> str | None:
        """Exact, near (inside what rounding allows) or broken; None while a line is unknown."""
        gap = self.gap(value)
        if gap is None:
            return None
        if gap == 0:
            return EXACT
        if self.kind == EQUAL and len({line.unit for line in self.lines}) == 1:
            return BROKEN
        if self.kind in (TRANSLATION, QUOTIENT):
            return NEAR if abs(gap) <= self.units_apart * self.lines[0].unit else BROKEN
        allowed = sum(abs(c) * line.unit for c, line in zip(self.coefficients, self.lines, strict=True))
        return NEAR if abs(gap) * 2 <= allowed else BROKEN

    def weight(self, line: Line) -> int:
        """The coefficient of a line in a sum."""
        return sum(c for c, one in zip(self.coefficients, self.lines, strict=True) if one is line)

    def implied(self, unknown: Line, value: Values) -> int | None:
        """The one value that closes the test exactly; None where it is not determined."""
        if self.kind == TRANSLATION:
            other = value(self.lines[1])
            return None if unknown is not self.lines[0] or other is None else self.translated(other)
        if self.kind == QUOTIENT:
            values = [value(line) for line in self.lines[1:]]
            if unknown is not self.lines[0] or any(known is None for known in values):
                return None
            return self.quotient(values[0], values[1:])  # type: ignore[arg-type]
        rest, factor = 0, 0
        for coefficient, line in zip(self.coefficients, self.lines, strict=True):
            if line is unknown:
                factor += coefficient
                continue
            known = value(line)
            if known is None or (self.kind == EQUAL and line.unit > unknown.unit):
                return None
            rest += coefficient * known
        if factor == 0 or rest % factor:
            return None
        return -rest // factor

    def quotient(self, denominator: int, numerators: list[int]) -> int | None:
        """The quotient less the offset, rounded half up to the first line's printed unit; None over 0."""
        if denominator == 0:
            return None
        numerator = sum(numerators) - self.offset * denominator
        units = _rounded(numerator * MICRO, denominator * self.lines[0].unit)
        return units * self.lines[0].unit

    def translated(self, amount: int) -> int:
        """An amount at the stated rate, rounded half up to the printed unit of the translation."""
        assert self.rate is not None
        return _rounded(amount * MICRO, self.rate * self.lines[0].unit) * self.lines[0].unit


def _rounded(numerator: int, denominator: int) -> int:
    """A quotient rounded half away from zero."""
    units = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return units if (numerator < 0) == (denominator < 0) else -units


def known(line: Line) -> int | None:
    """The value of a line as decided so far."""
    return line.value


def assumed(line: Line) -> int | None:
    """The value of a line, or what its cell seems to say."""
    return line.assumed if line.value is None else line.value


def with_values(changed: dict[int, int], values: Values = known) -> Values:
    """The lines' values, with some changed."""
    return lambda line: changed[id(line)] if id(line) in changed else values(line)


def assumed_at_rate(line: Line) -> bool:
    """Is a line's value assumed from its translation? Then it cannot vouch for what it was taken from."""
    return line.value is None and line.is_at_rate
