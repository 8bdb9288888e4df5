"""PDFs that a browser printed: text that wraps within the cells of a table. The issuers are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from test_pdf import compose, read

SIZE, LEADING = 9, 10.5
WIDTHS = (110, 70, 70, 70)


def wrapped(text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", "Helvetica", SIZE) <= width - 4:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cells(
    canvas: Canvas,
    top: float,
    rows: Sequence[Sequence[str]],
    *,
    align: float = 0.5,
    padding: float = 1.5,
    widths: Sequence[float] = WIDTHS,
    labels: int = 1,
) -> float:
    """Rows of cells as a browser sets them, figures flush right; `align`ed from top (0) to bottom (1)."""
    for row in rows:
        texts = [wrapped(text, width) for text, width in zip(row, widths, strict=False)]
        most = max(map(len, texts))
        left = 60.0
        for column, (lines, width) in enumerate(zip(texts, widths, strict=False)):
            y = top - align * (most - len(lines)) * LEADING
            for line in lines:
                if column < labels:
                    canvas.drawString(left, y, line)
                else:
                    canvas.drawRightString(left + width - 4, y, line)
                y -= LEADING
            left += width
        top -= most * LEADING + padding
    return top


HEADER = [("Particulars", "2031", "2030", "2029")]
WRAPPING = [
    ("Sales", "12,345", "11,234", "10,123"),
    ("Cost of Timber and Other Goods Sold", "(6,000)", "(5,500)", "(5,000)"),
    ("Wages, Salaries and Pensions of All Staff", "(1,345)", "(1,234)", "(1,123)"),
    ("Result of Continuing Operations before Tax", "5,000", "4,500", "4,000"),
    ("Tax", "(1,000)", "(900)", "(800)"),
    ("Result", "4,000", "3,600", "3,200"),
]


def tables(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read(data) if line.table is not None]


@pytest.mark.parametrize("align", [0, 0.5, 1])
def test_labels_that_wrap_within_their_cells_are_whole_wherever_their_figures_stand(align: float) -> None:
    found = tables(compose(lambda canvas: void(cells(canvas, 700, HEADER + WRAPPING, align=align))))
    assert found == HEADER + WRAPPING


def void(_: object) -> None:
    """A function to draw with returns nothing."""


def test_rows_as_close_as_the_lines_of_a_label_are_rows() -> None:
    rows = [
        ("Sales", "12,345", "11,234", "10,123"),
        ("Attributable to Owners", "", "", ""),
        ("Continuing Operations", "3,000", "2,600", "2,200"),
        ("Discontinued", "1,000", "1,000", "1,000"),
        ("Result", "4,000", "3,600", "3,200"),
    ]
    found = tables(compose(lambda canvas: void(cells(canvas, 700, HEADER + rows, padding=0))))
    assert found == HEADER + rows


def test_a_heading_close_above_a_row_that_would_fit_beside_it_is_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        top = cells(canvas, 700, HEADER + WRAPPING[:2])
        for heading, row in (("Owners", WRAPPING[4]), ("Others", WRAPPING[5])):
            top = cells(canvas, top, [(heading, "", "", "")], padding=0)
            top = cells(canvas, top, [row])

    found = tables(compose(draw))
    assert found[-4:] == [("Owners", "", "", ""), WRAPPING[4], ("Others", "", "", ""), WRAPPING[5]]


def test_labels_in_two_columns_wrap_each_in_its_own_cell() -> None:
    rows = [
        ("1.", "Sales", "12,345", "11,234"),
        ("2.", "Cost of Timber and Other Goods Sold in All", "(6,000)", "(5,500)"),
        ("3.", "Wages, Salaries and Pensions of All Staff", "(1,345)", "(1,234)"),
        ("4.", "Result of Continuing Operations before Tax", "5,000", "4,500"),
    ]
    widths = (30, 90, 70, 70)
    header = [("No.", "Particulars", "2031", "2030")]
    found = tables(compose(lambda canvas: void(cells(canvas, 700, header + rows, widths=widths, labels=2))))
    assert found[1:] == [(f"{row[0]} {row[1]}", *row[2:]) for row in rows]


def test_the_number_of_a_row_midway_between_the_lines_of_its_label_is_no_figure() -> None:
    rows = [
        ("1", "Sales", "12,345", "11,234"),
        ("2", "Cost of Timber and Other Goods", "(6,000)", "(5,500)"),
        ("3", "Wages and Salaries of All Staff", "(1,345)", "(1,234)"),
        ("4", "Result of Continuing Operations", "5,000", "4,500"),
    ]
    header = [("No.", "Particulars", "2031", "2030")]
    widths = (30, 90, 70, 70)
    found = tables(compose(lambda canvas: void(cells(canvas, 700, header + rows, widths=widths, labels=2))))
    assert found[1:] == [(f"{row[0]} {row[1]}", *row[2:]) for row in rows]


def test_a_small_figure_between_rows_without_labels_is_a_figure() -> None:
    rows = [("Sales", "345", "234", "123"), ("", "45", "34", "23"), ("Tax", "5", "4", "3")]
    found = tables(compose(lambda canvas: void(cells(canvas, 700, HEADER + rows))))
    assert found == HEADER + rows


def test_a_heading_with_its_letter_in_a_column_of_its_own_goes_on_with_the_table() -> None:
    rows = [
        ("(a)", "Buildings", "12,345", "11,234"),
        ("(b)", "Financial assets", "", ""),
        ("(i)", "Loans", "1,345", "1,234"),
        ("(ii)", "Other", "345", "234"),
    ]
    header = [("", "Particulars", "2031", "2030")]
    widths = (50, 120, 70, 70)
    found = tables(compose(lambda canvas: void(cells(canvas, 700, header + rows, widths=widths, labels=2))))
    assert found[1:] == [(f"{row[0]} {row[1]}", *row[2:]) for row in rows]


def test_headers_that_wrap_within_their_cells_are_whole() -> None:
    header = [
        (
            "Particulars",
            "Quarter ended 31 December 2031",
            "Quarter ended 30 September 2031",
            "Year ended 31 March 2031",
        ),
        ("", "Unaudited", "Unaudited [see Note 4]", "Audited"),
    ]
    found = tables(compose(lambda canvas: void(cells(canvas, 700, header + WRAPPING))))
    assert found == header + WRAPPING


def test_headings_close_below_a_header_are_none_of_its_cells() -> None:
    header = [("", *(f"As at 31 December {year} audited" for year in (2031, 2030, 2029)))]
    headings = [("WOOL AND TIMBER",), ("Timber in use",)]

    def draw(canvas: Canvas) -> None:
        cells(canvas, cells(canvas, cells(canvas, 700, header, padding=0), headings, padding=0), WRAPPING)

    assert tables(compose(draw)) == [*header, *[(text, "", "", "") for (text,) in headings], *WRAPPING]


def test_what_stands_over_the_labels_may_wrap_more_than_the_headers_beside_it() -> None:
    header = [("Particulars of the Timber and Other Goods of Our Mills", "2031", "2030", "2029")]

    def draw(canvas: Canvas) -> None:
        cells(canvas, cells(canvas, 700, header, align=0), WRAPPING)

    assert tables(compose(draw)) == header + WRAPPING


def test_a_header_over_several_columns_is_none_of_their_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(170 + 70, 700 + 10.5, "Six months ended 30 June")
        cells(canvas, 700, [HEADER[0][:3], *[row[:3] for row in WRAPPING]])

    found = tables(compose(draw))
    assert found[0] == ("", "Six months ended 30 June", "")
    assert found[1:] == [HEADER[0][:3], *[row[:3] for row in WRAPPING]]


@pytest.mark.parametrize("again", [1, 2])
def test_a_page_that_repeats_the_first_rows_of_a_header_goes_on_with_the_table(again: int) -> None:
    header = [
        ("Particulars", "Quarter ended", "Quarter ended", "Year ended"),
        ("", "31/12/2031", "31/12/2030", "31/03/2031"),
    ]

    def draw(canvas: Canvas) -> None:
        cells(canvas, 700, header + WRAPPING[:4])
        canvas.showPage()
        canvas.setFont("Helvetica", SIZE)
        cells(canvas, 740, header[:again] + WRAPPING[4:])

    lines = [line for line in read(compose(draw)) if line.table is not None]
    under = [line.cells for line in lines if line.table == lines[0].table]
    assert under == header + WRAPPING if again == 1 else under == header + WRAPPING[:4]
    assert lines[-1].cells == WRAPPING[5]


def spans(header: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    widths = (110, 80, 80, 80, 80, 80)
    body = [
        (label, *[f"{ten},{figure}" for ten in (12, 13, 14, 15, 16)][: len(header[0]) - 1])
        for label, figure in (("Sales", "345"), ("Costs", "234"), ("Result", "123"))
    ]
    lines = read(compose(lambda canvas: void(cells(canvas, 700, [*header, *body], widths=widths))))
    first = next(line for line in lines if line.table is not None)
    reach = first.spans or {}
    return [(at, reach.get(at, at)) for at, text in enumerate(first.cells) if text and at > 0]


DAYS = ("", "31/12/2031", "30/09/2031", "31/12/2030", "31/12/2031", "31/12/2030")


def test_headers_over_the_first_of_their_columns_reach_to_the_next() -> None:
    assert spans([("", "Quarter ended", "", "", "Nine months", ""), DAYS]) == [(1, 3), (4, 5)]
    years = ("", "2031", "2030", "2029", "2031", "2031")
    header = ("", "Nine months", "", "", "Quarter ended", "Year ended")
    assert spans([header, years]) == [(1, 3), (4, 4), (5, 5)]


def test_headers_over_the_last_of_their_columns_do_not() -> None:
    assert spans([("", "", "", "Quarter ended", "", "Nine months"), DAYS]) == [(1, 3), (4, 5)]
