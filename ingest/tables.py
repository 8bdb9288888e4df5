"""Tables of a document: runs of tabbed lines, split where a header starts anew.

Structure only. A row's role says what it looks like (`caption`, `header`, `heading`, `data`,
`part`, `blank`), never what it means; every cell keeps its text, its line and its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[,.]\d{3})+(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}[\s,]*)+")
_PERIODS = re.compile(r"(?:(?:[QH][1-4]|[1-4][QH])(?:\s?['’]?(?:20)?\d{2})?(?:[\s,]+|$))+")
_DATES = re.compile(r"(?:(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?:[\s,]+|$))+")
_DAY = re.compile(r"[^\W\d_]?\s*\d{1,2},")
_PERIOD_WORDS = re.compile(r"\bended\b|\bas (?:at|of)\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"['’‘]\s*0{3}(?!\d)")
_CURRENCY_SIGN = re.compile(r"(?:RMB|CNY|US\$|HK\$|USD|HKD|EUR|GBP)\s?(?=\d)")
_HEADER_TOKEN = re.compile(r"(?:19|20)\d{2}|RMB|US\\?\$|HK\\?\$|€|£")


@dataclass
class Row:
    """One tabbed line: its 1-based line number, its cells as split at tabs, its role and section."""

    line: int
    cells: list[str]
    role: str = "data"
    section: str = ""

    @property
    def label(self) -> str:
        """The text of the label column; empty where figures start in column 0."""
        return "" if _is_unlabelled(self.cells[0]) else self.cells[0]


@dataclass
class Table:
    """One table: its rows in order, and what stands around it."""

    number: int
    rows: list[Row]
    caption: str = ""
    caption_line: int | None = None
    units_text: str = ""
    units_line: int | None = None
    continues: int | None = None
    column_headers: dict[int, str] = field(default_factory=dict)

    @property
    def first_line(self) -> int:
        """1-based line of the first row."""
        return self.rows[0].line

    @property
    def last_line(self) -> int:
        """1-based line of the last row."""
        return self.rows[-1].line


def strip_markup(text: str) -> str:
    """Cell text without tags, escapes and emphasis, for looking at; what is stored stays verbatim."""
    return _TAG.sub("", text).replace("\\$", "$").replace("*", "").strip()


def looks_like_figure(text: str) -> bool:
    """Whether a cell holds what looks like a printed figure, not a year, a date or a header word."""
    plain = strip_markup(text)
    if not any(ch.isdigit() for ch in plain):
        return False
    if _GROUPED.search(plain):
        return True
    plain = _CURRENCY_SIGN.sub("", plain)
    if _WORD.search(plain) or _THOUSANDS.search(plain):
        return False
    return not (_is_period(plain) or _DAY.fullmatch(plain))


def _is_period(plain: str) -> bool:
    return any(form.fullmatch(plain) for form in (_YEARS, _PERIODS, _DATES))


def _is_unlabelled(text: str) -> bool:
    """Whether the first cell holds figures in place of a label; a label may mention a number."""
    plain = strip_markup(text)
    wordy = sum(ch.isalpha() for ch in plain) > sum(ch.isdigit() for ch in plain)
    return looks_like_figure(text) and not (wordy and _WORD.search(plain))


def _looks_like_text(text: str) -> bool:
    plain = _CURRENCY_SIGN.sub("", strip_markup(text))
    return bool(_WORD.search(plain) or _is_period(plain) or "%" in plain)


def is_heading(label: str) -> bool:
    """Whether a label is a heading by its form: it ends in a colon or stands in capitals."""
    plain = strip_markup(label)
    letters = [ch for ch in plain if ch.isalpha()]
    return plain.endswith((":", "：")) or (len(letters) > 2 and all(not ch.islower() for ch in letters))


def _role(row: Row, in_body: bool) -> str:
    label, rest = row.cells[0], row.cells[1:]
    if not any(cell.strip() for cell in row.cells):
        return "blank"
    others_empty = all(looks_like_figure(cell) or not cell.strip() for cell in rest)
    if any(looks_like_figure(cell) for cell in rest) or (_is_unlabelled(label) and others_empty):
        return "data"
    if any(_looks_like_text(cell) for cell in rest):
        return "data" if in_body and label.strip() and not is_heading(label) else "header"
    if any(cell.strip() for cell in rest):
        return "data"
    return "heading" if is_heading(label) else "part"


def _runs(lines: Sequence[str]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if "\t" in line:
            run.append(Row(number, line.split("\t")))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _split(run: list[Row]) -> Iterator[list[Row]]:
    """Split a run where a header starts after data; label-only rows just before it go with it."""
    current: list[Row] = []
    in_body = False
    for row in run:
        row.role = _role(row, in_body)
        if in_body and row.role == "header":
            keep = len(current)
            while keep > 0 and current[keep - 1].role in ("heading", "part", "blank"):
                keep -= 1
            yield current[:keep]
            current, in_body = current[keep:], False
        in_body = in_body or row.role == "data"
        current.append(row)
    yield current


def _mark_captions(rows: list[Row]) -> None:
    headers = [i for i, row in enumerate(rows) if row.role == "header"]
    for row in rows[: headers[0]] if headers else []:
        if row.role in ("heading", "part"):
            row.role = "header" if _PERIOD_WORDS.search(row.label) else "caption"


def _mark_sections(rows: list[Row], path: list[str]) -> list[str]:
    """Give each row the headings above it, outermost first; returns the path after the last row."""
    for row in rows:
        row.section = " > ".join(path)
        label = strip_markup(row.label)
        colon = label.endswith((":", "："))
        if row.role == "caption" or not is_heading(label) or (row.role == "header" and not colon):
            continue
        first = label.split(" ")[0]
        if not colon or (len(first) > 1 and first.isupper()):
            path = [label]
        else:
            path = [part for part in path if not part.endswith((":", "："))] + [label]
    return path


def _column_headers(rows: list[Row]) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    first = 0 if any(row.role == "data" and _is_unlabelled(row.cells[0]) for row in rows) else 1
    for row in rows:
        if row.role == "header":
            for column, cell in enumerate(row.cells):
                if column >= first and cell.strip():
                    texts.setdefault(column, []).append(cell.strip())
    return {column: " / ".join(parts) for column, parts in texts.items()}


def _header_tokens(table: Table) -> list[str]:
    text = " ".join(" ".join(row.cells) for row in table.rows if row.role == "header")
    return sorted(set(_HEADER_TOKEN.findall(_TAG.sub("", text))))


def _labels(table: Table) -> tuple[set[str], set[tuple[str, str]]]:
    """Labels before the table's own first heading, and (heading, label) pairs after it."""
    before: set[str] = set()
    after: set[tuple[str, str]] = set()
    heading = ""
    for row in table.rows:
        label = strip_markup(row.label).lower()
        if row.role == "data" and label:
            (after.add((heading, label)) if heading else before.add(label))
        if row.role not in ("caption",) and is_heading(row.label):
            heading = label
    return before, after


def _continues(table: Table, previous: Table, text_between: bool) -> bool:
    """A page break: nothing between, the same years and currencies again, no line printed twice."""
    if text_between or any(row.role == "caption" for row in table.rows):
        return False
    tokens = _header_tokens(table)
    before, after = _labels(table)
    if not (before or after) or not tokens or tokens != _header_tokens(previous):
        return False
    seen_before, seen_after = _labels(previous)
    seen = seen_before | {label for _, label in seen_after}
    return not (before & seen) and not (after & seen_after)


def find_tables(lines: Sequence[str]) -> list[Table]:
    """All tables of a document in order; every tabbed line belongs to exactly one of them."""
    tables: list[Table] = []
    path: list[str] = []
    for run in _runs(lines):
        for rows in _split(run):
            if not rows:
                continue
            _mark_captions(rows)
            table = Table(number=len(tables) + 1, rows=rows, column_headers=_column_headers(rows))
            if tables:
                gap = lines[tables[-1].last_line : table.first_line - 1]
                if _continues(table, tables[-1], any(line.strip() for line in gap)):
                    table.continues = tables[-1].number
            path = _mark_sections(rows, path if table.continues else [])
            tables.append(table)
    return tables
