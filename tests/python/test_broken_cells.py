"""Rows broken over lines where the lines within their cells were: told, and put together again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from announcements import announcement
from invented import announcement as of_lantern
from renditions import as_layout, as_one_cell

from ingest.formats.broken_cells import is_broken, joined
from ingest.formats.spaced import read_spaced

GOODS = ("Yarn", "Cloth", "Felt", "Wool", "Flax", "Jute", "Hemp", "Silk", "Linen", "Tweed")
ROWS = [line for good in GOODS for line in (good, "held in store   1,200   1,100")]


def _texts(*lines: str) -> list[str]:
    return [text for _, text in joined(lines)]


def test_a_label_that_goes_on_in_small_letters_is_that_of_the_row_with_its_figures() -> None:
    assert is_broken(ROWS)
    assert joined(ROWS)[:2] == [
        (1, "Yarn held in store   1,200   1,100"),
        (3, "Cloth held in store   1,200   1,100"),
    ]
    assert _texts("Looms", "(and frames", "& reeds) lent", "out   30   20") == [
        "Looms (and frames & reeds) lent out   30   20"
    ]


def test_a_heading_that_goes_on_directly_above_a_row_is_one() -> None:
    assert _texts("Wool held by", "mills:", "Looms   30   20") == ["Wool held by mills:", "Looms   30   20"]
    assert _texts("Wool held", "by mills", "Looms", "lent   30   20")[0] == "Wool held by mills"


@pytest.mark.parametrize(
    "lines",
    [
        ("Wool is held", "by mills.", "Looms   30   20"),
        ("Wool held", "by mills", "", "Looms   30   20"),
        ("Wool held", "by mills", "Looms", "Looms   30   20"),
        ("Wool:", "held by mills", "Looms   30   20"),
        ("Wool", "held   by mills", "in Leeds", "Looms   30   20"),
        ("Wool", *["held by mills"] * 5, "Looms   30   20"),
        ("Held by:", "mills in Leeds   30   20"),
        ("The mill runs.", "looms   30   20"),
        ("Held", "", "in store   30   20"),
        ("MILLS", "Looms   30   20"),
        ("Looms   30   20", "lent   10   5"),
        ("Weaving", "has grown in the year", "and goes on to do so"),
        ("7", "of looms   30   20"),
        ("Spun", *["and carded"] * 5, "in store   30   20"),
    ],
)
def test_other_lines_stand_as_they_are(lines: tuple[str, ...]) -> None:
    assert _texts(*lines) == list(lines)


def test_a_text_with_labels_in_small_letters_is_not_broken() -> None:
    assert is_broken([*ROWS, "looms   30   20"])
    assert not is_broken([*ROWS, "looms   30   20", "reeds   30   20"])
    assert not is_broken(ROWS[:18])
    assert not is_broken([line.replace("1,200   1,100", "and in mills") for line in ROWS])


@pytest.mark.parametrize("form", [as_layout, as_one_cell, str])
def test_announcements_in_other_forms_are_not(form: Callable[[str], str]) -> None:
    for text in (announcement(), of_lantern()):
        assert not is_broken(form(text).split("\n"))


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (("Q1 2031 £m   Q1", "2030 £m"), "Q1 2031 £m   Q1 2030 £m"),
        (("€ million   Q1", "2031   Q1", "2030"), "€ million   Q1 2031   Q1 2030"),
        (("30 June 2031 £m   31", "December 2030 £m"), "30 June 2031 £m   31 December 2030 £m"),
        (
            ("€ million   As", "at 30", "June 2031   As", "at 31", "December 2030"),
            "€ million   As at 30 June 2031   As at 31 December 2030",
        ),
        (("Third", "quarter 2031   Nine", "months 2031"), "Third quarter 2031   Nine months 2031"),
        (
            ("Six months ended", "30 June 2031   Six months ended", "30 June 2030"),
            "Six months ended 30 June 2031   Six months ended 30 June 2030",
        ),
        (("June 30, 2031   June 30,", "2030"), "June 30, 2031   June 30, 2030"),
    ],
)
def test_the_last_cell_of_a_header_goes_on_below_it(lines: tuple[str, ...], header: str) -> None:
    assert _texts(*lines) == [header]
    assert [number for number, _ in joined(lines)] == [len(lines) - 1]


@pytest.mark.parametrize(
    "lines",
    [
        ("Six months ended", "30 June 2031   30 June 2030"),  # over both columns
        ("€ million   Half", "2031   2030"),
        ("June 30,", "2031   2030"),
        ("As at   As at", "30 June 2031   31 December 2030"),
        ("Three months ended   Nine months ended", "June 30,   June 30,"),
        ("£m   Q1", "", "2031"),
        ("Cloth   30", "June sales   40"),
        ("As", "at 30 June 2031 the mill held wool of three years"),
        ("First", "Three looms   30"),
        ("May   31", "June   30"),
        ("£m   30", "June sales 2031"),
    ],
)
def test_what_heads_several_columns_or_is_no_period_stands_as_it_is(lines: tuple[str, ...]) -> None:
    assert _texts(*lines) == list(lines)


def test_a_broken_text_is_read_with_the_lines_that_its_figures_stand_on() -> None:
    text = ["Income statement", "Q1 2031 £m   Q1", "2030 £m", *ROWS]
    lines = read_spaced(text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert lines[1].cells == ("", "Q1 2031 £m", "Q1 2030 £m")
    assert (lines[2].cells, lines[2].places[1]) == (("Yarn held in store", "1,200", "1,100"), "line 5")
    assert {line.table for line in lines[1:]} == {1}
    assert read_spaced(["Looms", *text[3:19]])[0].cells == ("Looms",)  # not told by so few rows
