"""The Parquet copies of the marts: what they hold, and what is left when they cannot be written."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import parquet_copies
import pytest
from test_publish import Project as Toy
from warehouse import Project

WITH_A_MANIFEST = {
    "models/build_info.sql": """
select 'b1' as build_id, cast('2031-02-03 04:05:06' as timestamp) as built_at, '0.0' as tieout_version
from {{ ref("fct") }} limit 1
""",
    "models/dim_filing.sql": "select 'f' as filing_id, 'f.txt' as source_file, 'ab' as source_sha256",
}


def manifest_of(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.parquet")}


def write_marts(database: Path, build: str = "b1", n: int = 3, order: str = "asc") -> Path:
    """A published file of one build: two marts beside those that the manifest is made from."""
    database.unlink(missing_ok=True)
    with closing(duckdb.connect(str(database))) as connection:
        rows = f"from range({n}) as r (i) order by i {order}"
        connection.execute(f"""
            create schema marts;
            create table marts.build_info (build_id varchar, built_at timestamp, tieout_version varchar);
            insert into marts.build_info values ('{build}', '2031-02-03 04:05:06', '0.0');
            create table marts.dim_filing (
                filing_id varchar primary key, source_file varchar, source_sha256 varchar
            );
            insert into marts.dim_filing values ('f', 'f.txt', 'ab');
            create table marts.fct (
                id integer primary key, amount decimal(28, 6), label varchar, ratio double
            );
            insert into marts.fct
                select i, i / 3, case when i % 2 = 0 then 'it''s ' || i end, i / 7 {rows};
            create table marts."odd, name" as select i, i % 5 as "a b" {rows};
            comment on table marts.fct is 'it''s facts';
            comment on column marts.fct.amount is 'money';
            create schema staging;
            create table staging.not_published as select 1 as a;
        """)
    return database


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """A full disk: no file of this process may grow past `size`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_a_build_leaves_every_mart_as_parquet_with_a_manifest_of_this_build(built: Project) -> None:
    folder = built.folder / "build/parquet"
    manifest = manifest_of(folder)
    ((build, at),) = built.query(
        "select build_id, strftime(built_at, '%Y-%m-%dT%H:%M:%SZ') from marts.build_info"
    )
    assert (manifest["build_id"], manifest["built_at"]) == (build, at)
    assert [tuple(filing.values()) for filing in manifest["filings"]] == built.query(
        "select filing_id, source_file, source_sha256 from marts.dim_filing order by filing_id"
    )
    files = {file["file"]: file for file in manifest["files"]}
    marts = built.query("select table_name from duckdb_tables() where schema_name = 'marts'")
    assert files.keys() == hashes(folder).keys() == {f"{name}.parquet" for (name,) in marts}
    assert {name: file["sha256"] for name, file in files.items()} == hashes(folder)
    assert {name: file["bytes"] for name, file in files.items()} == {
        path.name: path.stat().st_size for path in folder.glob("*.parquet")
    }
    assert [path.name for path in folder.iterdir() if path.suffix not in {".parquet", ".json"}] == []


def test_the_copies_equal_the_marts_row_by_row_type_by_type_and_comment_by_comment(built: Project) -> None:
    folder = built.folder / "build/parquet"
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach '{built.published}' as t (read_only)")
        for file in manifest_of(folder)["files"]:
            mart, copy = f"t.{file['table']}", f"read_parquet('{folder / file['file']}')"
            columns = connection.execute(
                "select column_name, data_type, comment from duckdb_columns() "
                "where database_name = 't' and schema_name || '.' || table_name = ? order by column_index",
                [file["table"]],
            ).fetchall()
            assert [tuple(column.values()) for column in file["columns"]] == columns
            assert [row[:2] for row in connection.execute(f"describe select * from {copy}").fetchall()] == [
                column[:2] for column in columns
            ]
            differing = f"(from {mart} except all from {copy}) union all (from {copy} except all from {mart})"
            assert connection.execute(differing).fetchall() == [], mart
            assert connection.execute(f"select count(*) from {copy}").fetchall() == [(file["rows"],)]
            metadata = dict(
                connection.execute(
                    f"select decode(key), decode(value) from parquet_kv_metadata('{folder / file['file']}')"
                ).fetchall()
            )
            assert metadata["comment"] == file["comment"] != ""
            assert json.loads(metadata["column_comments"]) == {name: text for name, _, text in columns}


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    """Also when they lie in another order, in more than one row group, and of another build."""
    n = 300_000
    first = parquet_copies.copy_marts(write_marts(tmp_path / "a.duckdb", n=n), tmp_path / "a")
    parquet_copies.copy_marts(
        write_marts(tmp_path / "b.duckdb", build="b2", n=n, order="desc"), tmp_path / "b"
    )
    before, after = hashes(tmp_path / "a"), hashes(tmp_path / "b")
    assert first.files == 4
    assert before.pop("build_info.parquet") != after.pop("build_info.parquet")
    assert before == after and len(before) == 3


def test_a_second_copy_replaces_the_first_and_takes_away_what_is_no_mart_any_more(tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    (folder / ".new.99999").mkdir(parents=True)
    (folder / ".new.99999/fct.parquet").write_bytes(b"half")
    (folder / "renamed_since.parquet").write_bytes(b"old")
    (folder / "notes.txt").write_text("mine")
    parquet_copies.copy_marts(write_marts(tmp_path / "t.duckdb"), folder)
    parquet_copies.copy_marts(write_marts(tmp_path / "t.duckdb", build="b2", n=4), folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "build_info.parquet",
        "dim_filing.parquet",
        "fct.parquet",
        "manifest.json",
        "notes.txt",
        "odd, name.parquet",
    ]
    assert manifest_of(folder)["build_id"] == "b2"
    assert duckdb.sql(f"select count(*), sum(amount) from '{folder}/fct.parquet'").fetchall()[0][0] == 4


def test_a_full_disk_leaves_the_old_set_whole(tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    parquet_copies.copy_marts(write_marts(tmp_path / "t.duckdb"), folder)
    before = hashes(folder)
    database = write_marts(tmp_path / "t.duckdb", build="b2", n=50_000)
    with file_size_limit(20_000), pytest.raises(parquet_copies.ParquetError) as caught:
        parquet_copies.copy_marts(database, folder)
    said = str(caught.value)
    assert "parquet still holds the copies of build b1. Make room, or the folder writable" in said
    assert said.endswith("then run `dbt build` again") and "fct.parquet" in said
    assert hashes(folder) == before and list(folder.glob(".new.*")) == []
    parquet_copies.copy_marts(database, folder)
    assert manifest_of(folder)["build_id"] == "b2"


def test_a_run_that_ends_among_the_replacements_is_told_by_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "parquet"
    parquet_copies.copy_marts(write_marts(tmp_path / "t.duckdb"), folder)
    replace, replaced = os.replace, []

    def fail_at_the_third(source: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) == 3:
            raise OSError(5, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_third)
    with pytest.raises(
        parquet_copies.ParquetError, match="build b1, but 1 of the 4 files are missing or newer"
    ):
        parquet_copies.copy_marts(write_marts(tmp_path / "t.duckdb", build="b2"), folder)
    manifest, found = manifest_of(folder), hashes(folder)
    assert manifest["build_id"] == "b1"
    assert [f["file"] for f in manifest["files"] if found[f["file"]] != f["sha256"]] == ["build_info.parquet"]


def test_a_type_that_parquet_does_not_keep_is_refused(tmp_path: Path) -> None:
    database = write_marts(tmp_path / "t.duckdb")
    with closing(duckdb.connect(str(database))) as connection:
        connection.execute("create table marts.huge as select cast(1 as hugeint) as a")
    with pytest.raises(
        parquet_copies.ParquetError, match=r"type of huge\.a, which is HUGEINT.* Mend the mart"
    ):
        parquet_copies.copy_marts(database, tmp_path / "parquet")
    assert list((tmp_path / "parquet").iterdir()) == []


def test_a_build_whose_copies_fail_has_published_the_duckdb_file_and_says_so(tmp_path: Path) -> None:
    toy = Toy(tmp_path)
    for name, text in WITH_A_MANIFEST.items():
        (tmp_path / name).write_text(text)
    profile = tmp_path / "profiles.yml"
    profile.write_text(
        profile.read_text().replace(
            'tieout.duckdb"}}', 'tieout.duckdb", parquet: "{{ flags.PROFILES_DIR }}/build/parquet"}}'
        )
    )
    (tmp_path / "build").mkdir()
    (tmp_path / "build/parquet").write_text("not a folder")
    code, output = toy.dbt("build")
    assert code == 1
    assert "tieout.duckdb published: 5 tables" in output
    assert "tieout.duckdb is published, its Parquet copies are not: " in output
    assert "build/parquet holds no complete set of copies. Make room, or the folder writable" in output
    assert toy.amounts() == [10, 20]
    assert (tmp_path / "build/parquet").read_text() == "not a folder"
