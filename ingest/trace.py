"""The descent of a published figure, from a mart's value to the cells it came from, as a tree."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from ingest.errors import IngestError

_ITEMS = """
    select ratio_id as item, period_id as period from marts.ratios
    union select line_item_id || '_' || comparison, period_id from marts.growth
    union select line_item_id, period_id from marts.fct_facts
    union select fact_key, null from marts.fct_facts
"""


def trace(database: Path, item: str, period: str | None, console: Console) -> None:
    """Print where the figure of an item and period comes from: formula, facts, cells, identities.

    `item` is a line item, a ratio, a line item with a comparison (`total_revenues_yoy`), or a fact key, which
    needs no period. Raises IngestError when the database is missing or holds no such figure.
    """
    if not database.is_file():
        raise IngestError(f"{database}: there is no such file. Run `make build` to publish it.")
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise IngestError(f"{database}: this cannot be opened as the published warehouse: {error}") from None
    try:
        rows = connection.execute("select * from marts.trace(?, ?)", [item, period])
        columns = [column[0] for column in rows.description or ()]
        steps = [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]
        if not steps:
            raise IngestError(_nothing_found(connection, item, period))
    except duckdb.CatalogException as error:
        raise IngestError(
            f"{database}: this holds no macro to trace with ({error}). Run `make build` to publish it anew."
        ) from None
    finally:
        connection.close()
    for tree in _trees(steps):
        console.print(tree)


def _nothing_found(connection: duckdb.DuckDBPyConnection, item: str, period: str | None) -> str:
    known = connection.execute(_ITEMS).fetchall()
    periods = sorted({row[1] for row in known if row[0] == item and row[1]})
    if periods:
        asked = f"for {period}" if period else "without a period"
        return f"{item}: there is no figure {asked}. It has one for: {', '.join(periods)}."
    near = difflib.get_close_matches(item, {row[0] for row in known}, n=5)
    hint = f"Did you mean: {', '.join(near)}?" if near else "Line items are listed in marts.dim_line_item."
    return f"{item}: there is no line item, ratio or fact of this name. {hint}"


def _trees(steps: list[dict[str, Any]]) -> list[Tree]:
    """One tree a subject; a step hangs under the last one above its depth."""
    roots: list[Tree] = []
    open_: list[tuple[int, Tree]] = []
    for step in steps:
        while open_ and open_[-1][0] >= step["depth"]:
            open_.pop()
        text = _line(step)
        if open_:
            node = open_[-1][1].add(text)
        else:
            node = Tree(text)
            roots.append(node)
        open_.append((step["depth"], node))
    return roots


def _line(step: dict[str, Any]) -> str:
    where = ""
    if step["source_line"] is not None:
        where = f" · {step['filing_id']} line {step['source_line']}"
        if step["source_column"] is not None:
            where += f" cell {step['source_column']}"
        if step["cell_place"]:
            where += f" ({step['cell_place']})"
        where += f" “{step['figure_text']}”"
    elif step["filing_id"]:
        where = f" · {step['filing_id']}"
    if step["kind"] == "identity":
        return escape(f"{step['item_id']} {step['detail']} (gap {_number(step['value'])}){where}")
    unit = step["currency"] or step["unit"]
    head = {"cell": "cell", "printed": "printed"}.get(step["kind"], f"{step['item_id']} {step['period_id']}")
    return escape(f"{head} = {_number(step['value'])} {unit} · {step['detail']}{where}")


def _number(value: str | None) -> str:
    """A figure without the zeros that DECIMAL carries along, thousands grouped."""
    if value is None:
        return "unknown"
    whole, _, fraction = value.partition(".")
    fraction = fraction.rstrip("0")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "") if "e" not in value.lower() else value
