"""The synthetic corpus: its statements foot and follow from each other; damage is written down."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from scale import exponent
from synthetic import SyntheticFiling, synthetic
from synthetic.charts import Chart, draw_chart
from synthetic.corpus import TRUTH_COLUMNS
from synthetic.damages import KINDS
from synthetic.files import write_parquet
from synthetic.score import score

from ingest.raw_rows import CELLS, COLUMNS, FILINGS, TABLES

ROOT = Path(__file__).resolve().parents[2]
SEEDS = (1, 2, 3)
FILINGS_EACH = 9
PROVEN = ("F02", "F04", "F06", "F07", "F08", "F09", "F12", "F15", "F17", "F18", "F18b", "F22b", "R01")
"""Declared sums whose lines are all standard ones in the corpus."""


class Told(NamedTuple):
    """A row of the truth, its value as a number."""

    filing: str
    table: str
    line: str
    column: str
    statement: str
    item: str
    label: str
    start: str
    end: str
    currency: str
    value: Decimal
    text: str
    is_restated: bool
    damage: str


def told(filings: Iterable[SyntheticFiling]) -> list[Told]:
    rows = [row for filing in filings for row in filing.truth]
    return [Told._make([*row[:10], Decimal(row[10]), row[11], row[12] == "true", row[13]]) for row in rows]


@cache
def corpus(seed: int, damage: float = 0.0, restatements: float = 0.0) -> list[SyntheticFiling]:
    return list(synthetic(FILINGS_EACH, seed, damage, restatements))


def columns(rows: Iterable[Told]) -> dict[tuple[str, ...], dict[str, Decimal]]:
    """The amounts of the standard lines by filing, statement, period and currency."""
    found: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        if row.item:
            found[row.filing, row.statement, row.start, row.end, row.currency][row.item] = row.value
    return found


@cache
def identities() -> dict[str, list[tuple[str, str, Decimal]]]:
    terms = defaultdict(list)
    with (ROOT / "seeds/reference/identity_terms.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            terms[row["identity_id"]].append((row["line_item_id"], row["role"], Decimal(row["weight"])))
    return terms


def cells(filing: SyntheticFiling) -> dict[tuple[str, str], str]:
    at = [COLUMNS[CELLS].index(name) for name in ("source_line", "source_column", "cell_text")]
    return {(row[at[0]], row[at[1]]): row[at[2]] for row in filing.rows[CELLS]}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("restatements", [0.0, 1.0])
def test_statements_foot(seed: int, restatements: float) -> None:
    own = {filing.issuer.reporting_currency for filing in corpus(seed)}
    tested = set()
    for (*_, currency), amounts in columns(told(corpus(seed, restatements=restatements))).items():
        for identity in PROVEN:
            terms = identities()[identity]
            if currency not in own or any(item not in amounts for item, _, _ in terms):
                continue
            total = sum(
                amounts[item] * (weight if role == "term" else -weight) for item, role, weight in terms
            )
            assert total == 0, (identity, amounts)
            tested.add(identity)
    assert {"F02", "F04", "F06"} <= tested


@pytest.mark.parametrize("seed", SEEDS)
def test_periods_follow_from_each_other(seed: int) -> None:
    revenues: dict[tuple[str, str], Decimal] = {}
    closing: dict[str, Decimal] = {}
    opened = added = 0
    filings = corpus(seed)
    rows = [row for row in told(filings) if row.currency == filings[0].issuer.reporting_currency]
    for row in rows:
        if row.item == "total_revenues":
            assert revenues.setdefault((row.start, row.end), row.value) == row.value
        if row.item == "cash_at_end_of_period":
            assert closing.setdefault(row.end, row.value) == row.value
    for row in rows:
        before = [value for end, value in closing.items() if next_day(end) == row.start]
        if row.item == "cash_at_beginning_of_period" and before:
            assert before == [row.value]
            opened += 1
    for (start, end), whole in revenues.items():
        for (first, middle), part in revenues.items():
            rest = revenues.get((next_day(middle), end))
            if first == start and middle < end and rest is not None:
                assert part + rest == whole
                added += 1
    assert opened
    assert added or len({start[5:] for start, _ in revenues}) <= 2  # halves have no rest that is printed


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else ""


def test_the_same_arguments_give_the_same_corpus() -> None:
    arguments = (FILINGS_EACH, 5, 0.05, 0.5)
    assert list(synthetic(*arguments)) == list(synthetic(*arguments))
    assert corpus(1) != corpus(2)


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    assert list(synthetic(FILINGS_EACH + 3, 7, 0.05, 0.5))[:FILINGS_EACH] == corpus(7, 0.05, 0.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_truth_is_what_the_undamaged_cells_print(seed: int) -> None:
    for filing in corpus(seed):
        printed = cells(filing)
        rows = told([filing])
        assert len(rows) > 100
        assert all(printed[row.line, row.column] == row.text for row in rows)
        assert {row.table for row in rows} == {row[0] for row in filing.rows[TABLES]}


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_is_written_down(seed: int) -> None:
    rows, hit = 0, 0
    for filing in corpus(seed, 0.05):
        printed = cells(filing)
        for row in told([filing]):
            rows += 1
            hit += bool(row.damage)
            if not row.damage:
                assert printed[row.line, row.column] == row.text
            elif row.damage in ("digit", "transposed", "sign lost", "column cut", "rows merged"):
                assert printed[row.line, row.column] != row.text
            assert row.damage == "" or row.damage in KINDS
    assert 0.03 < hit / rows < 0.12
    values = {(row.filing, row.item, row.label, row.column, row.value) for row in told(corpus(seed, 0.05))}
    assert values == {(row.filing, row.item, row.label, row.column, row.value) for row in told(corpus(seed))}


def test_every_kind_of_damage_occurs() -> None:
    hit = {row.damage for seed in SEEDS for row in told(corpus(seed, 0.2))}
    assert hit == {"", *KINDS}


def test_restatement_prints_another_comparative() -> None:
    first: dict[tuple[str, ...], Decimal] = {}
    restated = 0
    for row in told(corpus(1, restatements=1.0)):
        key = (row.statement, row.item, row.label, row.start, row.end, row.currency)
        if first.setdefault(key, row.value) != row.value and row.is_restated:
            restated += 1
    assert restated
    assert not any(row.is_restated for row in told(corpus(1)))


def test_charts_differ() -> None:
    charts: list[Chart] = [draw_chart(number, random.Random(number)) for number in range(60)]
    assert len({chart.issuer_id for chart in charts}) == 60
    assert {chart.style.net_assets for chart in charts} == {True, False}
    assert {chart.style.costs_negative for chart in charts} == {True, False}
    assert {chart.style.scale for chart in charts} == {1_000, 1_000_000}
    assert {chart.style.convenience for chart in charts} == {"", "USD"}
    assert {chart.style.steps_a_year for chart in charts} == {2, 4}


def test_parquet_holds_the_rows(tmp_path: Path) -> None:
    truth = write_parquet(tmp_path / "corpus", 3, 1, 0.02)
    filings = list(synthetic(3, 1, 0.02))
    folder = tmp_path / "corpus"
    for filing in filings:
        place = folder / f"issuer_id={filing.issuer.issuer_id}" / f"filing_id={filing.filing_id}"
        assert {path.stem for path in place.iterdir()} == set(COLUMNS)
        for name, rows in filing.rows.items():
            with duckdb.connect() as connection:
                read = connection.execute(
                    f"select * from read_parquet('{place / name}.parquet', hive_partitioning = false)"
                )
                assert [column[0] for column in read.description] == list(COLUMNS[name])
                assert {str(column[1]) for column in read.description} == {"VARCHAR"}
                assert read.fetchall() == [tuple(text or None for text in row) for row in rows]
    with duckdb.connect() as connection:
        read = connection.execute(f"select * from '{truth}'")
        assert [column[0] for column in read.description] == list(TRUTH_COLUMNS)
        assert len(read.fetchall()) == sum(len(filing.truth) for filing in filings)
    assert FILINGS in COLUMNS


def test_score_calls_outcomes_by_their_names(tmp_path: Path) -> None:
    figures = [  # item, damage, true value, what is read: line item, value, evidence
        ("goodwill", None, 5, "goodwill", 5, "printed", "right"),
        ("accounts_payable", None, 5, "accounts_payable", 6, "printed", "other value"),
        ("short_term_bank_loans", None, 5, "long_term_bank_loans", 5, "printed", "other line"),
        ("total_assets", None, 5, None, None, None, "no fact"),
        ("total_liabilities", "digit", 5, "total_liabilities", 5, "recovered", "recovered"),
        ("total_equity", "digit", 5, "total_equity", 5, "printed", "harmless"),
        ("ordinary_shares", "digit", 5, "ordinary_shares", None, "unresolved", "no value"),
        ("retained_earnings", "digit", 5, "retained_earnings", 7, "printed", "named"),
        ("treasury_shares", "digit", 5, "treasury_shares", 7, "printed", "silent"),
        ("statutory_reserves", "digit", 5, "statutory_reserves", 7, "recovered", "wrong"),
        ("restricted_cash", "label lost", 5, "own", 5, "printed", "unnamed"),
    ]
    database, truth = tmp_path / "built.duckdb", tmp_path / "truth.parquet"
    with duckdb.connect(str(database)) as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in TRUTH_COLUMNS.items())
        connection.execute(f"create temp table truth ({columns})")
        for schema in ("intermediate", "reference"):
            connection.execute(f"create schema {schema}")
        connection.execute("create table reference.line_items (line_item_id varchar)")
        connection.execute(
            "create table intermediate.int_facts (fact_id varchar, filing_id varchar, source_line integer, "
            "source_column integer, line_item_id varchar, start_date date, end_date date, currency varchar, "
            "value decimal(28, 6), evidence varchar, cell_text varchar)"
        )
        connection.execute(
            "create table intermediate.int_identities_judged as "
            "select 'F16' as identity_id, 'FAIL' as verdict, false as is_convenience, "
            "'retained_earnings' as input_fact_ids"
        )
        for line, (item, damage, value, read, amount, evidence, _) in enumerate(figures, start=1):
            place = ("f", "f.t01", line, 1, "balance_sheet", item, item, None, "2031-06-30", "EUR", value)
            connection.execute(
                f"insert into truth values ({', '.join('?' * 14)})", [*place, "5", False, damage]
            )
            connection.execute("insert into reference.line_items values (?)", [item])
            if read:
                fact = (read, "f", line, 1, read, None, "2031-06-30", "EUR", amount, evidence, "5")
                connection.execute(f"insert into intermediate.int_facts values ({', '.join('?' * 11)})", fact)
        connection.execute("insert into reference.line_items values ('long_term_bank_loans')")
        connection.execute(f"copy truth to '{truth}' (format parquet)")
    found = score(database, truth)
    outcomes = {**found.undamaged, **found.damaged}
    expected = [figure[-1] for figure in figures]
    assert {name: number for name, number in outcomes.items() if number} == dict.fromkeys(expected, 1)
    assert [row[3] for row in found.wrong_recoveries] == ["statutory_reserves"]
    assert found.failing == {"F16": 1}


def test_exponent_is_the_slope_between_two_sizes() -> None:
    assert exponent(1.0, 5.0, (200, 1000)) == "1.00"
    assert exponent(1.0, 25.0, (200, 1000)) == "2.00"
    assert exponent(0.01, 25.0, (200, 1000)) == ""
