"""The rows of dbt models for a Python model, a batch of filings at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import starmap
from typing import Any

import pandas as pd
from duckdb_files import literal

FILINGS_AT_ONCE = 100

DUCKDB_TYPES = {"string": "varchar", "int64": "bigint", "Int64": "bigint", "bool": "boolean"}
"""What DuckDB calls the types of pandas that Python models return."""

WORKED = "worked_on"

Rows = list[dict[str, Any]]


def by_filing(
    session: Any,
    work: Callable[..., pd.DataFrame],
    types: dict[str, str],
    *relations: Any,
    filings: int = FILINGS_AT_ONCE,
) -> Any:
    """`work` on the rows of each relation, whole filings at a time, as one relation of columns `types`.

    All relations have a column `filing_id`; filings are those of the first. Of DuckDB's relations it is a
    temporary table of `session`, within DuckDB's bound of memory; of Spark's a frame of Spark, each filing
    worked on where it lies.
    """
    if hasattr(relations[0], "sparkSession"):
        from spark_filings import on_spark

        return on_spark(work, types, *relations)
    columns = ", ".join(f"{name} {DUCKDB_TYPES[kind]}" for name, kind in types.items())
    session.execute(f"create or replace temp table {WORKED} ({columns})")
    # which lets go of the rows of a batch before the next ones are read
    for frame in starmap(work, in_batches(*relations, filings=filings)):
        session.register("worked_now", frame)
        session.execute(f"insert into {WORKED} from worked_now")
        session.unregister("worked_now")
    return session.table(WORKED)


def in_batches(*relations: Any, filings: int = FILINGS_AT_ONCE) -> Iterator[tuple[Rows, ...]]:
    """The rows of each relation, by column name, for the next `filings` filings of the first relation.

    All relations have a column `filing_id`; batches are in its order, and a filing is whole in one of them.
    Amounts stay Decimal. A first relation without rows gives one batch without rows.
    """
    known = relations[0].project("filing_id").distinct().order("filing_id").fetchall()
    for at in range(0, len(known) or 1, filings):
        batch = known[at : at + filings]
        wanted = f"filing_id between {literal(batch[0][0])} and {literal(batch[-1][0])}" if batch else "false"
        yield tuple(rows_of(relation.filter(wanted)) for relation in relations)


def rows_of(relation: Any) -> Rows:
    """The rows of a DuckDB relation, by column name; amounts stay Decimal."""
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
