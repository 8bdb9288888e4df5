"""Adding filings to the raw layer in Parquet: read in many processes, as if one after the other.

Each filing stands or fails alone. What a filing finds can depend on which issuers are known, and so on the
filings before it: one that finds a new issuer, or fails, waits until all before it are done. Where one of
these brought its issuer, it is read again. So the reference rows of a new issuer are those that its first
filing gives, in the order of the files, however many processes read.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.issuers import Issuer, Known, Stated, by_name
from ingest.raw_layer import RawLayer, write_filing
from ingest.raw_rows import CELLS, PROSE, TABLES, Rows, rows_of
from ingest.reader import Reader, warnings_of
from ingest.reference import read_issuers
from ingest.seeds import SeedSet
from ingest.workers import Died, Workers

_PATIENCE = 60  # seconds for another ingest that writes reference rows


@dataclass(frozen=True)
class Prepared:
    """A filing that was read and written to a hidden folder, not yet published. `issuer` is a new one."""

    filing_id: str
    issuer_id: str
    issuer: Issuer | None
    folder: Path
    counts: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """A filing that stands in the layer; `replaced` says whether it did before."""

    filing: Prepared
    replaced: bool


@dataclass(frozen=True)
class Failed:
    """A file whose filing was not added: its path, and why."""

    path: Path
    reason: str


def counts_of(rows: Rows) -> str:
    """How much one document brings, in words."""
    return f"{len(rows[TABLES])} tables, {len(rows[CELLS])} cells, {len(rows[PROSE])} figures in running text"


def add_filings(
    files: Sequence[Path], layer: RawLayer, project: Path, stated: Stated, jobs: int, seconds: float
) -> Generator[Added | Failed]:
    """Add each file's filing to the layer; one result a file, in the order in which they come.

    Raises IngestError where the reference seeds or the layer's folder cannot be used.
    """
    known = Known(read_issuers(project))
    with layer.writing() as run:
        yield from _Adding(files, layer, project, stated, known, run).results(jobs, seconds)


def prepare(path: Path, project: Path, stated: Stated, issuers: dict[str, Issuer], folder: Path) -> Prepared:
    """Read a document and write its tables into a new folder; raises IngestError, which names it."""
    reader = Reader(project, stated, issuers)
    try:
        document = reader(path)
        rows = rows_of(document)
        write_filing(rows, folder)
    except OSError as error:
        raise IngestError(f"{error.filename or path}: {error.strerror}") from None
    return Prepared(
        document.source.filing_id,
        document.issuer_id,
        reader.known.added.get(document.issuer_id),
        folder,
        counts_of(rows),
        tuple(warnings_of(document)),
    )


class _Adding:
    """One run: which files are done, and what waits for those before it."""

    def __init__(
        self, files: Sequence[Path], layer: RawLayer, project: Path, stated: Stated, known: Known, run: Path
    ) -> None:
        self.files = files
        self.layer = layer
        self.seeds = SeedSet(project)
        self.project = project
        self.stated = stated
        self.known = known
        self.run = run
        self.open = dict.fromkeys(range(len(files)))  # in order; what is done is taken out
        self.held: dict[int, Prepared | IngestError] = {}
        self.readings = 0
        self.issuers_at: dict[int, int] = {}  # how many issuers were new when the file's reading began

    def results(self, jobs: int, seconds: float) -> Iterator[Added | Failed]:
        workers: Workers[int, Prepared] = Workers(jobs, seconds)
        for number in self.open:
            workers.ask(number, self._job(number))
        for number, answer in workers.answers():
            if isinstance(answer, Died):
                yield self._failed(number, f"{self.files[number]}: {answer.reason}.")
            elif isinstance(answer, IngestError) or answer.issuer is not None:
                self.held[number] = answer
            else:
                yield self._publish(number, answer)
            yield from self._settle(functools.partial(self._again, workers))

    def _job(self, number: int) -> Callable[[], Callable[[], Prepared]]:
        def job() -> Callable[[], Prepared]:
            self.readings += 1
            self.issuers_at[number] = len(self.known.added)
            folder = self.run / str(self.readings)
            return functools.partial(
                prepare, self.files[number], self.project, self.stated, self.known.by_id, folder
            )

        return job

    def _again(self, workers: Workers[int, Prepared], number: int) -> None:
        del self.held[number]
        workers.ask(number, self._job(number), first=True)

    def _settle(self, again: Callable[[int], None]) -> Iterator[Added | Failed]:
        """Take up what is held: read anew what a new issuer changes, end what is next in order."""
        for number, answer in list(self.held.items()):
            if isinstance(answer, Prepared) and self._is_known_now(answer.issuer):
                again(number)
        while self.open and (number := next(iter(self.open))) in self.held:
            answer = self.held[number]
            if isinstance(answer, Prepared) and not self._is_known_now(answer.issuer):
                del self.held[number]
                yield self._publish(number, answer)
            elif isinstance(answer, IngestError) and self.issuers_at[number] == len(self.known.added):
                del self.held[number]
                yield self._failed(number, str(answer))
            else:
                again(number)

    def _is_known_now(self, issuer: Issuer | None) -> bool:
        added = self.known.added
        return issuer is not None and (
            issuer.issuer_id in added or by_name(issuer.name, added.values()) is not None
        )

    def _publish(self, number: int, filing: Prepared) -> Added | Failed:
        """Put a filing in its place, its issuer's reference rows first: rows without filings harm nobody."""
        try:
            if filing.issuer is not None:
                with self.seeds.locked(_PATIENCE):
                    self.seeds.add_issuers([filing.issuer])
                self.known.added[filing.issuer_id] = filing.issuer
            replaced = self.layer.publish(filing.folder, filing.filing_id, filing.issuer_id)
        except IngestError as error:
            return self._failed(number, f"{self.files[number]}: {error}")
        except OSError as error:
            return self._failed(
                number, f"{self.files[number]}: {error.filename or 'a file'}: {error.strerror}"
            )
        del self.open[number]
        return Added(filing, replaced)

    def _failed(self, number: int, reason: str) -> Failed:
        del self.open[number]
        return Failed(self.files[number], reason)
