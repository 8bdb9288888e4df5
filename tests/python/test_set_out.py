"""Columns set out in two: the lines of a group in an inner column, the totals in an outer one."""

from __future__ import annotations

from textwrap import dedent

from ingest.formats.html import read_html
from ingest.formats.layout import read_layout
from ingest.formats.tabbed import read_tabbed
from ingest.set_out import join_set_out
from ingest.tables import Row, Table, find_tables

HEADERS = {1: "2031", 2: "2031", 3: "2030", 4: "2030"}

BALANCES = """
                                                   30 June 2031            30 June 2030
                                        Notes    $ million   $ million   $ million   $ million
    Non-current assets
    Looms                                 14        14,814                  14,506
    Mills                                 15         8,509                   7,738
                                                                23,323                  22,244
    Current assets
    Yarn                                  6          9,720                   9,653
    Cash                                  7          1,130                   1,813
                                                                10,850                  11,466
    Total assets                                                34,173                  33,710
"""

OF_TWO_PAGES = """
    <table><tr><td></td><td colspan=2>2031</td><td colspan=2>2030</td></tr>
    <tr><td>Yarn</td><td>100</td><td></td><td>90</td><td></td></tr>
    <tr><td>Wool</td><td>200</td><td></td><td>80</td><td></td></tr>
    <tr><td>All</td><td></td><td>300</td><td></td><td>170</td></tr></table>
    <table><tr><td></td><td colspan=2>2031</td><td colspan=2>2030</td></tr>
    <tr><td>Looms</td><td>50</td><td></td><td>40</td><td></td></tr>
    <tr><td>In all</td><td></td><td>350</td><td></td><td>210</td></tr></table>
"""


def _figures(table: Table) -> list[tuple[str, ...]]:
    return [tuple(row.cells[1:]) for row in table.rows if row.role == "data"]


def _joined(*cells: list[str]) -> list[list[str]]:
    rows = [Row(number, ["Yarn", *row]) for number, row in enumerate(cells)]
    join_set_out(rows, HEADERS)
    return [row.cells[1:] for row in rows]


def test_lines_in_an_inner_column_and_totals_in_an_outer_one_are_one_column() -> None:
    [table] = find_tables(read_layout(dedent(BALANCES).strip("\n")), whole_labels=True)
    assert _figures(table) == [
        ("14", "14,814", "", "14,506", ""),
        ("15", "8,509", "", "7,738", ""),
        ("", "23,323", "", "22,244", ""),
        ("6", "9,720", "", "9,653", ""),
        ("7", "1,130", "", "1,813", ""),
        ("", "10,850", "", "11,466", ""),
        ("", "34,173", "", "33,710", ""),
    ]


def test_the_place_of_a_figure_goes_with_it_and_so_does_a_single_total_of_the_next_page() -> None:
    tables = find_tables(read_html("mills.html", OF_TWO_PAGES.encode()))
    rows = [row for table in tables for row in table.rows if row.role == "data"]
    assert [row.cells[1] for row in rows] == ["100", "200", "300", "50", "350"]
    assert [row.places[1][-6:] for row in rows] == ["cell 2", "cell 2", "cell 3", "cell 2", "cell 3"]


def test_columns_that_share_a_row_are_two() -> None:
    rows = [["10", "", "9", ""], ["20", "30", "8", "17"], ["", "40", "", "25"], ["", "5", "", "5"]]
    assert _joined(*rows) == rows


def test_columns_of_two_headers_or_of_a_lone_figure_are_two() -> None:
    of_two = [["10", "", "", "9"], ["", "9", "8", ""], ["20", "", "", ""], ["", "8", "", ""]]
    assert [row[1:3] for row in _joined(*of_two)] == [["", ""], ["", "8"], ["", ""], ["", ""]]
    lone = [["10", "", "", ""], ["20", "", "", ""], ["", "30", "", ""]]
    assert _joined(*lone) == lone


def test_headers_that_stand_in_order_only_say_nothing_of_columns() -> None:
    lines = ["\t\t2031\t2031", "Yarn\t1\t10\t", "Wool\t\t20\t", "All\t\t\t30", "In all\t\t\t40"]
    [table] = find_tables(read_tabbed(lines))
    assert _figures(table) == [("1", "10", ""), ("", "20", ""), ("", "", "30"), ("", "", "40")]
