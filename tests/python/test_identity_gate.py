"""The gate judged by small frames: what must pass, what must fail, and what NULL must not hide."""

from __future__ import annotations

import html
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import gate
import jinja2
import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models" / "validation"
NOW = datetime(2025, 1, 2, tzinfo=UTC)


HELD: dict[str, Any] = {
    "identity_id": "F01",
    "family": "F",
    "name": "The revenue lines add up to total revenues.",
    "severity": "error",
    "filing_id": "a_filing",
    "table_id": "t1",
    "statement": "income_statement",
    "line_item_id": "revenues",
    "period_id": "2025-01-01/2025-03-31",
    "currency": "CNY",
    "gap": "0",
    "gap_units": 0,
    "excess_units": 0,
    "verdict": "EXACT",
    "is_excepted": False,
    "reason": None,
}
BROKEN: dict[str, Any] = {"verdict": "FAIL", "gap": "7000", "gap_units": 7, "excess_units": 10}
UNTESTED = {"gap": None, "gap_units": None, "excess_units": None}


def frame(*changes: dict[str, Any]) -> pd.DataFrame:
    """One row per set of changes to a row that holds, typed as the gate reads them."""
    rows = pd.DataFrame([{**HELD, **change} for change in changes], columns=list(HELD))
    integers = {"gap_units": "Int64", "excess_units": "Int64"}
    return rows.astype({**integers, "is_excepted": "boolean"})


def run(*changes: dict[str, Any], catalogue: pd.DataFrame | None = None) -> pd.DataFrame:
    """The summary of such rows."""
    summary: pd.DataFrame = gate.summary(gate.evaluate(frame(*changes), catalogue))
    return summary


MUST_PASS = {
    "exact": ({}, "exact"),
    "rounding": ({"verdict": "ROUNDING", "gap_units": -2}, "rounding"),
    "blocked": ({"verdict": "BLOCKED", **UNTESTED}, "blocked"),
    "not testable": ({"verdict": "NOT_TESTABLE", **UNTESTED}, "not_testable"),
    "excepted": ({**BROKEN, "is_excepted": True}, "excepted"),
}
MUST_FAIL = {
    "outside": BROKEN,
    "outside, below": {**BROKEN, "gap_units": -7},
    "verdict null": {"verdict": None},
    "verdict null, outside": {**BROKEN, "verdict": None},
    "verdict null, excepted": {**BROKEN, "verdict": None, "is_excepted": True},
    "verdict unheard of": {"verdict": "exact"},
    "all null": {"verdict": None, "is_excepted": None, **UNTESTED},
    "failed, excess null": {**BROKEN, "excess_units": None},
    "failed, excess 0": {**BROKEN, "excess_units": 0},
    "failed, excess negative": {**BROKEN, "excess_units": -3},
    "failed, gap null": {**BROKEN, "gap_units": None},
    "failed, exception unknown": {**BROKEN, "is_excepted": None},
    "excepted, excess null": {**BROKEN, "excess_units": None, "is_excepted": True},
    "excepted, gap null": {**BROKEN, "gap_units": None, "is_excepted": True},
    "exact, excess null": {"excess_units": None},
    "exact, gap null": {"gap_units": None},
    "exact, gap not 0": {"gap_units": 1},
    "exact, outside": {"excess_units": 1},
    "rounding, outside": {"verdict": "ROUNDING", "gap_units": 2, "excess_units": 1},
    "rounding, gap null": {"verdict": "ROUNDING", "gap_units": None},
    "blocked, outside": {"verdict": "BLOCKED", "gap_units": 7, "excess_units": 10},
    "not testable, outside": {"verdict": "NOT_TESTABLE", "gap_units": 7, "excess_units": 10},
    "no identity": {"identity_id": None},
    "no identity, blocked": {"identity_id": None, "verdict": "BLOCKED", **UNTESTED},
    "beyond a double": {**BROKEN, "gap_units": 2**53 + 1, "excess_units": 2**53 + 1},
}


@pytest.mark.parametrize(("change", "outcome"), MUST_PASS.values(), ids=MUST_PASS)
def test_a_row_that_may_stand_passes(change: dict[str, Any], outcome: str) -> None:
    [row] = run(change).to_dict("records")
    assert row["success"] is True
    assert row[f"n_{outcome}"] == 1
    assert sum(row[f"n_{count}"] for count in gate.COUNTS) == 1
    assert row["n_evaluated"] == (outcome not in ("blocked", "not_testable"))
    assert row["failing_rows"] == "[]"


@pytest.mark.parametrize("change", MUST_FAIL.values(), ids=MUST_FAIL)
def test_every_other_row_fails_and_is_named(change: dict[str, Any]) -> None:
    [row] = run(change).to_dict("records")
    assert row["success"] is False
    assert (row["n_failed"], row["n_evaluated"]) == (1, 1)
    [failing] = json.loads(row["failing_rows"])
    assert failing["filing_id"] == "a_filing"
    assert set(failing) == set(gate.KEYS)


@pytest.mark.parametrize("change", MUST_FAIL.values(), ids=MUST_FAIL)
def test_one_failure_among_many_is_not_outvoted(change: dict[str, Any]) -> None:
    result = run(*[{"identity_id": change.get("identity_id", "F01")}] * 50, change)
    assert not result["success"].any() if len(result) == 1 else not result["success"].all()
    assert result["n_failed"].sum() >= 1


def test_each_severity_is_judged_by_itself() -> None:
    result = run({}, {**BROKEN, "severity": "warn", "currency": "USD"})
    assert result[["identity_id", "severity", "success"]].to_numpy().tolist() == [
        ["F01", "error", True],
        ["F01", "warn", False],
    ]


@pytest.mark.parametrize("severity", [None, "", "WARN", "info"])
def test_a_severity_unknown_is_an_error(severity: str | None) -> None:
    assert run({**BROKEN, "severity": severity})["severity"].tolist() == ["error"]


def test_a_rule_nobody_prints_appears_with_nothing_evaluated() -> None:
    names = ["F01", "F02", "K01"]
    catalogue = pd.DataFrame(
        {"identity_id": names, "family": "F", "name": names, "severity": ["error", "error", "warn"]}
    )
    result = run({}, catalogue=catalogue)
    assert result["identity_id"].tolist() == names
    assert result["severity"].tolist() == ["error", "error", "warn"]
    assert result["n_evaluated"].tolist() == [1, 0, 0]
    assert result["success"].all()
    with pytest.raises(ValueError, match="twice"):
        run({}, catalogue=pd.concat([catalogue, catalogue]))


def test_no_rows_give_no_rules_but_the_same_columns() -> None:
    empty, some = run(), run({})
    assert empty.empty
    assert empty.dtypes.equals(some.dtypes)
    assert gate.render_page([], NOW)


def test_failing_rows_are_cut_but_counted() -> None:
    result = run(*[BROKEN] * 30)
    assert result["n_failed"].item() == 30
    assert len(json.loads(result["failing_rows"].item())) == gate.SHOWN


def test_the_page_says_the_sentence_and_the_failing_rows() -> None:
    name = "The US$ lines of ${x} & <b>Y</b> add up."
    blocked = {"identity_id": "F02", "name": "Nothing.", "verdict": "BLOCKED", **UNTESTED}
    page = gate.render_page(gate.evaluate(frame({**BROKEN, "name": name}, blocked)), NOW)
    assert "<b>Y" not in page
    assert name in html.unescape(page)
    for said in ("1 failed", "a_filing", "income_statement", "2025-01-01/2025-03-31", "7000"):
        assert said in page
    assert "nothing to test: 1 blocked" in page
    assert "unexpected Exception" not in page


def test_great_expectations_decides() -> None:
    """Whatever the outcome says, units other than 0 are refused, and a mistake raises."""
    rows = gate.outcomes(frame({}))
    [rule] = gate.rules_of(rows)
    wrong = rule._replace(judged=rule.judged.assign(units=1))
    with pytest.raises(RuntimeError, match="F01 error"):
        gate.judge([wrong], rows)
    [judgement] = gate.judge([wrong._replace(counts={**rule.counts, "failed": 1})], rows)
    assert judgement.result.success is False


def test_values_come_out_of_duckdb_exactly() -> None:
    big = 2**53 + 1
    relation = duckdb.sql(
        f"select * from (values ({big}, 'a', true), (null, null, null)) t(i, s, b) order by i"
    )
    result = gate.exact_frame(relation)
    assert result["i"].tolist()[0] == big
    assert result.isna().to_numpy().tolist() == [[False] * 3, [True] * 3]


def test_the_root_is_above_the_database_wherever_dbt_was_started(tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    (project / "build").mkdir(parents=True)
    elsewhere.mkdir()
    (project / "dbt_project.yml").touch()
    database = str(project / "build" / "x.duckdb")
    assert gate.project_root(database, elsewhere) == project
    assert gate.project_root(None, project) == project
    with pytest.raises(FileNotFoundError):
        gate.project_root(str(elsewhere / "x.duckdb"), elsewhere)
    assert gate.write_page("page", project) == project / "build" / "data_docs" / "index.html"
    assert [path.name for path in (project / "build" / "data_docs").iterdir()] == ["index.html"]


def released(rows: pd.DataFrame, n_failed: int | None, filings: list[str]) -> list[str]:
    """What `filings_released` says, its SQL run on such rows beside a gate that counted so many failures.

    The rows rest on no figure, so that each failure withholds its filing.
    """
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    macros: Any = environment.from_string((ROOT / "macros" / "gate.sql").read_text()).module
    broken, sql = (
        environment.from_string((MODELS / f"{model}.sql").read_text()).render(
            ref=lambda name: name, fails_the_gate=macros.fails_the_gate
        )
        for model in ("identities_broken", "filings_released")
    )
    with duckdb.connect() as connection:
        connection.register("int_identities_judged", rows.assign(result_id="r", issuer_id="i"))
        connection.execute("create table int_identity_operands (result_id varchar, fact_id varchar)")
        connection.execute("create table int_facts (fact_id varchar, value decimal(28, 6))")
        connection.execute(f"create table identities_broken as {broken}")
        connection.execute("create table identity_gate (severity varchar, n_failed bigint)")
        connection.execute("insert into identity_gate values ('error', ?), ('warn', 1000)", [n_failed])
        connection.register("stg_filings__filings", pd.DataFrame({"filing_id": filings}))
        return sorted(name for (name,) in connection.execute(sql).fetchall())


@pytest.mark.parametrize("severity", ["error", "warn", None, "Warn"])
def test_the_released_filings_are_those_without_a_row_that_the_gate_fails(severity: str | None) -> None:
    """The rule stands twice, in pandas and in SQL; a filing for each case says whether they agree."""
    cases: dict[str, Any] = {name: change for name, (change, _) in MUST_PASS.items()} | MUST_FAIL
    rows = frame(*({**change, "filing_id": name, "severity": severity} for name, change in cases.items()))
    judged = gate.outcomes(rows)
    blocking = (judged["outcome"] == "failed") & (judged["severity"] == "error")
    broken = set(judged.loc[blocking, "filing_id"])
    assert broken == (set() if severity == "warn" else set(MUST_FAIL))
    assert released(rows, int(blocking.sum()), list(cases)) == sorted(cases.keys() - broken)


@pytest.mark.parametrize(
    ("change", "n_failed"),
    [({}, 0), ({}, 2), ({}, None), ({"filing_id": None}, 1), ({"filing_id": "unheard of"}, 1)],
    ids=["counted fewer", "counted more", "count unknown", "in no filing", "in an unknown filing"],
)
def test_a_failure_that_cannot_be_laid_to_a_filing_releases_none(
    change: dict[str, Any], n_failed: int | None
) -> None:
    rows = frame({**BROKEN, "filing_id": "a", **change}, {"filing_id": "b"})
    assert released(rows, n_failed, ["a", "b"]) == []


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_how_many_results_are_judged_at_a_time_changes_nothing(at_once: int) -> None:
    unnamed = {**BROKEN, "identity_id": None, "name": None}
    unfiled = {**BROKEN, "filing_id": None}
    last = {**BROKEN, "filing_id": "z"}
    rows = frame({}, last, unfiled, BROKEN, {"identity_id": "F03"}, unnamed, {"identity_id": "K9"})
    names = ["F01", "F02", "F03"]
    catalogue = pd.DataFrame({"identity_id": names, "family": "F", "name": names, "severity": "error"})
    whole = gate.summary(gate.evaluate(rows.sort_values(list(gate.KEYS)), catalogue))
    with duckdb.connect() as connection:
        connection.register("judged", rows.assign(result_id="r", explanation=None))
        connection.register("catalogue", catalogue)
        relations = connection.table("judged"), connection.table("catalogue")
        found = gate.summary(gate.evaluate_all(connection, *relations, "told", at_once))
        told = connection.sql(
            "select identity_id, outcome, count(*) from told group by all order by all"
        ).fetchall()
    pd.testing.assert_frame_equal(found, whole)
    assert found["identity_id"].tolist() == [gate.UNNAMED, "F01", "F02", "F03", "K9"]
    named = [(gate.UNNAMED, "failed", 1), ("F01", "exact", 1), ("F01", "failed", 3)]
    assert told == [*named, ("F03", "exact", 1), ("K9", "exact", 1)]


def test_nothing_is_written_and_nobody_is_called() -> None:
    seen: list[tuple[str, Any]] = []
    watching = True

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if not watching:
            return
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
        if writes or event in ("os.mkdir", "socket.connect", "socket.getaddrinfo"):
            seen.append((event, args[0]))

    sys.addaudithook(hook)
    gate.render_page(gate.evaluate(frame({}, BROKEN)), NOW)
    watching = False
    assert seen == []


def test_two_hundred_thousand_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """Not a limit: the time is printed."""
    n, rules = 200_000, 60
    rows = frame({}).loc[[0] * n].reset_index(drop=True)
    rule = np.arange(n) % rules
    rows["identity_id"] = [f"F{number:02d}" for number in rule]
    rows["severity"] = np.where(rule % 6 == 0, "warn", "error")
    for column, value in BROKEN.items():
        rows.loc[n // 2, column] = value
    times = [time.perf_counter()]
    judgements = gate.evaluate(rows)
    times.append(time.perf_counter())
    gate.render_page(judgements, NOW)
    times.append(time.perf_counter())
    assert gate.summary(judgements)["n_failed"].sum() == 1
    judged, page = np.diff(times)
    with capsys.disabled():
        print(f"\n{n} rows, {len(judgements)} rules: judged {judged:.2f} s, page {page:.2f} s")
