"""Text with tab-separated tables: which lines are rows of one table."""

from __future__ import annotations

import pytest

from ingest.formats.tabbed import read_tabbed

ROWS = ("\t2030\t2031", "Cloth\t1,000\t1,200")


def _tables(*lines: str) -> list[int | None]:
    return [line.table for line in read_tabbed(lines)]


def test_lines_are_numbered_and_cut_at_tabs_and_nothing_is_changed() -> None:
    first, second, third = read_tabbed(["Prose, as it is. ", " **Cloth** \t\t US\\$1,000", ""])
    assert (first.number, first.cells, first.table) == (1, ("Prose, as it is. ",), None)
    assert (second.number, second.cells, second.table) == (2, (" **Cloth** ", "", " US\\$1,000"), 1)
    assert (third.cells, third.table, second.places, second.spans) == (("",), None, (), None)


@pytest.mark.parametrize(
    "between",
    [
        ("Costs of yarn",),
        ("**Costs:**", "of which"),
        ("", "Costs", ""),
        ("A", "B", "C"),
        ("C" * 88,),
        ("",),
        ("", ""),
    ],
    ids=["a heading", "two", "blank lines around", "three", "a long one", "a blank line", "blank lines"],
)
@pytest.mark.parametrize("below", ["Wool\t10\t12", "Wool\t-\t—", "\t10\t"])
def test_a_table_goes_on_below_headings(between: tuple[str, ...], below: str) -> None:
    inside = None if not any(between) else 1
    found = _tables(*ROWS, *between, below)
    assert found[-1] == 1
    assert {table for line, table in zip(between, found[2:-1], strict=True) if line} == (
        {inside} if inside else set()
    )


@pytest.mark.parametrize(
    ("between", "below"),
    [
        (("The mills are open.",), "Wool\t10\t12"),
        (("costs, of which;",), "Wool\t10\t12"),
        (("Costs of 2031",), "Wool\t10\t12"),
        (("(Unaudited)",), "Wool\t10\t12"),
        (("C" * 121,), "Wool\t10\t12"),
        (("A", "B", "C", "D"), "Wool\t10\t12"),
        (("Costs",), "\t2030\t2031"),
        (("Costs",), "Wool\tten\ttwelve"),
        (("Costs",), "Wool\t10\t12\t14"),
        (("Costs",), "Wool\t10"),
    ],
    ids=[
        "a sentence", "an aside", "a figure", "brackets", "too long", "too many", "a header", "words",
        "another width", "two cells",
    ],
)  # fmt: skip
def test_another_table_begins(between: tuple[str, ...], below: str) -> None:
    assert _tables(*ROWS, *between, below) == [1, 1, *[None] * len(between), 2]


def test_a_table_of_two_cells_never_goes_on() -> None:
    assert _tables("Cloth\t1,000", "Costs", "Wool\t10") == [1, None, 2]


def test_no_tab_no_table() -> None:
    assert _tables("Cloth  1,000", "", "Costs") == [None] * 3
    assert read_tabbed([]) == ()


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (
            ("\t\tNote\t2031", "\tIncome", "\tCloth\t3\t1,000", "\tWool\t\t200", "\t\t\t1,200"),
            ["", "Income", "Cloth", "Wool", ""],
        ),
        (
            ("\t\t2031", "Income", "\tCloth\t1,000", "\tWool\t200", "Total\t\t1,200"),
            ["", "Income", "Cloth", "Wool", "Total"],
        ),
        (("\t\t2031", "\t \t\t2030", "\t\tCloth\t10", "\t\tWool\t20"), ["", "", "Cloth", "Wool"]),
    ],
    ids=["a blank column", "labels in steps", "two blank columns"],
)
def test_labels_further_right_are_moved_to_the_first_cell(lines: tuple[str, ...], labels: list[str]) -> None:
    found = read_tabbed(lines)
    assert [line.cells[0].strip() for line in found] == labels
    for line, text in zip(found, lines, strict=True):
        cells = text.split("\t")
        assert sorted(line.cells) == sorted(cells)
        assert [(i, cell) for i, cell in enumerate(line.cells) if cell.replace(",", "").isdigit()] == [
            (i, cell) for i, cell in enumerate(cells) if cell.replace(",", "").isdigit()
        ]


@pytest.mark.parametrize(
    "lines",
    [
        ("\tMarch 31,\t2031", "Cloth\t1,000\t1,200", "Wool\t10\t20"),
        ("Cloth\tRMB\t1,000", "Wool\tRMB\t200", "\tUS$\t30", "\tUS$\t30"),
        ("Cloth\t\t1,000", "\tnet\t200", "Wool\t\t20"),
        ("\t7\t1,000", "\tthe mills\t200", "\tthe farms\t20"),
        ("\tCloth", "\tWool"),
    ],
    ids=["a header", "a second word", "one row only", "a figure among them", "no figures"],
)
def test_words_that_are_no_labels_stay(lines: tuple[str, ...]) -> None:
    assert [list(line.cells) for line in read_tabbed(lines)] == [text.split("\t") for text in lines]


def test_a_header_over_currency_signs_stands_over_the_figures_beside_them() -> None:
    lines = ["\t2031\t\t2030", "Sales\t$\t1,000\t$\t900", "Costs\t\t(10)\t\t(20)", "Margin\t\t5%\t\t6%"]
    [head, sales, *_] = read_tabbed(lines)
    assert (head.cells, sales.cells) == (("", "", "2031", "", "2030"), ("Sales", "$", "1,000", "$", "900"))
    # figures in the column, or words beside the header
    assert read_tabbed([lines[0], "Sales\t$\t1,000\t$\t900", "Costs\t7\t(10)\t8\t(20)"])[0].cells[1] == "2031"
    assert read_tabbed(["\t2031\tNote\t2030", *lines[1:]])[0].cells[1:3] == ("2031", "Note")


def test_a_header_over_an_empty_column_stands_over_the_figures_beside_it() -> None:
    lines = ["\t2031\t\t% Change", "Sales\t$\t1,000\t\t4%", "Costs\t\t(10)\t\t5%"]
    assert read_tabbed(lines)[0].cells == ("", "", "2031", "", "% Change")
    # the figures on its left have no other, or none stand on its right
    left = ["\t\t2031\t\t2030", "Sales\t1,000\t\t900\t", "Costs\t(10)\t\t(20)\t"]
    assert read_tabbed(left)[0].cells == tuple(left[0].split("\t"))
    assert read_tabbed(["\t2031\tNote", "Sales\t1,000\t\t", "Costs\t(10)\t\t"])[0].cells[2] == "Note"


def test_a_header_without_a_cell_behind_its_last_column_and_long_headings_are_of_one_table() -> None:
    heading = "Adjustments to reconcile the net income of the period to net cash provided by operations:"
    lines = ["\t2031\t\t2030", heading, "Sales\t$\t1,000\t$\t900", heading, "Costs\t\t(10)\t\t(20)"]
    assert {line.table for line in read_tabbed(lines)} == {1}
    # figures in another number of cells, or a sentence between
    assert read_tabbed([*lines[:4], "Costs\t(10)\t(20)"])[4].table == 2
    assert read_tabbed([lines[0], f"{heading[:-1]}.", *lines[2:]])[2].table == 2
