"""Markdown of pages whose tables its writer did not find: text without columns between marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, Write

from ingest.errors import IngestError
from ingest.formats.unmarked import is_unmarked, own_row, read_unmarked, unmarked
from ingest.source import read_source

PAGE = """## **MILLS**

For the six months ended 31 May



**2031** **2030**
$M $M


_Yarn_ 1,796 1,824

Costs (1,294) (1,324)



**Gross profit** **502** **500**

  - Wages (100) (90)
Rent (20) (20)

```
      Power (30) (30)
```
-----
Mill profit<br>352 360
Sold looms 5 Sold \\*mills - 7
Interest - (2)
Profit before tax 357 365

Tax (7) (5)


Net profit 350 360
We thank all who worked in our mills during these months.
"""


def _cells(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_unmarked(text.split("\n")) if line.table is not None]


def test_rows_stand_below_headers_without_marks_and_blank_lines() -> None:
    assert is_unmarked(PAGE.split("\n"))
    assert _cells(PAGE) == [
        ("", "For the six months ended 31 May", ""),
        ("", "2031", "2030"),
        ("", "$M", "$M"),
        ("Yarn", "1,796", "1,824"),
        ("Costs", "(1,294)", "(1,324)"),
        ("Gross profit", "502", "500"),
        ("Wages", "(100)", "(90)"),
        ("Rent", "(20)", "(20)"),
        ("Power", "(30)", "(30)"),
        ("Mill profit", "352", "360"),
        ("Sold looms 5 Sold *mills", "-", "7"),
        ("Interest", "-", "(2)"),
        ("Profit before tax", "357", "365"),
        ("Tax", "(7)", "(5)"),
        ("Net profit", "350", "360"),
    ]


def test_lines_keep_their_numbers_and_blank_ones_stand_between_those_of_text() -> None:
    lines = read_unmarked(PAGE.split("\n"))
    given = PAGE.split("\n")
    assert [line.number for line in lines] == sorted({line.number for line in lines})
    yarn = next(line for line in lines if line.cells[0] == "Yarn")
    assert "Yarn" in given[yarn.number - 1]
    assert [line.text for line in lines[:2]] == ["MILLS", ""]
    assert not any(
        line.table is None for line in lines if yarn.number < line.number < given.index("Tax (7) (5)")
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("### **Balance _sheet_**", "Balance sheet"),
        ("**Yarn** **$** **155.4** **-** **(3)**", "Yarn $ 155.4 - (3)"),
        ("- Yarn 5 6", "Yarn 5 6"),
        ("  - (Loss) of yarn 5 6", "  (Loss) of yarn 5 6"),
        ("- 5 6", "- 5 6"),  # a nil
        ("- - 6", "- - 6"),
        ("Yarn\\* 5 6<br>", "Yarn* 5 6 "),
        ("```text", ""),
        ("-----", ""),
        ("Yarn* 5 6 of mills*", "Yarn* 5 6 of mills*"),  # marks of a footnote
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("net_income_a 5", "net_income_a 5"),
    ],
)
def test_marks_are_taken_off_and_nothing_else(line: str, text: str) -> None:
    assert unmarked(line) == text


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Share of mills 39,092 Share of looms - 12,760", "Share of looms - 12,760"),
        ("Mills (5.1 ) Other looms 11.1 (3.9 )", "Other looms 11.1 (3.9 )"),
        ("mills - - 5.1 Loom income 55.7 60.8 127.4 108.8", "Loom income 55.7 60.8 127.4 108.8"),
        ("Mills (1,023) - (10,746) Proceeds from looms,", "Proceeds from looms,"),
        ("Mills 11 36.5 25.0 Looms 4.1 3.2 121.8 119.6", "Looms 4.1 3.2 121.8 119.6"),
    ],
)
def test_a_row_behind_one_whose_last_nil_is_lost_is_its_own(line: str, row: str) -> None:
    front, own = own_row(line)
    assert own == row
    assert " ".join(f"{front} {own}".split()) == " ".join(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "Share of mills 39,092 12,760",
        "Adjustments of IFRS 16 Looms 5 6",  # a number
        "Notes (6,000,000 in principal) 6,804 6,697",
        "Notes of 6,000,000 Held by mills 6,804 6,697",
        "Stock; 5,000,000 Shares of mills 31,203 31,011",
        "Stock, $0.01 Nominal 31,203 31,011",
        "Mills 1,000 900 Looms 800 700",  # two rows side by side
        "29 May 2031 30 May 2030 28 August 2030",
        "Mills 5.0 4.0 NM 5.0 4.0 3.0",
    ],
)
def test_a_label_that_holds_figures_is_left(line: str) -> None:
    assert own_row(line) == ("", line)


@pytest.mark.parametrize(
    "header",
    [
        "**Half-year ended**\n\n\n**31 May**\n**2030**\n**$M**\n\n\n**31 May**\n**2031**\n**$M**\n\n\n",
        "**31 May 2030**\n\n\n**31 May 2031**\n\n\n",
    ],
)
def test_blocks_that_may_stand_in_another_order_than_the_columns_head_none(header: str) -> None:
    assert _cells(header + PAGE.split("$M $M")[1]) == []


def test_only_a_file_of_markdown_is_read_so(tmp_path: Path) -> None:
    marked, plain = tmp_path / "mills.md", tmp_path / "mills.txt"
    marked.write_text(PAGE, encoding="utf-8")
    assert read_source(marked).format == "markdown"
    assert any(line.cells[0] == "Gross profit" for line in read_source(marked).lines)
    plain.write_text(PAGE, encoding="utf-8")
    with pytest.raises(IngestError, match="no table"):
        read_source(plain)


def test_a_row_in_front_of_another_is_kept_as_text_and_told(write: Write, run: Run) -> None:
    page = PAGE.replace("Sold looms 5 Sold \\*mills - 7", "Sold looms 1,005 Sold mills 6 7")
    lines = read_unmarked(page.split("\n"))
    (at,) = (index for index, line in enumerate(lines) if line.cells[0] == "Sold looms 1,005")
    assert (lines[at].table, lines[at].number) == (None, lines[at + 1].number)
    assert lines[at + 1].cells == ("Sold mills", "6", "7")
    options = ("--issuer-name", "Teasel Mills Limited", "--currency", "AUD", "--fiscal-year-end", "11-30")
    result = run("add", write("mills.md", page), *options)
    assert f"1 row of figures in no table and in no sentence (line {lines[at].number}: " in result.err
