"""A printed document as lines: printed lines in words in; rows of numbered tables and running text out."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.page.blocks import Block, blocks, has_few_notes_first
from ingest.formats.page.cells import label_step
from ingest.formats.page.columns import over_any
from ingest.formats.page.header_cells import size_of, with_header_cells
from ingest.formats.page.headers import HeaderLine, header_lines
from ingest.formats.page.labels import body_rows, label_start
from ingest.formats.page.margins import without_margins
from ingest.formats.page.roles import BLANK, FURNITURE, Printed, printed_lines
from ingest.formats.page.rows import running_text
from ingest.formats.page.spans import header_rows
from ingest.formats.page.wording import says_period
from ingest.formats.page.words import AMOUNT, TextLine, without_marks
from ingest.lines import Line

_TOP = 3  # lines of a page above its first row


def assemble(lines: Sequence[TextLine]) -> tuple[Line, ...]:
    """The lines of a document, its tables found and numbered, in the order of their numbers."""
    lines = [without_marks(line) for line in lines]
    printed, aside = without_margins(printed_lines(lines))
    found = list(blocks(printed))
    steps = _steps(printed, found)
    if steps:
        printed, aside = without_margins(printed_lines(lines))  # what is read into blocks changes
        printed = with_header_cells(printed, steps)
        found = list(blocks(printed))
    if _mark_begun_again(printed, found):
        found = list(blocks(printed))
    done: list[Line] = []
    taken: set[int] = set()
    tables = 0
    floor = -1  # the last line of the tables so far
    above: list[HeaderLine] = []  # the headers of the last table that has some
    for block in found:
        headers = header_lines(printed, block, floor, above)
        if not _is_table(printed, block, headers):
            floor = max(floor, block.last)
            continue
        tables += 1
        start = headers[-1].at + 1 if headers else max(floor + 1, label_start(printed, block.first))
        body, used = body_rows(printed, block, start)
        rows = header_rows(headers, block.columns, has_few_notes_first(block)) + body
        done += [row.as_line(tables, len(block.columns)) for row in rows]
        taken |= used | {header.at for header in headers}
        floor = max(used)
        above = headers or above
    left = [each for at, each in enumerate(printed) if at not in taken]
    done += [running_text(each.line) for each in (*left, *aside)]
    return tuple(sorted(done, key=lambda line: line.number))


def _mark_begun_again(printed: Sequence[Printed], tables: Sequence[Block]) -> bool:
    """Whether pages begin with the first rows of the header above and no more: those say nothing new."""
    texts: list[str] = []
    floor = -1
    again: list[HeaderLine] = []
    for block in tables:
        headers = header_lines(printed, block, floor)
        here = [header.printed.text for header in headers]
        first = headers[0].at if headers else 0
        begins = first > 0 and all(
            each.role in {BLANK, FURNITURE} or each.line.page < printed[first].line.page
            for each in printed[max(0, first - _TOP) : first]
        )
        if begins and here and len(here) < len(texts) and texts[: len(here)] == here:
            again += headers
        elif headers:
            texts = here
        floor = max(floor, block.last)
    for header in again:
        header.printed.role = FURNITURE
    return bool(again)


def _steps(printed: Sequence[Printed], tables: Sequence[Block]) -> dict[int, float]:
    """From line to line of one cell, by the size of the type, where the labels of a table tell it."""
    found: dict[int, float] = {}
    for block in tables:
        rows = list(block.cells)
        step = label_step(printed, rows, block.columns[0].x0)
        if step:
            size = size_of(printed[rows[0]])
            found[size] = min(step, found.get(size, step))
    return found


def _is_table(printed: Sequence[Printed], block: Block, headers: Sequence[HeaderLine]) -> bool:
    """Two rows with two figures each; under a period two rows of figures, or one labelled row of two."""
    full = sum(
        sum(any(piece.kind == AMOUNT for piece in cell) for cell in cells.values()) > 1
        for cells in block.cells.values()
    )
    if full > 1:
        return True
    pieces = [piece for header in headers for piece in header.printed.pieces]
    dated = any(says_period(piece.text) and over_any(piece, block.columns) for piece in pieces)
    labelled = sum(printed[at].label is not None for at in block.cells)
    return dated and (labelled > 2 or (full > 0 and (labelled > 0 or len(block.cells) > 1)))
