"""Which issuers changed, and their rows in the place of those published, on small databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from increments import NOW, STATE, IncrementError, Plan, Table, digest, merge, plan, recompute

STATE_TABLE = f"create table {STATE} as select * exclude (folder) from {{}}{NOW}"
ISSUERS = "issuer_id,name\na,Alder Mills\nb,Birch Mills\nc,Cedar Mills\n"


class Layer:
    """Filings that lie somewhere, a seed on their issuers, and a file published of them."""

    def __init__(self, folder: Path) -> None:
        self.seed = folder / "issuers.csv"
        self.seed.write_text(ISSUERS)
        self.filings = {"a1": ("a", 10), "a2": ("a", 10), "b1": ("b", 10), "c1": ("c", 10)}
        self.rules = "of the first day"
        self.published = folder / "published.duckdb"
        self.connection = duckdb.connect(str(folder / "build.duckdb"))

    def plan(self, *, of_all: bool = False) -> Plan:
        rows = ", ".join(f"('issuer_id={i}', '{i}', '{f}', {n}, 1)" for f, (i, n) in self.filings.items())
        listing = f"select * from (values {rows}) t(folder, issuer_id, filing_id, bytes, modified_us)"
        published = None if of_all else self.published
        with self.connection.cursor() as cursor:
            return plan(cursor, listing, [self.seed], self.rules, published)

    def publish(self) -> None:
        self.published.unlink(missing_ok=True)
        with self.connection.cursor() as cursor:
            cursor.execute(f"attach '{self.published}' as p; create schema p.raw")
            cursor.execute(f"create table p.{STATE} as select * exclude (folder) from {NOW}; detach p")

    def to_build(self) -> list[tuple[str, str | None]]:
        query = "select issuer_id, folder from main.issuers_to_build order by all"
        return self.connection.execute(query).fetchall()


@pytest.fixture
def layer(tmp_path: Path) -> Iterator[Layer]:
    layer = Layer(tmp_path)
    assert layer.plan() == Plan(("a", "b", "c"), 0)
    layer.publish()
    yield layer
    layer.connection.close()


def test_nothing_that_changed_is_nothing_to_build(layer: Layer) -> None:
    assert layer.plan() == Plan((), 3)
    assert layer.to_build() == []


@pytest.mark.parametrize(
    ("filings", "changed"),
    [
        ({"a3": ("a", 10)}, ("a",)),
        ({"c1": ("c", 11)}, ("c",)),
        ({"d1": ("d", 10)}, ("d",)),
        ({"a1": ("b", 10)}, ("a", "b")),
    ],
    ids=["added", "rewritten", "of a new issuer", "of another issuer now"],
)
def test_a_filing_is_its_issuers_change(
    layer: Layer, filings: dict[str, tuple[str, int]], changed: tuple[str, ...]
) -> None:
    layer.filings |= filings
    assert layer.plan() == Plan(changed, 3 - len(set(changed) - {"d"}))
    assert layer.to_build() == [(name, f"issuer_id={name}") for name in changed]
    layer.publish()
    assert layer.plan().changed == ()


def test_an_issuer_whose_last_filing_is_gone_changed_and_has_no_folder(layer: Layer) -> None:
    del layer.filings["b1"]
    assert layer.plan() == Plan(("b",), 2)
    assert layer.to_build() == [("b", None)]


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        (ISSUERS.replace("Birch Mills", "Birch & Mills"), ("b",)),
        (ISSUERS.replace("c,Cedar Mills\n", ""), ("c",)),
        (ISSUERS + "d,Damson Mills\n", ("d",)),
        ("issuer_id,name\nc,Cedar Mills\nb,Birch Mills\na,Alder Mills\n", ()),
    ],
    ids=["another name", "a row gone", "an issuer without filings", "another order"],
)
def test_a_row_of_the_seeds_is_its_issuers_change(layer: Layer, rows: str, changed: tuple[str, ...]) -> None:
    layer.seed.write_text(rows)
    assert layer.plan() == Plan(changed, 3 - len(set(changed) - {"d"}))


def test_other_rules_are_a_change_of_all(layer: Layer) -> None:
    layer.rules = "of another day"
    assert layer.plan() == Plan(("a", "b", "c"), 0)


def test_a_full_refresh_and_a_file_without_states_are_a_build_of_all(layer: Layer) -> None:
    assert layer.plan(of_all=True) == Plan(("a", "b", "c"), 0)
    for statement in (f"alter table {STATE} rename bytes to size", f"drop table {STATE}"):
        with duckdb.connect(str(layer.published)) as connection:
            connection.execute(statement)
        assert layer.plan() == Plan(("a", "b", "c"), 0)
    layer.published.unlink()
    assert layer.plan().others == 0


def test_a_digest_is_of_names_and_texts_in_any_order() -> None:
    assert digest({"a": "1", "b": "2"}) == digest({"b": "2", "a": "1"}) != digest({"a": "2", "b": "1"})


RAW = """
    create schema {0}raw;
    create table {0}raw.raw_filings as select * from (values {1}) t(filing_id, issuer_id);
    create table {0}raw.raw_tables as select * from (values {2}) t(table_id, filing_id);
    create table {0}main.owned as select * from (values {3}) t(n, {4})
"""
BEFORE = "('f.t', 'a'), ('gone', 'a'), ('f', 'b')", "('f.t.t01', 'f.t'), ('f.t01', 'f'), ('gone.t01', 'gone')"
BUILT = "('f.t', 'a'), ('new', 'a')", "('f.t.t01', 'f.t'), ('new.t01', 'new')"

OWNED = {
    "filing_id": ("('f.t')", "('gone')", "('f')", "('new')"),
    "table_id": ("('f.t.t01')", "('gone.t01')", "('f.t01')", "('new.t01')"),
    "root_table_id": ("('f.t.t01')", "('gone.t01')", "('f.t01')", "('new.t01')"),
    "printed_in": ("('f.t.t01')", "('gone')", "('f.t01')", "('new')"),
    "fact_id": ("('f.t:3:1:x')", "('gone:3:1:x')", "('f:3:1:x')", "('new:3:1:x')"),
    "prose_figure_id": ("('f.t:3:1')", "('gone:3:1')", "('f:3:1')", "('new:3:1')"),
    "result_id": ("('F01:f.t:x')", "('F01:gone:x')", "('F01:f:x')", "('F01:new:x')"),
    "issuer_id": ("('a')", "('a')", "('b')", "('a')"),
    "line_issuer_id": ("('a')", "('a')", "('b')", "('a')"),
    "filing_id, issuer_id": ("('f.t', 'a')", "(null, 'a')", "(null, 'b')", "(null, 'a')"),
    "issuer_id, period_id": ("('a', 1)", "(null, 1)", "('b', 1)", "(null, 2)"),
}


def _merge(tmp_path: Path, columns: str, owned: tuple[str, ...], how: str | None = None) -> list[object]:
    """What is left of rows 1 to 3 of a published table where a build has 1 and 4, and 5 of another issuer."""
    kept, gone, others, new = (row.strip("()") for row in owned)
    published, copy = tmp_path / "published.duckdb", tmp_path / "copy.duckdb"
    with duckdb.connect(str(published)) as connection:
        rows = f"(1, {kept}), (2, {gone}), (3, {others})"
        connection.execute(RAW.format("", *BEFORE, rows, columns))
    before = published.read_bytes()
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        rows = f"(1, {kept}), (4, {new}), (5, {others})"
        connection.execute(RAW.format("", *BUILT, rows, columns))
        names = ("n", *columns.split(", "))
        table = Table("main.owned", names, "of this build", how)
        rows_left = merge(connection.cursor(), "build", [table], published, copy, ["a"])
    assert published.read_bytes() == before
    with duckdb.connect(str(copy)) as connection:
        found = [n for (n,) in connection.execute("select n from owned order by n").fetchall()]
        comment = "select comment from duckdb_tables() where table_name = 'owned'"
        assert connection.execute(comment).fetchall() == [("of this build",)]
    assert rows_left == {"main.owned": len(found)}
    return found


@pytest.mark.parametrize("columns", OWNED)
def test_the_rows_of_changed_issuers_are_replaced_and_those_of_others_stay(
    tmp_path: Path, columns: str
) -> None:
    assert _merge(tmp_path, columns, OWNED[columns]) == [1, 3, 4]


def test_tables_that_a_build_holds_whole_are_replaced_and_those_to_recompute_stay(tmp_path: Path) -> None:
    rows = OWNED["issuer_id"]
    assert _merge(tmp_path, "issuer_id", rows, "replace") == [1, 4, 5]
    for file in tmp_path.iterdir():
        file.unlink()
    assert _merge(tmp_path, "issuer_id", rows, "recompute") == [1, 2, 3]


def test_a_table_that_says_of_no_row_whose_it_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncrementError, match=r"no column of main\.owned says whose its rows are"):
        _merge(tmp_path, "period_id", ("(1)",) * 4)


def test_tables_are_computed_anew_in_order_by_queries_that_name_the_build(tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "create table rows_of_all as select unnest([1, 2, 3]) as n;"
            "create table total (at_most int, n int primary key); insert into total values (9, 9);"
            "create table double_total (n int)"
        )
    steps: dict[str, str | Callable[[Any], Any]] = {
        "main.total": 'select sum(n) as n, max(n) as at_most from "build"."main"."rows_of_all"',
        "main.double_total": lambda found: found.table("main.total").project("2 * n as n").df(),
    }
    assert recompute(copy, "build", steps) == {"main.total": 1, "main.double_total": 1}
    with duckdb.connect(str(copy)) as connection:
        assert connection.execute("from total").fetchall() == [(3, 6)]
        assert connection.execute("from double_total").fetchall() == [(12,)]
