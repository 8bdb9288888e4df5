"""What the report reads: the queries of `queries/`, asked of the published file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

QUERIES = Path(__file__).parent / "queries"

Row = dict[str, Any]


class ReportError(RuntimeError):
    """The report cannot be made; the message says what to do."""


class Warehouse:
    """The published file, open for reading."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def ask(self, query: str, issuer_id: str | None = None) -> list[Row]:
        """The rows of a file of `queries/`, for one issuer where the query names one. Amounts are Decimal."""
        sql = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
        asked = self._connection.execute(sql, {"issuer_id": issuer_id} if issuer_id else None)
        names = [column[0] for column in asked.description or ()]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


@contextmanager
def opened(database: Path) -> Iterator[Warehouse]:
    """Open the published file. Raises ReportError when it is missing, or is no warehouse of this version."""
    if not database.is_file():
        raise ReportError(f"{database} does not exist; run `make build` first")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            yield Warehouse(connection)
    except duckdb.CatalogException as error:
        first = str(error).splitlines()[0]
        raise ReportError(
            f"{database} lacks what the report reads; run `make build` anew ({first})"
        ) from error
    except duckdb.IOException as error:
        raise ReportError(f"{database} cannot be opened: {str(error).splitlines()[0]}") from error
