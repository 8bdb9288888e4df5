"""The publishing plugin: when it publishes, how, what, and what a reader sees meanwhile."""

import importlib.util
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
from warehouse import IN_TURN

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "plugins/publish.py").is_file())
DBT = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors"]
TIMEOUT = 120

TOY = {
    "dbt_project.yml": """
name: toy
version: "1.0"
profile: toy
flags: {send_anonymous_usage_stats: false}
models:
  toy: {+schema: marts, +materialized: table, +persist_docs: {relation: true, columns: true}}
on-run-end: ["{{ publish_warehouse(results, on_failure=print_facts) }}"]
""",
    "profiles.yml": """
toy:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: "{{ flags.PROFILES_DIR }}/build/tieout.duckdb"
      threads: 2
      module_paths: ["{{ flags.PROFILES_DIR }}/plugins"]
      plugins:
        - {module: publish, config: {target: "{{ flags.PROFILES_DIR }}/tieout.duckdb"}}
""",
    "macros/toy.sql": """
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
{% macro print_facts(failed) %}
    {% do print('failed: ' ~ failed | map(attribute='node.name') | join(', ')) %}
{% endmacro %}
""",
    "models/fct.sql": """
{{ config(
    contract={"enforced": true},
    post_hook=[
        "create or replace macro marts.known_on(day) as table
         select * from marts.fct where announced_on <= cast(day as date)",
        "create or replace macro marts.total() as (select sum(amount) from marts.fct)",
    ],
) }}
select id, announced_on, cast(amount as decimal(18, 2)) as amount from {{ ref("raw") }}
""",
    "models/slow.py": """
import os
import time


def model(dbt, session):
    dbt.config(materialized="table")
    dbt.ref("fct")
    go = os.environ.get("TOY_GO")
    while go and not os.path.exists(go):
        time.sleep(0.1)
    return session.sql("select 1 as a")
""",
    "models/shown.sql": """
{{ config(materialized="view") }}
select id from {{ ref("fct") }} union all select a from {{ ref("inlined") }}
""",
    "models/inlined.sql": """{{ config(materialized="ephemeral") }} select 0 as a""",
    "models/toy.yml": """
models:
  - name: fct
    description: One row per fact; it's small.
    columns:
      - name: id
        data_type: integer
        constraints: [{type: not_null}, {type: primary_key}]
      - {name: announced_on, data_type: date, description: The day the market knew.}
      - {name: amount, data_type: "decimal(18,2)"}
unit_tests:
  - name: amount_is_kept
    model: fct
    given: [{input: ref('raw'), rows: [{id: 1, amount: 5}]}]
    expect: {rows: [{id: 1, amount: 5}]}
  - name: day_is_kept
    model: fct
    given: [{input: ref('raw'), rows: [{announced_on: 2024-01-31}]}]
    expect: {rows: [{announced_on: 2024-01-31}]}
exposures:
  - {name: report, type: dashboard, owner: {name: us}, depends_on: [ref('fct')]}
""",
    "tests/amount_is_small.sql": """select * from {{ ref("fct") }} where amount > 1000""",
}


def load_plugin() -> ModuleType:
    spec = importlib.util.spec_from_file_location("publish", ROOT / "plugins/publish.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["publish"] = module
    spec.loader.exec_module(module)
    return module


plugin = load_plugin()


class Project:
    """A dbt project in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.published = root / "tieout.duckdb"
        for name, text in TOY.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (root / "plugins").mkdir()
        for module in ("publish", "increments", "parquet_copies", "duckdb_files"):
            shutil.copy(ROOT / f"plugins/{module}.py", root / "plugins")
        shutil.copy(ROOT / "macros/publish.sql", root / "macros")
        self.seed(10, 20)

    def seed(self, *amounts: int) -> None:
        rows = [f"{i},2024-0{i}-01,{amount}" for i, amount in enumerate(amounts, start=1)]
        (self.root / "seeds").mkdir(exist_ok=True)
        (self.root / "seeds/raw.csv").write_text("\n".join(["id,announced_on,amount", *rows]))

    def start(self, *arguments: str, go: Path | None = None) -> "subprocess.Popen[str]":
        """Start dbt; with `go` its Python model waits until that file is there."""
        environment = os.environ | {"TOY_GO": str(go or ""), "DO_NOT_TRACK": "1"}
        return subprocess.Popen(
            [*DBT, *arguments],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def dbt(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=TIMEOUT)
        return process.returncode, output

    def amounts(self) -> list[int]:
        with closing(duckdb.connect(str(self.published), read_only=True)) as reader:
            rows = reader.execute("select amount from marts.fct order by id").fetchall()
        return [int(amount) for (amount,) in rows]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("toy"))
    code, output = project.dbt("build")
    assert code == 0, output
    assert "tieout.duckdb published: 3 tables, 2 macros" in output
    assert output.count("published") == 1
    return project


@pytest.fixture
def project(built: Project) -> Project:
    built.seed(10, 20)
    return built


@pytest.fixture
def build_file(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open build file, `build`, with a table, a view over it and a macro of each kind."""
    with closing(duckdb.connect(str(tmp_path / "build.duckdb"))) as connection:
        connection.execute("""
            create schema marts;
            create table marts.fct (id integer primary key, amount decimal(18, 2) not null);
            insert into marts.fct values (1, 10), (2, 20);
            comment on table marts.fct is 'it''s facts';
            comment on column marts.fct.amount is 'money';
            create view marts.shown as select * from build.marts.fct;
            create macro marts.upto(n, least_id := 0) as table
                select * from marts.fct where id between least_id and n;
            create macro marts.total() as (select sum(amount) from marts.fct);
        """)
        yield connection


FCT = plugin.Relation("marts", "fct")


def run_publish(connection: duckdb.DuckDBPyConnection, target: Path) -> object:
    return plugin.publish(connection, "build", [FCT], target)


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".tieout.*.duckdb*"))


def verdict_lines(output: str) -> list[str]:
    return re.findall(r"tieout\.duckdb (?:not )?published.*", output)


# When


NODES = [
    plugin.Node("model.toy.fct", FCT, False),
    plugin.Node("model.toy.inlined", None, True),
    plugin.Node("unit_test.toy.fct.amount_is_kept", None, False),
    plugin.Node("unit_test.toy.fct.day_is_kept", None, False),
]
GREEN = [
    plugin.Outcome("model.toy.fct", "model", "success"),
    plugin.Outcome("unit_test.toy.fct.amount_is_kept", "unit_test", "pass"),
    plugin.Outcome("unit_test.toy.fct.day_is_kept", "unit_test", "pass"),
    plugin.Outcome("exposure.toy.report", "exposure", "no-op"),
]
SELECTED = ["model.toy.fct", "model.toy.inlined"]


def test_a_complete_green_build_is_not_refused() -> None:
    assert plugin.refusal("build", [], NODES, SELECTED, GREEN) is None


@pytest.mark.parametrize("status", ["error", "fail", "runtime error", "partial success", "no-op"])
def test_any_other_status_of_a_model_is_refused(status: str) -> None:
    outcomes = [plugin.Outcome("model.toy.fct", "model", status), *GREEN[1:]]
    assert plugin.refusal("build", [], NODES, SELECTED, outcomes) == f"1 node failed: fct ({status})"


def test_a_skipped_node_is_refused() -> None:
    outcomes = [plugin.Outcome("model.toy.fct", "model", "skipped"), *GREEN[1:]]
    assert plugin.refusal("build", [], NODES, SELECTED, outcomes) == "1 node skipped"


def test_a_missing_unit_test_is_refused_though_dbt_does_not_list_it_as_selected() -> None:
    why = plugin.refusal("build", [], NODES, SELECTED, [GREEN[0], GREEN[2]])
    assert why == "1 of 4 nodes were not selected: amount_is_kept"


def test_all_unit_tests_may_be_left_out_and_nothing_else() -> None:
    assert plugin.refusal("build", [], NODES, SELECTED, [GREEN[0], GREEN[3]]) is None
    why = plugin.refusal("build", [], NODES, SELECTED, [GREEN[3]])
    assert why == "1 of 2 nodes were not selected: fct"


def test_an_unselected_ephemeral_model_is_refused() -> None:
    why = plugin.refusal("build", [], NODES, SELECTED[:1], GREEN)
    assert why == "1 of 4 nodes were not selected: inlined"


UNPUBLISHED = {
    "run": "the command was `dbt run`, only `dbt build` publishes",
    "seed": "the command was `dbt seed`, only `dbt build` publishes",
    "test": "the command was `dbt test`, only `dbt build` publishes",
    "compile": "the command was `dbt compile`, only `dbt build` publishes",
    "docs generate": "the command was `dbt docs generate`, only `dbt build` publishes",
    "build -s fct": "4 of 8 nodes were not selected: inlined, raw, shown, slow",
    "build --exclude inlined": "1 of 8 nodes were not selected: inlined",
    "build --exclude-resource-type test": "1 of 8 nodes were not selected: amount_is_small",
    "build --exclude-resource-type test unit_test": "1 of 6 nodes were not selected: amount_is_small",
    "build --exclude-resource-type unit_test seed": "1 of 6 nodes were not selected: raw",
    "build --exclude unit_test:amount_is_kept": "1 of 8 nodes were not selected: amount_is_kept",
    "build --empty": "--empty builds only part of the rows",
    "build --sample '1 day'": "--sample builds only part of the rows",
}


def run_commands(project: Project, *commands: str) -> dict[str, str]:
    """What each command prints, all run in one process to spare the imports."""
    output = subprocess.run(
        [sys.executable, "-c", IN_TURN, *commands],
        cwd=project.root,
        capture_output=True,
        check=False,
        text=True,
        timeout=TIMEOUT,
    ).stdout
    parts = output.split("$ ")[1:]
    return dict(part.split("\n", 1) for part in parts)


@pytest.fixture(scope="module")
def outputs(built: Project) -> dict[str, str]:
    """What the commands print that do not publish; the published file is the same after them."""
    before = built.published.stat()
    printed = run_commands(built, *UNPUBLISHED)
    after = built.published.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    return printed


@pytest.mark.parametrize("command", UNPUBLISHED)
def test_any_other_command_says_why_it_does_not_publish(outputs: dict[str, str], command: str) -> None:
    assert "success=True" in outputs[command]
    assert verdict_lines(outputs[command]) == [f"tieout.duckdb not published: {UNPUBLISHED[command]}"]


def test_a_command_that_runs_no_hook_says_so_at_its_end(project: Project) -> None:
    code, output = project.dbt("compile", "-s", "fct")
    assert code == 0
    assert verdict_lines(output) == [f"tieout.duckdb not published: {UNPUBLISHED['compile']}"]


def test_a_red_build_keeps_the_old_file_and_hands_on_what_failed(project: Project) -> None:
    old = project.amounts()
    project.seed(10, 5000, 30)
    code, output = project.dbt("build")
    assert code == 1
    (line,) = verdict_lines(output)
    assert "not published: 1 node failed: amount_is_small (fail)" in line
    assert "failed: amount_is_small\n" in output
    assert project.amounts() == old


def test_a_build_publishes_without_its_unit_tests_but_not_with_a_red_one(project: Project) -> None:
    model = project.root / "models/fct.sql"
    text = model.read_text()
    model.write_text(text.replace("cast(amount as", "cast(amount + 1 as"))
    without = "build --exclude-resource-type unit_test"
    try:
        outputs = run_commands(project, "build", without)
    finally:
        model.write_text(text)
    assert "success=False" in outputs["build"] and "success=True" in outputs[without]
    (line,) = verdict_lines(outputs["build"])
    assert "not published: 1 node failed: amount_is_kept (fail); " in line
    (line,) = verdict_lines(outputs[without])
    assert "published: 3 tables, 2 macros" in line and line.endswith("; 2 unit tests not run")
    assert project.amounts() == [11, 21]


# How


def test_the_published_file_is_in_the_oldest_format(built: Project) -> None:
    assert built.published.read_bytes()[8:13] == b"DUCK\x40"
    assert not plugin.write_ahead_log(built.published).exists()
    assert copies(built.root) == []


def test_a_reader_keeps_the_old_file_and_the_next_one_sees_the_new(project: Project) -> None:
    old = project.amounts()
    with closing(duckdb.connect(str(project.published), read_only=True)) as reader:
        project.seed(11, 22, 33)
        code, output = project.dbt("build")
        assert code == 0, output
        rows = reader.execute("select amount from marts.fct order by id").fetchall()
    assert [int(amount) for (amount,) in rows] == old
    assert project.amounts() == [11, 22, 33]


def test_a_failure_while_publishing_fails_the_command(project: Project) -> None:
    old = project.amounts()
    hook = project.root / "models/slow.py"
    text = hook.read_text()
    hook.write_text(
        text.replace(
            "    return",
            '    session.execute("create macro marts.lost() as table from tieout.marts.fct")\n    return',
        )
    )
    try:
        code, output = project.dbt("build")
    finally:
        hook.write_text(text)
        with closing(duckdb.connect(str(project.root / "build/tieout.duckdb"))) as build:
            build.execute("drop macro table if exists marts.lost")
    assert code == 1
    assert "not published, the old file is untouched: " in output
    assert "macro marts.lost()" in output and "keyboard interrupt" not in output
    assert project.amounts() == old and copies(project.root) == []


def test_two_builds_at_once(project: Project) -> None:
    project.seed(7, 8)
    go = project.root / "go"
    first = project.start("build", go=go)
    try:
        holder = project.root / "build/.tieout.pid"
        wait_for(lambda: holder.exists() and holder.read_text() == str(first.pid))
        code, output = project.dbt("build")
        assert code != 0
        message = f"another dbt command is using build/tieout.duckdb (process {first.pid})"
        assert output.count(message) == 1
        assert "IO Error" not in output and "Conflicting lock" not in output
        go.touch()
        first_output, _ = first.communicate(timeout=TIMEOUT)
    finally:
        first.kill()
    assert first.returncode == 0 and "tieout.duckdb published" in first_output
    assert project.amounts() == [7, 8]


def test_a_build_killed_while_copying_leaves_the_old_file(project: Project) -> None:
    old = project.amounts()
    project.seed(1, 2, 3)
    build = project.start("build")
    try:
        wait_for(lambda: bool(copies(project.root)))
    finally:
        build.kill()
        build.communicate(timeout=TIMEOUT)
    assert project.amounts() in (old, [1, 2, 3])
    code, output = project.dbt("build")
    assert code == 0, output
    assert project.amounts() == [1, 2, 3] and copies(project.root) == []


PUBLISH_FOREVER = """
import importlib.util, sys, duckdb
from pathlib import Path
sys.path.append(str(Path(sys.argv[1]).parent))
spec = importlib.util.spec_from_file_location("publish", sys.argv[1])
publish = importlib.util.module_from_spec(spec)
sys.modules["publish"] = publish
spec.loader.exec_module(publish)
folder = Path(sys.argv[2])
connection = duckdb.connect(str(folder / "build.duckdb"))
names = [publish.Relation("main", f"t{i}") for i in range(4)]
generation = int(sys.argv[3])
while True:
    generation += 1
    for name in names:
        connection.execute(
            f"create or replace table {name} as select {generation} as generation "
            f"from range({1_000 + generation})"
        )
    publish.publish(connection, "build", names, folder / "tieout.duckdb")
    print(generation, flush=True)
"""


def test_kill_9_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    moments = random.Random(20240601)
    last = 0
    for _ in range(4):
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                PUBLISH_FOREVER,
                ROOT / "plugins/publish.py",
                tmp_path,
                str(last),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(moments.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=TIMEOUT)
        generation = whole_generation(tmp_path / "tieout.duckdb")
        assert generation > last
        last = generation


def whole_generation(published: Path) -> int:
    with closing(duckdb.connect(str(published), read_only=True)) as reader:
        seen = {
            reader.execute(f"select min(generation), max(generation), count(*) from t{i}").fetchone()
            for i in range(4)
        }
    ((least, greatest, rows),) = [row for row in seen if row is not None]
    assert least == greatest and rows == 1_000 + least
    return int(least)


def test_leftovers_of_a_killed_publication_are_removed(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / ".tieout.99999.duckdb").write_bytes(b"half")
    (tmp_path / ".tieout.99999.duckdb.wal").write_bytes(b"half")
    run_publish(build_file, tmp_path / "tieout.duckdb")
    assert copies(tmp_path) == []


def test_a_stale_log_is_removed_and_not_replayed(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    target = tmp_path / "tieout.duckdb"
    run_publish(build_file, target)
    log = plugin.write_ahead_log(target)
    with closing(duckdb.connect(str(target))) as writer:
        writer.execute("pragma disable_checkpoint_on_shutdown")
        writer.execute("insert into marts.fct values (99, 99)")
    assert log.exists()
    kept = log.read_bytes()

    run_publish(build_file, target)
    assert not log.exists()
    assert ids(target) == [1, 2]

    log.write_bytes(kept)
    assert ids(target) == [1, 2, 99], "the log was no danger, so this test proves nothing"


def ids(published: Path) -> list[int]:
    with closing(duckdb.connect(str(published), read_only=True)) as reader:
        return [key for (key,) in reader.execute("select id from marts.fct order by id").fetchall()]


# What


@pytest.mark.parametrize(
    ("name", "statements"),
    [
        ("renamed.duckdb", []),
        ("tieout.duckdb", []),
        (None, ["attach '{file}' as other (read_only)", "use other"]),
    ],
    ids=["another_file_name", "its_own_name", "attached_as_other"],
)
def test_every_table_and_macro_answers(
    built: Project, tmp_path: Path, name: str | None, statements: Sequence[str]
) -> None:
    file = tmp_path / (name or "x.duckdb")
    shutil.copy(built.published, file)
    with closing(duckdb.connect(str(file), read_only=True) if name else duckdb.connect()) as reader:
        for statement in statements:
            reader.execute(statement.format(file=file))
        ((rows,),) = reader.execute("select count(*) from marts.fct").fetchall()
        assert rows > 0
        assert reader.execute("select count(*) from marts.known_on('2024-01-31')").fetchall() == [(1,)]
        assert reader.execute("select marts.total() = (select sum(amount) from marts.fct)").fetchall() == [
            (True,)
        ]
        assert reader.execute("select a from marts.slow").fetchall() == [(1,)]


def test_views_stay_behind_and_contracts_and_comments_go_along(built: Project) -> None:
    with closing(duckdb.connect(str(built.published), read_only=True)) as reader:
        assert reader.execute("select * from duckdb_views() where not internal").fetchall() == []
        assert reader.execute("select comment from duckdb_tables() where table_name = 'fct'").fetchall() == [
            ("One row per fact; it's small.",)
        ]
        assert reader.execute(
            "select comment from duckdb_columns() where column_name = 'announced_on' "
            "and schema_name = 'marts'"
        ).fetchall() == [("The day the market knew.",)]
        assert reader.execute(
            "select constraint_type from duckdb_constraints() where table_name = 'fct' order by 1"
        ).fetchall() == [("NOT NULL",), ("PRIMARY KEY",)]


def test_a_table_that_no_node_makes_stays_behind(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    build_file.execute("create table marts.renamed_since as select 1 as a")
    published = plugin.publish(build_file, "build", [FCT], tmp_path / "tieout.duckdb")
    assert published.left_out == ("table marts.renamed_since", "view marts.shown")
    with closing(duckdb.connect(str(tmp_path / "tieout.duckdb"), read_only=True)) as reader:
        assert plugin.table_names(reader, "tieout") == [FCT]


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("create macro marts.m() as table from build.marts.fct", r"macro marts\.m\(\) .*build"),
        ("create macro marts.m() as table from marts.shown", r"macro marts\.m\(\) .*shown"),
        ("create table marts.fk (id integer references marts.fct (id))", "foreign key: marts.fk"),
    ],
    ids=["macro_names_the_catalog", "macro_reads_a_view", "foreign_key"],
)
def test_what_would_break_for_a_reader_is_refused(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path, statement: str, complaint: str
) -> None:
    build_file.execute(statement)
    target = tmp_path / "tieout.duckdb"
    target.write_bytes(b"the old file")
    with pytest.raises(plugin.PublishError, match=complaint):
        plugin.publish(build_file, "build", [FCT, plugin.Relation("marts", "fk")], target)
    assert target.read_bytes() == b"the old file" and copies(tmp_path) == []


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("delete from marts.fct where id = 1", "table marts.fct has 1 rows, not 2"),
        ("drop macro table marts.upto", r"macro marts\.upto\(n, least_id\) is missing"),
        ("create table marts.other (a int)", "table marts.other is not expected"),
        ("alter table marts.fct alter amount drop not null", "other columns, constraints"),
        ("comment on column marts.fct.amount is null", "other columns, constraints or comments"),
        ("create view marts.v as select 1 as a", "it holds views"),
    ],
)
def test_a_copy_that_differs_from_the_build_is_refused(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path, damage: str, complaint: str
) -> None:
    copy = tmp_path / "copy.duckdb"
    expected = plugin.inventory(build_file, "build", [FCT])
    plugin.write_copy(build_file, "build", [FCT], copy)
    plugin.check_copy(copy, expected)
    with closing(duckdb.connect(str(copy))) as writer:
        writer.execute(damage)
    with pytest.raises(plugin.PublishError, match=complaint):
        plugin.check_copy(copy, expected)


def test_a_copy_with_a_log_beside_it_is_refused(
    build_file: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.duckdb"
    plugin.write_copy(build_file, "build", [FCT], copy)
    plugin.write_ahead_log(copy).touch()
    with pytest.raises(plugin.PublishError, match="write-ahead log"):
        plugin.check_copy(copy, plugin.inventory(build_file, "build", [FCT]))


def test_a_copy_in_a_newer_format_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    with closing(duckdb.connect()) as writer:
        writer.execute(f"attach '{copy}' as newer (storage_version 'v1.2.0')")
    with pytest.raises(plugin.PublishError, match=r"b'DUCKA', not DUCK and 64"):
        plugin.check_storage_marker(copy)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.005)
