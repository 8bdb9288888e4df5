"""One extracted filing: what it says of itself, its tables and what stands above them, figures in its text.

Everything is kept as printed with the line it stands on; reading it is staging's work.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.dates import DATE, MONTH_DAY, PERIOD
from ingest.errors import IngestError
from ingest.identity import identify
from ingest.issuers import Issuer, Known, Stated, recognise, with_stated
from ingest.marks import is_unfinished, strip_markup
from ingest.numbers import number_format
from ingest.printed import Printed, running_text
from ingest.prose import ProseFigure, find_prose_figures
from ingest.prose_tokens import Vocabulary
from ingest.scale import WHOLE, said_scale, said_whole
from ingest.source import Source
from ingest.tables import Row, Table, find_tables, is_title, names_table, title_of
from ingest.units import UnitsFinder

_UNITS_NOTE = re.compile(
    r"\([^()]*\bin\s+(?:(?:(?:[A-Z]{1,3}\s?)?[$€£¥]|[A-Z]{2,3}|Renminbi|\w+ dollars)\s*)?"
    r"(?:thousands|millions|billions)\b.*\)",
    re.IGNORECASE,
)
_LAST_BRACKET = re.compile(r"\([^()]*\)\s*$")
_HEAD_PERIOD = re.compile(
    rf"(?:{PERIOD.pattern})|\bas\s+(?:at|of)\s+{DATE}|"
    rf"{MONTH_DAY}(?:,?\s+(?:19|20)\d{{2}})?\s*(?:to|through|thru|until|[-–—~])\s*{DATE}|"
    r"(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|quarters?|(?:half[ -])?years?)"
    r"\s+end(?:ed|ing)\b",
    re.IGNORECASE,
)
_MAX_CAPTION = 88
_STATEMENT = re.compile(
    r"(?:[A-Z][\w'-]*\s+){0,4}(?:Statements?\s+of|Balance\s+Sheets?|Income\s+Statements?)\b"
)
# "Statement of Standalone Unaudited Financial Results" before "for the quarter ended ...": no sentence
_TITLE_OF_PERIOD = re.compile(
    r"((?:(?:[A-Z(][\w()&/'’-]*|of|and|&)\s+){1,10}(?i:results?|statements?|sheets?|accounts?|cash\s+flows?|liabilities|position"
    r"|(?<=comprehensive\s)income|(?<=statement\sof\s)income|(?<=changes\sin\s)equity))(?:\s+(?i:\((?:un)?audited\)))?"
    r"\s+(?i:for\s+(?:the\s+)?(?:[\w-]+\s+){0,2}(?:quarter|half|year|period|months)|as\s+(?:at|on|of))\b.*"
)
_OF_FORM = re.compile(  # what a form says of its figures, and who set them out: "Unit: Yuan  Currency: RMB"
    r"(?:(?:units?|currency|(?:audit )?type|audit|prepared by)\s?[:：]\s?[^:：]+)+", re.IGNORECASE
)
_ENDS_IN_OF = re.compile(r"\bstatements? of$", re.IGNORECASE)
_STATEMENT_OF = re.compile(r"\bstatements?\s+of\b", re.IGNORECASE)
_ABBREVIATED = re.compile(  # a title that goes on below: "RECONCILIATION TO THE NEAREST U.S."
    r"(?:(?:[A-Z(&][^\s.]*|and|by|for|from|in|of|the|to|under|with) ){2,}(?:[A-Z]\.){2,}"
)
_BEGUN = re.compile(r"\b(?:comprehensive|financial|cash|other|changes)$", re.IGNORECASE)
_BARE_TITLE = re.compile(r"\b(?:statements?|balance|information)$", re.IGNORECASE)  # a title goes on below
_OF_STATEMENT = re.compile(r"(?:of|sheets?)\s+\w", re.IGNORECASE)
_TRANSLATED = re.compile(r"\bconvenience\b|\btranslat(?:ed|ions?)\s+(?:in)?to\b", re.IGNORECASE)
_HEADINGS_KEPT = 6
_TOP = 5  # rows in which a header may stand


@dataclass(frozen=True)
class Document:
    """One extracted filing.

    `currency` is its ISO code where the issuer's own is another, else empty; `number_format` how its tables
    set figures, empty for 1,234.56. `quarter_weeks` and `weeks_to_date` are lengths that its text states,
    `year_before` the phrase that ends with the day on which a period of weeks ended a year earlier.
    """

    source: Source
    issuer_id: str
    form: Printed
    title: Printed
    announced: Printed
    period: Printed
    rate: Printed
    quarter_weeks: Printed
    weeks_to_date: Printed
    year_before: Printed
    tables: tuple[Table, ...]
    prose: tuple[ProseFigure, ...]
    currency: str = ""
    number_format: str = ""


def read_document(
    source: Source,
    known: Known,
    vocabulary: Vocabulary,
    currencies: Mapping[str, str],
    stated: Stated | None = None,
) -> Document:
    """Extract a document; what the caller states goes before what it says. A new issuer is added to `known`.

    `vocabulary` ties words to figures, `currencies` words of headers to ISO codes.
    Raises IngestError where the issuer, or what has to be known of a new one, is not said, and where the
    text suggests the scale of tables that state none.
    """
    stated = stated or Stated()
    identity = identify(source.lines, currencies)
    issuer = recognise(source, identity, stated, known)
    tables = find_tables(source.lines, source.whole_labels)
    _add_captions(tables, running_text(source.lines), issuer, UnitsFinder(currencies), stated.units)
    _add_said_scale(source, tables)
    currency = stated.currency or identity.reporting_currency
    form = number_format(tables)
    return Document(
        source=source,
        issuer_id=issuer.issuer_id,
        form=identity.form,
        title=identity.title,
        announced=with_stated(identity.announced, stated.announced),
        period=with_stated(identity.period, stated.period),
        rate=with_stated(identity.rate, stated.rate),
        quarter_weeks=identity.quarter_weeks,
        weeks_to_date=identity.weeks_to_date,
        year_before=identity.year_before,
        tables=tuple(tables),
        prose=tuple(find_prose_figures(source.prose, vocabulary.in_format(form))),
        currency="" if currency == issuer.reporting_currency else currency,
        number_format=form,
    )


def _add_said_scale(source: Source, tables: Sequence[Table]) -> None:
    """The scale that running text says its tables are in; raises IngestError where it only suggests one."""
    texts = running_text(source.lines)
    for table in said_whole(tables, texts):
        table.units_text, table.units_line = WHOLE, None
    said = said_scale(tables, texts)
    if said is None:
        return
    if not said.tables:
        first = said.first
        raise IngestError(
            f"{source.where}: the tables state no scale, and the text says {first.amount!r} where a table "
            f'prints {first.figure!r}. Say what the tables are in, such as --units "{first.units}" (or '
            '--units "in whole units").'
        )
    for table in said.tables:
        table.units_text, table.units_line = said.first.units, said.first.line


def _add_captions(
    tables: Sequence[Table],
    prose: Sequence[tuple[int, str]],
    issuer: Issuer,
    finder: UnitsFinder,
    stated_units: str,
) -> None:
    """What stands above a table: caption, heading-like lines, period, the last statement of units.

    A statement that only a column's header makes is not handed on to the next table; one that stands below
    all tables holds for all where no other does.
    """
    units = Printed(stated_units)
    of_header: Printed | None = None
    previous_end = 0
    numbers = [number for number, _ in prose]
    before: Table | None = None
    for table in tables:
        headings: list[str] = []
        # headers that stand above the table as running text are its rows, and what stands between them is not
        rows = {row.line for row in table.rows}
        first = min(rows.difference(numbers), default=table.last_line)
        for number, text in prose[bisect(numbers, previous_end) : bisect(numbers, first)]:
            if number in rows:
                continue
            units = _printed(finder.of_line(text), number) or units
            period = _HEAD_PERIOD.search(text)
            if period and (len(text) <= _MAX_CAPTION or _is_long_title(text)):
                table.period, table.period_line = period.group(0), number
            if (period and len(period.group(0)) * 2 > len(text)) or finder.is_all(text):
                continue
            caption = _caption(text, issuer, finder) or _rest_of_title(table, text, number)
            if caption:
                table.caption, table.caption_line = _whole_title(table, caption, number)
                headings.append(table.caption)
        _take_period_over_labels(table)
        _take_period_of_page_before(table, before)
        before = table
        handed_on, own = _units_of_head(table, finder, headings)
        units = handed_on or units
        own = own or _of_misread_header(table, finder) or (of_header if _is_rest(table) else None)
        of_header = own
        table.above = " / ".join(headings[-_HEADINGS_KEPT:])
        stated = own or units
        table.units_text, table.units_line = stated.text, stated.line
        previous_end = table.last_line
    if not any(table.units_text for table in tables):
        below = prose[bisect(numbers, previous_end) :]
        found = next((p for n, text in below if (p := _printed(finder.of_line(text), n))), Printed())
        for table in tables:
            table.units_text, table.units_line = found.text, found.line


def _units_of_head(
    table: Table, finder: UnitsFinder, headings: list[str]
) -> tuple[Printed | None, Printed | None]:
    """The last statement of units in a table's head that goes on below it, and its first of any kind.

    Titles among the rows of the head join `headings`.
    """
    handed_on: Printed | None = None
    own: Printed | None = None
    for row in _head(table):
        label = strip_markup(title_of(row) or row.label)
        only_label = row.role in ("heading", "part")
        of_columns = finder.of_columns(label) if only_label else ""
        if of_columns:
            row.role = "caption"
            own = own or Printed(of_columns, row.line)
            continue
        if only_label and not finder.is_all(label):
            continue
        if only_label:
            row.role = "caption"
        text = "" if finder.is_all(label) else _UNITS_NOTE.sub("", label).strip()
        names = row.role == "header" and not table.caption and names_table(text)
        if text and (row.role == "caption" or names):
            headings.append(text)
            table.caption, table.caption_line = text, row.line
        cells = [strip_markup(cell) for cell in row.cells]
        cells = [cell for column, cell in enumerate(cells) if not _is_translated(table, column)]
        # what stands with other words over figures is said of their column alone
        of_all = [*cells[:1], *filter(finder.is_all, cells[1:])]
        handed_on = _printed(finder.of_line(" ".join(of_all)), row.line) or handed_on
        own = own or _printed(next(filter(None, map(finder.of_header, cells)), ""), row.line)
    return handed_on, own


def _take_period_over_labels(table: Table) -> None:
    """The period over the labels is that of columns which say none: `Year ended | June 30, 2031`."""
    headers = [row for row in table.rows if row.role == "header"]
    if any(_HEAD_PERIOD.search(strip_markup(cell)) for row in headers for cell in row.cells[1:]):
        return
    for row in headers:
        period = _HEAD_PERIOD.search(strip_markup(row.label))
        if period and any(cell.strip() for cell in row.cells[1:]):
            table.period, table.period_line = period.group(0), row.line
            return


def _take_period_of_page_before(table: Table, before: Table | None) -> None:
    """A page that says no period of its own is of that of the page which it goes on with."""
    if before and table.continues == before.number and not table.period:
        table.period, table.period_line = before.period, before.period_line


def _is_translated(table: Table, column: int) -> bool:
    """Whether the header of a column, over all its lines, says that its amounts are translated."""
    headers = (row.cells for row in table.rows if row.role == "header")
    return bool(_TRANSLATED.search(" ".join(cells[column] for cells in headers if column < len(cells))))


def _is_rest(table: Table) -> bool:
    """Whether a table goes on with the one before and has no header of its own."""
    return table.continues is not None and all(row.role != "header" for row in table.rows)


def _is_long_title(text: str) -> bool:
    """Whether a line that is too long for a caption is the title of a statement with its units and period."""
    return bool(_STATEMENT.match(text)) and len(text) <= 2 * _MAX_CAPTION and not text.endswith(".")


def _of_misread_header(table: Table, finder: UnitsFinder) -> Printed | None:
    """The units of a header that looks like a row of figures: a cell on top that says nothing else."""
    for row in (row for row in table.rows[:_TOP] if row.role != "header"):
        for cell in map(strip_markup, row.cells):
            if finder.is_all(cell):
                return _printed(finder.of_line(cell), row.line)
    return None


def _head(table: Table) -> list[Row]:
    """The rows above the figures, and headers further down."""
    data = next((i for i, row in enumerate(table.rows) if row.role == "data"), len(table.rows))
    return [
        row
        for i, row in enumerate(table.rows)
        if row.role in ("header", "caption") or (i < data and row.label)
    ]


def _printed(text: str, number: int) -> Printed | None:
    return Printed(text, number) if text else None


def _whole_title(table: Table, text: str, number: int) -> tuple[str, int]:
    """A caption and its line, with the title that it ends: "Income" after "Statement of Comprehensive".

    One that ends in "of" goes on below an empty line, too: headings of Markdown stand apart.
    """
    title = table.caption
    begun = is_unfinished(title) or bool(_BEGUN.search(title))
    begun = (begun and bool(_STATEMENT_OF.search(title))) or text == _rest_of_title(table, text, number)
    apart = 2 if _ENDS_IN_OF.search(title) else 1
    if table.caption_line is not None and number - table.caption_line <= apart and begun:
        return f"{title} {text}", table.caption_line
    return text, number


def _rest_of_title(table: Table, text: str, number: int) -> str:
    """The text if it says what the title on the line above is of, "of Financial Position"; else empty."""
    below = table.caption_line == number - 1
    return text if below and _OF_STATEMENT.match(text) and _BARE_TITLE.search(table.caption) else ""


def _caption(text: str, issuer: Issuer, finder: UnitsFinder) -> str:
    text = _UNITS_NOTE.sub("", text)
    bracket = _LAST_BRACKET.search(text)
    if bracket and not is_title(text) and finder.is_all(bracket.group()):
        text = text[: bracket.start()]
    for name in sorted(issuer.names, key=len, reverse=True):
        text = re.sub(rf"^{re.escape(name)}\s+", "", text, flags=re.IGNORECASE)
    text = text.strip()
    if (text.startswith("(") and text.endswith(")")) or _OF_FORM.fullmatch(text):
        return ""
    title = _TITLE_OF_PERIOD.fullmatch(text) if _MAX_CAPTION < len(text) <= 2 * _MAX_CAPTION else None
    if title and not text.endswith("."):
        text = title.group(1)
    first = text[:1]
    ends = text.endswith((".", ";", ",")) and not _ABBREVIATED.fullmatch(text)
    heading = is_title(text) and not ends and len(text) > 3
    return text if heading and (first.isupper() or first.isdigit() or first == "(") else ""
