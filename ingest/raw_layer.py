"""The raw layer as Parquet: one folder a filing, which one rename puts in its place.

`PATH/issuer_id=<issuer>/filing_id=<filing>/` holds `<raw table>.parquet` for each of the four, with the
columns and the rows of the seeds, all VARCHAR, an empty text NULL. Hidden folders of PATH hold what is on its
way in or out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from filelock import FileLock, Timeout

from ingest.errors import IngestError
from ingest.raw_rows import COLUMNS, Rows

_RUN = ".run-"
_PARKED = ".parked"
_REMOVED = ".removed"
_PATIENCE = 60  # seconds; a rename takes some milliseconds
_ISSUER = "issuer_id="
_FILING = "filing_id="


class RawLayer:
    """The filings under one folder. Many processes may add to it: its lock is held for one change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one change, after finishing what a killed process left half done.

        Raises IngestError when the folder does not exist, or is held for a minute.
        """
        if not self.folder.is_dir():
            raise IngestError(f"{self.folder}: there is no such folder of filings. Check the path.")
        try:
            with FileLock(self.folder / ".lock", timeout=_PATIENCE):
                self._settle()
                yield
        except Timeout:
            raise IngestError(
                f"{self.folder}: another ingest holds this folder. Wait for it and try again."
            ) from None

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A hidden folder on the same disk, for the filings that one run prepares; it goes at the end.

        Makes the folder of filings where there is none, and removes what runs that are gone have left: a run
        that lives holds a lock in its own. Raises IngestError where the path is a file.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise IngestError(f"{self.folder}: this is a file. Name a folder for the filings.")
        self.folder.mkdir(parents=True, exist_ok=True)
        run = self.folder / f"{_RUN}{os.getpid()}-{os.urandom(4).hex()}"
        alive = FileLock(run / ".lock", timeout=0)
        with self.locked():
            self._sweep()
            run.mkdir()
            alive.acquire()
        try:
            yield run
        finally:
            shutil.rmtree(run, ignore_errors=True)
            alive.release()

    def issuers_of_filings(self) -> dict[str, str]:
        """The issuer's id of every filing present, in order of their ids."""
        found = {
            path.name.removeprefix(_FILING): unquote(path.parent.name.removeprefix(_ISSUER))
            for path in self.folder.glob(f"{_ISSUER}*/{_FILING}*")
        }
        return dict(sorted(found.items()))

    def publish(self, prepared: Path, filing_id: str, issuer_id: str) -> bool:
        """Move a prepared folder to its place; whether the filing stood there, or under another issuer.

        A process that dies in between leaves the old filing or the new one: the old is parked until the new
        stands, and the next change puts it back where it does not.
        """
        target = self.folder / f"{_ISSUER}{quote(issuer_id, safe='')}" / f"{_FILING}{filing_id}"
        with self.locked():
            standing = self._standing(filing_id)
            try:
                for old in standing:
                    self._set_aside(old, _PARKED)
                _move(prepared, target)
            finally:
                self._settle()
        return bool(standing)

    def remove(self, filing_id: str) -> None:
        """Take a filing out; call it within `locked`."""
        for old in self._standing(filing_id):
            self._set_aside(old, _REMOVED)
        self._settle()

    def _standing(self, filing_id: str) -> list[Path]:
        named = (issuer / f"{_FILING}{filing_id}" for issuer in self.folder.glob(f"{_ISSUER}*"))
        return [path for path in named if path.is_dir()]

    def _set_aside(self, filing: Path, where: str) -> None:
        _move(filing, self.folder / where / filing.parent.name / filing.name)
        if not any(filing.parent.iterdir()):
            filing.parent.rmdir()

    def _settle(self) -> None:
        """Put back what is parked and has no successor, delete everything else that was set aside."""
        for parked in sorted((self.folder / _PARKED).glob("*/*")):
            if not self._standing(parked.name.removeprefix(_FILING)):
                _move(parked, self.folder / parked.parent.name / parked.name)
        for where in (_PARKED, _REMOVED):
            if (self.folder / where).exists():
                shutil.rmtree(self.folder / where)

    def _sweep(self) -> None:
        for run in self.folder.glob(f"{_RUN}*"):
            try:
                with FileLock(run / ".lock", timeout=0):
                    shutil.rmtree(run, ignore_errors=True)
            except Timeout:
                continue


def write_filing(rows: Rows, folder: Path) -> None:
    """Write the four tables of a filing into a new folder, and flush them to the disk.

    Raises IngestError where they cannot be written, such as for want of room.
    """
    import duckdb
    import pandas as pd

    folder.mkdir()
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            for table, columns in COLUMNS.items():
                path = folder / f"{table}.parquet"
                texts = ", ".join(f"nullif(cast({name} as varchar), '') as {name}" for name in columns)
                connection.register("written", pd.DataFrame(rows[table], columns=list(columns), dtype=str))
                place = str(path).replace("'", "''")
                connection.execute(
                    f"copy (select {texts} from written) to '{place}' (format parquet, compression zstd)"
                )
                _sync(path)
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise IngestError(f"{folder.parent.parent}: the tables cannot be written there: {said}") from None
    _sync(folder)


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
    _sync(path.parent)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk; only POSIX lets a folder be opened."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
