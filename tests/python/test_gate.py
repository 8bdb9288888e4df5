"""The gate on an invented filing: green as printed, red when its lines do not add up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from invented import ISSUER_ROW, NAME_ROWS, announcement, broken_balance
from warehouse import Project, text_of

# Quotes and apostrophes that a guess at the seeds' dialect would stumble over.
QUOTES = "\n'tis a row\tit's\t\"quoted\"\n\"half\t'\t,;|\n"


def _add(project: Project, folder: Path, text: str) -> None:
    path = folder / "harbour-2030-h1.txt"
    path.write_text(text)
    run = project.ingest("add", str(path))
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("gate") / "project", with_filings=False)
    project.add_issuer(ISSUER_ROW, NAME_ROWS)
    return project


def test_sound_filing_is_published_and_broken_one_is_not(project: Project, tmp_path: Path) -> None:
    _add(project, tmp_path, announcement() + QUOTES)
    green = project.dbt("build")
    assert green.returncode == 0, green.stdout
    with (project.folder / "seeds/filings/raw_cells.csv").open(newline="") as file:
        cells = [tuple(row) for row in csv.reader(file)][1:]
    loaded = project.query("select columns(*)::varchar from raw.raw_cells")
    assert [tuple(value or "" for value in row) for row in loaded] == cells
    assert project.query(
        "select total_assets, goodwill, identities_failed from marts.balance_sheet"
        " where period_id = '2030-06-30' and currency = 'CNY'"
    ) == [(2_511_841_000, 265_000_000, 0)]
    assert project.query(
        "select net_income, interest_expense from marts.income_statement"
        " where period_id = '2030H1' and currency = 'CNY'"
    ) == [(59_326_000, 5_102_000)]
    assert "The gate is open." in text_of(project.results_page)
    before = project.published.read_bytes()

    _add(project, tmp_path, announcement(broken_balance()))
    red = project.dbt("build")
    assert red.returncode != 0
    assert "harbour-2030-h1, balance_sheet, 2030-06-30, CNY: F11" in red.stdout
    assert "gap        -47000000.00" in red.stdout
    assert "goodwill 272000000.00" in red.stdout
    assert "SKIP relation marts.fct_facts" in red.stdout
    assert "tieout.duckdb not published: 1 node failed" in red.stdout
    head, told = map(text_of, project.results_page.split('<section id="failed">'))
    assert "The gate is shut." in head
    assert "The non-current asset lines add up to total non-current assets. F11" in head
    assert "F11 stops the build" in told and "goodwill" in told.lower() and "(47,000)" in told
    assert project.published.read_bytes() == before

    for command in (("run",), ("build", "-s", "marts")):
        past = project.dbt(*command)
        assert "tieout.duckdb not published" in past.stdout, command
        assert project.published.read_bytes() == before, command
    without_tests = project.dbt("build", "--exclude-resource-type", "test", "unit_test")
    assert "tieout.duckdb not published" in without_tests.stdout
    assert project.published.read_bytes() == before

    # quarantine would leave nothing: an empty warehouse does not replace a full one
    emptied = project.dbt("build", "--vars", "{on_identity_failure: quarantine}")
    assert emptied.returncode != 0
    assert "Withheld for breaking a blocking identity: 1 of 1 filings" in emptied.stdout
    assert "No filing is released: an empty warehouse does not replace the published one." in emptied.stdout
    assert "tieout.duckdb not published: 1 node failed: some_filing_is_released (fail)" in emptied.stdout
    assert project.published.read_bytes() == before


def test_check_prints_what_would_be_found_and_writes_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", with_filings=False)
    project.add_issuer(ISSUER_ROW, NAME_ROWS)
    path = tmp_path / "harbour-2030-h1.txt"
    text = announcement({("balance_sheet", "Goodwill", 2): 270_000})
    path.write_text(text.replace("18,402", "18,4O2").replace("Accounts payable", "Trade accounts"))
    before = sorted(entry.name for entry in (project.folder / "seeds/filings").iterdir())
    run = project.ingest("check", str(path))
    assert run.returncode == 0, run.stderr
    assert "balance_sheet" in run.stdout and "2029-12-31" in run.stdout
    assert "Labels that nothing maps (1)" in run.stdout and "Trade accounts" in run.stdout
    # the one by its text, the other by the footing it breaks and its translation
    assert "Cells that look damaged (2)" in run.stdout
    assert "18,4O2" in run.stdout and "goodwill" in run.stdout
    assert before == sorted(entry.name for entry in (project.folder / "seeds/filings").iterdir())
    assert not project.published.exists()
