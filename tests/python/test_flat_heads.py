"""Headers of text whose columns are lost, told by their parts: what stands over which columns."""

from __future__ import annotations

import pytest

from ingest.formats.flat import read_flat
from ingest.formats.flat_heads import Header, header_at


def _header(text: str) -> Header | None:
    return header_at(text.split("\n"), 0)


def _over(text: str) -> list[tuple[int, int, str]]:
    header = _header(text)
    return [(head.first, head.last, head.text) for head in header.heads] if header else []


def _cells(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_flat(text.split("\n")) if line.table is not None]


ROWS = "Yarn 3 1,796 1,824\nCosts (1,294) (1,324)\nOther income – (1)\nMills 17 18\nTax 12 502 500"


def test_units_and_audits_below_years_are_of_the_header_and_notes_stand_behind_labels() -> None:
    header = "FOR THE SIX MONTHS ENDED 31 MAY\n2031 2030\nUNAUDITED AUDITED\nNOTE $M $M\n"
    assert _cells(f"MILLS\n{header}{ROWS}") == [
        ("", "", "FOR THE SIX MONTHS ENDED 31 MAY", ""),
        ("", "", "2031", "2030"),
        ("", "", "UNAUDITED", "AUDITED"),
        ("", "NOTE", "$M", "$M"),
        ("Yarn", "3", "1,796", "1,824"),
        ("Costs", "", "(1,294)", "(1,324)"),
        ("Other income", "", "–", "(1)"),
        ("Mills", "", "17", "18"),
        ("Tax", "12", "502", "500"),
    ]


def test_a_row_whose_note_may_be_a_figure_has_none_in_a_column() -> None:
    rows = ROWS.replace("– (1)", "9 (1)")
    read = _cells(f"Note 2031 2030\n$m $m\n{rows}")
    assert ("Mills", "", "", "", "17", "18") in read  # 17 may be its note, and a cell of it blank
    assert ("Yarn", "3", "1,796", "1,824", "", "") in read
    assert ("Mills", "", "17", "18") in _cells(f"Note 2031 2030\n$m $m\n{ROWS}")  # nils are printed


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Yarn 5(a) 796 824", ("Yarn", "5(a)", "796", "824")),
        ("Yarn 5, 6 796 824", ("Yarn", "5, 6", "796", "824")),
        ("Yarn 5, 6, 7 796 824", ("Yarn", "5, 6, 7", "796", "824")),
        ("Yarn 5.1 796 824", ("Yarn", "5.1", "796", "824")),
        ("Looms of type A 796 824", ("Looms of type A", "", "796", "824")),
    ],
)
def test_notes_of_a_row(row: str, read: tuple[str, ...]) -> None:
    assert read in _cells(f"Note 2031 2030\n$m $m\n{ROWS}\n{row}")


@pytest.mark.parametrize(
    ("header", "over"),
    [
        ("AS AT AS AT\n31 MAY 30 JUNE\n2031 2030", "AS AT|AS AT|31 MAY|30 JUNE|2031|2030"),
        ("Notes Mar-31 Sep-30\n($'000) ($'000)", "Mar-31|Sep-30|($'000)|($'000)"),
        ("30-Sept 31-Mar\n2031 2031", "30-Sept|31-Mar|2031|2031"),
        ("Note H1 2031 H1 2030", "H1 2031|H1 2030"),
        ("Group Jan-Jun Jan-Jun\n(EUR thousands) 2031 2030", "Jan-Jun|Jan-Jun|2031|2030"),
        ("Mills (EUR k) 30/9/2031 31/12/2030", "30/9/2031|31/12/2030"),
        (
            "Six months Six months\nended ended\n1/2/31 1/2/30",
            "Six months ended|Six months ended|1/2/31|1/2/30",
        ),
        ("(DKK million) H1 2031 H1 2030 2030", "H1 2031|H1 2030|2030"),
        ("Full year\nH1 2031 H1 2030 2030", "H1 2031|H1 2030|Full year 2030"),
        ("2031 $m 2030 $m", "2031 $m|2030 $m"),
        ("2031 2030\n$000 $0001", "2031|2030|$000|$000"),
        (
            "April 1, 2029 - April 1, 2030 -\nMarch 31, 2030 March 31, 2031",
            "April 1, 2029 - March 31, 2030|April 1, 2030 - March 31, 2031",
        ),
    ],
)
def test_parts_over_one_column_each(header: str, over: str) -> None:
    assert [text for _, _, text in _over(header)] == over.split("|")
    assert all(first == last for first, last, _ in _over(header))


@pytest.mark.parametrize(
    ("header", "over"),
    [
        ("Six months ended 30 June\n2031 2030", [(1, 2, "Six months ended 30 June")]),
        ("Six months ended\n30 June\n2031 2030", [(1, 2, "Six months ended 30 June")]),
        ("Half-year ended\n28 May 29 May\n2031 2030", [(1, 2, "Half-year ended")]),
        ("Six months ended 30 June\n2031 2030 Change\n$m $m %", [(1, 2, "Six months ended 30 June")]),
        (
            "Note Year ended June 30, 2031 June 30, 2030",
            [(1, 2, "Year ended")],
        ),
        (
            "Quarter Ended June Six Months Ended June\n30, 30,\n2031 2030 2031 2030",
            [(1, 2, "Quarter Ended June 30,"), (3, 4, "Six Months Ended June 30,")],
        ),
        (
            "Three months ended Six months ended\nMay 31, March 1, May 31, May 31, May 31,\n"
            "2030 2031 2031 2030 2031",
            [(1, 3, "Three months ended"), (4, 5, "Six months ended")],
        ),
        ("As of May 31, As of June 30,\n2030 2031\nRMB RMB US$", [(2, 3, "As of June 30,"), (2, 3, "2031")]),
        ("Group Company\n2031 2030 2031 2030", [(1, 2, "Group"), (3, 4, "Company")]),
        (
            "Quarter Ended June 30 Six Months Ended June 30\n2031 2030 2031 2030\n"
            "Amount % Amount % Amount % Amount %",
            [(1, 3, "Quarter Ended June 30"), (5, 7, "Six Months Ended June 30")],
        ),
    ],
)
def test_parts_over_several_columns(header: str, over: list[tuple[int, int, str]]) -> None:
    assert [head for head in _over(header) if head[0] < head[1]] == over


@pytest.mark.parametrize(
    "header",
    [
        "$m $m",
        "Unaudited Unaudited",
        "31 May 31 May",
        "2031 2031",
        "Half-year Half-year\n2031 2031",
        "2031 2030 Note",
        "Three months ended\nMay 31,\nSix months ended\nMay 31,\n2031 2030 2031 2030",
        "Three months ended Six months ended\n2031 2030 2029 2028",
        "Full year\nH1 2031 H1 2030",
        "Year to date of the mills 2031 2030 and more",
        "30, 30,\n2031 2030",
        "April 1, 2029 - April 1, 2030 -\n2030 2031",
    ],
    ids=[
        "units",
        "audits",
        "days",
        "alike",
        "alike below lengths",
        "notes behind",
        "one below the other",
        "more ways than one",
        "no full year",
        "words",
        "days without months",
        "first days alone",
    ],
)
def test_what_gives_not_each_column_a_period_of_its_own_is_no_header(header: str) -> None:
    assert _over(header) == []


def test_a_header_begins_with_its_first_line() -> None:
    lines = ["Months ended Months ended", "2031 2030", "Six months ended", "2031 2030"]
    assert header_at(lines, 1) is None and header_at(lines, 3) is None
    assert header_at(["For the year ended 31 May 2031", "2031 2030"], 1) is not None  # a title
    header = header_at(["2031 2030", "$m $m", "(restated)"], 0)
    assert header is not None and header.last == 1  # of which column it is, it does not say


def test_a_statement_in_brackets_stands_between_header_and_rows_and_marks_end_labels() -> None:
    read = _cells("2031 2030\n€m €m\n(in millions)\nYarn (1) 5 6\nLoss (1) (2)\nSilk 7 8\nWool 1,500\n")
    assert read[2:] == [
        ("(in millions)", "", "", ""),
        ("Yarn (1)", "5", "6", ""),
        ("Loss", "(1)", "(2)", ""),
        ("Silk", "7", "8", ""),
        ("Wool", "", "", "1,500"),
    ]


def test_a_change_that_is_not_printed_leaves_the_other_columns_certain() -> None:
    read = _cells("2031 2030 Change\n€m €m %\nYarn 5 6 9%\nSilk 7 8 8%\nMargin 3% 4%\nWool 1,500 1,400\n")
    assert read[-1][:4] == ("Wool", "1,500", "1,400", "")
    assert read[-2][:4] == ("Margin", "", "", "")


def test_amounts_and_their_shares_stand_below_days_of_the_amounts() -> None:
    header = "June 30, 2031 December 31, 2030\nASSETS Amount % Amount %\n"
    rows = "Yarn $ 1,796 36 $ 1,824 36\nWool 294 6 324 7\nFlax 9 - 1 -\nLooms 2,901 58 2,851 57\n"
    assert _cells(f"{header}{rows}Total 5,000 100 5,000 100") == [
        ("", "June 30, 2031", "", "December 31, 2030", ""),
        ("ASSETS", "Amount", "%", "Amount", "%"),
        ("Yarn", "$ 1,796", "36", "$ 1,824", "36"),
        ("Wool", "294", "6", "324", "7"),
        ("Flax", "9", "-", "1", "-"),
        ("Looms", "2,901", "58", "2,851", "57"),
        ("Total", "5,000", "100", "5,000", "100"),
    ]


def test_a_table_whose_rows_have_other_figures_than_columns_is_text() -> None:
    assert _cells("2031 2030\n€m €m\nYarn 5 6 9\nSilk 7 8 8\nWool 5 6\n") == []


def test_lines_of_a_header_over_columns_unknown_stay_text() -> None:
    header = "Year ended Six months ended\n2031 2030 2031 2030\n(audited) (unaudited)\n$m $m $m $m\n"
    lines = read_flat(f"{header}Yarn 5 6 7 8\nSilk 7 8 9 9\n".split("\n"))
    assert [line.text for line in lines if line.table is None] == ["(audited) (unaudited)", ""]


def test_days_below_first_days_head_no_columns_alone() -> None:
    header = "April 1, 2029 - April 1, 2030 -\nMarch 31, 2030 March 31, 2031\n"
    assert _cells(f"{header}Yarn 5 6\nSilk 7 8\n")[0] == (
        "",
        "April 1, 2029 - March 31, 2030",
        "April 1, 2030 - March 31, 2031",
    )
