"""One announcement as text with tabbed tables, and what each of its figures truly says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from synthetic.books import SHARES, Amounts, Books, quotient
from synthetic.charts import BALANCE, CASH, INCOME, Chart, Line

_SIGNS = {"CNY": "RMB", "USD": "US$", "EUR": "EUR", "GBP": "£", "HKD": "HK$"}
_COUNTS = {3: "Three months", 6: "Six months", 9: "Nine months", 12: "Year"}
_CAPTIONS = {
    BALANCE: "CONSOLIDATED BALANCE SHEETS",
    INCOME: "CONSOLIDATED STATEMENTS OF OPERATIONS",
    CASH: "CONSOLIDATED STATEMENTS OF CASH FLOWS",
}
_WAIT = timedelta(days=45)
_PROSE_UNIT = 100_000  # a tenth of a million


class Column(NamedTuple):
    """One column of figures: the steps of a flow, or the one of a balance, and whether it is translated."""

    steps: range
    start: date | None
    end: date
    currency: str
    is_translated: bool


@dataclass
class Figure:
    """One printed figure: where it belongs, what it says, and what came of it.

    `value` is in whole units of `currency`, signed as the standard line is; a line of the issuer's own as it
    is printed. `text` is what an undamaged page prints. `row` is where it stands after all damage.
    """

    statement: str
    key: str
    item: str
    label: str
    column_number: int
    column: Column
    unit: str
    value: Decimal
    text: str
    is_restated: bool
    damage: str = ""


@dataclass
class PageRow:
    """A line of a table: its cells, and the figures that belong in it by column."""

    cells: list[str]
    figures: dict[int, Figure] = field(default_factory=dict)


@dataclass
class Page:
    """A filing: what stands above its tables, and each table with the lines of its caption."""

    filing_id: str
    announced: date
    opening: list[str]
    tables: list[tuple[list[str], list[PageRow]]]

    @property
    def rows(self) -> list[PageRow]:
        """The rows of all tables."""
        return [row for _, rows in self.tables for row in rows]

    def lines(self) -> tuple[list[str], list[tuple[int, PageRow]]]:
        """The lines of the text, and the number of the line of every row."""
        lines, places = list(self.opening), []
        for caption, rows in self.tables:
            lines += ["", *caption]
            for row in rows:
                lines.append("\t".join(row.cells))
                places.append((len(lines), row))
        return [*lines, ""], places


def write_page(books: Books, known: int, step: int, first_year: int, rate: str) -> Page:
    """The announcement of a step, the `known`-th of its issuer; `rate` translates into the other currency."""
    return _Writer(books, known, step, first_year, rate).page()


def printed(amount: int, unit: str = "currency") -> str:
    """A figure as a statement prints it: grouped, negative in parentheses, nil as a dash."""
    if unit == "per_share":
        whole, hundredths = divmod(abs(amount), 100)
        text = f"{whole:,}.{hundredths:02d}"
    elif amount == 0:
        return "-"
    else:
        text = f"{abs(amount):,}"
    return f"({text})" if amount < 0 else text


def translated(amount: int, rate: str) -> int:
    """An amount at a rate, rounded half away from zero."""
    whole, _, decimals = rate.partition(".")
    return quotient(amount * 10 ** len(decimals), int(whole + decimals))


class _Writer:
    def __init__(self, books: Books, known: int, step: int, first_year: int, rate: str) -> None:
        self.books, self.known, self.step, self.first_year, self.rate = books, known, step, first_year, rate
        self.chart: Chart = books.chart
        self.style = books.chart.style
        self.place = step % self.style.steps_a_year

    def page(self) -> Page:
        end = self._end(self.step)
        announced = end + _WAIT
        filing_id = f"{self.chart.issuer_id}-{end:%Y-%m}"
        tables = [(self._caption(statement), self._table(statement)) for statement in self.chart.statements]
        return Page(filing_id, announced, list(self._opening(end, announced)), tables)

    def _end(self, step: int) -> date:
        return self.chart.end_of(step, self.first_year)

    def _months(self, steps: range) -> int:
        return len(steps) * 12 // self.style.steps_a_year

    # --- columns

    def _columns(self, statement: str) -> list[Column]:
        """The columns from left to right; a translated column stands beside the newest of its kind."""
        if statement == BALANCE:
            spans = [[range(step, step + 1) for step in (self.step - self.place - 1, self.step)]]
        else:
            spans = [self._with_comparatives(statement, steps) for steps in self._flow_spans(statement)]
        columns = []
        for span in spans:
            newest = span[-1]
            for steps in reversed(span) if self.style.newest_first else span:
                columns.append(self._column(statement, steps, translated=False))
                if steps == newest and self.style.convenience:
                    columns.append(self._column(statement, steps, translated=True))
        return columns

    def _with_comparatives(self, statement: str, steps: range) -> list[range]:
        """The same time a year earlier, for some issuers the quarter before, and the time itself."""
        year = self.style.steps_a_year
        before = [range(steps.start - 1, steps.start)] if len(steps) == 1 else []
        shows = statement == INCOME and year > 2 and self.style.shows_previous
        return [range(steps.start - year, steps.stop - year), *(before if shows else []), steps]

    def _flow_spans(self, statement: str) -> Iterator[range]:
        newest = range(self.step, self.step + 1)
        to_date = range(self.step - self.place, self.step + 1)
        shows_step = statement == INCOME or self.style.quarters_in_cash_flow
        if self.style.steps_a_year > 2 and shows_step and to_date != newest:
            yield newest
        yield to_date

    def _column(self, statement: str, steps: range, *, translated: bool) -> Column:
        start = None if statement == BALANCE else self._end(steps[0] - 1) + timedelta(days=1)
        currency = self.style.convenience if translated else self.style.currency
        return Column(steps, start, self._end(steps[-1]), currency, translated)

    # --- tables

    def _caption(self, statement: str) -> list[str]:
        unit = f"(In {self.style.scale_word}"
        if not self._shows_currency:
            unit += f" of {_SIGNS[self.style.currency]}"
        if statement == INCOME and any(line.unit != "currency" for line in self.chart.lines(INCOME)):
            unit += ", except for share and per share data"
        return [f"{self.chart.name.upper()} UNAUDITED CONDENSED {_CAPTIONS[statement]}", unit + ")"]

    @property
    def _shows_currency(self) -> bool:
        return bool(self.style.convenience) or self.style.grouped_headers

    def _table(self, statement: str) -> list[PageRow]:
        columns = self._columns(statement)
        amounts = [self._amounts(statement, column, self.known) for column in columns]
        firsts = [self._amounts(statement, column, -1) for column in columns]
        rows = [PageRow(["", *cells]) for cells in self._headers(statement, columns)]
        for row in self.chart.statements[statement]:
            if isinstance(row, str):
                rows.append(PageRow([row, *("" for _ in columns)]))
                continue
            figures = {
                number: self._figure(statement, row, number, column, amounts[number - 1], firsts[number - 1])
                for number, column in enumerate(columns, start=1)
            }
            rows.append(PageRow([row.label, *(figure.text for figure in figures.values())], figures))
        return rows

    def _amounts(self, statement: str, column: Column, known: int) -> Amounts:
        if statement == BALANCE:
            return self.books.balance(column.steps[-1], known)
        if statement == INCOME:
            return self.books.income(column.steps, known)
        return self.books.cash_flow(column.steps, known)

    def _figure(
        self, statement: str, line: Line, number: int, column: Column, amounts: Amounts, first: Amounts
    ) -> Figure:
        amount = amounts[line.key]
        if column.is_translated and line.unit == "per_share":
            result = translated(self.books.per_share_in_full(amounts), self.rate)
            amount = quotient(result, amounts[SHARES])
        elif column.is_translated and line.unit == "currency":
            amount = translated(amount, self.rate)
        units = {"currency": Decimal(self.style.scale), "per_share": Decimal("0.01"), "shares": Decimal(1)}
        value = units[line.unit] * amount * (1 if line.item else line.sign)
        return Figure(
            statement,
            line.key,
            line.item,
            line.label,
            number,
            column,
            line.unit,
            value,
            printed(amount * line.sign, line.unit),
            amounts[line.key] != first[line.key],
        )

    def _headers(self, statement: str, columns: Sequence[Column]) -> Iterator[list[str]]:
        signs = [_SIGNS[column.currency] for column in columns]
        if statement == BALANCE:
            yield [_day(column.end) for column in columns]
        elif self.style.grouped_headers:
            spans: list[tuple[int, int]] = []
            for column in columns:
                spans.append((len(column.steps), column.end.month))
            phrases = [f"{self._phrase(column)} {column.end:%B} {column.end.day}," for column in columns]
            yield [
                "" if number and spans[number] == spans[number - 1] else phrase
                for number, phrase in enumerate(phrases)
            ]
            yield [str(column.end.year) for column in columns]
        else:
            yield [f"{self._phrase(column)} {_day(column.end)}" for column in columns]
        if self._shows_currency:
            yield signs

    def _phrase(self, column: Column) -> str:
        return f"{_COUNTS[self._months(column.steps)]} ended"

    # --- running text

    def _opening(self, end: date, announced: date) -> Iterator[str]:
        months = self._months(range(self.step - self.place, self.step + 1))
        if self.style.steps_a_year == 4 and months < 12:
            months = 3
        phrase = f"{_COUNTS[months]} Ended {_day(end)}".replace("months", "Months")
        yield self.chart.name.upper()
        yield f"{self.chart.short_name} Announces Unaudited Results for the {phrase}"
        yield f"LONDON, {_day(announced)} - {self.chart.name} today announced its results."
        if self.style.convenience:
            yield f"Translations were made at a rate of RMB{self.rate} to US$1.00."
        yield ""
        yield " ".join(self._prose())

    def _prose(self) -> Iterable[str]:
        """What the text says of revenue and result, of the year or else of the quarter or half."""
        year = self.style.steps_a_year
        spans = list(self._flow_spans(INCOME))
        step = spans[-1] if len(spans[-1]) == year else spans[0]
        now = self.books.income(step, self.known)
        before = self.books.income(range(step.start - year, step.stop - year), self.known)
        end = self._end(step[-1])
        sign = _SIGNS[self.style.currency]
        change = quotient(1000 * (now["total_revenues"] - before["total_revenues"]), before["total_revenues"])
        word = "an increase" if change >= 0 else "a decrease"
        yield (
            f"Total revenues were {sign}{self._million(now['total_revenues'])} million, {word} of "
            f"{abs(change) // 10}.{abs(change) % 10}% from "
            f"{sign}{self._million(before['total_revenues'])} million in the same period of {end.year - 1}."
        )
        if now["gross_profit"] > 0:
            yield f"Gross profit was {sign}{self._million(now['gross_profit'])} million."

    def _million(self, amount: int) -> str:
        tenths = quotient(amount * self.style.scale, _PROSE_UNIT)
        return f"{tenths // 10:,}.{tenths % 10}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
