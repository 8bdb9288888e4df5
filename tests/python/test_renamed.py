"""Nothing knows the filings: under other names and at other lines they give the same facts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from warehouse import NO_SHARED, ROOT, SHARED, Project

FILINGS = sorted((SHARED / "filings").glob("*.txt"))
FACTS = """
    select filing_id, source_line, source_column, cell_text, line_item_id, period_id, currency, unit,
        printed_value, value, evidence
    from {}.fct_reported_facts
"""

pytestmark = pytest.mark.skipif(not FILINGS, reason=NO_SHARED)


def _shifted(source: Path, target: Path, between_pages: bool) -> list[int]:
    """Write the filing with a line of text above each table; returns new line by old line."""
    lines: list[str] = []
    moved = [0]
    last_line = last_text = ""
    for line in source.read_text().split("\n"):
        if "\t" in line and "\t" not in (last_line if between_pages else last_text):
            lines.append("An inserted line without meaning stands above this table.")
        last_line = line
        last_text = line if line.strip() else last_text
        lines.append(line)
        moved.append(len(lines))
    target.write_text("\n".join(lines))
    return moved


@pytest.mark.parametrize("between_pages", [False, True])
def test_renamed_and_shifted_filings_give_the_same_facts(tmp_path: Path, between_pages: bool) -> None:
    original = Project(tmp_path / "original", with_filings=True)
    assert original.dbt("build").returncode == 0
    renamed = Project(tmp_path / "renamed", with_filings=False)
    names, moves = {}, {}
    for number, source in enumerate(FILINGS, start=1):
        target = tmp_path / f"renamed-{number}.txt"
        moves[source.stem] = _shifted(source, target, between_pages)
        names[source.stem] = target.stem
    added = renamed.ingest("add", *(str(tmp_path / f"{name}.txt") for name in names.values()))
    assert added.returncode == 0, added.stderr
    build = renamed.dbt("build")
    assert build.returncode == 0, build.stdout

    with duckdb.connect(str(original.published), read_only=True) as connection:
        before = connection.execute(FACTS.format("marts")).fetchall()
    expected = {(names[row[0]], moves[row[0]][row[1]], *row[2:]) for row in before}
    got = set(renamed.query(FACTS.format("marts")))
    assert len(before) > 1300
    difference = sorted(got ^ expected, key=str)
    assert not difference, difference[:10]
    assert (ROOT / "seeds/filings/raw_cells.csv").exists()
