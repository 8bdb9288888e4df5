"""From the rows of dbt models to statements, and from statements to rows of sums and displaced rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from structure import Row, Sum, find_displaced, find_sums

OUTPUT = {
    "filing_id": "string",
    "root_table_id": "string",
    "sum_number": "int64",
    "role": "string",
    "source_line": "int64",
    "of_line": "int64",
    "weight": "int64",
    "found_as": "string",
}


def find_structure(cells: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The sums and displaced rows of every statement: a row a total, a term, a line within, a displaced row.

    `cells`: one row a root table, source line and column number (1 is the first column); amounts as text.
    `of_line` is the total that a term enters, or that a line is within through other totals. A displaced row
    has the number of the sum that shows it, and as weight how many columns it stands to the right.
    """
    by_table: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for cell in cells:
        by_table[(cell["filing_id"], cell["root_table_id"])].append(cell)
    found = [
        (filing_id, table_id, *row)
        for (filing_id, table_id), rows in sorted(by_table.items())
        for row in _of_statement(_statement(rows))
    ]
    return pd.DataFrame(found, columns=list(OUTPUT)).astype(OUTPUT)


def _of_statement(rows: Sequence[Row]) -> Iterator[tuple[int, str, int, int, int, str]]:
    sums = find_sums(rows)
    number = {found.total: index for index, found in enumerate(sums, start=1)}
    for index, found in enumerate(sums, start=1):
        yield index, "total", found.total, found.total, 1, found.kind
        for line, weight in found.terms:
            yield index, "term", line, found.total, weight, found.kind
        for line in sorted(_within(found.total, sums)):
            yield index, "within", line, found.total, 0, found.kind
    for displaced in find_displaced(rows, sums):
        yield (
            number.get(displaced.total, 0),
            "displaced",
            displaced.line,
            displaced.total,
            displaced.shift,
            "displaced",
        )


def _within(total: int, sums: Sequence[Sum]) -> set[int]:
    """The lines that make up a total, and those that make them up in turn."""
    terms: dict[int, set[int]] = defaultdict(set)
    for found in sums:
        terms[found.total] |= {line for line, _ in found.terms}
    within: set[int] = set()
    wanted = {total}
    while wanted:
        line = wanted.pop()
        wanted |= terms[line] - within
        within |= terms[line]
    return within


def _statement(cells: Sequence[dict[str, Any]]) -> list[Row]:
    width = max(cell["column_number"] for cell in cells)
    decimals = (
        max(cell["printed_decimals"] for cell in cells if cell["unit"] == "currency")
        if any(cell["unit"] == "currency" for cell in cells)
        else 0
    )
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for cell in cells:
        lines[cell["source_line"]].append(cell)
    rows = []
    for line, parts in sorted(lines.items()):
        values: list[int | None] = [None] * width
        nils = [False] * width
        for cell in parts:
            at = cell["column_number"] - 1
            nils[at] = bool(cell["is_nil"])
            if cell["printed_value"] is not None:
                values[at] = int(Decimal(cell["printed_value"]).scaleb(decimals))
        first = parts[0]
        rows.append(
            Row(line, first["label"], first["section"] or "", tuple(values), tuple(nils), first["unit"])
        )
    return rows
