"""Reading one document with a project's reference seeds: a path in, its document or one message out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.document import Document, read_document
from ingest.errors import IngestError
from ingest.issuers import Issuer, Known, Stated
from ingest.leftover import describe_leftovers, leftovers
from ingest.reference import read_currencies, read_issuers, read_vocabulary
from ingest.source import read_source


class Reader:
    """Reads documents with one project's reference seeds; `known` gathers the issuers it meets anew.

    `issuers` are those that count as known, by id; without them, those of the reference seeds.
    """

    def __init__(self, project: Path, stated: Stated, issuers: Mapping[str, Issuer] | None = None) -> None:
        self.known = Known(read_issuers(project) if issuers is None else dict(issuers))
        self.stated = stated
        self.vocabulary = read_vocabulary(project)
        self.currencies = read_currencies(project)

    def __call__(self, path: Path) -> Document:
        """The document in a file; raises IngestError, which begins with its path."""
        try:
            return read_document(read_source(path), self.known, self.vocabulary, self.currencies, self.stated)
        except (IngestError, OSError):
            raise
        except MemoryError:
            raise IngestError(
                f"{path}: there is not enough memory to read it. Cut out the announcement and add that."
            ) from None
        except (
            Exception
        ) as error:  # a fault of ingest, which is to stop neither with a traceback nor silently
            if sys.flags.dev_mode:
                raise
            raise IngestError(
                f"{path}: a fault in ingest stops its reading ({type(error).__name__}: {str(error)[:200]}). "
                "Add the announcement in another format, and report it with the file "
                "(python -X dev -m ingest shows where)."
            ) from error


def warnings_of(document: Document) -> Iterator[str]:
    """What a reader should know of a document that was read: what it does not say, what was left out."""
    where = document.source.where
    missing = [name for name in ("title", "announced", "period") if not getattr(document, name).text]
    if missing:
        yield (
            f"warning: {where}: found no {' and no '.join(missing)}; figures whose "
            "header leaves the period open stay without one."
        )
    if not any(table.units_text for table in document.tables):
        yield (
            f"warning: {where}: found no scale (thousands, millions); the figures of the "
            'tables are taken in whole units. Where they are not, say --units "in thousands".'
        )
    left = describe_leftovers(where, leftovers(document))
    if left:
        yield left
