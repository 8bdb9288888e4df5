"""What goes in and comes out: printed rows, the sums found among them, and rows that stand a column off."""

from __future__ import annotations

from dataclasses import dataclass

Figures = tuple[int | None, ...]


@dataclass(frozen=True)
class Row:
    """One printed row of a statement.

    `values` holds one whole number a column of amounts, in the printed unit, signed as printed; None where no
    clean figure stands (blank, damaged). A printed dash (`is_nil`) counts as 0. Only rows whose `unit` is
    `currency` take part.
    """

    line: int
    label: str
    section: str
    values: Figures
    is_nil: tuple[bool, ...]
    unit: str


@dataclass(frozen=True)
class Sum:
    """A printed total and the printed lines that it is the sum of.

    `terms` holds (line, weight); the weight is the same in every column. `exact`, `rounding` and `failed`
    are the columns, counted from 0, where the sum closes to the unit, within the rounding of its operands
    ((terms + 1) / 2 units), and not at all; columns without a clean figure of every operand are in none.
    `kind`:

    - `run`: all the lines above it, back to where they begin, as printed
    - `running`: a result carried on, plus and minus the lines since
    - `parts`: the lines that follow it, of which it consists
    - `equal`: one other line, printed a second time or a section of one line
    - `sparse`: a run or running result that leaves one line out
    - `expected`: closes only once a row that stands a column off is moved back

    `odds`: in one of so many cases such a sum would close for this row by chance (see `evidence`).
    """

    total: int
    terms: tuple[tuple[int, int], ...]
    exact: tuple[int, ...]
    rounding: tuple[int, ...]
    failed: tuple[int, ...]
    kind: str
    odds: int

    @property
    def n_exact(self) -> int:
        """Columns that close to the unit."""
        return len(self.exact)

    @property
    def n_rounding(self) -> int:
        """Columns that close within rounding only."""
        return len(self.rounding)

    @property
    def n_failed(self) -> int:
        """Columns that do not close: a figure there is misread, or the issuer's columns do not foot."""
        return len(self.failed)


@dataclass(frozen=True)
class Displaced:
    """A row whose figures stand `shift` columns to the right of their own (-1: to the left).

    `total` names the sum that shows it. With two columns a shift is a swap.
    """

    line: int
    shift: int
    total: int
