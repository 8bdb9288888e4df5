"""`ingest check` on an invented filing: what it would find, and that it writes nothing."""

from __future__ import annotations

from pathlib import Path

from invented import ISSUER_ROW, NAME_ROWS, announcement
from warehouse import Project


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
