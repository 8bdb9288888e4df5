"""Forms of headers that results announcements print, and the period that a reader sees in each column.

`header_forms.csv` has a form a line: rows of the header parted by ` / `, cells by ` | `, the first above the
labels; an empty cell behind a text is one that the text stands over too. `periods` are the columns' in order,
a day or `first..last`, `-` for a column of something else. Each form is a document of an invented issuer,
as tabbed text and as HTML.
"""

from __future__ import annotations

import csv
import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from warehouse import Project

FORMS = Path(__file__).with_name("header_forms.csv")
FORMATS = ("tab.txt", "html")

INCOME = {
    "Revenue": 1000, "Cost of sales": -600, "Gross profit": 400, "Selling expenses": -100,
    "Administrative expenses": -90, "Operating profit": 210, "Finance costs": -10, "Profit before tax": 200,
    "Income tax expense": -50, "Net profit": 150,
}  # fmt: skip
BALANCE = {
    "Cash and cash equivalents": 100, "Trade receivables": 200, "Inventories": 150,
    "Total current assets": 450, "Property, plant and equipment": 550, "Total assets": 1000,
    "Trade payables": 250, "Borrowings": 150, "Total liabilities": 400, "Share capital": 300,
    "Retained earnings": 300, "Total equity": 600, "Total liabilities and equity": 1000,
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A header, in an announcement of what, and the periods of its columns."""

    number: int
    results_of: str
    announced: str
    reported_on: str
    fiscal_year_end: str
    statement: str
    header: str
    periods: str

    @property
    def columns(self) -> list[str]:
        return self.periods.split(" ")

    def header_rows(self) -> list[list[str]]:
        width = len(self.columns) + 1
        rows = [[cell.strip() for cell in row.split("|")] for row in self.header.split(" / ")]
        return [row + [""] * (width - len(row)) for row in rows]

    def body(self) -> list[list[str]]:
        """The lines of a statement that foots in every column of amounts."""
        lines = INCOME if self.statement == "income statement" else BALANCE
        return [
            [label, *(_cell(amount, at, column != "-") for at, column in enumerate(self.columns))]
            for label, amount in lines.items()
        ]

    def opening(self) -> list[str]:
        name = f"Header Case {self.number} Limited"
        caption = "STATEMENTS" if self.statement == "income statement" else "SHEETS"
        return [
            name,
            f"{name} Announces Results for the {self.results_of}",
            f"LONDON, {self.announced} -- {name} announced its results for the {self.reported_on}.",
            f"CONSOLIDATED {self.statement.split()[0].upper()} {caption}",
            "(in millions of US dollars)",
        ]

    def tabbed(self) -> str:
        rows = [*self.header_rows(), *self.body()]
        return "\n\n".join(self.opening()) + "\n" + "\n".join("\t".join(row) for row in rows) + "\n"

    def html(self) -> str:
        head = "".join(f"<tr>{''.join(_spanning(row))}</tr>" for row in self.header_rows())
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self.body())
        text = "".join(f"<p>{html.escape(line)}</p>" for line in self.opening())
        return f"<html><body>{text}<table>{head}{body}</table></body></html>"


def _cell(amount: int, at: int, is_amount: bool) -> str:
    """An amount; in a column of something else a number of a note, in the first, or a percentage."""
    if not is_amount:
        return f"{abs(amount) % 17 + 1}" + (f".{at}%" if at else "")
    amount *= 10 + at
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


def _spanning(row: list[str]) -> Iterator[str]:
    """The cells of a header row; each but the first spans the empty ones behind it."""
    yield f"<td>{html.escape(row[0])}</td>"
    at = 1
    while at < len(row):
        span = 1
        while row[at] and at + span < len(row) and not row[at + span]:
            span += 1
        yield f'<td colspan="{span}">{html.escape(row[at])}</td>'
        at += span


def _forms() -> list[Form]:
    with FORMS.open(newline="") as file:
        return [Form(number, **row) for number, row in enumerate(csv.DictReader(file))]


Periods = dict[tuple[str, int], str]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Periods:
    """The period of every column of every document, by its file's name."""
    folder = tmp_path_factory.mktemp("headers")
    project = Project(folder / "project", with_filings=False)
    by_year_end: dict[str, list[str]] = {}
    for form in _forms():
        for ending, text in zip(FORMATS, (form.tabbed(), form.html()), strict=True):
            path = folder / f"form-{form.number}.{ending}"
            path.write_text(text)
            by_year_end.setdefault(form.fiscal_year_end, []).append(str(path))
    for year_end, paths in by_year_end.items():
        run = project.ingest("add", "--fiscal-year-end", year_end, "--currency", "USD", *paths)
        assert run.returncode == 0, run.stderr
    run = project.dbt("build", "--exclude-resource-type", "unit_test", "test", "-s", "+stg_filings__columns")
    assert run.returncode == 0, run.stdout
    with duckdb.connect(str(project.folder / "build/tieout.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            """
            select filings.source_file, columns.source_column,
                concat_ws('..', columns.start_date, columns.end_date)
            from staging.stg_filings__columns as columns
            inner join staging.stg_filings__tables as tables on columns.table_id = tables.table_id
            inner join staging.stg_filings__filings as filings on tables.filing_id = filings.filing_id
            """
        ).fetchall()
    return {(file, column): period for file, column, period in rows}


@pytest.mark.parametrize("ending", FORMATS)
def test_every_column_has_the_period_that_its_header_says(found: Periods, ending: str) -> None:
    unlike = [
        (form.header, column, period, found.get((f"form-{form.number}.{ending}", column)))
        for form in _forms()
        for column, period in enumerate(form.columns, start=1)
        if period != "-" and found.get((f"form-{form.number}.{ending}", column)) != period
    ]
    assert unlike == []
