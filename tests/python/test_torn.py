"""Markdown whose tables a converter tore: rows in columns again. The issuers are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from renditions import as_markdown, as_torn

from ingest.formats.markdown import cells_of
from ingest.formats.torn import is_torn, read_torn
from ingest.lines import Line
from ingest.source import read_source

RULE = "| --- | --- | --- | --- | --- |"
HEADER = [
    "Six months ended 30 June",
    "| | Notes | | 2031 | | 2030 |",
    "| --- | --- | --- | --- | --- | --- |",
]
ROWS = [
    "| Yarn | 3 | 1,000 | | 900 | |",
    "| --- | --- | --- | --- | --- | --- |",
    "| Cloth | | | 2,000 | | 1,800 |",
    "Silk of the first grade 300 (270)",
    "| Wool | 410 | | | 360 |",
    "| --- | --- | --- | --- | --- |",
    "Flax 500 400",
    "| Jute | | 75 | | 85 |",
    "| --- | --- | --- | --- | --- |",
    "Hemp 160 —",
    "| | 4,345 | 3,275 | |",
]
READ = [
    (1, ("", "", "Six months ended 30 June", "")),
    (2, ("", "Notes", "2031", "2030")),
    (4, ("Yarn", "3", "1,000", "900")),
    (6, ("Cloth", "", "2,000", "1,800")),
    (7, ("Silk of the first grade", "", "300", "(270)")),
    (8, ("Wool", "", "410", "360")),
    (10, ("Flax", "", "500", "400")),
    (11, ("Jute", "", "75", "85")),
    (13, ("Hemp", "", "160", "—")),
    (14, ("", "", "4,345", "3,275")),
]


def _tables(lines: list[str]) -> list[Line]:
    return [line for line in read_torn(lines, cells_of) if line.table is not None]


def _rows(lines: list[str]) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in _tables(lines)]


def _below(*lines: str, header: list[str] = HEADER) -> list[tuple[str, ...]]:
    """The rows that lines are below a table."""
    found = _rows([*header, *ROWS, *lines])
    return [cells for number, cells in found if number > len(header) + len(ROWS)]


def test_rows_in_bars_and_without_stand_in_the_columns_of_their_header() -> None:
    assert _rows([*HEADER, *ROWS]) == READ
    [span] = [line.spans for line in _tables([*HEADER, *ROWS]) if line.number == 1]
    assert span == {2: 3}


@pytest.mark.parametrize(
    ("header", "read"),
    [
        (["| | 30 June 31 December | |", "| | 2031 | 2030 |"], ["30 June", "31 December", "2031", "2030"]),
        (
            ["As at", "| | 30 June 2031 | | 31 December 2030note |"],
            ["As at", "30 June 2031", "31 December 2030note"],
        ),
        (["Six months ended 30 June", "| | 2031 2030 | |"], ["Six months ended 30 June", "2031", "2030"]),
        (
            ["Year ended 30 June", "截至六月三十日止年度", "| | 2031 | 2030 |", "二零三一年", "二零三零年"],
            ["Year ended 30 June", "截至六月三十日止年度", "2031", "2030", "二零三一年", "二零三零年"],
        ),
        (
            ["| | 2031 | 2030 |", "| --- | --- | --- |", "| | €’000 | €’000 |"],
            ["2031", "2030", "€’000", "€’000"],
        ),
    ],
)
def test_headers_stand_over_columns(header: list[str], read: list[str]) -> None:
    found = _rows([*header, *[row.replace(" 3 |", " |", 1) for row in ROWS]])
    heads = [cells for number, cells in found if number <= len(header)]
    assert [cell for cells in heads for cell in cells if cell] == read
    assert found[len(heads)][1] == ("Yarn", "1,000", "900")


FLAT = [
    "Amount in Amount in",
    "Item Note current period prior period",
    *[row.replace(" 3 |", " |", 1) for row in ROWS],
]


def test_periods_by_their_place_head_columns_with_and_without_bars() -> None:
    heads = [("Item Note", "Amount in current period", "Amount in prior period")]
    found = _rows(FLAT)
    assert [cells for number, cells in found if number <= 2] == heads
    assert found[1][1] == ("Yarn", "1,000", "900")
    barred = ["| | | Amount in | | Amount in |", RULE, "| Item | | current period | | prior period |", RULE]
    found = _rows([*barred, *FLAT[2:]])
    assert [cells for _, cells in found][:2] == [
        ("Item", "Amount in current period", "Amount in prior period"), ("Yarn", "1,000", "900"),
    ]  # fmt: skip
    # what is no row of periods alone
    for other in ("Item Note current period of mills prior period", "Item Note current period"):
        assert _rows([FLAT[0], other, *FLAT[2:]])[0][0] > 2
    unlike = _rows(["Amount in Mills of", *FLAT[1:]])
    assert unlike[0] == (2, ("Item Note", "current period", "prior period"))


def test_notes_of_a_chapter_stand_below_their_word() -> None:
    rows = ["Linen IX.3 1,557 1,646", "| Felt | IX.44 | 8 | | 9 |", RULE, "Hemp IX 7 6"]
    found = [cells for _, cells in _rows([*FLAT[1:], *rows])]
    assert found[0] == ("Item", "Note", "current period", "prior period")
    assert ("Linen", "IX.3", "1,557", "1,646") in found
    assert ("Felt", "IX.44", "8", "9") in found
    assert ("Hemp IX", "", "7", "6") in found


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("T   otal cloth", "Total cloth"),
        ("F lax", "Flax"),
        ("T otaller cloth", "T otaller cloth"),
        ("A yarn", "A yarn"),
    ],
)
def test_a_capital_letter_torn_from_a_word_printed_elsewhere_is_of_it(printed: str, read: str) -> None:
    found = [cells[0] for _, cells in _rows([*HEADER, *ROWS, f"{printed} 7 6", "Total wool 9 8"])]
    assert read in found


def test_what_is_said_of_one_column_stands_over_no_other() -> None:
    rows = [row.replace(" 3 |", " |", 1) for row in ROWS]
    years = ["| | 2031 | 2030 |", RULE]
    lines = _tables([*years, "二零三一年", "二零三零年", *rows])
    assert [(line.cells, line.spans) for line in lines[1:3]] == [
        (("", "二零三一年", ""), {}),
        (("", "", "二零三零年"), {}),
    ]
    assert not any(
        "Restated 2031" in line.cells[1:] for line in _tables([*years, "| | Restated 2031 | | |", *rows])
    )
    assert any(line.cells[0] == "Cloths 布料" for line in _tables([*years, "| Cloths | 布料 | |", *rows]))
    assert any("Unaudited" in line.cells[1:] for line in _tables([*years, "| | Unaudited | |", *rows]))


def test_lengths_over_groups_of_columns_and_changes() -> None:
    header = ["Three months ended 30 June Six months ended 30 June", "| | 2031 | 2030 | 2031 | 2030 |"]
    rows = [
        "| Yarn | 1,000 | | 900 | 3,000 | 2,000 |",
        "| --- | --- | --- | --- | --- | --- |",
        "Silk 5 6 7 8",
    ]
    found = _tables([*header, *rows])
    assert next(line.spans for line in found) == {1: 2, 3: 4}
    assert found[-1].cells == ("Silk", "5", "6", "7", "8")
    changed = _rows(["| | 2031 | 2030 | Change |", "| Yarn | 1,000 | 900 | 11% |", "Silk 500 400 25%"])
    assert changed[1:] == [(2, ("Yarn", "1,000", "900", "11%")), (3, ("Silk", "500", "400", "25%"))]


def test_a_figure_alone_below_its_row_is_the_one_that_it_lacks() -> None:
    of_edge = ["| Linen | | | | 1,646 |", RULE, "1,557", "| Felt | | 8 | | 9 |", RULE]
    found = [line for line in _tables([*HEADER, *ROWS, *of_edge]) if line.cells[0] == "Linen"]
    assert found[0].cells == ("Linen", "", "1,557", "1,646")
    assert found[0].places == ("line 15", "", "line 17", "line 15")
    by_rows = ["| Lace | | 20 | | 30 |", RULE, "| Linen | | 1,557 | | |", "1,646"]
    assert _below(*by_rows)[-1] == ("Linen", "", "1,557", "1,646")


AROUND = ["Yarn of mills that are", "| | | 770 | 880 |", RULE, "carried at cost"]


def test_a_label_may_run_around_its_row() -> None:
    assert _below(*AROUND, "Felt 88 99") == [
        ("Yarn of mills that are carried at cost", "", "770", "880"),
        ("Felt", "", "88", "99"),
    ]
    assert _below(*AROUND, "| | | 88 | 99 |", RULE, "all of them")[1:] == [("", "", "88", "99")]


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (0, "Yarn of mills that are:"),
        (0, "Yarn 5 6"),
        (0, "| Yarn of mills that are | |"),
        (0, "Six months ended 30 June"),
        (0, "30 June 2031 30 June 2030"),
        (1, "770 880"),
        (1, "| Cloth | | 770 | 880 |"),
        (3, "carried at:"),
        (3, "carried at cost of"),
        (3, "Carried at cost"),
        (3, "carried at cost 5 6"),
        (3, "| carried at cost | 5 | 6 |"),
        (3, "carried at cost."),
    ],
)
def test_what_is_no_label_around_a_row(at: int, line: str) -> None:
    lines = [*AROUND[:at], line, *AROUND[at + 1 :]]
    around = [text.strip("| ") for text in (lines[0], lines[-1])]
    read = read_torn([*HEADER, *ROWS, *lines, "Felt 88 99"], cells_of)
    assert not any(all(text in row.text for text in around) for row in read)


@pytest.mark.parametrize(
    "lines",
    [
        ["| Linen | | 1,646 | | |", RULE, "1,557"],  # in no known column
        ["| Lace | | 20 | 30 | |", RULE, "| Lint | | | 25 | 35 |", "| Linen | | | 1,646 | |", "1,557"],
        ["| Lace | | 20 | | 30 |", "| Linen | | 1,646 | | |", RULE, "1,557"],  # of other bars
        ["| Linen | | | | 1,646 |", RULE, "1,557", "1,558"],  # of two figures either
        ["| Linen | | | | 1,646 |", RULE, "Felt:", "1,557"],
        ["Linen 1,646", "1,557"],
    ],
)
def test_a_row_without_a_certain_column_for_its_figure_has_none(lines: list[str]) -> None:
    assert not any("1,646" in cells[1:] or "1,557" in cells[1:] for cells in _below(*lines))


def test_the_number_of_a_page_is_no_figure_of_the_row_above() -> None:
    of_years = ["| | 2031 | | 2030 | |", *[row.replace(" 3 |", " |", 1) for row in ROWS]]
    for below, read in (("25", []), ("251,000", [("Linen", "251,000", "1,646")])):
        found = _rows([*of_years, "| Linen | | | | 1,646 |", RULE, below])
        assert [cells for number, cells in found if number == 13] == read


def test_of_three_columns_each_figure_has_its_own() -> None:
    header = ["| | 2031 | 2030 | 2029 |", "Yarn 1,000 900 800", "Silk 500 400 300"]
    rows = ["| Lace | 20 | 30 | 40 | |", RULE, "| Lint | | 21 | 31 | 41 |"]
    found = _rows([*header, *rows, "| Linen | 1,646 | | | 1,700 |", "1,557"])
    assert found[-1][1] == ("Linen", "1,646", "1,557", "1,700")
    found = _rows([*header, *rows, "| Linen | 1,646 | 1,700 | | |", "1,557"])
    assert not any("1,646" in cells[1:] for _, cells in found)


def test_a_small_number_that_may_be_of_a_note_is_no_amount() -> None:
    for row in ("| Linen | 12 | 770 | |", "Linen 12 770"):
        assert not any("12" in cells[1:] or "770" in cells[1:] for cells in _below(row))
    assert _below("| Linen | 12 | 14 | |")[-1] == ("Linen", "", "12", "14")
    assert _below("| Earnings | 9 | | |", "| Felt | 88 | 99 |")[0] == ("Earnings", "9", "", "")
    plain = [row.replace(" 3 |", " |", 1) for row in ROWS]
    found = _rows(["Six months ended 30 June", "| | 2031 | 2030 |", *plain, "| Linen | 12 | 770 |"])
    assert found[-1][1] == ("Linen", "12", "770")


def test_rows_below_another_header_or_a_sentence_are_in_no_column_of_the_table() -> None:
    rows = ["| Lint | 770 | 880 |", RULE, "| Felt | 990 | 980 |", "| Tulle | 970 | 960 |"]
    for line in ("Three months ended 30 June", "| | 30 June 2031 | |", "The mills are open to all who come."):
        found = [line.cells for line in _tables([*HEADER, *ROWS, line, *rows]) if "770" in line.text]
        assert found and not any("770" in cells[1:4] for cells in found if len(cells) > 3)


def test_years_pages_and_words_behind_figures_are_no_figures() -> None:
    for line in ("INTERIM REPORT 2031 25", "| Linen | 1,646 | 1,557 | higher |"):
        assert not any("25" in cells[1:] or "1,646" in cells[1:] for cells in _below(line))


def test_only_torn_text_is_read_so(tmp_path: Path) -> None:
    torn = [*HEADER, *ROWS]
    whole = [row for row in torn if row.startswith("|")]
    ruled_once = [row for at, row in enumerate(torn) if "---" not in row or at == 2]
    assert is_torn(torn, cells_of)
    assert not is_torn(whole, cells_of)
    assert not is_torn(ruled_once, cells_of)
    assert not is_torn(as_markdown("\n".join(["\t2031\t2030", "Yarn\t1,000\t900"] * 4)).split("\n"), cells_of)
    path = tmp_path / "mills.md"
    path.write_text("\n".join(torn), encoding="utf-8")
    source = read_source(path)
    assert source.format == "markdown"
    assert [(line.number, line.cells) for line in source.lines if line.table] == READ


def test_the_rendition_is_torn() -> None:
    rows = [f"Yarn {name}\t1,000\t900" for name in "abcdefghijk"]
    assert is_torn(as_torn("\n".join(["\t2031\t2030", *rows])).split("\n"), cells_of)


def test_a_table_whose_rows_have_all_other_figures_than_periods_is_text() -> None:
    rows = ["| Yarn | 1,000 | 2,000 | 900 |", "| Silk | 1,100 | 2,100 | 950 |"]
    assert [line.cells[0] for line in read_torn([*HEADER, *rows], cells_of)][-2:] == [
        "Yarn 1,000 2,000 900 |",
        "Silk 1,100 2,100 950 |",
    ]


def _read(header: list[str], *rows: str) -> list[tuple[str, ...]]:
    """The rows below a header; `ROWS` without notes stand below them, so that the text is torn."""
    plain = [row.replace(" 3 |", " |", 1) for row in ROWS]
    found = _rows([*header, *rows, *plain])
    return [cells for number, cells in found if len(header) < number <= len(header) + len(rows)]


YEARS = ["| | 2031 | 2030 |", RULE]


def test_signs_and_brackets_in_cells_of_their_own_are_of_their_figures() -> None:
    rows = "| Felt | $ | 70 | | $ | 60 |", "| Silk | | 70 $ | 60 |", "| Tow | (7 | ) | (6 | ) |"
    assert _read(YEARS, *rows) == [
        ("Felt", "$ 70", "$ 60"),
        ("Silk", "70", "$ 60"),
        ("Tow", "(7)", "(6)"),
    ]  # fmt: skip
    assert _read(YEARS, "| Felt per $ bale | 7 | 6 |")[0][0] == "Felt per $ bale"


def test_figures_of_one_cell_are_apart_where_commas_group_thousands() -> None:
    assert _read(YEARS, "| Felt | | 452,171 471,231 | |") == [("Felt", "452,171", "471,231")]
    assert _read(YEARS, "| Felt | | 452 471 | |") == [("Felt", "452", "471")]
    blanks = [row.replace(",", " ") for row in ROWS]
    found = [cells for _, cells in _rows([*HEADER, *blanks, "| Felt | | 452 171 | 471 231 |"])]
    assert found[-1] == ("Felt", "", "452 171", "471 231")


def test_a_dash_in_front_of_a_label_is_no_figure() -> None:
    assert _read(YEARS, "| – | Felt | (7) | 6 |") == [("– Felt", "(7)", "6")]
    assert _read(YEARS, "| – | 8 | |", "Felt 7 6")[0] == ("", "–", "8")


def test_a_year_at_the_end_of_a_label_is_no_figure() -> None:
    assert _read(YEARS, "Felt in stock at June 30, 2031 and 2030 7 6") == [
        ("Felt in stock at June 30, 2031 and 2030", "7", "6")
    ]
    assert not any("7" in cells[1:] for cells in _read(YEARS, "Felt in stock at June 30, 2031 7"))


FOUR = ["Felt 7 6 5 4", "| Tow | 70 | 60 | 50 | 40 |", RULE, "Hemp 700 600 500 400"]


def _heads(*header: str, rows: list[str] = FOUR) -> list[str]:
    """The header of each column of a table with rows, the first of them of felt; none without a table."""
    lines = _tables([*header, *rows])
    first = next((at for at, line in enumerate(lines) if line.cells[0] == "Felt"), 0)
    if not first:
        return []
    said: list[list[str]] = [[] for _ in lines[first].cells]
    for line in lines[:first]:
        for at, text in enumerate(line.cells):
            for column in range(at, (line.spans or {}).get(at, at) + 1):
                said[column] += [text] if text else []
    return [" ".join(texts) for texts in said[1:]]


@pytest.mark.parametrize(
    "header",
    [
        ("| | Three months ended June 30, | Six months ended June 30, |", RULE, "2031 2030 2031 2030"),
        ("| | Three Months Ended June | | Six Months Ended June |", RULE, "| | 30, | | 30, |",
         "2031 2030 2031 2030"),
        ("Three months ended June 30, Six months ended June 30,", "| | 2031 | 2030 | 2031 | 2030 |", RULE),
        ("| | Three months ended | Six months ended |", RULE, "| | June 30, | June 30, |",
         "2031 2030 2031 2030"),
        (
            "Three months ended June 30, Six months ended June 30,",
            "UNAUDITED (thousands of pounds) 2031 2030 2031 2030",
        ),
    ],
)  # fmt: skip
def test_the_row_of_periods_is_the_one_that_rows_have_as_many_figures_as(header: tuple[str, ...]) -> None:
    three, six = "Three months ended June 30,", "Six months ended June 30,"
    found = [head.replace("Months Ended", "months ended") for head in _heads(*header)]
    assert found == [f"{three} 2031", f"{three} 2030", f"{six} 2031", f"{six} 2030"]


def test_rows_with_other_figures_than_any_row_of_the_header_are_in_no_column() -> None:
    assert _heads("Three months ended June 30,", "2031 2030 2029 2028 2027") == []


def test_groups_of_unlike_sizes_begin_where_the_years_do_not_go_on() -> None:
    rows = ["Felt 7 6 5", "| Tow | 70 | 60 | 50 |", RULE, "Hemp 700 600 500"]
    lengths = ["| Three Months Ended June 30, | | 3 Months Ended | |", RULE, "March 31,"]
    assert _heads(*lengths, "| | 2031 | 2030 | 2031 |", rows=rows) == [
        "Three Months Ended June 30, 2031",
        "Three Months Ended June 30, 2030",
        "3 Months Ended March 31, 2031",
    ]
    assert not any(_heads(*lengths, "| | 2031 | 2030 | 2029 |", rows=rows))


def test_periods_torn_over_rows_of_a_header_are_put_together() -> None:
    torn = ["| Six | Six |", "| --- | --- |", "| Months | Months |", "| Ended June | Ended June |"]
    rows = ["Felt 7 6", "| Tow | 70 | 60 |", RULE, "Hemp 700 600"]
    heads = ["Six Months Ended June 30, 2031", "Six Months Ended June 30, 2030"]
    assert _heads(*torn, "| 30, 2031 | 30, 2030 |", rows=rows) == heads
    assert _heads(*torn, "| 30, | 30, |", rows=rows) == []  # no year
    assert _heads(*torn, "| 30, 2031 | 30, 2030 |", rows=FOUR) == []


@pytest.mark.parametrize(
    ("header", "heads"),
    [
        ("| Item | H1 2031 | H1 2030 |", ["H1 2031", "H1 2030"]),
        ("| | Mar-31 | Sep-30 |", ["Mar-31", "Sep-30"]),
        ("| $000’s | | 1/2/31 | 1/2/30 |", ["1/2/31", "1/2/30"]),
        ("| | Items | 30 June 2031 | 31 December 2030 |", ["30 June 2031", "31 December 2030"]),
        ("| Item | Closing balance | | Opening balance |", ["Closing balance", "Opening balance"]),
        ("| July 1, 2030 - | July 1, 2029 - | |\n| June 30, 2031 | June 30, 2030 | |",
         ["July 1, 2030 - June 30, 2031", "July 1, 2029 - June 30, 2030"]),
        ("| | 30 June 2031 | 30 June 2030 |\n| | $000 | $0001 |", ["30 June 2031 $000", "30 June 2030 $000"]),
        ("| | Mills of the north | Mills of the south |", []),
    ],
)  # fmt: skip
def test_what_heads_two_columns(header: str, heads: list[str]) -> None:
    rows = [RULE, "Felt 7 6", "| Tow | 70 | 60 |", RULE, "Hemp 700 600"]
    assert _heads(*header.split("\n"), rows=rows) == heads


def test_the_word_for_notes_stands_apart_from_money_and_by_itself() -> None:
    for header in (["| | NOTES RMB million | RMB million |"], ["Note", "| | £m | £m |"]):
        at = len(header) - 1
        lines = [*header[:at], "| | 2031 | 2030 |", RULE, *header[at:]]
        found = [cells for _, cells in _rows([*lines, *ROWS])]
        assert ("Yarn", "3", "1,000", "900") in found


def test_a_row_whose_figures_stand_in_the_cells_of_others_has_no_note() -> None:
    whole = ["Flax 500 400", "| Linen | | 77 | 770 |", RULE, "| Tow | | 880 | 90 |"]
    assert ("Linen", "", "77", "770") in _below(*whole)
    near = ["Flax 500 400", "| Linen | 77 | 770 |", RULE, "| Tow | 880 | 90 |"]
    assert not any("77" in cells for cells in _below(*near))
    elsewhere = ["Flax 500 400", "| Linen | | 77 | 770 | |", RULE, "| Tow | | 880 | | 90 |"]
    assert not any("77" in cells for cells in _below(*elsewhere))
    noted = ["Flax 500 400", "| Linen | | 7 | 770 | |", RULE, "| Tow | | 7 | 880 | 90 |"]
    noted.append("| Jute | | 110 | 9 | |")
    assert not any("Linen" in cells for cells in _below(*noted))


def test_the_title_of_a_statement_ends_a_table() -> None:
    assert not any("Felt" in cells for cells in _below("Consolidated balance sheet", "Felt 77 66"))
    assert ("Felt", "", "770", "660") in _below("Other comprehensive income", "Felt 770 660")


def test_rows_without_a_header_keep_their_figures_apart() -> None:
    printed = ["| Felt | 1,853,550 | (3,947,481) |", RULE, "| Tow | 2,853,550 | (4,947,481) |"]
    printed.append("| Jute | 3,853,550 | (5,947,481) |")
    found = read_torn([*HEADER, *ROWS, "The mills are open on all days of the week.", *printed], cells_of)
    said = [" ".join(filter(None, line.cells)) for line in found]
    assert [text for text in said if "947,481" in text] == [
        "Felt 1,853,550 (3,947,481)",
        "Tow 2,853,550 (4,947,481)",
        "Jute 3,853,550 (5,947,481)",
    ]
