"""What running text says of tables that state no scale: "revenue of €17,103 million" beside 17,103."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.marks import looks_like_figure, strip_markup
from ingest.tables import Table
from ingest.units import UnitsFinder

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SCALES |= {"lakh": 10**5, "crore": 10**7}
_WORDS = {10**3: "in thousands", 10**5: "in lakhs", 10**6: "in millions", 10**7: "in crores"}
_AMOUNT = re.compile(
    r"(?:[$€£¥₹]|\b[A-Z]{2,3}|\bRs\.?)\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<scale>thousand|million|billion|mn|bn|m|lakh|crore)s?\b"
)
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNITS = UnitsFinder(())  # signs and capitals
_SURE = 2  # amounts that must agree on a scale
_DIGITS = 3  # of an amount; fewer agree with too many figures


@dataclass(frozen=True)
class Agreement:
    """An amount of the text as printed, its line, the figure of a table that it is, and the table's units."""

    amount: str
    line: int
    figure: str
    units: str
    is_exact: bool


@dataclass(frozen=True)
class SaidScale:
    """The scale that amounts of the text give tables without one.

    It is certain where `tables` are not empty: these print the figures of two or more amounts to the digit,
    and no amount agrees with another scale only.
    """

    first: Agreement
    tables: tuple[Table, ...]


def said_scale(tables: Sequence[Table], texts: Iterable[tuple[int, str]]) -> SaidScale | None:
    """The scale that two or more amounts of the text give tables without one, where none speaks for 1."""
    printed: dict[Decimal, str] = {}
    tables_of: dict[Decimal, list[Table]] = defaultdict(list)
    for table, value, figure in _figures(tables):
        printed[value] = figure
        tables_of[value].append(table)
    found: dict[int, dict[Decimal, Agreement]] = defaultdict(dict)
    for line, text in texts if printed else ():
        for match in _AMOUNT.finditer(text):
            number = match.group("number").replace(",", "")
            if len(number.replace(".", "").strip("0")) < _DIGITS:
                continue
            unit = Decimal(_SCALES[match.group("scale")])
            amount = Decimal(number) * unit
            half = unit.scaleb(-len(number.partition(".")[2])) / 2
            for scale in (1, *_WORDS):
                exact = scale == unit and Decimal(number) in printed
                values = [Decimal(number)] if exact else printed
                same = next((printed[value] for value in values if abs(value * scale - amount) <= half), "")
                if same:
                    agreement = Agreement(match.group(), line, same, _WORDS.get(scale, ""), exact)
                    found[scale].setdefault(amount, agreement)
    best = max(found, key=lambda scale: (len(found[scale]), -scale), default=1)
    if best == 1 or 1 in found or len(found[best]) < _SURE:
        return None
    exact_amounts = [amount for amount, each in found[best].items() if each.is_exact]
    agreed = all(amount in found[best] for others in found.values() for amount in others)
    if len(exact_amounts) < _SURE or not agreed:
        return SaidScale(next(iter(found[best].values())), ())
    in_tables = {id(table) for amount in exact_amounts for table in tables_of[amount / best]}
    return SaidScale(
        found[best][exact_amounts[0]], tuple(table for table in tables if id(table) in in_tables)
    )


def _figures(tables: Iterable[Table]) -> Iterator[tuple[Table, Decimal, str]]:
    """The figures of the tables that state no scale, without rows that state their own: "Revenue (£m)"."""
    for table in tables:
        for row in table.rows:
            if row.cells and _UNITS.of_header(strip_markup(row.cells[0])):
                continue
            for cell in row.cells[1:] if row.role == "data" and not table.units_text else ():
                number = _FIGURE.search(cell) if looks_like_figure(cell) else None
                if number and "%" not in cell:
                    yield table, Decimal(number.group().replace(",", "")), strip_markup(cell)
