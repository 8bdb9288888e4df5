"""The queries that the pages show, and what they print.

    python tests/python/examples.py

asks every query of the pages of the published `tieout.duckdb` and rewrites the output below it.
`test_questions.py` compares the same text with the pages.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/questions.md")
QUERY = re.compile(r"```sql\n(?P<sql>(?:(?!```).)*)```\n+", re.DOTALL)
EXAMPLE = re.compile(QUERY.pattern + r"```text\n(?P<shown>(?:(?!```).)*)```", re.DOTALL)
COMMAND = re.compile(
    r"```sh\nmf query (?P<arguments>(?:(?!```).)*)```\n+```text\n(?P<shown>(?:(?!```).)*)```", re.DOTALL
)
"""A command of docs/metrics.md; `ask_metrics.py` runs it, for it needs MetricFlow."""


@dataclass(frozen=True)
class Example:
    """A query of a page and the output that stands below it."""

    page: str
    line: int
    sql: str
    shown: str


def examples(page: str) -> Iterator[Example]:
    """The examples of a page. Raises ValueError where a query has no output below it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for query in QUERY.finditer(text):
        line = text.count("\n", 0, query.start()) + 1
        found = EXAMPLE.match(text, query.start())
        if found is None:
            raise ValueError(f"{page}:{line}: no ```text block stands below this query")
        yield Example(page, line, found["sql"], found["shown"])


def printed(database: Path, sql: str) -> str:
    """The rows of a query in columns: text to the left, numbers to the right, no value as NULL."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    columns = []
    for place, name in enumerate(names):
        values = [row[place] for row in rows]
        cells = [name, *map(_cell, values)]
        width = max(map(len, cells))
        numeric = any(isinstance(v, int | float | Decimal) and not isinstance(v, bool) for v in values)
        columns.append([cell.rjust(width) if numeric else cell.ljust(width) for cell in cells])
    lines = ("  ".join(cells).rstrip() for cells in zip(*columns, strict=True))
    return "".join(f"{line}\n" for line in lines)


def arguments(command: str) -> list[str]:
    """A command's words, read as a shell reads them."""
    return shlex.split(command.replace("\\\n", " "))


def shown(printed_by_mf: str) -> str:
    """What a page shows of an output: no blanks at the ends of lines, no empty line at its end."""
    return "".join(f"{line.rstrip()}\n" for line in printed_by_mf.rstrip().splitlines())


def rewritten(text: str, database: Path) -> str:
    """A page with the outputs that the database gives now."""

    def anew(found: re.Match[str]) -> str:
        start = found.start("shown") - found.start()
        return found[0][:start] + printed(database, found["sql"]) + "```"

    return EXAMPLE.sub(anew, text)


def _cell(value: Any) -> str:
    if value is None:
        return "NULL"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = rewritten(before, ROOT / "tieout.duckdb")
        path.write_text(after, encoding="utf-8")
        print(f"{name}: {'rewritten' if after != before else 'as it was'}")
