"""Python models read their rows a batch of filings at a time."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from filing_batches import in_batches


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create table facts (filing_id varchar, amount decimal(10, 2))")
        connection.execute("create table cells (filing_id varchar, line integer)")
        connection.execute("insert into facts values ('b', 2), ('a', 1), ('c', 3), ('b', 4), ('o''k', 5)")
        connection.execute(
            "insert into cells values ('c', 30), ('a', 10), ('b', 20), ('only here', 40), ('o''k', 50)"
        )
        yield connection


def ids(database: duckdb.DuckDBPyConnection, filings: int) -> list[tuple[list[str], list[str]]]:
    batches = in_batches(database.table("facts"), database.table("cells"), filings=filings)
    return [
        (sorted(row["filing_id"] for row in facts), sorted(row["filing_id"] for row in cells))
        for facts, cells in batches
    ]


def test_a_filing_is_whole_in_one_batch_and_in_every_relation(database: duckdb.DuckDBPyConnection) -> None:
    assert ids(database, 2) == [(["a", "b", "b"], ["a", "b"]), (["c", "o'k"], ["c", "o'k"])]
    assert ids(database, 3) == [(["a", "b", "b", "c"], ["a", "b", "c"]), (["o'k"], ["o'k"])]


def test_amounts_stay_decimal(database: duckdb.DuckDBPyConnection) -> None:
    [(facts,)] = in_batches(database.table("facts").filter("filing_id = 'a'"))
    assert [str(row["amount"]) for row in facts] == ["1.00"]


def test_nothing_is_one_batch_of_nothing(database: duckdb.DuckDBPyConnection) -> None:
    assert list(in_batches(database.table("facts").filter("false"), database.table("cells"))) == [([], [])]
