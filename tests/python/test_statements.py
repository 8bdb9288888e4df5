"""Forms of statements that results announcements print, and the line item that a reader gives each row.

`statement_forms.txt` has a form a paragraph, headed by `# statement style: what is special about it`, and in
it a row a line: the label, the amount, the one a year before, and the standard line item. A row without
amounts is a heading, one without a line item a line of its issuer; `{issuer}` is the issuer's name. Each form
is a document of an invented issuer, as tabbed text and as HTML, unless only HTML can tell. The rows of one
that is "numbered" have their numbers in a column of their own.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
from warehouse import Project

FORMS = Path(__file__).with_name("statement_forms.txt")
CAPTIONS = {
    "is": {
        "us": "UNAUDITED CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS",
        "uk": "CONSOLIDATED INCOME STATEMENT",
        "hk": "CONDENSED CONSOLIDATED STATEMENT OF PROFIT OR LOSS AND OTHER COMPREHENSIVE INCOME",
        "in": "STATEMENT OF UNAUDITED CONSOLIDATED FINANCIAL RESULTS FOR THE QUARTER ENDED 30.09.2024",
    },
    "bs": {
        "us": "UNAUDITED CONDENSED CONSOLIDATED BALANCE SHEETS",
        "uk": "CONSOLIDATED STATEMENT OF FINANCIAL POSITION",
        "hk": "CONDENSED CONSOLIDATED STATEMENT OF FINANCIAL POSITION",
        "in": "STATEMENT OF UNAUDITED CONSOLIDATED ASSETS AND LIABILITIES",
    },
    "cf": {
        "us": "UNAUDITED CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS",
        "uk": "CONSOLIDATED CASH FLOW STATEMENT",
        "hk": "CONDENSED CONSOLIDATED STATEMENT OF CASH FLOWS",
        "in": "STATEMENT OF UNAUDITED CONSOLIDATED CASH FLOWS",
    },
}
PERIODS = {
    "us": [["", "Three Months Ended September 30,", ""], ["", "2024", "2023"]],
    "uk": [["", "Six months ended 30 June", ""], ["", "2024", "2023"]],
    "in": [
        ["Particulars", "Quarter ended", "Quarter ended"],
        ["", "30.09.2024", "30.09.2023"],
        ["", "Unaudited", "Unaudited"],
        ["", "(1)", "(2)"],
    ],
}
DATES = {
    "us": [["", "September 30,", "December 31,"], ["", "2024", "2023"]],
    "uk": [["", "30 June", "31 December"], ["", "2024", "2023"]],
    "in": [["Particulars", "As at", "As at"], ["", "30.09.2024", "31.03.2024"], ["", "Unaudited", "Audited"]],
}
ANNOUNCED = {
    "us": ("third quarter of 2024", "November 5, 2024", "three months ended September 30, 2024"),
    "uk": ("first half of 2024", "August 15, 2024", "six months ended June 30, 2024"),
    "in": ("second quarter of fiscal year 2025", "November 5, 2024", "quarter ended September 30, 2024"),
}
# Of the two an issuer's name is made, another one for every form.
FIRST = [
    "Alder",
    "Birch",
    "Cedar",
    "Damson",
    "Elder",
    "Fennel",
    "Gorse",
    "Hazel",
    "Juniper",
    "Laurel",
    "Maple",
]
SECOND = [
    "brook",
    "combe",
    "dale",
    "field",
    "ford",
    "gate",
    "hurst",
    "ley",
    "mere",
    "stow",
    "wick",
    "worth",
    "bourne",
    "stead",
    "thorpe",
    "holme",
]


@dataclass(frozen=True)
class Line:
    """A row of a statement; a heading has no amounts."""

    label: str
    amounts: tuple[str, ...] = ()
    line_item_id: str = ""


@dataclass(frozen=True)
class Form:
    """A statement of one kind as issuers of one style set it out."""

    number: int
    title: str
    lines: tuple[Line, ...]

    @property
    def figures(self) -> list[Line]:
        return [line for line in self.lines if line.amounts]

    def documents(self) -> dict[str, str]:
        """The text of each document by the name of its file."""
        texts = {"html": self._html()}
        if not self.title.endswith("in HTML"):
            texts["tab.txt"] = self._tabbed()
        return {f"form-{self.number}.{ending}": text for ending, text in texts.items()}

    def _tabbed(self) -> str:
        return "\n\n".join(self._opening()) + "\n" + "\n".join("\t".join(row) for row in self._rows()) + "\n"

    def _html(self) -> str:
        text = "".join(f"<p>{html.escape(line)}</p>" for line in self._opening())
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in self._rows()
        )
        return f"<html><body>{text}<table>{rows}</table></body></html>"

    def _opening(self) -> list[str]:
        results_of, announced, reported_on = ANNOUNCED[self._dated]
        return [
            f"{self._issuer} Limited",
            f"{self._issuer} Limited Announces Results for the {results_of}",
            f"LONDON, {announced} -- {self._issuer} Limited announced its results for the {reported_on}.",
            *(["Segment Composition"] if "heading of segments" in self.title else []),
            CAPTIONS[self.title[:2]][self.title[3:5]],
            "(Rs. in lakhs, except per share data)"
            if self._dated == "in"
            else "(in thousands of US dollars, except share and per share data)",
        ]

    def _rows(self) -> list[list[str]]:
        header = (DATES if self.title.startswith("bs") else PERIODS)[self._dated]
        rows = [*header, *([self._named(line.label), *(line.amounts or ("", ""))] for line in self.lines)]
        return [[*_numbered(row[0]), *row[1:]] for row in rows] if "numbered" in self.title else rows

    def _named(self, label: str) -> str:
        return label.replace("{issuer}", self._issuer).replace("{ISSUER}", self._issuer.upper())

    @property
    def _dated(self) -> str:
        return self.title[3:5] if self.title[3:5] in PERIODS else "uk"

    @property
    def _issuer(self) -> str:
        return FIRST[self.number % len(FIRST)] + SECOND[self.number // len(FIRST)]


def _numbered(label: str) -> tuple[str, str]:
    """The number of a row and its label, each of a cell of its own."""
    number = re.match(r"(?:\d{1,2}|[IVX]+) ", label)
    if label == "Particulars":
        return "Sr. No.", label
    return (number[0].strip(), label[number.end() :]) if number else ("", label)


def _line(text: str) -> Line:
    label, *rest = (part.strip() for part in f"{text} ".split(" |"))
    return Line(label, tuple(rest[:-1]), rest[-1] if rest else "")


def _forms() -> list[Form]:
    paragraphs = [paragraph.splitlines() for paragraph in FORMS.read_text().strip().split("\n\n")]
    return [
        Form(number, head.removeprefix("# "), tuple(map(_line, lines)))
        for number, (head, *lines) in enumerate(paragraphs)
    ]


Items = dict[str, list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Items:
    """What every row with figures of every document was read as, by its file's name."""
    folder = tmp_path_factory.mktemp("statements")
    project = Project(folder / "project", with_filings=False)
    documents = {name: text for form in _forms() for name, text in form.documents().items()}
    for name, text in documents.items():
        (folder / name).write_text(text)
    run = project.ingest("add", "--currency", "USD", *(str(folder / name) for name in documents))
    assert run.returncode == 0, run.stderr
    run = project.build(
        "--exclude-resource-type", "test", "-s", "+int_facts", "+filings_released",
        "--vars", "{on_identity_failure: quarantine}",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    return _items(project.folder / "build/tieout.duckdb")


def _items(database: Path) -> Items:
    """The line item of each figure, `` for a line of the issuer; rows in order, by the file's name."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            """
            select filings.source_file, cells.source_line,
                case
                    when released.filing_id is null then 'withheld'
                    when facts.value is null then 'missing'
                    else coalesce(standard.line_item_id, '')
                end
            from staging.stg_filings__cells as cells
            inner join staging.stg_filings__filings as filings on cells.filing_id = filings.filing_id
            left join validation.filings_released as released on cells.filing_id = released.filing_id
            left join intermediate.int_facts as facts
                on
                    cells.filing_id = facts.filing_id
                    and cells.source_line = facts.source_line
                    and cells.source_column = facts.source_column
            left join reference.line_items as standard on facts.line_item_id = standard.line_item_id
            where not cells.is_label and cells.row_role = 'data' and cells.figure_kind in ('number', 'nil')
            order by filings.source_file, cells.source_line, cells.source_column
            """
        ).fetchall()
    items: Items = {}
    for (file, _), cells in groupby(rows, key=lambda row: row[:2]):
        items.setdefault(file, []).append(tuple(item for *_, item in cells))
    return items


@pytest.mark.parametrize("ending", ["tab.txt", "html"])
def test_every_row_has_the_line_item_that_a_reader_gives_it(read: Items, ending: str) -> None:
    unlike = [
        (name, form.title, line.label, line.line_item_id, found)
        for form in _forms()
        for name in form.documents()
        if name.endswith(ending)
        for line, found in zip(form.figures, read[name], strict=True)
        if found != (line.line_item_id,) * len(line.amounts)
    ]
    assert unlike == []
