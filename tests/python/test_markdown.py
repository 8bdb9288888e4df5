"""Markdown announcements read into lines; every document is of an invented issuer."""

from __future__ import annotations

import time

import pytest

from ingest.errors import IngestError
from ingest.formats.markdown import read_markdown
from ingest.lines import Line

PAGE = """# Larkspur Mills *reports*

Sales rose by 5% to **US$1,000**.
> Quoted &amp; kept

(in thousands)

| | Three months ended June 30, | |
|:---|---:|---:|
| | 2031 | 2030 |
| **Revenue:** | | |
| Yarn\\|silk | $ 1,000 | 900 |
| Cloth, net of | | |
| returns | (50) | 7<sup>(1)</sup> |
| | 950 | 907 |

| left | right |
|------|-------|
| a    | b     |
"""


def rows(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_markdown(text) if line.table is not None]


def test_a_document_keeps_the_lines_of_the_file() -> None:
    assert read_markdown(PAGE) == (
        Line(1, ("Larkspur Mills reports",)),
        Line(3, ("Sales rose by 5% to US$1,000.",)),
        Line(4, ("Quoted & kept",)),
        Line(6, ("(in thousands)",)),
        Line(8, ("", "Three months ended June 30,", ""), 1, spans=None),
        Line(10, ("", "2031", "2030"), 1, spans=None),
        Line(11, ("Revenue:", "", ""), 1, spans=None),
        Line(12, ("Yarn|silk", "$ 1,000", "900"), 1, spans=None),
        Line(14, ("Cloth, net of returns", "(50)", "7"), 1, spans=None),
        Line(15, ("", "950", "907"), 1, spans=None),
        Line(17, ("| left | right |",)),
        Line(19, ("| a | b |",)),
    )


FORMS = {
    "outer pipes": "| | 2031 | 2030 |\n|---|---|---|\n| Yarn | 5 | 6 |\n| Silk | (7) | 8% |",
    "no outer pipes": " | 2031 | 2030\n---|---|---\nYarn | 5 | 6\nSilk | (7) | 8%",
    "no alignment row": "| | 2031 | 2030 |\n| Yarn | 5 | 6 |\n| Silk | (7) | 8% |",
    "carriage returns": "| | 2031 | 2030 |\r\n|---|---|---|\r\n| Yarn | 5 | 6 |\r\n| Silk | (7) | 8% |\r\n",
    "quoted": "> | | 2031 | 2030 |\n> |:-:|:-:|:-:|\n> | Yarn | 5 | 6 |\n> | Silk | (7) | 8% |",
    "no last pipes": "| | 2031 | 2030\n|---|---|---\n| Yarn | 5 | 6\n| Silk | (7) | 8%",
    "markup": "| | **2031** | __2030__ |\n|-|-|-|\n| *Yarn* | `5` | [6](x) |\n| Silk&nbsp; | \\(7) | 8% |",
}


@pytest.mark.parametrize("text", list(FORMS.values()), ids=list(FORMS))
def test_pipe_tables_in_every_form(text: str) -> None:
    assert rows(text) == [("", "2031", "2030"), ("Yarn", "5", "6"), ("Silk", "(7)", "8%")]


def test_signs_in_cells_of_their_own_join_their_figures() -> None:
    text = (
        "| | | 2031 | | | 2030 | |\n|-|-|-|-|-|-|-|\n"
        "| Yarn | $ | 5 | | $ | 6 | |\n| Silk | | (7 | ) | | 8 | % |\n"
    )
    assert rows(text) == [("", "2031", "2030"), ("Yarn", "$5", "$6"), ("Silk", "(7)", "8%")]


def test_a_row_longer_than_its_header_keeps_its_cells() -> None:
    assert rows("| | 2031 |\n|-|-|\n| Yarn | 5 | 6 |\n| Silk | 7 | 8 |")[1:] == [
        ("Yarn", "5", "6"),
        ("Silk", "7", "8"),
    ]


def test_blank_lines_and_fences_part_tables() -> None:
    table = "| | 2031 | 2030 |\n|---|---|---|\n| Yarn | 5 | 6 |\n"
    found = read_markdown(f"{table}\n{table}```\nx | 1 | 2\n```\n{table}")
    assert [line.table for line in found] == [1, 1, 2, 2, None, 3, 3]
    assert found[4].cells == ("x | 1 | 2",)


def test_pipes_in_code_and_behind_backslashes_are_text() -> None:
    assert rows("| | 2031 | 2030 |\n|-|-|-|\n| Yarn\\|silk `a|b` | 5 | 6 |")[1] == ("Yarn|silk a|b", "5", "6")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sales rose.\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\n| Yarn | 5 | 6 |\n| Silk | 5 | 6 |\n```\n",
    ],
)
def test_a_document_without_statements_is_refused(text: str) -> None:
    with pytest.raises(IngestError, match="Markdown without statements"):
        read_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "|" * 200_000,
        "`|" * 100_000,
        "\\|" * 100_000 + "|",
        "*" * 100_000 + "|x|",
        ("[" * 2_000 + "|1|2\n") * 50,
        ("| Yarn | 5 | 6 |\n") * 10_000,
        ("> " * 50_000) + "|a|1|",
        "\x00\x02\x03\x04|a|1|2|\n" * 3,
        ("- " * 50_000) + "|",
        (" " * 100_000 + "|:-" * 1_000 + "x\n") * 5,
    ],
)
def test_absurd_text_takes_no_absurd_time(text: str) -> None:
    start = time.process_time()
    try:
        found = read_markdown(text)
    except IngestError:
        found = ()
    assert not any(char in cell for line in found for cell in line.cells for char in "\x00\x02\x03\x04\t\n")
    assert time.process_time() - start < 10
