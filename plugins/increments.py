"""Build the issuers alone whose filings changed, and merge their rows into the published file.

Only the raw layer in Parquet is built so (docs/raw_layer.md): what a filing can change is its issuer. The
published file holds, in `raw.raw_layer_files`, of which files each filing was read, of which rows of the
reference seeds about its issuer, and by which rules (`rules_md5`: the project, its versions, its settings).
`plan` compares that with what lies there now. The build file then holds the changed issuers only, and
`merge` replaces their rows in a copy of the published file. A build that is not published leaves the state
as it was, so that the next one builds the same issuers again.

How the rows of a table are told apart is read off its columns (`OWNERS`). A table that speaks of all issuers
together has `merge: recompute` in the meta of its model, and is computed anew over the merged rows; one that
each build holds whole has `merge: replace`. Reference seeds are such.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from duckdb_files import literal, quoted

STATE = "raw.raw_layer_files"
NOW = "main.raw_layer_now"
CHANGED = "main.issuers_to_build"
STATE_COLUMNS = ("issuer_id", "filing_id", "bytes", "modified_us", "reference_md5", "rules_md5")
MERGED, PUBLISHED = "merged_copy", "published_before"
RECOMPUTE, REPLACE = "recompute", "replace"

RAW = "raw"
SEEDS_BY_ISSUER = ("issuers", "issuer_names")
PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb", "great_expectations", "pandas")

OWNERS: Mapping[str, str] = {
    "filing_id": "{} in (from filings_replaced)",
    "table_id": "regexp_replace({}, '[.][^.]*$', '') in (from filings_replaced)",
    "root_table_id": "regexp_replace({}, '[.][^.]*$', '') in (from filings_replaced)",
    "printed_in": "{0} in (from filings_replaced) or {0} in (from tables_replaced)",
    "fact_id": "split_part({}, ':', 1) in (from filings_replaced)",
    "prose_figure_id": "split_part({}, ':', 1) in (from filings_replaced)",
    "result_id": "split_part({}, ':', 2) in (from filings_replaced)",
    "issuer_id": "{} in (from issuers_replaced)",
    "line_issuer_id": "{} in (from issuers_replaced)",
}
"""By column: whether a row is one of the changed issuers'. The first column that is not NULL decides.

A row without any is no issuer's (a standard line item), and each build has it. What a build says of other
issuers, from the reference seeds, is as published.
"""


class IncrementError(RuntimeError):
    """The changed rows cannot be merged; what to do is in the message."""


@dataclass(frozen=True)
class Plan:
    """The issuers that a build is of, in order, and how many others stay as published."""

    changed: tuple[str, ...]
    others: int

    def __str__(self) -> str:
        shown = ", ".join(self.changed[:5]) + (", ..." if len(self.changed) > 5 else "")
        named = f" ({shown})" if shown else ""
        stay = f"; {self.others} stay as published" if self.others else ""
        return f"{len(self.changed)} issuers to build{named}{stay}"


EVERYTHING = Plan((), 0)


@dataclass(frozen=True)
class Table:
    """A published table: its name for SQL without a catalog, its columns, and how it is merged."""

    name: str
    columns: tuple[str, ...]
    comment: str | None
    how: str | None = None
    """`recompute`, `replace`, or None: by the owners of its rows."""


def digest(parts: Mapping[str, str]) -> str:
    """A hash of named texts, whatever their order."""
    lines = "\n".join(f"{name} {text}" for name, text in sorted(parts.items()))
    return hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest()


def project_checksums(manifest: Any) -> tuple[dict[str, str], list[Path]]:
    """What decides the rows of a build beside the raw layer, by name; and the seeds read issuer by issuer.

    Takes dbt's manifest: models and reference seeds with their configuration, macros, and beside them the
    plugins and the versions of what computes.
    """
    found: dict[str, str] = {}
    by_issuer = []
    for name, node in manifest.nodes.items():
        if str(node.resource_type) == "seed" and node.name in SEEDS_BY_ISSUER:
            by_issuer.append(Path(node.root_path) / node.original_file_path)
        elif str(node.resource_type) in ("model", "seed") and node.schema != RAW:
            found[name] = node.checksum.checksum + json.dumps(
                node.config.to_dict(), sort_keys=True, default=str
            )
    own = manifest.metadata.project_name
    found |= {name: macro.macro_sql for name, macro in manifest.macros.items() if macro.package_name == own}
    plugins = Path(__file__).parent
    for path in (*plugins.rglob("*.py"), *plugins.rglob("*.j2")):
        found[f"plugin {path.relative_to(plugins).as_posix()}"] = path.read_text(encoding="utf-8")
    return found | {f"version {package}": version(package) for package in PACKAGES}, by_issuer


def plan(
    cursor: duckdb.DuckDBPyConnection,
    listing: str,
    reference: Iterable[Path],
    rules: str,
    published: Path | None,
) -> Plan:
    """Find what changed since `published` was made, and leave it in the build file for the build to load.

    `listing` is a query of folder, issuer_id, filing_id, bytes and modified_us of the filings that lie there,
    `reference` are the seeds whose rows are of one issuer, `rules` is the hash of all else. Without
    `published` everything is built. Makes the tables `NOW`, the state that this build will have, and
    `CHANGED`, issuer_id and folder (NULL where no filing is left).
    """
    about = " union all ".join(
        f"select issuer_id, cast(line as varchar) as line"
        f" from read_csv({literal(str(path))}, all_varchar = true) as line"
        for path in reference
    )
    cursor.execute(
        f"""
        create or replace table {NOW} as
        select
            listed.folder,
            coalesce(listed.issuer_id, about.issuer_id) as issuer_id,
            listed.filing_id,
            listed.bytes,
            listed.modified_us,
            about.reference_md5,
            {literal(rules)} as rules_md5
        from ({listing}) as listed
        full join (
            select issuer_id, md5(string_agg(line, chr(10) order by line)) as reference_md5
            from ({about})
            group by issuer_id
        ) as about on listed.issuer_id = about.issuer_id
        """
    )
    state = ", ".join(STATE_COLUMNS)
    before = None if published is None else _published_state(cursor, published)
    changed = f"select distinct issuer_id from {NOW}"
    if before:
        is_now, was = (f"select {state} from {relation}" for relation in (NOW, before))
        changed = f"select distinct issuer_id from (({is_now} except {was}) union ({was} except {is_now}))"
    try:
        cursor.execute(
            f"create or replace table {CHANGED} as select issuer_id, folder"
            f" from ({changed}) left join (select distinct issuer_id, folder from {NOW}) using (issuer_id)"
        )
    finally:
        if before:
            cursor.execute(f"detach {PUBLISHED}")
    found = cursor.execute(f"select issuer_id from {CHANGED} order by issuer_id").fetchall()
    names = tuple(name for (name,) in found)
    ((others,),) = cursor.execute(
        f"select count(distinct issuer_id) from {NOW}"
        f" where filing_id is not null and issuer_id not in (select issuer_id from {CHANGED})"
    ).fetchall()
    return Plan(names, others)


def _published_state(cursor: duckdb.DuckDBPyConnection, published: Path) -> str | None:
    """Attach the published file and name its table of states; None where it has none."""
    if not published.exists():
        return None
    cursor.execute(f"attach {literal(str(published))} as {PUBLISHED} (read_only)")
    schema, table = STATE.split(".")
    found = cursor.execute(
        "select column_name from duckdb_columns()"
        " where database_name = ? and schema_name = ? and table_name = ? order by column_index",
        [PUBLISHED, schema, table],
    ).fetchall()
    if tuple(name for (name,) in found) == STATE_COLUMNS:
        return f"{PUBLISHED}.{STATE}"
    cursor.execute(f"detach {PUBLISHED}")
    return None


def merge(
    cursor: duckdb.DuckDBPyConnection,
    catalog: str,
    tables: Iterable[Table],
    published: Path,
    copy: Path,
    changed: Iterable[str],
) -> dict[str, int]:
    """Make `copy` from `published`, with the rows of the `changed` issuers replaced by those of `catalog`.

    Returns how many rows each table has then. Tables to recompute are as they were. Raises IncrementError
    where a table does not say whose its rows are.
    """
    shutil.copyfile(published, copy)
    cursor.execute(f"attach {literal(str(copy))} as {MERGED}")
    try:
        _name_replaced(cursor, catalog, list(changed))
        return {table.name: _replace_rows(cursor, catalog, table) for table in tables}
    finally:
        cursor.execute(f"detach {MERGED}")


def _name_replaced(cursor: duckdb.DuckDBPyConnection, catalog: str, changed: list[str]) -> None:
    """Make temporary tables of the issuers, filings and tables whose rows go, those that are gone too."""
    make = "create or replace temp table"
    cursor.execute(f"{make} issuers_replaced as select unnest(?::varchar[]) as issuer_id", [changed])
    of_issuers = "where issuer_id in (from issuers_replaced)"
    of_filings = "where filing_id in (from filings_replaced)"
    for name, key, table, which in (
        ("filings_replaced", "filing_id", "raw.raw_filings", of_issuers),
        ("tables_replaced", "table_id", "raw.raw_tables", of_filings),
    ):
        sources = [f"select {key} from {place}.{table} {which}" for place in (MERGED, quoted(catalog))]
        cursor.execute(f"{make} {name} as {' union '.join(sources)}")


def _replace_rows(cursor: duckdb.DuckDBPyConnection, catalog: str, table: Table) -> int:
    """Delete the rows that the build has anew, insert its rows, and return how many there are."""
    target = f"{MERGED}.{table.name}"
    if table.how != RECOMPUTE:
        which = "true" if table.how == REPLACE else _is_replaced(table)
        cursor.execute(f"delete from {target} where {which}")
        source = f"{quoted(catalog)}.{table.name}"
        cursor.execute(f"insert into {target} by name from {source} where {which}")
    cursor.execute(f"comment on table {target} is {literal(table.comment) if table.comment else 'null'}")
    ((rows,),) = cursor.execute(f"select count(*) from {target}").fetchall()
    return int(rows)


def _is_replaced(table: Table) -> str:
    """Whether a row of a table is one of a changed issuer, or of none, in SQL."""
    owners = [column for column in OWNERS if column in table.columns]
    if not owners:
        raise IncrementError(
            f"no column of {table.name} says whose its rows are ({', '.join(OWNERS)}); give one to its model,"
            " or the meta `merge: recompute` or `merge: replace`"
        )
    cases = " ".join(f"when {column} is not null then {OWNERS[column].format(column)}" for column in owners)
    return f"case {cases} else true end"


def recompute(copy: Path, catalog: str, steps: Mapping[str, str | Callable[[Any], Any]]) -> dict[str, int]:
    """Compute tables of a merged copy anew over all its rows, in order, and return how many rows they have.

    `steps` holds, by the table's name, the query of its model, which names tables of `catalog`; or a function
    of the connection that gives a frame.
    """
    rows = {}
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach {literal(str(copy))} as {quoted(catalog)}")
        connection.execute(f"use {quoted(catalog)}")
        for name, step in steps.items():
            if callable(step):
                connection.register("computed", step(connection))
            query = "from computed" if callable(step) else step
            connection.execute(f"delete from {name}")
            connection.execute(f"insert into {name} by name ({query})")
            ((rows[name],),) = connection.execute(f"select count(*) from {name}").fetchall()
        connection.execute(f"checkpoint {quoted(catalog)}")
    return rows
