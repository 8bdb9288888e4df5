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
        ("Issued shares - 1,731 at May 7, 2031", "Common stock; 500 shares authorized"),
        ("COSTS – NET (Note 5)", "of mills (Notes 5(a) and 12)"),
    ],
    ids=[
        "a heading",
        "two",
        "blank lines around",
        "three",
        "a long one",
        "a blank line",
        "blank lines",
        "counts of shares",
        "numbers of notes",
    ],
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
        (("Costs (5 mills)",), "Wool\t10\t12"),
        (("(Unaudited)",), "Wool\t10\t12"),
        (("", "Issued shares of 2031"), "Wool\t10\t12"),
        (("The mill bought 12 of its issued shares.",), "Wool\t10\t12"),
        (("C" * 161,), "Wool\t10\t12"),
        (("", "C" * 121), "Wool\t10\t12"),
        (("A", "B", "C", "D"), "Wool\t10\t12"),
        (("Costs",), "\t2030\t2031"),
        (("Costs",), "Wool\tten\ttwelve"),
        (("Costs",), "Wool\t10\t12\t14"),
        (("Costs",), "Wool\t10"),
    ],
    ids=[
        "a sentence", "an aside", "a figure", "a figure in brackets", "brackets", "apart",
        "a sentence on shares", "too long", "long and apart", "too many",
        "a header", "words", "another width", "two cells",
    ],
)  # fmt: skip
def test_another_table_begins(between: tuple[str, ...], below: str) -> None:
    assert _tables(*ROWS, *between, below) == [1, 1, *[None] * len(between), 2]


@pytest.mark.parametrize(
    ("between", "goes_on"),
    [
        ("(in millions, except for margins)", True),
        ("(unaudited)", True),
        ("(in millions, except income (loss) per share, percentages)", True),
        ("(in millions) and (a (b) c", False),
        ("(a) of mills (b)", False),
        ("(" + "c" * 120 + ")", False),
    ],
)
def test_a_line_in_brackets_below_a_header_is_of_its_table(between: str, goes_on: bool) -> None:
    found = _tables("\t2030\t2031", between, "Cloth\t1,000\t1,200", "Wool\t10\t12")
    assert found[1] == (1 if goes_on else None)
    assert found[2:] == [1 if goes_on else 2] * 2


def test_a_table_goes_on_below_a_blank_line_and_rows_that_are_headings() -> None:
    rows = (
        "\t2030\t2031",
        "Cloth\t1,000\t1,200",
        "",
        "Costs:\t\t",
        "Of which to the income statement:\t\t",
        "Wool\t10\t12",
    )
    assert _tables(*rows) == [1, 1, None, 1, 1, 1]


@pytest.mark.parametrize(
    "rows",
    [
        ("Balance sheet\t\t", "Wool\t10\t12"),
        ("Mill of 2029:\t\t", "Wool\t10\t12"),
        ("Of which:\t\t", "\t2028\t2029", "Wool\t10\t12"),
        ("Of which:\t\t", "Wool\t10\t12\t14"),
        ("Of which:\t\t",),
    ],
    ids=["a title", "a year", "a header", "another width", "no figures"],
)
def test_another_table_begins_below_a_blank_line(rows: tuple[str, ...]) -> None:
    assert _tables(*ROWS, "", *rows) == [1, 1, None, *[2] * len(rows)]


@pytest.mark.parametrize(("page", "goes_on"), [("7", True), ("Page 3 of 9", True), ("2031", False)])
def test_a_table_goes_on_below_the_number_of_a_page(page: str, goes_on: bool) -> None:
    assert _tables(*ROWS, "", page, "", "Wool\t10\t12") == [1, 1, None, None, None, 1 if goes_on else 2]


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
    longest = f"{heading[:-1]} as they were in the year before and in that before it"
    assert {line.table for line in read_tabbed([*lines[:3], longest, lines[4]])} == {1}
    assert read_tabbed([*lines[:3], "", longest, lines[4]])[5].table == 2
    assert read_tabbed([*lines[:3], f"{longest} and before, also that", lines[4]])[4].table == 2
    # figures in another number of cells, or a sentence between
    assert read_tabbed([*lines[:4], "Costs\t(10)\t(20)"])[4].table == 2
    assert read_tabbed([lines[0], f"{heading[:-1]}.", *lines[2:]])[2].table == 2


def test_a_column_of_amounts_left_of_the_labels_comes_last() -> None:
    lines = read_tabbed(
        [
            "Year ended 2030\t\tNote\t2031\t2030",
            "£m\t\t\t£m\t£m",
            "9,161\tCloth\t2\t4,641\t4,496",
            "(3,216)\tCosts\t\t(1,614)\t(1,591)",
            "–\tClosing of a mill\t\t(3)",
            "\tAttributable to:",
            "14\tOwners\t\t9\t6",
            "5,945\t\t\t3,027\t2,905",
        ]
    )
    assert [line.cells for line in lines] == [
        ("", "Note", "2031", "2030", "Year ended 2030"),
        ("", "", "£m", "£m", "£m"),
        ("Cloth", "2", "4,641", "4,496", "9,161"),
        ("Costs", "", "(1,614)", "(1,591)", "(3,216)"),
        ("Closing of a mill", "", "(3)", "", "–"),
        ("Attributable to:",),
        ("Owners", "", "9", "6", "14"),
        ("", "", "3,027", "2,905", "5,945"),
    ]


def test_several_columns_of_amounts_left_of_the_labels_come_last() -> None:
    lines = [
        "2031\t2030\tStatements of profit or loss\t2031\t2030",
        "Apr-Jun\tApr-Jun\t\tJan-Jun\tJan-Jun",
        "\t\tIncome\t\t",
        "9,161\t8,400\tCloth\t14,641\t14,496",
        "(3,216)\t(2,900)\tCosts\t(5,614)\t(5,591)",
        "–\t4\tClosing of a mill\t–\t4",
        "5,945\t5,504\t\t9,027\t8,909",
        "\t7\tOthers\t\t7",
    ]
    assert [line.cells for line in read_tabbed(lines)] == [
        ("Statements of profit or loss", "2031", "2030", "2031", "2030"),
        ("", "Jan-Jun", "Jan-Jun", "Apr-Jun", "Apr-Jun"),
        ("Income", "", ""),
        ("Cloth", "14,641", "14,496", "9,161", "8,400"),
        ("Costs", "(5,614)", "(5,591)", "(3,216)", "(2,900)"),
        ("Closing of a mill", "–", "4", "–", "4"),
        ("", "9,027", "8,909", "5,945", "5,504"),
        ("Others", "", "7", "", "7"),
    ]
    # a label in front of amounts, or numbers of lines beside them
    labelled = [*lines, "Tax\t7\t\t8\t9"]
    assert [line.text for line in read_tabbed(labelled)][3] == lines[3]
    numbered = [*lines[:3], *(f"{at}\t{text.split(chr(9), 1)[1]}" for at, text in enumerate(lines[3:6], 1))]
    assert [line.text for line in read_tabbed(numbered)] == numbered


@pytest.mark.parametrize(
    ("head", "numbers"),
    [("", ("9,161", "3,216", "5,945")), ("£m", ("1", "3", "2")), ("£m", ("4000", "4100", "4200"))],
    ids=["no header", "lines", "accounts"],
)
def test_numbers_left_of_the_labels_are_no_column_of_amounts(head: str, numbers: tuple[str, ...]) -> None:
    texts = [f"{head}\t\t2031\t2030", *(f"{number}\tCloth\t1,000\t1,200" for number in numbers)]
    assert [line.text for line in read_tabbed(texts)] == texts


def test_a_header_over_a_blank_column_where_others_stand_over_signs_stands_over_the_figures() -> None:
    lines = ["\t2031\t\t2030\t\tChange", "Sales\t$\t1,000\t$\t900\t\t11%", "Costs\t\t(10)\t\t(20)\t\t50%"]
    assert read_tabbed(lines)[0].cells == ("", "", "2031", "", "2030", "", "Change")
    # figures in the column, a header over the figures, no signs at all
    for row, head in (
        ("Tax\t\t1\t\t2\t7\t8%", ("", "", "2031", "", "2030", "Change")),
        ("Tax\t\t1\t\t2\t\t", ("", "", "2031", "", "2030", "Change", "in %")),
    ):
        above = "\t".join(["", "2031", "", "2030", "", *head[5:]])
        assert read_tabbed([above, *lines[1:], row])[0].cells == head
    bare = [lines[0], *(line.replace("$", "") for line in lines[1:])]
    assert read_tabbed(bare)[0].cells == tuple(bare[0].split("\t"))


def test_rows_without_a_change_go_on_with_a_table_that_ends_in_changes() -> None:
    table = ["\t2031\t2030\tChange", "Sales\t1,000\t900\t11%", "Costs\t7\t8\t-", ""]
    assert {line.table for line in read_tabbed([*table, "Sales per share\t1.00\t0.90"])} == {1, None}
    for other in (
        [*table, "Sales\t1,000\t11%"],
        [*table, "Margin\t3"],
        [line.replace("%", "") for line in table] + ["Sales per share\t1.00\t0.90"],
        [*table[:2], "Margin\t5%\t6%\t-1%", "", "Sales per share\t1.00\t0.90"],
    ):
        assert read_tabbed(other)[4].table == 2


def test_numbers_of_rows_left_of_the_labels_stand_in_front_of_them() -> None:
    lines = read_tabbed(
        [
            "Sr. No.\tParticulars\t2031\t2030",
            "\t\tUnaudited\tAudited",
            "I\tIncome",
            "\ta) Cloth\t1,000\t900",
            "II\tTotal income\t1,000\t900",
        ]
    )
    assert [line.cells for line in lines] == [
        ("Sr. No. Particulars", "2031", "2030"),
        ("", "Unaudited", "Audited"),
        ("I Income",),
        ("a) Cloth", "1,000", "900"),
        ("II Total income", "1,000", "900"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Mill\tParticulars\t2031", "I\tCloth\t1,000", "II\tWool\t200"),
        ("\t2031\t2030", "I\t1,000\t900", "II\t200\t100"),
        ("No.\tParticulars\t2031", "1\tCloth\t1,000", "x\tWool\t200", "Cloth\tNote\t30"),
    ],
    ids=["names", "figures beside them", "labels among them"],
)
def test_numbers_that_are_no_numbers_of_rows_stay(lines: tuple[str, ...]) -> None:
    assert [list(line.cells) for line in read_tabbed(lines)] == [text.split("\t") for text in lines]


LOST = (
    "Three Months Ended June 30,\tSix Months Ended June 30,",
    "2031\t2030\tvs. 2030\t2031\t2030\tvs. 2030",
    "(In thousands)",
    "Cloth\t1,000\t900\tup 11%\t2,100\t1,800\tup 17%",
    "Margin\t5.0%\t4.0%\tNM\t6.0%\t—\tNM",
)


def test_headers_that_have_lost_the_cell_over_the_labels_stand_over_the_figures() -> None:
    [months, years, units, cloth, margin] = read_tabbed(LOST)
    assert months.cells == ("", LOST[0].split("\t")[0], "", "", LOST[0].split("\t")[1], "", "")
    assert months.spans == {1: 3, 4: 6}
    assert years.cells == ("", *LOST[1].split("\t"))
    assert (units.cells[0], units.table) == ("(In thousands)", 1)
    assert [cloth.cells, margin.cells] == [tuple(text.split("\t")) for text in LOST[3:]]
    assert margin.places[1] == "line 5, cell 2"
    # a row may have lost blank cells, too: it takes the only columns of its kinds, or none of them
    [flax, wool, felt] = read_tabbed([*LOST, "Flax\t7\t6\t15\t14", "Wool\t3\t4", "Felt\tNM\t8\t9\tNM"])[5:]
    assert flax.cells[:7] == ("Flax", "7", "6", "", "15", "14", "")
    assert (wool.cells[:7], wool.cells[-2:]) == (("Wool", *[""] * 6), ("3", "4"))
    assert felt.cells[:7] == ("Felt", "", "", "NM", "8", "9", "NM")


@pytest.mark.parametrize(
    "lines",
    [
        ("Year ended June 30\t2031\t2030", "Cloth\t1,000\t900\t11%", "Wool\t10\t20\t-50%"),
        ("In millions\t2031\t2030", "Cloth\t1,000\t900\t11%", "Wool\t10\t20\t-50%"),
        ("2031\tThe mills", "Cloth\t1,000\t900", "Wool\t10\t20"),
        ("2031\t2030", "Cloth\t1,000\t900", "Wool\t\t20"),
        ("2031\t2030\t2029", "Cloth\t1,000\t900", "Wool\t10\t20"),
        ("2031\t2030", "Cloth\t1,000\t900\t11%", "Wool\t10\t20\t-50%"),
        ("in 2031\tof 2030", "The mills of 2031\tare open"),
    ],
    ids=[
        "a period of the labels",
        "units",
        "words",
        "a blank cell",
        "no column for each",
        "too few",
        "no figures",
    ],
)
def test_headers_over_the_labels_stay(lines: tuple[str, ...]) -> None:
    assert [list(line.cells) for line in read_tabbed(lines)] == [text.split("\t") for text in lines]


def test_words_that_a_lost_line_break_ran_together_are_parted() -> None:
    run = ["\tAs ofMarch 31, 2031\tFor theyear endedMay 3, 2031\tFor the nine-monthperiod\tin USdollars"]
    run += ["Nine monthsended", "Spindle LimitedResults", "AS ATJUNE 30, 2031"]
    parted = [
        "\tAs of March 31, 2031\tFor the year ended May 3, 2031\tFor the nine-month period\tin US dollars"
    ]
    parted += ["Nine months ended", "Spindle Limited Results", "AS AT JUNE 30, 2031"]
    assert [line.text for line in read_tabbed(run)] == parted
    kept = ["\tthereafter\tDeMarch 2031\tUSdollarized", "Limiteds, monthly, Theyearly", "FormatMAY 3"]
    assert [line.text for line in read_tabbed(kept)] == kept
