"""Copy the marts of the published DuckDB file to Parquet, for tools that do not read DuckDB.

The folder then holds `<mart>.parquet` for every table of schema `marts`, and `manifest.json`, which
says which build they are of and what each file must hash to. `plugins/publish.py` calls `copy_marts`
after every publication, where `parquet` is configured beside `target` in profiles.yml.

All files are written and checked under other names first, so that a full disk costs nothing; then
each replaces its predecessor, and the manifest comes last. A run that dies in between leaves the old
manifest: its build id is not the DuckDB file's, and the files already replaced do not have its hashes.

The bytes follow from the rows, the comments and the version of DuckDB alone.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import duckdb
from duckdb_files import first_line, literal, quoted, shown, sync, sync_folder

SCHEMA = "marts"
MANIFEST = "manifest.json"
CATALOG = "published"


class ParquetError(RuntimeError):
    """The Parquet copies could not be made; what the folder holds now is in the message."""


@dataclass(frozen=True)
class Column:
    """A column of a mart: `type` is DuckDB's, which the Parquet file must give back."""

    name: str
    type: str
    comment: str | None


@dataclass(frozen=True)
class Mart:
    """A table to copy, and the columns that put its rows in order (none: all of them do)."""

    name: str
    comment: str | None
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Copies:
    """What was written."""

    files: int
    size: int
    folder: Path
    seconds: float

    def __str__(self) -> str:
        return (
            f"{shown(self.folder)}: {self.files} marts as Parquet, "
            f"{self.size / 1e6:.1f} MB in {self.seconds:.1f} s"
        )


def copy_marts(database: Path, folder: Path, session: Any = None) -> Copies:
    """Make `folder` hold the marts of `database`, and nothing else that ends in `.parquet`.

    Within the bound of memory of `session`, a DuckDB connection, where one is given. Raises ParquetError when
    that fails; `database` is only read.
    """
    started = monotonic()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _temporary(folder) as temporary, _reading(database, session) as connection:
            found = marts(connection)
            files = [_write(connection, mart, temporary) for mart in found]
            manifest = _describe(connection) | {"files": files}
            (temporary / MANIFEST).write_text(
                json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            _replace(temporary, folder, [file["file"] for file in files])
    except (duckdb.Error, OSError, ParquetError) as error:
        remedy = "Mend the mart" if isinstance(error, ParquetError) else "Make room, or the folder writable"
        message = f"{first_line(error)}. {_left(folder)}. {remedy}, then run `dbt build` again"
        raise ParquetError(message) from error
    return Copies(len(files), sum(file["bytes"] for file in files), folder, monotonic() - started)


@contextmanager
def _reading(database: Path, session: Any) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own that reads `database`, of the instance of `session` where one is given."""
    with closing(session.cursor() if session else duckdb.connect()) as connection:
        connection.execute(f"attach {literal(str(database))} as {CATALOG} (read_only)")
        ((before,),) = connection.execute("select current_database()").fetchall()
        connection.execute(f"use {CATALOG}")
        try:
            yield connection
        finally:
            connection.execute(f"use {quoted(before)}")
            connection.execute(f"detach {CATALOG}")


def marts(connection: duckdb.DuckDBPyConnection) -> list[Mart]:
    """Describe every table of the schema, by name."""
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        f"where database_name = '{CATALOG}' and schema_name = '{SCHEMA}' order by table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    keys = dict(
        connection.execute(
            "select table_name, constraint_column_names from duckdb_constraints() "
            f"where database_name = '{CATALOG}' and schema_name = '{SCHEMA}' "
            "and constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    )
    tables = connection.execute(
        "select table_name, comment from duckdb_tables() "
        f"where database_name = '{CATALOG}' and schema_name = '{SCHEMA}' order by table_name"
    ).fetchall()
    return [Mart(name, comment, tuple(columns[name]), tuple(keys.get(name, ()))) for name, comment in tables]


def _write(connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path) -> dict[str, Any]:
    """Write a mart in order, check what the file gives back, and return its entry of the manifest."""
    path = folder / f"{mart.name}.parquet"
    table = f"{quoted(SCHEMA)}.{quoted(mart.name)}"
    order = ", ".join(map(quoted, mart.key)) or "all"
    comments = json.dumps({column.name: column.comment for column in mart.columns}, ensure_ascii=False)
    connection.execute(
        f"copy (select * from {table} order by {order}) to {literal(str(path))} "
        "(format parquet, compression zstd, kv_metadata {"
        f"comment: {literal(mart.comment or '')}, column_comments: {literal(comments)}}})"
    )
    copy = f"read_parquet({literal(str(path))})"
    given = [tuple(row[:2]) for row in connection.execute(f"describe select * from {copy}").fetchall()]
    wanted = [(column.name, column.type) for column in mart.columns]
    changed = [column for column, back in zip(wanted, given, strict=True) if column != back]
    if changed:
        raise ParquetError(
            f"Parquet would change the type of {mart.name}.{changed[0][0]}, which is {changed[0][1]}"
        )
    counting = f"select (select count(*) from {table}), (select count(*) from {copy})"
    ((rows, copied),) = connection.execute(counting).fetchall()
    if rows != copied:
        raise ParquetError(f"the copy of {mart.name} has {copied} rows, not {rows}")
    sync(path)
    return {
        "file": path.name,
        "table": f"{SCHEMA}.{mart.name}",
        "comment": mart.comment,
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": _hash(path),
        "columns": [asdict(column) for column in mart.columns],
    }


def _describe(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the head of the manifest: the build, and the filings it was made from."""
    ((build_id, built_at, version),) = connection.execute(
        f"select build_id, strftime(built_at, '%Y-%m-%dT%H:%M:%SZ'), tieout_version from {SCHEMA}.build_info"
    ).fetchall()
    filings = connection.execute(
        f"select filing_id, source_file, source_sha256 from {SCHEMA}.dim_filing order by filing_id"
    ).fetchall()
    names = ("filing_id", "source_file", "source_sha256")
    return {
        "build_id": build_id,
        "built_at": built_at,
        "tieout_version": version,
        "filings": [dict(zip(names, filing, strict=True)) for filing in filings],
    }


def _replace(temporary: Path, folder: Path, names: list[str]) -> None:
    """Move the new files into the folder, the manifest last, and remove files of marts that are gone."""
    sync(temporary / MANIFEST)
    for name in names:
        os.replace(temporary / name, folder / name)
    for old in folder.glob("*.parquet"):
        if old.name not in names:
            old.unlink()
    os.replace(temporary / MANIFEST, folder / MANIFEST)
    sync_folder(folder)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """Make a hidden folder to write in; it goes at the end, and so do those that killed runs left."""

    def sweep() -> None:
        for left in folder.glob(".new.*"):
            for file in left.iterdir():
                file.unlink(missing_ok=True)
            left.rmdir()

    sweep()
    temporary = folder / f".new.{os.getpid()}"
    temporary.mkdir()
    try:
        yield temporary
    finally:
        sweep()


def _left(folder: Path) -> str:
    """Say what the folder holds after a failure."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        build, files = manifest["build_id"], manifest["files"]
        other = sum(_hash(folder / file["file"]) != file["sha256"] for file in files)
    except (OSError, ValueError, KeyError):
        return f"{shown(folder)} holds no complete set of copies"
    state = f"{shown(folder)} still holds the copies of build {build}"
    return f"{state}, but {other} of the {len(files)} files are missing or newer" if other else state


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
