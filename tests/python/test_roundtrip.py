"""Random statements in, seeds out: nothing is lost, moved or changed on the way."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

from announcements import ISSUER, ISSUER_NAME, OPENING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import read_document
from ingest.issuers import Issuer, Known
from ingest.prose_tokens import Vocabulary
from ingest.raw_rows import CELLS, COLUMNS, FILINGS, TABLES, rows_of
from ingest.seeds import SeedSet
from ingest.source import read_source

KNOWN = Known({ISSUER: Issuer(ISSUER, (ISSUER_NAME,), "", "CNY")})
SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)

# Blanks and oddities a cell may begin or end with; none is a tab or ends a line.
BLANKS = st.sampled_from(["", "", " ", "  ", "\u00a0", "\u2003", "\x0b", "\x0c", "\x85", "\u2028"])
ODDITIES = st.lists(
    st.one_of(
        st.sampled_from(
            ['"', '""', ",", "'", "“mill”", "’", ";", "\\$", "**", "<i>", "</i>", "<u> </u>", "|",
             "\\", "=1+1", "汉字", "ñ", "🧵", "e\u0301", "\u200b", "\ufeff", "(note)", " - ", "&"],
        ),
        st.characters(exclude_categories=["Cc", "Cs", "Nd", "Nl", "No"]),
    ),
    max_size=6,
).map("".join)  # fmt: skip
WORDS = st.sampled_from(["wool", "cloth", "yarn", "felt", "looms and", "rent of mills"])


@st.composite
def labels(draw: st.DrawFn) -> str:
    """A line label: words round oddities, without a figure, not in the form of a heading."""
    inner = draw(WORDS) + draw(ODDITIES) + draw(WORDS)
    return draw(BLANKS) + draw(ODDITIES) + " " + inner + draw(BLANKS)


AMOUNTS = st.integers(1_000, 10**12).flatmap(
    lambda n: st.sampled_from([f"{n:,}", f"({n:,})", f"-{n:,}", f"**{n:,}**", f"<b>{n:,}</b>"])
)
FIGURES = st.builds(
    "{}{}{}".format,
    BLANKS,
    st.one_of(AMOUNTS, st.sampled_from(["-", "—", "_", "", "<u> </u>", "0.12", "(7.5)%", "3"])),
    BLANKS,
)
HEADERS = [["2030", "2031"], ["RMB", "US$"], ["June 30,", "June 30,"]]
# A header beside a gap may stand over a blank column, and is then moved over the figures next to it.
PARTED_HEADERS = [["%", ""]]


@dataclass(frozen=True)
class Line:
    """A tabbed line as rendered and what has to be found for it."""

    cells: tuple[str, ...]
    role: str
    section: str


@st.composite
def statements(draw: st.DrawFn) -> list[Line]:
    """A table: header rows, then headings, data rows and unlabelled rows in any order."""
    width = draw(st.integers(1, 4))
    lines: list[Line] = []
    for _ in range(draw(st.integers(1, 3))):
        pair = draw(st.sampled_from(HEADERS if width > 2 else HEADERS + PARTED_HEADERS))
        words = [pair[0]] + [draw(st.sampled_from(pair)) for _ in range(width - 1)]
        lines.append(Line((draw(st.sampled_from(["", " "])), *words), "header", ""))
    capital, titled = "", ""
    for kind in [*draw(st.lists(st.sampled_from("ccttddddddun"), max_size=10)), "d"]:
        section = " > ".join(part for part in (capital, titled) if part)
        rest = [draw(FIGURES) for _ in range(width - 1)]
        if kind == "c":
            capital, titled = draw(st.sampled_from(["ASSETS", "EQUITY, AND “MORE”"])), ""
            lines.append(Line((capital, *[""] * width), "heading", section))
        elif kind == "t":
            titled = draw(st.sampled_from(["Current assets:", 'Sales, "net":', "Of which:"]))
            lines.append(Line((titled, *[""] * width), "heading", section))
        elif kind == "n":
            lines.append(Line((draw(labels()), *[""] * width), "part", section))
        else:
            label = draw(labels()) if kind == "d" else draw(st.sampled_from(["", " "]))
            lines.append(Line((label, draw(AMOUNTS), *rest), "data", section))
    return lines


@dataclass(frozen=True)
class Rendered:
    """A document and its tabbed lines by their number."""

    text: str
    lines: dict[int, Line]


@st.composite
def documents(draw: st.DrawFn) -> Rendered:
    """Statements inside prose, with or without a newline at the end."""
    out = list(OPENING)
    lines: dict[int, Line] = {}
    for statement in draw(st.lists(statements(), min_size=1, max_size=3)):
        out += draw(st.sampled_from([["SALES"], ["ASSETS", ""], ["(In thousands)"]]))
        out.append("All mills are open, says " + draw(labels()) + ".")
        for line in statement:
            out.append("\t".join(line.cells))
            lines[len(out)] = line
    out += draw(st.sampled_from([[], [""], ["", "Looms run."]]))
    return Rendered("\n".join(out), lines)


Seed = list[dict[str, str]]


def _extract(text: str, project: Path) -> tuple[dict[str, Seed], dict[str, bytes]]:
    """Write the seeds of a document and read them back: as records, and as bytes."""
    path = project / "lm.txt"
    path.write_bytes(text.encode("utf-8"))
    (project / "seeds").mkdir(exist_ok=True)
    seeds = SeedSet(project)
    with seeds.locked():
        seeds.replace([rows_of(read_document(read_source(path), KNOWN, Vocabulary({}), {}))])
    records: dict[str, Seed] = {}
    for seed in COLUMNS:
        with (seeds.folder / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
            records[seed] = list(csv.DictReader(file))
    return records, {seed: (seeds.folder / f"{seed}.csv").read_bytes() for seed in COLUMNS}


@SETTINGS
@given(documents())
def test_every_cell_is_found_where_it_was_rendered(document: Rendered) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records, _ = _extract(document.text, Path(folder))
    cells = {
        (int(cell["source_line"]), int(cell["source_column"])): cell["cell_text"] for cell in records[CELLS]
    }
    assert len(cells) == len(records[CELLS])
    assert cells == {
        (number, column): text
        for number, line in document.lines.items()
        for column, text in enumerate(line.cells)
    }
    assert list(cells) == sorted(cells)


@SETTINGS
@given(documents())
def test_roles_labels_and_sections_are_those_rendered(document: Rendered) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records, _ = _extract(document.text, Path(folder))
    found = {
        int(cell["source_line"]): (cell["row_role"], cell["row_label"], cell["section"])
        for cell in records[CELLS]
    }
    assert found == {
        number: (line.role, line.cells[0], line.section) for number, line in document.lines.items()
    }


@SETTINGS
@given(documents())
def test_every_tabbed_line_is_one_row_of_one_table(document: Rendered) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records, _ = _extract(document.text, Path(folder))
    tabbed = sum("\t" in line for line in document.text.split("\n"))
    rows = {(cell["table_id"], cell["source_line"]) for cell in records[CELLS]}
    assert len(rows) == tabbed == len(document.lines)
    spans = [(int(table["first_line"]), int(table["last_line"])) for table in records[TABLES]]
    lines = [line for first, last in spans for line in range(first, last + 1)]
    assert lines == list(document.lines)
    assert records[FILINGS][0]["source_lines"] == str(document.text.count("\n") + 1)


@SETTINGS
@given(documents())
def test_the_same_document_gives_the_same_bytes(document: Rendered) -> None:
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        _, once = _extract(document.text, Path(first))
        _, twice = _extract(document.text, Path(first))
        _, elsewhere = _extract(document.text, Path(second))
    assert once == twice == elsewhere


LINES = {"title_line", "announced_line", "period_line", "rate_line", "source_lines"}
LINES |= {"caption_line", "units_line", "first_line", "last_line", "source_line"}


@SETTINGS
@given(documents(), st.integers(1, 40))
def test_prose_above_shifts_the_lines_and_nothing_else(document: Rendered, count: int) -> None:
    prose = "The mills of the group are open.\n" * count
    with tempfile.TemporaryDirectory() as folder:
        before, _ = _extract(document.text, Path(folder))
        after, _ = _extract(prose + document.text, Path(folder))
    for seed, records in before.items():
        for record in records:
            for name in LINES & set(record):
                record[name] = str(int(record[name]) + count) if record[name] else ""
            record.pop("source_sha256", None)
        for record in after[seed]:
            record.pop("source_sha256", None)
    assert after == before
