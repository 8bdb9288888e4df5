"""The raw seeds of all filings: reading, replacing one filing's rows, and writing all or nothing."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.document import Document
from ingest.errors import IngestError
from ingest.issuers import Issuer
from ingest.prose_tokens import Vocabulary

FILINGS = "raw_filings"
TABLES = "raw_tables"
CELLS = "raw_cells"
PROSE = "raw_prose_figures"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    FILINGS: (
        "filing_id", "issuer_id", "form_text", "title", "title_line", "announced_text",
        "announced_line", "period_text", "period_line", "rate_text", "rate_line",
        "source_file", "source_sha256", "source_lines", "source_format", "currency",
    ),
    TABLES: (
        "table_id", "filing_id", "table_number", "caption", "caption_line", "units_text",
        "units_line", "first_line", "last_line", "continues_table_id", "above", "period_text", "period_line",
    ),
    CELLS: (
        "filing_id", "table_id", "source_line", "source_column", "row_role", "row_label",
        "section", "column_header", "cell_text", "cell_place",
    ),
    PROSE: (
        "filing_id", "source_line", "figure_number", "sentence_number", "figure_kind", "figure_text",
        "subject", "relation", "comparison", "period_words", "described_as", "share_of", "counted",
        "section_period",
    ),
}  # fmt: skip

Rows = dict[str, list[tuple[str, ...]]]
_ISSUER_COLUMNS = (
    "issuer_id", "name", "tickers", "reporting_currency", "convenience_currency", "fiscal_year_end_month",
    "fiscal_year_end_day", "shares_per_ads",
)  # fmt: skip
_ISSUERS = "issuers"
_NAMES = "issuer_names"
_JOURNAL = ".replacing.json"
_RESTORE = "These seeds are written by ingest; restore the file from version control."

csv.field_size_limit(2**31 - 1)  # a cell may be as long as its document


def rows_of(document: Document) -> Rows:
    """The rows one document adds to each seed, in document order; every value is text."""
    source = document.source
    filing = (
        source.filing_id,
        document.issuer_id,
        document.form.text,
        document.title.text,
        _text(document.title.line),
        document.announced.text,
        _text(document.announced.line),
        document.period.text,
        _text(document.period.line),
        document.rate.text,
        _text(document.rate.line),
        source.file_name,
        source.sha256,
        str(len(source.lines)),
        source.format,
        document.currency,
    )
    rows: Rows = {FILINGS: [filing], TABLES: [], CELLS: [], PROSE: []}
    for table in document.tables:
        table_id = _table_id(source.filing_id, table.number)
        continues = _table_id(source.filing_id, table.continues) if table.continues else ""
        rows[TABLES].append(
            (
                table_id,
                source.filing_id,
                str(table.number),
                table.caption,
                _text(table.caption_line),
                table.units_text,
                _text(table.units_line),
                str(table.first_line),
                str(table.last_line),
                continues,
                table.above,
                table.period,
                _text(table.period_line),
            )
        )
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                rows[CELLS].append(
                    (
                        source.filing_id,
                        table_id,
                        str(row.line),
                        str(column),
                        row.role,
                        row.label,
                        row.section,
                        table.column_headers.get(column, ""),
                        cell,
                        row.places[column] if row.places else "",
                    )
                )
    rows[PROSE] = [
        (
            source.filing_id,
            str(figure.line),
            str(figure.number),
            str(figure.sentence),
            figure.kind,
            figure.text,
            figure.subject,
            figure.relation,
            figure.comparison,
            figure.period_words,
            figure.described_as,
            figure.share_of,
            figure.counted,
            figure.section_period,
        )
        for figure in document.prose
    ]
    return rows


def _table_id(filing_id: str, number: int) -> str:
    return f"{filing_id}.t{number:02d}"


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def read_issuers(project: Path) -> dict[str, Issuer]:
    """The issuers of the reference seeds by id, with every name they print.

    Raises IngestError when a seed is missing, lacks a column or says something that is none.
    """
    names: dict[str, list[str]] = {}
    path = project / "seeds/reference/issuers.csv"
    rows = _read_dicts(path, _ISSUER_COLUMNS)
    year_ends = {}
    for number, row in enumerate(rows, start=2):
        if not row["issuer_id"] or not row["name"]:
            raise IngestError(
                f"{path}, line {number}: the id or the name is empty. Fill it in, or cut the line."
            )
        names[row["issuer_id"]] = [row["name"]]
        year_ends[row["issuer_id"]] = _year_end(f"{path}, line {number}", row)
    path = project / "seeds/reference/issuer_names.csv"
    for number, row in enumerate(_read_dicts(path, ("issuer_id", "name")), start=2):
        if row["issuer_id"] not in names:
            raise IngestError(f"{path}, line {number}: issuer {row['issuer_id']!r} is not in issuers.csv.")
        if not (row["name"] or "").strip():
            raise IngestError(f"{path}, line {number}: the name is empty. Fill it in, or cut the line.")
        if row["name"] not in names[row["issuer_id"]]:
            names[row["issuer_id"]].append(row["name"])
    return {
        row["issuer_id"]: Issuer(
            row["issuer_id"],
            tuple(names[row["issuer_id"]]),
            row["tickers"] or "",
            row["reporting_currency"] or "",
            row["convenience_currency"] or "",
            year_ends[row["issuer_id"]],
        )
        for row in rows
    }


def _year_end(where: str, row: Mapping[str, str | None]) -> tuple[int, int] | None:
    month, day = row["fiscal_year_end_month"], row["fiscal_year_end_day"]
    if not month or not day:
        return None
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise IngestError(f"{where}: {month!r} and {day!r} are no month and day. Correct them.")
    return int(month), int(day)


def read_currencies(project: Path) -> dict[str, str]:
    """The words of headers that name a currency, with its ISO code, from the reference seed.

    Raises IngestError when the seed is missing or lacks a column.
    """
    rows = _read_dicts(project / "seeds/reference/header_words.csv", ("word", "class", "value"))
    return {row["word"]: row["value"] for row in rows if row["class"] == "currency"}


def read_vocabulary(project: Path) -> Vocabulary:
    """The words that tie figures in running text to what they measure, from the reference seed.

    Raises IngestError when the seed is missing or lacks a column.
    """
    path = project / "seeds/reference/prose_words.csv"
    rows = _read_dicts(path, ("phrase", "class"))
    for number, row in enumerate(rows, start=2):
        if not (row["phrase"] or "").strip() or not row["class"]:
            raise IngestError(f"{path}, line {number}: the phrase or its class is empty. Fill it in.")
    return Vocabulary({row["phrase"]: row["class"] for row in rows})


def _read_dicts(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        raise IngestError(f"{path}: this seed is missing. Run from the project's root or use --project.")
    reader = csv.DictReader(io.StringIO(_read_text(path, "Save it as UTF-8."), newline=""))
    missing = [name for name in needed if name not in (reader.fieldnames or [])]
    if missing:
        raise IngestError(f"{path}, line 1: column {missing[0]!r} is missing from the header.")
    return list(reader)


def _read_text(path: Path, remedy: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise IngestError(f"{path}: this seed is not UTF-8. {remedy}") from None


class SeedSet:
    """The raw seeds under `seeds/filings/`, ordered by filing id."""

    def __init__(self, project: Path) -> None:
        self.folder = project / "seeds" / "filings"
        self.reference = project / "seeds" / "reference"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one writer; finishes a write that was interrupted.

        Raises IngestError when another ingest is writing, or when this is no project folder.
        """
        if not self.folder.parent.is_dir():
            raise IngestError(
                f"{self.folder.parent}: there is no such folder. "
                "Run from the project's root or name it with --project."
            )
        self.folder.mkdir(exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=0):
                self._finish_interrupted()
                yield
        except Timeout:
            raise IngestError(
                f"{self.folder}: another ingest is writing these seeds. Wait for it and try again."
            ) from None

    def filing_ids(self) -> list[str]:
        """The filings present, in order."""
        return [row[0] for row in self._read(FILINGS)]

    def issuers_of_filings(self) -> dict[str, str]:
        """The issuer's id of every filing present, in order of their ids."""
        at = COLUMNS[FILINGS].index("issuer_id")
        return {row[0]: row[at] for row in self._read(FILINGS)}

    def replace(
        self, added: Iterable[Rows], removed: Iterable[str] = (), issuers: Iterable[Issuer] = ()
    ) -> None:
        """Take out `removed` and every filing of `added`, put the new rows in, write all or nothing.

        Rows of other filings keep their bytes and their order; new issuers are added at the end of their
        reference seeds. Raises IngestError when a seed was edited into another shape.
        """
        new = {rows[FILINGS][0][0]: rows for rows in added}
        gone = set(new) | set(removed)
        contents = {}
        for seed in COLUMNS:
            at = COLUMNS[seed].index("filing_id")
            by_filing: dict[str, list[tuple[str, ...]]] = {}
            for row in self._read(seed):
                if row[at] not in gone:
                    by_filing.setdefault(row[at], []).append(row)
            for filing_id, rows in new.items():
                by_filing[filing_id] = rows[seed]
            ordered = [row for filing_id in sorted(by_filing) for row in by_filing[filing_id]]
            contents[seed] = _to_csv(COLUMNS[seed], ordered)
        contents |= self._with_issuers(list(issuers))
        self._write(contents)

    def _with_issuers(self, issuers: Sequence[Issuer]) -> dict[str, str]:
        """The reference seeds of issuers with those rows behind their own; nothing where there are none."""
        present = (
            {row["issuer_id"] for row in _read_dicts(self._path(_ISSUERS), _ISSUER_COLUMNS)}
            if issuers
            else set()
        )
        issuers = [
            issuer for issuer in issuers if issuer.issuer_id not in present
        ]  # another ingest was faster
        if not issuers:
            return {}
        rows = [
            (
                i.issuer_id,
                i.name,
                i.tickers,
                i.reporting_currency,
                i.convenience_currency,
                *(i.fiscal_year_end or ()),
            )
            for i in issuers
        ]
        names = [(issuer.issuer_id, name) for issuer in issuers for name in issuer.names]
        return {
            _ISSUERS: self._appended(_ISSUERS, _ISSUER_COLUMNS, [(*row, "") for row in rows]),
            _NAMES: self._appended(_NAMES, ("issuer_id", "name"), names),
        }

    def _appended(self, seed: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
        path = self._path(seed)
        text = _read_text(path, "Save it as UTF-8.")
        header = next(csv.reader(io.StringIO(text, newline="")), [])
        if tuple(header) != tuple(columns):
            raise IngestError(f"{path}, line 1: expected the columns {', '.join(columns)}.")
        added = _to_csv(columns, rows).partition("\n")[2]
        return text + ("" if text.endswith("\n") else "\n") + added

    def _path(self, seed: str) -> Path:
        return (self.reference if seed in (_ISSUERS, _NAMES) else self.folder) / f"{seed}.csv"

    def _read(self, seed: str) -> list[tuple[str, ...]]:
        path = self._path(seed)
        if not path.exists():
            return []
        reader = csv.reader(io.StringIO(_read_text(path, _RESTORE), newline=""))
        header = tuple(next(reader, ()))
        if header != COLUMNS[seed]:
            raise IngestError(f"{path}, line 1: expected the columns {', '.join(COLUMNS[seed])}. {_RESTORE}")
        rows = [tuple(row) for row in reader]
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header):
                raise IngestError(
                    f"{path}, record {number}: {len(row)} fields where {len(header)} are expected. "
                    + _RESTORE
                )
        return rows

    def _write(self, contents: Mapping[str, str]) -> None:
        """Write new files beside the old, note them in a journal, then move them into place.

        A process that dies before the journal leaves the old seeds; after it, the next ingest
        finishes the move.
        """
        for seed, text in contents.items():
            _write_synced(self.folder / f".{seed}.new", text)
        _write_synced(self.folder / _JOURNAL, json.dumps(sorted(contents)))
        self._finish_interrupted()

    def _finish_interrupted(self) -> None:
        journal = self.folder / _JOURNAL
        if journal.exists():
            for seed in json.loads(journal.read_text(encoding="utf-8") or "[]"):
                new = self.folder / f".{seed}.new"
                if new.exists():
                    os.replace(new, self._path(seed))
            journal.unlink()
        for leftover in self.folder.glob(".*.new"):
            leftover.unlink()


def _write_synced(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".part.new")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
