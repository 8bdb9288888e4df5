"""Rows that lost the blank cell of their labels: put back where nothing else is possible."""

from __future__ import annotations

import pytest

from ingest.formats.lost_corners import put_back
from ingest.formats.tabbed import read_tabbed

HEADS = (("€ million", "Year"), ("2031", "2030", "Change"), ("as told", "like for like"))
ROWS = (("Yarn", "300", "200", "50%", "40%"), ("Felt lent", "90", "80"))


def _put_back(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    table = [list(row) for row in rows]
    put_back(table)
    return [tuple(row) for row in table]


def test_figures_alone_as_many_as_those_of_the_row_above_are_a_total_without_a_label() -> None:
    assert _put_back(("Yarn", "300", "200"), ("Cloth", "60", "–"), ("360", "200"))[2] == ("", "360", "200")
    assert _put_back(("Yarn", "30", "20"), ("30", "–"), ("Cloth",), ("6", "5"))[1::2] == [
        ("", "30", "–"),
        ("", "6", "5"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("360", "200", "10"),
        ("360",),
        ("2031", "2030"),
        ("Cloth", "200"),
        ("", "360", "200"),
        ("Wool", "Silk"),
    ],
)
def test_other_rows_keep_their_cells(row: tuple[str, ...]) -> None:
    assert _put_back(("Yarn", "300", "200"), row)[1] == row
    assert _put_back(row)[0] == row


def test_years_above_names_of_changes_stand_over_their_columns() -> None:
    assert _put_back(*HEADS, *ROWS) == [
        ("€ million", "Year"),
        ("", "2031", "2030", "Change"),
        ("", "", "", "as told", "like for like"),
        *ROWS,
    ]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (HEADS[:2], ROWS),  # a column of notes would be without a header, too
        ((*HEADS[:2], ("as told",)), ROWS),
        (HEADS, (("Yarn", "300", "200", "50", "40"),)),
        (HEADS, (("Yarn", "4", "300", "200", "50%", "40%"),)),
        ((HEADS[0], ("Mills", *HEADS[1][1:]), HEADS[2]), ROWS),
    ],
    ids=["no names", "one name", "no shares", "more columns", "a label"],
)
def test_where_columns_are_not_certain_a_header_stays(
    heads: tuple[tuple[str, ...], ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    assert _put_back(*heads, *rows) == [*heads, *rows]


def test_tabbed_text_is_read_so() -> None:
    lines = read_tabbed(["\t".join(row) for row in (*HEADS, *ROWS, ("390", "280"))])
    assert lines[1].cells == ("", "2031", "2030", "Change")
    assert lines[-1].cells == ("", "390", "280")
