"""Nothing knows the filings: under other names and at other lines they give the same facts."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from warehouse import NO_SHARED, ROOT, SHARED, Project

FILINGS = sorted((SHARED / "filings").glob("*.txt"))
FACTS = """
    select filing_id, source_line, source_column, cell_text, line_item_id, period_id, currency, unit,
        printed_value, value, evidence
    from marts.fct_reported_facts
"""

pytestmark = pytest.mark.skipif(not FILINGS, reason=NO_SHARED)


def _shifted(text: str, between_pages: bool) -> tuple[str, list[int]]:
    """The filing with a line of text above each table, and the new line by the old one."""
    lines: list[str] = []
    moved = [0]
    last_line = last_text = ""
    for line in text.split("\n"):
        if "\t" in line and "\t" not in (last_line if between_pages else last_text):
            lines.append("An inserted line without meaning stands above this table.")
        last_line = line
        last_text = line if line.strip() else last_text
        lines.append(line)
        moved.append(len(lines))
    return "\n".join(lines), moved


def _twins(project: Project) -> dict[str, str]:
    """Give every issuer a twin whose names begin with an invented word; that word for each old one.

    Only the first words, for pages break the names in two.
    """
    with (ROOT / "seeds/reference/issuers.csv").open(newline="") as file:
        issuers = list(csv.reader(file))[1:]
    with (ROOT / "seeds/reference/issuer_names.csv").open(newline="") as file:
        names = [(issuer_id, *name.split(maxsplit=1)) for issuer_id, name in list(csv.reader(file))[1:]]
    words = sorted({first for _, first, _ in names})
    invented = {first: "Quillford" + "abc"[at] for at, first in enumerate(words)}
    for issuer_id, name, *particulars in issuers:
        project.add_issuer(
            ",".join([f"twin_of_{issuer_id}", f"Twin of {name}", *particulars]),
            tuple(
                f"twin_of_{issuer_id},{invented[first]} {rest}" for i, first, rest in names if i == issuer_id
            ),
        )
    return invented


def _under_invented_names(text: str, invented: dict[str, str]) -> str:
    """The text with those words, in capitals or not, exchanged."""
    for word, new in invented.items():
        text = text.replace(word, new).replace(word.upper(), new.upper())
    return text


def test_renamed_and_shifted_filings_give_the_same_facts(built: Project, tmp_path: Path) -> None:
    """One build holds them twice: as another issuer's they are shifted between their pages too."""
    with duckdb.connect(str(built.published), read_only=True) as connection:
        before = connection.execute(FACTS).fetchall()
    assert len(before) > 1300
    renamed = Project(tmp_path / "renamed", with_filings=False)
    invented = _twins(renamed)
    expected = set()
    for number, source in enumerate(FILINGS, start=1):
        for name, between_pages in ((f"renamed-{number}", False), (f"twin-{number}", True)):
            text, moved = _shifted(source.read_text(), between_pages)
            if between_pages:
                text = _under_invented_names(text, invented)
            (tmp_path / f"{name}.txt").write_text(text)
            expected |= {
                (name, moved[line], *rest) for filing, line, *rest in before if filing == source.stem
            }
    added = renamed.ingest("add", *map(str, sorted(tmp_path.glob("*.txt"))))
    assert added.returncode == 0, added.stderr
    build = renamed.build()
    assert build.returncode == 0, build.stdout
    assert len(renamed.query("select distinct issuer_id from marts.dim_filing")) == 2 * len(
        built.query("select distinct issuer_id from marts.dim_filing")
    )
    assert len(expected) == 2 * len(before)
    difference = sorted(set(renamed.query(FACTS)) ^ expected, key=str)
    assert not difference, difference[:10]
