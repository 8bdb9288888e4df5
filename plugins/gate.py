"""The gate: Great Expectations judges every identity, one expectation per rule and severity.

`models/validation/identity_gate.py` is the model that dbt runs; everything here is a function of frames
or relations, for it, for a publication that merges, and for tests. SQL has already computed each gap
exactly, as an integer number of printed units; no amount of money is read as a float here.

    int_identities_judged -> one integer per row, 0 when it holds (`outcomes`)
                             -> one small batch per rule, judged by Great Expectations (`judge`)
                             -> one row per rule (`summary`), one Data Docs page (`render_page`), and
                                the same for a reader without SQL (`results_page` in plugins/)

The failure of a rule does not raise: it is a row with `success` false, which a dbt test on this
model turns into a failed build, or into a warning where filings are quarantined: then
`identities_broken`, whose SQL repeats the rule of `outcomes`, keeps them or their figures out of the
marts. An expectation that cannot be computed raises.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import great_expectations as gx
import numpy as np
import pandas as pd
from duckdb_files import literal
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.render.components import (
    CollapseContent,
    RenderedStringTemplateContent,
    RenderedTableContent,
)
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.renderer.renderer import renderer
from great_expectations.render.view.view import DefaultJinjaPageView

PAGE = Path("build") / "data_docs" / "index.html"
"""Where the page is written, relative to the project root."""

RESULTS_PAGE = PAGE.with_name("results.html")
"""Where the results page is written; the pages link to each other by name."""

SHOWN = 20
"""How many failing rows of a rule are kept in `failing_rows` and shown in the page."""

KEYS = (
    "filing_id",
    "table_id",
    "statement",
    "line_item_id",
    "period_id",
    "currency",
    "gap",
    "verdict",
    "reason",
)
"""What names a failing row, as text. `gap` is in units of its currency, exact."""

TOLD = ("result_id", "filing_id", "identity_id", "severity", "outcome")
"""What the results page takes of every result."""

ROWS_AT_ONCE = 100_000
"""How many results are read at a time: some 120 MB."""

RULE = ("identity_id", "severity")
COUNTS = ("exact", "rounding", "failed", "excepted", "blocked", "not_testable")
UNNAMED = "(no identity)"
UNTIED = -1
"""What a row is given when its verdict and its figures cannot both be true; never 0."""

LINK = f'<p><a href="{RESULTS_PAGE.name}">The same results in sentences, with lines and cells</a></p>'

NAMING_ROWS = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["row"],
    "return_unexpected_index_query": False,
}
"""Asked for only where a rule is broken: naming rows costs a quarter of the time of a rule."""

INPUT = """
    result_id, identity_id, family, name, severity,
    filing_id, table_id, statement, line_item_id, cast(period_id as varchar) as period_id, currency,
    cast(gap as varchar) as gap, cast(gap_units as bigint) as gap_units,
    cast(excess_units as bigint) as excess_units, verdict, is_excepted,
    coalesce(case when verdict = 'FAIL' and not is_excepted then explanation end, reason) as reason
"""
"""The columns read, in SQL. Decimals become text and sums 64-bit, since pandas would make both
floats."""

OUTPUT_TYPES = {
    "identity_id": "str",
    "family": "str",
    "name": "str",
    "severity": "str",
    **dict.fromkeys(("n_evaluated", *(f"n_{count}" for count in COUNTS)), "int64"),
    "success": "bool",
    "failing_rows": "str",
    "gx_version": "str",
}


class Rule(NamedTuple):
    """One expectation: an identity at one severity, and what became of its rows."""

    identity_id: str
    family: str
    name: str
    severity: str
    counts: dict[str, int]
    judged: pd.DataFrame
    """`row` (position in the frame of outcomes) and `units`, both int64."""

    @property
    def label(self) -> str:
        """What the rule is called in the page: 'F01 error'."""
        return f"{self.identity_id} {self.severity}"

    @property
    def n_evaluated(self) -> int:
        """Rows whose figures could be compared: all but the blocked and the not testable."""
        return sum(self.counts[c] for c in ("exact", "rounding", "failed", "excepted"))


class Judgement(NamedTuple):
    """A rule, what Great Expectations said of it, and the rows it said it of."""

    rule: Rule
    result: ExpectationValidationResult
    failing: list[dict[str, str | None]]


class ExpectRowsToTieOut(ExpectColumnValuesToBeBetween):
    """Between 0 and 0 half-units outside the tolerance; only the way it is shown is our own."""

    @classmethod
    @renderer(renderer_type="renderer.diagnostic.observed_value")
    def _diagnostic_observed_value_renderer(
        cls,
        configuration: Any = None,
        result: ExpectationValidationResult | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> str:
        """The counts of the rule instead of a percentage."""
        return str(result.meta["observed"]) if result else "--"

    @classmethod
    @renderer(renderer_type="renderer.diagnostic.unexpected_statement")
    def _diagnostic_unexpected_statement_renderer(
        cls,
        configuration: Any = None,
        result: ExpectationValidationResult | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> list[RenderedStringTemplateContent | CollapseContent]:
        """Nothing: the counts say it already."""
        return []

    @classmethod
    @renderer(renderer_type="renderer.diagnostic.unexpected_table")
    def _diagnostic_unexpected_table_renderer(
        cls,
        configuration: Any = None,
        result: ExpectationValidationResult | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> list[RenderedTableContent | CollapseContent] | None:
        """One line per failing row, in place of the values grouped by size."""
        failing = result.meta["failing"] if result else []
        if not failing:
            return None
        shown = [key for key in KEYS if any(row[key] for row in failing)]
        return [
            RenderedTableContent(
                content_block_type="table",
                header_row=[key.removesuffix("_id").replace("_", " ") for key in shown],
                table=[[_plain(row[key] or "") for key in shown] for row in failing],
                styling={"body": {"classes": ["table-bordered", "table-sm", "mt-3"]}},
            )
        ]


def outcomes(frame: pd.DataFrame) -> pd.DataFrame:
    """Say for every row what became of it, and by how many half-units it fails.

    Takes the columns of `INPUT` and returns the same rows in the same order, index 0..n-1, with

    - `identity_id` never null; `severity` 'error' or 'warn', anything but 'warn' being an error;
    - `outcome`, one of `COUNTS`;
    - `units`, int64: 0 for a row that holds or is not judged, the half-units by which it lies
      outside its tolerance, or `UNTIED` when nothing is known that would let it pass.

    A row passes only when its verdict says so and its figures agree; every other row, whatever is
    null or unheard of in it, has failed.
    """
    verdict = frame["verdict"]
    excess = frame["excess_units"].astype("Int64")
    gap = frame["gap_units"].astype("Int64")
    named = frame["identity_id"].notna()

    inside = _true(excess == 0) & gap.notna().to_numpy(bool)
    outside = _true(excess > 0) & gap.notna().to_numpy(bool)
    excepted = _true(frame["is_excepted"].astype("boolean"))
    failed = _true(verdict == "FAIL")
    untested = ~_true(excess != 0)

    outcome = np.select(
        [
            ~named.to_numpy(bool),
            _true(verdict == "EXACT") & inside & _true(gap == 0),
            _true(verdict == "ROUNDING") & inside,
            failed & outside & excepted,
            _true(verdict == "BLOCKED") & untested,
            _true(verdict == "NOT_TESTABLE") & untested,
        ],
        ["failed", "exact", "rounding", "excepted", "blocked", "not_testable"],
        default="failed",
    )
    size = np.where(failed & outside, excess.fillna(UNTIED).to_numpy("int64"), UNTIED)
    return frame.reset_index(drop=True).assign(
        identity_id=frame["identity_id"].fillna(UNNAMED).to_numpy(),
        severity=np.where(_true(frame["severity"] == "warn"), "warn", "error"),
        outcome=outcome,
        units=np.where(outcome == "failed", size, 0).astype("int64"),
    )


def rules_of(judged: pd.DataFrame, catalogue: pd.DataFrame | None = None) -> list[Rule]:
    """Split the outcomes into rules, in order of identity and severity.

    `catalogue` (identity_id, family, name, severity) adds a rule without rows for every identity
    that no filing brought up, at its own severity. Raises ValueError when the catalogue names an
    identity twice.
    """
    rules = []
    for (identity_id, severity), rows in judged.groupby(list(RULE), sort=True):
        counts = rows["outcome"].value_counts()
        tested = rows.loc[rows["outcome"].isin(["exact", "rounding", "failed"]), "units"]
        rules.append(
            Rule(
                str(identity_id),
                _first(rows["family"]),
                _first(rows["name"]) or str(identity_id),
                str(severity),
                {count: int(counts.get(count, 0)) for count in COUNTS},
                pd.DataFrame({"row": tested.index.to_numpy("int64"), "units": tested.to_numpy()}),
            )
        )
    if catalogue is None:
        return rules
    if catalogue["identity_id"].duplicated().any():
        raise ValueError("the catalogue names an identity twice")
    nothing = pd.DataFrame({"row": np.empty(0, "int64"), "units": np.empty(0, "int64")})
    met = {rule.identity_id for rule in rules}
    columns = ["identity_id", "family", "name", "severity"]
    for identity_id, family, name, severity in catalogue[columns].itertuples(index=False):
        if identity_id not in met:
            level = "warn" if severity == "warn" else "error"
            rules.append(Rule(identity_id, family, name, level, dict.fromkeys(COUNTS, 0), nothing))
    return sorted(rules, key=lambda rule: (rule.identity_id, rule.severity))


def judge(rules: list[Rule], outcome_rows: pd.DataFrame) -> list[Judgement]:
    """Have Great Expectations judge each rule on a batch of its own rows.

    Raises RuntimeError when an expectation could not be computed, or did not see every row it was
    given, so that a mistake in the machinery never reads as a rule that holds.
    """
    context = _context()
    batches = (
        context.data_sources.add_pandas("identities")
        .add_dataframe_asset("rules")
        .add_batch_definition_whole_dataframe("rule")
    )
    judgements = []
    for rule in rules:
        batch = batches.get_batch(
            batch_parameters={"dataframe": rule.judged.rename(columns={"units": rule.label})}
        )
        expectation = ExpectRowsToTieOut(
            column=rule.label,
            min_value=0,
            max_value=0,
            description=_plain(rule.name),
            severity=FailureSeverity.WARNING if rule.severity == "warn" else FailureSeverity.CRITICAL,
        )
        result = batch.validate(expectation, result_format="BASIC")
        if not result.success:
            result = batch.validate(expectation, result_format=NAMING_ROWS)
        _checked(rule, result)
        failing = _failing(result, outcome_rows)
        result.meta.update(observed=_observed(rule), failing=failing)
        judgements.append(Judgement(rule, result, failing))
    return judgements


def summary(judgements: list[Judgement]) -> pd.DataFrame:
    """One row per rule: its sentence, its counts, Great Expectations' verdict, its failing rows.

    `success` is the result's own. A rule with nothing to test succeeds with `n_evaluated` 0.
    `failing_rows` is a JSON list of at most `SHOWN` objects with `KEYS`, `[]` when none fails.
    """
    records = [
        {
            "identity_id": rule.identity_id,
            "family": rule.family,
            "name": rule.name,
            "severity": rule.severity,
            "n_evaluated": rule.n_evaluated,
            **{f"n_{count}": rule.counts[count] for count in COUNTS},
            "success": result.success is True,
            "failing_rows": json.dumps(failing, ensure_ascii=False, separators=(",", ":")),
            "gx_version": gx.__version__,
        }
        for rule, result, failing in judgements
    ]
    return pd.DataFrame(records, columns=list(OUTPUT_TYPES)).astype(OUTPUT_TYPES)


def render_page(judgements: list[Judgement], now: datetime) -> str:
    """The Data Docs page of one run, as HTML: a section per rule, with its failing rows."""
    held = sum(j.result.success is True for j in judgements)
    total = len(judgements)
    suite = ExpectationSuiteValidationResult(
        suite_name="identities",
        success=held == total,
        results=[j.result for j in judgements],
        statistics={
            "evaluated_expectations": total,
            "successful_expectations": held,
            "unsuccessful_expectations": total - held,
            "success_percent": 100 * held / total if total else None,
        },
        meta={
            "great_expectations_version": gx.__version__,
            "run_id": RunIdentifier(run_name="identities", run_time=now),
        },
    )
    content = ValidationResultsPageRenderer().render(suite)
    page = str(DefaultJinjaPageView().render(content, show_how_to_buttons=False))  # type: ignore[no-untyped-call]
    return page.replace("<body>", f"<body>{LINK}", 1)


def project_root(database: str | None, working: Path) -> Path:
    """The folder of dbt_project.yml at or above the database file, else the working directory.

    dbt may be started elsewhere with `--project-dir` and does not change directory. Raises
    FileNotFoundError when there is none.
    """
    beside = Path(database).resolve().parents if database else ()
    for folder in (*beside, working, *working.parents):
        if (folder / "dbt_project.yml").is_file():
            return folder
    raise FileNotFoundError("no dbt_project.yml above the database or the working directory")


def write_page(page: str, root: Path, place: Path = PAGE) -> Path:
    """Put a page in place under the project root in one step, and return its path."""
    target = root / place
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".tmp")
    draft.write_text(page, encoding="utf-8")
    os.replace(draft, target)
    return target


def exact_frame(relation: Any) -> pd.DataFrame:
    """Fetch a DuckDB relation without turning a nullable integer into a float."""
    columns = relation.fetchnumpy()
    return pd.DataFrame({name: _series(values) for name, values in columns.items()})


def evaluate(frame: pd.DataFrame, catalogue: pd.DataFrame | None = None) -> list[Judgement]:
    """The gate on one frame, from the evaluated identities to the judgements."""
    rows = outcomes(frame)
    return judge(rules_of(rows, catalogue), rows)


def evaluate_all(
    session: Any, judged: Any, identities: Any, told: str | None = None, at_once: int = ROWS_AT_ONCE
) -> list[Judgement]:
    """The gate on the DuckDB relations of `int_identities_judged` and `identities`.

    About `at_once` rows are read at a time; of the rows of an identity, which are judged all together, what
    `_kept` says is in memory. `told` names a temporary table of `session` that is made anew and gets the
    columns of `TOLD` of every result.
    """
    evaluated = judged.project(INPUT)
    catalogue = exact_frame(identities.project("identity_id, family, name, severity"))
    if told:
        columns = ", ".join(f"{column} varchar" for column in TOLD)
        session.execute(f"create or replace temp table {told} ({columns})")
    judgements: list[Judgement] = []
    for names in _batches(judged, catalogue["identity_id"], at_once):
        listed = ", ".join(map(literal, names))
        batch = evaluated.filter(f"coalesce(identity_id, {literal(UNNAMED)}) in ({listed})")
        parts = []
        for part in _by_filing(batch, at_once):
            rows = outcomes(exact_frame(part.order(", ".join(KEYS))))
            if told:
                session.register("told_now", rows[list(TOLD)])
                session.execute(f"insert into {told} from told_now")
                session.unregister("told_now")
            parts.append(_kept(rows))
        kept = pd.concat(parts, ignore_index=True)
        judgements += judge(rules_of(kept, catalogue[catalogue["identity_id"].isin(names)]), kept)
    return judgements


def _batches(judged: Any, listed: Iterable[str], at_once: int) -> Iterator[list[str]]:
    """The identities with rows and those listed, in order; those together that have `at_once` rows in all."""
    counted = judged.project(f"coalesce(identity_id, {literal(UNNAMED)}) as name").aggregate("name, count(*)")
    rows = dict.fromkeys(listed, 0) | dict(counted.fetchall())
    yield from _together(sorted(rows.items()), at_once)


def _by_filing(batch: Any, at_once: int) -> Iterator[Any]:
    """The rows of whole filings, in order, about `at_once` at a time; those of no filing last."""
    counted = batch.aggregate("filing_id, count(*) as n").filter("filing_id is not null").order("filing_id")
    for filings in _together(counted.fetchall(), at_once):
        yield batch.filter(f"filing_id between {literal(filings[0])} and {literal(filings[-1])}")
    yield batch.filter("filing_id is null")


def _together(counted: Iterable[tuple[str, int]], at_once: int) -> Iterator[list[str]]:
    """Names with their numbers of rows, in order; those together that have `at_once` rows in all."""
    names: list[str] = []
    held = 0
    for name, rows in counted:
        if names and held + rows > at_once:
            yield names
            names, held = [], 0
        names.append(name)
        held += rows
    if names:
        yield names


def _kept(rows: pd.DataFrame) -> pd.DataFrame:
    """What judging needs of outcomes: texts that many rows share once each, and the keys of what fails."""
    kept = rows[[*RULE, "family", "name", "outcome", "units", *KEYS]].copy()
    for column in (*RULE, "family", "name", "outcome"):
        numbers, texts = pd.factorize(kept[column].to_numpy(object), use_na_sentinel=False)
        kept[column] = texts[numbers]
    kept.loc[kept["outcome"] != "failed", list(KEYS)] = None
    return kept


def broken_rules(judgements: list[Judgement]) -> list[str]:
    """The identities for which the gate is shut."""
    failed = (j.rule for j in judgements if j.result.success is not True)
    return [rule.identity_id for rule in failed if rule.severity == "error"]


def _context() -> EphemeralDataContext:
    """A context in memory, without files (GX's own makes a temporary folder), bars or telemetry."""
    return gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
            analytics_enabled=False,
        ),
    )


def _checked(rule: Rule, result: ExpectationValidationResult) -> None:
    """Refuse a result that is an exception, or that speaks of other rows than the rule's."""
    if result.exception_info.get("raised_exception") is not False:
        raise RuntimeError(f"{rule.label}: {result.exception_info}")
    seen = (
        result.result["element_count"],
        result.result["missing_count"],
        result.result["unexpected_count"],
    )
    if seen != (len(rule.judged), 0, rule.counts["failed"]):
        raise RuntimeError(f"{rule.label}: {seen} of {len(rule.judged)} rows, {rule.counts}")


def _failing(result: ExpectationValidationResult, rows: pd.DataFrame) -> list[dict[str, str | None]]:
    """The first rows Great Expectations named, by their keys."""
    positions = [int(index["row"]) for index in result.result.get("unexpected_index_list", [])[:SHOWN]]
    found = rows.loc[positions, list(KEYS)].astype(object)
    return [
        {key: None if pd.isna(value) else str(value) for key, value in zip(KEYS, row, strict=True)}
        for row in found.itertuples(index=False)
    ]


def _observed(rule: Rule) -> str:
    """The counts of a rule in words: '3 failed, 38 exact, 1 blocked'."""
    order = ("failed", "excepted", "exact", "rounding", "blocked", "not_testable")
    said = [f"{rule.counts[c]} {c.replace('_', ' ')}" for c in order if rule.counts[c]]
    if rule.n_evaluated:
        return ", ".join(said)
    return ": ".join(["nothing to test", ", ".join(said) or "no filing prints it"])


def _plain(text: str) -> str:
    """Text as text: GX reads `$` as the start of a name and lets HTML through in a description."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def _true(condition: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """A condition as plain booleans; what is unknown is not true."""
    values: np.ndarray[Any, np.dtype[np.bool_]] = (
        pd.Series(condition).astype("boolean").fillna(False).to_numpy(bool)
    )
    return values


def _first(values: pd.Series[Any]) -> str:
    """The first value that is not null, or ''."""
    known = values.dropna()
    return str(known.iloc[0]) if len(known) else ""


def _series(values: Any) -> Any:
    """A NumPy column of DuckDB: nulls stay nulls, integers stay integers."""
    if not np.ma.isMaskedArray(values):
        return values
    mask = np.ma.getmaskarray(values)
    if values.dtype.kind in "iu":
        return pd.arrays.IntegerArray(values.data.astype("int64"), mask)
    if values.dtype.kind == "b":
        return pd.arrays.BooleanArray(values.data, mask)
    plain = values.data.astype(object)
    plain[mask] = None
    return plain
