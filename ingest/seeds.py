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

from ingest.errors import IngestError
from ingest.issuers import Issuer
from ingest.raw_rows import COLUMNS, FILINGS, Rows
from ingest.reference import ISSUER_COLUMNS, read_dicts, read_text

_ISSUERS = "issuers"
_NAMES = "issuer_names"
_JOURNAL = ".replacing.json"
_RESTORE = "These seeds are written by ingest; restore the file from version control."

csv.field_size_limit(2**31 - 1)  # a cell may be as long as its document


class SeedSet:
    """The raw seeds under `seeds/filings/`, ordered by filing id."""

    def __init__(self, project: Path) -> None:
        self.folder = project / "seeds" / "filings"
        self.reference = project / "seeds" / "reference"

    @contextmanager
    def locked(self, patience: float = 0) -> Iterator[None]:
        """Hold the folder for one writer; finishes a write that was interrupted.

        Raises IngestError when another ingest is writing for more than `patience` seconds, or when this is no
        project folder.
        """
        if not self.folder.parent.is_dir():
            raise IngestError(
                f"{self.folder.parent}: there is no such folder. "
                "Run from the project's root or name it with --project."
            )
        self.folder.mkdir(exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=patience):
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

    def add_issuers(self, issuers: Iterable[Issuer]) -> None:
        """Add the new among the issuers at the end of their reference seeds, all or nothing."""
        contents = self._with_issuers(list(issuers))
        if contents:
            self._write(contents)

    def _with_issuers(self, issuers: Sequence[Issuer]) -> dict[str, str]:
        """The reference seeds of issuers with those rows behind their own; nothing where there are none."""
        present = (
            {row["issuer_id"] for row in read_dicts(self._path(_ISSUERS), ISSUER_COLUMNS)}
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
            _ISSUERS: self._appended(_ISSUERS, ISSUER_COLUMNS, [(*row, "") for row in rows]),
            _NAMES: self._appended(_NAMES, ("issuer_id", "name"), names),
        }

    def _appended(self, seed: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
        path = self._path(seed)
        text = read_text(path, "Save it as UTF-8.")
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
        reader = csv.reader(io.StringIO(read_text(path, _RESTORE), newline=""))
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
