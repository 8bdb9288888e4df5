"""Text with as many blanks between all cells: told by them, put into columns with its notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from announcements import announcement
from invented import announcement as of_lantern
from renditions import as_html, as_layout, as_markdown, as_one_cell

from ingest.formats.spaced import is_spaced, read_spaced
from ingest.source import read_source

SPACED = """Six-month period ended June 30,
Notes   2031   2030
Yarn   4(b)   1,000   900
Cloth   2,000   1,800
Felt and all that is woven of other hair   6   116   109
Looms lent, net   14 and 24   59   124
Costs:
Spindles   7   (60)   (40)
3,115   2,893
Rent   (30)   (20)
Equity   28
Dyes   12   (15)

7

Wages   11   (300)   (200)
Total   2,785   2,658
2029   2028
Silk   30   250
"""


def _read(text: str) -> dict[str, tuple[int | None, tuple[str, ...]]]:
    return {line.cells[0]: (line.table, line.cells[1:]) for line in read_spaced(text.split("\n"))}


def test_figures_stand_in_columns_behind_one_of_notes() -> None:
    assert is_spaced(SPACED.split("\n"))
    lines = read_spaced(SPACED.split("\n"))
    assert [line.cells for line in lines if line.table][:13] == [
        ("", "Notes", "2031", "2030"),
        ("Yarn", "4(b)", "1,000", "900"),
        ("Cloth", "", "2,000", "1,800"),
        ("Felt and all that is woven of other hair", "6", "116", "109"),
        ("Looms lent, net", "14 and 24", "59", "124"),
        ("Costs:",),
        ("Spindles", "7", "(60)", "(40)"),
        ("", "", "3,115", "2,893"),
        ("Rent", "", "(30)", "(20)"),
        ("Equity 28", "", "", ""),
        ("Dyes 12 (15)", "", "", ""),  # the mark of a note, or a figure
        ("Wages", "11", "(300)", "(200)"),
        ("Total", "", "2,785", "2,658"),
    ]
    assert {line.table for line in lines if line.cells[0] in ("Yarn", "Total")} == {1}
    assert (lines[13].cells, lines[13].table) == (("7",), None)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_where_nils_are_printed_a_row_of_as_many_figures_as_columns_has_no_note() -> None:
    read = _read(SPACED.replace("(30)   (20)", "(30)   –"))
    assert read["Dyes"] == (1, ("", "12", "(15)"))
    assert read["Rent"] == (1, ("", "(30)", "–"))
    assert read["Equity 28"] == (1, ("", "", ""))


def test_figures_in_hundredths_stand_in_columns_as_others_do() -> None:
    rows = "Earned per share   30.7p   (25.1 c)\nPer mill   30.7d   25.1d\n"
    read = _read(SPACED.replace("Wages", f"{rows}Wages"))
    assert read["Earned per share"] == (1, ("", "30.7p", "(25.1 c)"))
    assert read["Per mill"][1] == ("30.7d", "25.1d")


def test_small_figures_alone_are_figures_and_one_more_than_columns_behind_a_note_is_none() -> None:
    read = _read(SPACED.replace("Total", "Flax   3   2\nJute   4(b)   12   1,000   900\nTotal"))
    assert read["Flax"] == (1, ("", "3", "2"))
    assert read["Jute 4(b) 12 1,000 900"] == (1, ("", "", ""))


def test_below_a_header_without_notes_cells_stand_as_they_are() -> None:
    read = _read(SPACED)
    assert read["Silk"][1] == ("30", "250")
    read = _read(SPACED.replace("Notes   2031", "Mills   2031"))
    assert (read["Yarn"][1], read["Cloth"][1]) == (("4(b)", "1,000", "900"), ("2,000", "1,800"))


def test_signs_in_cells_of_their_own_belong_to_the_figures_behind_them() -> None:
    text = SPACED.replace("Total   2,785   2,658", "Total   $   2,785   $   2,658")
    read = _read(text.replace("30   250", "$   30   $   250"))
    assert read["Total"] == (1, ("", "$ 2,785", "$ 2,658"))
    assert read["Silk"][1] == ("$ 30", "$ 250")


def test_the_column_of_notes_may_stand_behind_words_over_the_labels() -> None:
    read = _read(SPACED.replace("Notes   2031", "Income   Notes   2031"))
    assert read["Income"][1] == ("Notes", "2031", "2030")
    assert (read["Yarn"][1], read["Cloth"][1]) == (("4(b)", "1,000", "900"), ("", "2,000", "1,800"))


def test_a_row_of_notes_alone_heads_rows_of_the_same_table() -> None:
    rows = "Held by others\nMills   4, 6(2)\nRetted flax   90   80"
    read = _read(SPACED.replace("Total", f"{rows}\nTotal"))
    assert read["Held by others"] == (1, ())
    assert read["Mills"] == (1, ("4, 6(2)",))
    assert read["Total"] == (1, ("", "2,785", "2,658"))
    read = _read(SPACED.replace("Total", f"{rows.replace('4, 6(2)', 'of others')}\nTotal"))
    assert read["Total"][0] != 1


QUARTERS = """(Won in millions, %)   1Q 2031   4Q 2030   Change
Yarn   {0}   1,000   900   11.1
{1}   1,000   3,700   —
Cloth   {0}   200   210   (4.8)
{2}   200   805   —
"""


def test_of_two_rows_with_one_label_that_of_the_year_so_far_is_words() -> None:
    found = _read(QUARTERS.format("This Quarter", "Cumulative", "Cumulative"))
    assert found["(Won in millions, %)"][1] == ("", "1Q 2031", "4Q 2030", "Change")
    assert found["Yarn"][1] == ("This Quarter", "1,000", "900", "11.1")
    assert found["Cloth"][1] == ("This Quarter", "200", "210", "(4.8)")
    assert found["Cumulative 200 805 —"][1] == ("", "", "", "")


@pytest.mark.parametrize("kinds", [("Leeds", "Vale", "Vale"), ("This Quarter", "Cumulative", "Felt")])
def test_rows_of_other_words_or_of_several_labels_stay_rows(kinds: tuple[str, str, str]) -> None:
    assert _read(QUARTERS.format(*kinds))[kinds[2]][1] == ("200", "805", "—")


def test_figures_are_no_header_of_rows_of_the_quarter_and_the_year_so_far() -> None:
    rows = QUARTERS.format("This Quarter", "Cumulative", "Cumulative").split("\n")
    found = _read("\n".join(["Wool   10   20   —", *rows[1:]]))
    assert found["Wool"][1] == ("10", "20", "—")


def test_the_number_of_a_heading_makes_it_no_row() -> None:
    found = _read("1.   Results of the Mill\n2.   Rent   1,000   900\n3.   1,000")
    assert found["1. Results of the Mill"] == (None, ())
    assert found["2."][1] == ("Rent", "1,000", "900")
    assert found["3."][1] == ("1,000",)


def test_days_head_another_table_as_years_do() -> None:
    heads = "June 30, 2031   December 31, 2030   June 30, 2030"
    read = _read(SPACED.replace("2029   2028", heads).replace("30   250", "300   250   20"))
    assert read["Silk"][1] == ("300", "250", "20")
    read = _read(SPACED.replace("2029   2028", "Lent until   June 30, 2031").replace("   30 ", "   300 "))
    assert read["Silk"][1] == ("", "300", "250")


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.replace("   ", "  "),
        lambda text: text.replace("Cloth   ", "Cloth     "),
        lambda text: "\n".join(f"{line.split('   ')[0]:<42}{line[-20:]}" for line in text.split("\n")),
        lambda text: "\n".join(text.split("\n")[:12]),
        lambda text: text.replace("   ", "\t"),
    ],
    ids=["blanks of words", "another gap", "aligned", "few rows", "tabs"],
)
def test_cells_with_other_blanks_between_them_are_not_told(form: Callable[[str], str]) -> None:
    assert not is_spaced(form(SPACED).split("\n"))
    assert is_spaced(SPACED.replace("   ", " " * 4).split("\n"))


def test_one_row_in_twenty_may_have_other_blanks() -> None:
    rows = ["Yarn   1,000   900"] * 19
    assert is_spaced([*rows, "Yarn     1,000 "]) and is_spaced([*rows, "Yarn   1,000     900"])
    assert not is_spaced([*rows, *["Yarn   1,000     900"] * 2])


@pytest.mark.parametrize("form", [as_html, as_layout, as_markdown, as_one_cell, str])
def test_the_other_forms_of_an_announcement_are_not_taken_for_it(form: object) -> None:
    for text in (announcement(), of_lantern()):
        assert callable(form)
        assert not is_spaced(form(text).split("\n"))


def test_it_is_read_from_a_file_with_labels_that_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "larkspur.txt"
    path.write_text(SPACED, encoding="utf-8")
    source = read_source(path)
    assert source.format == "layout" and source.whole_labels
    assert source.lines[2].cells == ("Yarn", "4(b)", "1,000", "900")
