"""Metrics give the marts' figures, and no query makes them add up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from examples import COMMAND, arguments, shown
from warehouse import ROOT, Project

PAGE = ROOT / "docs/metrics.md"
ASK = Path(__file__).with_name("ask_metrics.py")

FLOWS = ("total_revenues", "gross_profit", "operating_income", "net_income", "adjusted_ebitda")
BALANCES = ("cash_and_cash_equivalents", "total_equity")
MARGINS = ("gross_margin", "operating_margin", "net_margin", "adjusted_ebitda_margin")
LEVERAGE = ("net_debt", "gearing_ratio_min", "gearing_ratio_max", "gearing_ratio_reported")
METRICS = (*FLOWS, *BALANCES, *MARGINS, *LEVERAGE)
KINDS = {"quarter": ("Q%",), "half": ("H%",), "year": ("FY",), "trailing": ("FY", "TTM")}

ALL = ["--metrics", ",".join(METRICS)]
SOME = ["--metrics", "total_revenues,cash_and_cash_equivalents,gross_margin,gearing_ratio_max"]
"""One of each make: `test_every_metric_takes_one_figure` says that the others are made alike."""
ISSUES_OWN = ["--metrics", "gross_margin,total_revenues", "--group-by", "metric_time__quarter"]


def kind_is(*kinds: str) -> list[str]:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return ["--where", f"{{{{ Dimension('figure__period_kind') }}}} in ({listed})"]


def basis_is(basis: str) -> list[str]:
    return ["--where", f"{{{{ Dimension('figure__basis') }}}} = '{basis}'"]


def by(*names: str) -> list[str]:
    return ["--group-by", ",".join(names)]


OF_A_KIND = {
    kind: [*ALL, *by("issuer", "metric_time__quarter", "figure__period"), *kind_is(kind)] for kind in KINDS
}
OF_A_BASIS = [*ALL, *by("metric_time__quarter", "figure__basis")]

# What would be a sum of periods, of issuers or of currencies, or a part of a year. No row may show a figure.
HOSTILE = {
    "nothing": [],
    "time alone": by("metric_time__quarter"),
    "a period of two issuers": by("figure__period"),
    "an issuer": by("issuer"),
    "a name": by("issuer__name"),
    "a currency": by("figure__currency"),
    "a basis": by("figure__basis"),
    "an issuer's kinds": by("issuer", "figure__period_kind"),
    "a year of quarters": by("issuer", "metric_time__year"),
    "a year of quarters by basis": by("issuer", "metric_time__year", "figure__basis"),
    "derived quarters of a year": [
        *by("issuer", "metric_time__year"),
        *basis_is("derived"),
        *kind_is("quarter"),
    ],
    "a year of halves": [*by("issuer", "metric_time__year"), *kind_is("half")],
    "a year of trailing years": [*by("issuer", "metric_time__year"), *kind_is("trailing")],
    "years of an issuer": [*by("issuer"), *kind_is("year")],
    "a year of two issuers": [*by("metric_time__year"), *kind_is("year")],
    "halves and quarters": [*by("issuer", "metric_time__year"), *kind_is("quarter", "half")],
    "a range that cuts two years": [
        *by("issuer", "metric_time__year"),
        *("--start-time", "2023-10-01", "--end-time", "2024-03-31"),
    ],
}
TWO_OF_A_CURRENCY = [*SOME, *by("metric_time__quarter", "figure__currency")]
EACH_ISSUER = [*SOME, *by("issuer", "metric_time__quarter")]
FILTERED_TO_A_QUARTER = [
    *("--metrics", "total_revenues"),
    *by("issuer", "metric_time__year", "figure__period"),
    *kind_is("quarter"),
    *("--where", "{{ Dimension('figure__period') }} = '2024Q2'"),
]
FINER = ["--metrics", "total_revenues", *by("metric_time__month")]


@dataclass(frozen=True)
class Asked:
    """What mf answers, of the committed filings and of several issuers."""

    one_issuer: list[dict[str, Any]]
    one_issuer_commands: list[list[str]]
    issuers: list[dict[str, Any]]
    issuers_commands: list[list[str]]

    def of(self, command: list[str], *, several: bool = False) -> list[dict[str, str | None]]:
        commands = self.issuers_commands if several else self.one_issuer_commands
        answer = (self.issuers if several else self.one_issuer)[commands.index(command)]
        assert "error" not in answer, answer["error"]
        rows: list[dict[str, str | None]] = answer["rows"]
        return rows


def project_to_ask(built: Project, folder: Path) -> Path:
    """What mf needs of a project: the configuration, the manifest that a build left, the published file."""
    (folder / "target").mkdir(parents=True)
    for name in ("dbt_project.yml", "profiles.yml", "target/semantic_manifest.json"):
        shutil.copy(built.folder / name, folder / name)
    return folder / built.published.name


@pytest.fixture(scope="module")
def asked(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Every question of this module, asked in one process."""
    folder = tmp_path_factory.mktemp("metrics")
    project_to_ask(built, folder / "one").symlink_to(built.published)
    several = project_to_ask(built, folder / "several")
    shutil.copy(built.published, several)
    with duckdb.connect(str(several)) as connection:
        add_two_issuers(connection)
    before = (built.published.stat().st_mtime_ns, built.published.read_bytes())

    pages = [arguments(command) for command, _ in COMMAND.findall(PAGE.read_text(encoding="utf-8"))]
    one = [ISSUES_OWN, OF_A_BASIS, FINER, *OF_A_KIND.values(), *pages]
    more = [
        *([*SOME, *rest] for rest in HOSTILE.values()),
        TWO_OF_A_CURRENCY,
        EACH_ISSUER,
        FILTERED_TO_A_QUARTER,
    ]
    run = subprocess.run(
        [sys.executable, str(ASK)],
        input=json.dumps({str(folder / "one"): one, str(folder / "several"): more}),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    assert before == (built.published.stat().st_mtime_ns, built.published.read_bytes()), "asking wrote"
    assert not (folder / "one/build").exists(), "asking looked for the build file"
    return Asked(answers[str(folder / "one")], one, answers[str(folder / "several")], more)


def add_two_issuers(connection: duckdb.DuckDBPyConnection) -> None:
    """Two issuers in euros beside the filings': other figures, and of 2024 one quarter only."""
    for issuer, factor in (("larkspur_mills", 2), ("brindle_harbour", 3)):
        columns = [row[0] for row in connection.execute("describe marts.metric_figures").fetchall()]
        other = {
            "figure_key": f"'{issuer}' || figure_key",
            "issuer_id": f"'{issuer}'",
            "currency": "'EUR'",
        }
        taken = [
            other.get(c) or (c if columns.index(c) < columns.index("currency") else f"{c} * {factor}")
            for c in columns
        ]
        connection.execute(
            f"insert into marts.metric_figures select {', '.join(taken)} from marts.metric_figures "
            "where currency = 'CNY'"
        )
        connection.execute(
            "insert into marts.dim_issuer (issuer_id, name, reporting_currency) values (?, 'One plc', 'EUR')",
            [issuer],
        )
    nothing = ", ".join(f"{column} = null" for column in columns[columns.index("currency") + 1 :])
    connection.execute(
        f"update marts.metric_figures set {nothing} where currency = 'EUR' "
        "and period_kind = 'quarter' and period_id like '2024%' and period_id <> '2024Q2'"
    )


def figures_of(built: Project, kind: str) -> dict[str, dict[str, Decimal | float]]:
    """The marts' figures of the periods of a kind, by period and metric; balances as at their last day."""
    reported = "entity = 'consolidated' and not is_convenience and instant_date is null and currency = 'CNY'"
    named = " or ".join(f"fiscal_period like '{pattern}'" for pattern in KINDS[kind])
    periods = built.query(
        "select period_id, cast(end_date as varchar) from marts.dim_period "
        f"join marts.dim_fiscal_period using (period_id) where start_date is not null and ({named})"
    )
    facts: dict[str, dict[str, Decimal | float]] = {}
    for period, line, value in built.query(
        f"select period_id, line_item_id, value from marts.fct_facts where {reported}"
    ):
        if line in FLOWS + BALANCES and value is not None:
            facts.setdefault(period, {})[line] = value
    for mart, ratios in (("margins", MARGINS), ("leverage", LEVERAGE)):
        for period, *values in built.query(f"select period_id, {', '.join(ratios)} from marts.{mart}"):
            known = {ratio: value for ratio, value in zip(ratios, values, strict=True) if value is not None}
            facts.setdefault(period, {}).update(known)
    found = {period: {**facts.get(end, {}), **facts.get(period, {})} for period, end in periods}
    return {period: figures for period, figures in found.items() if figures}


def known(row: dict[str, str | None]) -> dict[str, Decimal | float]:
    """The figures that a row shows, as the marts hold them."""
    ratios = set(MARGINS) | {"gearing_ratio_min", "gearing_ratio_max"}
    return {
        name: float(value) if name in ratios else Decimal(value)
        for name, value in row.items()
        if name in METRICS and value is not None
    }


@pytest.mark.parametrize("kind", KINDS)
def test_metrics_give_the_figures_of_the_marts(built: Project, asked: Asked, kind: str) -> None:
    expected = figures_of(built, kind)
    rows = {row["figure__period"]: known(row) for row in asked.of(OF_A_KIND[kind])}
    # a balance is also shown for a quarter or half of which no flow is known, and which no other mart lists
    balances = {*BALANCES, *LEVERAGE}
    alone = {period: f for period, f in rows.items() if period not in expected and f and set(f) <= balances}
    assert {
        period: figures for period, figures in rows.items() if figures and period not in alone
    } == expected
    for period, figures in alone.items():
        [(end,)] = built.query(
            "select distinct end_date from marts.metric_figures where period_id = ?", period
        )
        assert figures == {
            name: value for name, value in figures_at(built, str(end)).items() if name in balances
        }, period
    assert any(set(METRICS) - {"gearing_ratio_reported"} <= set(figures) for figures in rows.values()), (
        "few figures"
    )


def figures_at(built: Project, day: str) -> dict[str, Decimal | float]:
    names = ", ".join(("leverage.total_equity", *(f"leverage.{name}" for name in LEVERAGE)))
    [row] = built.query(
        f"select balance_sheet.cash_and_cash_equivalents, {names} from marts.leverage "
        "join marts.balance_sheet using (issuer_id, entity, period_id, currency) where period_id = ?",
        day,
    )
    return {n: v for n, v in zip((*BALANCES, *LEVERAGE), row, strict=True) if v is not None}


def test_the_quarters_are_shown_where_no_kind_is_chosen(built: Project, asked: Asked) -> None:
    expected = {
        str(start): (value, margin)
        for start, value, margin in built.query(
            "select start_date, i.total_revenues, m.gross_margin from marts.margins as m "
            "join marts.dim_period as p using (period_id, start_date) "
            "left join (select period_id, value as total_revenues from marts.fct_facts where line_item_id = "
            "'total_revenues' and currency = 'CNY') as i using (period_id) where p.months = 3"
        )
    }
    rows = asked.of(ISSUES_OWN)
    found = {
        (row["metric_time__quarter"] or "")[:10]: (
            Decimal(row["total_revenues"]),
            float(row["gross_margin"] or 0),
        )
        for row in rows
        if row["total_revenues"] is not None
    }
    assert found == expected and len(expected) >= 4
    assert all(row["gross_margin"] is None for row in rows if row["total_revenues"] is None)
    assert len({row["metric_time__quarter"] for row in rows}) == len(rows)


def test_a_figure_stands_in_the_row_of_its_basis(built: Project, asked: Asked) -> None:
    expected = {
        (str(start), basis): value
        for start, basis, value in built.query(
            "select start_date, basis, value from marts.fct_facts "
            "join marts.dim_period using (period_id, start_date) "
            "where line_item_id = 'total_revenues' and currency = 'CNY' and months = 3"
        )
    }
    found = {
        ((row["metric_time__quarter"] or "")[:10], row["figure__basis"]): known(row)["total_revenues"]
        for row in asked.of(OF_A_BASIS)
        if row["total_revenues"] is not None
    }
    assert found == expected and {basis for _, basis in expected} == {"reported", "derived"}


@pytest.mark.parametrize("what", HOSTILE)
def test_no_query_adds_up(asked: Asked, what: str) -> None:
    rows = asked.of([*SOME, *HOSTILE[what]], several=True)
    assert rows, "nothing was asked"
    assert not [row for row in rows if known(row)]


def test_issuers_are_shown_apart_and_two_of_a_currency_not_at_all(asked: Asked) -> None:
    alone = {
        row["metric_time__quarter"]: known(row)
        for row in asked.of(EACH_ISSUER, several=True)
        if row["issuer"] not in ("larkspur_mills", "brindle_harbour")
    }
    shown = {
        row["metric_time__quarter"]: known(row)
        for row in asked.of(TWO_OF_A_CURRENCY, several=True)
        if row["figure__currency"] == "CNY"
    }
    assert alone == shown and any(shown.values())
    euros = [
        known(row) for row in asked.of(TWO_OF_A_CURRENCY, several=True) if row["figure__currency"] == "EUR"
    ]
    assert euros and not any(euros)
    mills = {
        row["metric_time__quarter"]: known(row)
        for row in asked.of(EACH_ISSUER, several=True)
        if row["issuer"] == "larkspur_mills"
    }
    for quarter, figures in mills.items():
        assert figures == {
            name: value
            if name in MARGINS or name in ("gearing_ratio_min", "gearing_ratio_max")
            else 2 * value
            for name, value in alone[quarter].items()
        } or (not figures and str(quarter) > "2024")


def test_a_filter_to_one_quarter_leaves_that_quarter(asked: Asked) -> None:
    rows = asked.of(FILTERED_TO_A_QUARTER, several=True)
    assert {row["figure__period"] for row in rows} == {"2024Q2"}
    assert len({row["total_revenues"] for row in rows}) == 3 == len(rows)


def test_a_grain_finer_than_a_quarter_is_refused(asked: Asked) -> None:
    answer = asked.one_issuer[asked.one_issuer_commands.index(FINER)]
    assert "does not match any of the available group-by-items" in answer["error"]


def test_every_metric_takes_one_figure(built: Project) -> None:
    manifest = json.loads((built.folder / "target/semantic_manifest.json").read_text())
    measures = [measure for model in manifest["semantic_models"] for measure in model["measures"]]
    assert {measure["agg"] for measure in measures} == {"max", "count_distinct"}, (
        "an aggregation that could add"
    )
    kinds: dict[str, set[str]] = {}
    for metric in manifest["metrics"]:
        kinds.setdefault(metric["type"], set()).add(metric["name"])
    assert set(kinds) == {"simple", "derived", "ratio"}
    assert kinds["simple"] == {measure["name"] for measure in measures}
    for metric in manifest["metrics"]:
        name, parameters = metric["name"], metric["type_params"]
        if metric["type"] == "derived":
            assert parameters["expr"] == (
                f"case when part_ends = 1 and part_quarters = 1 then part_quarter_{name} "
                f"when periods_behind = 1 then part_single_{name} end"
            )
        if metric["type"] == "ratio":
            assert parameters["numerator"]["name"] == f"{name}_numerator"
            assert parameters["denominator"]["name"] == f"{name}_denominator"
    sides = {f"{ratio}_{side}" for ratio in kinds["ratio"] for side in ("numerator", "denominator")}
    assert sides <= kinds["derived"]
    assert set(METRICS) == kinds["ratio"] | kinds["derived"] - sides, "a metric that is not tested"


def test_the_page_shows_what_mf_prints(asked: Asked) -> None:
    examples = COMMAND.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) >= 4
    for command, output in examples:
        answer = asked.one_issuer[asked.one_issuer_commands.index(arguments(command))]
        assert shown(answer["printed"]) == output, (
            "`python tests/python/ask_metrics.py docs/metrics.md` rewrites the outputs"
        )
