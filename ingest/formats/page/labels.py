"""Labels that run over lines: printed lines and a block in; its rows and headings with whole labels out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.formats.page.blocks import Block
from ingest.formats.page.cells import LabelCell, label_cells, label_lines
from ingest.formats.page.roles import BLANK, FURNITURE, MULTI, SINGLE, Printed, is_empty_row
from ingest.formats.page.rows import Row
from ingest.formats.page.wording import (
    is_in_brackets,
    is_in_one_script,
    is_in_two_scripts,
    is_other_half,
    starts_within,
)
from ingest.marks import counts_shares, is_heading, is_page_number, is_unclosed, is_unfinished

_LEGEND = re.compile(r"\(?n\s?[./]?\s?[ma]\.?\)?\s*[-–—=:]*\s*not\b", re.IGNORECASE)  # "n.m. Not meaningful"
_SAME_LINE = 0.75
_INDENT = 0.8
_NEARER = 0.8
_SHORT = 0.7
_MAX_LINES_ABOVE = 3


def label_start(printed: Sequence[Printed], first: int) -> int:
    """Where a block without headers starts: at its first figures, or where that row's wrapped label does."""
    label = printed[first].label
    if label is not None and not label.text[:1].islower():
        return first
    at = first
    while first - at < _MAX_LINES_ABOVE and at > 0 and printed[at - 1].role == SINGLE:
        at -= 1
        if not printed[at].text[:1].islower():
            break
    return at


def body_rows(printed: Sequence[Printed], block: Block, start: int) -> tuple[list[Row], set[int]]:
    """The rows from the line `start` to the block's last label, and the lines they are made of."""
    last = _foot(printed, block)
    body = _Body(printed, block, start, last)
    used: set[int] = set()
    at = start
    while at <= last or body.trails(at):
        if printed[at].role == BLANK:
            body.part()
        elif printed[at].role != FURNITURE:
            body.take(at)
            used.add(at)
        at += 1
    if last > block.last:
        body.part()
    return body.rows, used


def _foot(printed: Sequence[Printed], block: Block) -> int:
    """The last of the empty rows below the last figures that end a page, where the next begins with headers.

    Without them, or where anything else stands there, the line of the last figures.
    """
    labels = [label for label in (printed[at].label for at in block.cells) if label is not None]
    starts = [label.x0 for label in labels]
    last = block.last
    left = block.columns[0].x0
    while last + 1 < len(printed) and is_empty_row(printed[last + 1], left, starts):
        if is_heading(printed[last + 1].text):
            return block.last
        last += 1
    page, numbered = printed[last].line.page, False
    for each in printed[last + 1 :] if last > block.last else ():
        if each.role == BLANK:
            continue
        if each.role != FURNITURE and not is_page_number(each.text):
            return last if each.role == MULTI and (numbered or each.line.page > page) else block.last
        numbered = True
    return block.last


def _cells(printed: Sequence[Printed], block: Block, start: int, last: int) -> dict[int, LabelCell]:
    """By their lines the cells of labels, with the lines below the last figures that go on in one."""
    left = block.columns[0].x0
    lines = label_lines(printed, block.cells, left, start, last)
    cells = label_cells(printed, block.cells, lines, left, last)
    return {at: cell for cell in cells if min(cell.all_lines) <= last for at in cell.all_lines}


class _Body:
    """The rows so far, the lines that wait for figures, and the row whose label may go on."""

    def __init__(self, printed: Sequence[Printed], block: Block, start: int, last: int) -> None:
        self.printed = printed
        self.block = block
        self.cells = _cells(printed, block, start, last)
        self.rows: list[Row] = []
        self.pending: list[Printed] = []
        self.last: Row | None = None

    def part(self) -> None:
        """A blank line: no label runs over it."""
        self._flush()
        self.last = None

    def take(self, at: int) -> None:
        """One line with text."""
        each = self.printed[at]
        cell = self.cells.get(at)
        if cell is not None:
            if at == min(cell.all_lines):
                self._cell(cell)
            return
        if self.pending and self.pending[-1].line.page != each.line.page:
            self._flush()
        if at in self.block.cells:
            self._figures(at)
        elif self.last is not None and not self.pending and self.trails(at):
            self.last.labels.extend(each.pieces)
        else:
            self.pending.append(each)

    def trails(self, at: int) -> bool:
        """Whether a line is the rest of the label of the row of figures above it."""
        if at in self.cells:
            return min(self.cells[at].all_lines) < at
        row = self.last
        if row is None or at >= len(self.printed):
            return False
        each = self.printed[at]
        on_page = each.role == SINGLE and each.line.page == row.line.page
        return on_page and bool(row.labels) and self._continues(row, each, at)

    def _continues(self, row: Row, each: Printed, at: int) -> bool:
        """Whether words below a row are the rest of its label."""
        beside = each.x0 > max(piece.x1 for piece in row.labels)  # the next title, in the middle of the page
        if beside or each.text.endswith(":") or _LEGEND.match(each.text):
            return False
        if each.line.y - row.line.y < _SAME_LINE * each.line.height:
            return True
        if row.label.endswith(":"):
            return False
        if is_unfinished(row.label):
            return True
        if each.text[:1].islower():
            return row.sandwiched or not self._starts_next(row, each, at + 1)
        step = _INDENT * each.line.unit
        follows = self._after(at)
        back = follows is None or follows.role == BLANK or follows.x0 < each.x0 - step
        return row.sandwiched and back and each.x0 > row.labels[0].words[0].x0 + step

    def _starts_next(self, row: Row, each: Printed, next_at: int) -> bool:
        """Whether a line between a whole row and figures without a label starts the label of the latter.

        It does where it stands nearer to them, or the row above had room for more words.
        """
        if next_at not in self.block.cells:
            return False
        follows = self.printed[next_at]
        if follows.label is not None and not starts_within(follows.label.text):
            return False
        above, below = each.line.y - row.line.y, follows.line.y - each.line.y
        if below < _NEARER * above:
            return True
        labels = [self.printed[at].label for at in self.block.cells]
        ends = [label.x1 for label in labels if label is not None]
        return bool(ends) and row.labels[-1].x1 < _SHORT * max(ends)

    def _flush(self) -> None:
        """What waits for figures and gets none is a heading."""
        start = 0
        for stop in range(1, len(self.pending) + 1):
            if stop < len(self.pending) and _runs_on(self.pending[stop - 1], self.pending[stop]):
                continue
            lines = self.pending[start:stop]
            self.rows.append(Row(lines[0].line, [piece for line in lines for piece in line.pieces]))
            start = stop
        self.pending = []

    def _cell(self, cell: LabelCell) -> None:
        """The lines of one cell as a row, or as a heading."""
        self._flush()
        at = cell.lines[0] if cell.figures is None else cell.figures
        self.rows.append(Row(self.printed[at].line, cell.pieces, self.block.cells.get(at, {})))
        self.last = None

    def _figures(self, at: int) -> None:
        each = self.printed[at]
        start = self._wrapped_above(at)
        above = [piece for line in self.pending[start:] for piece in line.pieces]
        self.pending = self.pending[:start]
        self._flush()
        labels = [*above, each.label] if each.label else above
        sandwiched = bool(above) and not each.label
        self.last = Row(each.line, labels, self.block.cells[at], sandwiched=sandwiched)
        self.rows.append(self.last)

    def _wrapped_above(self, at: int) -> int:
        """The first of the waiting lines that is part of the label of this row of figures."""
        if not self.pending:
            return 0
        start = len(self.pending) - 1
        while start and _runs_on(self.pending[start - 1], self.pending[start]):
            start -= 1
        return start if self._is_begun(self.pending[start:], at) else len(self.pending)

    def _is_begun(self, above: Sequence[Printed], at: int) -> bool:
        """Whether the lines above a row of figures, one text, begin its label."""
        text, whole = above[-1].text, " ".join(line.text for line in above)
        label = self.printed[at].label
        if label is None or self.printed[at].line.tall:
            return True
        if text.endswith((":", "：")):
            return False
        if is_other_half(text, label.text) or (counts_shares(whole) and label.text[:1].isdigit()):
            return True
        form = next((each for each in (starts_within, is_in_brackets) if each(label.text)), None)
        if form is None and self._is_rest_of_half(text, label.text):
            form = is_in_one_script
        if form is not None:
            return not self._is_listed(at, form)
        return is_unclosed(whole) or (is_unfinished(text) and not self._is_indented_list(at))

    def _is_rest_of_half(self, above: str, label: str) -> bool:
        """Whether a label lacks the language that the line above and most others have: their halves wrap."""
        labels = [row.text for at in self.block.cells if (row := self.printed[at].label) is not None]
        alike = label == label.upper() if above.isupper() else not label.isupper()
        return (
            is_in_two_scripts(above)
            and is_in_one_script(label)
            and alike
            and 2 * sum(map(is_in_two_scripts, labels)) > len(labels)
        )

    def _is_listed(self, at: int, form: Callable[[str], bool]) -> bool:
        """Rows of one form one below the other are a list under a heading, not the rest of a label."""
        row, follows = self.printed[at], self._after(at)
        return (
            follows is not None
            and follows.label is not None
            and form(follows.label.text)
            and abs(follows.x0 - row.x0) < row.line.unit
        )

    def _is_indented_list(self, at: int) -> bool:
        """Whole labels one below the other, further in than the line above: `Attributable to` heads them."""
        row, follows = self.printed[at], self._after(at)
        unit = row.line.unit
        return (
            follows is not None
            and follows.label is not None
            and not starts_within(follows.label.text)
            and follows.label.text.isupper() == row.text.isupper()
            and abs(follows.x0 - row.x0) < unit
            and row.x0 > self.pending[-1].x0 + _INDENT * unit
        )

    def _after(self, at: int) -> Printed | None:
        return self.printed[at + 1] if at + 1 < len(self.printed) else None


def _runs_on(first: Printed, second: Printed) -> bool:
    """Whether the second of two lines without figures is the rest of the first."""
    return not first.text.endswith(":") and (second.text[:1].islower() or is_unfinished(first.text))
