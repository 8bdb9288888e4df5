"""HTML exhibits and announcements as lines: tables of figures in columns, the rest as running text.

lxml builds the tree; entities are the parser's own, so none can grow. A superscript in a cell with a
figure or a year is a footnote mark and is dropped there, for `1,234 (1)` reads as two figures; everywhere
else it is kept, set apart by a blank. Tables drawn with `div` are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module

from lxml import etree

from ingest.errors import IngestError
from ingest.formats.grid import Cell, GridRow, TextRow, holds_figures, is_figure, lay_out
from ingest.formats.html_text import (
    Piece,
    blocks,
    decode,
    documents,
    is_gone,
    is_hidden,
    lines_of,
    tag_of,
    walk,
)
from ingest.formats.inline import CONTROL, set_apart, without_marks
from ingest.lines import Line

MAX_TAGS = 1_000_000  # opening and closing
MAX_ELEMENTS = 300_000
_MAX_NESTED = 24  # tables within tables
_MAX_COLSPAN, _MAX_OPEN_SPANS = 1000, 200


@dataclass
class _Row:
    """A `tr`: its ordinal in its table, its cells in order; `loose` where cells stand without a `tr`."""

    ordinal: int
    cells: list[etree._Element] = field(default_factory=list)
    loose: bool = False


@dataclass
class _Table:
    """A `table`: its ordinal in the document, its own rows, whether a table stands in it, what it is."""

    ordinal: int
    rows: list[_Row] = field(default_factory=list)
    nested: bool = False
    figures_within: bool = False
    grid: list[GridRow] | None = None  # of a table of figures


def read_html(name: str, data: bytes) -> tuple[Line, ...]:
    """The lines of one HTML page, or of the exhibits in a submission as filed; `name` is for messages.

    Raises IngestError for a page without a table of figures, and for one too large or nested too deep.
    """
    text = decode(data)
    if text.count("<") > MAX_TAGS:
        raise _too_large(name)
    reader = _Reader(name)
    for part in documents(text):
        reader.read(part)
    if not reader.table_count:
        raise IngestError(
            f"{name}: HTML page without statements: {_count(reader.drawn, 'table')}, none with rows of "
            "figures behind labels. Tables drawn with div elements, by scripts or as pictures are not "
            "read; add the page that holds the statements, or the announcement as PDF or text."
        )
    return tuple(reader.lines)


def _too_large(name: str) -> IngestError:
    return IngestError(
        f"{name}: more than {MAX_ELEMENTS:,} elements are too many for a results announcement. "
        "Cut out the announcement and add that."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _cell(element: etree._Element, first: int, last: int, ordinal: int) -> Cell | None:
    pieces = blocks(element)
    if not pieces:
        return None
    marked = " ".join(piece.text for piece in pieces)
    bare = without_marks(marked)
    is_mark = not bare
    text = bare if bare and is_figure(bare) else set_apart(marked)
    return Cell(first, last, text, ordinal, pieces[0].bold, is_mark) if text else None


def _span(element: etree._Element, name: str, most: int) -> int:
    """A span as browsers read it: digits at the start, 1 where there are none, at most `most`."""
    digits = re.match(r"\s*\+?(\d{1,9})", element.get(name) or "")
    value = int(digits.group(1)) if digits else 1
    return min(value if value or name == "rowspan" else 1, most)


class _Reader:
    """Walks documents in reading order and collects their lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.table_count = 0
        self.drawn = 0  # table elements so far
        self.paragraphs = 0
        self.preformatted = 0
        self.elements = 0

    def read(self, text: str) -> None:
        """Add the lines of one document."""
        root = self._parse(text)
        if root is None:
            return
        tables = self._find_tables(root)

        def enter(element: etree._Element, tag: str) -> bool:
            if tag == "pre":
                self._preformatted("".join(element.itertext()))
                return True
            table = tables.get(element)
            if table is None or (table.nested and table.grid is None):
                return False
            if table.grid is not None:
                self._table(table, table.grid)
            else:
                self._drawing(table)
            return True

        walk(root, self._paragraph, enter)

    def _parse(self, text: str) -> etree._Element | None:
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        plain = text.translate(CONTROL).encode("utf-8", errors="replace")
        try:
            root = etree.fromstring(plain, parser) if plain.strip() else None
        except etree.LxmlError:
            return None
        fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
        if fatal:
            raise IngestError(
                f"{self.name}, line {fatal[0].line}: elements are nested too deep or too large for a page. "
                "Save the page again from the browser, or add the announcement as PDF or text."
            )
        return root

    def _find_tables(self, root: etree._Element) -> dict[etree._Element, _Table]:
        """Every visible table with its own rows; those with figures hold their grid."""
        found: dict[etree._Element, _Table] = {}
        open_tables: list[_Table] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element)
            if event == "end":
                if tag == "table" and element in found:
                    open_tables.pop()
                    self._judge(found[element], open_tables)
                continue
            self.elements += 1
            if self.elements > MAX_ELEMENTS:
                raise _too_large(self.name)
            if tag == "table":
                self.drawn += 1
            if is_hidden(element):
                if tag == "tr" and open_tables:  # it keeps its place in the count
                    open_tables[-1].rows.append(_Row(len(open_tables[-1].rows) + 1))
                if tag not in ("td", "th") or is_gone(element):
                    walker.skip_subtree()
                    continue
            if tag == "table":
                found[element] = self._open(open_tables)
            elif open_tables and tag == "tr":
                open_tables[-1].rows.append(_Row(len(open_tables[-1].rows) + 1))
            elif open_tables and tag in ("td", "th"):
                self._add_cell(open_tables[-1], element)
        return found

    def _open(self, open_tables: list[_Table]) -> _Table:
        table = _Table(self.drawn)
        if open_tables:
            open_tables[-1].nested = True
        open_tables.append(table)
        if len(open_tables) > _MAX_NESTED:
            raise IngestError(
                f"{self.name}: more than {_MAX_NESTED} tables within each other. Save the page again from "
                "the browser, or add the announcement as PDF or text."
            )
        return table

    def _add_cell(self, table: _Table, element: etree._Element) -> None:
        parent = element.getparent()
        loose = parent is None or tag_of(parent) in ("table", "thead", "tbody", "tfoot")
        if not table.rows or (loose and not table.rows[-1].loose):  # cells without a tr
            table.rows.append(_Row(len(table.rows) + 1, loose=loose))
        table.rows[-1].cells.append(element)

    def _judge(self, table: _Table, around: list[_Table]) -> None:
        """Give a table of figures its grid; a table around one is a drawing of the page."""
        if not table.figures_within:
            grid = list(self._expand(table))
            table.grid = grid if holds_figures(grid) else None
        if around and (table.grid is not None or table.figures_within):
            around[-1].figures_within = True

    def _expand(self, table: _Table) -> Iterator[GridRow]:
        """The rows with the grid columns that each cell covers, by colspan and by rowspan from above."""
        open_spans: list[tuple[int, int, int]] = []  # first and last column, rows still covered
        for index, row in enumerate(table.rows):
            column, cells = 0, []
            begun: list[tuple[int, int, int]] = []
            above = sorted(open_spans)
            for ordinal, element in enumerate(row.cells, start=1):
                width = _span(element, "colspan", _MAX_COLSPAN)
                while above and above[0][0] <= column:
                    column = max(column, above.pop(0)[1] + 1)
                height = _span(element, "rowspan", len(table.rows) - index) or len(table.rows) - index
                last = column + width - 1
                if not is_hidden(element):
                    cell = _cell(element, column, last, ordinal)
                    cells += [cell] if cell else []
                if height > 1:
                    begun.append((column, last, height - 1))
                column = last + 1
            open_spans = [(a, b, left - 1) for a, b, left in open_spans if left > 1] + begun
            if len(open_spans) > _MAX_OPEN_SPANS:
                raise IngestError(
                    f"{self.name}, table {table.ordinal}, row {row.ordinal}: more than {_MAX_OPEN_SPANS} "
                    "cells reach down into this row. Save the page again, or add it as PDF or text."
                )
            yield GridRow(row.ordinal, tuple(cells))

    def _append(
        self,
        cells: tuple[str, ...],
        places: tuple[str, ...],
        table: int | None = None,
        spans: dict[int, int] | None = None,
    ) -> None:
        self.lines.append(Line(len(self.lines) + 1, cells, table, places, spans or {}))

    def _paragraph(self, piece: Piece) -> None:
        for text in lines_of(piece.text):
            plain = set_apart(text)
            if plain:
                self.paragraphs += 1
                self._append((plain,), (f"paragraph {self.paragraphs}",))

    def _table(self, table: _Table, grid: list[GridRow]) -> None:
        self.table_count += 1
        for item in lay_out(grid):
            where = f"table {table.ordinal}, row {item.number}"
            if isinstance(item, TextRow):
                self._append((item.text,), (_place(where, item.ordinals),))
                continue
            self.table_count += item.starts_table
            places = tuple(_place(where, ordinals) for ordinals in item.ordinals)
            self._append(tuple(item.cells), places, self.table_count, item.spans)

    def _drawing(self, table: _Table) -> None:
        """A layout table as running text: a row is a line, or a cell its blocks where it has several."""
        for row in table.rows:
            texts = [
                (ordinal, [set_apart(piece.text) for piece in blocks(element)])
                for ordinal, element in enumerate(row.cells, start=1)
                if not is_hidden(element)
            ]
            if all(len(pieces) <= 1 for _, pieces in texts):
                ordinals = tuple(ordinal for ordinal, pieces in texts if pieces)
                line = " ".join(piece for _, pieces in texts for piece in pieces)
                texts = [(0, [line])] if line else []
            else:
                ordinals = ()
            where = f"table {table.ordinal}, row {row.ordinal}"
            for ordinal, pieces in texts:
                for piece in pieces:
                    self._append((piece,), (_place(where, ordinals or (ordinal,)),))

    def _preformatted(self, text: str) -> None:
        """Text aligned with blanks, read as layout text; its tables count on."""
        if not text.strip():
            return
        self.preformatted += 1
        read_layout = import_module("ingest.formats.layout").read_layout
        lines: tuple[Line, ...] = read_layout(text)
        before = self.table_count
        for line in lines:
            where = f"preformatted text {self.preformatted}, line {line.number}"
            places = tuple(f"{where}, cell {k}" for k in range(1, len(line.cells) + 1))
            number = None if line.table is None else before + line.table
            self.table_count = max(self.table_count, number or 0)
            self._append(line.cells, places, number, dict(line.spans))


def _place(where: str, ordinals: tuple[int, ...]) -> str:
    """`table 12, row 5, cells 3-5`; empty for a blank cell."""
    if not ordinals:
        return ""
    runs: list[list[int]] = []
    for ordinal in sorted(set(ordinals)):
        if runs and ordinal == runs[-1][-1] + 1:
            runs[-1].append(ordinal)
        else:
            runs.append([ordinal])
    text = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"{where}, {'cell' if text.isdigit() else 'cells'} {text}"
