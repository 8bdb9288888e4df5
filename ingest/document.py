"""What a document says about itself: title, form, dates, rate, captions, statements of units.

Everything is kept as printed with the line it stands on; reading it is staging's work.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.errors import IngestError
from ingest.marks import strip_markup
from ingest.printed import Printed
from ingest.prose import ProseFigure, find_prose_figures
from ingest.prose_tokens import Vocabulary
from ingest.source import Source
from ingest.tables import Table, find_tables

_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH = rf"(?:{_NAMES}|{_NAMES.upper()})\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}})"
_DATELINE = re.compile(rf"^(?:[^\W\d_][\w .,'’-]{{1,60}},\s+|Date[d]?:\s*)({_DATE})\s*(?:$|[—–(/-])")
_PERIOD = re.compile(
    r"(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|(?:first|second|third|fourth)\s+"
    r"(?:fiscal\s+)?quarter|quarter|(?:fiscal\s+)?year|half[ -]year)\s+end(?:ed|ing)\s+" + _DATE,
    re.IGNORECASE,
)
_TITLE_SPAN = re.compile(
    r"(?:(?:first|second|third|fourth)\s+(?:fiscal\s+)?(?:quarter|half)|full\s+year|fiscal\s+year)"
    r"(?:\s+and\s+(?:full|fiscal)\s+year)?,?\s+(?:of\s+)?(?:fiscal\s+)?(?:year\s+)?(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_WEEKS = re.compile(r"\bweeks?\s+end(?:ed|ing)\b", re.IGNORECASE)  # no month ends such a quarter
_FORM = re.compile(r"\bFORM\s+(\d{1,2}-[KQF](?:/A)?)\b")
_EXCHANGE = re.compile(r"\bStock Exchange of Hong Kong Limited\b")
_MONEY_UNIT = r"(?:RMB|CNY|HK\$|US\$|USD|HKD|EUR|GBP|€|£)"
_RATE = re.compile(
    rf"((?P<of>{_MONEY_UNIT})\s?\d+\.\d+\s*(?:to|per|=)\s*(?!(?P=of)){_MONEY_UNIT}\s?1(?:\.0+)?(?!\.?\d)"
    rf"|(?P<one>{_MONEY_UNIT})\s?1(?:\.0+)?\s*(?:to|per|=)\s*(?!(?P=one)){_MONEY_UNIT}\s?\d+\.\d+"
    rf"|(?P<each>{_MONEY_UNIT})\s?\d+\.\d+\s+per\s+(?!(?P=each)){_MONEY_UNIT}(?!\s?\d))"
)
_UNITS = re.compile(
    r"\bin\s+(?:thousands|millions|billions)\b(?:\s+of\s+[^,()]+(?:\([^)]*\))?)?", re.IGNORECASE
)
_UNITS_NOTE = re.compile(r"\([^()]*\bin\s+(?:thousands|millions|billions)\b.*\)", re.IGNORECASE)
_TITLE_WORDS = re.compile(r"\bresults\b", re.IGNORECASE)
_TITLE_PERIOD = re.compile(r"\b(?:annual|interim|quarter(?:ly)?|year|half|months?)\b", re.IGNORECASE)
_HEAD_PERIOD = re.compile(
    rf"(?:{_PERIOD.pattern})|\bas\s+(?:at|of)\s+{_DATE}|"
    r"(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)|quarters?|years?)\s+end(?:ed|ing)\b",
    re.IGNORECASE,
)
_MAX_CAPTION = 88
_HEADINGS_KEPT = 6
_OPENING = 8  # lines over which a hard-wrapped opening paragraph may run


@dataclass(frozen=True)
class Issuer:
    """One row of `reference.issuers` as far as ingest needs it: its id and the names it prints."""

    issuer_id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """One extracted filing: what it says of itself, its tables, and the figures in its text."""

    source: Source
    issuer_id: str
    form: Printed
    title: Printed
    announced: Printed
    period: Printed
    rate: Printed
    tables: tuple[Table, ...]
    prose: tuple[ProseFigure, ...]
    currency: str = ""


def read_document(
    source: Source, issuers: Sequence[Issuer], issuer_id: str | None, vocabulary: Vocabulary
) -> Document:
    """Extract a document. `issuer_id` overrides recognition by name; the vocabulary ties words to figures.

    Raises IngestError when the issuer is unknown, unnamed or ambiguous.
    """
    issuer = _recognise(source, issuers, issuer_id)
    prose = [(number, strip_markup(text)) for number, text in source.prose if text.strip()]
    everything = [(number, strip_markup(text)) for number, text in source.texts]
    title = _title(prose)
    tables = find_tables(source.lines, source.whole_labels)
    _add_captions(tables, prose, issuer)
    return Document(
        source=source,
        issuer_id=issuer.issuer_id,
        form=_form(everything),
        title=title,
        announced=_announced(prose),
        period=_period(title, prose),
        rate=_first_phrase(_RATE, prose),
        tables=tuple(tables),
        prose=tuple(find_prose_figures(source.prose, vocabulary)),
    )


def _recognise(source: Source, issuers: Sequence[Issuer], issuer_id: str | None) -> Issuer:
    known = {issuer.issuer_id: issuer for issuer in issuers}
    if issuer_id is not None:
        if issuer_id not in known:
            raise IngestError(
                f"{source.file_name}: issuer {issuer_id!r} is not in seeds/reference/issuers.csv. "
                "Add a row for it there; known are: " + ", ".join(sorted(known)) + "."
            )
        return known[issuer_id]
    text = "\n".join(text for _, text in source.texts).casefold()
    found = [i for i in issuers if any(_is_named(name, text) for name in i.names)]
    if len(found) != 1:
        what = (
            "names no issuer of seeds/reference/issuers.csv"
            if not found
            else "names several issuers (" + ", ".join(i.issuer_id for i in found) + ")"
        )
        raise IngestError(
            f"{source.file_name}: the document {what}. Say which with --issuer ID, "
            "after adding a row for a new issuer to seeds/reference/issuers.csv."
        )
    return found[0]


def _is_named(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![0-9a-z]){re.escape(name.casefold())}(?![0-9a-z])", text))


def _first(pattern: re.Pattern[str], lines: Iterable[tuple[int, str]]) -> Printed:
    for number, line in lines:
        match = pattern.search(line)
        if match:
            return Printed(match.group(match.lastindex or 0), number)
    return Printed()


def _form(lines: Sequence[tuple[int, str]]) -> Printed:
    form = _first(_FORM, lines)
    if form.text:
        return Printed("Form " + form.text, form.line)
    exchange = _first(_EXCHANGE, lines)
    return Printed("HKEX announcement", exchange.line) if exchange.text else Printed()


def _title(prose: Sequence[tuple[int, str]]) -> Printed:
    for number, line in prose:
        if len(line) > 200 or re.match(r"\d+\.\d+\s", line) or line.endswith("."):
            continue
        for numbered in re.split(r";\s*(?:AND\s*)?", line):
            part = re.sub(r"^\(\d+\)\s*", "", numbered).strip()
            if _TITLE_WORDS.search(part) and _TITLE_PERIOD.search(part):
                return Printed(part, number)
    return Printed()


def _announced(prose: Sequence[tuple[int, str]]) -> Printed:
    return _first(_DATELINE, prose)


def _period(title: Printed, prose: Sequence[tuple[int, str]]) -> Printed:
    if title.line is not None:
        match = _PERIOD.search(title.text)
        if match:
            return Printed(match.group(0), title.line)
    below = [(n, line) for n, line in prose if n >= (title.line or 0)]
    span = _TITLE_SPAN.search(title.text)
    if not span or _WEEKS.search("\n".join(line for _, line in below)):
        return _first_phrase(_PERIOD, below)
    # Behind the opening paragraph "the year ended" may be an earlier one; the title knows better.
    dateline = _announced(below).line
    opening = [(n, line) for n, line in below if dateline is not None and n <= dateline + _OPENING]
    found = _first_phrase(_PERIOD, opening)
    return found if found.text else Printed(span.group(0), title.line)


def _first_phrase(pattern: re.Pattern[str], prose: Sequence[tuple[int, str]]) -> Printed:
    """The first match, on the line where it starts; it may run over a hard wrap into the next."""
    following = dict(prose)
    for number, line in prose:
        match = pattern.search(f"{line} {following.get(number + 1, '')}".rstrip())
        if match and match.start() < len(line):
            return Printed(match.group(0), number)
    return Printed()


def _add_captions(tables: Sequence[Table], prose: Sequence[tuple[int, str]], issuer: Issuer) -> None:
    """What stands above a table: its caption, the heading-like lines, its period, the last statement of units."""
    units = Printed()
    previous_end = 0
    numbers = [number for number, _ in prose]
    for table in tables:
        headings: list[str] = []
        for number, text in prose[bisect(numbers, previous_end) : bisect(numbers, table.first_line)]:
            units = _units(number, text) or units
            period = _HEAD_PERIOD.search(text)
            if period and len(text) <= _MAX_CAPTION:
                table.period, table.period_line = period.group(0), number
            caption = _caption(text, issuer)
            if caption:
                headings.append(caption)
                table.caption, table.caption_line = caption, number
        for row in table.rows:
            text = _UNITS_NOTE.sub("", strip_markup(row.label)).strip()
            if row.role == "caption" and text:
                headings.append(text)
                table.caption, table.caption_line = text, row.line
            if row.role in ("header", "caption"):
                units = _units(row.line, strip_markup(" ".join(row.cells))) or units
        table.above = " / ".join(headings[-_HEADINGS_KEPT:])
        table.units_text, table.units_line = units.text, units.line
        previous_end = table.last_line


def _units(number: int, text: str) -> Printed | None:
    match = _UNITS.search(text)
    return Printed(match.group(0).strip(), number) if match else None


def _caption(text: str, issuer: Issuer) -> str:
    text = _UNITS_NOTE.sub("", text)
    for name in sorted(issuer.names, key=len, reverse=True):
        text = re.sub(rf"^{re.escape(name)}\s+", "", text, flags=re.IGNORECASE)
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        return ""
    first = text[:1]
    heading = len(text) <= _MAX_CAPTION and not text.endswith((".", ";", ",")) and len(text) > 3
    return text if heading and (first.isupper() or first.isdigit() or first == "(") else ""
