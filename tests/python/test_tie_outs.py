"""The announcements against themselves: what is compared, what differs, and where a figure comes from."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console
from warehouse import NO_SHARED, SHARED, Project

from ingest.errors import IngestError
from ingest.trace import trace

UNITS = {
    "RMB_million": ("currency", Decimal(1_000_000)),
    "USD_million": ("currency", Decimal(1_000_000)),
    "RMB": ("currency", Decimal(1)),
    "USD": ("currency", Decimal(1)),
    "PERCENT": ("percent", Decimal("0.01")),
    "PERCENTAGE_POINTS": ("percentage_points", Decimal(1)),
    "SHARES": ("number", Decimal(1)),
    "ADS": ("number", Decimal(1)),
}


def test_what_the_statements_answer_is_compared(built: Project) -> None:
    verdicts = dict(
        built.query(
            "select verdict, count(*) from marts.tie_outs where what = 'prose' and measure_id is not null"
            " group by verdict"
        )
    )
    compared = sum(count for verdict, count in verdicts.items() if verdict != "NOT_COMPUTABLE")
    assert compared >= 200
    assert compared / sum(verdicts.values()) >= 0.95
    # every printed percentage and every convenience figure has its tie-out
    assert built.query(
        "select count(*) from marts.fct_reported_facts as f"
        " left join marts.tie_outs as t on f.filing_id = t.filing_id and f.source_line = t.source_line"
        " and f.source_column = t.source_column and f.line_item_id = t.measure_id"
        " where (f.unit = 'percent' or f.is_convenience) and f.evidence <> 'unresolved'"
        " and t.tie_out_id is null"
    ) == [(0,)]


def test_only_the_issuer_s_own_slips_differ(built: Project) -> None:
    """A convenience column copied from another row and repeated in the text; a share; plugged residuals."""
    found = built.query(
        "select filing_id, what, measure_id, count(*) from marts.tie_outs where verdict = 'DIFFERS'"
        " group by all order by all"
    )
    interim, annual, release = "kc-2023-h1-interim", "kc-2023-fy-annual", "kc-2024-q2-results"
    assert found == [
        (annual, "percentage", "employees_sales_and_marketing_share", 1),
        (interim, "prose", "adjusted_ebitda", 2),
        (interim, "prose", "adjusted_net_income", 1),
        (interim, "prose", "normalized_adjusted_ebitda", 1),
        (interim, "prose", "revenue_other", 1),
        (interim, "translation", "adjusted_ebitda", 1),
        (interim, "translation", "adjusted_net_income", 1),
        (interim, "translation", "impairment_of_long_lived_assets", 1),
        (interim, "translation", "normalized_adjusted_ebitda", 1),
        (release, "prose", None, 1),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason=NO_SHARED)
def test_figures_of_the_text_equal_the_transcription(built: Project) -> None:
    with (SHARED / "truth/kc-2024-q2-results.prose.csv").open(newline="") as file:
        truth = [row for row in csv.DictReader(file) if row["unit"] in UNITS]
    assert len(truth) > 100
    wanted = sorted(
        (int(row["source_line"]), unit, scale * abs(Decimal(row["value"])))
        for row in truth
        for unit, scale in [UNITS[row["unit"]]]
    )
    found = sorted(
        built.query(
            "select source_line, unit, abs(value) from marts.prose_figures"
            " where filing_id = 'kc-2024-q2-results' and unit <> 'rate'"
        )
    )
    assert found == wanted


@pytest.mark.skipif(not SHARED.is_dir(), reason=NO_SHARED)
def test_figures_of_the_text_stand_in_the_period_they_are_transcribed_in(built: Project) -> None:
    with (SHARED / "truth/kc-2024-q2-results.prose.csv").open(newline="") as file:
        truth = [row for row in csv.DictReader(file) if row["unit"] in UNITS]
    wanted = sorted((int(row["source_line"]), _period(row["period"]), row["unit"]) for row in truth)
    units = {"currency": "amount", "number": "count"}
    found = sorted(
        (line, period, units.get(unit, unit))
        for line, period, unit in built.query(
            "select source_line, coalesce(period_id, ''), unit from marts.prose_figures"
            " where filing_id = 'kc-2024-q2-results' and unit <> 'rate'"
        )
    )
    kinds = {
        "PERCENT": "percent",
        "PERCENTAGE_POINTS": "percentage_points",
        "SHARES": "count",
        "ADS": "count",
    }
    assert found == sorted((line, period, kinds.get(unit, "amount")) for line, period, unit in wanted)


def _period(transcribed: str) -> str:
    """`Q2-2024` as `2024Q2`; a date stays."""
    return transcribed[3:] + transcribed[:2] if transcribed.startswith("Q") else transcribed


def _traced(database: Path, item: str, period: str | None) -> str:
    out = io.StringIO()
    trace(database, item, period, Console(file=out, width=400))
    return out.getvalue()


def test_a_figure_is_traced_to_its_cells_and_proofs(built: Project) -> None:
    said = _traced(built.published, "gross_margin", "2023H2").splitlines()
    assert said[0].startswith("gross_margin 2023H2 = 0.13")
    assert "gross_profit 2023H2 = 449,378,000 CNY · derived: 2023FY - 2023H1" in said[1]
    assert any("cell = 850,169,000 CNY · printed" in line and "“850,169”" in line for line in said)
    proof = "F02 EXACT: Total revenues less cost of revenues is gross profit. (gap 0)"
    assert any(proof in line for line in said)

    printed = _traced(built.published, "adjusted_gross_margin", "2024Q2")
    assert printed.count("printed = 17.1 percent · TIES") == 6  # three of the ratio, and of its printed line

    growth = _traced(built.published, "net_income_yoy", "2024Q2")
    assert "loss_narrowed: -353718000 CNY after -498272000" in growth

    [key] = built.query("select fact_key from marts.fct_facts where line_item_id = 'goodwill' limit 1")
    assert _traced(built.published, key[0], None).startswith("goodwill ")


def test_what_cannot_be_traced_says_what_to_do(built: Project, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="Did you mean: net_income"):
        trace(built.published, "net_incom", "2024Q2", Console())
    with pytest.raises(IngestError, match=r"no figure for 2031H1\. It has one for: 2022FY, 2022H1"):
        trace(built.published, "net_income", "2031H1", Console())
    with pytest.raises(IngestError, match="no figure without a period"):
        trace(built.published, "net_income", None, Console())
    with pytest.raises(IngestError, match="Run `make build`"):
        trace(tmp_path / "none.duckdb", "net_income", "2024Q2", Console())
    (tmp_path / "no.duckdb").write_text("no database")
    with pytest.raises(IngestError, match="cannot be opened"):
        trace(tmp_path / "no.duckdb", "net_income", "2024Q2", Console())
