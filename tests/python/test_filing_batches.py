"""Python models read their rows a batch of filings at a time."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest
from filing_batches import Rows, by_filing, in_batches


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


@pytest.mark.parametrize("wanted", ["true", "false"])
def test_what_every_batch_gives_is_one_table_of_the_types_that_were_said(
    database: duckdb.DuckDBPyConnection, wanted: str
) -> None:
    types = {"filing_id": "string", "lines": "int64", "least": "Int64", "is_one": "bool"}

    def lines(facts: Rows, cells: Rows) -> pd.DataFrame:
        found = [(row["filing_id"], len(facts), None, len(cells) == 1) for row in facts]
        return pd.DataFrame(found, columns=list(types)).astype(types)

    for _ in range(2):  # nothing is left of a model before
        facts = database.table("facts").filter(wanted)
        worked = by_filing(database, lines, types, facts, database.table("cells"), filings=2)
    assert [str(kind) for kind in worked.types] == ["VARCHAR", "BIGINT", "BIGINT", "BOOLEAN"]
    a, b, c, ok = (
        (filing, n_facts, None, False) for filing, n_facts in (("a", 3), ("b", 3), ("c", 2), ("o'k", 2))
    )
    assert sorted(worked.fetchall()) == ([a, b, b, c, ok] if wanted == "true" else [])
