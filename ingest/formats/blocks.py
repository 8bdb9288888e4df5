"""From printed lines to rows: where a table starts and ends, its headers, its wrapped labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.formats.columns import Extent, Header, align, assign, cluster, nearest, partition, pitch
from ingest.formats.words import AMOUNT, TEXT, Piece, TextLine, Word, joined, pieces_of, text_piece
from ingest.lines import Line

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_PERIOD = re.compile(
    rf"\b(?:months?|weeks?|quarters?|half|years?|ended|ending|as (?:of|at)|{_MONTH}|(?:19|20)\d\d"
    r"|Q[1-4]|[1-4]Q|FY|[12]H|H[12])(?![a-z])|[年月季]",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:RMB|CNY|USD|HKD|EUR|GBP|thousands?|millions?|(?:un)?audited|restated|notes?|change|variance|increase"
    r"|decrease|actual|pro forma|reported|adjusted|constant currency|total)\b|[$€£¥%]|['’]000",
    re.IGNORECASE,
)
_UNITS_CAPTION = re.compile(
    r"\(?(?:\W*in\b|expressed\b|amounts?\b|dollars?\b|unaudited\)|all figures\b|except\b)", re.IGNORECASE
)
_ONE_COLUMN = re.compile(
    r"\(?(?:as )?(?:previously )?(?:restated|reported|adjusted)\)?|notes?|\(?note.*", re.IGNORECASE
)
_NOTES = re.compile(r"notes?", re.IGNORECASE)
_HEADER_ATOM = re.compile(
    rf"(?:{_MONTH} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {_MONTH} (?:19|20)\d\d"
    rf"|{_MONTH} \d{{1,2}},?|\d{{1,2}} {_MONTH}|{_MONTH} (?:19|20)\d\d"
    r"|Q[1-4] (?:19|20)\d\d|[1-4]Q ?(?:20)?\d\d|FY ?(?:20)?\d\d|(?:19|20)\d\d"
    r"|RMB(?:['’]000)?|(?:US|HK)?\$(?:['’]000)?"
    r"|(?:USD|US\$) \(Note \d\)|USD|HKD|EUR|\((?:un)?audited\)|(?:un)?audited|% change)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:\b(?:of|to|for|and|or|the|in|on|by|from|with|at|per|a|an|than|before|after|as)|[,(/&]|[-–])$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:page\s)?[-–—]?\s?(?:[A-Z]-)?\d{1,4}\s?[-–—]?(?:\s?(?:of|/)\s?\d{1,4})?", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\(?(?:\d{1,2}|[a-z])\)|\*+|[†‡]+")
_DASHED = re.compile(r"[-–—]\s")
_MAX_PIECES = 60
_MAX_HEADER_LINES = 14
_MAX_LABEL_LINES = 12
_PROSE_WORDS = 9

BLANK, DATA, MULTI, SINGLE, FURNITURE = "blank", "data", "multi", "single", "furniture"


@dataclass
class _Printed:
    """A line with its role, its label and what stands right of the label."""

    line: TextLine
    role: str
    pieces: tuple[Piece, ...] = ()
    label: Piece | None = None
    values: list[Piece] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.pieces[0].words[0].x0 if self.pieces else 0.0

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass
class _Row:
    """A row to be: its label's lines, its values by column, the line that it is numbered by."""

    number: int
    labels: list[_Printed | Piece]
    values: dict[int, list[Piece]]
    y: float
    page: int
    x0: float
    sandwiched: bool = False
    spans: Mapping[int, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return " ".join(piece.text for piece in self.label_pieces)

    @property
    def label_pieces(self) -> list[Piece]:
        return [each for part in self.labels for each in ([part] if isinstance(part, Piece) else part.pieces)]


@dataclass
class _Table:
    """Columns, the extents they start with, and the lines from the first header to the last figure."""

    columns: list[Extent]
    places: dict[int, dict[int, list[Piece]]]
    rows: list[int]
    headers: list[int] = field(default_factory=list)


_HeaderParts = tuple[_Printed, Piece | None, list[Piece]]


def assemble(lines: Sequence[TextLine]) -> tuple[Line, ...]:
    """The lines of a document, its tables found and numbered, in the order of their numbers."""
    printed = [_printed(line) for line in lines]
    _mark_furniture(printed)
    done: dict[int, Line] = {}
    taken: set[int] = set()
    number = 0
    floor = -1
    for stretch in _stretches(printed):
        for table in _tables(printed, stretch):
            first = table.rows[0]
            table.headers = _header_lines(printed, table, floor)
            if not _is_table(printed, table):
                floor = max(floor, table.rows[-1])
                continue
            number += 1
            rows, used = _rows(printed, table, floor + 1)
            for row in rows:
                done[row.number] = _line(row, number, len(table.columns))
            taken |= used
            floor = max(table.rows[-1], max(used, default=first))
    for at, each in enumerate(printed):
        if at not in taken:
            done[each.line.number] = _text_line(each)
    return tuple(done[key] for key in sorted(done))


def _printed(line: TextLine) -> _Printed:
    pieces = pieces_of(line)
    if not pieces:
        return _Printed(line, BLANK)
    if len(pieces) > _MAX_PIECES:
        return _Printed(line, SINGLE, (joined(pieces),))
    at = _first_value(pieces)
    values = list(pieces[at:])
    figures = [piece for piece in values if piece.is_figure]
    texts = [piece for piece in values if piece.kind == TEXT]
    label = joined(pieces[:at]) if at else None
    told = at or len(figures) > 1 or any(piece.kind == AMOUNT for piece in figures)
    if len(pieces) == 1 and _FOOTNOTE.fullmatch(pieces[0].text):
        told = False
    if figures and len(figures) >= len(texts) and told:
        return _Printed(line, DATA, pieces, label, values)
    return _Printed(line, MULTI if len(pieces) > 1 else SINGLE, pieces)


def _first_value(pieces: Sequence[Piece]) -> int:
    """Where the label ends: an enumerator before it is part of it."""
    start = 1 if len(pieces) > 2 and pieces[0].kind != TEXT and pieces[1].kind == TEXT else 0
    return next((at for at in range(start, len(pieces)) if pieces[at].kind != TEXT), len(pieces))


def _mark_furniture(printed: Sequence[_Printed]) -> None:
    """Page numbers and running heads: what stands at the edge of a page and is a number, or comes again."""
    edges = [each for each in printed if each.line.edge and each.role != BLANK]
    again = Counter(re.sub(r"\d+", "#", each.text) for each in edges)
    for each in edges:
        if _PAGE_NUMBER.fullmatch(each.text) or (
            each.role != DATA and again[re.sub(r"\d+", "#", each.text)] >= 3 and not _PERIOD.search(each.text)
        ):
            each.role = FURNITURE


def _is_prose(each: _Printed, left: float) -> bool:
    piece = each.pieces[-1]
    words = sum(len(one.words) for one in each.pieces)
    return piece.words[-1].x1 > left and words >= _PROSE_WORDS


def _is_wide_header(each: _Printed, left: float, slack: float) -> bool:
    """A single piece over the figures that names a period or a measure."""
    return each.pieces[0].x0 >= left - slack and bool(_PERIOD.search(each.text) or _MEASURE.search(each.text))


def _stretches(printed: Sequence[_Printed]) -> Iterator[list[int]]:
    """Rows of figures with nothing but labels, blanks and page furniture between them."""
    stretch: list[int] = []
    prose = labels = 0
    for at, each in enumerate(printed):
        if each.role == DATA:
            stretch.append(at)
            prose = labels = 0
            continue
        if not stretch or each.role in {BLANK, FURNITURE}:
            continue
        recent = [printed[row] for row in stretch[-8:]]
        left = min(piece.x0 for row in recent for piece in row.values)
        if each.role == MULTI:
            ends = not _is_text_row(each, recent)
        else:
            labels += 1
            wordy = _is_prose(each, left)
            prose = prose + 1 if wordy else 0
            ends = (
                _is_wide_header(each, left, 2 * each.line.unit)
                or prose > 1
                or (wordy and each.text.endswith("."))
                or labels > _MAX_LABEL_LINES
            )
        if ends:
            yield stretch
            stretch, prose, labels = [], 0, 0
    if stretch:
        yield stretch


def _is_text_row(each: _Printed, recent: Sequence[_Printed]) -> bool:
    """A row of a table whose cells are words: labelled, under the figures, and no header's words."""
    if any(_PERIOD.search(piece.text) or _MEASURE.search(piece.text) for piece in each.pieces[1:]):
        return False
    extents = [Extent(piece.x0, piece.x1) for row in recent for piece in row.values]
    left = min(extent.x0 for extent in extents)
    return each.pieces[0].x1 < left and all(
        any(extent.overlap(piece.x0, piece.x1) > 0 for extent in extents) for piece in each.pieces[1:]
    )


def _tables(printed: Sequence[_Printed], stretch: Sequence[int]) -> list[_Table]:
    """The tables of a stretch: one, unless its parts cannot be brought into the same columns."""
    tables: list[_Table] = []
    current: list[Extent] = []
    for part in _parts(printed, stretch):
        unit = printed[part[0]].line.unit
        figures = [[piece for piece in printed[at].values if piece.kind != TEXT] for at in part]
        extents = cluster(figures, unit)
        if len(extents) > _MAX_PIECES:
            continue
        matched = align(current, extents) if tables and len(current) <= _MAX_PIECES else None
        if matched is None:
            tables.append(_Table(list(extents), {}, []))
            current, places = list(extents), list(range(len(extents)))
        else:
            places = _widen(tables[-1], current, extents, matched)
        table = tables[-1]
        for at, row in zip(part, figures, strict=True):
            table.rows.append(at)
            table.places[at] = {}
            for piece, place in zip(row, assign(extents, row), strict=True):
                table.places[at].setdefault(places[place], []).append(piece)
        for at in part:
            _place_texts(printed[at], table, at, current)
    return tables


def _parts(printed: Sequence[_Printed], stretch: Sequence[int]) -> list[list[int]]:
    """Rows without a blank line, a page's end or a wide gap between them: set alike for certain."""
    gaps = [
        printed[here].line.y - printed[before].line.y
        for before, here in pairwise(stretch)
        if printed[here].line.page == printed[before].line.page
    ]
    wide = 2.2 * median(gaps) if gaps else 0.0
    parts = [[stretch[0]]]
    for before, here in pairwise(stretch):
        apart = printed[here].line.page != printed[before].line.page
        apart = apart or printed[here].line.y - printed[before].line.y > wide
        apart = apart or any(each.role == BLANK for each in printed[before + 1 : here])
        if apart:
            parts.append([here])
        else:
            parts[-1].append(here)
    return parts


def _widen(
    table: _Table, current: list[Extent], extents: Sequence[Extent], matched: list[int | None]
) -> list[int]:
    """The places of a part's columns in the table; columns of its own are put in, `current` follows."""
    places: list[int] = []
    added = 0
    last = -1
    for extent, place in zip(extents, matched, strict=True):
        if place is None:
            last += 1
            table.columns.insert(last, extent)
            current.insert(last, extent)
            for row, cells in table.places.items():
                table.places[row] = {key + (key >= last): cell for key, cell in cells.items()}
            added += 1
        else:
            last = place + added
            old = current[last]
            union = Extent(min(old.x0, extent.x0), max(old.x1, extent.x1))
            clear = all(
                each.overlap(union.x0, union.x1) <= 0 for each in (*current[:last], *current[last + 1 :])
            )
            current[last] = union if clear and old.overlap(extent.x0, extent.x1) > 0 else extent
        places.append(last)
    return places


def _place_texts(each: _Printed, table: _Table, at: int, current: Sequence[Extent]) -> None:
    """Words among a row's figures go to the column they stand under; words of the label that do so, too."""
    texts = [piece for piece in each.values if piece.kind == TEXT]
    first = len(each.pieces) - len(each.values)
    under = [
        piece
        for piece in each.pieces[1:first]
        if piece.kind == TEXT and any(extent.overlap(piece.x0, piece.x1) > 0 for extent in current)
    ]
    if under:
        kept = [piece for piece in each.pieces[:first] if piece not in under]
        each.label = joined(kept)
        texts = [*under, *texts]
    for piece in texts:
        place = nearest(current, piece.x0, piece.x1)
        table.places[at].setdefault(place, []).append(piece)
    for pieces in table.places[at].values():
        pieces.sort(key=lambda piece: piece.x0)


def _is_table(printed: Sequence[_Printed], table: _Table) -> bool:
    """Two rows with two figures each, or two rows of figures under a period."""
    full = sum(
        sum(any(piece.kind == AMOUNT for piece in cell) for cell in table.places[at].values()) > 1
        for at in table.rows
    )
    if full > 1:
        return True
    dated = any(
        _PERIOD.search(piece.text) and _overlaps(piece, table.columns)
        for at in table.headers
        for piece in printed[at].pieces
    )
    labelled = sum(printed[at].label is not None for at in table.rows)
    return dated and (labelled > 2 or (full > 0 and len(table.rows) > 1))


def _header_lines(printed: Sequence[_Printed], table: _Table, floor: int) -> list[int]:
    """The lines above the first figures that stand over them, from the top down."""
    found: list[int] = []
    held: list[int] = []
    blanks = labels = 0
    for at in range(table.rows[0] - 1, max(floor, table.rows[0] - 1 - 3 * _MAX_HEADER_LINES), -1):
        each = printed[at]
        if each.role == BLANK:
            blanks += 1
            if blanks > (1 if found else 3):
                break
            continue
        if each.role in {DATA, FURNITURE}:
            break
        blanks = 0
        if _is_header(printed, each, table):
            found += [*held, at]
            held = []
        elif each.role == SINGLE and not _is_prose(each, table.columns[0].x0):
            labels += 1
            if found:
                held.append(at)
            if labels > _MAX_HEADER_LINES / 2 or len(held) > 1:
                break
        else:
            break
    found.sort()
    while found and _is_caption(printed[found[0]], table):
        found.pop(0)
    return found


def _is_caption(each: _Printed, table: _Table) -> bool:
    """Units or `(unaudited)` by themselves on top, not over the middle of the columns."""
    if each.role != SINGLE:
        return False
    middle = (table.columns[0].x0 + table.columns[-1].x1) / 2
    return (
        bool(_UNITS_CAPTION.match(each.text))
        and abs(each.pieces[0].centre - middle) > pitch(table.columns) / 2
    )


def _is_header(printed: Sequence[_Printed], each: _Printed, table: _Table) -> bool:
    columns = table.columns
    pad = pitch(columns) / 2
    label, over = _over_columns(printed, each, table)
    if not over or any(len(piece.words) > _PROSE_WORDS - 1 for piece in over):
        return False
    if any(piece.x1 < columns[0].x0 - pad * 2 or piece.x0 > columns[-1].x1 + pad for piece in over):
        return False
    if len(over) > 1:
        return True
    named = bool(_PERIOD.search(over[0].text) or _MEASURE.search(over[0].text))
    if label is not None:
        return named or (
            len(columns) > 1 and any(extent.overlap(over[0].x0, over[0].x1) > 0 for extent in columns)
        )
    ends = sorted(row.label.x1 for row in (printed[at] for at in table.rows) if row.label is not None)
    over_labels = over[0].x0 < columns[0].x0 - pad and ends and over[0].x0 < ends[3 * len(ends) // 4]
    if over_labels or over[0].centre < columns[0].x0 - pad:
        return False  # a caption in the middle of the page
    near = 2 * each.line.unit if len(columns) > 1 else pad
    return named and (
        over[0].x0 >= columns[0].x0 - pad
        or any(
            abs(over[0].x1 - one.x1) <= near or abs(over[0].centre - one.centre) <= near for one in columns
        )
    )


def _over_columns(
    printed: Sequence[_Printed], each: _Printed, table: _Table
) -> tuple[Piece | None, list[Piece]]:
    """The piece in the label column, and those over the figures, dates side by side parted."""
    pieces = list(each.pieces)
    labels = [printed[at].label for at in table.rows]
    ends = [label.x1 for label in labels if label is not None]
    edge = median(ends) if ends else table.columns[0].x0 - each.line.unit
    label: list[Piece] = []
    while (
        pieces
        and pieces[0].x1 <= table.columns[0].x0
        and pieces[0].x0 < edge
        and (pieces[0].x1 <= edge or not label)
    ):
        label.append(pieces.pop(0))
    over = [part for piece in pieces for part in _parted(piece, len(table.columns))]
    return (joined(label) if label else None), over


def _parted(piece: Piece, columns: int) -> list[Piece]:
    """Dates, years or units one blank apart are a header each."""
    if columns < 2:
        return [piece]
    atoms = list(_HEADER_ATOM.finditer(piece.text))
    if len(atoms) < 2 or " ".join(atom.group() for atom in atoms) != piece.text:
        return [piece]
    parts: list[Piece] = []
    words: list[Word] = []
    ends = iter(atom.end() for atom in atoms)
    end = next(ends)
    length = -1
    for word in piece.words:
        words.append(word)
        length += 1 + len(word.text)
        if length == end:
            parts.append(text_piece(words)._replace(kind=TEXT))
            words = []
            end = next(ends, 0)
    return parts if not words and parts else [piece]


def _rows(printed: Sequence[_Printed], table: _Table, free: int) -> tuple[list[_Row], set[int]]:
    """All rows of a table, and the lines they are made of: none before `free`, which other tables hold."""
    used = set(table.headers)
    rows = _header_rows(printed, table)
    start = (
        table.headers[-1] + 1 if table.headers else max(free, table.rows[0] - _lines_above(printed, table))
    )
    body = _Body(printed, table)
    for at in range(start, len(printed)):
        if at > table.rows[-1] and not body.trails(at):
            break
        if printed[at].role != FURNITURE and body.take(at):
            used.add(at)
    body.flush()
    return rows + body.rows, used


def _lines_above(printed: Sequence[_Printed], table: _Table) -> int:
    """Without a header a table starts at its first figures, or with the lines of that row's wrapped label."""
    first = table.rows[0]
    row = printed[first]
    if row.label is not None and not row.label.text[:1].islower():
        return 0
    count = 0
    while count < 3 and first > count and printed[first - 1 - count].role == SINGLE:
        count += 1
        if not printed[first - count].text[:1].islower():
            break
    return count


def _header_rows(printed: Sequence[_Printed], table: _Table) -> list[_Row]:
    """Each header piece in the first column that it covers.

    Where lines have a piece for every column, the other lines are measured by those pieces and not by the
    figures: headers are set over headers. What a line says of a period is kept by the lines below it: none of
    their pieces reaches from under one piece to under the next.
    """
    parts = [(printed[at], *_over_columns(printed, printed[at], table)) for at in table.headers]
    leaves = [over for _, _, over in parts if len(over) == len(table.columns)]
    columns = [
        Extent(min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))
        for pieces in (zip(*leaves, strict=True) if leaves else ((column,) for column in table.columns))
    ]
    notes = {
        nearest(columns, piece.x0, piece.x1)
        for _, _, over in parts
        for piece in over
        if _NOTES.fullmatch(piece.text)
    }
    walls: set[int] = set()
    rows: list[_Row] = []
    for each, label, over in parts:
        row = _Row(each.line.number, [label] if label else [], {}, each.line.y, each.line.page, each.x0)
        headers = [_header(piece, columns) for piece in over]
        closed = set() if any(header.single for header in headers) else notes
        spans = partition(columns, headers, walls, closed | _beside(each, parts, columns))
        if spans is None:
            spans = partition(columns, headers, walls)
        if spans is None:
            spans = [(place, place) for place in (nearest(columns, piece.x0, piece.x1) for piece in over)]
        for piece, (first, last) in zip(over, spans, strict=True):
            row.values.setdefault(first, []).append(piece)
            if last > first:
                row.spans = {**row.spans, first + 1: last + 1}
            if _PERIOD.search(piece.text) or len(over) == len(columns):
                walls |= {first, last + 1}
        rows.append(row)
    return rows


def _header(piece: Piece, columns: Sequence[Extent]) -> Header:
    """Words of a period may stand at the edge of what they cover; other words over one column cover it."""
    period = bool(_PERIOD.search(piece.text))
    alone = sum(column.overlap(piece.x0, piece.x1) > 0 for column in columns) == 1
    return Header(piece, bool(_ONE_COLUMN.fullmatch(piece.text)) or (alone and not period), period)


def _overlaps(piece: Piece, columns: Sequence[Extent]) -> bool:
    return any(column.overlap(piece.x0, piece.x1) > 0 for column in columns)


def _beside(each: _Printed, parts: Sequence[_HeaderParts], columns: Sequence[Extent]) -> set[int]:
    """The columns whose own header stands beside this line, set between two lines of it."""
    return {
        place
        for other, _, over in parts
        if other is not each
        and other.line.page == each.line.page
        and abs(other.line.y - each.line.y) < 0.75 * each.line.height
        for piece in over
        for place, column in enumerate(columns)
        if column.overlap(piece.x0, piece.x1) > 0
    }


class _Body:
    """The rows below the headers, with labels that run over several lines put together."""

    def __init__(self, printed: Sequence[_Printed], table: _Table) -> None:
        self.printed = printed
        self.table = table
        self.rows: list[_Row] = []
        self.pending: list[_Printed] = []
        self.last: _Row | None = None

    def take(self, at: int) -> bool:
        """One line; False where it is no part of a row."""
        each = self.printed[at]
        if each.role == BLANK:
            self.flush()
            self.last = None
            return False
        if self.pending and self.pending[-1].line.page != each.line.page:
            self.flush()
        if self.last and self.last.page != each.line.page:
            self.last = None
        if at in self.table.places:
            self._figures(at)
        elif self.last and not self.pending and self._continues(self.last, at):
            self.last.labels.append(each)
        else:
            self.pending.append(each)
        return True

    def trails(self, at: int) -> bool:
        """Whether a line below the last figures still belongs to their label."""
        each = self.printed[at]
        return (
            each.role == SINGLE
            and self.last is not None
            and self.last.page == each.line.page
            and self._continues(self.last, at)
        )

    def flush(self) -> None:
        """What waits for figures and gets none is a heading."""
        for lines in _headings(self.pending):
            first = lines[0]
            self.rows.append(
                _Row(first.line.number, list(lines), {}, first.line.y, first.line.page, first.x0)
            )
        self.pending = []

    def _figures(self, at: int) -> None:
        each = self.printed[at]
        count = self._wrapped_above(at)
        above = self.pending[len(self.pending) - count :]
        self.pending = self.pending[: len(self.pending) - count]
        self.flush()
        labels: list[_Printed | Piece] = [*above, *([each.label] if each.label else [])]
        x0 = above[0].x0 if above else each.x0
        self.last = _Row(
            each.line.number,
            labels,
            self.table.places[at],
            each.line.y,
            each.line.page,
            x0,
            bool(above) and not each.label,
        )
        self.rows.append(self.last)

    def _wrapped_above(self, at: int) -> int:
        """How many of the waiting lines start the label of this row of figures."""
        if not self.pending:
            return 0
        each, line = self.printed[at], self.pending[-1]
        if each.label is None:
            glued = True
        elif line.text.endswith(":"):
            glued = False
        elif _starts_within(each.label.text):
            glued = not self._is_listed(at)
        else:
            glued = bool(_UNFINISHED.search(line.text)) or line.text.count("(") > line.text.count(")")
        if not glued:
            return 0
        count = 1
        while count < len(self.pending) and _runs_on(self.pending[-count - 1], self.pending[-count]):
            count += 1
        return count

    def _is_listed(self, at: int) -> bool:
        """Rows in lower case one below the other are a list under a heading, not the rest of a label."""
        row = self.printed[at]
        follows = self.printed[at + 1] if at + 1 < len(self.printed) else None
        return (
            follows is not None
            and follows.label is not None
            and row.label is not None
            and _starts_within(follows.label.text)
            and abs(follows.x0 - row.x0) < row.line.unit
        )

    def _continues(self, row: _Row, at: int) -> bool:
        """Whether a line without figures is the rest of the label of the row above it."""
        each = self.printed[at]
        if each.role != SINGLE or not row.labels or each.text.endswith(":"):
            return False
        if each.line.y - row.y < 0.75 * each.line.height:
            return True
        if row.label.endswith(":"):
            return False
        if _UNFINISHED.search(row.label) or row.label.count("(") > row.label.count(")"):
            return True
        follows = self.printed[at + 1] if at + 1 < len(self.printed) else None
        if each.text[:1].islower():
            return row.sandwiched or not self._starts_next(row, each, at + 1)
        back = follows is None or follows.role == BLANK or follows.x0 < each.x0 - 0.8 * each.line.unit
        return row.sandwiched and back and each.x0 > row.x0 + 0.8 * each.line.unit

    def _starts_next(self, row: _Row, each: _Printed, next_at: int) -> bool:
        """Whether a line between a whole row and figures without a label starts the label of the latter.

        It does where it stands nearer to them, or the row above had room for more words.
        """
        if next_at not in self.table.places:
            return False
        follows = self.printed[next_at]
        if follows.label is not None and not _starts_within(follows.label.text):
            return False
        above, below = each.line.y - row.y, follows.line.y - each.line.y
        if below < 0.8 * above:
            return True
        ends = [label.x1 for label in (self.printed[at].label for at in self.table.rows) if label is not None]
        return bool(ends) and row.label_pieces[-1].x1 < 0.7 * max(ends)


def _starts_within(label: str) -> bool:
    """Whether a label starts as the rest of another does: in lower case, or with a dash and a blank."""
    return label[:1].islower() or bool(_DASHED.match(label))


def _runs_on(first: _Printed, second: _Printed) -> bool:
    """Whether the second of two lines without figures is the rest of the first."""
    if first.text.endswith(":"):
        return False
    return (
        second.text[:1].islower()
        or bool(_UNFINISHED.search(first.text))
        or first.text.count("(") > first.text.count(")")
    )


def _headings(lines: Sequence[_Printed]) -> list[list[_Printed]]:
    groups: list[list[_Printed]] = []
    for line in lines:
        if groups and _runs_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _line(row: _Row, table: int, columns: int) -> Line:
    cells = [row.label_pieces, *(row.values.get(place, []) for place in range(columns))]
    texts = tuple(" ".join(piece.text for piece in pieces) for pieces in cells)
    places = tuple(_place(pieces) for pieces in cells)
    return Line(row.number, texts, table, places if any(places) else (), row.spans)


def _text_line(each: _Printed) -> Line:
    place = _place_of(each.line.words)
    return Line(each.line.number, (each.line.text,), None, (place,) if place else ())


def _place(pieces: Sequence[Piece]) -> str:
    return _place_of([word for piece in pieces for word in piece.words])


def _place_of(words: Sequence[Word]) -> str:
    boxes = [word.box for word in words if word.box is not None]
    if not boxes:
        return ""
    x0, top = min(box[1] for box in boxes), min(box[2] for box in boxes)
    x1, bottom = max(box[3] for box in boxes), max(box[4] for box in boxes)
    return f"page {boxes[0][0]}, box {x0:.1f} {top:.1f} {x1:.1f} {bottom:.1f}"
