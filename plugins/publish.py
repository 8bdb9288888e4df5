"""Publish a complete, green `dbt build` as one DuckDB file, in one atomic step.

dbt writes the build file (`path` in profiles.yml). `publish_warehouse` in `on-run-end` hands the
results of the command to this plugin, which either replaces the published file or says why not.
Readers only ever open the published file, so they never block a build and never see half of one.

Configuration, in profiles.yml: `target`, the published file; and `parquet`, the folder that gets its
marts as Parquet too (`parquet_copies`; without it, none does).
"""

import atexit
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.duckdb.utils import TargetConfig
from dbt.adapters.factory import get_adapter_by_type
from dbt.flags import get_flags
from dbt_common.events.base_types import EventLevel
from dbt_common.events.functions import fire_event
from dbt_common.events.types import Note
from duckdb_files import first_line, literal, quoted, shown, sync, sync_folder
from filelock import FileLock, Timeout
from increments import (
    CHANGED,
    EVERYTHING,
    NOW,
    RAW,
    RECOMPUTE,
    REPLACE,
    IncrementError,
    Plan,
    digest,
    merge,
    plan,
    project_checksums,
    recompute,
)
from increments import Table as Merging
from parquet_copies import ParquetError, copy_marts

dbt_flags: Callable[[], Any] = get_flags
dbt_adapter: Callable[[str], Any] = get_adapter_by_type

STORAGE_VERSION = "v1.0.0"
STORAGE_MARKER = 64
STORAGE_MARKER_OFFSET = 12
"""DuckDB's main header: 8 bytes of checksum, `DUCK`, then the storage version."""

COPY_CATALOG = "publish_copy"

GREEN = frozenset({"success", "pass", "warn"})
UNIT_TEST = "unit_test"
BUILT_TYPES = frozenset({"model", "seed", "snapshot", "test", UNIT_TEST, "function"})
"""What must have run. Exposures and saved queries always end as `no-op` and build nothing."""

COMMAND_NAMES = {"generate": "docs generate"}
COMMANDS_WITHOUT_HOOKS = frozenset({"build", "clone", "compile", "generate", "run", "seed", "test"})
"""Commands that get a last word when no `on-run-end` hook gave one: compile and docs generate
never run hooks, the others not when they are interrupted."""

NAMES_SHOWN = 5

PLANS = frozenset({NOW, CHANGED})
"""Tables of the build file that say what it is of."""


class PublishError(RuntimeError):
    """The build file may not be used, or its copy may not become the published file."""


class Relation(NamedTuple):
    """A table's schema and name."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Outcome:
    """One result of a dbt command."""

    unique_id: str
    resource_type: str
    status: str

    @property
    def is_green(self) -> bool:
        """True unless the node failed, was skipped, or ended in a status not known to be safe."""
        return self.status in GREEN or (self.status == "no-op" and self.resource_type not in BUILT_TYPES)


@dataclass(frozen=True)
class Node:
    """One enabled node of the project: what must run, and the table it makes, if it makes one."""

    unique_id: str
    relation: Relation | None
    is_ephemeral: bool
    merging: str | None = None
    """How its table is merged into a published one (`increments.Table.how`)."""


class Column(NamedTuple):
    """What must be equal between a column of the build file and its copy."""

    name: str
    type: str
    is_nullable: bool
    comment: str | None


class Table(NamedTuple):
    """What must be equal between a table of the build file and its copy."""

    rows: int
    comment: str | None
    columns: tuple[Column, ...]
    constraints: tuple[tuple[str, tuple[str, ...]], ...]


class Macro(NamedTuple):
    """What must be equal between a macro of the build file and its copy.

    Not its text: DuckDB prints a body read back from a file in other words than a new one.
    """

    schema: str
    name: str
    kind: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}({', '.join(self.parameters)})"


@dataclass(frozen=True)
class Inventory:
    """The content of one catalog, as far as it is published."""

    tables: Mapping[Relation, Table]
    macros: frozenset[Macro]


@dataclass(frozen=True)
class Increment:
    """The issuers that a build is of, where others stay as published."""

    changed: tuple[str, ...]
    how: Mapping[Relation, str | None]
    """How each table is merged (`increments.Table.how`)."""
    recomputed: Mapping[str, str | Callable[[Any], Any]]
    """What computes the tables of all issuers together (`increments.recompute`)."""


@dataclass(frozen=True)
class Published:
    """What a publication wrote and what it left in the build file."""

    inventory: Inventory
    left_out: tuple[str, ...]
    size: int
    seconds: float

    def __str__(self) -> str:
        line = (
            f"{count(len(self.inventory.tables), 'table')}, "
            f"{count(len(self.inventory.macros), 'macro')}, "
            f"{self.size / 1e6:.1f} MB in {self.seconds:.1f} s"
        )
        return f"{line}; left out: {listing(self.left_out)}" if self.left_out else line


# When: the verdict on a command


def refusal(
    command: str,
    partial_flags: Collection[str],
    nodes: Collection[Node],
    selected: Collection[str],
    outcomes: Collection[Outcome],
) -> str | None:
    """Say why the command may not publish; None when it may.

    A node counts as built when it has a result. An ephemeral model never has one, so it counts
    when it was selected; unit tests are never in `selected`, so selection alone proves nothing.
    Unit tests test the code and not the data: a build may leave out all of them, but not some.
    """
    if command != "build":
        return f"the command was `dbt {command}`, only `dbt build` publishes"
    reasons = [f"{flag} builds only part of the rows" for flag in partial_flags]
    reasons += _red_reasons(outcomes)
    built = {outcome.unique_id for outcome in outcomes}
    left_out = set(unit_tests_left_out(nodes, outcomes))
    wanted = [node for node in nodes if node.unique_id not in left_out]
    missing = [
        node
        for node in wanted
        if node.unique_id not in built and not (node.is_ephemeral and node.unique_id in selected)
    ]
    if missing:
        names = listing(short_name(node.unique_id) for node in missing)
        reasons.append(f"{len(missing)} of {count(len(wanted), 'node')} were not selected: {names}")
    return "; ".join(reasons) or None


def unit_tests_left_out(nodes: Iterable[Node], outcomes: Iterable[Outcome]) -> list[str]:
    """Return the ids of all unit tests when the command ran none of them, otherwise nothing."""
    if any(outcome.resource_type == UNIT_TEST for outcome in outcomes):
        return []
    return [node.unique_id for node in nodes if node.unique_id.startswith(f"{UNIT_TEST}.")]


def _red_reasons(outcomes: Collection[Outcome]) -> Iterator[str]:
    red = [outcome for outcome in outcomes if not outcome.is_green]
    failed = [outcome for outcome in red if outcome.status != "skipped"]
    if failed:
        names = listing(f"{short_name(o.unique_id)} ({o.status})" for o in failed)
        yield f"{count(len(failed), 'node')} failed: {names}"
    if len(red) > len(failed):
        yield f"{count(len(red) - len(failed), 'node')} skipped"


def short_name(unique_id: str) -> str:
    """Return the name in a dbt unique id: `test.shop.not_null_x.1a2b` is `not_null_x`."""
    kind, _, *names = unique_id.split(".")
    return names[-1] if kind == UNIT_TEST else names[0]


def listing(names: Iterable[str]) -> str:
    """Join names, the first few only."""
    ordered = sorted(names)
    more = len(ordered) - NAMES_SHOWN
    return ", ".join(ordered[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1 node`, `2 nodes`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


# How: copy, check, replace


def publish(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    made: Collection[Relation],
    target: Path,
    increment: Increment | None = None,
) -> Published:
    """Replace `target` by a checked copy of the base tables `made` and all macros of `catalog`.

    Views, and tables that no node of the project makes (a renamed
    model's old table, stored test failures), stay in the build file. With an `increment` the copy is made of
    `target`, and the rows of the changed issuers are replaced. On any error `target` is as it was.

    Raises PublishError when the copy is refused; IncrementError, duckdb.Error and OSError when it cannot be
    made.
    """
    started = monotonic()
    sweep(target)
    copy = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        with closing(connection.cursor()) as cursor:
            base_tables = table_names(cursor, catalog)
            tables = [name for name in base_tables if name in made]
            views = view_names(cursor, catalog)
            refuse_foreign_keys(cursor, catalog, tables)
            expected = inventory(cursor, catalog, tables)
            if increment is None:
                write_copy(cursor, catalog, tables, copy)
            else:
                expected = _merge(cursor, catalog, target, copy, increment, expected)
        check_copy(copy, expected)
        size = copy.stat().st_size
        replace(copy, target)
    finally:
        sweep(target)
    left_out = [f"table {name}" for name in base_tables if name not in made and str(name) not in PLANS]
    left_out += [f"view {name}" for name in views]
    return Published(expected, tuple(left_out), size, monotonic() - started)


def _merge(
    cursor: duckdb.DuckDBPyConnection,
    catalog: str,
    target: Path,
    copy: Path,
    increment: Increment,
    built: Inventory,
) -> Inventory:
    """Make the copy of an increment, and say what it must hold: what was built, with all issuers' rows."""
    tables = [
        Merging(str(name), tuple(column.name for column in table.columns), table.comment, increment.how[name])
        for name, table in built.tables.items()
    ]
    rows = merge(cursor, catalog, tables, target, copy, increment.changed)
    rows |= recompute(copy, catalog, increment.recomputed)
    return Inventory(
        {name: table._replace(rows=rows[str(name)]) for name, table in built.tables.items()}, built.macros
    )


def sweep(target: Path) -> None:
    """Remove the copies, and their logs, that a killed publication left beside `target`."""
    for leftover in target.parent.glob(f".{target.stem}.*{target.suffix}*"):
        leftover.unlink(missing_ok=True)


def write_copy(
    cursor: duckdb.DuckDBPyConnection, catalog: str, tables: Iterable[Relation], copy: Path
) -> None:
    """Write the tables and the macros of `catalog` to a new file in the oldest storage format.

    The definitions are copied first, which keeps constraints, comments and macros, and what is
    not published is dropped while it is still empty.
    """
    published = list(tables)
    cursor.execute(f"attach {literal(str(copy))} as {COPY_CATALOG} (storage_version '{STORAGE_VERSION}')")
    try:
        cursor.execute(f"copy from database {quoted(catalog)} to {COPY_CATALOG} (schema)")
        for view in view_names(cursor, COPY_CATALOG):
            cursor.execute(f"drop view {qualified(COPY_CATALOG, view)}")
        for table in table_names(cursor, COPY_CATALOG):
            if table not in published:
                cursor.execute(f"drop table {qualified(COPY_CATALOG, table)}")
        for table in published:
            cursor.execute(
                f"insert into {qualified(COPY_CATALOG, table)} select * from {qualified(catalog, table)}"
            )
        cursor.execute(f"checkpoint {COPY_CATALOG}")
    finally:
        cursor.execute(f"detach {COPY_CATALOG}")


def check_copy(copy: Path, expected: Inventory) -> None:
    """Raise PublishError unless `copy` is closed, old-format, equal to `expected`, and answers.

    The copy is attached under a name that is neither the build file's nor its own, so that a
    macro whose body names a catalog is found here and not by a reader; and without replacement
    scans, so that none is answered by a Python variable of this module.
    """
    if write_ahead_log(copy).exists():
        raise PublishError("the copy was not closed cleanly: a write-ahead log lies beside it")
    check_storage_marker(copy)
    with closing(duckdb.connect(config={"python_enable_replacements": False})) as reader:
        reader.execute(f"attach {literal(str(copy))} as {COPY_CATALOG} (read_only)")
        reader.execute(f"use {COPY_CATALOG}")
        found = inventory(reader, COPY_CATALOG, table_names(reader, COPY_CATALOG))
        problems = [*differences(expected, found), *unanswered(reader, found.macros)]
        if view_names(reader, COPY_CATALOG):
            problems.append("it holds views")
    if problems:
        raise PublishError("the copy is not what was built: " + "; ".join(problems))


def check_storage_marker(copy: Path) -> None:
    """Raise PublishError unless the header says storage v1.0.0, which every DuckDB 1.x opens."""
    with copy.open("rb") as file:
        header = file.read(STORAGE_MARKER_OFFSET + 1)
    if header[STORAGE_MARKER_OFFSET - 4 :] != b"DUCK" + bytes([STORAGE_MARKER]):
        raise PublishError(
            f"header bytes 8 to {STORAGE_MARKER_OFFSET} are {header[8:]!r}, not DUCK and "
            f"{STORAGE_MARKER} (storage {STORAGE_VERSION}); older DuckDB versions would refuse it"
        )


def replace(copy: Path, target: Path) -> None:
    """Move `copy` to `target` so that a crash leaves either the old file or the new one.

    A log beside `target` goes first: DuckDB would replay it into the new file.
    """
    sync(copy)
    write_ahead_log(target).unlink(missing_ok=True)
    os.replace(copy, target)
    sync_folder(target.parent)


def write_ahead_log(database: Path) -> Path:
    """Return where DuckDB keeps the log of `database`."""
    return database.with_name(database.name + ".wal")


# What: the content of a catalog


def table_names(cursor: duckdb.DuckDBPyConnection, catalog: str) -> list[Relation]:
    """List the base tables of a catalog."""
    return _relations(cursor, "duckdb_tables()", "table_name", catalog)


def view_names(cursor: duckdb.DuckDBPyConnection, catalog: str) -> list[Relation]:
    """List the views of a catalog."""
    return _relations(cursor, "duckdb_views()", "view_name", catalog)


def _relations(cursor: duckdb.DuckDBPyConnection, function: str, column: str, catalog: str) -> list[Relation]:
    rows = cursor.execute(
        f"select schema_name, {column} from {function} where database_name = ? and not internal order by all",
        [catalog],
    ).fetchall()
    return [Relation(*row) for row in rows]


def inventory(cursor: duckdb.DuckDBPyConnection, catalog: str, tables: Iterable[Relation]) -> Inventory:
    """Read what a copy of these tables, and of every macro, must reproduce."""

    def read(columns: str, function: str, order: str) -> dict[Relation, list[Any]]:
        found: dict[Relation, list[Any]] = {}
        for schema, name, *values in cursor.execute(
            f"select schema_name, table_name, {columns} from {function} "
            f"where database_name = ? order by {order}",
            [catalog],
        ).fetchall():
            found.setdefault(Relation(schema, name), []).append(tuple(values))
        return found

    names = list(tables)
    comments = read("comment", "duckdb_tables()", "all")
    columns = read("column_name, data_type, is_nullable, comment", "duckdb_columns()", "column_index")
    constraints = read("constraint_type, constraint_column_names", "duckdb_constraints()", "all")
    counting = " union all ".join(
        f"select {at} as place, count(*) from {qualified(catalog, name)}" for at, name in enumerate(names)
    )
    counted = cursor.execute(f"{counting} order by place").fetchall() if names else []
    described = {
        name: Table(
            rows,
            comments[name][0][0],
            tuple(Column(*column) for column in columns[name]),
            tuple((kind, tuple(on)) for kind, on in constraints.get(name, [])),
        )
        for name, (_, rows) in zip(names, counted, strict=True)
    }
    return Inventory(described, _macros(cursor, catalog))


def _macros(cursor: duckdb.DuckDBPyConnection, catalog: str) -> frozenset[Macro]:
    rows = cursor.execute(
        "select schema_name, function_name, function_type, parameters "
        "from duckdb_functions() where database_name = ? and not internal "
        "and function_type in ('macro', 'table_macro')",
        [catalog],
    ).fetchall()
    return frozenset(Macro(schema, name, kind, tuple(parameters)) for schema, name, kind, parameters in rows)


def refuse_foreign_keys(
    cursor: duckdb.DuckDBPyConnection, catalog: str, tables: Collection[Relation]
) -> None:
    """Raise PublishError when a table has a foreign key: DuckDB cannot copy those reliably."""
    rows = cursor.execute(
        "select distinct schema_name, table_name from duckdb_constraints() "
        "where database_name = ? and constraint_type = 'FOREIGN KEY'",
        [catalog],
    ).fetchall()
    keyed = [str(Relation(*row)) for row in rows if Relation(*row) in tables]
    if keyed:
        raise PublishError(f"a published table may not have a foreign key: {listing(keyed)}")


def differences(expected: Inventory, found: Inventory) -> Iterator[str]:
    """Say, table by table and macro by macro, what a copy has lost, gained or changed."""
    for name in sorted(expected.tables.keys() | found.tables.keys()):
        want, have = expected.tables.get(name), found.tables.get(name)
        if want is None or have is None:
            yield f"table {name} is {'missing' if have is None else 'not expected'}"
        elif want.rows != have.rows:
            yield f"table {name} has {have.rows} rows, not {want.rows}"
        elif want != have:
            yield f"table {name} has other columns, constraints or comments"
    for macro in sorted(expected.macros ^ found.macros):
        yield f"macro {macro} is {'missing' if macro in expected.macros else 'not expected'}"


def unanswered(cursor: duckdb.DuckDBPyConnection, macros: Iterable[Macro]) -> Iterator[str]:
    """Say which macros name something that is not in the current catalog.

    Each is bound, not run, with NULL arguments. Other errors are no proof against a macro, since
    NULL suits few of them, and are passed over.
    """
    for macro in sorted(macros):
        arguments = ", ".join(["null"] * len(macro.parameters))
        call = f"{quoted(macro.schema)}.{quoted(macro.name)}({arguments})"
        try:
            cursor.execute(f"describe select {'* from ' if macro.kind == 'table_macro' else ''}{call}")
        except duckdb.CatalogException as error:
            yield f"macro {macro} does not answer: {first_line(error)}"
        except duckdb.Error as error:
            if re.search(r'Catalog ".*" does not exist', str(error)):
                yield f"macro {macro} names a catalog: {first_line(error)}"


def qualified(catalog: str, relation: Relation) -> str:
    """Write a table's full name for SQL."""
    return ".".join(map(quoted, (catalog, *relation)))


# Who: one writer at a time

_locks: dict[Path, FileLock] = {}


def lock(database: Path) -> None:
    """Hold the build file for the life of this process; the system lets go of it on any end.

    Creates the folder of the build file. Raises PublishError when another process holds it.
    """
    path = database.resolve()
    if path in _locks:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_name(f".{path.stem}.pid")
    file_lock = FileLock(path.with_name(f".{path.stem}.lock"), thread_local=False)
    try:
        file_lock.acquire(timeout=0)
    except Timeout as error:
        process = holder.read_text() if holder.exists() else "unknown"
        raise PublishError(
            f"another dbt command is using {shown(path)} (process {process}); wait for it or stop it"
        ) from error
    _locks[path] = file_lock
    holder.write_text(str(os.getpid()))


# The plugin


class Plugin(BasePlugin):
    """Guards the build file and publishes it."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Take the build file, before dbt-duckdb opens it.

        Raises PublishError when `target` is not configured, when the build is not a file of its
        own, or when another process holds it. dbt shows it as a failed connection.
        """
        assert self.creds is not None
        if "target" not in plugin_config:
            raise PublishError("the publish plugin needs `target` in its config (profiles.yml)")
        self._target = Path(plugin_config["target"])
        self._parquet = Path(plugin_config["parquet"]) if "parquet" in plugin_config else None
        self._connection: duckdb.DuckDBPyConnection | None = None
        database = Path(self.creds.path)
        if self.creds.path == ":memory:" or database.resolve() == self._target.resolve():
            raise PublishError(
                f"`path` in profiles.yml must be a file other than {self._target.name}, not {self.creds.path}"
            )
        lock(database)
        self._plan = EVERYTHING
        self._has_spoken = False
        atexit.register(self._last_word)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Keep dbt's connection: the copy is made within its DuckDB instance."""
        self._connection = conn

    def store(self, target_config: TargetConfig) -> None:
        """Find what to build, for `plan_build`; publish, or say why not, for `publish_warehouse`.

        A `target_config.config` with a `listing` asks for the former (`increments.plan`).

        `target_config.config` holds dbt's `results` and `selected`. When publishing itself goes
        wrong, the message is put there as `failure`, for the macro to fail the hook with: dbt
        reports an exception raised here as a keyboard interrupt.
        """
        report = target_config.config
        if "listing" in report:
            self._plan = self._find_changes(report)
            _say(f"Raw layer: {self._plan}")
            return
        self._has_spoken = True
        nodes = list(_nodes())
        outcomes = [_outcome(result) for result in report["results"]]
        why_not = refusal(_command(), _partial_flags(), nodes, report["selected"], outcomes)
        if why_not is not None:
            _say(f"{self._target.name} not published: {why_not}")
            return
        try:
            _say(self._publish(nodes, report["results"], outcomes))
        except (PublishError, IncrementError, duckdb.Error, OSError) as error:
            report["failure"] = f"{self._target.name} not published, the old file is untouched: {error}"
            return
        try:
            if self._parquet is not None:
                _say(str(copy_marts(self._target, self._parquet, self._connection)))
        except ParquetError as error:
            report["failure"] = f"{self._target.name} is published, its Parquet copies are not: {error}"

    def _find_changes(self, asked: Mapping[str, Any]) -> Plan:
        assert self._connection is not None
        checksums, seeds = project_checksums(dbt_adapter("duckdb").get_macro_resolver())
        settings = {f"setting {name}": str(value) for name, value in asked["settings"].items()}
        published = None if asked["full_refresh"] else self._target
        with closing(self._connection.cursor()) as cursor:
            return plan(cursor, asked["listing"], seeds, digest(checksums | settings), published)

    def _publish(self, nodes: Collection[Node], results: Iterable[Any], outcomes: Collection[Outcome]) -> str:
        assert self.creds is not None and self._connection is not None
        how = {node.relation: node.merging for node in nodes if node.relation is not None}
        merges = self._plan.others > 0
        increment = Increment(self._plan.changed, how, _recomputed(results)) if merges else None
        published = publish(self._connection, self.creds.database, how, self._target, increment)
        line = f"{self._target.name} published: {published}"
        unit_tests = len(unit_tests_left_out(nodes, outcomes))
        return f"{line}; {count(unit_tests, 'unit test')} not run" if unit_tests else line

    def _last_word(self) -> None:
        command = _command()
        if self._has_spoken or dbt_flags().WHICH not in COMMANDS_WITHOUT_HOOKS:
            return
        why_not = refusal(command, (), (), (), ()) or "the command stopped before its end"
        _say(f"{self._target.name} not published: {why_not}")


def _nodes() -> Iterator[Node]:
    manifest = dbt_adapter("duckdb").get_macro_resolver()
    for collection in (manifest.nodes, manifest.unit_tests, manifest.functions):
        for unique_id, node in collection.items():
            resource_type = str(node.resource_type)
            if resource_type in BUILT_TYPES:
                makes_table = resource_type in {"model", "seed", "snapshot"}
                yield Node(
                    unique_id,
                    Relation(node.schema, node.alias) if makes_table else None,
                    makes_table and node.config.materialized == "ephemeral",
                    _merging(node) if makes_table else None,
                )


def _merging(node: Any) -> str | None:
    """How the table of a node is merged: reference seeds are whole in each build."""
    if str(node.resource_type) == "seed" and node.schema != RAW:
        return REPLACE
    return node.config.meta.get("merge") if str(node.resource_type) == "model" else None


def _recomputed(results: Iterable[Any]) -> dict[str, str | Callable[[Any], Any]]:
    """What computes each table to recompute, in the order in which dbt ran them."""
    nodes = [result.node for result in results if _merging(result.node) == RECOMPUTE]
    return {f"{node.schema}.{node.alias}": BY_PYTHON.get(node.name, node.compiled_code) for node in nodes}


def _judge_all(connection: duckdb.DuckDBPyConnection) -> Any:
    import gate  # noqa: PLC0415  Great Expectations takes seconds to import

    judged = connection.table("intermediate.int_identities_judged")
    return gate.summary(gate.evaluate_all(connection, judged, connection.table("reference.identities")))


BY_PYTHON: Mapping[str, Callable[[Any], Any]] = {"identity_gate": _judge_all}


def _outcome(result: Any) -> Outcome:
    return Outcome(result.node.unique_id, str(result.node.resource_type), str(result.status))


def _command() -> str:
    which = str(dbt_flags().WHICH)
    return COMMAND_NAMES.get(which, which)


def _partial_flags() -> list[str]:
    flags = dbt_flags()
    return [f"--{name.lower()}" for name in ("EMPTY", "SAMPLE") if getattr(flags, name, None)]


def _say(line: str) -> None:
    fire_event(Note(msg=line), level=EventLevel.INFO)
