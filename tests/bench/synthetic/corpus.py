"""The corpus: which issuers file how often, and each filing as raw rows with the truth about its figures."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ingest.document import read_document
from ingest.formats.tabbed import read_tabbed
from ingest.issuers import Issuer, Known
from ingest.prose_tokens import Vocabulary
from ingest.raw_rows import COLUMNS, TABLES, Rows, rows_of
from ingest.reference import read_currencies, read_vocabulary
from ingest.source import Source
from synthetic.books import keep_books, restate
from synthetic.charts import Chart, draw_chart
from synthetic.damages import damage_page
from synthetic.labels import ROOT
from synthetic.pages import Page, PageRow, write_page

TRUTH_COLUMNS: Mapping[str, str] = {
    "filing_id": "varchar",
    "table_id": "varchar",
    "source_line": "integer",
    "source_column": "integer",
    "statement": "varchar",
    "line_item_id": "varchar",
    "printed_label": "varchar",
    "start_date": "date",
    "end_date": "date",
    "currency": "varchar",
    "value": "decimal(28, 6)",
    "true_text": "varchar",
    "is_restated": "boolean",
    "damage": "varchar",
}
"""The columns of the truth. `line_item_id` is empty for a line of the issuer's own, `value` in whole units,
`true_text` what the undamaged page prints, `damage` empty for an undamaged figure; line and column are where
it would stand undamaged in the lines of the damaged page."""

TruthRow = tuple[str, ...]
FIRST_YEAR = (2012, 2018)
QUARTERS, HALVES = (12, 40), (10, 20)


class History(NamedTuple):
    """One issuer of the corpus: its number and how many filings it makes."""

    number: int
    filings: int


@dataclass(frozen=True)
class SyntheticFiling:
    """One filing: its issuer as the reference seeds hold it, its raw rows by seed, the truth."""

    filing_id: str
    issuer: Issuer
    rows: Rows
    truth: list[TruthRow]


def plan(n_filings: int, seed: int) -> list[History]:
    """The issuers of a corpus; the last one makes fewer filings where they would be too many."""
    histories: list[History] = []
    left = n_filings
    while left > 0:
        chart = _chart(len(histories), seed)
        bounds = QUARTERS if chart.style.steps_a_year == 4 else HALVES
        filings = min(left, _draw("history", len(histories), seed).randint(*bounds))
        histories.append(History(len(histories), filings))
        left -= filings
    return histories


def filings_of_issuer(
    history: History, seed: int, damage: float = 0.0, restatements: float = 0.0
) -> Iterator[SyntheticFiling]:
    """The filings of one issuer from the first on; the same whatever others the corpus has.

    `damage` is the share of figures that are damaged, `restatements` the share of filings that print a
    comparative anew.
    """
    chart = _chart(history.number, seed)
    draw = _draw("books", history.number, seed)
    a_year = chart.style.steps_a_year
    first_year = draw.randint(*FIRST_YEAR)
    first = a_year + draw.randrange(a_year)
    books = keep_books(chart, first + history.filings, draw)
    issuer = Issuer(
        chart.issuer_id,
        (chart.name, chart.short_name),
        "",
        chart.style.currency,
        chart.style.convenience,
        (chart.end_of(a_year - 1, first_year).month, chart.end_of(a_year - 1, first_year).day),
    )
    base = float(chart.style.rate)
    for known in range(history.filings):
        step = first + known
        place = step % a_year
        turn = _draw("filing", history.number, seed, known)
        if turn.random() < restatements:
            year_earlier = range(step - place - a_year, step + 1 - a_year)
            restate(books, known, year_earlier, step - place - 1, turn)
        page = write_page(books, known, step, first_year, f"{base * turn.uniform(0.97, 1.03):.4f}")
        damage_page(page, damage, turn)
        yield _filing(page, issuer)


def synthetic(
    n_filings: int, seed: int, damage: float = 0.0, restatements: float = 0.0
) -> Iterator[SyntheticFiling]:
    """A corpus of so many filings, issuer by issuer; the same arguments give the same corpus."""
    for history in plan(n_filings, seed):
        yield from filings_of_issuer(history, seed, damage, restatements)


def _draw(purpose: str, number: int, seed: int, *more: int) -> random.Random:
    return random.Random(":".join(map(str, (purpose, seed, number, *more))))


def _chart(number: int, seed: int) -> Chart:
    return draw_chart(number, _draw("chart", number, seed))


@cache
def _references() -> tuple[Vocabulary, Mapping[str, str]]:
    return read_vocabulary(ROOT), read_currencies(ROOT)


def _filing(page: Page, issuer: Issuer) -> SyntheticFiling:
    """The page as ingest reads it, so that headers, captions, roles and sections are as it writes them."""
    lines, places = page.lines()
    text = "\n".join(lines)
    source = Source(
        page.filing_id,
        f"{page.filing_id}.txt",
        hashlib.sha256(text.encode()).hexdigest(),
        read_tabbed(lines),
        "tabbed",
    )
    vocabulary, currencies = _references()
    known = Known({issuer.issuer_id: issuer})
    rows = rows_of(read_document(source, known, vocabulary, currencies))
    return SyntheticFiling(page.filing_id, issuer, rows, _truth(page, rows, places))


def _truth(page: Page, rows: Rows, places: list[tuple[int, PageRow]]) -> list[TruthRow]:
    tables = list(_spans(rows))
    truth: list[TruthRow] = []
    for number, row in places:
        table_id = next((table for first, last, table in tables if first <= number <= last), "")
        for figure in row.figures.values():
            column = figure.column
            truth.append(
                (
                    page.filing_id,
                    table_id,
                    str(number),
                    str(figure.column_number),
                    figure.statement,
                    figure.item,
                    figure.label,
                    "" if column.start is None else column.start.isoformat(),
                    column.end.isoformat(),
                    "" if figure.unit == "shares" else column.currency,
                    str(figure.value),
                    figure.text,
                    str(figure.is_restated).lower(),
                    figure.damage,
                )
            )
    return truth


def _spans(rows: Rows) -> Iterator[tuple[int, int, str]]:
    """First line, last line and id of each table."""
    names = COLUMNS[TABLES]
    at = [names.index(name) for name in ("first_line", "last_line", "table_id")]
    for row in rows[TABLES]:
        yield int(row[at[0]]), int(row[at[1]]), row[at[2]]
